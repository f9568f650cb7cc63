"""Any catalogue at all, for Hypothesis; and the fixtures in `data/catalogue/`."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from pipeline.model import Catalogue, Message

DATA = Path(__file__).parent / "data" / "catalogue"
ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""No deadline: the first catalogue that is written waits for polib."""
MANY = settings(ANY, max_examples=150)
CALLS_A_PROGRAM = settings(ANY, max_examples=60)

_PIECES = (
    "Välkommen", "Va\u0308lkommen", "אַבּגד", "مرحبا 123", "t.ex.", "20 % dyrare", "{namn}", "%(antal)s", '"', "\\", "\\n",
    "\n", "\n\n", "\t", "\r", "\r\n", "\a", "\b", "\v", "\f", "\x01", "\x1b", "\x1c", "\x7f", "\x85", "\u2028", "\u2029",
    "\u00a0", "\u00ad", "\u200b", "\u2068", "\u2069", "\ufeff", "😀", "#~ ", "msgid", " ", "<b>", "charset=latin-1", "x" * 5000,
)  # fmt: skip
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.lists(st.sampled_from(_PIECES) | st.text(_LETTERS, max_size=8), max_size=5).map("".join)
lines = texts.map(lambda text: text.replace("\n", " ").rstrip("\r"))
flags = st.lists(
    st.sampled_from(
        [
            "fuzzy",
            "md-text",
            "no-python-format",
            "python-format",
            "max-length:80",
            "priority:200",
            "range: 0..10",
            "åäö",
        ]
    ),
    max_size=3,
    unique=True,
).map(tuple)
_paths = st.from_regex(
    r"[a-zåäö][a-zåäö\u00a0.%-]{0,8}(/[^\s\\\u2068\u2069\0]{1,40}| [a-z]{1,9})?(:[1-9][0-9]{0,2})?", fullmatch=True
)
_optional = st.none() | texts


def _tuples(strategy: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


@st.composite
def messages(
    draw: st.DrawFn, ids: st.SearchStrategy[str] = texts, translations: st.SearchStrategy[str] = texts
) -> Message:
    """Any message but the header."""
    plural = draw(st.none() | ids)
    obsolete = draw(st.booleans())
    context = draw(st.sampled_from([None, None, "", "title", "alt"]) | _optional)
    id = draw(ids)
    return Message(
        id if id or context is not None or obsolete else "x",
        tuple(draw(st.lists(translations, min_size=1, max_size=1 if plural is None else 6))),
        context,
        plural,
        draw(flags),
        draw(_tuples(lines)),
        draw(_tuples(lines)),
        draw(_tuples(_paths)),
        (draw(_optional), draw(_optional), draw(_optional)) if draw(st.booleans()) else (None, None, None),
        obsolete,
    )


_headers = st.dictionaries(
    st.sampled_from(
        ["Project-Id-Version", "Language", "X-Generator", "X-Poedit-Basepath", "X-ÅÄÖ", "PO-Revision-Date"]
    ),
    lines,
).map(lambda fields: (*fields.items(), ("Content-Type", "text/plain; charset=UTF-8")))


@st.composite
def catalogues(draw: st.DrawFn, entries: st.SearchStrategy[Message] | None = None) -> Catalogue:
    """Any catalogue; keys may stand in it more than once."""
    return Catalogue(
        tuple(draw(st.lists(messages() if entries is None else entries, max_size=6))),
        draw(st.just(()) | _headers),
        draw(_tuples(lines)),
        draw(st.sampled_from([(), ("fuzzy",)])),
        trailing=tuple(f"# {line}" if line else "#" for line in draw(st.lists(lines, max_size=2))),
    )


def cases(name: str) -> list[tuple[str, ...]]:
    """The blocks of a fixture: a title and texts, with a line that is a dot alone after each; then an empty line."""
    found, block = [], [""]
    for line in (DATA / name).read_text("utf-8").splitlines(keepends=True):
        if line == ".\n":
            block.append("")
        elif line == "\n" and block[-1] == "" and len(block) > 2:
            found.append((block[0].strip(), *block[1:-1]))
            block = [""]
        else:
            block[-1] += line
    return [*found, (block[0].strip(), *block[1:-1])]
