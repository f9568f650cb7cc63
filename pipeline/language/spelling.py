"""The one door to hunspell, a program that the site's owner may install: which words no dictionary has.

A word is asked about once in a run. A dictionary takes a tenth of a second to load, a word 40 µs, and what may be meant
by an unknown one 50 ms: so words come in batches, and suggestions are bounded.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence

from pipeline.errors import ConfigError, reason
from pipeline.language.orthography import Misspelt, is_near, of_terms, ways
from pipeline.model import Location
from pipeline.terms import Termbase, alike

PROGRAM = "hunspell"
_BORROWED = "en"
"""Language that all others borrow words from: what its dictionary has may be unmarked, and is not misspelt."""
_SUGGESTIONS = 3
_SUGGESTED = 200
"""Words of a language that suggestions are asked for in a run: 10 seconds. Further ones are said without."""


class Speller:
    """Asks the dictionaries (`sv_SE`) about words. `place` is where they were chosen, for what there is to say of them."""

    def __init__(
        self, dictionaries: Sequence[str], terms: Termbase, words: Iterable[str], place: Location | None = None
    ) -> None:
        self._dictionaries = {name.partition("_")[0].lower(): name for name in reversed(dictionaries)}
        self._terms = terms
        self._words = frozenset(word.casefold() for word in words)
        self._place = place
        self._languages: dict[str, _Language] = {}

    def misspelt(self, words: Iterable[str], language: str) -> Misspelt:
        """Those of `words` that the dictionary of `language` does not have; none where there is no dictionary.

        Raises `ConfigError` where hunspell or the dictionary is not installed.
        """
        tag = language.partition("-")[0].lower()
        if tag not in self._dictionaries:
            return {}
        if tag not in self._languages:
            known = of_terms(self._terms, tag) | self._words
            names = [self._dictionaries[one] for one in dict.fromkeys((tag, _BORROWED)) if one in self._dictionaries]
            self._languages[tag] = _Language(tag, [_Hunspell(name, self._place) for name in names], known)
        return self._languages[tag].misspelt(words)

    def learn(self, words: Mapping[str, Iterable[str]]) -> None:
        """Ask about words, by language, that will be looked at soon: a batch costs little more than a word."""
        for language, found in words.items():
            self.misspelt(found, language)


class _Language:
    """What has been learnt of the words of one language."""

    def __init__(self, language: str, dictionaries: Sequence[_Hunspell], known: frozenset[str]) -> None:
        self._language = language
        self._hunspell, *self._further = dictionaries
        self._known = known
        self._asked: set[str] = set()
        self._wrong: dict[str, tuple[str, ...]] = {}
        self._left = _SUGGESTED

    def misspelt(self, words: Iterable[str]) -> Misspelt:
        wanted = frozenset(words)
        if new := wanted - self._asked:
            self._asked |= new
            self._learn(new)
        return {word: self._wrong[word] for word in wanted & self._wrong.keys()}

    def _learn(self, new: frozenset[str]) -> None:
        unknown = self._hunspell.unknown(new - self._known)
        for further in self._further:
            unknown = further.unknown(unknown)
        if not unknown:
            return
        apart = {word: ways(word, self._language, self._known) for word in sorted(unknown)}
        parts = {part for found in apart.values() for way in found for part in way}
        no_parts = self._hunspell.unknown(parts)
        wrong = [word for word, found in apart.items() if not any(no_parts.isdisjoint(way) for way in found)]
        asked, rest = wrong[: self._left], wrong[self._left :]
        self._left -= len(asked)
        for word, meant in self._hunspell.suggestions(asked).items():
            if any(is_near(word, other) for other in meant):
                self._wrong[word] = meant[:_SUGGESTIONS]
        self._wrong |= dict.fromkeys(rest, ())


class _Hunspell:
    """The program with one dictionary. Words are letters with hyphens and apostrophes inside."""

    def __init__(self, dictionary: str, place: Location | None) -> None:
        self._dictionary = dictionary
        self._place = place

    def unknown(self, words: Iterable[str]) -> frozenset[str]:
        """Those of `words` that are not in the dictionary."""
        asked = frozenset(words)
        return asked & frozenset(self._run("-l", asked))

    def suggestions(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """What may be meant by each of `words`, the likeliest first."""
        found = {}
        for line in self._run("-a", (f"^{word}" for word in words)):  # `& word 3 1: one, another, a third`
            if line.startswith("& "):
                head, _, rest = line.partition(": ")
                found[head.split()[1]] = tuple(rest.split(", "))
        return found

    def _run(self, mode: str, lines: Iterable[str]) -> list[str]:
        """The lines that hunspell answers; none where it is asked nothing."""
        text = "".join(f"{line}\n" for line in sorted(lines))
        if not text:
            return []
        command = [PROGRAM, "-i", "utf-8", "-d", self._dictionary, "-p", os.devnull, mode]
        # No word list of the user's own, neither `-p` nor ~/.hunspell_sv_SE: what is found is the same on every machine.
        environment = {**os.environ, "HOME": os.devnull}
        try:
            done = subprocess.run(command, input=text.encode(), capture_output=True, check=False, env=environment)  # noqa: S603 - a list, no shell, and the dictionary's name is checked where it is read
        except FileNotFoundError:
            template = "spelling needs the program {program}, which is not installed. On Debian and Ubuntu: apt install hunspell {package}."
            raise ConfigError(template, self._place, (("program", PROGRAM), ("package", self._package))) from None
        except OSError as error:
            template = "the program {program} cannot be run: {reason}."
            raise ConfigError(template, self._place, (("program", PROGRAM), ("reason", reason(error)))) from None
        if done.returncode:
            template = "hunspell has no dictionary “{dictionary}”. On Debian and Ubuntu: apt install {package}. `hunspell -D` lists what there is."
            values = (("dictionary", self._dictionary), ("package", self._package))
            raise ConfigError(template, self._place, values)
        return done.stdout.decode("utf-8", "replace").splitlines()

    @property
    def _package(self) -> str:
        """The Debian package of the dictionary, as they are named."""
        language, _, region = self._dictionary.lower().partition("_")
        return f"hunspell-{language}" + (f"-{region}" if alike(language, "en") and region else "")
