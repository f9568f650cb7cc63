"""Filling empty messages: what is protected, what is refused, and that nothing that is there is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything, pages

from pipeline.catalogue import guard, parse, serialise
from pipeline.errors import AnswerError, ConfigError, EngineError
from pipeline.markdown import parse as parse_page
from pipeline.markdown import parse_inline, translated
from pipeline.model import Catalogue, Message, Phrase, Reference, Segment
from pipeline.terms import Term, Termbase
from pipeline.translate import PATIENCE, Brief, Step, Text, applied, fill, steps
from pipeline.translation.literals import literals
from pipeline.translation.memory import Memory, Unit
from pipeline.translation.pieces import pieces
from pipeline.translation.protect import BRACKETS, XML, Form, Protected, protect

TERMS = Termbase(
    (
        Term("testbädd", {"en": "test bed"}),
        Term("årskonferensen", {"en": "the annual conference"}),
        Term("Mötesplats Social Innovation", abbreviation="MSI", same=True),
        Term("okänd", {"de": "unbekannt"}),
    )
)
NOTES = (Reference("1", None), Reference("ref", "sida.md", "Titel"))
LITERALS = literals(TERMS, "sv", "en")


def protected(text: str, role: str = "paragraph") -> Protected:
    return protect(Segment(None, text, role, 1, 1, parse_inline(text, NOTES), "", NOTES), LITERALS, "en")


# --- what an engine is shown ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "brackets", "xml"),
    [
        ("Hej där", "Hej där", "Hej där"),
        ("Läs [om *oss*](om.md).", "Läs [[1]]om [[2]]oss[[/2]][[/1]].", 'Läs <g id="1">om <g id="2">oss</g></g>.'),
        ("[Läs mer](om.md)", "Läs mer", "Läs mer"),
        ("**[Läs mer](om.md)**", "Läs mer", "Läs mer"),
        ("*a* och *b*", "[[1]]a[[/1]] och [[2]]b[[/2]]", '<g id="1">a</g> och <g id="2">b</g>'),
        ("Se ![Ett träd](t.jpg) här", "Se [[1]]Ett träd[[/1]] här", 'Se <g id="1">Ett träd</g> här'),
        ("Se ![](t.jpg) här", "Se [[1]] här", 'Se <x id="1"/> här'),
        ("Kör `make` nu[^1]", "Kör [[1]] nu[[2]]", 'Kör <x id="1"/> nu<x id="2"/>'),
        ("Rad\\\nrad", "Rad[[1]]rad", 'Rad<x id="1"/>rad'),
        ("Ett <b>fett</b> <br> ord", "Ett [[1]]fett[[/1]] [[2]] ord", 'Ett <g id="1">fett</g> <x id="2"/> ord'),
        ("Se [ref] och [mer][ref]", "Se [[1]]ref[[/1]] och [[2]]mer[[/2]]", 'Se <g id="1">ref</g> och <g id="2">mer</g>'),
        ("Se <https://exempel.se> nu", "Se [[1]] nu", 'Se <x id="1"/> nu'),
        ("Se https://exempel.se/a. Nu", "Se [[1]]. Nu", 'Se <n id="1">https://exempel.se/a</n>. Nu'),
        ("Skriv till a@exempel.se", "Skriv till [[1]]", 'Skriv till <n id="1">a@exempel.se</n>'),
        ("Hej %(namn)s och {antal}", "Hej [[1]] och [[2]]", 'Hej <n id="1">%(namn)s</n> och <n id="2">{antal}</n>'),
        ("Ett [ord]{.lead} här", "Ett [[1]]ord[[/1]] här", 'Ett <g id="1">ord</g> här'),
        ("I [Living labs]{lang=en} nu", "I [[1]] nu", 'I <n id="1">Living labs</n> nu'),
        ("I [Région]{lang=fr} nu", "I [[1]] nu", 'I <n id="1">Région</n> nu'),
        ("Kostar 12 000 kr, 3,5 %", "Kostar [[1]] kr, [[2]] %", 'Kostar <n id="1">12,000</n> kr, <n id="2">3.5</n> %'),
        ("Ring 040-628 04 00", "Ring [[1]]", 'Ring <n id="1">040-628 04 00</n>'),
        ("Testbädd hos MSI", "[[1]] hos [[2]]", '<n id="1">Test bed</n> hos <n id="2">MSI</n>'),
        ("testbädden är okänd", "testbädden är okänd", "testbädden är okänd"),
        ("Ät \\*allt\\* &amp; mer", "Ät [[1]]allt[[2]] [[3]] mer", 'Ät <x id="1"/>allt<x id="2"/> <n id="3">&amp;</n> mer'),
        ("a < b", "a < b", "a &lt; b"),
        ("Se [[1]] här", "Se [[1]] här", 'Se <n id="1">[[1]]</n> här'),
        ("  Hej  ", "Hej", "Hej"),
    ],
)  # fmt: skip
def test_what_an_engine_is_shown(text: str, brackets: str, xml: str) -> None:
    found = protected(text)
    assert (found.outgoing(BRACKETS), found.outgoing(XML)) == (brackets, xml)


@pytest.mark.parametrize(
    ("role", "text", "shown"),
    [
        ("alt", "Ett *träd* 2026", "Ett *träd* [[1]]"),
        ("html", 'Ring <a href="x">oss</a>&nbsp;nu', "Ring [[1]]oss[[/1]][[2]]nu"),
        ("html", "Ring <b>oss<i></b> nu<!-- x -->", "Ring [[1]]oss[[2]][[/1]] nu[[3]]"),
        ("field", "%(n)s av %(m)s klara\nrader", "[[1]] av [[2]] klara[[3]]rader"),
    ],
)
def test_what_an_engine_is_shown_of_other_texts(role: str, text: str, shown: str) -> None:
    assert protected(text, role).outgoing(BRACKETS) == shown


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("[Living labs]{lang=en}", "Living labs"),
        ("[La 27e Région]{lang=fr}", "[La 27e Région]{lang=fr}"),
        ("**Testbädd** 1 000", "**Test bed** 1,000"),
        ("[`make`](x)", "[`make`](x)"),
        ("2016–2018.", "2016–2018."),
        ("Hej", None),
    ],
)
def test_what_needs_no_engine(text: str, settled: str | None) -> None:
    assert protected(text).settled == settled


# --- what comes back ------------------------------------------------------------------------------

SOURCE = "Läs [om oss](om.md)[^1] före 2026, testbädd."


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("Read [[1]]about us[[/1]][[2]] before [[3]], [[4]].", "Read [about us](om.md)[^1] before 2026, test bed."),
        ("Read [[1]] about us [[/1]] [[2]] by [[ 3 ]], [[4]].", "Read [about us](om.md)[^1] by 2026, test bed."),
        ("[[4]], [[3]]:\n read[[1]] about us[[/1]][[2]]", "test bed, 2026: read [about us](om.md)[^1]"),
        ("Read about us[[2]] before [[3]], [[4]].", "the link to “om.md” is missing in the answer"),
        ("Read [[1]]about us[[2]] before [[3]], [[4]].", "the link to “om.md” is missing in the answer"),
        ("Read [[1]]about us[[/1]][[2]] before, [[4]].", "“2026” is missing in the answer"),
        ("Read [[1]]a[[/1]][[2]] [[3]] [[3]], [[4]].", "there is a mark in the answer that the source does not have, or twice"),
        ("Read [[1]]a[[/1]][[2]] [[3]] [[9]], [[4]].", "there is a mark in the answer that the source does not have, or twice"),
        ("Read [[/1]]about us[[1]][[2]] [[3]], [[4]].", "the marks of the answer are in a wrong order"),
        ("Read [[1]]a[[/1]][[2]] [[3]], [[4]] [[x.", "there is a spoiled mark in the answer"),
        ("Read [[1]]a[[/1]][[2]] [[3]], [[4]] 7.", "the number 7 in the answer is not in the source"),
        ("Read *it* [[1]]a[[/1]][[2]] [[3]], [[4]].", "the markup of the answer differs from the source"),
        ("Read `it` [[1]]a[[/1]][[2]] [[3]], [[4]].", "the markup of the answer differs from the source"),
        ("Read <b>it [[1]]a[[/1]][[2]] [[3]], [[4]].", "there is a mark in the answer that the source does not have, or twice"),
        ("Read [it](x) [[1]]a[[/1]][[2]] [[3]], [[4]].", "the markup of the answer differs from the source"),
        ("Read\x07 [[1]]a[[/1]][[2]] [[3]], [[4]].", "there are characters in the answer that no text can have"),
        ("Read\ud800 [[1]]a[[/1]][[2]] [[3]], [[4]].", "there are characters in the answer that no text can have"),
        ("Read\ufffe [[1]]a[[/1]][[2]] [[3]], [[4]].", "there are characters in the answer that no text can have"),
        ("Read\x85[[1]]a[[/1]][[2]]\x1c[[3]], [[4]].", "Read [a](om.md)[^1] 2026, test bed."),
        ("", "the answer is empty"),
        (" \n ", "the answer is empty"),
        ("[[1]][[/1]][[2]][[3]][[4]]", "the answer is empty"),
        ("la " * 300 + "[[1]]a[[/1]][[2]] [[3]], [[4]]", "the answer is much longer than the source"),
    ],
)  # fmt: skip
def test_an_answer_is_put_together_or_refused(answer: str, result: str) -> None:
    assert str(protected(SOURCE).restored(answer, BRACKETS)) == result


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Läs [om oss](om.md) nu", "the link to “om.md”"),
        ("Läs [om oss](<om oss.md> 'Om') nu", "the link to “om”"),
        ("Läs [om oss][ref] nu", "the link to “ref”"),
        ("Läs [om *oss*](om.md){.knapp} nu", "the link to “om.md”"),
        ("Läs <https://exempel.se/a> nu", "“<https://exempel.se/a>”"),
        ("Läs https://exempel.se/a nu", "“https://exempel.se/a”"),
        ("Se ![Ett träd](t.jpg) här", "the picture “t.jpg”"),
        ("Se ![](t.jpg) här", "the picture “t.jpg”"),
        ("Läs *oss* nu", "the emphasis *…*"),
        ("Läs **oss** nu", "the emphasis **…**"),
        ("Läs ~~oss~~ nu", "“~~…~~”"),
        ("Läs [oss]{.lead} nu", "“[…]{.lead}”"),
        ("Läs <b>oss</b> nu", "the tag <b>"),
        ("Läs <br> nu", "the tag <br>"),
        ("Kör `make` nu", "the code `make`"),
        ("Läs[^1] nu", "the footnote [^1]"),
        ("Läs\\\nnu", "a line break"),
        ("Läs 2026 nu", "“2026”"),
        ("Läs testbädd nu", "“test bed”"),
    ],
)
def test_what_is_missing_is_said_in_words(text: str, missing: str) -> None:
    assert str(protected(text).restored("Read it", BRACKETS)) == f"{missing} is missing in the answer"


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (
            'Read <g id="1">about us</g><x id="2"/> &amp; by <n id="3">2026</n>, <n id="4">test bed</n>.',
            "Read [about us](om.md)[^1] & by 2026, test bed.",
        ),
        (
            'Read <g id="1"> about us </g> <x id="2"></x> by <n id="3"/>, <n id="4">testbädd</n>.',
            "Read [about us](om.md)[^1] by 2026, test bed.",
        ),
        (
            'Read <g id="1">about <b>us</b></g><x id="2"/><n id="3"/><n id="4"/>',
            "there is a spoiled mark in the answer",
        ),
        ('Read <g id="1">about us<x id="2"/><n id="3"/><n id="4"/>', "the link to “om.md” is missing in the answer"),
        ('Read about us</g><x id="2"/><n id="3"/><n id="4"/>', "the link to “om.md” is missing in the answer"),
    ],
)
def test_an_answer_with_tags(answer: str, result: str) -> None:
    assert str(protected(SOURCE).restored(answer, XML)) == result


def test_html_is_escaped_where_it_is_html() -> None:
    assert protected("Ring <b>oss</b>", "html").restored("A & B [[1]]us[[/1]]", BRACKETS) == "A &amp; B <b>us</b>"


@pytest.mark.parametrize("form", [BRACKETS, XML])
@given(page=pages(), data=st.data())
def test_any_text_goes_out_and_comes_back(form: Form, page: str, data: st.DataObject) -> None:
    """An engine that changes nothing changes nothing; one that does anything is refused or keeps the markup."""
    taken = literals(Termbase(), "sv", "xx")
    for segment in parse_page(page).segments:
        text = "".join(piece.text for piece in pieces(segment, taken, "xx"))
        shown = translated(segment, text)
        assert shown.text == segment.inline.text
        found = protect(segment, taken, "xx")
        outgoing = found.outgoing(form)
        if found.settled is None:
            same = found.restored(outgoing, form)
            assert isinstance(same, str), (same, segment.id, outgoing)
            assert translated(segment, same).text.split() == segment.inline.text.split()
        cut = data.draw(st.integers(0, len(outgoing)))
        for answer in (outgoing[:cut] + outgoing[cut + 1 :], outgoing[:cut] + data.draw(anything) + outgoing[cut:]):
            result = found.restored(answer, form)
            assert result, "a text, or a reason"


# --- filling --------------------------------------------------------------------------------------


class Engine:
    """Answers with `answer`; what it was asked is in `asked`."""

    name = "prov"
    form = BRACKETS
    batch = 3
    size = 1000

    def __init__(self, answer: Callable[[Sequence[Text]], list[str]] | None = None) -> None:
        self._answer = answer or (lambda texts: [text.text.replace("Hej", "Hello") for text in texts])
        self.asked: list[list[str]] = []
        self.texts: list[Text] = []

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str]:
        self.asked.append([text.text for text in texts])
        self.texts += texts
        return self._answer(texts)


BRIEF = Brief("sv", "en", date(2026, 11, 24), terms=TERMS)
MEMORY = Memory([Unit("Hej då", "Goodbye", "a.po"), Unit("Vi ses på onsdag", "See you on Wednesday", "b.tmx", "alt")])


def message(text: str, **more: object) -> Message:
    return Message(text, flags=("md-text", "no-python-format"), extracted=("paragraph",))._replace(**more)


def filled(*messages: Message, engine: Engine | None = None, memory: Memory = MEMORY, **more) -> list[Message]:
    return list(fill(Catalogue(messages), memory, engine, BRIEF, **more))


def test_from_memory_with_percent_and_origin() -> None:
    exact, similar, none = filled(message("Hej då"), message("Vi ses på torsdag"), message("Något annat"))
    assert (exact.strings, exact.comments, exact.flags[0]) == (("Goodbye",), ("memory 100 % (a.po)",), "fuzzy")
    assert exact.previous == (None, None, None)
    assert (similar.strings, similar.comments) == (("See you on Wednesday",), ("memory 90 % (b.tmx)",))
    assert similar.previous == ("alt", "Vi ses på onsdag", None)
    assert none == message("Något annat")


def test_white_space_of_a_memory_is_that_of_the_source() -> None:
    memory = Memory([Unit("Hej du", "\r\n  Hello\r\n you\n", "a.tmx"), Unit("Rad\n", "Line", "a.tmx")])
    assert [m.strings for m in filled(message("Hej du"), Message("Rad\n"), memory=memory)] == [
        ("Hello you",),
        ("Line\n",),
    ]


def test_by_an_engine_with_its_name_and_the_day() -> None:
    (result,) = filled(message("Hej [du](x.md)", comments=("Av Anna",)), engine=Engine())
    assert result.strings == ("Hello [du](x.md)",)
    assert result.comments == ("Av Anna", "machine: prov 2026-11-24")
    assert result.fuzzy


def test_what_needs_no_engine_says_so() -> None:
    engine = Engine()
    (result,) = filled(message("**Testbädd**"), engine=engine)
    assert (result.strings, result.comments, result.fuzzy) == (("**Test bed**",), ("terms and numbers alone",), True)
    assert not engine.asked


@pytest.mark.parametrize("empty", ["[]{lang=en}", Message("En bil", plural="", strings=("", ""))])
def test_a_text_of_which_nothing_is_left_stays_empty(empty: str | Message) -> None:
    one = empty if isinstance(empty, Message) else message(empty)
    assert [found.strings for found in filled(one, message("Hej"), engine=Engine())][1] == ("Hello",)


def test_what_has_a_text_is_never_touched_nor_what_is_obsolete() -> None:
    messages = (
        message("Hej då", strings=("Bye",)),
        message("Hej då", context="a", strings=(" ",)),
        message("Hej då", context="b", strings=("Bye",), flags=("fuzzy",)),
        message("Hej då", context="c", obsolete=True),
        Message("Hej då", ("", "Byes"), "d", "Hej dån"),
    )
    assert tuple(filled(*messages, engine=Engine())) == messages


def test_plural_forms() -> None:
    plural = Message("Hej %(n)s gång", ("", ""), None, "Hej %(n)s gånger")
    (result,) = filled(plural, engine=Engine())
    assert result.strings == ("Hello %(n)s gång", "Hello %(n)s gånger")
    (result,) = filled(plural._replace(strings=("",)), engine=Engine())
    assert result.strings == ("Hello %(n)s gånger",)
    (result,) = filled(plural._replace(strings=("", "", "")), engine=Engine())
    assert result.strings == ("Hello %(n)s gång", "Hello %(n)s gånger", "Hello %(n)s gånger")
    memory = Memory([Unit("Hej %(n)s gång", "Once", "a.po"), Unit("Hej %(n)s gånger", "%(n)s times", "a.po")])
    (result,) = filled(plural, memory=memory)
    assert (result.strings, result.comments) == (("Once", "%(n)s times"), ("memory 100 % (a.po)",))


def test_a_stray_percent_sign_is_refused_where_a_template_prints_it() -> None:
    engine = Engine(lambda texts: [f"100 % {text.text}".replace("100 ", "") for text in texts])
    template = Message("Hej %(n)s")
    assert filled(template, engine=engine) == [template]
    assert filled(message("Hej du"), engine=engine, memory=Memory())[0].strings == ("% Hej du",)


def test_parts_of_addresses_are_left_to_memory() -> None:
    engine = Engine()
    assert filled(message("hej-da", context="slug"), engine=engine) == [message("hej-da", context="slug")]
    assert not engine.asked
    memory = Memory([Unit("hej-da", "goodbye", "a.po", "slug")])
    assert filled(message("hej-da", context="slug"), memory=memory)[0].strings == ("goodbye",)


def test_what_helps_an_engine() -> None:
    engine = Engine()
    page = message("Om oss", context="title", strings=("About us",), references=("source/om.md",))
    text = message("Hej testbädden", references=("source/om.md",), extracted=("heading", "Kort, tack."))
    filled(page, text, engine=engine)
    assert engine.texts == [Text("Hej testbädden", {}, "heading", "Om oss", ("Kort, tack.",), {"testbädd": "test bed"})]


def test_batches_are_as_large_as_an_engine_takes() -> None:
    engine = Engine()
    long = "Hej " + "å" * 400
    filled(*(message(f"Hej nr {c}") for c in "abcd"), message(long), message(long + "b"), engine=engine)
    assert [len(texts) for texts in engine.asked] == [3, 2, 1]


def test_a_limit_counts_what_is_filled_and_what_is_asked_for() -> None:
    engine = Engine()
    texts = [message("Hej då"), *(message(f"Hej nr {c}") for c in "abcd")]
    result = filled(*texts, engine=engine, limit=3)
    assert [any(m.strings) for m in result] == [True, True, True, False, False]
    assert len(engine.texts) == 2
    assert filled(*texts, engine=engine, limit=0) == texts


# --- faults ---------------------------------------------------------------------------------------

MESSAGES = tuple(message(f"Hej nr {c}") for c in "abcdefgh")


def failing(fault: Exception, when: Callable[[list[str]], bool]) -> Engine:
    def answer(texts: Sequence[Text]) -> list[str]:
        shown = [text.text for text in texts]
        if when(shown):
            raise fault
        return [text.replace("Hej", "Hello") for text in shown]

    return Engine(answer)


def run(engine: Engine, messages: Sequence[Message] = MESSAGES) -> tuple[Catalogue, list[Step]]:
    catalogue = Catalogue(tuple(messages))
    done = list(steps(catalogue, Memory(), engine, BRIEF))
    for step in done:
        catalogue = applied(catalogue, step.filled)
    return catalogue, done


@pytest.mark.parametrize("fault", [EngineError("no quota"), ConfigError("no key")])
def test_an_engine_that_cannot_go_on_is_not_asked_again_and_what_it_gave_stays(fault) -> None:
    engine = failing(fault, lambda texts: "Hej nr d" in texts)
    catalogue, done = run(engine)
    assert [m.strings[0] for m in catalogue] == ["Hello nr a", "Hello nr b", "Hello nr c", *[""] * 5]
    assert done[-1].failure is fault
    assert len(engine.asked) == 2
    again, _ = run(Engine(), tuple(catalogue))
    assert all(m.fuzzy for m in again)


def test_one_text_that_breaks_the_engine_does_not_cost_the_others() -> None:
    engine = failing(AnswerError("HTTP 500"), lambda texts: any("e" in t[-1] for t in texts))
    catalogue, done = run(engine)
    assert [m.id for m in catalogue if not m.strings[0]] == ["Hej nr e"]
    assert [(r.message.id, str(r.reason)) for step in done for r in step.refused] == [("Hej nr e", "HTTP 500")]


def test_an_engine_that_gives_no_usable_answer_is_given_up() -> None:
    engine = failing(AnswerError("the answer is no JSON"), lambda _: True)
    catalogue, done = run(engine)
    assert catalogue.messages == MESSAGES
    assert len(engine.asked) == PATIENCE
    assert str(done[-1].failure) == (
        "prov gave no usable answer 4 times in a row. The last time: the answer is no JSON."
    )


@pytest.mark.parametrize("answers", [[], ["a"], ["a"] * 4])
def test_a_wrong_number_of_answers_is_none(answers: list[str]) -> None:
    catalogue, _ = run(Engine(lambda texts: answers if len(texts) > 1 else [texts[0].text]))
    assert [m.strings[0] for m in catalogue] == [m.id for m in MESSAGES]


def test_refused_answers_leave_their_messages_empty() -> None:
    texts = (message("Hej [du](x.md)"), message("Hej 2026"), message("Hej alla"))
    catalogue, done = run(Engine(lambda texts: ["Hello you", "Hello [[1]]", " "]), texts)
    assert [m.strings[0] for m in catalogue] == ["", "Hello 2026", ""]
    assert catalogue.messages[0] == texts[0]
    assert [str(r.reason) for r in done[-1].refused] == [
        "the link to “x.md” is missing in the answer",
        "the answer is empty",
    ]


def test_what_somebody_wrote_meanwhile_stays() -> None:
    step = Step(tuple(filled(message("Hej då"), message("Hej då", context="alt"))))
    theirs = message("Hej då", strings=("Bye",))
    changed = Message("Hej då", ("", ""), "alt", "Hej dån")
    assert applied(Catalogue((theirs, changed)), step.filled).messages == (theirs, changed)


texts = st.sampled_from(["", "", " ", "x", "Hej då"])


@given(
    st.lists(
        st.builds(
            lambda id, string, flags, comments, previous, obsolete: Message(
                id, (string,), flags=flags, comments=comments, previous=(None, previous, None), obsolete=obsolete
            ),
            st.sampled_from(["Hej då", "Hej nu", "Hej [du](x)", "Hej 1", "Hej %(n)s"]),
            texts,
            st.sampled_from([(), ("fuzzy",), ("md-text", "no-python-format"), ("max-length:9",)]),
            st.sampled_from([(), ("Av Anna",), ("machine: prov 2026-11-24",)]),
            st.sampled_from([None, "Hejsan"]),
            st.booleans(),
        ),
        max_size=6,
        unique_by=lambda m: m.key,
    ),
    st.lists(st.one_of(anything, st.sampled_from(["Hello [[1]]", "Hello", "[[1]]Hello[[/1]]"])), max_size=3),
)
def test_nothing_is_lost_whatever_an_engine_answers(messages: list[Message], answers: list[str]) -> None:
    catalogue = Catalogue(tuple(messages))
    result = fill(catalogue, MEMORY, Engine(lambda _: answers), BRIEF)
    guard(catalogue, result)
    for before, after in zip(catalogue, result, strict=True):
        if before != after:
            assert not any(before.strings)
            assert not before.obsolete
            assert after.fuzzy
            assert after.comments[-1].startswith(("memory ", "machine: ", "terms and"))
    written = parse(serialise(result))
    assert [m.strings for m in written] == [m.strings for m in result]
    assert not [m for m in result if isinstance(m.strings[0], Phrase)]
