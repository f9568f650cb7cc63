"""Rules about tables that are none, or that hold nothing: rows of strokes, headers above nothing, columns that nobody names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.nesting import Step, steps
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.model import Document, Location
from pipeline.patterns import expression

_ROW = expression(r"\|[^|\n]*[^\s|:-][^|\n]*\|[^|\n]*\|")
"""Two cells beside each other, the first with a word in it."""
_FEWEST = 5
"""Strokes of a text that was meant as a table: two rows of two columns have six, and one may be missing."""
_GAP = expression(r"(?<=\w)[ \u00a0]*\u00a0[ \u00a0]*\u00a0[ \u00a0]*(?=\w)")
_ACROSS = expression(r'\scolspan="(?:[2-9]|\d\d+)"')
_LINES = 2
"""Lines with a gap that make columns."""


# --- tables that are text ------------------------------------------------------------------------------


def _fake(_document: Document, scope: Scope) -> Iterator[Note]:
    prose = scope.subjects.prose
    if scope.translated or not ("|" in prose or "\u00a0\u00a0" in prose or "\u00a0 \u00a0" in prose):
        return
    for text in scope.subjects.texts:
        words = text.inline.prose
        if text.segment.role not in ("paragraph", "html", "item"):
            continue
        if words.lstrip().startswith("|") and words.count("|") >= _FEWEST and _ROW.search(words):
            template = "This is shown as it stands, strokes and all, and not as a table: between the row of headers and the others has to stand one such as |---|---|, with as many cells as the first."
            yield Note(text.location, template)
        elif len([line for line in words.split("\n") if _GAP.search(line)]) >= _LINES:
            template = "Blanks make columns here for the eye alone: who listens hears the lines across, and on a small screen they break. Make a table of it."
            yield Note(text.location, template)


# --- tables that hold nothing --------------------------------------------------------------------------


class _Table:
    """A table while it is open."""

    def __init__(self, place: Location, *, decorative: bool) -> None:
        self.place = place
        self.decorative = decorative
        self.rows: list[list[tuple[bool, bool]]] = []
        """For each cell whether it is a header, and whether it holds anything."""
        self.wide = False
        """Whether a cell covers several columns or rows, so that a cell's place in its row is not its column."""
        self.filled = False
        """Whether the cell that is open holds anything."""
        self.titled = False
        """Whether the first row is one cell across the columns."""

    def begin_cell(self, attributes: str) -> None:
        """A cell begins in the row that is open."""
        self.filled = False
        self.wide |= "span=" in attributes
        if len(self.rows) == 1:
            self.titled = not self.rows[0] and _ACROSS.search(attributes) is not None

    def end_cell(self, name: str) -> None:
        """The cell that is open ends."""
        if self.rows:
            self.rows[-1].append((name == "th", self.filled))


