"""How hard the source pages were to read, commit by commit; for the report of a build.

At most `_MOMENTS` commits are looked at: of equal stretches of time, each the last one that changed a page on the branch. What
was found stays in `.syntolk/history.json`, moment by moment and text by text, so a build measures only what is new. The stretches
lie on fixed points of the calendar and grow by doubling: as time passes commits drop out, but hardly one comes in anew.

Without git, or a repository, there is no history, and no reason to say so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pipeline import __version__, files, markdown, prose, readability
from pipeline.checks import counts_of
from pipeline.digest import digest
from pipeline.disk import git
from pipeline.errors import OutputError, SourceError
from pipeline.language import lexicon, tokens, units
from pipeline.model import Measure
from pipeline.parsing import blocks, inline
from pipeline.prose import Counts
from pipeline.readability import score
from pipeline.report import Moment

FILE = ".syntolk/history.json"
"""Where what was measured is kept; safe to delete."""
_FORMAT = 2
_MOMENTS = 24
_HOUR = 3600
_MOST_NEW = 4_000_000
"""Bytes of text that are measured anew in one build, about two seconds; what is left waits for the next."""
_MOST_PAGE = 1_000_000
"""Bytes of a page that is measured at all."""
_MOST_KEPT = 20_000
"""Texts that are kept, some 70 bytes each; of a site with more those of its newest commit."""
_DEEPEST = 40
"""Folders within each other."""
_COUNTING = (blocks, inline, lexicon, markdown, prose, readability, tokens, units)
"""What decides how a text is counted: when one of these changes, everything is measured anew."""

Sums = tuple[int, ...]
"""Words, sentences, long words, and the three sums of squares of a text; empty for what is no page."""
_NOTHING = (0,) * 6


def history(root: Path, language: str) -> tuple[Moment, ...]:
    """The moments of the site in `root`, oldest first; none where there is no history."""
    return explored(root, language)[0]


def explored(root: Path, language: str) -> tuple[tuple[Moment, ...], bool]:
    """The same, and whether these are all: the next build may find more."""
    source = root.resolve() / "source"
    if not any(files.exists(str(folder / ".git")) for folder in (source, *source.parents)):
        return (), True  # Not even git is asked.
    try:
        chosen = sample(git.commits(source))
        kept = _Kept(root / FILE, f"{_FORMAT} {__version__} {language} {_counting()}")
        if any(commit not in kept.moments for _, commit in chosen):
            with git.objects(source) as objects:
                prefix = [part.encode("utf-8", "surrogateescape") for part in git.repository(source).prefix.split("/")]
                _read(objects, prefix[:-1], [commit for _, commit in chosen], kept, language)
    except SourceError:
        return (), True
    kept.write([commit for _, commit in chosen])
    moments = tuple(
        _moment(time, commit, kept.moments[commit], language)
        for time, commit in chosen
        if kept.moments.get(commit, {}).get("", _NOTHING)[0]
    )
    return moments, all(commit in kept.moments for _, commit in chosen)


def sample(commits: Sequence[tuple[int, str]], most: int = _MOMENTS) -> list[tuple[int, str]]:
    """At most `most` of the `commits` (time and id, newest first), oldest first; the newest is always one.

    A clock that was wrong does not turn time back: a commit is no later than the next.

    >>> sample([(9_000_000, "d"), (8_000_000, "c"), (7_999_000, "b"), (1, "a")], 2)
    [(1, 'a'), (9000000, 'd')]
    """
    ordered: list[tuple[int, str]] = []
    for time, commit in commits:
        ordered.append((min(time, ordered[-1][0]) if ordered else time, commit))
    step = _HOUR
    while len({time // step for time, _ in ordered}) > most:
        step *= 2
    last: dict[int, tuple[int, str]] = {}
    for time, commit in ordered:
        last.setdefault(time // step, (time, commit))
    return [*last.values()][::-1]


# --- reading ---------------------------------------------------------------------------------------


def _read(objects: git.Objects, prefix: Sequence[bytes], commits: Sequence[str], kept: _Kept, language: str) -> None:
    """Measure the moments that are not in `kept`, first the newest, then from coarse to fine, until it is enough for once."""
    pages = _pages(objects)
    number, left = len(commits), _MOST_NEW
    strides = [1 << power for power in range(number.bit_length(), -1, -1)]
    for at in dict.fromkeys(at for stride in strides for at in range(number - 1, -1, -stride)):
        commit = commits[at]
        if commit in kept.moments:
            continue
        tree = f"{commit}^{{tree}}"
        for part in prefix:
            tree = next((e.id for e in objects.tree(tree) or () if e.name == part and e.mode == b"40000"), "")
        sums: dict[str, Sums] = {"": _NOTHING}
        for section, blob in _sections(objects, tree, pages) if tree else ():
            if blob not in kept.texts:
                if left <= 0:
                    return
                data = objects.read(blob, "blob", _MOST_PAGE)
                left -= len(data or b"")
                kept.texts[blob] = measured(data, language) if data is not None else ()
            kept.seen[blob] = kept.texts[blob]
            for name in {section, ""}:
                sums[name] = _sum(sums.get(name, _NOTHING), kept.texts[blob])
        kept.moments[commit] = sums


Pages = Callable[[str, int], list[str]]


def _pages(objects: git.Objects) -> Pages:
    """What finds the texts of all pages below a tree; each tree is read once."""
    known: dict[str, list[str]] = {}

    def below(tree: str, depth: int) -> list[str]:
        if tree not in known:
            found: list[str] = []
            for entry in objects.tree(tree) or ():
                if entry.mode == b"40000" and not entry.name.startswith((b"_", b".")) and depth < _DEEPEST:
                    found += below(entry.id, depth + 1)
                elif _is_page(entry):
                    found.append(entry.id)
            known[tree] = found
        return known[tree]

    return below


def _is_page(entry: git.Entry) -> bool:
    return entry.mode.startswith(b"100") and entry.name.endswith(b".md") and not entry.name.startswith((b"_", b"."))


def _sections(objects: git.Objects, tree: str, pages: Pages) -> Iterable[tuple[str, str]]:
    """Section and text of each page below the source folder; a page that lies in it directly is in the section `.`."""
    for entry in objects.tree(tree) or ():
        if _is_page(entry):
            yield ".", entry.id
        elif entry.mode == b"40000" and not entry.name.startswith((b"_", b".")):
            for blob in pages(entry.id, 1):
                yield entry.name.decode("utf-8", "replace"), blob


def measured(data: bytes, language: str) -> Sums:
    r"""The sums of the page in `data`; empty for a draft, for what is no text, and for what cannot be measured.

    >>> measured("Ring oss. Kom hit. Vi hjälper.".encode(), "sv")
    (6, 3, 1, 12, 2, 1)
    >>> measured(b"---\ndraft: true\n---\nHej.", "sv"), measured(b"R\xe4v.", "sv"), measured(b"a\0", "sv")
    ((), (), ())
    >>> measured(b"12 13 14. 15 16. " * 9, "sv")
    ()
    """
    if b"\0" in data:
        return ()
    try:
        document = markdown.parse(data.decode("utf-8-sig"), "", language)
    except UnicodeDecodeError:
        return ()
    if document.meta.get("draft") is True or document.meta.get("published") is False:
        return ()
    counts = counts_of(document)
    if score(counts, language).unmeasured:
        return ()
    return counts.words, counts.sentences, counts.long_words, *counts.squares


def _sum(one: Sums, other: Sums) -> Sums:
    return tuple(map(sum, zip(one, other, strict=True))) if other else one


def _moment(time: int, commit: str, sums: Mapping[str, Sums], language: str) -> Moment:
    sections = sorted((name, _measure(own, language)) for name, own in sums.items() if name and own[0])
    return Moment(datetime.fromtimestamp(time, UTC), commit, _measure(sums[""], language), tuple(sections))


def _measure(sums: Sums, language: str) -> Measure:
    words, sentences, long_words, *squares = sums
    return score(Counts(words, sentences, long_words, squares=(squares[0], squares[1], squares[2])), language)


# --- keeping ---------------------------------------------------------------------------------------


class _Kept:
    """What earlier builds have measured; nothing where the file is damaged, or of another version of the program."""

    def __init__(self, path: Path, version: str) -> None:
        self.moments: dict[str, dict[str, Sums]] = {}
        """Sums by commit and section; `` for all."""
        self.texts: dict[str, Sums] = {}
        """Sums by text."""
        self.seen: dict[str, Sums] = {}
        """The texts that this build has asked for."""
        self._path, self._version = path, version
        with suppress(SourceError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            data = json.loads(files.read(path) or b"{}")
            if data["version"] == version and data["digest"] == _digest(data["moments"], data["texts"]):
                self.moments = {commit: _sums(own) for commit, own in data["moments"].items()}
                self.texts = _sums(data["texts"])
        self._before = frozenset(self.moments)

    def write(self, commits: Sequence[str]) -> None:
        """Keep what the next build may need: these commits, and the texts of the newest and of those that are unfinished."""
        moments = {commit: self.moments[commit] for commit in commits if commit in self.moments}
        if not self.seen and moments.keys() == self._before:
            return
        # Whoever has read the newest commit has seen its texts; what was seen before that is of no more use.
        same = bool(commits) and commits[-1] in self._before
        # Those that were seen now all stay, however many: a large site would be measured anew for ever, and never be done.
        texts = dict([*(self.seen | (self.texts if same else {})).items()][: max(_MOST_KEPT, len(self.seen))])
        data = {"version": self._version, "digest": _digest(moments, texts), "moments": moments, "texts": texts}
        with suppress(OutputError):  # The next build measures again.
            files.write(self._path, json.dumps(data, separators=(",", ":")).encode())


def _sums(data: Mapping[str, list[int]]) -> dict[str, Sums]:
    return {name: tuple(own) for name, own in data.items()}


def _digest(moments: object, texts: object) -> str:
    """What tells that they were not damaged: a wrong number would stand in the report for as long as its commit does."""
    return digest(json.dumps((moments, texts), sort_keys=True))


def _counting() -> str:
    """What changes whenever texts are counted otherwise."""
    source = b"".join(files.read(module.__file__ or "") or b"" for module in _COUNTING)
    return hashlib.blake2b(source, digest_size=6).hexdigest()
