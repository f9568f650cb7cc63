"""`syntolk audit`: the built site in a real browser, several pages at a time → a report."""

from __future__ import annotations

import json
import posixpath
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline import checks, files
from pipeline.browser import audited, chromium
from pipeline.browser.agreement import disagreements, parts_of, said
from pipeline.browser.audit_rules import AGREEMENT, OWN
from pipeline.browser.audited import Place, Sight
from pipeline.browser.chromium import Examiner, Site, Visit
from pipeline.errors import CatalogueError, ConfigError, SourceError
from pipeline.markdown import front_matter
from pipeline.model import Document, Finding, Location
from pipeline.report import PageReport, Report, RuleText
from pipeline.workspace import OUTPUT, SOURCE, Workspace

_NO_HOST = "https://site.invalid"
"""Where a site is looked at that does not say where it is published; no such host exists (RFC 2606)."""
_TURN = 0.2
"""Seconds between two looks at whether somebody has pressed Ctrl-C."""
_LEAST = 5
"""Letters of a text by which its place is found in the source."""

Progress = Callable[[int, int], None]
"""Hears how many pages are done, of how many."""


class Options(NamedTuple):
    """What is asked for on the command line."""

    paths: tuple[str, ...] = ()
    """Sources, built pages or addresses to look at; none: all."""
    browser: str | None = None
    """The browser's program; None: the one that is found."""
    jobs: int = 1
    """Browsers at a time."""
    sample: int | None = None
    """Pages of each type and language to look at; None: all."""


class Page(NamedTuple):
    """A built page."""

    file: str
    """Path below the built folder."""
    source: str
    """Path below the source folder; empty where it has none."""
    language: str
    """Of the page (BCP 47)."""
    kind: str
    """Type of page; pages of one type are made by one template."""


def audit(workspace: Workspace, options: Options, progress: Progress) -> tuple[Report, tuple[RuleText, ...]]:
    """The report, and what the rules say that were asked. Raises `ConfigError` without a built site or a browser."""
    every = pages(workspace)
    chosen = _sampled(_named(workspace, every, options.paths), options.sample)
    walked = {(page.kind, page.language): page.file for page in reversed(chosen)}
    visits = [Visit(page.file, walked[page.kind, page.language] == page.file) for page in chosen]
    output = workspace.root / OUTPUT

    def read(path: str) -> tuple[bytes, str] | None:
        parts = [part for part in path.split("/") if part not in ("", ".")]
        if ".." in parts:
            return None
        name = "/".join(parts) + ("/index.html" if parts and path.endswith("/") else "")
        try:
            data = files.read(output / (name or "index.html"))
        except (SourceError, ValueError):  # It may not be read, or is a name that no file has, such as %00.
            return None
        return None if data is None else (data, name or "index.html")

    address = urlsplit(workspace.config.base_url)
    origin = f"{address.scheme}://{address.netloc}" if address.netloc else _NO_HOST
    site = Site(origin, workspace.config.base_path, read)
    sights = _in_parallel(visits, site, options, progress)
    places = {p.file: Place(f"{SOURCE}/{p.source}" if p.source else f"{OUTPUT}/{p.file}", p.language) for p in chosen}
    by_file = {page.file: page for page in chosen}

    def where(file: str, text: tuple[str, ...]) -> Location:
        page = by_file[file]
        line = _line(workspace, page, text) if page.source else 0
        return Location(places[file].path, line)

    astray = [] if options.paths else _astray(workspace, every)  # Whether pages agree can be asked of all of them only.
    found = tuple(sorted((*audited.findings(sights, places, where), *astray), key=audited.order))
    # What JUnit and the report for editors call a page; how hard it is to read was not asked.
    seen = [PageReport(places[p.file].path, p.file, p.language, None, 1.0, published=True, href=p.file) for p in chosen]
    levels = workspace.config.rules
    allowed = checks.turned_off(found, levels, workspace.reason)
    report = Report(checks.configured(found, levels), tuple(seen), allowed=allowed)
    return report, (*OWN, *audited.rules(sights))


def pages(workspace: Workspace) -> list[Page]:
    """Every built page, by path. Raises `ConfigError` where nothing is built."""
    output = workspace.root / OUTPUT
    names = files.below(output, ".html")
    if not names:
        template = "there is no built site in “{folder}/”. Build it first: syntolk build."
        raise ConfigError(template, None, (("folder", OUTPUT),))
    sources: dict[str, tuple[str, str]] = {}
    for language, outputs in _routes(output).items():
        sources |= {file: (source, language) for source, file in outputs.items()}
    own = workspace.config.source_language
    languages = {tag: tag for tag in workspace.config.languages}
    result = []
    for name in names:
        source, language = sources.get(name, ("", languages.get(name.split("/")[0], own)))
        result.append(Page(name, source, language, _kind(workspace, source, name)))
    return result


def _routes(output: Path) -> dict[str, dict[str, str]]:
    """The file of each page by its source, for each published language; none where the list is damaged."""
    with suppress(ValueError, AttributeError, LookupError, TypeError):
        routes = json.loads(files.read(output / "routes.json") or b"{}")
        return {language: dict(edition["pages"]) for language, edition in routes.items() if edition["pages"]}
    return {}


