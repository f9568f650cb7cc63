"""Many machines: a real scheduler and real workers, which have neither the site nor what waits of it within reach. The same bytes."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import dask
import pytest
from conftest import tree
from distributed import Client, LocalCluster
from pictures import photo, saved
from test_execute import LARGE, Adding, DyingOnce, Unreadable, made

from pipeline.build import Build
from pipeline.errors import OutputError
from pipeline.execute import Alone, Hired
from pipeline.jobs import cluster as machines
from pipeline.jobs.cluster import Cluster
from pipeline.workspace import Workspace

AWAY = """
import os, sys
os.chdir("/")
os.environ["HOME"] = "/"
def refuse(event, arguments):
    name = os.fsdecode(arguments[0]) if arguments and isinstance(arguments[0], (str, bytes)) else ""
    if (event == "open" or event.startswith("os.")) and ("/site/" in f"{{name}}/" and name.startswith({here!r}) or name.startswith({spool!r})):
        raise PermissionError(f"far from home: {{name}}")
sys.addaudithook(refuse)
"""
"""Begins a worker that is somewhere else, as far as the site and all that a build leaves on the disk are concerned."""
OTHER = """
import pipeline.incremental.program
own = pipeline.incremental.program.parts()
pipeline.incremental.program.parts = lambda: {**own, "pyromark": "0.0.1"}
"""
BARE = "import sys; sys.modules['pipeline'] = None"


SHOWN: dict[str, str | bytes] = {
    "source/foto.jpg": saved(photo(), "JPEG"),
    "source/skylt.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 9"><text>St\xc3\xa4ngt hela veckan</text></svg>',
    "source/del-0/s0.md": "---\ntitle: Bilder\n---\n\n![En park](../foto.jpg)\n\n![En skylt](../skylt.svg)\n",
    "source/del-1/s1.md": b"---\ntitle: Trasig\n---\n\nF\xe4l.\n",
    "locales/en/LC_MESSAGES/del-1.po": "msgid Trasig\n",
}
"""A picture to encode, one with words in it, a page that is no UTF-8 and a catalogue that cannot be read."""


def start(folder: Path, workers: int, preload: str, protocol: str = "tcp") -> LocalCluster:
    """A scheduler and its workers, each a process of its own that begins with the text `preload`."""
    script = folder / "preload.py"
    script.write_text(preload)
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address=":0",
        preload=[str(script)],
        local_directory=str(folder),
        protocol=protocol,
        silence_logs="CRITICAL",
    )


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler of two workers, far from every site."""
    here, spool = str(tmp_path_factory.getbasetemp()), f"{tempfile.gettempdir()}/syntolk-"
    away = AWAY.format(here=here, spool=spool)
    with start(tmp_path_factory.mktemp("dask"), 2, away) as running:
        yield running.scheduler_address


@pytest.fixture
def client(scheduler: str) -> Iterator[Client]:
    """A client of that scheduler."""
    with Client(scheduler, set_as_default=False) as client:
        yield client


@pytest.mark.parametrize("shares", [False, True], ids=["results", "storage"])
def test_the_same_bytes_and_words_as_on_one_machine(
    site, syntolk, scheduler: str, tmp_path: Path, shares: bool
) -> None:
    root = site({**LARGE, **SHOWN})
    alone = syntolk("-C", root, "build", "--jobs", "1", "--no-cache")
    before = tree(root / "build"), tree(root / "reports")
    for folder in ("build", "reports"):
        (root / folder).rename(root / f"{folder}-before")
    storage = ["--storage", (tmp_path / "lager").as_uri()] if shares else []
    there = syntolk("-C", root, "build", "--scheduler", scheduler, "--no-cache", *storage)
    assert there == alone
    assert (tree(root / "build"), tree(root / "reports")) == before
    assert not shares or [*(tmp_path / "lager").iterdir()] == []  # It was used, and is empty again.
    again = syntolk("-C", root, "build", "--scheduler", scheduler, "--no-cache", *storage)
    assert "(0 changed)" in again.out


