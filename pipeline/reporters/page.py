"""The report of one page: its text in every language side by side, with what is hard and what was found marked in place.

Written in two steps, since a build knows only at its end which page is harder than which, and how bad a finding is there:
`Writer.pieces` while the page is at hand, `Writer.whole` when all are known. Plain strings: pages come by the thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.language.excerpt import excerpt
from pipeline.language.improve import Gain
from pipeline.model import Finding, Measure
from pipeline.parsing.inline import OBJECT
from pipeline.parsing.sanitise import escape
from pipeline.prose import Tally
from pipeline.report import PageReport
from pipeline.reporters.highlight import Mark
from pipeline.reporters.lists import badge, item
from pipeline.reporters.reading import Reading, Row
from pipeline.reporters.sheet import PAGE_STYLE, language, lix, nav, sheet, spoken, sums
from pipeline.words import Words

_MANY = 5
"""Findings of one rule on a page over which only their number is seen at first."""
_BESIDE = 3
"""Languages that have room beside each other. More stand below each other, and every text says its own."""


class Pieces(NamedTuple):
    """What is kept of a page until all pages are known."""

    opening: str
    """Its sums, and what would help most."""
    text: str
    """The text."""


class Place(NamedTuple):
    """Where a page stands among the others: addresses from the folder of the reports of pages, and titles."""

    up: str
    """The way up to the folder of reports."""
    harder: tuple[str, str] | None
    """The page that is a little harder."""
    easier: tuple[str, str] | None
    """The page that is a little easier."""


class Writer:
    """Writes the reports of pages; what it says is looked up once."""

    def __init__(self, words: Words) -> None:
        self._words = words
        _ = words.gettext
        self._mark = words.pgettext("decimal mark", ".")
        self._counts = escape(_("{words} words, {length} a sentence, {share} % long"))
        self._counted = lru_cache(4096)(self._told)  # Blocks are much alike in this.
        self._missing = escape(_("Not translated"))
        names = {
            "term": _("Term"),
            "definition": _("Definition"),
            "footnote": _("Footnote"),
            "caption": _("Caption"),
            "table-caption": _("Caption"),
            "description": _("Long description"),
            "alt": _("Description (alt)"),
        }
        self._names = {role: f'<p class="role">{escape(name)}</p>' for role, name in names.items()}
        self._end = f'<span class="quiet"> ({escape(_("end of the sentence worth changing"))})</span></mark>'

    def pieces(self, reading: Reading, measures: Sequence[Measure | None]) -> Pieces:
        """What can be written of a page by itself, with its measure in each language."""
        return Pieces("".join(self._opening(reading, measures)), "".join(self._text(reading)))

    def whole(
        self, pieces: Pieces, page: PageReport, findings: Mapping[int, tuple[Finding, int | None]], place: Place
    ) -> str:
        """The page; `findings` by their number, with the row that each is about."""
        body = (
            f'<p class="where">{escape(page.path)}</p>\n',
            pieces.opening,
            *self._findings(findings, page.path),
            pieces.text,
        )
        return sheet(page.title, body, self._words, trail=self._trail(place), style=PAGE_STYLE, lang=page.language)

    def moved(self, html: str, place: Place) -> str:
        """The page that was written as `html`, in another place among the others."""
        before, mark, rest = html.partition("<header>\n")
        _, end, after = rest.partition("</header>\n")
        if not (mark and end):
            raise ValueError(html)
        return f"{before}{self._trail(place)}{after}"

    def _trail(self, place: Place) -> str:
        """The ways to other pages."""
        _ = self._words.gettext
        links = [(f"{place.up}index.html", escape(_("Report for editors")))]
        around = [
            (href, f"{escape(label)}: <bdi>{escape(title)}</bdi>")
            for label, (href, title) in (
                (_("Harder"), place.harder or ("", "")),
                (_("Easier"), place.easier or ("", "")),
            )
            if href
        ]
        return f"<header>\n{nav(_('Back'), links)}{nav(_('Next pages'), around)}</header>\n"

    # --- what would help ----------------------------------------------------------------------------

    def _opening(self, reading: Reading, measures: Sequence[Measure | None]) -> Iterator[str]:
        words = self._words
        yield '<div class="card">\n'
        for tag, measure in zip(reading.languages, measures, strict=True):
            if measure is not None:
                source = measures[0] if tag != reading.languages[0] else None
                yield f"<p><strong>{language(tag, words)}:</strong> {sums(measure, words, source)}</p>\n"
        yield "</div>\n"
        if any(reading.advice):
            yield f"<h2>{escape(words.gettext('What would help most'))}</h2>\n"
        for tag, gains in zip(reading.languages, reading.advice, strict=True):
            if gains:
                yield f"<h3>{language(tag, words)}</h3>\n<ol>\n"
                yield "".join([self._gain(gain, rank, tag) for rank, gain in enumerate(gains, 1)])
                yield "</ol>\n"

    def _gain(self, gain: Gain, rank: int, tag: str) -> str:
        say, sentence = self._words.say, gain.sentence
        shown = excerpt(sentence.text.replace(OBJECT, "…"), 90)
        said = []
        if gain.split > 0:
            template = "Split its {words} words in {parts} sentences: the LIX falls by {points}."
            said.append(say(template, words=len(sentence.words), parts=gain.parts, points=round(gain.split, 1)))
        if gain.words:
            template = "Replace {long}: the LIX falls by {points}."
            said.append(say(template, long=", ".join(gain.words), points=round(gain.shorter, 1)))
        link = f'<a href="#s-{escape(tag)}-{rank}"{spoken(tag)}>{escape(shown)}</a>'
        return f"<li>{link}<br>{escape(' '.join(said))}</li>\n"

    # --- findings -----------------------------------------------------------------------------------

    def _findings(self, findings: Mapping[int, tuple[Finding, int | None]], path: str) -> Iterator[str]:
        """The findings, worst first; those of one rule together where they are many."""
        words = self._words
        if not findings:
            return
        yield f"<h2>{escape(words.say('Findings: {number}', number=len(findings)))}</h2>\n"
        groups: dict[tuple[str, str], list[int]] = {}
        for number, (finding, _) in findings.items():
            groups.setdefault((finding.severity, finding.rule), []).append(number)
        order = ("error", "warning", "review")
        for (_level, rule), numbers in sorted(groups.items(), key=lambda group: order.index(group[0][0])):
            listed = "".join([self._finding(n, *findings[n], path) for n in numbers])
            if len(numbers) > _MANY:
                head = badge(findings[numbers[0]][0], words)
                alike = escape(words.say("{rule}: {findings} findings", rule=rule, findings=len(numbers)))
                yield f'<details>\n<summary>{head} {alike}</summary>\n<ul class="said">\n{listed}</ul>\n</details>\n'
            else:
                yield f'<ul class="said">\n{listed}</ul>\n'

    def _finding(self, number: int, finding: Finding, row: int | None, page: str) -> str:
        where = ""
        if row is not None:
            label = self._words.say("Finding {number} in the text", number=number)
            where = f' <a href="#r{row}">{escape(label)}</a>'
        file = f' <span class="where">{escape(finding.location.path)}</span>' if finding.location.path != page else ""
        return item(finding, self._words, number=number, more=file + where)

    # --- the text -----------------------------------------------------------------------------------

    def _text(self, reading: Reading) -> Iterator[str]:
        _ = self._words.gettext
        yield f"<h2>{escape(_('The text'))}</h2>\n{self._key(reading)}"
        heads = "".join([f"<p>{language(tag, self._words)}</p>" for tag in reading.languages])
        many = len(reading.languages)
        side = "rows" + " side" * (many <= _BESIDE) + " three" * (many == _BESIDE)
        yield f'<div class="{side}">\n<div class="row heads">{heads}</div>\n'
        rules = {n: said.finding.rule for n, said in enumerate(reading.findings, 1)}
        tags = [(escape(tag), spoken(tag)) for tag in reading.languages]
        for number, row in enumerate(reading.rows):
            if row.role == "picture":
                label = escape(_("Picture"))
                yield f'<div class="row picture" id="r{number}"><p class="role">{label}: <span class="where">{escape(row.name)}</span></p></div>\n'
            elif row.role == "decorative":
                yield f'<div class="row"><p class="role">{escape(_("Decorative: it says nothing, on purpose."))}</p></div>\n'
            else:
                yield self._row(number, row, tags, rules)
        yield "</div>\n"

    def _key(self, reading: Reading) -> str:
        """What the marks mean, as far as there are any."""
        _ = self._words.gettext
        kinds = {mark.kind for row in reading.rows for side in row.sides for mark in side.marks}
        said = (
            ("hard", f'<mark class="hard">{escape(_("Sentence worth changing"))}</mark>'),
            ("long", f'<span class="long">{escape(_("Long word in it"))}</span>'),
            ("spot", f'<span class="spot">{escape(_("What a finding is about"))}<sup>1</sup></span>'),
        )
        entries = "".join([f"<li>{text}</li>" for kind, text in said if kind in kinds])
        return f'<ul class="key">{entries}</ul>\n' if entries else ""

    def _row(self, number: int, row: Row, tags: Sequence[tuple[str, str]], rules: Mapping[int, str]) -> str:
        role, name, sides = row
        tag, kind, head = "p", role, "<div>"
        if name:
            kind = name if role == "heading" else "field"
            head = "<div>" if role == "heading" else f'<div><p class="role">{escape(name)}</p>'
        elif role in self._names:
            head = f"<div>{self._names[role]}"
        html = f'<div class="row" id="r{number}">'
        first = True
        for (own, said), (text, missing, tally, measure, marks, findings) in zip(tags, sides, strict=True):
            if role == "heading":
                tag, first = "h3" if first and not missing else "p", False
            if missing:
                html += f'{head}<p class="missing" data-to="{own}">{self._missing}</p>'
            else:
                words = self._marked(text, marks, own) if marks else escape(text)
                html += f'{head}<{tag} class="{kind}"{said}>{words}</{tag}>'
            if tally is not None:
                html += self._tally(tally, measure)
            if findings:
                html += self._refs(findings, rules)
            html += "</div>"
        return f"{html}</div>\n"

    def _tally(self, tally: Tally, measure: Measure | None) -> str:
        """The counts of a block, and its LIX where it has words enough."""
        known = measure is not None and measure.lix_interval is not None
        score = f"LIX {lix(measure, self._words)}, " if known else ""
        return f'<p class="n">{score}{self._counted(tally[:3])}</p>'

    def _told(self, counts: tuple[int, int, int]) -> str:
        """Words, sentences and long words in a few words."""
        words, sentences, long_words = counts
        length = f"{words / sentences:.1f}".replace(".", self._mark) if sentences else "0"
        return self._counts.format(words=words, length=length, share=round(100 * long_words / words) if words else 0)

    def _refs(self, findings: Sequence[int], rules: Mapping[int, str]) -> str:
        links = "".join([f'<a href="#f{n}">{n} {escape(rules[n])}</a>' for n in findings])
        return f'<p class="refs">{links}</p>'

    def _marked(self, text: str, marks: Sequence[Mark], tag: str) -> str:
        """A text with its marks."""
        out: list[str] = []
        position = 0
        open_marks: list[Mark] = []
        for mark in (*marks, Mark(len(text), len(text), "spot", 0)):
            while open_marks and (open_marks[-1].end <= mark.start):
                last = open_marks.pop()
                out += [escape(text[position : last.end]), self._close(last)]
                position = last.end
            if mark.end == mark.start:
                break
            out += [escape(text[position : mark.start]), self._open(mark, tag)]
            position = mark.start
            open_marks.append(mark)
        return "".join([*out, escape(text[position:])])

    def _open(self, mark: Mark, tag: str) -> str:
        if mark.kind != "hard":
            return f'<span class="{mark.kind}">'
        anchor = f' id="s-{tag}-{mark.rank}"' if mark.rank else ""
        say = self._words.say
        label = (
            say("Tip {rank}: {number} words", rank=mark.rank, number=mark.number)
            if mark.rank
            else say("Long: {number} words", number=mark.number)
        )
        return f'<mark class="hard"{anchor}><span class="tag">{escape(label)}</span>'

    def _close(self, mark: Mark) -> str:
        if mark.kind == "hard":
            return self._end
        return f"<sup>{mark.number}</sup></span>" if mark.kind == "spot" else "</span>"
