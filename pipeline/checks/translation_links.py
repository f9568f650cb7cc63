"""Rules about addresses and raw HTML in a translation: they are the source's, and they can do no harm."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from pipeline.checks.pairs import Pair, Pairs, destinations
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.language.detection import base
from pipeline.model import Inline, Severity
from pipeline.parsing.parts import images_in, is_literal, links_in
from pipeline.parsing.sanitise import PHRASING, address
from pipeline.patterns import expression

_PLAIN = frozenset({"alt", "caption", "field", "link-title"})
"""Roles whose texts are plain: a `<` in them is just a sign."""

# --- addresses -----------------------------------------------------------------------------------------

_ADDRESS = expression(r"(?:https?://|www\.)[^\s<>()\[\]“”\"]*[\w/=]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _link(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    if "<" in pairs.written or pairs.destinations != destinations(pairs.source_written):
        for pair in pairs:
            inline = pair.translation.inline
            if inline is not None:
                ours, theirs = _addresses(pair.segment.inline), _addresses(inline)
                if ours != theirs and len(ours) == len(theirs):  # Otherwise `translation-markup` says it.
                    yield from _compared(pair, ours, theirs, pairs.source_language, scope)
    if any("@" in text or ("/" in text and "://" in text) or "www." in text for text in (pairs.source, pairs.target)):
        for pair in pairs:
            ours, theirs = _ADDRESS.findall(pair.source), _ADDRESS.findall(pair.target)
            if ours != theirs:
                yield from _compared(pair, ours, theirs, pairs.source_language, scope)


def _addresses(inline: Inline) -> list[str]:
    """The addresses of the links and pictures in a text."""
    if is_literal(inline.parts):
        return []
    return [link.href for link in links_in(inline.parts)] + [image.src for image in images_in(inline.parts)]


def _compared(pair: Pair, ours: list[str], theirs: list[str], source_language: str, scope: Scope) -> Iterator[Note]:
    """What is wrong with the addresses of a translation, at most one thing."""
    missing = list((Counter(map(_canonical, ours)) - Counter(map(_canonical, theirs))).elements())
    added = list((Counter(map(_canonical, theirs)) - Counter(map(_canonical, ours))).elements())
    added = [href for href in added if address(href) is not None]  # `translation-unsafe` says it.
    tags = base(source_language), base(scope.language)
    left = [href for href in missing if not any(_localised(href, other, *tags) for other in added)]
    new = [href for href in added if not any(_localised(other, href, *tags) for other in missing)]
    if left and new:
        review = all(any(_same_place(href, other) for other in left) for href in new)
        template = "“{target}” is not an address of the source, which has “{source}”."
        severity: Severity = "review" if review else "error"
        yield Note(pair.location, template, (("target", new[0]), ("source", left[0])), left[0], severity)
    elif left:
        yield Note(
            pair.location,
            "The address “{href}” of the source is missing here.",
            (("href", left[0]),),
            severity="warning",
        )
    elif new:
        yield Note(pair.location, "The address “{href}” is not in the source.", (("href", new[0]),), severity="review")


def _canonical(href: str) -> str:
    if href.startswith("tel:"):
        return "tel:" + re.sub(r"[^\d+]", "", href)
    if href.startswith("mailto:") or "@" in href:
        return href.removeprefix("mailto:").lower()
    return _HOST.sub(lambda host: host[0].lower(), href).removesuffix("/") if "://" in href or "www." in href else href


_HOST = expression(r"^(?:https?://)?[^/?#]*", re.IGNORECASE)
"""Capitals mean nothing in it."""


def _localised(source: str, target: str, source_tag: str, tag: str) -> bool:
    """Whether `target` is the form of `source` in the language `tag`: `/en/…`, `…?lang=en`, `bild.en.jpg`, `en-GB/…` for `sv/…`."""
    ours_marked, marked = _tags(source_tag).search(source), _tags(tag).search(target)
    if ours_marked and _tags(source_tag).sub("", source) == (_tags(tag).sub("", target) if marked else target):
        return True
    if not marked or _tags(tag).search(source):
        return False
    ours, theirs = urlsplit(_absolute(source)), urlsplit(_absolute(target))
    if ours.netloc or theirs.netloc:
        return _site(ours.netloc) == _site(theirs.netloc)
    bare = re.sub(rf"(?<![A-Za-z]){tag}[/.]", "", target, count=1)
    return bare == source


@lru_cache(16)
def _tags(language: str) -> re.Pattern[str]:
    """A part of an address that names the language."""
    return re.compile(rf"(?<![A-Za-z]){language}(?:[-_][A-Za-z]{{2}})?(?![A-Za-z])[./]?")


def _absolute(href: str) -> str:
    return f"https://{href}" if href.startswith("www.") else href


def _site(host: str) -> str:
    """The part of a host that stays when the language changes: `digg` of `www.digg.se` and `en.digg.se`."""
    labels = host.removeprefix("www.").split(".")
    return labels[-2] if len(labels) > 1 else host


def _same_place(ours: str, theirs: str) -> bool:
    """Whether one may be the English side of the other: both on the web, on one site or on two with other paths."""
    here, there = urlsplit(_absolute(ours)), urlsplit(_absolute(theirs))
    if not here.netloc or not there.netloc:
        return False
    return _site(here.netloc) == _site(there.netloc) or here.path.strip("/") != there.path.strip("/")


# --- what would be taken out ---------------------------------------------------------------------------

_NO_HTML = expression(r"\\[!-/:-@\[-`{-~]|(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
"""A sign after a backslash, and code."""
_ELEMENT = expression(r"<([A-Za-z][A-Za-z0-9-]*)([^<>]*)>?")
_HANDLER = expression(r"(?:^|[\s\"'/])(on[a-z]+|style|srcdoc)\s*=", re.IGNORECASE)
_REFERENCE = expression(r"(?:href|src)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)


def _unsafe(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    if "<" not in pairs.written and all(address(href) is not None for href in pairs.destinations):
        return
    for pair in pairs:
        text = pair.message.strings[0]
        if pair.segment.role in _PLAIN or text == pair.segment.id:
            continue
        what = _harm(_NO_HTML.sub(" ", text), _NO_HTML.sub(" ", pair.segment.id))
        inline = pair.translation.inline
        if not what and inline is not None:
            what = next((link.href for link in links_in(inline.parts) if address(link.href) is None), "")
            what = "" if what in pair.segment.id else what
        if what:
            template = "“{what}” would be taken out of the page, since it could run, embed or restyle something. The source does not have it."
            yield Note(pair.location, template, (("what", what),))


def _harm(text: str, source: str) -> str:
    """The element or attribute in `text` that no page may have; empty for none, or where the source has it too."""
    for found in _ELEMENT.finditer(text):
        name, rest = found[1].lower(), found[2]
        if found[0] in source or rest.startswith((":", "@")) or (rest[:1] and rest[0] not in " \t\n/\"'"):
            continue  # An address in pointed brackets.
        if name not in PHRASING and name != "a":
            return f"<{name}>"
        if handler := _HANDLER.search(rest):
            return f"{handler[1]}=…"
        target = _REFERENCE.search(rest)
        if target and address(target[1]) is None:
            return target[1]
    return ""


_PAGE = 'Läs [villkoren](sida.md) nu.\n%%% en\nmsgid "Läs [villkoren](sida.md) nu."\n'

RULES = (
    Rule(
        "translation-link",
        "Translations",
        "error",
        ("Syntolk, translator's guide",),
        "The address of a link or a picture is part of the page, not of the text: copy it as it is. The site itself leads English readers to the English page and the English picture. "
        "To the English side of another site you may link: `https://www.digg.se/en`.",
        (
            _PAGE + 'msgstr "Read [the terms](sida.md) now."\n',
            'Se [Digg](https://www.digg.se/).\n%%% en\nmsgid "Se [Digg](https://www.digg.se/)."\nmsgstr "See [Digg](https://www.digg.se/en)."\n',
        ),
        (
            _PAGE + 'msgstr "Read [the terms](index.md) now."\n',
            'Skriv till info@msi.example.\n%%% en\nmsgid "Skriv till info@msi.example."\nmsgstr "Write to info@mis.example."\n',
        ),
        _link,
    ),
    Rule(
        "translation-unsafe",
        "Translations",
        "error",
        ("OWASP Top 10 (2021), A03 Injection",),
        "There is HTML in the translation that no page may have: a script, a frame, a form, a style, or an address that runs something. It is taken out, so visitors are safe, but it does not belong here. "
        "Ask yourself how it came into the catalogue.",
        (
            _PAGE + 'msgstr "Read [the terms](sida.md) now."\n',
            'Tryck <kbd>F1</kbd>.\n%%% en\nmsgid "Tryck <kbd>F1</kbd>."\nmsgstr "Press <kbd>F1</kbd>."\n',
        ),
        (
            _PAGE + 'msgstr "Read [the terms](sida.md) <script>go</script> now."\n',
            'Tryck <kbd>F1</kbd>.\n%%% en\nmsgid "Tryck <kbd>F1</kbd>."\nmsgstr "Press <kbd onclick=\'go\'>F1</kbd>."\n',
        ),
        _unsafe,
    ),
)
