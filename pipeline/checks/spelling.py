"""The rule about words that no dictionary has. Only a site that has chosen dictionaries is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Translation, place, subjects
from pipeline.language.orthography import is_foreign, passages, words
from pipeline.model import Catalogue, Document, Inline, Location, Segment

_UNSPOKEN = frozenset({"slug"})
_HTML = "html"


class _Text:
    """The words of one text, by language."""

    __slots__ = ("_at", "by_language")
    by_language: Sequence[tuple[str, tuple[str, ...]]]
    """Language and words of each passage."""

    def __init__(self, at: Segment | Translation, inline: Inline | str, language: str) -> None:
        self._at = at
        found = (("", inline),) if isinstance(inline, str) else passages(inline)
        self.by_language = [(said or language, words(text, said or language)) for said, text in found]

    def location(self, document: Document) -> Location:
        """Where a person edits it."""
        return self._at.location if isinstance(self._at, Translation) else place(self._at, document.path, None)


def _spelling(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.misspelt is None:
        return
    texts = _texts(document, scope.subjects.translations)
    wrong = {language: scope.misspelt(found, language) for language, found in _by_language(texts).items()}
    if not any(wrong.values()):
        return
    said: set[str] = set()
    for text in texts:
        for language, found in text.by_language:
            unknown = [word for word in dict.fromkeys(found) if word in wrong[language]]
            if not is_foreign(len(set(found)), len(unknown)):
                for word in unknown:
                    if word not in said:
                        said.add(word)
                        yield _note(text.location(document), word, wrong[language][word])


def _note(where: Location, word: str, meant: tuple[str, ...]) -> Note:
    if not meant:
        return Note(where, "“{word}” is in no dictionary. Is it spelt right?", (("word", word),))
    template = "“{word}” is in no dictionary. Is one of these meant: {words}?"
    return Note(where, template, (("word", word), ("words", ", ".join(meant))), meant[0])


def words_of(pages: Iterable[tuple[Document, Catalogue | None]]) -> Mapping[str, set[str]]:
    """The words in `pages`, each with the catalogue that it was localised with, that the rule will ask about, by language."""
    return _by_language(
        text
        for document, catalogue in pages
        for text in _texts(document, subjects(document, catalogue).translations if catalogue is not None else ())
    )


def _by_language(texts: Iterable[_Text]) -> dict[str, set[str]]:
    asked: dict[str, set[str]] = {}
    for text in texts:
        for language, found in text.by_language:
            asked.setdefault(language, set()).update(found)
    return asked


def _texts(document: Document, translations: Iterable[Translation]) -> list[_Text]:
    translated = bool(document.source_language)
    return list(_translated(translations, document.language) if translated else _written(document))


def _written(document: Document) -> Iterator[_Text]:
    """The texts of a source, but for raw HTML where some of it is in another language."""
    mixed = any("lang=" in part for part in document.parts if isinstance(part, str))
    foreign = {run.segment for run in document.runs if " lang=" in run.attributes}
    for number, segment in enumerate(document.segments):
        if segment.context not in _UNSPOKEN and number not in foreign and not (mixed and segment.role == _HTML):
            yield _Text(segment, segment.inline, document.language)


def _translated(translations: Iterable[Translation], language: str) -> Iterator[_Text]:
    """The texts of a translation, but for raw HTML."""
    for translation in translations:
        segment = translation.segment
        if segment.context not in _UNSPOKEN and segment.role != _HTML:
            shown = translation.inline if translation.inline is not None else translation.message.strings[0]
            yield _Text(translation, shown, language)


RULES = (
    Rule(
        "spelling",
        "Texts",
        "review",
        ("Svenska Akademiens ordlista", "Oxford English Dictionary"),
        "A word that the dictionary does not have: misspelt, or one that your site has and others do not. Correct it, or add it to the termbase "
        "(`source/terms.toml`) or to `words` in the section `[spelling]` of the settings. Words in another language are marked so, "
        "`[Science shops]{lang=en}`, and judged by its dictionary. Words that begin with a capital letter may be names and are not judged. "
        'This rule is asked where the settings name dictionaries, `dictionaries = ["sv_SE", "en_GB"]`, or with `syntolk check --spelling`. It needs hunspell.',
        (
            "Vi hjälper kommuner att pröva nya arbetssätt, t.ex. för- och eftermöten på Drottningtorget.",
            "Frågor från invånarna går till [Science shops]{lang=en}, se `krngl.py`.",
            'Vi bygger kunsknoder.\n%%% terms.toml\n[[term]]\nterm = "kunsknod"\nen = "kunsk node"\n',
        ),
        (
            "Vi hjälper komuner att pröva nya arbetssätt.",
            "Frågor från invånarna går till [Science shpos]{lang=en}.",
            'Vi hjälper kommuner.\n%%% en\nmsgid "Vi hjälper kommuner."\nmsgstr "We help municiplaities."\n',
        ),
        _spelling,
    ),
)
