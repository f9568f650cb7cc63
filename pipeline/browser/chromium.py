"""The one door to Playwright and axe-core: the built site in Chromium, at its own address, with nothing from elsewhere.

No server and no network: what the browser asks for is answered here, from the built folder. So a page is what it is when it is
published, absolute addresses and the path of `base_url` included, and whatever it would fetch from others is seen and refused.
Each browser is used by one thread (Playwright's rule).
"""

from __future__ import annotations

import json
import mimetypes
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline import files
from pipeline.browser.audit_rules import PREFIX
from pipeline.browser.audited import STATES, Sight, State
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Route

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
_CHANNELS = ("chrome", "msedge")
"""What Playwright knows where to look for on systems where browsers are not on the path."""
_FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")
_TAGS = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22a", "wcag22aa", "best-practice")
_ALL = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations", "incomplete"]}
_OF_COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
_COLOURS = {"runOnly": {"type": "rule", "values": _OF_COLOURS}, "resultTypes": ["violations", "incomplete"]}
_BY_COLOURS = frozenset(f"{PREFIX}{rule}" for rule in _OF_COLOURS)
"""What has to be looked at anew where only the colours are others."""
_HEIGHT = 900
SECONDS = 30
"""How long a page may take to show."""
PATIENCE = 20
"""How many times as long it may take to answer all questions: a walk through a long page takes minutes."""
_MOST_TABS = 600
"""Stops of a walk with the Tab key, after which nothing is said."""
_NOT_LOADED = "Failed to load resource"
"""What Chromium's console says of what we answer with 404 or refuse, which has rules of its own."""

Read = Callable[[str], tuple[bytes, str] | None]
"""Path below the site's address → content and path of the file; None where there is none."""


class Site(NamedTuple):
    """What the browser is shown."""

    origin: str
    """Scheme and host of its address."""
    base_path: str
    """The path that it is published under; empty at the root."""
    read: Read
    """Its files."""


class Visit(NamedTuple):
    """A page to look at."""

    page: str
    """Path of the built page."""
    walk: bool
    """Whether to walk through it with the Tab key."""


