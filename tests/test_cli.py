"""The command line: exit codes, streams, languages, and what happens when the machine fails."""

from __future__ import annotations

import ast
import os
import re
import socket
import struct
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline import cli, serve
from pipeline.commands.speech import speech, speech_language
from pipeline.language import locale
from pipeline.language.locale import language_name, long_date, own_name, plural_forms
from pipeline.model import Catalogue, Message
from pipeline.words import words
from pipeline.workspace import Workspace

RUN = [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())"]


def run(*arguments: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*RUN, *map(str, arguments)], capture_output=True, check=False, **more)


# --- exit codes and streams ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "stream", "text"),
    [
        ([], 2, "err", "usage: syntolk"),
        (["bygg"], 2, "err", "invalid choice"),
        (["build", "--fort"], 2, "err", "unrecognized arguments: --fort"),
        (["check", "--format", "xml"], 2, "err", "invalid choice: 'xml'"),
        (["--language", "fi", "build"], 2, "err", "invalid choice: 'fi'"),
        (["rules", "finns-inte"], 2, "err", "there is no rule “finns-inte”. Valid: image-description-missing, "),
        (["rules", "link-broken"], 0, "out", "## link-broken"),
        (["rules"], 0, "out", "link-broken"),
        (["--version"], 0, "out", "syntolk 0"),
        (["--help"], 0, "out", "build"),
        (["build", "--help"], 0, "out", "--strict"),
    ],
)
def test_usage(syntolk, arguments: list[str], code: int, stream: str, text: str) -> None:
    ran = syntolk(*arguments)
    assert ran.code == code
    assert text in getattr(ran, stream)
    assert getattr(ran, "out" if stream == "err" else "err") == ""


def test_a_folder_may_be_named_before_or_after_the_command(site, syntolk) -> None:
    root = site()
    assert syntolk("-C", root, "check").code == syntolk("check", "-C", root).code == 0


def test_extract_and_update(site, syntolk) -> None:
    root = site({"locales/en/LC_MESSAGES/site.po": None})
    assert "locales/site.pot: 5 messages" in syntolk("-C", root, "extract").out
    ran = syntolk("-C", root, "update")
    assert "locales/en/LC_MESSAGES/site.po: 5 messages" in ran.out
    again = syntolk("-C", root, "update")
    assert (again.code, again.out, again.err) == (0, "", "Everything is up to date.\n")
    unknown = syntolk("-C", root, "update", "-l", "fi")
    assert (unknown.code, unknown.err) == (2, "syntolk: “fi” is not a language of this site. Valid: en.\n")
    assert "100.0 %" not in syntolk("-C", root, "status").out


def test_interrupted(site, syntolk, monkeypatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.commands.building.Workspace", interrupted)
    assert syntolk("-C", site(), "build").code == 3


def test_a_report_that_cannot_be_written(site, syntolk, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    ran = syntolk("-C", site(), "check", "--output", tmp_path / "fil" / "ut.txt")
    assert ran.code == 3
    assert "cannot be written: " in ran.err


def test_a_reader_that_has_seen_enough(site) -> None:
    root = site({f"source/s{n}.md": "![](borta.png)\n" * 50 for n in range(40)})
    read, write = os.pipe()
    os.close(read)
    for command, code in (("check", 1), ("rules", 0)):
        ran = subprocess.run([*RUN, "-C", str(root), command], stdout=write, stderr=subprocess.PIPE, check=False)
        assert (ran.returncode, ran.stderr) == (code, b"")
    os.close(write)


BROKEN = {"source/om.md": "# Om oss\n\n[Bort](borta.md)\n"}


def streams(arguments: list[str], stdout: str, stderr: str) -> subprocess.CompletedProcess[bytes]:
    """The command as it begins, with its streams as a shell redirects them."""
    begin = "import sys; from pipeline.start import main; sys.exit(main())"
    shell = ["sh", "-c", f'"$@" {stdout} {stderr}', "sh", sys.executable, "-c", begin, *arguments]
    return subprocess.run(shell, capture_output=True, check=False)


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("build", 1), ("status", 0), ("update", 0)])
@pytest.mark.parametrize(("stdout", "stderr"), [(">&-", ""), ("", "2>&-"), (">&-", "2>&- <&-"), ("", "2>/dev/full")])
def test_a_stream_that_takes_nothing_changes_no_exit_code(
    site, command: str, code: int, stdout: str, stderr: str
) -> None:
    root = site(BROKEN)
    for _ in range(2):  # The second build says again what the first one did.
        ran = streams(["-C", str(root), command], stdout, stderr)
        assert ran.returncode == code
        assert b"Traceback" not in ran.stderr
        assert (root / "build/index.html").is_file() == (command == "build")


