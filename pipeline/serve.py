"""`syntolk serve`: the built site on this machine, built again when a file changes, with what its editors and translators want to know laid over it."""

from __future__ import annotations

import functools
import io
import json
import os
import secrets
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, unquote, urlsplit

from pipeline import files
from pipeline.build import Build
from pipeline.commands.outcome import write_reports
from pipeline.disk.tree import fingerprint
from pipeline.errors import OutputError, PipelineError, reason
from pipeline.jobs.page_reports import PageReports
from pipeline.preview.session import Session
from pipeline.report import Report
from pipeline.reporters import terminal
from pipeline.words import Words
from pipeline.workspace import LOCALES, OUTPUT, REPORTS, SOURCE, TEMPLATES, Workspace

_SECONDS = 0.5
_HEARTBEAT = 15.0
"""Seconds after which something is sent to who waits for the next build: so one learns who has gone."""
_OVERLAY = "/__syntolk__/"
"""Where lies what no site has: the script of the overlay and what it asks for."""
_SCRIPT = b'<script src="/__syntolk__/overlay.js" defer></script>'
_MOST = 1_000_000
"""Bytes of a translation, at most."""


class Preview:
    """What the overlay of a running preview asks for."""

    def __init__(self, session: Session, reports: Path) -> None:
        self.session = session
        self.reports = reports
        self.token = secrets.token_urlsafe()
        """Without it nothing is written: only a page of the preview itself can read it."""
        self._turn = threading.Condition()
        self._builds = 0

    def built(self, report: Report | None) -> None:
        """Tell all who wait that the site is another one; without a `report` it is not."""
        if report is None:
            return
        with self._turn:
            self.session.report = report
            self._builds += 1
            self._turn.notify_all()

    def after(self, known: int, seconds: float) -> int:
        """The number of the last build, as soon as it is not the `known` one; at the latest after so many seconds."""
        with self._turn:
            self._turn.wait_for(lambda: self._builds != known, seconds)
            return self._builds


class _Handler(SimpleHTTPRequestHandler):
    """The published folder, below the path of `base_url`, with the site's own page for what is not there.

    With a `preview` each page asks for the overlay as well.
    """

    def __init__(self, *arguments: object, base_path: str, preview: Preview | None = None, **more: object) -> None:
        self._base_path = base_path
        self._preview = preview
        super().__init__(*arguments, **more)  # type: ignore[arg-type]

    def handle(self) -> None:
        with suppress(ConnectionError):  # Whoever has asked did not wait for the answer.
            super().handle()

    def translate_path(self, path: str) -> str:
        # No file has the name, and the system does not even take it.
        return super().translate_path(_below(path, self._base_path)).replace("\0", "\ufffd")

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002 - the signature of its parent
        """No list of files: a folder without a page is an address that does not exist."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (
            _not_found(Path(self.directory), _below(self.path, self._base_path))
            if code == HTTPStatus.NOT_FOUND
            else b""
        )
        page = with_overlay(page) if page and self._preview is not None else page
        if not page:
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    # --- the overlay -------------------------------------------------------------------------------

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """What is asked for; of a page with the script of the overlay in it."""
        preview = self._preview
        if self.path == "/" and self._base_path:  # As whoever types in the host alone asks.
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{self._base_path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        if preview is None:
            return super().send_head()
        address = urlsplit(self.path)
        if address.path.startswith(_OVERLAY):
            return self._of_overlay(preview, address.path.removeprefix(_OVERLAY), address.query)
        file = Path(self.translate_path(self.path))
        if address.path.endswith("/"):
            file /= "index.html"
        data = files.read(file) if file.suffix == ".html" else None
        return super().send_head() if data is None else self._answer(HTTPStatus.OK, "text/html", with_overlay(data))

    def _of_overlay(self, preview: Preview, name: str, query: str) -> io.BytesIO | BinaryIO | None:
        if not self._is_at_home():
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        if name == "overlay.js":
            script = resources.files("pipeline").joinpath("preview/overlay.js").read_bytes()
            return self._answer(HTTPStatus.OK, "text/javascript", script)
        if name == "events" and self.command == "GET":
            self._tell_of_builds(preview)
            return None
        if name == "page":
            return self._about_page(preview, self._file(*parse_qs(query).get("file", ())[:1]))
        if name.startswith("reports/"):
            self.directory, self._base_path, self._preview = str(preview.reports), "", None
            self.path = name.removeprefix("reports")
            return super().send_head()
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _about_page(self, preview: Preview, file: str) -> io.BytesIO:
        try:
            found = preview.session.page(file)
        except PipelineError as error:  # The settings, say: the last build has told of it.
            return self._json(HTTPStatus.CONFLICT, {"said": preview.session.words.error(error)})
        status = HTTPStatus.NOT_FOUND if found is None else HTTPStatus.OK
        return self._json(status, {**(found or {}), "token": preview.token})

    def do_POST(self) -> None:
        """Save a translation."""
        preview = self._preview
        if preview is None or urlsplit(self.path).path != f"{_OVERLAY}translation" or not self._is_at_home():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        if not secrets.compare_digest(self.headers.get("X-Syntolk-Token", "").encode(), preview.token.encode()):
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        words = preview.session.words
        try:
            length = int(self.headers.get("Content-Length") or 0)
            asked = json.loads(self.rfile.read(max(0, min(length, _MOST))))
            context, texts = asked["context"], [asked[key] for key in ("id", "before", "text")]
            answer = preview.session.save(self._file(asked["file"]), context, *texts)
        except PipelineError as error:
            answered = self._json(HTTPStatus.CONFLICT, {"said": f"{error.location or ''} {words.error(error)}".strip()})
        except (ValueError, KeyError, TypeError, AttributeError):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        else:
            answered = self._json(HTTPStatus.OK, answer)
        self.wfile.write(answered.read())

    def _is_at_home(self) -> bool:
        """Whether the browser has asked this machine, and no name of somebody else's that leads here (DNS rebinding)."""
        with suppress(ValueError):
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in ("127.0.0.1", "localhost")
        return False

    def _file(self, address: str = "") -> str:
        """The path of the page at an address of the preview, below the output folder."""
        below = unquote(_below(address, self._base_path)).removeprefix("/")
        return f"{below}index.html" if below == "" or below.endswith("/") else below

    def _tell_of_builds(self, preview: Preview) -> None:
        """Say of each build from now on that it is done (HTML, Server-sent events)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        known = -1
        while True:
            now = preview.after(known, _HEARTBEAT)
            # The token tells two runs of the program apart.
            self.wfile.write(b":\n\n" if now == known else f"data: {preview.token[:8]} {now}\n\n".encode())
            self.wfile.flush()
            known = now

    def _json(self, status: HTTPStatus, value: Mapping[str, object]) -> io.BytesIO:
        return self._answer(status, "application/json", json.dumps(value, ensure_ascii=False).encode())

    def _answer(self, status: HTTPStatus, kind: str, data: bytes) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return io.BytesIO(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def with_overlay(page: bytes) -> bytes:
    """A page that asks for the overlay.

    >>> with_overlay(b"<p>Hej</p></body></html>")
    b'<p>Hej</p><script src="/__syntolk__/overlay.js" defer></script></body></html>'
    """
    before, end, after = page.rpartition(b"</body>")
    return before + _SCRIPT + end + after if end else page + _SCRIPT


def _below(path: str, base_path: str) -> str:
    """The address `path` without the path that the site is published under; nothing where it is outside it.

    >>> _below("/sajt/om-oss/", "/sajt"), _below("/om-oss/", "/sajt"), _below("/om-oss/", ""), _below("/sajt?q=x", "/sajt")
    ('/om-oss/', '/404', '/om-oss/', '/?q=x')
    """
    own = path.removeprefix(base_path)
    if not path.startswith(base_path) or own[:1] not in ("", "/", "?"):
        return "/404"
    return own if own.startswith("/") else f"/{own}"


def _not_found(folder: Path, path: str) -> bytes:
    """The site's own page for an address that does not exist, in the language of the address."""
    language = path.split("/")[1] if path.count("/") > 1 else ""
    own = files.read(folder / language / "404.html") if language in files.names(folder) else None
    return own or files.read(folder / "404.html") or b""


