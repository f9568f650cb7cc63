"""A catalogue without the pages of its texts: in which languages it is, and what the rules about translations say of it.

Of a catalogue of ours the flags say what is Markdown. The texts of other programs are taken as they stand, but for what is no
word: placeholders, tags and the letters to press.
"""

from __future__ import annotations

from pipeline import checks
from pipeline.checks.subjects import Subjects, Translation, Unfinished
from pipeline.language.detection import guess
from pipeline.language.tags import mended
from pipeline.markdown import translated
from pipeline.model import Catalogue, Document, Inline, Message, Run, Segment
from pipeline.parsing.inline import OBJECT
from pipeline.patterns import expression
from pipeline.translation.messages import is_of_page, segment_of

_PLACEHOLDER = expression(
    r"%%|%\(\w+\)[-+#0]*\d*(?:\.\d+)?[a-zA-Z]|%\{\w+\}|%(?:\d+\$)?[-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh?|ll?|[jztLq])?[diouxXeEfFgGaAcspnm@](?![^\W_])"
    r"|%\d+|\$\{\w+\}|\$\w+|\{\{.*?\}\}|\{[\w.]*(?:![rsa])?(?::[^{}\s]*)?\}"
)
"""Of printf (C, Python, Qt, …), of `str.format`, of shells and of template languages."""
_NO_WORDS = expression(rf"(?:\b0[xX](?=%))?(?:{_PLACEHOLDER.pattern})|</?[A-Za-z][^<>]*>|&#?\w+;|\\[nrt]")
_ATTACHED = expression(r"%[-+#0]*\d*(?:\.\d+)?[dsfxu](?=[^\W_])")
"""A placeholder with letters behind it (`%ds`), which only the flag of a message tells from a percent sign."""
_ACCESS_KEY = expression(r"[&~](?=[^\W\d_])")
"""Before the letter to press in a menu: & (Qt, Windows), ~ (LibreOffice)."""
_GTK_KEY = expression(r"_(?=[^\W\d_])|(?<=\w)_(?=\w)")
"""The same of GTK: one in a text. Where there are more, they stand in names (`user_name`)."""
_OF_MANUALS = expression(r"(?<![^\W_])[BCFILSX]<([^<>]*)>")
"""Markup of manual pages (po4a, POD): `B<--all>`."""
_MANUAL_PAGE = expression(r"(?<![\w*.+-])[\w*.+-]+\([1-8][a-z]{0,2}\)")
"""A manual page with its section, `init(8)`, which translators add or leave out."""
_FOR_REPORTS = expression(r"\b[Bb]ugs?\b")
_OF_TRANSLATORS = expression(r"\n[^\n@]*@[^\n]*")
"""The line with the translators' own address, which GNU programs ask for below theirs."""
_NAME = expression(r"[a-z][\w.:-]*[_.:-]\w+")
"""A source that is the name of a text, as Zope and programs for telephones have it, and no text."""
_DEFAULT = expression(r'Default: "(.*)"')
"""The text that such a name stands for, in Zope's comments."""
_CREDITS = frozenset({"NAME OF TRANSLATORS", "EMAIL OF TRANSLATORS", "translator-credits", "translator_credits"})
"""Contexts of KDE and ids of GNOME in the place of whose texts the translators put themselves."""
_NO_PROSE = ("heading", "term")
"""What a catalogue of ours says of such a text, in its first comment."""
_ENOUGH = 400
"""Texts that say which language they are in, at most."""


def language_of(catalogue: Catalogue) -> str:
    """The language that its header or its path says it is in (BCP 47); else what its translations seem to be in, or empty.

    >>> language_of(Catalogue(header=(("Language", "pt_BR"),))), language_of(Catalogue(path="po/sv@latin.po"))
    ('pt-BR', 'sv')
    """
    before, _, name = catalogue.path.rpartition("/")
    beside = before.removesuffix("/LC_MESSAGES").rpartition("/")[2]
    for said in (dict(catalogue.header).get("Language", ""), beside, name.removesuffix(".po")):
        if found := _tag(said):
            return found
    return guess("\n".join([m.strings[0] for m in catalogue if m.usable and not m.obsolete][:_ENOUGH]))