@pytest.mark.parametrize("command", ["check", "build", "status"])
def test_a_result_that_cannot_be_printed(site, command: str) -> None:
    root = site(BROKEN)
    for _ in range(2):
        ran = streams(["-C", str(root), "--language", "en", command], "> /dev/full", "")
        assert (ran.returncode, ran.stderr.splitlines()[-1:]) == (3, [b"syntolk: No space left on device"])
    assert streams(["-C", str(root), command], "", "").returncode == (0 if command == "status" else 1)
    assert streams(["-C", str(root), command], "> /dev/full", "").returncode == 3


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "--format", "sarif"], ["build"], ["build", "--format", "json"]]
)
def test_a_reader_that_has_seen_enough_hides_no_error(site, arguments: list[str]) -> None:
    root = site(BROKEN)
    for _ in range(2):
        read, write = os.pipe()
        os.close(read)
        ran = subprocess.run([*RUN, "-C", str(root), *arguments], stdout=write, stderr=subprocess.PIPE, check=False)
        os.close(write)
        assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_of_any_encoding(site, encoding: str) -> None:
    root = site({"source/å.md": "![ö](IMG_1.jpg)\n"})
    ran = run("-C", root, "check", env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert b"image-file-missing" in ran.stdout


def colours(arguments: list[str], **environment: str) -> bool:
    """Whether a command prints colours on a terminal."""
    import pty

    parent, child = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "LANGUAGE")}
    subprocess.run([*RUN, *arguments], stdout=child, stderr=subprocess.DEVNULL, env=clean | environment, check=False)
    os.close(child)
    data = b""
    while True:
        try:
            chunk = os.read(parent, 65536)
        except OSError:
            break
        if not chunk:
            break
        data += chunk
    os.close(parent)
    assert b"link-broken" in data
    return b"\x1b[" in data


def test_colours_on_a_terminal_unless_told_not_to(site) -> None:
    root = site({"source/om.md": "[x](borta.md)\n"})
    command = ["-C", str(root), "check", str(root / "source" / "om.md")]
    assert colours(command)
    assert not colours(command, NO_COLOR="1")
    assert colours(command, NO_COLOR="")


# --- languages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        (["--language", "sv"], {}, "sv"),
        (["build", "--language=sv"], {}, "sv"),
        (["--language", "en"], {"LANG": "sv_SE.UTF-8"}, "en"),
        ([], {"LANG": "sv_SE.UTF-8"}, "sv"),
        ([], {"LC_ALL": "en_GB.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "sv"}, "sv"),
        ([], {"LANGUAGE": "fi:sv:en", "LANG": "en_US"}, "sv"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "svc_XX"}, "en"),
        (["--language"], {}, "en"),
    ],
)
def test_the_language_that_the_program_speaks(arguments, environment, language: str) -> None:
    assert speech_language(arguments, environment) == language


def test_the_program_s_own_translations_fill_in_what_their_sources_do() -> None:
    swedish = speech("sv")
    assert swedish.language == "sv"
    for (_, source), translation in swedish.strings.items():
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", translation)), source


def test_the_program_speaks_swedish(site, syntolk) -> None:
    root = site({"source/om.md": "[x](borta.md)\n"})
    swedish, english = (syntolk("--language", tag, "-C", root, "check") for tag in ("sv", "en"))
    assert swedish.code == english.code == 1
    assert swedish.out != english.out


def test_words_that_are_not_translated_stay() -> None:
    messages = (
        Message("Menu", ("Meny",)),
        Message("Menu", ("Matsedel",), "food"),
        Message("Old", ("Gammal",), obsolete=True),
        Message("Fuzzy", ("Luddig",), flags=("fuzzy",)),
        Message("{n} page", ("{n} sida", "{n} sidor"), plural="{n} pages"),
    )
    swedish = words([Catalogue(messages), Catalogue((Message("Menu", ("Annan",)),))], "sv")
    assert [swedish.gettext(text) for text in ("Menu", "Old", "Fuzzy", "New")] == ["Meny", "Old", "Fuzzy", "New"]
    assert (swedish.pgettext("food", "Menu"), swedish.pgettext("x", "Menu")) == ("Matsedel", "Menu")
    assert [swedish.ngettext("{n} page", "{n} pages", n) for n in (0, 1, 2)] == ["{n} sidor", "{n} sida", "{n} sidor"]
    assert swedish.npgettext("x", "a day", "days", 2) == "days"


@pytest.mark.parametrize(
    ("tag", "within", "name"),
    [("sv", "en-XA", "Swedish"), ("pt-BR", "sv", "portugisiska (Brasilien)"), ("zz", "sv", "zz"), ("sv", "zz", "sv")],
)
def test_names_of_languages(tag: str, within: str, name: str) -> None:
    assert language_name(tag, within) == name


def test_the_names_that_are_known_by_heart_are_those_of_cldr() -> None:
    assert {pair: locale._cldr_name(*pair) for pair in locale._NAMES} == locale._NAMES


def test_the_calendars_that_are_known_by_heart_name_what_those_of_cldr_do(monkeypatch) -> None:
    names = (locale.month_names, locale.long_month_names, locale.weekday_names)
    by_heart = {tag: [find.__wrapped__(tag) for find in names] for tag in locale._CALENDARS}
    monkeypatch.setattr(locale, "_CALENDARS", {})
    assert {tag: [find.__wrapped__(tag) for find in names] for tag in by_heart} == by_heart


