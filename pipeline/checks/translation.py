"""Rules about translations: whole, reviewed, and with the markup of their source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.checks.pairs import Pairs
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Translation, Unfinished, describes
from pipeline.language.excerpt import excerpt
from pipeline.language.locale import own_name
from pipeline.model import Footnote, Image, Inline, InlinePart, Link, Phrase
from pipeline.parsing.elements import has_blocks
from pipeline.patterns import expression
from pipeline.po.scan import scan

_TAG = expression(r"<(em|strong|code|del|sup|sub|abbr|kbd|br)\b")
_WRITTEN = {"em": "*…*", "strong": "**…**", "code": "`…`", "del": "~~…~~"}
"""How an author writes a tag, where that is not the tag itself."""


def _missing(translation: Unfinished, scope: Scope) -> Iterator[Note]:
    message = translation.message
    if message is None:
        yield Note(
            translation.location,
            "The catalogue ({language}) does not have this text yet: “{text}”. Run `syntolk update`.",
            (("language", own_name(scope.language)), ("text", excerpt(translation.segment.id))),
        )
    elif not any(text.strip() for text in message.strings) and not describes(
        translation.segment
    ):  # Said of the picture.
        yield Note(translation.location, "Not translated: “{text}”.", (("text", excerpt(message.id)),))


def _fuzzy(translation: Unfinished, scope: Scope) -> Iterator[Note]:
    message = translation.message
    # Of a picture another rule says it.
    if message is not None and message.fuzzy and any(message.strings) and not describes(translation.segment):
        template = "To be reviewed: “{text}”. Remove the flag “fuzzy” when the translation is right; until then the page shows the source."
        yield Note(translation.location, template, (("text", excerpt(message.id)),))


def _markup(pairs: Pairs, scope: Scope) -> Iterator[Note]:
    for translation, shown in pairs.marked:
        ours = translation.segment.inline
        if shown is not ours:
            yield from _marks_compared(translation, ours, shown)


def _marks_compared(translation: Translation, ours: Inline, shown: Inline) -> Iterator[Note]:
    marks, found = _marks(ours.parts), _marks(shown.parts)
    if marks == found:
        return
    here, there = Counter(marks), Counter(found)
    if missing := here - there:
        template = "The source has markup that is missing here: {what}."
        yield Note(translation.location, template, (("what", _list(missing)),))
    added = there - here
    if "<br>" in added and has_blocks(translation.message.strings[0]):  # `translation-unsafe` says that.
        del added["<br>"]
    if set(added) == {"*…*"} and _quoted(ours) - _quoted(shown) >= added["*…*"]:
        return  # The title of a work: ”Mäta rätt” in quotation marks there, *Mäta rätt* in italics here.
    if added:
        template = "There is markup here that the source does not have: {what}."
        yield Note(translation.location, template, (("what", _list(added)),))


def _quoted(content: Inline) -> int:
    """How many quotations there are in `content`."""
    return sum(map(content.text.count, '”“»«"')) // 2


def _list(marks: Counter[str]) -> str:
    return ", ".join(f"{number} × {mark}" if number > 1 else mark for mark, number in sorted(marks.items()))


def _marks(parts: Iterable[InlinePart]) -> list[str]:
    """The markup of a text as an author writes it. Spans are left out: a word that is foreign here may be at home there."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, str):
            if "<" in part:
                found += [_WRITTEN.get(tag, f"<{tag}>") for tag in _TAG.findall(part)]
        elif isinstance(part, Link):
            found += ["[…](…)", *_marks(part.parts)]
        elif isinstance(part, Image):
            found.append("![…](…)")
        elif isinstance(part, Footnote):
            found.append(f"[^{part.label}]")
    return found


def _invalid(data: bytes, scope: Scope) -> Iterator[Note]:
    for problem in scan(data, "catalogue.po"):
        if problem.fatal:
            reason = Phrase(problem.template, problem.values)
            yield Note(problem.location, "This catalogue cannot be read: {reason}.", (("reason", reason),))
        else:
            yield Note(problem.location, problem.template, problem.values, severity=problem.severity)


_HEADER = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
_PAGE = "Ring [oss](sida.md) i *dag*.\n%%% en\n"
_MSGID = 'msgid "Ring [oss](sida.md) i *dag*."\n'

RULES = (
    Rule(
        "translation-missing",
        "Message",
        "warning",
        ("WCAG 2.2, 3.1.2 Language of Parts",),
        "The page shows this text in the source language, marked as such. Translate it in the catalogue.",
        (_PAGE + _MSGID + 'msgstr "Call [us](sida.md) *today*."\n',),
        (_PAGE + _MSGID + 'msgstr ""\n', _PAGE),
        _missing,
    ),
    Rule(
        "translation-fuzzy",
        "Message",
        "warning",
        ("GNU gettext manual, Fuzzy Entries",),
        "The source has changed, or a machine has translated: somebody has to read it. Until then the page shows the source, so that nothing wrong is published.",
        (_PAGE + _MSGID + 'msgstr "Call [us](sida.md) *today*."\n',),
        (_PAGE + "#, fuzzy\n" + _MSGID + 'msgstr "Call [us](sida.md) *today*."\n',),
        _fuzzy,
    ),
    Rule(
        "translation-markup",
        "Translations",
        "error",
        ("Syntolk, translator's guide",),
        "A link, a picture, a footnote or an emphasis of the source is not in the translation, or one too many is. Copy the marks (`[…](…)`, `*…*`, `[^1]`) and translate the words between them.",
        (
            _PAGE + _MSGID + 'msgstr "Call [us](sida.md) *today*."\n',
            'Se [Living labs]{lang=en}.\n%%% en\nmsgid "Se [Living labs]{lang=en}."\nmsgstr "See Living labs."\n',
        ),
        (
            _PAGE + _MSGID + 'msgstr "Call us *today*."\n',
            _PAGE + _MSGID + 'msgstr "Call [us](sida.md) today."\n',
            _PAGE + _MSGID + 'msgstr "Call [us] (sida.md) *today*."\n',
            'Text[^1].\n\n[^1]: Not.\n%%% en\nmsgid "Text[^1]."\nmsgstr "Text."\n\nmsgid "Not."\nmsgstr "Note."\n',
        ),
        _markup,
    ),
    Rule(
        "catalogue-invalid",
        "Catalogue",
        "error",
        ("GNU gettext manual, The Format of PO Files",),
        "The catalogue cannot be read from this line on, so none of its translations can be shown. Correct the line; most often a quote is missing, or a conflict of git was left in the file.",
        (
            _HEADER + 'msgid "Hej"\nmsgstr "Hello"\n',
            'msgid ""\nmsgstr "Language: en\\n"\n\n#~ msgid "Hej"\n#~ msgstr "Hi"\n',
        ),
        ('msgid "Hej\nmsgstr "Hello"\n', '<<<<<<< HEAD\nmsgid "Hej"\nmsgstr "Hello"\n', 'msgid "Hej"\n'),
        _invalid,
    ),
)
