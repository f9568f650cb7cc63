"""Rules about what looks like structure and is none: headings, lists and tables that only eyes can see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.typed import BULLET, BULLETS, is_typed_list, number_of
from pipeline.language.detection import base
from pipeline.model import Document, Inline, Link, Location, Part, Run
from pipeline.patterns import expression

_HEADING_TAGS = frozenset(f"h{level}" for level in range(1, 7))
_TAG = expression(r"<[^<>]*>")
_BOLD = expression(r"(?:<em>)?<(strong|b)>(?:(?!</?\1>).)+</\1>(?:</em>)?:?", re.DOTALL)
_CAPITALS = 6
"""Letters of a word in capitals that is hardly an abbreviation."""
_RAW_OPEN = expression(r"<(?:p|div)(?:\s[^<>]*)?>\s*\Z")
_ITEM_OPEN = expression(r"<li(?:\s[^<>]*)?>\s*(?:<(?:p|div)>)?\s*\Z")
_RAW_CLOSE = expression(r"\s*</(?:p|div)>")
_RAW_BETWEEN = expression(r"</(?:p|div)>(?:<(?:p|div)>|<[uo]l><li>)")
"""What stands between two paragraphs of raw HTML, or a paragraph and a list, without blanks."""
_HEADING_WORDS = 10
"""Words that a heading may have at most: more in bold is a text that somebody thought important."""
_NAME = expression(r"[^\W\d_a-zåäö][^\W\d_A-ZÅÄÖ]+(?:-[^\W\d_]+)?")
_CAPTION = expression(
    r"(?:exempel|figur|tabell|bild|diagram|karta|example|figure|table|picture|map)\s\d", re.IGNORECASE
)
_ENDS_A_SENTENCE = (".", "!", "?", "…", ",", ";")
_AT_START = expression(r"\n(?:[-*»]|\(?(?:\d\d?|[aAiI])[.)]|[\u2190-\u2bff\U0001f000-\U0001faff])")
"""What texts begin with that are a typed list, or an item of one."""
_ITEMS = 3
"""Paragraphs with numbers that make a list."""
_UNSPACED = expression(r"#{2,6}[^\W\d_]|#[A-ZÅÄÖ]\w+ [^\n#.!?:;,]{1,60}\Z")
"""A heading without its blank. With one `#` it has several words and stands alone: else it may be a topic (`#klarspråk`)."""
_TABLE = expression(r"<table\b.*?</table>", re.DOTALL)
_NO_DATA = expression(r'<table\b[^<>]*\srole="(?:presentation|none)"')
_LEFT = "\ufffc"
"""Stands for a run in the HTML of a page."""


def _where(document: Document, run: Run) -> Location:
    if run.segment is None:
        return Location(document.path)
    segment = document.segments[run.segment]
    return Location(document.path, segment.line, segment.column)


def _empty_section(document: Document, scope: Scope) -> Iterator[Note]:
    """Headings after which nothing comes, up to the next of their level or a higher one."""
    if scope.translated:
        return
    open_heading: Run | None = None
    for part in document.parts:
        heading = part if isinstance(part, Run) and part.tag in _HEADING_TAGS else None
        if heading is None:
            if open_heading is not None and not (isinstance(part, str) and _is_bare(part)):
                open_heading = None
            continue
        if open_heading is not None and heading.tag <= open_heading.tag:
            yield _nothing_below(document, open_heading)
        open_heading = heading if heading.segment is not None else None


def _is_bare(html: str) -> bool:
    """Whether there is nothing in `html` that anybody sees or hears."""
    return html.isspace() or not (_TAG.sub("", html).strip() or "<img" in html or "<hr" in html or "<iframe" in html)


def _nothing_below(document: Document, heading: Run) -> Note:
    template = "Nothing stands below the heading “{heading}”. Write the text, or take the heading away."
    return Note(_where(document, heading), template, (("heading", heading.inline.text.strip()),))


def _fake_heading(document: Document, scope: Scope) -> Iterator[Note]:
    """Paragraphs in bold alone before a text: headings to the eye, and to nobody else."""
    if scope.translated or not any(_stands_out(text.inline) for text in scope.subjects.texts):
        return
    parts = document.parts
    level = max((int(run.tag[1]) for run in document.headings), default=1)
    for number, part in enumerate(parts):
        if not (isinstance(part, Run) and part.segment is not None and _stands_out(part.inline)):
            continue
        if (part.tag != "p" and not _is_raw_paragraph(parts, number)) or _opens_an_item(parts, number):
            continue
        text = part.inline.text.strip()
        if text.endswith(_ENDS_A_SENTENCE) or len(text.split()) > _HEADING_WORDS or _is_label(text, document.language):
            continue
        if not _leads(parts[number + 1 : number + 3]):
            continue
        if _is_bold(part.inline.parts):
            template = "“{text}” looks like a heading, but is a paragraph in bold: a screen reader cannot find it. Begin the line with ## instead."
        else:
            template = "“{text}” looks like a heading, but is a paragraph in capitals: a screen reader cannot find it, and may spell it. Begin the line with ##, and write it as other words."
        yield Note(
            _where(document, part), template, (("text", text),), f"{'#' * min(max(level, 2), 6)} {text.rstrip(':')}"
        )


def _stands_out(inline: Inline) -> bool:
    """Whether a text is in bold, or in capitals: two words at least, since one may be a name, and not abbreviations alone."""
    text = inline.text
    return _is_bold(inline.parts) or (
        text.isupper() and " " in text and _has_a_long_word(text) and not _is_link(inline)
    )


def _has_a_long_word(text: str) -> bool:
    """Whether one word has letters enough to be no abbreviation, and no number with its unit."""
    return any(len(word) >= _CAPITALS and sum(map(str.isalpha, word)) >= _CAPITALS for word in text.split())


def _is_bold(parts: Sequence[object]) -> bool:
    return len(parts) == 1 and isinstance(parts[0], str) and bool(_BOLD.fullmatch(parts[0]))


def _is_raw_paragraph(parts: Sequence[Part], number: int) -> bool:
    """Whether a run is all that stands in a paragraph of raw HTML."""
    before, after = parts[number - 1] if number else "", parts[number + 1 : number + 2]
    opens = isinstance(before, str) and _RAW_OPEN.search(before) is not None
    return opens and bool(after) and isinstance(after[0], str) and _RAW_CLOSE.match(after[0]) is not None


def _opens_an_item(parts: Sequence[Part], number: int) -> bool:
    """Whether a run is the first in an item of a list, and so the name of that."""
    before = parts[number - 1] if number else ""
    return isinstance(before, str) and _ITEM_OPEN.search(before) is not None


def _is_label(text: str, language: str) -> bool:
    """Whether a line in bold is the name of a person, or says what an example or a table shows.

    >>> _is_label("Kim Exempelsson", "sv"), _is_label("Tabell 3. Avgifter", "sv"), _is_label("Våra avgifter", "sv")
    (True, True, False)
    """
    words = text.split()
    # English headings may have capitals throughout.
    is_name = 2 <= len(words) <= 3 and all(map(_NAME.fullmatch, words)) and base(language) == "sv"
    return is_name or _CAPTION.match(text) is not None


def _leads(after: Sequence[Part]) -> bool:
    """Whether a paragraph or a list follows at once, in the same place of the page."""
    if len(after) < 2 or not isinstance(after[0], str) or not isinstance(after[1], Run):
        return False
    between = "".join(after[0].split())
    if (after[1].tag == "p" and not between) or (not after[1].tag and _RAW_BETWEEN.fullmatch(between)):
        return not _stands_out(after[1].inline)
    return after[1].tag == "li" and between in ("<ul>", "<ol>")


def _unspaced(document: Document, scope: Scope) -> Iterator[Note]:
    prose = scope.subjects.prose
    if scope.translated or not ("\n#" in prose or prose.startswith("#")):
        return
    for text in scope.subjects.texts:
        prose = text.inline.prose
        if prose[:1] == "#" and text.segment.role == "paragraph" and _UNSPACED.match(prose):
            marks = len(prose) - len(prose.lstrip("#"))
            template = "“{text}” was meant as a heading: there has to be a blank after {marks}."
            shown = prose.split("\n")[0]
            suggestion = f"{'#' * marks} {shown.lstrip('#')}"
            values = (("text", shown[:60]), ("marks", "#" * marks))
            yield Note(text.location, template, values, suggestion, "review" if marks == 1 else None)


def _fake_list(document: Document, scope: Scope) -> Iterator[Note]:
    """Bullets that somebody has typed: two in one paragraph, or two paragraphs that begin with one."""
    before = False
    count = 0
    whole = f"\n{scope.subjects.prose}"
    if scope.translated or not (any(bullet in whole for bullet in f"{BULLETS}–—") or _AT_START.search(whole)):
        return
    for text in scope.subjects.texts:
        prose = text.inline.prose
        if text.segment.role not in ("paragraph", "html"):
            before, count = False, 0
            continue
        begins = BULLET.match(prose) is not None
        number = number_of(prose)
        count = count + 1 if number == count + 1 else int(number == 1)
        if (begins and before) or count == _ITEMS or is_typed_list(prose):
            template = "The bullets are typed: a screen reader cannot say how long the list is, and the lines run together. Begin each line with a hyphen and a blank."
            shown = f"- {BULLET.sub('', prose, count=1).strip()[:60]}" if begins else ""
            if not begins and (number or prose[:1] == "1"):
                template = "The numbers are typed: a screen reader cannot say how long the list is, and the lines run together. Begin each line with “1.” and a blank, with no backslash and outside of raw HTML."
            yield Note(text.location, template, suggestion=shown)
            before = False  # Once a list is enough.
        else:
            before = begins


def _headless_table(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated or not any(isinstance(part, str) and "<table" in part for part in document.parts):
        return
    runs: list[Run] = []
    pieces: list[str] = []
    for part in document.parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Run):
            runs.append(part)
            pieces.append(f"<{part.tag}>{_LEFT}</{part.tag}>" if part.tag else _LEFT)
    html = "".join(pieces)
    first = at = 0
    for table in _TABLE.finditer(html):
        first += html.count(_LEFT, at, table.start())
        at = table.start()
        rows = [row for row in table[0].split("<tr")[1:] if _LEFT in row]
        if (
            _NO_DATA.match(table[0])
            or re.search(r"<th\b", table[0])
            or len([row for row in rows if _filled(row) > 1]) < 2
        ):
            continue  # One row, or one column, is a way to place things; so is a picture beside a text.
        own = runs[first : first + table[0].count(_LEFT)]
        if all(_is_link(run.inline) for run in own[: rows[0].count(_LEFT)]):
            continue  # A way to place things, too: “previous”, “up”, “next”.
        where = _where(document, next((run for run in own if run.segment is not None), own[0]))
        template = (
            "The table has no headings: who listens to it hears only values. Say in its first row what the columns are."
        )
        yield Note(where, template)


def _filled(row: str) -> int:
    """How many cells of a row have a text."""
    return sum(bool(_TAG.sub("", f"<td{cell}").strip()) for cell in row.split("<td")[1:])


def _is_link(inline: Inline) -> bool:
    """Whether there is nothing but links in a text, if anything: it leads somewhere, and heads nothing."""
    return all(
        isinstance(part, Link) or (isinstance(part, str) and not unescape(part).strip()) for part in inline.parts
    )


RULES = (
    Rule(
        "heading-empty-section",
        "Texts",
        "warning",
        ("WCAG 2.2, 2.4.6 Headings and Labels", "WCAG 2.2, 2.4.10 Section Headings (AAA)"),
        "Who jumps from heading to heading comes to this one and finds nothing. Write the text that is missing, or take the heading away. "
        "A heading directly above one of a lower level is fine, and so is the last one on a page: the theme may show a list below it.",
        (
            "## Avgifter\n\n### Barn\n\nGratis.\n\n## Hitta hit\n\nBuss 5.",
            "## Karta\n\n![Vägen från stationen](bild.jpg)\n\n## Mer\n\nText.",
        ),
        ("## Avgifter\n\n## Hitta hit\n\nBuss 5.",),
        _empty_section,
    ),
    Rule(
        "heading-fake",
        "Texts",
        "review",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "W3C, Failure F2"),
        "A line in bold looks like a heading, but no screen reader lists it, no search finds it and no link leads to it. Make it one with `##`. One that opens an item of a list is the name of that item.",
        (
            "## Öppettider\n\nVi har öppet varje dag.",
            "**Obs!**\n\nVi har stängt i dag.",
            "1. **Fyll i blanketten**\n\n   Skriv namn och adress.\n\n2. **Skicka in den**\n   - med post\n   - med mejl",
            "Här finns **mycket** att läsa.",
            "Text.\n\n**Sista raden**",
            "**Kim Exempelsson**\n\nRektor\n\n**Tabell 1. Avgifter**\n\nPriserna gäller per månad.",
            "**Den som vill ha hjälp med sin ansökan kan ringa till oss varje vardag**\n\nVälkommen.",
            "*Foto: Anna Ek*\n\nVälkommen.\n\nOBS!\n\nStängt i dag.\n\nEU, FN\n\nOch fler.",
            "<p>Det är <b>viktigt</b>.</p>\n<p>Ring oss.</p>",
            "[VÅRA ÖPPETTIDER](https://example.org/tider)\n\n[HITTA HIT](https://example.org/karta)\n\n3 X ”12,50K”\n\nText.",
        ),
        (
            "**Öppettider**\n\nVi har öppet varje dag.",
            "Hej.\n\n**Ta med dig:**\n\n- pass\n- vigselbevis",
            "***Öppettider***\n\nVi har öppet varje dag.",
            "<p><b>Öppettider</b></p>\n<p>Vi har öppet varje dag.</p>",
            "VÅRA ÖPPETTIDER\n\nVi har öppet varje dag.",
        ),
        _fake_heading,
    ),
    Rule(
        "heading-unspaced",
        "Texts",
        "warning",
        ("CommonMark 0.31.2, 4.2", "WCAG 2.2, 1.3.1 Info and Relationships"),
        "Without a blank after it, `##` is no heading: the reader sees the signs, and the page loses a place to jump to.",
        (
            "## Priser\n\nText.",
            "#klarspråk är ett bra ord.",
            "#Malmö\n\n#klarspråk i dag\n\n#Hej #Malmö\n\n#Malmö är en stad, och Lund.",
        ),
        ("##Priser\n\nText.", "#Mått på dödlighet\n\nText."),
        _unspaced,
    ),
    Rule(
        "list-fake",
        "Texts",
        "warning",
        ("WCAG 2.2, 1.3.1 Info and Relationships",),
        "A bullet that is typed makes no list. A screen reader does not say “list, five items”, and the lines run together on the page. Begin each line with `- `.",
        (
            "- ett\n- två",
            "Priset • 100 kronor.",
            "Vi finns i Malmö · Lund · Ystad.",
            "Hon sa:\n– Hej!\n– Hej.\n– Kom in!",
            "Det gäller två städer – Malmö och Lund – och en by: Dalby – inte fler.",
            "-Nej! -Jo. -Kom nu.",
            "🎉🎉🎉 Vi har öppet 🎉🎉🎉",
            "→ Ring oss på 040-628 04 00.",
            "Storgatan 5  \n211 41 Malmö  \nSverige",
            "1.5 dl mjöl, 2.5 dl vatten och 3.5 g salt.",
        ),
        (
            "• ett\n• två",
            "• ett\n\n• två\n\n• tre",
            "\uf0b7 ett\n\uf0b7 två",
            "Ta med:\n • pass\n • pengar",
            "Det betyder att\n• du ringer\n• vi svarar",
            "Det ingår:\n– el\n– vatten\n– städning",
            "-el\n-vatten\n-städning",
            "1.Ring oss\n2.Kom hit\n3.Vänta",
            "✅ el\n✅ vatten\n✅ städning",
            "<p>- el<br>- vatten<br>- städning</p>",
            "Gör så här:<br>1. Ring oss<br>2. Kom hit<br>3. Vänta",
            "<p>1. Ring oss</p>\n<p>2. Kom hit</p>\n<p>3. Vänta</p>",
        ),
        _fake_list,
    ),
    Rule(
        "table-header-missing",
        "Texts",
        "review",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "W3C, Technique H51"),
        "A screen reader says the heading of a column before its value: “price, 40 kronor”. Without headings there are only values.",
        (
            "| Namn | Pris |\n|---|---|\n| Barn | 40 kr |",
            "| | |\n|---|---|\n| [Förra året](https://example.org/1) | [Nästa år](https://example.org/2) |\n| 2025 | 2027 |",
            "<table><tr><th>Namn</th><th>Pris</th></tr><tr><td>Barn</td><td>40 kr</td></tr></table>",
            '<table role="presentation"><tr><td>Barn</td><td>40 kr</td></tr><tr><td>Vuxen</td><td>80 kr</td></tr></table>',
        ),
        (
            "| | |\n|---|---|\n| Barn | 40 kr |\n| Vuxen | 80 kr |",
            "<table><tr><td>Namn</td><td>Pris</td></tr><tr><td>Barn</td><td>40 kr</td></tr></table>",
        ),
        _headless_table,
    ),
)
