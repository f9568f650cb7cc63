"""`syntolk serve`: the built site on this machine, built again when a file changes."""

from __future__ import annotations

import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline import files
from pipeline.build import Build
from pipeline.errors import OutputError, PipelineError
from pipeline.words import Words
from pipeline.workspace import LOCALES, OUTPUT, SOURCE, TEMPLATES, Workspace

_SECONDS = 0.5


class _Handler(SimpleHTTPRequestHandler):
    """The published folder, below the path of `base_url`, with the site's own page for what is not there."""

    def __init__(self, *arguments: object, base_path: str, **more: object) -> None:
        self._base_path = base_path
        super().__init__(*arguments, **more)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self._base_path) or "/")

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def serve(workspace: Workspace, port: int, words: Words) -> int:
    """Build, serve on 127.0.0.1 and watch until interrupted. Raises `OutputError` where the port is taken."""
    root = workspace.root
    _build(root, words)
    handler = functools.partial(_Handler, directory=str(root / OUTPUT), base_path=workspace.config.base_path)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        template = "port {port} cannot be used: {reason}. Choose another with --port."
        raise OutputError(template, None, (("port", port), ("reason", error.strerror or str(error)))) from None
    print(
        words.gettext("http://127.0.0.1:{port}{path}/ – end with Ctrl-C").format(
            port=server.server_port, path=workspace.config.base_path
        ),
        flush=True,
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        _watch(root, words)
    except KeyboardInterrupt:
        server.shutdown()
    return 0


def _watch(root: Path, words: Words) -> None:
    before = files.fingerprint(root, (SOURCE, LOCALES, TEMPLATES, *files.CONFIG_NAMES))
    pause = threading.Event()
    while True:
        pause.wait(_SECONDS)
        now = files.fingerprint(root, (SOURCE, LOCALES, TEMPLATES, *files.CONFIG_NAMES))
        if now != before:
            before = now
            _build(root, words)


def _build(root: Path, words: Words) -> None:
    """Build; an error is said, and the site stays as it was."""
    try:
        build = Build(Workspace(root))
        files_, changed = build.publish()
    except PipelineError as error:
        print(f"{error.location or 'syntolk'}: {words.error(error)}", file=sys.stderr)
        return
    print(words.gettext("{files} files ({changed} changed).").format(files=files_, changed=changed), file=sys.stderr)
