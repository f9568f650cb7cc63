"""A rule about the marks that say which language something is in: that there is such a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import where
from pipeline.language.tags import mended
from pipeline.model import Document, Image, Link, Location, Part, Run
from pipeline.patterns import expression

_LANG = expression(r'\s(?:href)?lang="([^"]+)"')


def _wrong(document: Document, scope: Scope) -> Iterator[Note]:
    if "lang=" not in scope.subjects.markup:
        return
    if scope.translated:
        for translation in scope.subjects.translations:
            if translation.inline is not None:
                known = {*_tags(translation.segment.inline.parts)}
                yield from _notes(
                    (tag for tag in _tags(translation.inline.parts) if tag not in known), translation.location
                )
        return
    waiting: list[str] = []
    for part in document.parts:
        waiting += _tags((part,))
        here = where(part, document)
        if here is not None and waiting:
            yield from _notes(waiting, here)
            waiting = []
    yield from _notes(waiting, Location(document.path))


def _notes(tags: Iterable[str], where: Location) -> Iterator[Note]:
    for tag in dict.fromkeys(tags):
        better = mended(tag)
        if better == tag:
            continue
        if better:
            template = "“{tag}” is no language that a screen reader knows. Write “{better}”."
            yield Note(where, template, (("tag", tag), ("better", better)), better)
        else:
            template = (
                "“{tag}” is no language that a screen reader knows. Write its code: “en” for English, “sv” for Swedish."
            )
            yield Note(where, template, (("tag", tag),))


def _tags(parts: Iterable[Part]) -> Iterator[str]:
    """What `lang` and `hreflang` say in `parts`."""
    for part in parts:
        if isinstance(part, str):
            if "lang=" in part:
                yield from map(unescape, _LANG.findall(part))
        elif isinstance(part, Run):
            yield from map(unescape, _LANG.findall(part.attributes))
            yield from _tags(part.inline.parts)
        elif isinstance(part, Link | Image):
            yield from map(unescape, _LANG.findall(part.attributes))
            if isinstance(part, Link):
                yield from _tags(part.parts)


RULES = (
    Rule(
        "language-tag-unknown",
        "Document",
        "error",
        ("WCAG 2.2, 3.1.2 Language of Parts", "RFC 5646, 2.2.9 Classes of Conformance"),
        "A screen reader takes its voice from the code of a language: `sv`, `en`, `se` (Northern Sámi), `en-GB`. With a code that there is not, the passage is read as if nobody had marked it. "
        "Languages are not called after countries: English is `en`, British English `en-GB`, Danish `da`.",
        (
            "Vi säger [good morning]{lang=en-GB}, [god morgen]{lang=da} och [buoris]{lang=smj}.",
            '<p lang="zh-Hans">你好，世界</p>',
            '<p lang="x-hemligt">Abrakadabra</p>',
            "Vi säger [good morning]{lang=en_GB}.",
        ),
        (
            "Vi säger [good morning]{lang=en-UK}.",
            "Vi säger [good morning]{lang=eng}.",
            '<p lang="hittepå">Abrakadabra</p>',
            '<div lang="dk">\n\n- Hej, hej\n\n</div>',
            'Vi säger <span lang="engelska">good morning</span>.',
            "Läs [rapporten](https://example.org/r){hreflang=uk-UK}.",
            '<img src="bild.jpg" alt="Skylten mot hamnen" lang="xx">',
            'Vi ses i morgon.\n%%% en\nmsgid "Vi ses i morgon."\nmsgstr "See you [i morgon]{lang=swe}."\n',
        ),
        _wrong,
    ),
)