def test_a_profile_names_the_pages_that_others_worked_on(site, syntolk, scheduler: str) -> None:
    ran = syntolk("-C", site(LARGE), "build", "--scheduler", scheduler, "--no-cache", "--profile")
    rows = re.findall(r"^ *(\d+\.\d)  +(\d+\.\d)  source/\S+\.md$", ran.err, re.MULTILINE)
    assert len(rows) == 10
    assert all(float(preparing) > 0 and float(rendering) > 0 for preparing, rendering in rows)


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(site, client: Client) -> None:
    root = site(LARGE)
    expected = made(root, Alone())
    for folder in ("build", "reports"):
        (root / folder).rename(root / f"{folder}-before")
    victims = [*client.run(os.getpid).values()][:1]

    def kill(stage: str, _done: int, _total: int) -> None:
        if stage == "check" and victims:
            os.kill(victims.pop(), signal.SIGKILL)

    assert made(root, Cluster(client), kill) == expected
    assert not victims


def test_what_a_worker_took_along_when_it_died_is_done_again(client: Client, tmp_path: Path) -> None:
    assert [*Cluster(client).run(DyingOnce, tmp_path / "dead", [*range(9)])] == [*range(9)]


def test_a_job_that_kills_each_worker_is_an_error_with_a_name(tmp_path: Path) -> None:
    """However many wait beside it, and are suspected at first, it is the one that is named."""
    done = []
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        start(tmp_path, 2, "") as running,  # Its own: dask gives up a worker that dies while it begins.
        Client(running, set_as_default=False) as client,
        pytest.raises(OutputError, match="the workers that were to do a part of the work have died") as raised,
    ):
        done.extend(Cluster(client).run(Adding, 0, [*range(12), 99, 3], "{}.md".format))
    assert done == [*range(12)]
    assert raised.value.location is not None
    assert raised.value.location.path == "99.md"