@contextmanager
def browser(executable: str | None = None) -> Iterator[Browser]:
    """A headless Chromium of one's own. Raises `ConfigError` where there is none, or no Playwright."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise ConfigError("the browser is driven by Playwright: pip install 'syntolk[audit]'.") from None
    with sync_playwright() as playwright:
        found = _launched(playwright, executable)
        try:
            yield found
        finally:
            with suppress(Error):  # It may be gone already: Ctrl-C reaches it too.
                found.close()


def _launched(playwright: Playwright, executable: str | None) -> Browser:
    from playwright.sync_api import Error

    own = playwright.chromium.executable_path
    path = executable or (own if files.exists(own) else next(filter(None, map(shutil.which, _NAMES)), None))
    # The sandbox needs rights that root and most containers have not; what is shown is one's own site, and nothing from elsewhere.
    chosen: list[dict[str, str]] = [{"executable_path": path}] if path else [{"channel": name} for name in _CHANNELS]
    for options in chosen:
        try:
            return playwright.chromium.launch(args=list(_FLAGS), handle_sighup=True, **options)  # type: ignore[arg-type]
        except Error as error:
            if path:
                template = "the browser {path} does not start: {reason}"
                reason = str(error).strip().split("\n", maxsplit=1)[0]
                raise ConfigError(template, None, (("path", path), ("reason", reason))) from None
    template = (
        "there is no Chromium, Chrome or Edge. Install one (`playwright install chromium`), or name it: --browser PATH."
    )
    raise ConfigError(template)


def _axe() -> str:
    try:
        return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    except ModuleNotFoundError:
        raise ConfigError("axe-core is missing: pip install 'syntolk[audit]'.") from None


class Examiner:
    """Looks at pages in one browser, one after the other, each in a tab of its own.

    All are tabs of one profile: to start one for each page took twice the time of a processor. What a page has stored goes
    with it; where a page could not be shown, the profile goes too.
    """

    def __init__(self, browser: Browser, site: Site) -> None:
        self._browser, self._site = browser, site
        probes = resources.files("pipeline").joinpath("browser/probes.js").read_text("utf-8")
        self._scripts = (_axe(), probes)
        processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        self._process = next(process["id"] for process in processes if process["type"] == "browser")
        self._profile: BrowserContext | None = None

    def examine(self, visit: Visit) -> list[Sight]:
        """What is seen on a page, in every state. A page that cannot be shown is something that is seen."""
        from playwright.sync_api import Error

        profile = self._profile or self._new()
        crashed: list[Page] = []
        looked: _Looked | None = None
        # A page that hangs answers nothing more, and Playwright would wait for ever: then the browser is ended.
        timer = threading.Timer(SECONDS * PATIENCE, os.kill, (self._process, signal.SIGTERM))
        timer.start()
        try:
            page = profile.new_page()
            page.on("crash", lambda page: crashed.append(page))  # noqa: PLW0108 - Playwright marks what it is given.
            looked = _Looked(page, visit, self._site)
            looked.look(self._scripts)
            self._forget(profile, page)
        except Error as error:
            self._profile = None
            with suppress(Error):
                profile.close()
            told = str(error).strip().split("\n", maxsplit=1)[0]
            told = "it crashed" if crashed else "it does not answer" if timer.finished.is_set() else told
            return [*(looked.sights if looked else ()), Sight("page-unexamined", visit.page, detail=told)]
        finally:
            timer.cancel()
        return looked.sights

    def _new(self) -> BrowserContext:
        self._profile = self._browser.new_context(viewport={"width": STATES[0].width, "height": _HEIGHT})
        self._profile.set_default_timeout(SECONDS * 1000)
        self._profile.route("**/*", lambda route: route.abort())  # What a page opens; pages have answers of their own.
        self._profile.new_page()  # Its window: it would close with its last tab, and be opened for each page.
        return self._profile

    def _forget(self, profile: BrowserContext, page: Page) -> None:
        """Close what the page has opened, and remove what it has stored."""
        session = profile.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": self._site.origin, "storageTypes": "all"})
        for tab in profile.pages[1:]:
            tab.close()


class _Looked:
    """One page while it is looked at."""

    def __init__(self, page: Page, visit: Visit, site: Site) -> None:
        self._page, self._visit, self._site = page, visit, site
        self._address = f"{site.origin}{site.base_path}/{visit.page.removesuffix('index.html')}"
        self._arrived = False
        self.sights: list[Sight] = []
        self._asked: dict[tuple[str, str], None] = {}
        page.route("**/*", self._answer)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note("console-error", str(error).split("\n", maxsplit=1)[0]))
        page.on("dialog", lambda dialog: dialog.dismiss())

    # --- what the page asks for and says ---------------------------------------------------------

    def _answer(self, route: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        if request.is_navigation_request() and request.frame == self._page.main_frame and self._arrived:
            # A page that sends the visitor on is looked at all the same: “No Content” leaves the browser where it is.
            route.fulfill(status=204)
            return
        self._arrived = True
        if f"{parts.scheme}://{parts.netloc}" != self._site.origin:
            self._note("request-elsewhere", request.url)
            route.abort()
            return
        path = unquote(parts.path)
        below = path.removeprefix(f"{self._site.base_path}/") if path.startswith(f"{self._site.base_path}/") else None
        found = None if below is None else self._site.read(below)
        if found is None:
            if parts.path != "/favicon.ico":  # Asked for by the browser, not by the page.
                self._note("resource-missing", parts.path)
            route.fulfill(status=404, body="")
            return
        content, name = found
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        route.fulfill(body=content, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_NOT_LOADED):
            self._note("console-error", message.text.split("\n", maxsplit=1)[0])

    def _note(self, rule: str, detail: str) -> None:
        if (rule, detail) not in self._asked:
            self._asked[rule, detail] = None
            self.sights.append(Sight(rule, self._visit.page, detail=detail))

    # --- what is looked at -----------------------------------------------------------------------

    def look(self, scripts: tuple[str, ...]) -> None:
        """See everything. Raises Playwright's errors."""
        self._page.goto(self._address, wait_until="load")
        for script in scripts:
            self._page.evaluate(script)
        layouts: dict[int, str] = {}
        self._pictures()
        for state in STATES:
            self._page.emulate_media(color_scheme=state.scheme)
            self._page.set_viewport_size({"width": state.width, "height": _HEIGHT})
            layout = self._ask("layout")
            # Only colours differ between two schemes in which everything lies and shows alike.
            same = layouts.setdefault(state.width, layout) == layout
            before = next(s for s in STATES if s.width == state.width)
            if same and state != before:
                known = [sight for sight in self.sights if sight.state == before and sight.rule not in _BY_COLOURS]
                self.sights += [sight._replace(state=state) for sight in known]
                self._axe(state, _COLOURS)
            else:
                self._axe(state, _ALL)
                self._own(state, "sideways")
                self._own(state, "spacing")
        self._page.emulate_media(reduced_motion="reduce")
        self._own(None, "motion")
        self._page.emulate_media(reduced_motion="no-preference", color_scheme="light")
        if self._visit.walk:
            for width in (STATES[3].width, STATES[0].width):
                self._page.set_viewport_size({"width": width, "height": _HEIGHT})
                self._walk([state for state in STATES if state.width == width])

    def _ask(self, probe: str, argument: object = None) -> Any:  # noqa: ANN401 - what a script answers is untyped.
        return self._page.evaluate(f"syntolkProbes.{probe}({'' if argument is None else json.dumps(argument)})")

    def _axe(self, state: State, options: Mapping[str, object]) -> None:
        for one in self._ask("axeFinds", options):
            self.sights.append(
                Sight(
                    f"{PREFIX}{one['rule']}",
                    self._visit.page,
                    state,
                    one["detail"],
                    one["selector"],
                    one["html"],
                    tuple(one["text"]),
                    one["shared"],
                    review=one["kind"] == "incomplete",
                    impact=one["impact"],
                    tags=frozenset(one["tags"]),
                    help=one["help"],
                    url=one["url"],
                )
            )

    def _own(self, state: State | None, probe: str) -> None:
        for one in self._ask(probe):
            self._see(one, [state])

    def _pictures(self) -> None:
        """Pictures that do not show, but for those that were not answered: of these it is said already."""
        for one in self._ask("pictures"):
            address = one["detail"]
            missing = ("resource-missing", urlsplit(address).path), ("request-elsewhere", address)
            if self._asked.keys().isdisjoint(missing):
                self._see(one, [None])

    def _see(self, one: Mapping[str, Any], states: Iterable[State | None], rule: str = "") -> None:
        place = (one["selector"], one["html"], tuple(one["text"]), one["shared"])
        rule = rule or one["rule"]
        self.sights += [Sight(rule, self._visit.page, state, one["detail"], *place) for state in states]

    def _walk(self, states: Sequence[State]) -> None:
        """Press Tab through the page: what has the focus shows, and every place can be left.

        Its colours are the light ones; what is found is said of all `states`, those of its width.
        """
        most = self._ask("prepare")
        told: set[int] = set()
        stops = inside = 0
        for _ in range(_MOST_TABS):
            self._page.keyboard.press("Tab")
            stop = self._ask("stop")
            if stop is None:
                return
            stops, inside = stops + 1, inside + stop["inside"]
            if stops - inside > 2 * most + 20 and inside < stops / 2:
                self._see(stop["element"], states, "keyboard-trap")
                return
            if stop["number"] in told or stop["inside"]:
                continue
            told.add(stop["number"])
            if stop["covered"]:
                self._see(stop["covered"], states)
            elif not stop["sure"] and self._looks_the_same():
                self._see(stop["element"], states, "skip-link-hidden" if stop["skip"] else "focus-invisible")

    def _looks_the_same(self) -> bool:
        """Whether the screen is the same with and without the focus. The focus is lost; Tab goes on from there."""
        focused = self._page.screenshot(animations="disabled", caret="initial")
        self._ask("blur")
        return self._page.screenshot(animations="disabled", caret="initial") == focused
