"""`Document` → HTML: the body alone.

In two steps: `press` needs nothing but the document, `fill` what the site resolves. Between them a page waits, small and
flat, until all pages are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, cast

from pipeline.model import Code, Footnote, Image, InlinePart, Label, Link, Part, Run
from pipeline.parts import is_literal, joined
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


BodyPart = str | Link | Image | Label
Body = tuple[BodyPart, ...]
"""A printed body: literal HTML with holes for what only the site knows."""


def press(parts: Sequence[Part]) -> Body:
    """The body that the parts of one document make; footnotes are numbered, and nothing is left but holes for the site."""
    return _Press(parts).pressed(parts)


def fill(body: Body, site: Site) -> str:
    """The HTML of `body` on `site`."""
    return "".join([part if isinstance(part, str) else _filled(part, site) for part in body])


def _filled(part: Link | Image | Label, site: Site) -> str:
    if isinstance(part, Link):
        return _link(part, site)
    return site.image(part) if isinstance(part, Image) else site.label(part.key)


def _link(link: Link, site: Site) -> str:
    inner = fill(cast("Body", link.parts), site)
    href = site.href(link.href)
    if href is None:
        return inner
    if href.startswith("tel:") and _NUMBER.fullmatch(inner):
        inner = inner.translate(_UNBROKEN)
    title = f' title="{escape(link.title)}"' if link.title else ""
    return f'<a href="{escape(href)}"{title}{link.attributes}>{inner}</a>'


class _Press:
    """Presses the parts of one document; knows which footnote marks it has met."""

    def __init__(self, parts: Sequence[Part]) -> None:
        some = Footnote in map(type, parts)  # Most pages have none.
        notes = [part.label for part in parts if isinstance(part, Footnote) and part.kind == "item"] if some else []
        self._numbers = {label: number for number, label in enumerate(notes, 1)}
        """The number of each note: its place in the list, in whatever order a translation marks them."""
        self._marks: dict[str, int] = {}

    def pressed(self, parts: Sequence[Part]) -> Body:
        out: list[BodyPart] = []
        for part in parts:
            if type(part) is str:
                out.append(part)
            elif isinstance(part, Run):
                _, tag, attributes, inline, foreign = part
                inner = inline.parts
                if tag and not foreign and len(inner) == 1 and type(inner[0]) is str:
                    out.append(f"<{tag}{attributes}>{inner[0]}</{tag}>")  # Most are.
                else:
                    out += self._run(part)
            elif isinstance(part, Link):
                out.append(self._link(part))
            elif isinstance(part, Code):
                out.append(_code(part))
            elif isinstance(part, Footnote):
                out += self._footnote(part)
            else:
                out.append(part)
        return joined(out)

    def _run(self, run: Run) -> Body:
        _, tag, attributes, inline, foreign = run
        parts = inline.parts
        if foreign:
            attributes += marks(foreign)
            tag = tag or "span"
        if is_literal(parts):
            inner = str(parts[0]) if parts else ""
            return (f"<{tag}{attributes}>{inner}</{tag}>" if tag else inner,)
        body = self.pressed(parts)
        return (f"<{tag}{attributes}>", *body, f"</{tag}>") if tag else body

    def _link(self, link: Link) -> Link:
        return (
            link
            if is_literal(link.parts)
            else link._replace(parts=cast("tuple[InlinePart, ...]", self.pressed(link.parts)))
        )

    def _footnote(self, note: Footnote) -> Body:
        number = self._numbers[note.label]
        name = f"fn-{number}"
        if note.kind == "item":
            return (name,)
        if note.kind == "back":
            if note.label not in self._marks:
                return ()
            back = f'<a href="#fnref-{number}" class="footnote-back" aria-label="'
            return (back, Label("back"), '">↩</a>\n')
        count = self._marks[note.label] = self._marks.get(note.label, 0) + 1
        mark = f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"
        return (f'<sup class="footnote-reference"><a href="#{name}" id="{mark}">{number}</a></sup>',)


def _code(code: Code) -> str:
    language = f' class="language-{escape(code.info)}"' if code.info else ""
    return f"<pre><code{language}>{escape(code.text)}</code></pre>\n"
