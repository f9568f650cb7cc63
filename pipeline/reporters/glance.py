"""How hard a whole site is to read, for the terminal and as JSON: `docs/formats.md` describes the latter.

The words of all pages are counted as one text; the scores of pages are never averaged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.model import Measure
from pipeline.report import Report
from pipeline.reporters.english import as_data, in_a_line
from pipeline.reporters.explanation import VERSION, sum_of
from pipeline.reporters.json import measure as measured
from pipeline.words import Words

HARDEST = 5
"""Pages that are named where nobody says how many."""


def text(report: Report, languages: tuple[str, ...], words: Words, limit: int | None = None) -> str:
    """The sums of the site and its sections in each of the languages, and the hardest pages."""
    return "".join(f"{line}\n" for language in languages for line in _lines(report, language, words, limit or HARDEST))


def _lines(report: Report, language: str, words: Words, limit: int) -> Iterator[str]:
    total = report.totals.get(language)
    if total is None:
        return
    pages = sum(page.language == language for page in report.pages)
    yield words.say("The whole site ({language}), {pages} pages", language=language, pages=pages)
    yield f"  {sum_of(total, words)}"
    if total.rix is not None:
        ovix = "–" if total.ovix is None else round(total.ovix)
        yield "  " + words.say("RIX {rix}, OVIX {ovix}", rix=words.number(total.rix, ".1f"), ovix=ovix)
    if language in report.english:
        yield f"  {in_a_line(report.english[language], words)}"
    if len(report.sections) > 1:
        yield ""
        yield words.gettext("Sections:")
        for name, measure in _sections(report, language):
            yield f"  {name or words.gettext('Pages outside any section')}: {sum_of(measure, words)}"
    hardest = [hard for hard in report.hardest if hard.language == language][:limit]
    if hardest:
        yield ""
        yield words.gettext("The hardest pages, surely at least that hard:")
        for hard in hardest:
            yield "  " + words.say("{path}: LIX {lix}", path=hard.path, lix=round(hard.lix))
    yield ""


def _sections(report: Report, language: str) -> list[tuple[str, Measure]]:
    """The sections that have text in a language, the hardest first."""
    found = [(name, own[language]) for name, own in report.sections.items() if language in own and own[language].words]
    return sorted(found, key=lambda pair: -(pair[1].lix or 0))


def as_json(report: Report, languages: tuple[str, ...], limit: int | None = None) -> str:
    """The same for programs."""
    return json.dumps(data(report, languages, limit), ensure_ascii=False, indent=2) + "\n"


def data(report: Report, languages: tuple[str, ...], limit: int | None = None) -> dict[str, Any]:
    """What `as_json` prints."""
    return {
        "version": VERSION,
        "languages": {
            language: {
                "readability": measured(report.totals[language]),
                "english": as_data(report.english[language]) if language in report.english else None,
                "sections": {name: measured(own) for name, own in _sections(report, language)},
            }
            for language in languages
            if language in report.totals
        },
        "hardest": [
            {"path": hard.path, "language": hard.language, "lix_low": round(hard.lix, 2), "sentence": hard.sentence}
            for hard in report.hardest
            if hard.language in languages
        ][: limit or None],
    }