def test_who_interrupts_leaves_nothing_to_do(site, client: Client) -> None:
    def interrupt(_stage: str, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    workers = Cluster(client)
    with pytest.raises(KeyboardInterrupt):
        Build(Workspace(site(LARGE)), crew=workers, progress=interrupt)
    assert [*workers.run(Adding, 1, [1, 2])] == [2, 3]
    assert not any(client.processing().values())


def test_a_result_that_cannot_be_read_here_is_not_waited_for(client: Client) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        [*Cluster(client).run(Unreadable, 1, [1])]


def test_a_scheduler_that_is_lost_in_the_middle_is_said(site, tmp_path: Path) -> None:
    root = site(LARGE)
    with start(tmp_path, 1, "") as running, Client(running, set_as_default=False) as client:

        def lose(_stage: str, _done: int, _total: int) -> None:
            running.close()

        with pytest.raises(OutputError, match="the connection to the scheduler is lost"):
            Build(Workspace(root), crew=Cluster(client), progress=lose)
    assert not (root / "build").exists()


def test_storage_of_any_kind_that_fsspec_knows(site) -> None:
    root = site(LARGE)
    with ThreadPoolExecutor(2) as threads:
        assert made(root, Hired(threads, 2, "memory://lager")) == made(root, Alone())


def test_who_interrupts_is_heard_while_a_storage_is_cleared(site, monkeypatch: pytest.MonkeyPatch) -> None:
    """That takes a while where it is far away, and what is raised while Python clears away by itself is lost."""

    def interrupted(folder: str) -> None:
        cleared.append(folder)
        if len(cleared) == 1:
            raise KeyboardInterrupt

    cleared: list[str] = []
    root = site(LARGE)
    monkeypatch.setattr("pipeline.disk.spool.remove", interrupted)
    with ThreadPoolExecutor(2) as threads, pytest.raises(KeyboardInterrupt):
        made(root, Hired(threads, 2, "memory://lager"))


@pytest.mark.parametrize(("preload", "said"), [
    (OTHER, "has pyromark 0.0.1 where this machine has pyromark 0."),
    (BARE, "has no Syntolk that answers"),
], ids=["other", "bare"])  # fmt: skip
def test_a_worker_of_another_version_is_refused(site, syntolk, tmp_path: Path, preload: str, said: str) -> None:
    root = site(LARGE)
    with start(tmp_path, 1, preload) as running:
        ran = syntolk("-C", root, "build", "--scheduler", running.scheduler_address)
    assert ran.code == 3
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (root / "build").exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere://x", "127.0.0.1:x"])
def test_a_scheduler_that_does_not_answer_is_one_line(
    site, syntolk, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(machines, "_SECONDS", 0.5)
    before = {*threading.enumerate()}
    ran = syntolk("-C", site(), "build", "--scheduler", address)
    assert ran.code == 3
    assert ran.err.startswith(f"syntolk: no scheduler answers at {address}: ")
    assert len(ran.err.splitlines()) == 1
    assert {*threading.enumerate()} <= before  # No client is left that would try for ever.


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Dask's settings in the environment, as docs/scale.md writes them, with certificates that openssl makes as it says."""
    folder = tmp_path_factory.mktemp("certificates")
    guide = (Path(__file__).parent.parent / "docs" / "scale.md").read_text("utf-8")
    for command in re.findall(r"^\$ (openssl .+)$", guide, re.MULTILINE):
        subprocess.run(
            shlex.split(command.replace("rsa:3072", "rsa:2048")), cwd=folder, check=True, capture_output=True
        )
    lines = re.findall(r"^\$ export (DASK_.+)$", guide, re.MULTILINE)
    own = dict(pair.split("=") for line in lines for pair in line.split())
    assert len(own) == 8
    return {name: value.replace("/etc/syntolk", str(folder)) for name, value in own.items()}


@contextmanager
def settings_of(environment: Mapping[str, str]) -> Iterator[None]:
    """Dask, here, with its settings in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        dask.config.refresh()
        try:
            yield
        finally:
            patch.undo()
            dask.config.refresh()


def test_certificates_are_asked_for(
    site, syntolk, certificates: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduler, its workers and the command with the settings that the guide names, and commands without."""
    monkeypatch.setattr(machines, "_SECONDS", 5)
    root = site(LARGE)
    alone = syntolk("-C", root, "build", "--jobs", "1", "--no-cache").out
    before = tree(root / "build")
    shutil.rmtree(root / "build")
    with settings_of(certificates), start(tmp_path, 2, "", protocol="tls") as running:
        address = running.scheduler_address
        assert address.startswith("tls://")
        build = ("-C", root, "build", "--no-cache", "--scheduler", address)
        assert syntolk(*build).out == alone
        assert tree(root / "build") == before
        no, authority = "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT", "DASK_DISTRIBUTED__COMM__TLS__CA_FILE"
        with dask.config.set({"distributed.comm.tls.ca-file": None, "distributed.comm.tls.client.cert": None}):
            said = f"syntolk: {address} is encrypted. Say in which files the certificates are: {authority}, {no}\n"
            assert syntolk(*build) == (2, "", said)
        with dask.config.set({"distributed.comm.tls.ca-file": str(tmp_path / "borta.pem")}):
            ran = syntolk(*build)
            assert (ran.code, ran.err.startswith(f"syntolk: the certificates for {address} cannot be used: ")) == (
                2,
                True,
            )
        stranger = strange(tmp_path)
        with dask.config.set({f"distributed.comm.tls.client.{part}": stranger for part in ("cert", "key")}):
            ran = syntolk(*build)
            assert (ran.code, "with a certificate from the same authority as yours" in ran.err) == (3, True)
        ran = syntolk("-C", root, "build", "--no-cache", "--scheduler", address.replace("tls", "tcp"))
        assert (ran.code, "encryption required by Dask configuration" in ran.err) == (3, True)


def strange(folder: Path) -> str:
    """A certificate that no authority knows, with its key."""
    name = str(folder / "stranger.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", name, "-out"]
    subprocess.run([*command, f"{name}.cert"], check=True, capture_output=True)
    with Path(name).open("a") as file:
        file.write(Path(f"{name}.cert").read_text())
    return name


def test_a_scheduler_without_workers_is_one_line(
    site, syntolk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machines, "_SECONDS", 0.5)
    with start(tmp_path, 0, "") as running:
        ran = syntolk("-C", site(), "build", "--scheduler", running.scheduler_address)
        said = f"syntolk: the scheduler has no workers. Start some: dask worker {running.scheduler_address}\n"
    assert ran == (3, "", said)


def test_what_is_missing_on_this_machine_is_said(
    site, syntolk, monkeypatch: pytest.MonkeyPatch, scheduler: str
) -> None:
    root = site(LARGE)
    assert syntolk("-C", root, "build", "--storage", "file:///x").err.startswith("syntolk: --storage says where")
    assert syntolk("-C", root, "build", "--scheduler", scheduler, "--storage", "/x").code == 2
    ran = syntolk("-C", root, "build", "--scheduler", scheduler, "--storage", "nothing://x")
    assert ran.code == 2
    assert ran.err.startswith("syntolk: storage of this kind cannot be used, nothing://x")
    monkeypatch.setitem(sys.modules, "pipeline.jobs.cluster", None)
    ran = syntolk("-C", root, "build", "--scheduler", scheduler)
    assert (ran.code, ran.err) == (2, "syntolk: --scheduler needs dask.distributed: pip install 'syntolk[dask]'.\n")
