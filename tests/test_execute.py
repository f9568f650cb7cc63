"""Whoever does the work: the same results in the same order, an end that leaves nothing behind, and the same site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path

import pytest
from conftest import CONFIG, po, tree

from pipeline.build import Build
from pipeline.commands.outcome import write_reports
from pipeline.commands.speech import speech
from pipeline.errors import OutputError, SourceError
from pipeline.execute import Alone, Beside, Crew, Hired, crew
from pipeline.jobs.page_reports import PageReports
from pipeline.jobs.pages import PageWork
from pipeline.jobs.publishing import Progress
from pipeline.model import Location
from pipeline.workspace import Workspace


class Adding:
    """Adds to each number the one that is shared."""

    def __init__(self, shared: int) -> None:
        self._shared = shared

    def __call__(self, number: int) -> int:
        if number == 13:
            raise SourceError("no {number}", Location("a.md", 1, 2), (("number", number),))
        if number == 99:
            os.kill(os.getpid(), signal.SIGKILL)
        return self._shared + number


class DyingOnce:
    """Gives each number back; at the fourth the first process that works on it dies."""

    def __init__(self, shared: Path) -> None:
        self._mark = shared

    def __call__(self, number: int) -> int:
        if number == 4 and not self._mark.exists():
            self._mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number


class Unreadable:
    """Gives back what cannot be read where it arrives."""

    def __init__(self, shared: int) -> None:
        self._shared = shared

    def __call__(self, _number: int) -> Unreadable:
        return self

    def __reduce__(self) -> tuple[type[int], tuple[str]]:
        return int, ("unreadable",)


@pytest.mark.parametrize("who", [Alone(), Beside(2), Beside(5), Beside(2, fork=False), crew(1), crew(3)])
@pytest.mark.parametrize("jobs", [[], [4], [*range(12, 0, -1)]])
def test_results_come_in_the_order_of_the_jobs(who: Crew, jobs: list[int]) -> None:
    assert [*who.run(Adding, 100, jobs)] == [100 + job for job in jobs]
    assert not active_children()


def test_somebody_elses_executor() -> None:
    jobs = [*range(9)]
    with ThreadPoolExecutor(2) as threads:
        assert [*Hired(threads, 2).run(Adding, 1, jobs)] == [*range(1, 10)]
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert [*Hired(processes, 2).run(Adding, 1, jobs)] == [*range(1, 10)]


@pytest.mark.parametrize("who", [Alone(), Beside(2)])
def test_what_a_job_raises_says_where(who: Crew) -> None:
    with pytest.raises(SourceError, match=r"a\.md:1:2: no 13"):
        [*who.run(Adding, 0, [1, 13, 3])]
    assert not active_children()


def test_a_worker_that_dies_is_an_error_with_a_name() -> None:
    done = []
    with pytest.raises(OutputError, match="a process that was to do a part of the work has died") as raised:
        done.extend(Beside(2).run(Adding, 0, [*range(12), 99, 3], "{}.jpg".format))
    assert done == [*range(12)]
    assert raised.value.location is not None
    assert raised.value.location.path == "99.jpg"
    assert not active_children()


def test_what_a_worker_took_along_when_it_died_is_done_again(tmp_path: Path) -> None:
    """Perhaps only the memory was full, since all worked at once."""
    assert [*Beside(2).run(DyingOnce, tmp_path / "dead", [*range(9)])] == [*range(9)]
    assert not active_children()


def test_who_asks_for_no_more_leaves_nobody_waiting() -> None:
    results = Beside(2).run(Adding, 0, [*range(1, 9)])
    assert next(results) == 1
    results.close()
    assert not active_children()


# --- a whole site ----------------------------------------------------------------------------------

SENTENCES = ("Vi hjälper alla som söker bostad i kommunen.", "Kontakta handläggaren om du vill överklaga beslutet.")
LARGE: dict[str, str | bytes] = {
    "syntolk.toml": CONFIG + "[publish]\nthreshold = 0\n",
    "source/bild.svg": b'<svg viewBox="0 0 9 9"/>',
    "source/farlig.svg": b"<svg onload='x()'/>",
    "source/terms.toml": '[[term]]\nterm = "bostad"\ndefinition = "Ett hem."\nabbreviation = "BO"\n',
    "source/ordlista.md": "---\ntitle: Ordlista\ntype: glossary\n---\n\nOrd.\n",
}
for number in range(66):
    section = f"del-{number % 3}"
    LARGE[f"source/{section}/s{number}.md"] = (
        f"---\ntitle: Sida {number // 2}\n---\n\n{' '.join(SENTENCES) * (number % 7 + 1)} BO [{number}](../del-0/s0.md#x{number % 2}).\n\n"
        f"## X1\n\n<!-- allow: sentence-long citat -->\n\n![Bild {number}](../bild.svg) ![](../farlig.svg) {number}\n\n[^1]: Not {number}.\n"
    )
    LARGE[f"locales/en/LC_MESSAGES/{section}.po"] = po(
        ("title", f"Sida {section[-1]}", "Page"), (None, "X1", f"Ex {section}"), *[("title", f"Sida {n}", f"Page {n}") for n in range(20)]
    )  # fmt: skip


def made(root: Path, who: Crew | None, progress: Progress = lambda *_: None) -> tuple[dict[str, bytes], str]:
    """The files of a site and its reports, and what was found."""
    words = speech("en")
    pages = PageReports(words, who)
    build = Build(Workspace(root), page_reports=pages, crew=who, progress=progress)
    report = build.report(build.publish())
    write_reports(Workspace(root), report, words, pages)
    files = tree(root / "build") | {f"reports/{name}": data for name, data in tree(root / "reports").items()}
    return files, repr((report.findings, report.allowed, report.pages, report.totals, report.sections, report.hardest))


def test_the_same_bytes_whoever_builds(site) -> None:
    root = site(LARGE)
    files, found = made(root, None)
    assert len(files) > 3 * 66
    assert "hardest" not in found
    assert (files, found) == made(root, Alone())
    for other in (Beside(2), Beside(5)):
        for folder in ("build", "reports"):
            (root / folder).rename(root / f"{folder}-{id(other)}")
        assert (files, found) == made(root, other)
        assert (files, found) == made(root, other)
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert (files, found) == made(root, Hired(processes, 2))


def test_a_build_says_how_many_processes(site, syntolk) -> None:
    root = site(LARGE)
    ran = syntolk("-C", root, "build", "--jobs", "3")
    before = tree(root / "build")
    assert (
        ran.code
        == syntolk("-C", root, "build", "--jobs", "auto").code
        == syntolk("-C", root, "build", "--jobs", "1").code
    )
    assert tree(root / "build") == before
    assert syntolk("-C", root, "build", "--jobs", "0").code == 2
    assert syntolk("-C", root, "build", "--jobs", "många").code == 2


def test_a_worker_that_dies_leaves_the_old_site(site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(LARGE)
    syntolk("-C", root, "build")
    before = tree(root / "build"), tree(root / "reports")
    site({"source/om.md": "Nytt.\n"})
    parent = os.getpid()

    def dies(*_: object) -> None:
        assert os.getpid() != parent
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(PageWork, "prepare", dies)
    ran = syntolk("-C", root, "build", "--jobs", "2", "--no-cache")
    assert ran.code == 3
    assert "a process that was to do a part of the work has died" in ran.err
    assert (tree(root / "build"), tree(root / "reports")) == before
    assert not active_children()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whoever_ends_the_command_has_it_end_as_after_an_interrupt(how: signal.Signals) -> None:
    """What is half made is tidied up, and the exit code says so."""
    ended = f"import os, time, pipeline.cli, pipeline.start as s; pipeline.cli.run = lambda _: os.kill(os.getpid(), {int(how)}) or time.sleep(9)"
    # Whoever runs the tests may have it ignored, as `nohup` does.
    heard = f"import signal, sys; signal.signal({int(how)}, signal.{'default_int_handler' if how == signal.SIGINT else 'SIG_DFL'})"
    command = [sys.executable, "-c", f"{heard}; {ended}; sys.exit(s.main(['rules']))"]
    ran = subprocess.run(command, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, b"", b"")


def test_an_interrupt_while_python_tidies_up_is_heard() -> None:
    tidied = "type('Tidied', (), {'__del__': lambda _: os.kill(os.getpid(), signal.SIGINT)})"
    run = f"import os, signal, sys, time, pipeline.cli, pipeline.start as s; pipeline.cli.run = lambda _: {tidied}() and None or time.sleep(9)"
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler)"
    ran = subprocess.run(
        [sys.executable, "-c", f"{run}; {heard}; sys.exit(s.main(['rules']))"], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, b"", b"")


COMMAND = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"  # A shell's background job ignores it.
    "from pipeline.cli import main; sys.exit(main())"
)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_a_build_that_is_ended_leaves_nobody_behind(site, how: signal.Signals) -> None:
    """By Ctrl-C (all processes of the terminal are told), or by somebody who means this process alone."""
    root = site(LARGE)
    slow = f"import os, time, pipeline.jobs.pages as p; p.PageWork.prepare = lambda *_: os.write(1, b'at it\\n') and time.sleep(60); {COMMAND}"
    command = [sys.executable, "-c", slow, "-C", str(root), "build", "--jobs", "2"]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        assert process.stdout.readline() == process.stdout.readline() == b"at it\n"
        begun = time.monotonic()
        if how == signal.SIGINT:
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)
        rest = process.stdout.read() + process.stderr.read()  # Ends when the last process has closed them.
        assert time.monotonic() - begun < 30  # The workers would sleep for a minute.
        assert process.wait() == (3 if how == signal.SIGINT else -how)
    assert b"Traceback" not in rest
    assert not (root / "build").exists()
