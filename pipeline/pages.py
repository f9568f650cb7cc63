"""The work on one page: localise → check → press → what the report says of it. Pure: values in, values out.

It needs no other page, so pages may be worked on in any order, at any time and by anybody: what comes out is the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, Protocol

from pipeline import checks, holes, prose, pseudo, search
from pipeline.anchors import anchors
from pipeline.checks import Examined, Reference, configured
from pipeline.config import Config
from pipeline.english import EnglishCounts, english_counts
from pipeline.extract import template
from pipeline.html import Body, press
from pipeline.images import Look, version_for
from pipeline.improve import ADVICE, Gain, easy_length, foremost
from pipeline.inline import OBJECT
from pipeline.inventory import Pictured, Written, pictured
from pipeline.language import base
from pipeline.limits import Limits, limits
from pipeline.markdown import localise
from pipeline.marking import Marker, marked
from pipeline.model import Allowance, Catalogue, Document, Measure, Message
from pipeline.orthography import Misspelt
from pipeline.overview import Watch
from pipeline.picture_text import PictureText
from pipeline.prose import Counts
from pipeline.readability import score
from pipeline.reading import Page, Said, reading
from pipeline.report import Hard
from pipeline.reporters.page import Writer
from pipeline.routes import SOURCE, Resolver, Target, at_home
from pipeline.site import Entry, entry
from pipeline.site_words import SiteWords, site_words
from pipeline.terms import Termbase
from pipeline.words import Words

_DIGEST = 8
"""Bytes that tell the texts of a site apart: one of a million is mistaken for another once in 37 million sites."""


class Picture(NamedTuple):
    """A picture beside the pages."""

    look: Look
    """What it is."""
    digest: str
    """What its content is told apart by."""


class Around(NamedTuple):
    """What the work on a page knows of its site; the same for all pages."""

    config: Config
    addresses: Mapping[str, str]
    """Address of each page in the source language, by path."""
    assets: frozenset[str]
    """Paths of the files beside the pages."""
    unsafe: frozenset[str]
    """Of these, those that could run a script in a visitor's browser."""
    pictures: Mapping[str, Picture]
    """Of these, what is known of those that are pictures."""
    terms: Termbase
    definitions: Mapping[str, Document]
    """What the terms mean, by language."""
    types: frozenset[str] = frozenset()
    """The page types that the site has templates of its own for."""
    searched: bool = False
    """Whether a page is there to search the site with."""
    checking: bool = True
    """Whether rules are asked and texts are measured."""
    pseudo: str = ""
    """The language whose translations are made up, if there is one."""
    english: bool = False
    """Whether English is measured by its own formulas too."""
    spoken: Words | None = None
    """The words of the reports of pages; None where nobody wants any."""


class Source(NamedTuple):
    """A page, and what it is translated with."""

    document: Document
    """It, in the source language."""
    catalogues: Sequence[Catalogue | None]
    """One for each language of the site; None for the source."""
    readable: Sequence[bool]
    """Whether each catalogue could be read."""
    advised: Sequence[str] = ()
    """Languages in which it is told what would help most, however easy it is."""


class Side(NamedTuple):
    """What the rest of a build needs of a page in one language."""

    entry: Entry
    """What other pages show of it."""
    measure: Measure | None
    """How hard it is to read; None where that was not asked."""
    counts: Counts
    """What was counted."""
    found: Examined
    """What the rules say of it."""
    english: EnglishCounts | None
    """What the English formulas need, where that was asked."""
    hard: Hard | None
    """What is said of it if it is among the hardest, where it was told what would help most."""
    has_heading: bool
    """Whether its body brings its own h1."""
    body: str
    """What its body is told apart by."""
    links: tuple[str, ...]
    """Where its body leads, as it is written."""
    pictures: tuple[str, ...]
    """What its body shows, as it is written."""
    translations: str
    """What its translations are told apart by, for a translation."""
    words: str = ""
    """The words that it is found by, where the site can be searched."""