def _astray(workspace: Workspace, every: Iterable[Page]) -> Iterator[Finding]:
    """What pages say of their languages otherwise than the rest of the site."""
    output = workspace.root / OUTPUT
    built = {page.file: page for page in every}
    told = {file: said((files.read(output / file) or b"").decode("utf-8", "replace")) for file in built}
    sitemap = (files.read(output / "sitemap.xml") or b"").decode("utf-8", "replace")
    sitemap += "".join((files.read(output / name) or b"").decode("utf-8", "replace") for name in parts_of(sitemap))
    for file, problem in disagreements(told, _routes(output), workspace.config.base_url, sitemap):
        page = built.get(file)
        language = page.language if page else workspace.config.source_language
        where = Location(f"{SOURCE}/{page.source}" if page and page.source else f"{OUTPUT}/{file}")
        yield Finding(AGREEMENT.id, AGREEMENT.severity, problem.template, where, language, problem.values)


def _kind(workspace: Workspace, source: str, name: str) -> str:
    """The type of a page: what its front matter says, else what its place says."""
    if not source:
        return posixpath.basename(name) if name.endswith("404.html") else "redirect"
    data = files.read(workspace.root / SOURCE / source) or b""
    with suppress(SourceError):
        said = front_matter(data.decode("utf-8", "replace"), source).get("type")
        if isinstance(said, str):
            return said
    return "start" if source == "index.md" else "section" if source.endswith("/index.md") else "page"


def _named(workspace: Workspace, every: Sequence[Page], paths: Iterable[str]) -> list[Page]:
    """The pages that are meant by `paths`. Raises `SourceError` for one that means none."""
    wanted: dict[Page, None] = {}
    root = workspace.root.resolve()
    for path in paths:
        below = path.removeprefix(workspace.config.origin).strip("/")
        names = {below, below.removeprefix(workspace.config.base_path.strip("/")).strip("/")}
        with suppress(ValueError):
            names.add(Path(path).resolve().relative_to(root).as_posix())
        found = [page for page in every if any(_means(name, page) for name in names)]
        if not found:
            template = (
                "no built page is meant by this: name a page or folder below {source}/ or {output}/, or an address."
            )
            raise SourceError(template, Location(path), (("source", SOURCE), ("output", OUTPUT)))
        wanted |= dict.fromkeys(found)
    return [page for page in every if page in wanted] if wanted else list(every)


def _means(name: str, page: Page) -> bool:
    """Whether `name` is the page, or a folder that it lies in."""
    own = [page.file, f"{OUTPUT}/{page.file}"] + ([f"{SOURCE}/{page.source}"] if page.source else [])
    return name in ("", ".") or any(path == name or path.startswith(f"{name}/") for path in own)


def _sampled(every: list[Page], most: int | None) -> list[Page]:
    """At most so many pages of each type and language, spread over them."""
    if most is None:
        return every
    groups: dict[tuple[str, str], list[Page]] = {}
    for page in every:
        groups.setdefault((page.kind, page.language), []).append(page)
    chosen = {group[i * len(group) // most] for group in groups.values() for i in range(min(most, len(group)))} | {
        page for group in groups.values() if len(group) <= most for page in group
    }
    return [page for page in every if page in chosen]


# --- in parallel ------------------------------------------------------------------------------------


def _in_parallel(visits: Sequence[Visit], site: Site, options: Options, progress: Progress) -> list[Sight]:
    """What is seen on the pages, in their order.

    A thread a browser: two browsers on two cores took 0.7 of the time that one took; two pages in one browser 0.9.
    """
    waiting: queue.SimpleQueue[tuple[int, Visit]] = queue.SimpleQueue()
    for numbered in enumerate(visits):
        waiting.put(numbered)
    seen: dict[int, list[Sight]] = {}
    stop, shown = threading.Event(), -1

    def work() -> None:
        """Look at pages until there are none left; where a browser is gone, in another one."""
        while not waiting.empty() and not stop.is_set():
            with chromium.browser(options.browser) as browser:
                examiner = Examiner(browser, site)
                while not stop.is_set() and browser.is_connected():
                    try:
                        number, visit = waiting.get_nowait()
                    except queue.Empty:
                        return
                    seen[number] = examiner.examine(visit)

    jobs = max(1, min(options.jobs, len(visits)))
    with ThreadPoolExecutor(jobs) as threads:
        running = [threads.submit(work) for _ in range(jobs)]
        try:
            while not wait(running, _TURN, FIRST_EXCEPTION).done >= set(running):
                if len(seen) != shown:
                    shown = len(seen)
                    progress(shown, len(visits))
                if any(one.done() and one.exception() for one in running):
                    break
        finally:
            stop.set()  # Ctrl-C, or a failure: each thread closes its browser.
    progress(len(visits), len(visits))
    for one in running:
        one.result()
    assert len(seen) == len(visits)
    return [sight for number in sorted(seen) for sight in seen[number]]


# --- where it is edited -----------------------------------------------------------------------------


@cache
def _texts(workspace: Workspace, source: str, language: str) -> tuple[tuple[str, int], ...]:
    """Each text of a page in a language, and the line of the source that it stands in."""
    document: Document = workspace.document(source)
    strings: Mapping[tuple[str | None, str], str] = {}
    if language != workspace.config.source_language:
        with suppress(CatalogueError, SourceError):
            catalogue = workspace.readable_catalogue(language, workspace.domain(source))
            strings = {message.key: message.strings[0] for message in catalogue if message.translated}
    return tuple((strings.get((one.context, one.id), one.id), one.line) for one in document.segments)


def _line(workspace: Workspace, page: Page, text: Iterable[str]) -> int:
    """The line of the source where one of the texts stands, and nowhere else; 0 where none does."""
    texts = _texts(workspace, page.source, page.language)
    for wanted in text:
        lines = {line for string, line in texts if len(wanted) >= _LEAST and wanted in string}
        if len(lines) == 1:
            return lines.pop()
    return 0
