"""`Document` → HTML: the body alone, with what the site resolves filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from pipeline.model import Code, Footnote, Image, Label, Link, Part, Run
from pipeline.sanitise import address, escape

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
"""Languages that are written from right to left (CLDR, `characterOrder`), so that this module needs no CLDR."""

_NUMBER = re.compile(r"[\d\s+()/-]+")
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})
"""A telephone number stays on one line."""
LABELS = {
    "description": "Picture description",
    "footnotes": "Footnotes",
    "back": "Back to the text",
    "table": "Table",
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}
"""What a body asks for by key: the word in English, which is the msgid (of context `label`) in the theme's catalogues."""
_SWEDISH = {
    "description": "Syntolkning",
    "footnotes": "Fotnoter",
    "back": "Tillbaka till texten",
    "table": "Tabell",
    "note": "Observera",
    "tip": "Tips",
    "important": "Viktigt",
    "warning": "Varning",
    "caution": "Försiktigt",
}


class Site(Protocol):
    """What a body needs from the site around it."""

    def href(self, href: str) -> str | None:
        """The address to link to, percent-encoded; None for no link."""

    def image(self, image: Image) -> str:
        """The `<img>` of a picture."""

    def label(self, key: str) -> str:
        """A word of the theme, escaped, in the language of the page."""


class Plain:
    """No site at all: addresses stay as they are written, words come from a small table."""

    def __init__(self, language: str) -> None:
        self._words = _SWEDISH if language.split("-", maxsplit=1)[0] == "sv" else LABELS

    def href(self, href: str) -> str | None:
        return address(href)

    def image(self, image: Image) -> str:
        return img(image, address(image.src) or "")

    def label(self, key: str) -> str:
        return self._words[key]


def direction(language: str) -> str:
    """`ltr` or `rtl`, the direction that `language` is written in.

    >>> direction("sv"), direction("ar-EG")
    ('ltr', 'rtl')
    """
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def marks(language: str) -> str:
    """`lang` and `dir` for text in another language than the text around it, each with a blank before it."""
    return f' lang="{escape(language)}" dir="{direction(language)}"' if language else ""


def img(image: Image, src: str, more: str = "") -> str:
    """The `<img>` of `image` at the address `src` (percent-encoded), with `more` attributes."""
    title = f' title="{escape(image.title)}"' if image.title else ""
    alt = "" if image.decorative else escape(image.alt)
    language = marks(image.language) if (alt or title) and " lang=" not in image.attributes else ""
    return f'<img src="{escape(src)}" alt="{alt}"{title}{more}{image.attributes}{language}>'


class Printer:
    """Prints the parts of one document; knows which footnote marks it has printed."""

    def __init__(self, site: Site, parts: Sequence[Part]) -> None:
        self._site = site
        notes = [part.label for part in parts if isinstance(part, Footnote) and part.kind == "item"]
        self._numbers = {label: number for number, label in enumerate(notes, 1)}
        """The number of each note: its place in the list, in whatever order a translation marks them."""
        self._marks: dict[str, int] = {}

    def print(self, parts: Iterable[Part]) -> str:
        """The HTML of `parts`."""
        return "".join([part if isinstance(part, str) else self._printed(part) for part in parts])

    def _printed(self, part: Run | Link | Image | Code | Label | Footnote) -> str:
        match part:
            case Run():
                return self._run(part)
            case Link():
                return self._link(part)
            case Image():
                return self._site.image(part)
            case Code():
                return _code(part)
            case Label():
                return self._site.label(part.key)
            case Footnote():
                return self._footnote(part)

    def _run(self, run: Run) -> str:
        parts = run.inline.parts
        inner = parts[0] if len(parts) == 1 and isinstance(parts[0], str) else self.print(parts)
        language = marks(run.language) if run.language else ""
        if run.tag:
            return f"<{run.tag}{run.attributes}{language}>{inner}</{run.tag}>"
        return f"<span{language}>{inner}</span>" if language else inner

    def _link(self, link: Link) -> str:
        inner = self.print(link.parts)
        href = self._site.href(link.href)
        if href is None:
            return inner
        if href.startswith("tel:") and _NUMBER.fullmatch(inner):
            inner = inner.translate(_UNBROKEN)
        title = f' title="{escape(link.title)}"' if link.title else ""
        return f'<a href="{escape(href)}"{title}{link.attributes}>{inner}</a>'

    def _footnote(self, note: Footnote) -> str:
        number = self._numbers[note.label]
        name = f"fn-{number}"
        if note.kind == "item":
            return name
        if note.kind == "back":
            if note.label not in self._marks:
                return ""
            return f'<a href="#fnref-{number}" class="footnote-back" aria-label="{self._site.label("back")}">↩</a>\n'
        count = self._marks[note.label] = self._marks.get(note.label, 0) + 1
        mark = f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"
        return f'<sup class="footnote-reference"><a href="#{name}" id="{mark}">{number}</a></sup>'


def _code(code: Code) -> str:
    language = f' class="language-{escape(code.info)}"' if code.info else ""
    return f"<pre><code{language}>{escape(code.text)}</code></pre>\n"