class Prepared(NamedTuple):
    """What the rest of a build needs of a page."""

    path: str
    """Path below the source folder."""
    sides: tuple[Side, ...]
    """One for each language of the site."""
    anchors: str
    """The places on it."""
    references: tuple[Reference, ...]
    """The links on it that lead to places."""
    allowed: tuple[Allowance, ...]
    """What its author allows."""
    texts: bytes
    """A digest of each of its texts."""
    said: tuple[Said, ...]
    """Its findings as its report numbers them."""
    pieces: str
    """What can be written of its report by itself is told apart by."""
    asked: tuple[str, ...]
    """The addresses on it that it was asked of what they mean."""
    answers: str
    """What the answers are told apart by."""
    advised: tuple[str, ...]
    """Languages in which it was told what would help most, though it is not too hard."""
    pictured: Pictured | None = None
    """Its pictures, where it has any and somebody reports on them."""


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
        self._writer = Writer(around.spoken) if around.spoken is not None and around.checking else None

    def scope(self, language: str, *, translated: bool) -> checks.Scope:
        """What rules may know about the world around a text in `language`."""
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

        Stage by stage, which is quicker than page by page.
        """
        around, config = self._around, self._config
        columns: list[list[Document]] = []
        for column, language in enumerate(config.all_languages):
            if language == config.source_language:
                columns.append([page.document for page in pages])
            else:
                pairs = [(page.document, page.catalogues[column] or Catalogue()) for page in pages]
                columns.append([localise(document, catalogue, language) for document, catalogue in pairs])
                watch.lap("localise")
        checked = [[Checked()] * len(columns) for _ in pages]
        asked: list[dict[str, Target]] = [{} for _ in pages]
        if around.checking:
            for column, documents in enumerate(columns):
                if self._dictionaries is not None:
                    catalogues = [page.catalogues[column] for page in pages]
                    self._dictionaries.learn(checks.words_of(zip(documents, catalogues, strict=True)))
                for number, page in enumerate(pages):
                    source = checked[number][0].measure
                    self._resolve.asked = asked[number]
                    checked[number][column] = self._checked(documents[number], page, column, source)
            watch.lap("check")
        pieces = [_Reported()] * len(pages)
        if self._writer is not None:
            pieces = [
                self._pieces(page, [documents[number] for documents in columns], checked[number])
                for number, page in enumerate(pages)
            ]
            watch.lap("report")
        for number, page in enumerate(pages):
            documents = [documents[number] for documents in columns]
            bodies = [press(marked(document, self._marker)) for document in documents]
            printed = [_as_json(body) for body in bodies]
            sides = map(self._side, documents, bodies, printed, page.catalogues, checked[number])
            opening, text, said, pictures = pieces[number]
            self._resolve.asked = asked[number]
            references = checks.references(page.document, self.scope("", translated=False)) if around.checking else ()
            prepared = Prepared(
                page.document.path,
                tuple(sides),
                anchors(bodies[0]),
                tuple(references),
                page.document.allowed,
                b"".join([digest(segment.context, segment.id) for segment in page.document.segments]),
                said,
                _told_apart(opening, text),
                tuple(asked[number]),
                answers(asked[number].values(), around),
                tuple(page.advised),
                pictures,
            )
            yield prepared, holes.packed(holes.Rest(f"[{','.join(printed)}]", opening, text))
        watch.lap("press")

    def _side(
        self, document: Document, body: Body, printed: str, catalogue: Catalogue | None, checked: Checked
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
            checked.counts,
            checked.examined,
            checked.english,
            hard,
            document.has_h1,
            _told_apart(printed),
            links,
            pictures,
            translations,
            search.words(body) if self._around.searched else "",
        )

    def _checked(
        self,
        document: Document,
        page: Source,
        column: int,
        source: Measure | None,
    ) -> Checked:
        """How hard a page is to read, and the findings of all rules in it."""
        language, catalogue = document.language, page.catalogues[column]
        scope = self.scope(language, translated=catalogue is not None)
        subjects = checks.subjects(document, catalogue)
        blocks = subjects.blocks
        read = prose.read(blocks, language, scope.abbreviations)
        counts = read.counts
        measure = score(counts, language)
        own = limits(self._config.readability, document.path, document.meta.get("audience"))
        told = language in page.advised or _is_hard(measure, own)
        easy = easy_length(own.sentence)
        advice = foremost(blocks, language, ADVICE, self._site[language], easy, read) if told else ()
        wanted = self._around.english and base(language) == "en" and not measure.unmeasured
        english = english_counts(read) if wanted else None
        if not page.readable[column]:  # What is wrong with it has been said.
            return Checked(measure, counts, Examined(), english, told, advice, read.blocks)
        scope = scope._replace(
            readability=own,
            measure=measure,
            source=source if catalogue is not None else None,
            longest=counts.longest,
            vocabulary=counts.vocabulary,
        )
        found = checks.examine(document, scope, catalogue, found=subjects)
        return Checked(measure, counts, found, english, told, advice, read.blocks)

    def _pieces(self, page: Source, documents: Sequence[Document], checked: Sequence[Checked]) -> _Reported:
        """What can be written of the reports of a page by itself."""
        assert self._writer is not None
        config, path = self._config, page.document.path
        name = f"{SOURCE}/{path}"
        sides: list[Page] = []
        for document, catalogue, found in zip(documents, page.catalogues, checked, strict=True):
            said = found.examined.findings
            findings = configured([at_home(f, path) for f in said], config.rules) if said else ()
            sides.append(Page(name, document, catalogue, findings, found.blocks, found.advice))
        own = limits(config.readability, path, page.document.meta.get("audience"))
        read = reading(sides, own.sentence, self._site)
        pieces = self._writer.pieces(read, [found.measure for found in checked])
        written = [Written(name, one.document, one.catalogue) for one in sides]
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


def answers(targets: Iterable[Target], around: Around) -> str:
    """What the meanings of the addresses on a page are told apart by, in their order; a picture by what is in it.

    In each version that there is of it: which is shown in which language, the page itself decides.
    """
    return _told_apart(*[repr((*target, target.path in around.unsafe, _content(target, around))) for target in targets])


def _content(target: Target, around: Around) -> list[str]:
    if target.path not in around.pictures:
        return []
    versions = [version_for(target.path, language, around.assets) for language in around.config.languages]
    return [known.digest for path in (target.path, *versions) if (known := around.pictures.get(path)) is not None]


def told_apart(messages: Sequence[Message | None]) -> str:
    """What the translations of the texts of a page are told apart by, in the order of the texts."""
    return _told_apart(_as_json(messages))


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _told_apart(*texts: str) -> str:
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def made_up(document: Document, language: str) -> Catalogue:
    """The catalogue of a page in a pseudo-language."""
    return pseudo.catalogue(template([document]), language)


def digest(context: str | None, id: str) -> bytes:
    """What tells a text from all others."""
    key = id if context is None else f"{context}\x04{id}"
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def texts(digests: bytes) -> Iterator[bytes]:
    """The digest of each text."""
    return (digests[start : start + _DIGEST] for start in range(0, len(digests), _DIGEST))


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