def _bare(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or not any(isinstance(part, str) and _may_be_bare(part, document) for part in document.parts):
        return
    opened: list[_Table] = []
    for step in steps(document):
        if step.name == "table" and step.kind == "open":
            decorative = ' role="presentation"' in step.attributes or ' role="none"' in step.attributes
            opened.append(_Table(step.place, decorative=decorative))
        elif step.name == "table" and step.kind == "close" and opened:
            table = opened.pop()
            if not table.decorative:
                yield from _judged(table)
            if opened:
                opened[-1].filled = True
        elif opened:
            _add(opened[-1], step)


def _add(table: _Table, step: Step) -> None:
    """Take in what stands in a table."""
    if step.name == "img" or step.kind == "words":
        table.filled = True
    elif step.kind == "open" and step.name == "tr":
        table.rows.append([])
    elif step.kind == "open" and step.name in ("td", "th"):
        table.begin_cell(step.attributes)
    elif step.kind == "close" and step.name in ("td", "th"):
        table.end_cell(step.name)


def _may_be_bare(part: str, document: Document) -> bool:
    """Whether a table in `part` may have no data, or a column without a header. Quick: tables in Markdown show it in their tags."""
    return "<table" in part if document.has_raw else "</thead>\n</table>" in part or "<td></td>" in part


def _judged(table: _Table) -> Iterator[Note]:
    rows = [row for row in table.rows if row]
    if table.titled and len(rows) > 2 and rows[0][0][1] and all(len(row) > 1 for row in rows[1:]):
        template = "The first row of the table is one cell, and looks like its name: who listens hears it as a value. Write it as <caption>, or above the table."
        yield Note(table.place, template, severity="review")
    if not any(header and filled for row in rows for header, filled in row):
        return  # `table-header-missing` says it.
    if not any(filled and not header for row in rows for header, filled in row):
        template = "The table has headers and nothing below them: who listens hears of columns, and no value. Write the rows, or take the table away; a cell with a value is a <td>."
        yield Note(table.place, template)
        return
    head, *body = rows
    if table.wide or not any(header for header, _ in head) or any(filled and not header for header, filled in head):
        return
    if column := _unnamed(head, body):
        template = "Column {column} of the table has values and no header: who listens does not hear what they are. Say it in the first row."
        yield Note(table.place, template, (("column", column),), severity="review")


def _unnamed(head: Sequence[tuple[bool, bool]], body: Sequence[Sequence[tuple[bool, bool]]]) -> int:
    """The first column, from 1, with values in several rows and no header; 0 where there is none. The first may hold headers of rows."""
    for column, (_, named) in enumerate(head):
        values = [row[column] for row in body if column < len(row)]
        if column and not named and sum(filled and not header for header, filled in values) > 1:
            return column + 1
    return len(head) + 1 if sum(len(row) > len(head) for row in body) > 1 else 0


RULES = (
    Rule(
        "table-fake",
        "Texts",
        "warning",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "WCAG 2.2, F34", "GitHub Flavored Markdown 0.29, 4.10 Tables"),
        "What looks like a table in your editor is a row of signs on the page, and nobody who listens can tell which value belongs to which header. A table in Markdown begins with a row of headers, and below it a row such as `|---|---|`.",
        (
            "| Ålder | Pris |\n|---|---|\n| Barn | 40 kr |",
            "Välj mellan buss | tåg | cykel.",
            "Skriv `| a | b |` och `| c | d |`.",
            "Ring 040-628\u00a004\u00a000 eller 040-628\u00a004\u00a001.",
        ),
        (
            "| Ålder | Pris |\n| Barn | 40 kr |\n| Vuxen | 80 kr |",
            "| Ålder | Pris |\n|---|\n| Barn | 40 kr |",
            "Barn&nbsp;&nbsp;&nbsp;&nbsp;40 kr<br>Vuxen&nbsp;&nbsp;&nbsp;80 kr",
        ),
        _fake,
    ),
    Rule(
        "table-data-missing",
        "Document",
        "warning",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "ACT rule d0f69e"),
        "A header in a table is said before the values that it belongs to. Where there are none, or where every cell is called a header, nothing can be said; and values in a column that has no header are numbers without a meaning.",
        (
            "| Ålder | Pris |\n|---|---|\n| Barn | 40 kr |",
            "| | Pris |\n|---|---|\n| Barn | 40 kr |\n| Vuxen | 80 kr |",
            "<table><tr><th>Vardag</th><td>8–17</td></tr><tr><th>Helg</th><td>10–14</td></tr></table>",
            '<table><tr><th>Barn</th><th>Vuxen</th></tr><tr><td><img src="bild.jpg" alt="Gratis"></td><td></td></tr></table>',
            "| Namn | Ja | |\n|---|---|---|\n| Ek | x | |\n| Al | x | |",
        ),
        (
            "| Ålder | Pris |\n|---|---|",
            "| Ålder | Pris |\n|---|---|\n| | |",
            "<table><tr><th>Barn</th><th>Vuxen</th></tr><tr><th>40 kronor</th><th>80 kronor</th></tr></table>",
            "| Ålder | |\n|---|---|\n| Barn | 40 kr |\n| Vuxen | 80 kr |",
            '<table><tr><td colspan="2">Priser</td></tr><tr><th>Barn</th><th>Vuxen</th></tr><tr><td>5 kr</td><td>9 kr</td></tr></table>',
        ),
        _bare,
    ),
)
