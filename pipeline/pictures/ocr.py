"""The one door to tesseract, a program that the site's owner may install: the words that stand in a photo or a scanned page.

Off unless the settings ask for it (`[images] read_text`): a picture takes a second, so several are read at a time, and what was read
is kept by the content of the picture (`texts.py`).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from pipeline.errors import ConfigError, reason
from pipeline.images import size
from pipeline.model import Location
from pipeline.pictures.svg_text import PictureText

PROGRAM = "tesseract"
LANGUAGES = {
    "ar": "ara",
    "da": "dan",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "et": "est",
    "fi": "fin",
    "fr": "fra",
    "is": "isl",
    "nb": "nor",
    "no": "nor",
    "pl": "pol",
    "sv": "swe",
    "uk": "ukr",
}
"""What tesseract calls a language; the keys are those of `config.READABLE`."""
_SURE = 85
"""Percent from which on a word was read and not guessed: leaves in a photo make words of 20 to 60."""
_SHORTEST = 3
"""Letters of a word; shorter ones are seen in any pattern."""
_FEWEST = 2
"""Words of a picture with text; one alone is a pattern, or a brand on somebody's shirt."""
_PIXELS = 40_000_000
_SECONDS = 60


class Reader:
    """Reads pictures in some languages (`sv`). `place` is where they were chosen, for what there is to say of them."""

    def __init__(self, languages: Iterable[str], place: Location | None = None) -> None:
        self.languages = "+".join(LANGUAGES[language] for language in languages)
        self._place = place

    def read_all(self, names: Sequence[str], load: Callable[[str], bytes], most: int) -> list[PictureText]:
        """The words in each of the pictures, which are loaded by their names; at most so many are read at a time.

        Raises as `read` does. Whatever ends it ends the programs that read.
        """
        running = _Running()
        with ThreadPoolExecutor(most) as threads:  # They do nothing but wait for a program.
            try:
                found = [threads.submit(lambda name: self.read(load(name), name, running), name) for name in names]
                return [one.result() for one in found]
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                running.end()
                raise

    def read(self, data: bytes, name: str, running: _Running | None = None) -> PictureText:
        """The words in a picture; none where it cannot be read, is too large, or is no picture made of dots.

        Raises `ConfigError` where tesseract or one of the languages is not installed.
        """
        known = size(data, name)
        if known is None or known.width * known.height > _PIXELS:
            return PictureText(sure=False)
        lines: dict[tuple[str, ...], list[str]] = {}
        for row in self._run(data, running or _Running())[1:]:
            fields = row.split(
                "\t"
            )  # level, page, block, paragraph, line, word, left, top, width, height, confidence, text
            if len(fields) == 12 and float(fields[10]) >= _SURE and _is_word(fields[11]):
                lines.setdefault(tuple(fields[1:5]), []).append(fields[11])
        if sum(map(len, lines.values())) < _FEWEST:
            return PictureText(sure=False)
        return PictureText(tuple(" ".join(words) for words in lines.values()), sure=False)

    def _run(self, data: bytes, running: _Running) -> list[str]:
        """The rows of the table that tesseract writes; none for a picture that it cannot open."""
        # 11: words anywhere, as on posters and screens; the default looks for columns of a book.
        command = [PROGRAM, "stdin", "stdout", "-l", self.languages, "--psm", "11", "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # Its threads wait for each other longer than they work.
        try:
            with running.started(command, environment) as process:
                table, said = process.communicate(data, timeout=_SECONDS)
        except FileNotFoundError:
            template = "reading text in pictures needs the program {program}, which is not installed. On Debian and Ubuntu: apt install {packages}."
            raise ConfigError(template, self._place, (("program", PROGRAM), ("packages", self._packages))) from None
        except subprocess.TimeoutExpired:
            return []
        except OSError as error:
            template = "the program {program} cannot be run: {reason}."
            raise ConfigError(template, self._place, (("program", PROGRAM), ("reason", reason(error)))) from None
        if process.returncode and b"loading language" in said:
            template = "tesseract does not know one of the languages {languages}. On Debian and Ubuntu: apt install {packages}. `tesseract --list-langs` lists what there is."
            values = (("languages", self.languages), ("packages", self._packages))
            raise ConfigError(template, self._place, values)
        return [] if process.returncode else table.decode("utf-8", "replace").splitlines()

    @property
    def _packages(self) -> str:
        """The Debian packages of the program and its languages."""
        return " ".join(["tesseract-ocr", *(f"tesseract-ocr-{one}" for one in self.languages.split("+"))])


class _Running:
    """The programs that read now."""

    def __init__(self) -> None:
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._ended = False

    @contextlib.contextmanager
    def started(self, command: Sequence[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
        """One more; it does not outlive what is done with it."""
        pipe = subprocess.PIPE
        # A list, no shell, and the languages are from a table.
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:  # noqa: S603
            self._processes.add(process)
            if self._ended:  # While it was started.
                process.kill()
            try:
                yield process
            except BaseException:
                process.kill()
                raise
            finally:
                self._processes.discard(process)

    def end(self) -> None:
        """End all of them, and whichever is about to be started."""
        self._ended = True
        for process in [*self._processes]:
            process.kill()


def _is_word(text: str) -> bool:
    signs = sum(map(str.isalnum, text))
    return (signs >= _SHORTEST or text.isdecimal()) and 2 * signs > len(text)
