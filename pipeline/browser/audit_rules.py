"""What `syntolk audit` looks for beside axe-core: what a browser sees and no engine does. Each says only what is sure."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Phrase
from pipeline.report import RuleText

PREFIX = "axe-"
"""What the ids of axe-core's rules begin with here."""


class Seen(NamedTuple):
    """A rule, and what is said where it is broken."""

    rule: RuleText
    """Its id, severity, explanation and sources."""
    said: Phrase
    """What is wrong; `{detail}` is what the page told of it."""


SEEN = (
    Seen(
        RuleText(
            "page-scrolls-sideways",
            "error",
            "On a screen of 320 pixels, or at 400 % zoom, nobody should have to scroll sideways to read. Let the element wrap, shrink, or scroll by itself.",
            ("WCAG 2.2, 1.4.10 Reflow",),
        ),
        Phrase("The page is {detail} pixels wider than the screen, so that it has to be scrolled sideways."),
    ),
    Seen(
        RuleText(
            "text-clipped",
            "error",
            "Some people read with more room between letters, words, lines and paragraphs. Text must not disappear then: let the box grow with its text.",
            ("WCAG 2.2, 1.4.12 Text Spacing",),
        ),
        Phrase("Text is cut off when there is more room between letters and lines."),
    ),
    Seen(
        RuleText(
            "focus-invisible",
            "error",
            "Whoever uses the keyboard has to see where they are. Give what has the focus an outline, and let it lie on the screen.",
            ("WCAG 2.2, 2.4.7 Focus Visible",),
        ),
        Phrase("Nothing on the screen changes when this has the focus."),
    ),
    Seen(
        RuleText(
            "skip-link-hidden",
            "error",
            "A link that skips to the content helps whoever sees it, so it has to show as soon as it has the focus.",
            ("WCAG 2.2, 2.4.7 Focus Visible", "WCAG 2.2, 2.4.1 Bypass Blocks"),
        ),
        Phrase("The link that skips to the content does not show when it has the focus."),
    ),
    Seen(
        RuleText(
            "focus-obscured",
            "error",
            "What has the focus must not lie wholly under a header or banner that stays on the screen. `scroll-padding` leaves room for it.",
            ("WCAG 2.2, 2.4.11 Focus Not Obscured (Minimum)",),
        ),
        Phrase("What has the focus lies wholly under something that stays on the screen."),
    ),
    Seen(
        RuleText(
            "keyboard-trap",
            "error",
            "Whoever comes to a place with the Tab key has to be able to leave it with the Tab key.",
            ("WCAG 2.2, 2.1.2 No Keyboard Trap",),
        ),
        Phrase("The Tab key never leads away from here."),
    ),
    Seen(
        RuleText(
            "motion-not-reduced",
            "warning",
            "Movement makes some people ill. Leave it out where the visitor has asked for less: `@media (prefers-reduced-motion: reduce)`.",
            ("WCAG 2.2, 2.3.3 Animation from Interactions", "WCAG 2.2, 2.2.2 Pause, Stop, Hide"),
        ),
        Phrase("This moves though the visitor has asked for less motion."),
    ),
    Seen(
        RuleText(
            "image-broken",
            "error",
            "A picture that does not show leaves a hole in the page. The file is damaged, or is no picture.",
            ("WCAG 2.2, 1.1.1 Non-text Content",),
        ),
        Phrase("The picture {detail} does not show: the browser cannot read it."),
    ),
    Seen(
        RuleText(
            "resource-missing",
            "error",
            "What a page shows or is drawn with has to lie where it says. Build the site anew, or correct the address in the template.",
            ("HTML Living Standard, 4.2.4",),
        ),
        Phrase("The page asks for {detail}, which does not exist."),
    ),
    Seen(
        RuleText(
            "request-elsewhere",
            "warning",
            "What a page loads from elsewhere tells others who reads it, and is missing where they are out of reach. Keep a copy on the site. The audit lets nothing leave this machine.",
            ("GDPR (EU 2016/679), article 5.1 c",),
        ),
        Phrase("The page asks another host: {detail}."),
    ),
    Seen(
        RuleText(
            "console-error",
            "warning",
            "The browser reports an error: a script that fails, or something that the site's own security policy forbids.",
            ("HTML Living Standard, 8.1.4.6",),
        ),
        Phrase("The browser reports an error: {detail}"),
    ),
    Seen(
        RuleText(
            "page-unexamined",
            "error",
            "The browser could not show this page, so nobody knows how it is. Open it by hand.",
            (),
        ),
        Phrase("This page could not be examined: {detail}"),
    ),
)
"""Every rule of the audit's own about a page."""


AGREEMENT = RuleText(
    "languages-disagree",
    "error",
    "The language switch, `hreflang`, the canonical address and the sitemap have to name the same pages, and each version of a page all others: "
    "else search engines pass over all of them, and visitors get lost. A template of the site's own leaves something out, or says it otherwise.",
    ("Google Search Central, Localized versions of your pages", "WCAG 2.2, 3.1.1 Language of Page"),
)
"""What is asked about all pages together, without a browser."""
OWN = (*(seen.rule for seen in SEEN), AGREEMENT)
"""What all rules of the audit's own say."""


def by_id(rule: str) -> Seen | None:
    """The rule about a page with that id."""
    return next((seen for seen in SEEN if seen.rule.id == rule), None)


def text(rule: str) -> RuleText | None:
    """What the rule with that id says."""
    return next((own for own in OWN if own.id == rule), None)
