"""A real browser and a site for it: what the browser tests share."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
SITE = ("source", "locales", "templates", "pyproject.toml")
"""What makes this repository a site."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PICTURES = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => {});
}))"""


def chromium() -> str:
    """Where Chromium is. A test that needs it fails where there is none: it never skips."""
    found = os.environ.get("CHROMIUM") or next((path for name in _NAMES if (path := shutil.which(name))), None)
    if not found:
        message = "no Chromium: `apt-get install chromium`, or set CHROMIUM to one"
        raise RuntimeError(message)
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        environment = {**os.environ, "HOME": home}
        yield playwright.chromium.launch(executable_path=chromium(), args=_FLAGS, env=environment)


def everything_loaded(page: Page) -> None:
    """Wait for all that a page loads: its pictures further down too, and what its script asks for."""
    page.evaluate(_PICTURES)
    if page.locator("script").count():  # Only a script asks for something later; half a second of silence is its end.
        page.wait_for_load_state("networkidle")


def copy_site(target: Path) -> Path:
    """This repository's site, copied to `target`."""
    target.mkdir(exist_ok=True)
    for name in SITE:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, target / name)
        elif path.exists():
            shutil.copy(path, target / name)
    return target


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which `folder` is served on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
