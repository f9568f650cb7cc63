"""What a page of HTML means where it does not use the elements that say so: bold by a style, text that is hidden, tables that are no tables.

Editors of the web and of Word write so. What depends on styles and classes is made elements and attributes (`spell_out`) before the page is cleaned; the rest
(`tidy`) is done afterwards, when every element is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from pipeline.importers.writing import BLOCKS, HEADINGS, is_gone, line
from pipeline.patterns import expression

_RULE = expression(r"\.([\w-]+)\s*\{([^{}]*)\}")
_HIDDEN = expression(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment-list)\b",
    re.IGNORECASE,
)
_STYLED = (
    ("b", expression(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("i", expression(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)),
    ("s", expression(r"(?<![\w-])text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)),
    ("sup", expression(r"(?<![\w-])vertical-align\s*:\s*super", re.IGNORECASE)),
    ("sub", expression(r"(?<![\w-])vertical-align\s*:\s*sub\b", re.IGNORECASE)),
)
"""Elements for what a style says of a text."""
_NOT = (
    (("b", "strong"), expression(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)),
    (("i", "em"), expression(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE)),
)
"""Elements that a style takes back: what is pasted from Google Docs stands in such a one."""
_OF_WORD = "[style*='mso-comment-reference'], .MsoCommentReference, del[cite^='mailto:']"
"""What a document of Word has beside its text when it is saved as HTML: comments, and what was deleted."""
_TITLE = "p.MsoTitle, .doc-content > p.title"
"""The title of a document of Word or Google."""
_HOLDERS = (
    "blockquote",
    "dd",
    "div",
    "article",
    "section",
    "aside",
    "main",
    "header",
    "footer",
    "address",
    "body",
    "details",
    "figure",
    "li",
)
"""What blocks stand in, and texts beside them."""
_MARKS = (
    "a",
    "b",
    "strong",
    "i",
    "em",
    "cite",
    "del",
    "s",
    "span",
    "u",
    "ins",
    "small",
    "mark",
    "q",
    "abbr",
    "sub",
    "sup",
)
"""Elements of running text around which a page may put whole paragraphs."""
_IN_CELL = ("p", "div", "ul", "ol", "dl", "blockquote")
_MANY = 3
"""Blocks in a cell that holds no value but a part of the page."""
BORDERED = "bordered"
"""Class of a table that shows lines between its cells."""


def spell_out(main: Tag, sheets: str, title: str) -> None:
    """Have elements and attributes say what styles and classes do; `sheets` are those of the page, `title` is the class of its title."""
    rules = dict(_RULE.findall(sheets))
    for beside in main.select(_OF_WORD):
        if not is_gone(beside):
            beside.decompose()
    for added in main.select("ins[cite^='mailto:']"):
        added.unwrap()
    for found in main.select(_TITLE):
        found.name, found["class"] = "h1", title
    for element in main.find_all(True):
        style = str(element.get("style", ""))
        if element.name in ("span", "font"):
            style = ";".join([*(rules.get(one, "") for one in element.get("class") or ()), style])
        if _HIDDEN.search(style):
            element["hidden"] = ""
        elif element.name in ("span", "font"):
            kinds = [kind for kind, said in _STYLED if said.search(style)]
            if kinds and element.find_parent([*HEADINGS, "th", "pre"]) is None:
                for kind in kinds:
                    element.wrap(BeautifulSoup("", "html.parser").new_tag(kind))
        elif any(element.name in names and said.search(style) for names, said in _NOT):
            element.name = "span"
        elif element.name == "table":
            lines = str(element.get("border", "0")) not in ("", "0") or "MsoTableGrid" in (element.get("class") or ())
            element["class"] = BORDERED if lines else ""
        elif element.name == "a":
            element["href"] = _straight(str(element.get("href", "")))
            if not element["href"]:
                del element["href"]


def _straight(address: str) -> str:
    """Where a link leads, without the way over Google that its documents have."""
    parts = urlsplit(address) if address.startswith("https://www.google.com/url?") else None
    return parse_qs(parts.query).get("q", [address])[0] if parts else address


def tidy(soup: BeautifulSoup) -> Iterator[Tag]:
    """Have blocks and running text stand where they belong; gives each hidden part before it is taken away."""
    for hidden in soup.select("[hidden]"):
        if not is_gone(hidden):
            yield hidden
            hidden.decompose()
    _take_apart(soup)
    for inner in soup.select("ul > ul, ul > ol, ol > ul, ol > ol"):
        before = inner.find_previous_sibling("li")
        if before is not None:
            before.append(inner.extract())
    _unwrap_texts(soup)
    for line_ in soup.select("u:has(a), a u"):  # As programs show a link.
        line_.unwrap()
    for mark in soup.find_all(_MARKS):
        if _has_blocks(mark) and mark.find_parent("pre") is None:
            _push_down(mark)
        elif mark.name == "span" and not mark.get("lang") and not mark.get("id"):
            mark.unwrap()
    for block in [soup, *soup.find_all(_HOLDERS)]:
        within = [one for one in block.contents if isinstance(one, Tag)]
        if any(one.name not in BLOCKS and _breaks(one) for one in within) and (
            block.name != "li" or _has_blocks(block)
        ):
            _part(block)
    for element in soup.find_all(class_=True):
        if element.name != "h1":  # Which may be the title.
            del element["class"]
    soup.smooth()


def _take_apart(soup: Tag) -> None:
    """Have what stands in tables for the layout stand on the page itself."""
    for table in soup.find_all("table"):
        if _is_layout(table):
            for part in [*_own(table, "thead", "tbody", "tfoot", "tr")]:
                part.unwrap()
            for cell in [*_own(table, "td", "th")]:
                cell.name, cell.attrs = "div", {}
            table.name, table.attrs = "div", {}


def _unwrap_texts(soup: Tag) -> None:
    """Have the only text of a cell or an item stand in it, and in no paragraph of its own."""
    for cell in soup.find_all(["td", "th", "li"]):
        said = [one for one in cell.contents if isinstance(one, Tag) or str(one).strip()]
        first = said[0] if said else None
        if isinstance(first, Tag) and first.name == "p" and all(map(_is_list, said[1:])):
            first.unwrap()


def _is_layout(table: Tag) -> bool:
    """Whether a table puts parts of a page beside each other: nothing says that it is one, and what stands in it is more than values."""
    if table.get("role") in ("presentation", "none"):
        return True
    if [*_own(table, "th", "caption")] or BORDERED in (table.get("class") or ()):
        return False
    cells = [row.find_all("td", recursive=False) for row in _own(table, "tr")]
    if len(cells) < 2 or max(map(len, cells)) < 2 or table.find(["table", "hr", *HEADINGS]) is not None:
        return True
    return any(len([one for one in cell.find_all(_IN_CELL) if _says(one)]) >= _MANY for row in cells for cell in row)


def _own(table: Tag, *names: str) -> Iterator[Tag]:
    """Parts of a table that are not those of one within it."""
    return (one for one in table.find_all(names) if one.find_parent("table") is table)


def _push_down(mark: Tag) -> None:
    """Have a mark that stands around blocks stand on the texts in them; a link on the first heading or text alone."""
    runs = [run for block in [mark, *mark.find_all(list(BLOCKS))] for run in _texts(block)]
    if mark.name == "a":
        runs = [run for run in runs if run[0].find_parent(HEADINGS)][:1] or runs[:1]
    if mark.name != "span" or mark.get("lang"):
        for run in runs:
            new = BeautifulSoup("", "html.parser").new_tag(mark.name)
            new.attrs.update(mark.attrs)
            run[0].insert_before(new)
            new.extend(run)
    mark.unwrap()


def _part(block: Tag) -> None:
    """Have texts that stand beside blocks, or between two breaks, be paragraphs."""
    for run in _texts(block):
        paragraph: Tag | None = None
        breaks: list[PageElement] = []
        for one in run:
            if isinstance(one, Tag) and one.name == "br":
                breaks.append(one.extract())
                continue
            if not _says(one) and (paragraph is None or breaks):
                continue
            if paragraph is None or len(breaks) > 1:
                paragraph = BeautifulSoup("", "html.parser").new_tag("p")
                one.insert_before(paragraph)
            paragraph.extend([*breaks, one])
            breaks = []
    for left in block.find_all("br", recursive=False):
        left.decompose()


def _texts(block: Tag) -> list[list[PageElement]]:
    """What stands in a block between other blocks, where it says something."""
    groups = groupby([*block.contents], lambda one: isinstance(one, Tag) and (one.name in BLOCKS or _has_blocks(one)))
    runs = [list(run) for is_block, run in groups if not is_block]
    return [run for run in runs if any(_says(one) for one in run)]


def _is_list(element: PageElement) -> bool:
    return isinstance(element, Tag) and element.name in ("ul", "ol")


def _breaks(element: Tag) -> bool:
    return element.name == "br" or element.find("br") is not None


def _has_blocks(element: Tag) -> bool:
    return element.find(list(BLOCKS)) is not None


def _says(element: PageElement) -> bool:
    is_picture = isinstance(element, Tag) and (element.name == "img" or element.find("img") is not None)
    return is_picture or bool(line(element.get_text()))
