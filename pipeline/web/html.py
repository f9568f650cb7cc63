"""`Document` → HTML: the body alone.

In two steps: `press` needs nothing but the document, `fill` what the site resolves. Between them a page waits, small and
flat, until all pages are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, cast

from pipeline.language.tags import direction
from pipeline.model import Code, Footnote, Image, InlinePart, Label, Link, Part, Run
from pipeline.parsing.parts import is_literal, joined
from pipeline.parsing.sanitise import address, escape
from pipeline.patterns import expression

_NUMBER = expression(r"[\d\s+()/-]+")
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})
"""A telephone number stays on one line."""
LABELS = {
    "description": "Picture description",
    "footnotes": "Footnotes",
    "footnote": "Footnote",
    "back": "Back to reference",
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
    "footnote": "Fotnot",
    "back": "Tillbaka till hänvisning",
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

    def file(self, link: Link, inner: str) -> str:
        """What follows the text `inner` of a link, safe HTML: type and size of a file; empty for anything else."""

    def image(self, image: Image) -> str:
        """The `<img>` of a picture."""

    def label(self, key: str) -> str:
        """A word of the theme, escaped, in the language of the page."""

    def abroad(self, link: Link, /) -> tuple[str, str]:
        """What tells that a link leads to something in another language: attributes, and HTML after its words.

        Of a file `file` says that, in one breath with its type.
        """


class Plain:
    """No site at all: addresses stay as they are written, words come from a small table."""

    def __init__(self, language: str) -> None:
        self._words = _SWEDISH if language.split("-", maxsplit=1)[0] == "sv" else LABELS

    def href(self, href: str) -> str | None:
        return address(href)

    def file(self, link: Link, inner: str) -> str:  # noqa: ARG002 - Nothing is known of any file.
        return ""

    def image(self, image: Image) -> str:
        return img(image, address(image.src) or "")

    def label(self, key: str) -> str:
        return self._words[key]

    def abroad(self, _link: Link, /) -> tuple[str, str]:
        """Nothing: where a link leads, only a site knows."""
        return "", ""


def marks(language: str) -> str:
    """`lang` and `dir` for text in another language than the text around it, each with a blank before it."""
    return f' lang="{escape(language)}" dir="{direction(language)}"' if language else ""


def img(image: Image, src: str, more: str = "") -> str:
    """The `<img>` of `image` at the address `src` (percent-encoded), with `more` attributes."""
    title = f' title="{escape(image.title)}"' if image.title else ""
    alt = "" if image.decorative or image.alt.isspace() else escape(image.alt)
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
    elif "." in href:
        inner += site.file(link, inner)
    title = f' title="{escape(link.title)}"' if link.title else ""
    attributes, note = site.abroad(link)
    return f'<a href="{escape(href)}"{title}{link.attributes}{attributes}>{inner}{note}</a>'


class _Press:
    """Presses the parts of one document; knows which footnote marks it has met."""

    def __init__(self, parts: Sequence[Part]) -> None:
        some = Footnote in map(type, parts)  # Most pages have none.
        notes = [part.label for part in parts if isinstance(part, Footnote) and part.kind == "item"] if some else []
        self._numbers = {label: number for number, label in enumerate(notes, 1)}
        """The number of each note: its place in the list, in whatever order a translation marks them."""
        self._met: dict[str, int] = {}
        self._marks: Mapping[str, int] = Counter(_marks(parts)) if notes else {}
        """How many marks each note has; those that follow the note, too: in other notes."""

    def pressed(self, parts: Sequence[Part]) -> Body:
        out: list[BodyPart] = []
        self._press(parts, out)
        return joined(out)

    def _press(self, parts: Sequence[Part], out: list[BodyPart]) -> None:
        """Append what the parts make to `out`."""
        for part in parts:
            if type(part) is str:
                out.append(part)
            elif isinstance(part, Run):
                _, tag, attributes, inline, foreign = part
                inner = inline.parts
                if tag and not foreign and len(inner) == 1 and type(inner[0]) is str:
                    out.append(f"<{tag}{attributes}>{inner[0]}</{tag}>")  # Most are.
                else:
                    self._run(part, out)
            elif isinstance(part, Link):
                out.append(self._link(part))
            elif isinstance(part, Code):
                out.append(_code(part))
            elif isinstance(part, Footnote):
                out += self._footnote(part)
            else:
                out.append(part)

    def _run(self, run: Run, out: list[BodyPart]) -> None:
        _, tag, attributes, inline, foreign = run
        if foreign and " lang=" not in attributes:  # Else it says itself, as its author wrote it.
            attributes += marks(foreign)
            tag = tag or "span"
        if tag:
            out.append(f"<{tag}{attributes}>")
        self._press(inline.parts, out)
        if tag:
            out.append(f"</{tag}>")

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
            return self._back(note.label, number)
        count = self._met[note.label] = self._met.get(note.label, 0) + 1
        mark = f'<sup class="footnote-reference"><a href="#{name}" id="{_mark(number, count)}" aria-label="'
        return (mark, Label("footnote"), f' {number}">{number}</a></sup>')

    def _back(self, label: str, number: int) -> Body:
        """The ways back from a note, one to each of its marks, each under a name of its own (WCAG 2.2, 2.4.9)."""
        out: list[BodyPart] = []
        for count in range(1, self._marks.get(label, 0) + 1):
            out += [f'<a href="#{_mark(number, count)}" class="footnote-back" aria-label="', Label("back")]
            out.append(f' {number} ({count})">↩<sup>{count}</sup></a>\n' if count > 1 else f' {number}">↩</a>\n')
        return tuple(out)


def _mark(number: int, count: int) -> str:
    """The id of the mark of a note, the first one or a further one."""
    return f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"


def _marks(parts: Iterable[Part]) -> Iterator[str]:
    """The labels of the footnotes that `parts` refer to."""
    for part in parts:
        if isinstance(part, Footnote):
            if part.kind == "reference":
                yield part.label
        elif isinstance(part, Run):
            yield from _marks(part.inline.parts)
        elif isinstance(part, Link):
            yield from _marks(part.parts)


def _code(code: Code) -> str:
    language = f' class="language-{escape(code.info)}"' if code.info else ""
    return f"<pre><code{language}>{escape(code.text)}</code></pre>\n"
