"""Elements of raw HTML in places where they are not what they are called, and headers of tables that do not say what they are headers of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.parsing.elements import VOID
from pipeline.patterns import expression

_TAG = expression(r"<(/?)([a-z][a-z0-9]*)")
_HOMES = {"summary": "details", "figcaption": "figure"}
"""Elements that are nothing outside of another one, and only once in it (HTML, 4.4.13 and 4.11.2)."""
_DECORATIVE = expression(r' role="(?:presentation|none)"')
_LANDMARKS = frozenset({"nav", "aside"})
_LANDMARK = expression(r' role="(?:region|navigation|complementary|form|search)"')
_LOOKED_AT = ("<summary", "<figcaption", "<th>", "<th ", "<caption", "<nav", "<aside")


def settled(tokens: Sequence[str]) -> list[str]:
    """`tokens`, the tags and texts of a page, with every element where it means something.

    A `<summary>` outside of `<details>` is a block, as is a `<figcaption>` outside of `<figure>`, and a second one of them; so is a landmark without a name:
    the theme has others, and nobody could tell them apart (WAI-ARIA 1.2, 5.3.4). A table with headers has data, whatever its role says (WCAG 2.2, F46 and
    F92), and as many cells in each row, as in Markdown; a header says whether it is that of a column or of a row, where that is certain (H63).

    >>> "".join(settled(["<div>", "<summary>", "Priser", "</summary>", "</div>"]))
    '<div><div>Priser</div></div>'
    >>> "".join(settled(["<table>", "<tr>", "<th>", "Pris", "</th>", "<td>", "5", "</td>", "</tr>", "</table>"]))
    '<table><tr><th scope="row">Pris</th><td>5</td></tr></table>'
    """
    out = [*tokens]
    if not any(token.startswith(_LOOKED_AT) or _LANDMARK.search(token) for token in tokens):  # Hardly a page has one.
        return out
    opened: list[tuple[str, int, set[str]]] = []
    for place, token in enumerate(tokens):
        tag = _TAG.match(token)
        if tag is None or tag[2] in VOID:
            continue
        name = tag[2]
        if not tag[1]:
            around = opened[-1] if opened else ("", 0, set[str]())
            if name in _HOMES and (around[0] != _HOMES[name] or name in around[2]):
                out[place] = f"<div{token[1 + len(name) :]}"
            elif " aria-labelledby=" not in token:  # `aria-label` is lost: no message holds it (`rawnames`).
                out[place] = _LANDMARK.sub("", f"<div{token[1 + len(name) :]}" if name in _LANDMARKS else token)
            around[2].add(name)
            opened.append((name, place, set()))
        elif opened and opened[-1][0] == name:  # nh3 has balanced them.
            start = opened.pop()[1]
            if out[start].startswith("<div") and (name in _HOMES or name in _LANDMARKS):
                out[place] = "</div>"
            elif name == "table":
                _headed(out, start, place)
    return out


def _headed(out: list[str], start: int, end: int) -> None:
    """Let the headers of the table from `start` to `end` say what they are headers of."""
    rows = [*_rows(out, start, end)]
    cells = [cell for row in rows for cell in row]
    if any(out[place].startswith("<caption") for place in range(start, end)):
        out[start] = _DECORATIVE.sub("", out[start])
    if not any(cell.header for cell in cells):
        return
    out[start] = _DECORATIVE.sub("", out[start])
    if not any(token.startswith("<col") for token in out[start:end]):
        for cell in cells:  # A header of columns that nobody groups is that of each (HTML, 4.9.12.2).
            out[cell.place] = out[cell.place].replace(' scope="colgroup"', ' scope="col"')
    _filled_up(out, rows)
    _without_empty_rows(out, start, end)
    if all(cell.header for cell in cells) or any(" headers=" in out[cell.place] for cell in cells):
        return
    for row in rows:
        values = any(not cell.header and not cell.empty for cell in row)
        for number, cell in enumerate(row):
            if cell.header and not values:  # In a row of headers none can be that of its row, whatever is said.
                out[cell.place] = out[cell.place].replace(' scope="row"', "")
            if cell.header and " scope=" not in out[cell.place] and not (values and number):
                out[cell.place] = f'{out[cell.place][:-1]} scope="{"row" if values else "col"}">'


def _filled_up(out: list[str], rows: Sequence[Sequence[_Cell]]) -> None:
    """Give each row as many cells as the longest has, where none covers several."""
    if any("span=" in out[cell.place] for row in rows for cell in row):
        return
    longest = max(map(len, rows))
    for row in rows:
        if missing := longest - len(row):
            out[row[-1].end] += "<td></td>" * missing


def _without_empty_rows(out: list[str], start: int, end: int) -> None:
    """Leave out rows without a cell, where no cell of another row reaches into them."""
    if any("rowspan=" in out[place] for place in range(start, end)):
        return
    for place in range(start, end):
        if out[place].startswith("<tr") and "".join(out[place + 1 : place + 3]).strip() == "</tr>":
            closing = next(after for after in (place + 1, place + 2) if out[after].strip())
            out[place] = out[closing] = ""


class _Cell(NamedTuple):
    place: int
    """Where its tag stands."""
    end: int
    """Where that stands which closes it."""
    header: bool
    empty: bool
    """Whether nothing stands in it."""


def _rows(out: Sequence[str], start: int, end: int) -> Iterator[list[_Cell]]:
    """The rows of a table, without those of tables in it."""
    row: list[_Cell] = []
    depth = opened = 0
    for place in range(start + 1, end):
        tag = _TAG.match(out[place])
        if tag is None:
            continue
        if tag[2] == "table":
            depth += -1 if tag[1] else 1
        elif depth or tag[2] not in ("tr", "td", "th"):
            continue
        elif tag[2] == "tr":
            if row:
                yield row
            row = []
        elif tag[1]:
            row.append(_Cell(opened, place, tag[2] == "th", _is_closed(out, opened)))
        else:
            opened = place
    if row:
        yield row


def _is_closed(out: Sequence[str], place: int) -> bool:
    """Whether an element ends at once."""
    place += 1
    while place < len(out) and not out[place].strip():
        place += 1
    return place < len(out) and out[place].startswith("</")
