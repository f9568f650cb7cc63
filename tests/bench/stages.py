"""What each stage costs for one page: `pytest tests/bench/stages.py --benchmark-sort=mean`.

A page of the generated corpus, in English where a stage has a translation. A whole build, with its reading and writing, is
in `build.py`.
"""

from __future__ import annotations

from functools import cache

import corpus
import pytest

from pipeline import checks, prose
from pipeline.catalogue import guard, serialise
from pipeline.catalogue import parse as parse_catalogue
from pipeline.extract import template
from pipeline.markdown import localise, parse, to_html
from pipeline.merge import merge
from pipeline.model import Catalogue, Document
from pipeline.readability import score
from pipeline.web.html import press

TEXT, ENGLISH = corpus.page(3, 1000)
PATH = "avsnitt-4/sida-3.md"


@cache
def swedish() -> Document:
    """The page."""
    return parse(TEXT, PATH)


@cache
def catalogue() -> Catalogue:
    """Its catalogue."""
    messages = [m._replace(strings=(ENGLISH[m.id],)) for m in template([swedish()])]
    return Catalogue(tuple(messages), corpus.HEADER)


@cache
def document(language: str) -> Document:
    """The page in a language."""
    return swedish() if language == "sv" else localise(swedish(), catalogue(), language)


def test_parse(benchmark):
    assert benchmark(parse, TEXT, PATH).segments


def test_extract(benchmark):
    assert benchmark(template, [swedish()]).messages


def test_read_a_catalogue(benchmark):
    assert benchmark(parse_catalogue, serialise(catalogue())) is not None


def test_write_a_catalogue(benchmark):
    assert benchmark(serialise, catalogue(), catalogue())


def test_merge(benchmark):
    assert benchmark(merge, template([swedish()]), catalogue()).messages


def test_guard(benchmark):
    benchmark(guard, catalogue(), catalogue())


def test_localise(benchmark):
    assert benchmark(localise, swedish(), catalogue(), "en").language == "en"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_words_and_sentences(benchmark, language: str):
    blocks = checks.blocks_of(document(language))
    assert benchmark(prose.read, blocks, language).counts.words > 300


@pytest.mark.parametrize("language", ["sv", "en"])
def test_score(benchmark, language: str):
    counts = prose.read(checks.blocks_of(document(language)), language).counts
    assert benchmark(score, counts, language).lix


@pytest.mark.parametrize("language", ["sv", "en"])
def test_all_rules(benchmark, language: str):
    counts = prose.read(checks.blocks_of(document(language)), language).counts
    scope = checks.Scope(
        language,
        language != "sv",
        measure=score(counts, language),
        source=score(prose.read(checks.blocks_of(swedish()), "sv").counts, "sv"),
        longest=counts.longest,
        vocabulary=counts.vocabulary,
    )
    benchmark(checks.examine, document(language), scope, catalogue() if language != "sv" else None)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_press(benchmark, language: str):
    assert benchmark(press, document(language).parts)


def test_body(benchmark):
    assert benchmark(to_html, swedish()).startswith("<p>")