def test_the_shares_and_plural_forms_that_are_known_by_heart_are_those_of_cldr(monkeypatch) -> None:
    def all_of_them() -> list[list[str]]:
        return [[plural_forms(tag), *(locale.percent(n / 100, tag) for n in range(101))] for tag in ("sv", "en")]

    by_heart = all_of_them()
    assert locale._PERCENT.keys() == locale._PLURAL_FORMS.keys() == {"sv", "en"}
    for known in ("_PERCENT", "_PLURAL_FORMS"):
        monkeypatch.setattr(locale, known, {})
    assert all_of_them() == by_heart


def test_a_language_that_nobody_knows() -> None:
    from datetime import date

    assert own_name("zz") == "Zz"
    assert long_date(date(2026, 11, 23), "zz") == "2026-11-23"
    assert plural_forms("zz") == "nplurals=2; plural=(n != 1);"
    assert plural_forms("ar").startswith("nplurals=6;")


# --- the preview -----------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["", "/sajt"])
def test_the_preview_shows_what_is_published(site, syntolk, base: str) -> None:
    root = site({"syntolk.toml": f'title = "X"\nbase_url = "https://exempel.se{base}"\n', "source/b.png": b"x"})
    (root / "source" / "om.md").write_text("![En bild](b.png)\n", "utf-8")
    syntolk("-C", root, "build", "--no-check")
    handler = partial(serve._Handler, directory=str(root / "build"), base_path=base)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def get(path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}") as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    try:
        assert "Här är vi." in get(f"{base}/")[1]
        assert "En bild" in get(f"{base}/om")[1]
        assert get(f"{base}/b.png") == (200, "x")
        for path in ("/borta/", "/%00", "/assets/", "/../syntolk.toml", "/%2e%2e/syntolk.toml"):
            status, page = get(base + path)
            assert status == 404
            assert '<html lang="sv"' in page
        assert '<html lang="en"' in get(f"{base}/en/borta/")[1]
        assert get(f"{base}/{'x' * 300}/y")[0] == 404
        assert get(f"{base}?q=x")[0] == 200
        if base:
            assert get("/om/")[0] == 404
    finally:
        server.shutdown()
        server.server_close()


def test_who_does_not_wait_for_an_answer_is_no_fault(tmp_path: Path, capsys) -> None:
    (tmp_path / "film.mp4").write_bytes(bytes(20_000_000))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(serve._Handler, directory=str(tmp_path), base_path=""))
    server.daemon_threads = False  # So that closing it waits for them.
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with socket.create_connection(server.server_address) as visitor:
        visitor.sendall(b"GET /film.mp4 HTTP/1.0\r\n\r\n")
        visitor.recv(100)
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # It is cut, not closed.
    server.shutdown()
    server.server_close()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_there_is_not(site, syntolk, port: str) -> None:
    ran = syntolk("-C", site(), "serve", "--port", port)
    assert (ran.code, f"“{port}” is not a whole number from 0 to 65535" in ran.err) == (2, True)


def test_a_port_that_is_taken(site, syntolk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = syntolk("-C", site(), "serve", "--port", port)
    assert ran.code == 3
    assert f"port {port} cannot be used: Address already in use. Choose another with --port." in ran.err


def test_what_is_saved_while_the_preview_builds_for_the_first_time_is_built(site, monkeypatch, capsys) -> None:
    root, built = site(), []

    def build(*_: object) -> None:
        built.append((root / "source" / "om.md").read_text())
        if len(built) == 2:
            raise KeyboardInterrupt
        site({"source/om.md": "# Ny text\n"})

    monkeypatch.setattr(serve, "_build", build)
    assert serve.serve(Workspace(root), 0, words([])) == 0
    assert built[1] == "# Ny text\n"


def test_the_preview_says_what_is_wrong_and_keeps_the_site(site, syntolk, capsys) -> None:
    root = site()
    syntolk("-C", root, "build")
    site({"syntolk.toml": "titel = 1\n"})
    serve._build(root, words([]))
    assert "syntolk.toml:1:1: unknown setting “titel”" in capsys.readouterr().err
    assert (root / "build" / "index.html").exists()


# --- what is said ----------------------------------------------------------------------------------


def templates() -> set[str]:
    """Every message that the program's modules hand to gettext by name."""
    found = set()
    for path in (Path(cli.__file__).parent).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("gettext", "_"):
                    found.add(str(node.args[0].value))
    return found


def test_no_message_is_put_together_before_it_is_translated() -> None:
    assert len(templates()) > 30
    for text in templates():
        assert "%(" not in text
        assert re.fullmatch(r"(?:[^{}]|\{\w+\})*", text), text


def test_what_argparse_says_is_translated_too(syntolk) -> None:
    ran = syntolk("--language", "sv", "check", "--format", "x")
    assert ran.code == 2
    assert "användning: syntolk check" in ran.err
    assert "syntolk check: fel: argumentet --format: 'x' går inte att välja" in ran.err