def serve(workspace: Workspace, port: int, words: Words) -> int:
    """Build, serve on 127.0.0.1 and watch until interrupted. Raises `OutputError` where the port is taken."""
    root = workspace.root
    before = _look(root)  # So that what is saved while the first build goes on is built too.
    preview = Preview(Session(root, words), root / REPORTS)
    preview.built(_build(root, words))
    handler = functools.partial(
        _Handler, directory=str(root / OUTPUT), base_path=workspace.config.base_path, preview=preview
    )
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        template = "port {port} cannot be used: {reason}. Choose another with --port."
        raise OutputError(template, None, (("port", port), ("reason", reason(error)))) from None
    print(
        words.say(
            "http://127.0.0.1:{port}{path}/ – end with Ctrl-C",
            port=server.server_port,
            path=workspace.config.base_path,
        ),
        flush=True,
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        _watch(preview, root, words, before)
    except KeyboardInterrupt:
        server.shutdown()
        server.server_close()
    return 0


def _look(root: Path) -> Mapping[str, int]:
    """When what a build reads was changed."""
    return fingerprint(root, (SOURCE, LOCALES, TEMPLATES, *files.CONFIG_NAMES))


def _watch(preview: Preview, root: Path, words: Words, before: Mapping[str, int]) -> None:
    """Build again whenever something has changed since `before`."""
    pause = threading.Event()
    while True:
        pause.wait(_SECONDS)
        now = _look(root)
        if now != before:
            before = now
            preview.built(_build(root, words))


def _build(root: Path, words: Words) -> Report | None:
    """Build; an error is said, and the site stays as it was."""
    try:
        workspace = Workspace(root)
        pages = PageReports(words)
        build = Build(workspace, page_reports=pages, remember=True)
        if build.would_take_pages_away:
            print(
                words.gettext("Not published, because a catalogue cannot be read: the site stays as it was."),
                file=sys.stderr,
            )
            return None
        report = replace(build.report(build.publish()), pictures=pages.pictures.completeness)
        write_reports(workspace, report, words, pages, build.used)
    except PipelineError as error:
        print(f"{error.location or 'syntolk'}: {words.error(error)}", file=sys.stderr)
        return None
    for line in terminal.lines((f for f in report.findings if f.severity == "error"), words):
        print(line, file=sys.stderr)
    written = words.say("Files: {files} ({changed} changed).", files=report.files, changed=report.changed)
    print(f"{written} {' '.join(terminal.sums(report, words))} {REPORTS}/index.html", file=sys.stderr)
    return report
