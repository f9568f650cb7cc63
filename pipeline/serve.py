"""`syntolk serve`: the built site on this machine, built again when a file changes."""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline import files
from pipeline.build import Build
from pipeline.commands.outcome import write_reports
from pipeline.disk.tree import fingerprint
from pipeline.errors import OutputError, PipelineError, reason
from pipeline.jobs.page_reports import PageReports
from pipeline.reporters import terminal
from pipeline.words import Words
from pipeline.workspace import LOCALES, OUTPUT, REPORTS, SOURCE, TEMPLATES, Workspace

_SECONDS = 0.5


class _Handler(SimpleHTTPRequestHandler):
    """The published folder, below the path of `base_url`, with the site's own page for what is not there."""

    def __init__(self, *arguments: object, base_path: str, **more: object) -> None:
        self._base_path = base_path
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
        if not page:
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


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
    _build(root, words)
    handler = functools.partial(_Handler, directory=str(root / OUTPUT), base_path=workspace.config.base_path)
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
        _watch(root, words, before)
    except KeyboardInterrupt:
        server.shutdown()
        server.server_close()
    return 0


def _look(root: Path) -> Mapping[str, int]:
    """When what a build reads was changed."""
    return fingerprint(root, (SOURCE, LOCALES, TEMPLATES, *files.CONFIG_NAMES))


def _watch(root: Path, words: Words, before: Mapping[str, int]) -> None:
    """Build again whenever something has changed since `before`."""
    pause = threading.Event()
    while True:
        pause.wait(_SECONDS)
        now = _look(root)
        if now != before:
            before = now
            _build(root, words)


def _build(root: Path, words: Words) -> None:
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
            return
        report = replace(build.report(build.publish()), pictures=pages.pictures.completeness)
        write_reports(workspace, report, words, pages, build.used)
    except PipelineError as error:
        print(f"{error.location or 'syntolk'}: {words.error(error)}", file=sys.stderr)
        return
    for line in terminal.lines((f for f in report.findings if f.severity == "error"), words):
        print(line, file=sys.stderr)
    written = words.say("Files: {files} ({changed} changed).", files=report.files, changed=report.changed)
    print(f"{written} {' '.join(terminal.sums(report, words))} {REPORTS}/index.html", file=sys.stderr)
