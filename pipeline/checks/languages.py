"""Rules about the language of parts of a page: what is in another one is marked, and rightly; links say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from urllib.parse import unquote, urlsplit

from pipeline.checks.quoted import said
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Linked, Text
from pipeline.language.detection import base
from pipeline.language.excerpt import excerpt
from pipeline.language.locale import language_name, own_name
from pipeline.language.passages import (
    LEAST,
    Passage,
    are_telling,
    has_unusual_letters,
    little_words,
    may_have_passages,
    mistaken,
    passages,
    telling_of,
)
from pipeline.model import Document, InlinePart, Link, Run
from pipeline.parsing.foreign import around, has_passages
from pipeline.parsing.inline import OBJECT
from pipeline.patterns import expression
from pipeline.terms import Termbase

_TAG = expression(r"""(<(?:[^<>"]|"[^"]*")*>)""")
_NAME = expression(r"</?([a-z][a-z0-9]*)")
_LANG = expression(r'\slang="([^"]*)"')
_TITLES = frozenset({"em", "i", "cite"})
"""What titles of works stand in, where it is not all of a text."""
_NO_WORDS = frozenset({"code", "kbd", "samp", "var", "br"})
_PLAIN = frozenset({"alt", "field", "link-title"})
"""Roles whose texts can hold no mark, and which other rules look at."""
_LONGEST = 300
"""Characters of a passage that is suggested as a whole."""


# --- what is not marked --------------------------------------------------------------------------------


def _unmarked(document: Document, scope: Scope) -> Iterator[Note]:
    if not scope.translated:
        if _is_worth_a_look(document, scope):
            yield from _of_page(document, scope)
        if has_passages(document.parts):
            yield from _mistaken_passages(document, scope)
    # Lists, since every page has dozens of texts and hardly one of them a mark.
    for text in [text for text in scope.subjects.texts if "lang=" in text.segment.id]:
        for language, words in _marked_words(text.inline.parts):
            yield from _is_mistaken(words, language, text)


def _is_worth_a_look(document: Document, scope: Scope) -> bool:
    """Whether little words of other languages stand on a page, in running text or in a heading, or letters of other scripts."""
    if are_telling(scope.vocabulary, scope.subjects.prose, scope.language):
        return True
    headings = [segment.inline.prose for segment in document.segments if segment.role in _HEADINGS]
    return any(may_have_passages(text, scope.language) for text in headings if text.count(" ") >= LEAST - 1)


_HEADINGS = frozenset({"heading", "caption", "term"})
"""Texts whose words are not among those that are measured."""


def _of_page(document: Document, scope: Scope) -> Iterator[Note]:
    known = _names(scope.terms)
    hits = little_words(scope.language) & scope.vocabulary
    hits |= {word.capitalize() for word in hits}  # Capitals in the middle of words are rarer than a `lower` is slow.
    marked = around(document.parts) if has_passages(document.parts) else iter(lambda: "", None)
    for part, language in zip(document.parts, marked, strict=False):
        if language or not isinstance(part, Run) or part.segment is None:
            continue
        segment = document.segments[part.segment]
        prose = part.inline.prose
        if segment.role in _PLAIN or prose.count(" ") < LEAST - 1:
            continue
        if segment.role not in _HEADINGS and not (has_unusual_letters(prose, scope.language) or _has_any(prose, hits)):
            continue
        if not may_have_passages(prose, scope.language):
            continue
        for text in _own_texts(part.inline.parts):
            for name in known:
                text = text.replace(name, " ")  # noqa: PLW2901 - what is left of it
            for passage in passages(text, scope.language, scope.abbreviations):
                yield _note(passage, Text(segment, part.inline, document.path, None), scope.language)


def _has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of `words` stands in `text`, perhaps within another word. Quick."""
    return any(map(text.__contains__, words))


def _note(passage: Passage, text: Text, language: str) -> Note:
    words = passage.text.replace(OBJECT, "…")
    shown = excerpt(words)
    if passage.language == "und":
        template = "“{text}” is in another language and not marked, so it is read out as if it were the page’s."
        return Note(text.location, template, (("text", shown),))
    template = (
        "“{text}” is in another language ({language}) and not marked, so it is read out as if it were the page’s."
    )
    values = (("text", shown), ("language", own_name(passage.language)))
    written = f"[{words if len(words) <= _LONGEST else shown}]{{lang={passage.language}}}"
    return Note(text.location, template, values, written, None if passage.is_certain else "review")


def _names(terms: Termbase) -> tuple[str, ...]:
    """The names of the termbase that are foreign, or the same in all languages; the longest first."""
    names = [term.term for term in terms if term.language or term.same]
    return tuple(sorted(names, key=len, reverse=True))


def _own_texts(parts: Sequence[InlinePart]) -> Iterator[str]:
    """What stands in a text as in the page's language: without what is marked, titles and code; then its links by themselves."""
    whole = _unmarked_words(parts)
    titles = frozenset() if len(_unmarked_words(parts, _TITLES).split()) < 3 else _TITLES
    yield _unmarked_words(parts, titles) if titles else whole
    for part in parts:
        if isinstance(part, Link) and " lang=" not in part.attributes:
            words = said(part)
            if (
                words.count(" ") >= LEAST - 1
                and len(words) < len(whole.strip())
                and " lang=" not in "".join(inner for inner in part.parts if isinstance(inner, str))
            ):
                yield words


def _unmarked_words(parts: Iterable[InlinePart], left_out: frozenset[str] = frozenset()) -> str:
    """The words in `parts` but for those in elements that say their language, those in `left_out`, and code."""
    words: list[str] = []
    inside = ""
    depth = 0
    for part in parts:
        if isinstance(part, Link):
            if not inside:
                words.append(OBJECT if " lang=" in part.attributes else _unmarked_words(part.parts, left_out))
            continue
        for piece in _TAG.split(part) if isinstance(part, str) else ():
            tag = _NAME.match(piece)
            if tag is None:
                words.append("" if inside else unescape(piece))
            elif inside:
                depth += (tag[1] == inside) * (-1 if piece.startswith("</") else 1)
                inside = inside if depth else ""
            elif tag[1] == "br":
                words.append("\n")
            elif not piece.startswith("</") and (" lang=" in piece or tag[1] in left_out or tag[1] in _NO_WORDS):
                inside, depth = tag[1], 1
                words.append(OBJECT)
    return "".join(words)


# --- what is marked wrongly ----------------------------------------------------------------------------


def _mistaken_passages(document: Document, scope: Scope) -> Iterator[Note]:
    """What elements of raw HTML mark wrongly."""
    texts = {id(text.inline): text for text in scope.subjects.texts}
    for part, language in zip(document.parts, around(document.parts), strict=True):
        text = texts.get(id(part.inline)) if language and isinstance(part, Run) else None
        if text is not None:
            yield from _is_mistaken(text.inline.prose, language, text)


def _is_mistaken(words: str, marked: str, text: Text) -> Iterator[Note]:
    found = mistaken(words, marked)
    if found:
        template = "“{text}” is marked as {marked}, but seems to be in another language ({language})."
        values = (("text", excerpt(words)), ("marked", own_name(marked)), ("language", own_name(found)))
        yield Note(text.location, template, values)


def _marked_words(parts: Iterable[InlinePart]) -> Iterator[tuple[str, str]]:
    """What is marked as another language in `parts`: language and words."""
    for part in parts:
        if isinstance(part, Link):
            found = _LANG.search(part.attributes)
            if found:
                yield found[1], said(part)
            else:
                yield from _marked_words(part.parts)
        elif isinstance(part, str) and " lang=" in part:
            yield from _spans(part)


_SPAN = expression(r'<(\w+)\b[^<>]*\slang="([^"]*)"[^<>]*>(.*?)</\1>', re.DOTALL)


def _spans(html: str) -> Iterator[tuple[str, str]]:
    for span in _SPAN.finditer(html):
        yield span[2], unescape(_TAG.sub("", span[3]))


# --- links ---------------------------------------------------------------------------------------------

_TAGGED = expression(
    r"[/._=-](?:en|sv|eng|swe|english|svenska|swedish|engelska)(?:[-_][a-zA-Z]{2})?(?:[/.?&#_-]|$)|^https?://\w\w\.",
    re.IGNORECASE,
)
"""A quick look at an address: whether anything in it may name a language."""
_IN_PATH = expression(r"/(?:[a-z]{2}/)?(en|sv|english|svenska)(?:[-_][a-z]{2})?(?:/|$)", re.IGNORECASE)
_IN_QUERY = expression(r"(?:^|&)(?:lang|language|locale|hl|sprak)=(en|sv)\b", re.IGNORECASE)
_IN_NAME = expression(
    r"[._-](en|sv|eng|swe|english|svenska|swedish|engelska)\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|epub|csv|zip)$",
    re.IGNORECASE,
)
_TAGS = {"eng": "en", "english": "en", "engelska": "en", "swe": "sv", "swedish": "sv", "svenska": "sv"}
_WIKI = expression(r"(\w\w)\.(?:m\.)?wikipedia\.org")


def _links(_document: Document, scope: Scope) -> Iterator[Note]:
    for linked in scope.subjects.links:
        href = linked.link.href
        if not _TAGGED.search(href) or "hreflang=" in linked.link.attributes:
            continue
        language = _leads_to(linked, scope)
        if not language or language == base(scope.language) or _is_told(linked, language, scope.language):
            continue
        name, words = language_name(language, scope.language), said(linked.link)
        template = "“{words}” leads to something in another language ({language}) and does not say so."
        better = f"[{words} ({name})]({href})" if scope.translated else f"[{words}]({href}){{hreflang={language}}}"
        yield Note(linked.location, template, (("words", excerpt(words)), ("language", own_name(language))), better)


def _leads_to(linked: Linked, scope: Scope) -> str:
    """The language of what a link leads to, as its address says it; empty where it does not."""
    href = linked.link.href
    target = scope.resolve(href, linked.page)
    if target.kind == "asset" or (target.kind == "external" and not href.startswith("//") and "://" not in href):
        found = _IN_NAME.search(unquote(href.partition("?")[0].partition("#")[0]))
    elif target.kind == "external":
        parts = urlsplit(href)
        host = _WIKI.fullmatch(parts.netloc.lower())
        found = host or _IN_NAME.search(parts.path) or _IN_PATH.match(parts.path) or _IN_QUERY.search(parts.query)
    else:
        return ""
    return base(_TAGS.get(found[1].lower(), found[1].lower())) if found else ""


def _is_told(linked: Linked, language: str, own: str) -> bool:
    """Whether the words of a link, or those around it, tell its language: by its name, a mark, or by being in it."""
    link = linked.link
    inner = "".join(part for part in link.parts if isinstance(part, str))
    if " lang=" in link.attributes or " lang=" in inner:
        return True
    words = said(link)
    around_it = f"{words} {linked.segment.inline.prose if linked.segment is not None and not linked.catalogue else ''}".casefold()
    if linked.catalogue is not None and linked.segment is not None:
        message = linked.catalogue.find(linked.segment.context, linked.segment.id)
        around_it += message.strings[0].casefold() if message is not None else ""
    names = (language_name(language, own), own_name(language))
    if any(name.casefold()[:6] in around_it for name in names):
        return True
    little = telling_of(base(own), language)
    return bool(little.intersection(words.lower().split()))


RULES = (
    Rule(
        "language-unmarked",
        "Document",
        "warning",
        ("WCAG 2.2, 3.1.2 Language of Parts", "W3C, Technique H58"),
        "A screen reader reads a page with the voice of its language. A passage in another language becomes noise, unless it is marked: `[A whole sentence]{lang=en}`. "
        "Looked at are passages of seven words and more, also quotations and the words of links, and whether what is marked is in the language that the mark says. "
        "Names need no mark, nor do titles in italics and references to books. A name that comes often is marked everywhere by an entry with `lang` in `source/terms.toml`.",
        (
            "Vi säger ofta så. [This is how we work with people who want to change things.]{lang=en}",
            "Kommunen deltar i nätverket Social Innovation in Rural Areas tillsammans med sju andra kommuner.",
            "Mulgan, G. (2006). The process of social innovation and how it works in the cities.",
            '<div lang="en">\n\nThis is how we work with people who want to change things.\n\n</div>',
            "Läs *The State of Social Innovation in the North and what comes next* av vår kollega.",
        ),
        (
            "Vi säger ofta så. This is how we work with people who want to change things.",
            "Hon sade: ”There is no single answer to the question of how change happens.”",
            "[Vi måste ändra hur vi tänker om våra städer och människorna i dem.]{lang=en}",
            '<p lang="uk">This is how we work with people who want to change things.</p>',
            "تشرح هذه الصفحة كيف نساعد الأشخاص الذين يريدون تغيير الأشياء.",
        ),
        _unmarked,
    ),
    Rule(
        "link-language",
        "Document",
        "review",
        ("WCAG 2.2, 2.4.4 Link Purpose (In Context)", "W3C, Technique G91"),
        "Who follows a link to a page that they cannot read has to find the way back. Say it before: `[Annual report](https://example.org/en/report){hreflang=en}` is shown as “Annual report (in English)”, in the language of the page. "
        "To pages of this site that are not translated the site says it by itself. Said where the address names a language: `/en/`, `?lang=en`, `rapport.en.pdf`.",
        (
            "Läs [årsrapporten](https://a.example/en/report){hreflang=en}.",
            "Läs [årsrapporten (på engelska)](https://a.example/en/report).",
            "Läs [årsrapporten](https://a.example/sv/rapport) och [den](https://a.example/rapport).",
            'Läs [rapporten](https://a.example/sv/r).\n%%% en\nmsgid "Läs [rapporten](https://a.example/sv/r)."\nmsgstr "Read [the report (in Swedish)](https://a.example/sv/r)."\n',
        ),
        (
            "Läs [årsrapporten](https://a.example/en/report).",
            "Läs [årsrapporten](https://a.example/report_eng.pdf).",
            'Läs [rapporten](https://a.example/sv/r).\n%%% en\nmsgid "Läs [rapporten](https://a.example/sv/r)."\nmsgstr "Read [the report](https://a.example/sv/r)."\n',
        ),
        _links,
    ),
)
