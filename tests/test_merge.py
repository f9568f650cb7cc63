"""Merging: what a translator meets after an update (`data/catalogue/merge.txt`), and what never happens to any catalogue.

The GNU programs come with the package `gettext`; see `gnu.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from catalogues import ANY, CALLS_A_PROGRAM, DATA, cases, catalogues, messages
from gnu import HEADER, compiles, gnu
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from pipeline.catalogue import guard, parse, serialise
from pipeline.merge import ASIDE, SIMILAR, merge
from pipeline.model import Catalogue, Message
from pipeline.translation.likeness import Sources

OWN = Path(__file__).parent.parent / "locales/en/LC_MESSAGES"

# Few texts, so that keys meet, duplicates arise and some are similar.
IDS = st.sampled_from(
    [
        "Vi lyssnar på många",
        "Vi lysnar på många",
        "Vi lyssnar",
        "Hej",
        "Hejdå",
        "sida",
        "مرحبا",
        "a",
        "[a](a.md)",
        "[a](b.md)",
    ]
)
TRANSLATIONS = st.sampled_from(["", "", "We listen", "Hi", "Bye", "page", "a\\b", "أهلا", "[z](a.md)"])
ENTRIES = messages(IDS, TRANSLATIONS).map(
    lambda m: m._replace(context=m.context if m.context in (None, "", "title", "alt", ASIDE) else None)
)
TEMPLATES = catalogues(
    ENTRIES.map(lambda m: m._replace(strings=("",) if m.plural is None else ("", ""), obsolete=False, comments=()))
).map(lambda c: replace(c, messages=tuple({m.key: m for m in c}.values())))
OLD = catalogues(ENTRIES)


def read(text: str) -> Catalogue:
    return parse(text.encode())


def with_header(catalogue: Catalogue) -> Catalogue:
    """`catalogue` with what gettext wants of a header."""
    return replace(catalogue, header=tuple((dict(HEADER) | dict(catalogue.header)).items()))


@pytest.mark.parametrize("title, template, old, expected", cases("merge.txt"), ids=lambda value: value[:60])
def test_what_a_translator_meets(title: str, template: str, old: str, expected: str) -> None:
    result = merge(read(template), read(old))
    assert serialise(result).decode() == expected
    guard(read(old), result)
    assert serialise(merge(read(template), result)).decode() == expected
    assert compiles(serialise(with_header(result)))


@pytest.mark.parametrize("title, template, old, expected", cases("merge.txt"), ids=lambda value: value[:60])
def test_msgmerge_has_the_same_live_and_obsolete_messages(
    title: str, template: str, old: str, expected: str, tmp_path
) -> None:
    """Over our own result, where there is nothing left to decide."""
    ours = with_header(merge(read(template), read(old)))
    (tmp_path / "x.pot").write_bytes(serialise(with_header(read(template))))
    (tmp_path / "x.po").write_bytes(serialise(ours))
    theirs = parse(gnu("msgmerge", "--previous", "-q", tmp_path / "x.po", tmp_path / "x.pot"))

    def found(catalogue: Catalogue) -> Counter:
        return Counter((m.key, m.strings, m.previous, m.fuzzy, m.obsolete) for m in catalogue if m.id)

    assert found(theirs) == found(ours)


def test_keep_translations_is_for_a_corrected_slip() -> None:
    template, old = (
        read('msgid "Vi lyssnar på många."\nmsgstr ""\n'),
        read('msgid "Vi lysnar på många."\nmsgstr "We listen."\n'),
    )
    assert merge(template, old, keep_translations=True).messages == (
        Message("Vi lyssnar på många.", ("We listen.",), line=1),
    )
    assert merge(template, old, keep_translations=True, fuzzy=False).messages[0].translated


def test_without_fuzzy_a_similar_text_is_a_new_one() -> None:
    template, old = (
        read('msgid "Vi lyssnar på många."\nmsgstr ""\n'),
        read('msgid "Vi lysnar på många."\nmsgstr "We listen."\n'),
    )
    live, buried = merge(template, old, fuzzy=False).messages
    assert (live.strings, live.fuzzy) == (("",), False)
    assert (buried.strings, buried.obsolete) == (("We listen.",), True)


def test_a_plural_that_becomes_a_text_is_reviewed_even_where_translations_are_kept() -> None:
    template, old = read('msgid "a"\nmsgstr ""\n'), read('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "A"\nmsgstr[1] "A"\n')
    [message] = merge(template, old, keep_translations=True).messages
    assert message.fuzzy


def test_a_heading_that_becomes_a_title_is_no_markdown_any_more() -> None:
    template = read('#, no-python-format\nmsgctxt "title"\nmsgid "Hej"\nmsgstr ""\n')
    old = read('#, md-text, max-length:80, no-python-format\nmsgid "Hej"\nmsgstr "Hello"\n')
    [message] = merge(template, old).messages
    assert message.flags == ("fuzzy", "no-python-format", "max-length:80")


@pytest.mark.parametrize(
    ("template", "old", "flags"),
    [
        ("#, safe-html, no-python-format", "#, md-text, no-python-format", ("safe-html", "no-python-format")),
        ("#, python-brace-format", "#, python-format, priority:2", ("python-brace-format", "priority:2")),
        ("#.", "#, c-format, range: 0..6, no-wrap, max-length:80", ("max-length:80",)),
        ("#, range: 1..9", "#, range: 0..6", ("range: 1..9",)),
    ],
)
def test_what_a_text_is_made_of_the_template_says(template: str, old: str, flags: tuple[str, ...]) -> None:
    """As to msgmerge: a flag of the text that stood there before is wrong about this one."""
    before = read(f'{old}\nmsgid "Hej"\nmsgstr "Hello"\n')
    after = merge(read(f'{template}\nmsgid "Hej"\nmsgstr ""\n'), before)
    assert after.messages[0].flags == flags
    guard(before, after)


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        ("Vi lysnar på alla som ringer.", "Vi lyssnar på alla som ringer.", True),
        ("Öppettider sommaren 2025", "Öppettider sommaren 2026", False),
        ("Du får inte ta med hund till parken.", "Du får ta med hund till parken.", False),
    ],
)
def test_what_counts_as_a_slip(before: str, now: str, kept: bool) -> None:
    template, old = read(f'msgid "{now}"\nmsgstr ""\n'), read(f'msgid "{before}"\nmsgstr "T"\n')
    message = merge(template, old, keep_translations=True).messages[0]
    assert (message.strings, message.fuzzy) == (("T",), not kept)


def test_removing_a_page_that_nobody_translated_is_no_loss() -> None:
    old = read('#, md-text, no-python-format\nmsgid "Aldrig översatt"\nmsgstr ""\n')
    new = merge(Catalogue(), old)
    assert new.messages == ()
    guard(old, new)


@ANY
@given(TEMPLATES, OLD, st.booleans(), st.booleans())
def test_what_holds_of_any_merge(template: Catalogue, old: Catalogue, fuzzy: bool, keep: bool) -> None:
    """All of it asked of the same catalogues: to make these up takes longer than to merge them."""
    new = merge(template, old, fuzzy=fuzzy, keep_translations=keep)
    nothing_is_lost(old, new)
    merging_again_changes_no_byte(template, new, fuzzy=fuzzy, keep=keep)
    each_key_is_there_once_and_the_live_ones_are_the_template(template, new)
    if not keep:
        no_reviewed_translation_comes_from_another_context(old, new)
    what_had_a_translation_has_one(old, new)


def nothing_is_lost(old: Catalogue, new: Catalogue) -> None:
    """Counted here anew, not by the guard: as the design has it, key by key."""

    def pieces(catalogue: Catalogue) -> Counter:
        by_key: dict[tuple, set] = {}
        for m in catalogue:
            found = by_key.setdefault(m.key, set())
            found.update(("string", s) for s in m.strings if s)
            found.update(("comment", c) for c in m.comments if c)
            found.update(("previous", p) for p in m.previous if p)
            if any(m.strings):
                formats = ("python-format", "no-python-format", "md-text", "safe-html", "range: 0..10")
                found.update(("flag", f) for f in m.flags if f not in ("fuzzy", *formats))
        return Counter(piece for found in by_key.values() for piece in found)

    assert not pieces(old) - pieces(new)
    assert (new.header, new.comments, new.trailing, new.charset) == (
        old.header,
        old.comments,
        old.trailing,
        old.charset,
    )
    guard(old, new)


def merging_again_changes_no_byte(template: Catalogue, new: Catalogue, *, fuzzy: bool, keep: bool) -> None:
    once = serialise(new)
    assert serialise(merge(template, parse(once), fuzzy=fuzzy, keep_translations=keep)) == once


def each_key_is_there_once_and_the_live_ones_are_the_template(template: Catalogue, new: Catalogue) -> None:
    assert len({m.key for m in new}) == len(new)
    live = [m for m in new if not m.obsolete]
    assert [(m.key, m.plural, m.references, m.extracted) for m in live] == [
        (m.key, m.plural, m.references, m.extracted) for m in template
    ]
    assert all(m.obsolete for m in new.messages[len(live) :])


def no_reviewed_translation_comes_from_another_context(old: Catalogue, new: Catalogue) -> None:
    by_context: dict[str | None, set[str]] = {}
    for message in old:
        by_context.setdefault(message.context, set()).update(message.strings)
    for message in new:
        if not (message.obsolete or message.fuzzy):
            assert {s for s in message.strings if s} <= by_context.get(message.context, set())


def what_had_a_translation_has_one(old: Catalogue, new: Catalogue) -> None:
    for message in old:
        found = new.find(*message.key)
        if found and any(message.strings):
            assert any(found.strings)


@CALLS_A_PROGRAM
@given(TEMPLATES, OLD)
def test_msgfmt_takes_the_result_of_any_merge(template: Catalogue, old: Catalogue) -> None:
    def sound(m: Message) -> Message:
        """With as many forms as the header says, and flags and texts that msgfmt has nothing against."""
        strings = m.strings if m.plural is None else (m.strings * 2)[:2]
        return m._replace(strings=strings, flags=("fuzzy",) if m.fuzzy else (), comments=(), extracted=(), previous=())

    def all_sound(catalogue: Catalogue) -> Catalogue:
        found = tuple(sound(m)._replace(previous=(None, None, None)) for m in catalogue)
        return replace(catalogue, messages=found, header=HEADER, trailing=(), comments=())

    assert compiles(serialise(merge(all_sound(template), all_sound(old))))


def test_a_real_catalogue_against_its_own_messages_is_as_it_was() -> None:
    data = (DATA / "om-oss.po").read_bytes()
    old = parse(data)
    template = Catalogue(tuple(m._replace(strings=("",) * len(m.strings)) for m in old if not m.obsolete))
    assert serialise(merge(template, old)) == data


@pytest.mark.parametrize("name", sorted(path.name for path in OWN.glob("*.po")))
def test_msgmerge_decides_alike_about_our_own_catalogues(name: str, tmp_path: Path) -> None:
    """Texts reworded, deleted and added: the same are kept; what is fuzzy differs only where a text is hardly similar."""
    old = parse((OWN / name).read_bytes())
    template = Catalogue(tuple(edited([m for m in old if not m.obsolete])), old.header)
    (tmp_path / "x.pot").write_bytes(serialise(template))
    (tmp_path / "x.po").write_bytes(serialise(old))
    ours = merge(template, old)
    theirs = parse(gnu("msgmerge", "--previous", "-q", tmp_path / "x.po", tmp_path / "x.pot"))

    def reviewed(catalogue: Catalogue) -> set:
        return {(m.key, m.strings) for m in catalogue if not m.obsolete and m.translated}

    def fuzzy(catalogue: Catalogue) -> set:
        return {(m.key, m.strings, m.previous) for m in catalogue if not m.obsolete and m.fuzzy}

    assert reviewed(ours) == reviewed(theirs)
    differing = fuzzy(ours) ^ fuzzy(theirs)
    assert all(abs(ratio(key[1], previous[1] or "") - SIMILAR) < 30 for key, _, previous in differing)
    assert len(differing) <= max(1, len(fuzzy(ours)) // 20)


def edited(messages: list[Message]) -> Iterator[Message]:
    """The messages of a template: most as they were, some reworded, some gone, one new."""
    for number, message in enumerate(messages):
        empty = message._replace(strings=("",) * len(message.strings), comments=())
        if number % 11 == 3:
            continue
        words = message.id.split()
        if number % 5 == 1 and len(words) > 3:
            words[len(words) // 2] = "helt nytt"
        yield empty._replace(id=" ".join(words)) if number % 5 == 1 else empty
    yield Message("En alldeles ny text som inte liknar någonting.")


def test_long_texts_are_compared_with_the_likeliest_alone() -> None:
    """Of texts of 15,000 characters each finds its own, in a time that a few comparisons take."""
    texts = [
        " ".join(f"ord{(number * 7919 + place * place) % 5000:x}" for place in range(2000)) for number in range(40)
    ]
    found = Sources(texts)
    assert [found.most_like(f"{text} till", SIMILAR, 1) for text in texts] == [
        [(text, ratio(text, f"{text} till"))] for text in texts
    ]
    assert len(found._likely(texts[0], range(40))) < 10
