"""HTML → Markdown as this program reads it: the one door to markdownify."""

# ruff: noqa: ARG001, ARG002 - What a method is given is markdownify's to say.

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from bs4.element import Comment, NavigableString, PageElement, Tag
from markdownify import MarkdownConverter

from pipeline.parsing import sanitise
from pipeline.patterns import expression

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    (
        "address article aside blockquote dd details div dl dt figcaption figure footer header hgroup hr li main nav ol p "
        "pre section summary table tbody td tfoot th thead tr ul body"
    ).split()
) | frozenset(HEADINGS)
_IN_LINE = {"p", "li", "td", "th", "dt", "dd", "summary", "figcaption", "_inline"}
"""What has running text in it."""
_KEPT = ("abbr", "bdo", "dfn", "ins", "mark", "q", "small", "sub", "u", "var")
"""Elements in running text that Markdown has no marks for."""
_CODE = ("pre", "code", "kbd", "samp")
_BREAKS = expression(r"(?:\\\n[^\S\n]*){2,}")
_AT_ENDS = expression(r"\A(?:\s*\\\n)+|(?:\\\n[^\S\n]*)+\Z")
_WITHIN = expression(r"((?:\s|\\\n)*)(.*?)((?:\s|\\\n)*)", re.DOTALL)
_ANYWHERE = expression(r"[\\`*\[\]~{]|<(?=[A-Za-z/!?]|\S{1,64}@)|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
"""What could be Markdown wherever it stands."""
_AT_START = expression(r"\A(\s*)(#{1,6}(?=\s|$)|[-+:](?=\s|$)|>|=+$|-+$|\d{1,9}(?=[.)](?:\s|$)))")
"""What could be Markdown where a line begins; after digits it is the sign behind them."""
_CLOSING = expression(r"(\s#*)#(?=\s*\Z)")
"""What would close a heading (CommonMark, 4.2)."""
_ALIKE = {"em": ("em", "i", "cite"), "strong": ("strong", "b"), "del": ("del", "s")}
"""Elements that become the same marks."""
_TICKS = expression("`+")
_BLANKS = expression(r"\s+")
_NEW_LINE = expression(r"(?<=\n)(?=[^\n])")
_LETTERS = frozenset("aAiI")
"""Types of lists that Markdown does not know (HTML Living Standard, 4.4.5)."""
_NOTED = expression("\ue000(\\d+)\ue001 ?")
NO_PLACES = {0xE000: None, 0xE001: None}
"""What takes away, by `str.translate`, what could be taken for a `place`."""


def markdown(content: Tag, notes: Sequence[str]) -> str:
    """What stands in `content` as Markdown; a `place` becomes a comment with the note of that number."""
    return str(_Converter(notes, _numbers(content)).convert_soup(content))


def _numbers(content: Tag) -> dict[int, int]:
    """The number of each item of a numbered list, by the identity of its element."""
    found: dict[int, int] = {}
    for numbered in content.find_all("ol"):
        start = str(numbered.get("start", "1"))
        for number, item in enumerate(numbered.find_all("li", recursive=False), int(start) if start.isdecimal() else 1):
            found[id(item)] = number
    return found


def place(number: int) -> str:
    """Where a note will stand: characters that no page has (private use), which come through all that is done to it."""
    return f"\ue000{number}\ue001"


def line(text: str) -> str:
    """`text` without line ends, and with no two blanks in a row."""
    return _BLANKS.sub(" ", text).strip()


def is_gone(element: Tag) -> bool:
    """Whether an element was taken away. Beautiful Soup's `decomposed` looks through all that stands in one that was not."""
    return "attrs" not in vars(element)


class _Converter(MarkdownConverter):  # type: ignore[misc]
    """Writes Markdown as this program reads it."""

    def __init__(self, notes: Sequence[str], numbers: Mapping[int, int]) -> None:
        super().__init__(heading_style="atx", bullets="-", newline_style="backslash", wrap=True, wrap_width=None)
        self._notes = notes
        self._numbers = numbers

    # --- words ----------------------------------------------------------------------------------

    def process_text(self, el: NavigableString, parent_tags: set[str]) -> str:
        text: str = super().process_text(el, parent_tags=parent_tags)
        if "_noformat" in parent_tags:
            return text
        if _begins_line(el):
            text = _AT_START.sub(_with_backslash, text)
        if text.endswith("!") and _may_meet_a_link(el):  # It would make a picture of it.
            text = f"{text[:-1]}\\!"
        return self._noted(text, " " if parent_tags & _IN_LINE else "\n\n")

    def _noted(self, text: str, end: str = "") -> str:
        """`text` with its notes, each followed by an `end`."""
        return _NOTED.sub(lambda note: f"<!-- {self._notes[int(note[1])]} -->{end}", text)

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = _ANYWHERE.sub(lambda sign: f"\\{sign[0]}", text)
        if not parent_tags.isdisjoint(HEADINGS):
            text = text.replace("\\{", "&#123;")  # Its attributes begin with a brace, whatever stands before it.
        return text.replace("|", "\\|") if parent_tags & {"td", "th"} else text

    # --- what stands in running text ---------------------------------------------------------------

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = sanitise.address(str(el.get("href", ""))) or ""
        el["href"] = f"<{href}>" if any(sign in href for sign in " ()<>") else href
        start, inner, end = _within(text)
        self.options["autolinks"] = False
        return f"{start}{super().convert_a(el, inner, parent_tags)}{end}" if href and inner else text

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alt, title = line(str(el.get("alt", ""))), line(str(el.get("title", "")))
        source = sanitise.address(str(el.get("src", ""))) or ""
        source = f"<{source}>" if any(sign in source for sign in " ()<>") else source
        caption = ' "{}"'.format(title.replace("\\", "\\\\").replace('"', '\\"')) if title not in ("", alt) else ""
        nothing = el.get("role") in ("presentation", "none") or el.get("aria-hidden") == "true"
        said = "{role=presentation}" if nothing else ""
        return f"![{'' if nothing else self.escape(alt, parent_tags)}]({source}{caption}){said}" if source else alt

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f'<span id="{el["id"]}"></span>{text}' if el.get("id") else _in_language(el, text)

    def convert_i(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _in_language(el, _stressed(el, text, "em", "*"))

    convert_em = convert_cite = convert_i

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _in_language(el, _stressed(el, text, "strong", "**"))

    convert_strong = convert_b

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _stressed(el, text, "del", "~~")

    convert_s = convert_del

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code; each of its lines by itself where it has several, since there is no break within it."""
        if "_noformat" in parent_tags:
            return text
        text = text.replace("|", "\\|") if parent_tags & {"td", "th"} else text
        if "\n" not in text:
            return str(super().convert_code(el, text, parent_tags))
        lines = [str(super(_Converter, self).convert_code(el, own.strip(), parent_tags)) for own in text.split("\n")]
        return self.convert_br(el, "", parent_tags).join(filter(None, lines))

    convert_kbd = convert_samp = convert_code

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "td" in parent_tags or "th" in parent_tags:
            return "<br>"
        return str(super().convert_br(el, text, parent_tags))

    def get_conv_fn(self, tag_name: str) -> Callable[..., str] | None:
        found: Callable[..., str] | None = _kept if tag_name in _KEPT else super().get_conv_fn(tag_name)
        return partial(_unless_code, found) if found and tag_name not in _CODE else found

    # --- blocks ---------------------------------------------------------------------------------

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_p(el, _in_language(el, _parted(text)), parent_tags))

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_div(el, _parted(text), parent_tags))

    convert_article = convert_section = convert_aside = convert_header = convert_address = convert_main = convert_div
    convert_footer = convert_nav = convert_hgroup = convert_div

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if note := OF_NOTE.fullmatch(str(el.get("id", ""))):
            lines = _BACK.sub("", text).strip().split("\n")
            return (
                f"[^{note[1]}]: "
                + "\n".join([lines[0], *(f"    {line}" if line else "" for line in lines[1:])])
                + "\n\n"
            )
        text = _in_language(el, _parted(text))
        # By a number known beforehand: markdownify would count the items before each one, half a minute for 6,000.
        sign = f"{self._numbers[id(el)]}. " if id(el) in self._numbers else "- "
        return f"{sign}{_NEW_LINE.sub(' ' * len(sign), text)}\n" if text else "\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - as it is called there
        text = _CLOSING.sub(r"\1\\#", text.replace("\\\n", " "))
        name = f" {{#{el['id']}}}" if el.get("id") and text.strip() else ""
        return str(super().convert_hN(n, el, _in_language(el, text) + name, parent_tags))

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n{super().convert_blockquote(el, text, parent_tags)}"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_dt(el, text.replace("\\\n", " "), parent_tags))

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
        return f"\n\n{fence}\n{text.strip(chr(10))}\n{fence}\n\n" if text.strip() else ""

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """One picture with its caption; a figure of anything else is what stands in it."""
        images, caption = el.find_all("img"), el.find("figcaption")
        if len(images) != 1 or el.find(["table", "p"]) is not None or images[0].find_parent("a") is not None:
            return str(super().convert_div(el, text, parent_tags))
        if isinstance(caption, Tag):
            images[0]["title"] = line(caption.get_text())
        return f"\n\n{self.convert_img(images[0], '', parent_tags)}\n\n"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        summary = el.find("summary")
        name = line(summary.get_text()) if isinstance(summary, Tag) else ""
        return f"\n\n<details><summary>{sanitise.escape(name)}</summary>\n\n{text.strip()}\n\n</details>\n\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return ""

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A reference to a note, as Word's documents have them; or what stands higher."""
        link = el.find("a", href=_TO_NOTE)
        return f"[^{str(link['href'])[1:]}]" if isinstance(link, Tag) else _kept(el, text, parent_tags)

    def convert_ol(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A numbered list; one with letters, or with numbers that do not follow on each other, stays HTML."""
        items = el.find_all("li", recursive=False)
        skips = any(item.get("value", one) != one for item in items for one in [str(self._numbers[id(item)])])
        if el.get("type") in _LETTERS or el.has_attr("reversed") or skips:
            return f"\n\n{self._noted(_BLANKS.sub(' ', sanitise.flow(str(el))))}\n\n"
        if all(OF_NOTE.fullmatch(str(item.get("id", ""))) for item in items):
            return f"\n\n{text.strip()}\n\n"
        return str(super().convert_list(el, text, parent_tags))

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """One with plain cells; any other stays HTML, so that nothing of it is lost. Without headers their row is empty, to be filled in."""
        caption = el.find("caption")
        if "table" in parent_tags or not _is_plain(el):
            return f"\n\n{self._noted(_BLANKS.sub(' ', sanitise.flow(str(el))))}\n\n"
        said = f"Tabell: {line(caption.get_text())}\n\n" if isinstance(caption, Tag) else ""
        return str(super().convert_table(el, said + text, parent_tags))

    def convert_caption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return ""


def _begins_line(text: NavigableString) -> bool:
    """Whether a text may be the first thing on a line of Markdown."""
    element: Any = text
    while element.parent is not None and element.name not in BLOCKS:
        before = element.previous_sibling
        while isinstance(before, Comment) or (isinstance(before, NavigableString) and not before.strip()):
            before = before.previous_sibling
        if before is not None:
            return _ends_line(before)
        element = element.parent
    return True


def _ends_line(element: PageElement | None) -> bool:
    """Whether what comes after an element stands on a new line, as after a break at its end."""
    while isinstance(element, Tag) and element.name != "br" and element.name not in BLOCKS and element.contents:
        element = next((one for one in reversed(element.contents) if isinstance(one, Tag) or str(one).strip()), None)
    return isinstance(element, Tag) and (element.name == "br" or element.name in BLOCKS)


def _may_meet_a_link(text: NavigableString) -> bool:
    """Whether an element may begin right after a text."""
    above = text.parent
    return isinstance(text.next_sibling, Tag) or (
        text.next_sibling is None and above is not None and above.name == "span"
    )


def _with_backslash(start: re.Match[str]) -> str:
    return f"{start[1]}{start[2]}\\" if start[2].isdigit() else f"{start[1]}\\{start[2]}"


_TO_NOTE = re.compile(r"#(?:foot|end)note-\d+")
OF_NOTE = expression(r"((?:foot|end)note-\d+)")
_BACK = expression(r" ?\[↑\]\(#[^)]*\)")
"""The way back from a note, which the theme has of its own."""


def _in_language(element: Tag, text: str) -> str:
    language = element.get("lang")
    start, inner, end = _within(text)
    if not language or not inner or "\n\n" in inner:
        return text
    if "{" in inner and (element.name in HEADINGS or element.find_parent(HEADINGS)):
        # Else the last brace would begin the attributes of the heading.
        return f'{start}<span lang="{language}">{inner}</span>{end}'
    return f"{start}[{inner}]{{lang={language}}}{end}"


def _within(text: str) -> tuple[str, str, str]:
    """Blanks and breaks before the words of a text, these, and those after them: marks stand right at the words."""
    found = _WITHIN.fullmatch(text)
    assert found is not None
    return found[1], found[2], found[3]


def _parted(text: str) -> str:
    """Two breaks in a row were meant to part paragraphs; at the ends there is nothing to part."""
    return _BREAKS.sub("\n\n", _AT_ENDS.sub("", text)).strip()


def _stressed(element: Tag, text: str, name: str, mark: str) -> str:
    """Words between marks; between tags where marks would not be seen (CommonMark, 6.2: left- and right-flanking)."""
    start, inner, end = _within(text)
    if not inner or element.find_parent(_ALIKE[name]) is not None:
        return text
    sides = _next_to(element, before=True), _next_to(element, before=False)
    stands_out = inner[0].isalnum() and inner[-1].isalnum() and not any(isinstance(one, Tag) for one in sides)
    apart = all(one is None or (isinstance(one, str) and (not one.strip() or one[0].isspace())) for one in sides)
    marks = (mark, mark) if stands_out or apart else (f"<{name}>", f"</{name}>")
    return f"{start}{marks[0]}{inner}{marks[1]}{end}"


def _next_to(element: Tag, *, before: bool) -> object:
    """The character right before or after an element; another element; or None where its block begins or ends."""
    beside = element.previous_sibling if before else element.next_sibling
    if beside is None:
        above = element.parent
        return None if above is None or above.name in BLOCKS or above.name == "[document]" else above
    if isinstance(beside, Tag):
        return None if beside.name == "br" or beside.name in BLOCKS else beside
    return str(beside)[-1:] if before else str(beside)[:1]


def _unless_code(convert: Callable[..., str], el: Tag, text: str, parent_tags: set[str]) -> str:
    """What becomes of an element; in code, where marks would be words, only what stands in it."""
    if "_noformat" not in parent_tags:
        if el.name not in BLOCKS:
            text = _BREAKS.sub(r"\\\n", text)  # There is no mark that holds in two paragraphs.
        return convert(el, text, parent_tags=parent_tags)
    if el.name == "img":
        return str(el.get("alt", ""))
    if el.name not in BLOCKS:
        return "\n" if el.name == "br" else text
    before = _next_to(el, before=True)
    on_line = before.name not in {*BLOCKS, "br"} if isinstance(before, Tag) else before not in (None, "\n")
    return f"{chr(10) * on_line}{text}\n"


def _kept(el: Tag, text: str, parent_tags: set[str]) -> str:
    """The element as it is."""
    attributes = "".join(
        f' {key}="{sanitise.escape(str(value))}"' for key, value in el.attrs.items() if key in ("title", "lang", "dir")
    )
    return f"<{el.name}{attributes}>{text}</{el.name}>" if text.strip() else text


def _is_plain(table: Tag) -> bool:
    """Whether Markdown can say all that a table says: one row of headers or none, cells of running text, as many in each row."""
    rows = table.find_all("tr")
    cells = [row.find_all(["td", "th"]) for row in rows]
    if len(rows) < 2 or len({len(row) for row in cells}) != 1:
        return False
    headers = {cell.name == "th" for cell in cells[0]}
    if len(headers) != 1 or (headers == {False} and table.find("th") is not None):
        return False
    for number, row in enumerate(cells):
        for place, cell in enumerate(row):
            if any(cell.get(key, "1") != "1" for key in ("colspan", "rowspan")):
                return False
            if number and cell.name == "th" and not (place == 0 and not cells[0][0].get_text(strip=True)):
                return False
            if cell.find(["ul", "ol", "dl", "table", "pre", "blockquote", *HEADINGS]) or len(cell.find_all("p")) > 1:
                return False
    return True
