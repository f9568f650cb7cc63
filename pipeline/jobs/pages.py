"""The work on one page: localise → check → press → what the report says of it. Pure: values in, values out.

It needs no other page, so pages may be worked on in any order, at any time and by anybody: what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from pipeline import checks, prose
from pipeline.checks import Examined, configured
from pipeline.digest import digest
from pipeline.extract import template
from pipeline.images import Look
from pipeline.jobs.overview import Watch
from pipeline.jobs.prepared import Around, Counted, Prepared, Side, Source, answers, text_digest, told_apart
from pipeline.language.detection import base
from pipeline.language.english import EnglishCounts, english_counts
from pipeline.language.improve import ADVICE, Gain, easy_length, foremost
from pipeline.language.limits import Limits, limits
from pipeline.language.orthography import Misspelt
from pipeline.markdown import localise
from pipeline.model import Catalogue, Document, Measure
from pipeline.parsing.inline import OBJECT
from pipeline.pictures.inventory import Written
from pipeline.pictures.pictured import Pictured, pictured
from pipeline.pictures.svg_text import PictureText
from pipeline.prose import Counts
from pipeline.readability import score
from pipeline.records import encoded
from pipeline.report import Hard
from pipeline.reporters.page import Writer
from pipeline.reporters.reading import Page, Said, reading
from pipeline.site import entry
from pipeline.termbase.marking import Marker, marked
from pipeline.termbase.site_words import SiteWords, site_words
from pipeline.translation import pseudo
from pipeline.web import holes, search
from pipeline.web.anchors import anchors, repeats, unrepeated
from pipeline.web.html import Body, press
from pipeline.web.lead import led_by_picture
from pipeline.web.routes import SOURCE, Resolver, Target, at_home


class Checked(NamedTuple):
    """What checking a page in one language has found."""

    measure: Measure | None = None
    """How hard it is to read."""
    counts: Counts = Counts()
    """What was counted."""
    examined: Examined = Examined()
    """What the rules say of it."""
    english: EnglishCounts | None = None
    """What the English formulas need."""
    told: bool = False
    """Whether it was looked for what would help."""
    advice: tuple[Gain, ...] = ()
    """The sentences that would help most, where an editor is told."""
    blocks: tuple[bytes, ...] = ()
    """What `prose.Words.blocks` says of each block of its running text."""
    markup: str = ""
    """The HTML of its body (`parts.markup`)."""


class _Reported(NamedTuple):
    """What can be written of the reports of a page by itself."""

    opening: str = ""
    """The opening of its report."""
    text: str = ""
    """Its text."""
    said: tuple[Said, ...] = ()
    """Its findings as that numbers them."""
    pictures: Pictured | None = None
    """Its pictures."""


class _Underway:
    """A page on its way through the stages."""

    __slots__ = ("asked", "checked", "documents", "may", "path", "reported", "source")

    def __init__(self, source: Source, languages: int) -> None:
        self.source = source
        self.path = source.document.path
        self.documents: list[Document] = []
        """It, in each language so far."""
        self.checked = [Checked()] * languages
        self.asked: dict[str, Target] = {}
        """What its addresses mean."""
        self.may = Limits()
        """How hard it may be."""
        self.reported = _Reported()


class Dictionaries(Protocol):
    """Who knows how words are spelt."""

    def misspelt(self, words: Iterable[str], language: str) -> Misspelt: ...

    def learn(self, words: Mapping[str, Iterable[str]]) -> None: ...


class PageWork:
    """The work on the pages of one site."""

    def __init__(
        self,
        around: Around,
        dictionaries: Dictionaries | None = None,
        picture_text: Callable[[str, str], PictureText | None] = lambda _path, _language: None,
    ) -> None:
        self._dictionaries = dictionaries
        self._picture_text = picture_text
        self._around = around
        self._config = config = around.config
        self._resolve = _Noting(Resolver(around.addresses, around.assets))
        self._marker = Marker(around.terms)
        self._site: dict[str, SiteWords] = {
            language: site_words(around.terms, config.readability.abbreviations, language)
            for language in config.all_languages
        }
        if around.checking:
            checks.get_ready()
        self._scopes: dict[tuple[str, bool], checks.Scope] = {}
        self._writer = Writer(around.spoken) if around.spoken is not None and around.checking else None

    def scope(self, language: str, *, translated: bool) -> checks.Scope:
        """What rules may know about the world around a text in `language`; the same on all pages."""
        if (language, translated) not in self._scopes:
            self._scopes[language, translated] = self._scope(language, translated)
        return self._scopes[language, translated]

    def _scope(self, language: str, translated: bool) -> checks.Scope:
        around = self._around
        own = limits(self._config.readability)
        unsafe = around.unsafe.__contains__
        misspelt = None if self._dictionaries is None else self._dictionaries.misspelt
        return checks.Scope(
            language,
            translated,
            own,
            self._resolve,
            unsafe,
            self._look,
            picture_text=self._picture_text,
            misspelt=misspelt,
            terms=around.terms,
            types=around.types,
        )

    def _look(self, path: str) -> Look:
        """What the picture at `path` is. Files of other kinds are no pictures."""
        known = self._around.pictures.get(path)
        return Look() if known is None else known.look

    def prepare(self, pages: Sequence[Source], watch: Watch) -> Iterator[tuple[Prepared, str]]:
        """What the rest of a build needs of each page, and what waits until it is rendered.

        Stage by stage and language by language, which is quicker than page by page.
        """
        underway = [_Underway(page, len(self._config.all_languages)) for page in pages]
        self._localise(underway, watch)
        if self._around.checking:
            self._check(underway, watch)
        if self._writer is not None:
            self._report(underway, watch)
        for page in underway:
            pressed = self._pressed(page)
            watch.prepared(page.path)
            yield pressed
        watch.lap("press")

    def _localise(self, underway: Sequence[_Underway], watch: Watch) -> None:
        for column, language in enumerate(self._config.all_languages):
            if language == self._config.source_language:
                for page in underway:
                    page.documents.append(page.source.document)
                continue
            for page in underway:
                catalogue = page.source.catalogues[column] or Catalogue()
                page.documents.append(localise(page.source.document, catalogue, language))
                watch.prepared(page.path)
            watch.lap("localise")

    def _check(self, underway: Sequence[_Underway], watch: Watch) -> None:
        for page in underway:
            page.may = limits(self._config.readability, page.path, page.source.document.meta.get("audience"))
        for column in range(len(self._config.all_languages)):
            if self._dictionaries is not None:
                known = [(page.documents[column], page.source.catalogues[column]) for page in underway]
                self._dictionaries.learn(checks.words_of(known))
                watch.lap("check")
            for page in underway:
                self._resolve.asked = page.asked
                page.checked[column] = self._checked(page, column)
                watch.prepared(page.path)
        watch.lap("check")

    def _report(self, underway: Sequence[_Underway], watch: Watch) -> None:
        for page in underway:
            page.reported = self._reported(page)
            watch.prepared(page.path)
        watch.lap("report")

    def _pressed(self, page: _Underway) -> tuple[Prepared, str]:
        """A page that has gone through the other stages, and what waits of it."""
        document, around = page.source.document, self._around
        bodies = [press(led_by_picture(own, marked(own, self._marker))) for own in page.documents]
        ids = anchors(bodies[0])
        if repeats(ids):
            bodies = [unrepeated(body) for body in bodies]
        printed = [encoded(body) for body in bodies]
        opening, text, said, pictures = page.reported
        self._resolve.asked = page.asked
        references = checks.references(document, self.scope("", translated=False)) if around.checking else ()
        prepared = Prepared(
            page.path,
            tuple(map(self._side, page.documents, bodies, printed, page.source.catalogues, page.checked)),
            ids,
            tuple(references),
            document.allowed,
            b"".join([text_digest(segment.context, segment.id) for segment in document.segments]),
            said,
            digest(opening, text),
            tuple(page.asked),
            answers(page.asked.values(), around),
            tuple(page.source.advised),
            pictures,
            tuple([Counted(found.counts, found.english) for found in page.checked]),
        )
        return prepared, holes.packed(holes.Rest(f"[{b','.join(printed).decode()}]", opening, text))

    def _side(
        self, document: Document, body: Body, printed: bytes, catalogue: Catalogue | None, checked: Checked
    ) -> Side:
        about = entry(document, self._around.definitions[document.language])
        hard = _hard(document, checked.measure, checked.advice) if checked.told else None
        links, pictures = holes.asked(body)
        translations = ""
        if catalogue is not None:
            translations = told_apart([catalogue.find(s.context, s.id) for s in document.segments])
        return Side(
            about,
            checked.measure,
            checked.examined,
            hard,
            document.has_h1,
            digest(printed),
            links,
            pictures,
            translations,
            search.words(body) if self._around.searched else "",
        )

    def _checked(self, page: _Underway, column: int) -> Checked:
        """How hard a page is to read in the language of a `column`, and the findings of all rules in it."""
        document, catalogue, own = page.documents[column], page.source.catalogues[column], page.may
        language = document.language
        scope = self.scope(language, translated=catalogue is not None)
        subjects = checks.subjects(document, catalogue)
        blocks = subjects.blocks
        read = prose.read(blocks, language, scope.abbreviations)
        counts = read.counts
        measure = score(counts, language)
        told = language in page.source.advised or _is_hard(measure, own)
        easy = easy_length(own.sentence)
        advice = foremost(blocks, language, ADVICE, self._site[language], easy, read) if told else ()
        wanted = self._around.english and base(language) == "en" and not measure.unmeasured
        english = english_counts(read) if wanted else None
        if not page.source.readable[column]:  # What is wrong with it has been said.
            return Checked(measure, counts, Examined(), english, told, advice, read.blocks, subjects.markup)
        scope = scope._replace(
            readability=own,
            measure=measure,
            source=page.checked[0].measure if catalogue is not None else None,
            longest=counts.longest,
            vocabulary=counts.vocabulary,
        )
        found = checks.examine(document, scope, catalogue, found=subjects)
        return Checked(measure, counts, found, english, told, advice, read.blocks, subjects.markup)

    def _reported(self, page: _Underway) -> _Reported:
        """What can be written of the reports of a page by itself."""
        assert self._writer is not None
        name = f"{SOURCE}/{page.path}"
        sides: list[Page] = []
        for document, catalogue, found in zip(page.documents, page.source.catalogues, page.checked, strict=True):
            said = found.examined.findings
            findings = configured([at_home(f, page.path) for f in said], self._config.rules) if said else ()
            sides.append(Page(name, document, catalogue, findings, found.blocks, found.advice))
        read = reading(sides, page.may.sentence, self._site)
        pieces = self._writer.pieces(read, [found.measure for found in page.checked])
        written = [
            Written(name, one.document, one.catalogue, found.markup)
            for one, found in zip(sides, page.checked, strict=True)
        ]
        return _Reported(
            pieces.opening, pieces.text, read.findings, pictured(written, [one.finding for one in read.findings])
        )


class _Noting:
    """Asks what an address means, and notes it."""

    def __init__(self, resolve: Resolver) -> None:
        self._resolve = resolve
        self.asked: dict[str, Target] = {}
        """What was asked on the page that is worked on."""

    def __call__(self, href: str, base: str) -> Target:
        target = self.asked[href] = self._resolve(href, base)
        return target


def made_up(document: Document, language: str) -> Catalogue:
    """The catalogue of a page in a pseudo-language."""
    return pseudo.catalogue(template([document]), language)


def _is_hard(measure: Measure, own: Limits) -> bool:
    """Whether a page is harder than its readers should get."""
    return measure.lix_interval is not None and measure.lix_interval[0] > own.warning


def _hard(document: Document, measure: Measure | None, advice: Sequence[Gain]) -> Hard:
    """What is said of a page that is among the hardest: the sentence that would help most."""
    low = measure.lix_interval[0] if measure is not None and measure.lix_interval is not None else 0.0
    text, words, parts, gain = "", 0, 1, 0.0
    if advice and advice[0].most > 0:
        sentence, parts, gain = advice[0].sentence, advice[0].parts, advice[0].most
        text, words = sentence.text.replace(OBJECT, "…"), len(sentence.words)
        parts = parts if advice[0].split >= advice[0].shorter else 1
    return Hard(f"{SOURCE}/{document.path}", document.language, low, text, words, parts, gain)