def source_language_of(catalogue: Catalogue) -> str:
    """The language of its sources, if the header says it or they seem to be in one; else empty: they may be names of texts."""
    said = _tag(dict(catalogue.header).get("X-Source-Language", ""))
    return said or guess("\n".join([_bare(m, _pair(m)[0]).prose for m in catalogue if not m.obsolete][:_ENOUGH]))


def _tag(said: str) -> str:
    """What a header or a file name says of a language as a BCP 47 tag; empty if it is none."""
    return mended(said.strip().partition("@")[0].partition(".")[0].replace("_", "-")) if said.strip() else ""


def as_page(catalogue: Catalogue, source_language: str) -> Document:
    """The texts of `catalogue` as a page: a paragraph each, in the order of the file. Headings, and what else is no running text, are left out."""
    segments: list[Segment] = []
    for message in catalogue:
        segment = segment_of(message, message.id)
        if not is_of_page(message):
            segment = segment._replace(role="paragraph")
        is_prose = segment.role != "field" and not "".join(message.extracted[:1]).startswith(_NO_PROSE)
        if is_prose and message.id.strip() and not message.obsolete:
            segments.append(segment)
    parts = [Run(number, "p", "", segment.inline) for number, segment in enumerate(segments)]
    return Document(catalogue.path, source_language, {}, tuple(segments), tuple(parts))


def examined(catalogue: Catalogue, source_language: str, scope: checks.Scope) -> checks.Examined:
    """What the rules about translations say of the texts of `catalogue`, in the language of `scope`.

    Without a `source_language` they are not compared with their sources: only what is missing or to be reviewed is said.
    """
    live = [message for message in catalogue if not message.obsolete and message.id.strip()]
    unfinished = [Unfinished(segment_of(m, m.id), m, "", catalogue) for m in live if not m.usable]
    pairs = [_translation(m, catalogue) for m in live if m.usable] if source_language else []
    translations = [pair for pair in pairs if pair is not None]
    found = Subjects(unfinished=tuple(unfinished), translations=tuple(translations))
    nothing = Document("", scope.language, {}, (), (), source_language=source_language or scope.language)
    return checks.examine(nothing, scope, catalogue, whole=False, found=found)


def _translation(message: Message, catalogue: Catalogue) -> Translation | None:
    """A reviewed message; None where only the name of its source is known, or it has none."""
    segment = segment_of(message, message.id)
    if is_of_page(message):
        shown = translated(segment, message.strings[0]) if segment.role != "field" else None
        return Translation(segment, message, shown, "", catalogue)
    source, target = _pair(message)
    if not source or not _CREDITS.isdisjoint((message.context, message.id)):
        return None
    if _lines(source) < _lines(target) and _FOR_REPORTS.search(source):
        target = _OF_TRANSLATORS.sub("", target)
    return Translation(segment._replace(inline=_bare(message, source)), message, _bare(message, target), "", catalogue)


def _lines(text: str) -> int:
    return text.rstrip("\n").count("\n") + 1


def _pair(message: Message) -> tuple[str, str]:
    """A text of another program and its translation: of plurals the last forms. The source is empty where only its name is known."""
    if message.plural is not None:
        return message.plural, message.strings[-1]
    if not _NAME.fullmatch(message.id):
        return message.id, message.strings[0]
    known = (found[1] for line in message.extracted if (found := _DEFAULT.fullmatch(line)))
    return next(known, "" if " " in message.strings[0] or "-" not in message.id else message.id), message.strings[0]


def _bare(message: Message, text: str) -> Inline:
    """A text of another program, with U+FFFC for what is no word."""
    formatted = any(flag.endswith("-format") and not flag.startswith("no-") for flag in message.flags)
    words = _ATTACHED.sub(OBJECT, text) if formatted else text
    if "<" in words:
        words = _OF_MANUALS.sub(r"\1", _OF_MANUALS.sub(r"\1", words))  # B<dpkg I<file>>
    words = _ACCESS_KEY.sub("", _NO_WORDS.sub(OBJECT, _MANUAL_PAGE.sub(OBJECT, words)))
    return Inline((), text, _GTK_KEY.sub("", words) if words.count("_") == 1 else words)
