"""How hard a text may be: limits by audience, and by section where a site says so. `limits` decides for a page.

A page says for whom it is in its front matter (`audience: easy`), else its section does in the settings, else it is for the
public. Each audience has its limits; a section may have others for the pages that are for its own audience.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal, NamedTuple, get_args

from pipeline.model import FieldValue, Phrase

Audience = Literal["easy", "public", "specialist"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""From the one that needs the easiest text."""


class Limits(NamedTuple):
    """What a page may be. A limit of the LIX is broken when the lower end of its 95 % interval is over it."""

    audience: Audience = "public"
    """For whom the page is."""
    warning: float = 45
    """LIX over which a page is warned about."""
    error: float = 50
    """LIX over which a page is an error."""
    sentence: int = 25
    """Words that a sentence may have."""
    paragraph: int = 120
    """Words that a paragraph may have."""
    word: int = 20
    """Letters that a word may have, its ending left out."""
    abbreviations: tuple[str, ...] = ()
    """Further abbreviations, such as `progr.`, whose full stop ends no sentence."""

    def said(self, limit: float) -> FieldValue:
        """One of these limits in a message: where the page is not for the public, with whom it is for."""
        if self.audience == "public":
            return limit
        return Phrase("{limit} for the audience “{audience}”", (("limit", limit), ("audience", self.audience)))


@dataclass(frozen=True, slots=True)
class Profile:
    """The limits of one audience, as the settings have them. The defaults are those of the public.

    Texts reviewed for plain language have LIX 42 on average: a warning over 45, an error over 50, where the band “medium” of
    lix.se ends. 25 words a sentence are the most that Swedish practice (10–25) and GOV.UK recommend. The words of a
    paragraph and the letters of a word are ours.
    """

    warning: float = 45
    """LIX over which a page is warned about."""
    error: float = 50
    """LIX over which a page is an error."""
    sentence: int = 25
    """Words that a sentence may have."""
    paragraph: int = 120
    """Words that a paragraph may have."""
    word: int = 20
    """Letters that a word may have, its ending left out."""


EASY = Profile(warning=36, error=40, sentence=15, paragraph=60, word=16)
"""Texts written to be easy to read have LIX 36 on average, so a lower warning would blame half of them; 40 is the end of the
band “easy” of lix.se. 15 words are the middle of the 10–25 that are recommended for everybody."""
SPECIALIST = Profile(warning=55, error=60, sentence=30, paragraph=150, word=25)
"""60 is the end of the band “hard” of lix.se, and the warning as far below as that of the public. 30 words are ours: five
more than anybody recommends for everybody."""


@dataclass(frozen=True, slots=True)
class Section:
    """What a site says of the pages below one pattern."""

    audience: Audience = "public"
    """For whom they are, where they do not say it themselves."""
    own: Mapping[str, Any] = field(default_factory=dict)
    """Limits of their own, by name."""


@dataclass(frozen=True, slots=True)
class Readability(Profile):
    """The limits of a site: those of the public, of the other audiences, and of sections."""

    easy: Profile = EASY
    """For readers who need easy text."""
    specialist: Profile = SPECIALIST
    """For readers who know the subject."""
    abbreviations: tuple[str, ...] = ()
    """Further abbreviations, such as `progr.`, whose full stop ends no sentence."""
    sections: Mapping[str, Section] = field(default_factory=dict)
    """By pattern of the path below the source folder; the first that fits."""


def limits(settings: Readability, path: str = "", audience: object = None) -> Limits:
    """What the page at `path` below the source folder may be; `audience` is what its front matter says, if anything.

    >>> site = Readability(sections={"nyheter/*": Section("easy", {"sentence": 12})})
    >>> limits(site, "nyheter/a.md")[:5], limits(site, "nyheter/a.md", "specialist").sentence, limits(site, "om.md").error
    (('easy', 36, 40, 12, 60), 30, 50)
    """
    section = next((section for pattern, section in settings.sections.items() if _fits(path, pattern)), Section())
    chosen = audience if audience in AUDIENCES else section.audience
    profile = {"easy": settings.easy, "specialist": settings.specialist}.get(chosen, settings)
    found = Limits(
        chosen,
        profile.warning,
        profile.error,
        profile.sentence,
        profile.paragraph,
        profile.word,
        settings.abbreviations,
    )
    # A section's own limits were chosen for its own readers.
    return found._replace(**section.own) if section.own and chosen == section.audience else found


def _fits(path: str, pattern: str) -> bool:
    """Whether a pattern fits, with the folder `source/` before it (as in `[rules]`) or without."""
    return fnmatchcase(path, pattern.removeprefix("source/"))
