"""What a command has found out, shown: on the terminal, in a file, in the folder of reports."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipeline import __version__

if TYPE_CHECKING:
    from pipeline.build import Build
    from pipeline.checks import Rule
    from pipeline.commands.update import Updated, Written
    from pipeline.errors import PipelineError
    from pipeline.jobs.page_reports import PageReports
    from pipeline.report import Report, RuleText
    from pipeline.words import Words
    from pipeline.workspace import Workspace


def rule_text(rule: Rule) -> RuleText:
    """What reporters say about `rule`."""
    from pipeline.report import RuleText

    return RuleText(rule.id, rule.severity, rule.explain, rule.references)


def _colour() -> bool:
    """Whether to colour (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def formatted(
    report: Report,
    form: str,
    words: Words,
    *,
    to_file: bool = False,
    rules: Sequence[RuleText] | None = None,
    site: str = ".",
) -> str:
    """The report on the site in the folder `site` in one of the formats of `--format`; `rules` where it is not about those of `checks`."""
    match form:  # Each brings what it needs: JUnit's library of XML alone takes as long as 20 pages.
        case "json":
            from pipeline.reporters import json

            return json.text(report, words)
        case "sarif":
            from pipeline.checks import RULES
            from pipeline.reporters import sarif

            texts = [rule_text(rule) for rule in RULES] if rules is None else rules
            return sarif.text(report, words, texts, __version__, _below_top(site))
        case "junit":
            from pipeline.reporters import junit

            return junit.text(report, words)
        case "github":
            from pipeline.reporters import github

            return github.text(report, words, partial(_in_repository, site))
        case "html":
            from pipeline.reporters import html

            return html.text(report, words)
        case _:
            from pipeline.reporters import terminal

            return terminal.text(report, words, colour=_colour() and not to_file)


def _in_repository(site: str, path: str) -> str:
    """Where the file of a finding is, from the folder that GitHub has checked the repository out into; else from here."""
    file = Path(site, path)
    return Path(os.path.relpath(file if file.exists() else path, os.environ.get("GITHUB_WORKSPACE") or None)).as_posix()


def _below_top(site: str) -> Callable[[str], str]:
    """Where the file of a finding is, from the top of the repository that `site` lies in; as it is named where there is none.

    A file that lies elsewhere has its whole path.
    """
    from pipeline import files

    home = Path(site).resolve()
    top = next((str(folder) for folder in (home, *home.parents) if files.exists(f"{folder}/.git")), None)
    if top is None:
        return str

    def place(path: str) -> str:
        own = f"{home}/{path}"
        file = os.path.abspath(own if files.exists(own) else path)  # noqa: PTH100 - a link keeps its name.
        return Path(file).relative_to(top).as_posix() if Path(file).is_relative_to(top) else Path(file).as_posix()

    return place


def write_reports(
    workspace: Workspace, report: Report, words: Words, pages: PageReports, used: Container[str] | None = None
) -> None:
    """Write the report into the site's folder of reports, in each form, and the reports of the pages and of their pictures.

    `used` are the files that the published pages show or link to; None where nothing was published.
    """
    from pipeline import files
    from pipeline.checks import RULES
    from pipeline.disk.publication import publish
    from pipeline.reporters import html, lists
    from pipeline.workspace import REPORTS

    folder, links = workspace.root / REPORTS, pages.links
    pages.publish(folder, report)
    pages.pictures.publish(workspace, folder, report, links, words, used)
    texts = {rule.id: rule_text(rule) for rule in RULES}
    for below, sheets in (
        ("rules", lists.rules(report, words, links, texts)),
        ("sections", lists.sections(report, words, links)),
    ):
        with publish(folder / below) as publication:
            for name, page in sheets:
                publication.write(name.removeprefix(f"{below}/"), page.encode())
    files.write(folder / "index.html", html.text(report, words, links).encode(), lasting=False)
    for name, form in (("report.json", "json"), ("report.sarif", "sarif")):
        files.write(folder / name, formatted(report, form, words, site=str(workspace.root)).encode(), lasting=False)


def summarise(report: Report, options: argparse.Namespace, words: Words) -> None:
    """Findings and sums of a build."""
    from pipeline.reporters import terminal

    if options.quiet:
        report = replace(report, findings=tuple(f for f in report.findings if f.severity == "error"))
    if report.findings or not (options.no_check or options.quiet):
        show(terminal.text(report, words, colour=_colour()))
    if options.quiet:
        return
    published = sum(page.published for page in report.pages)
    print(
        words.say(
            "Pages: {pages}. Messages: {messages}. Findings: {findings}. Files: {files} ({changed} changed).",
            pages=published,
            messages=report.messages,
            findings=len(report.findings),
            files=report.files,
            changed=report.changed,
        )
    )


def since(report: Report, baseline: str, words: Words, *, whole: bool) -> Report:
    """`report` without the findings that stand in the file `baseline`; where there is none, it is written.

    Of a `whole` site it is said how many known findings are there no more.
    Raises `SourceError` for a file that is no baseline.
    """
    from pipeline import files
    from pipeline.reporters import baseline as known

    path = Path(baseline)
    data = files.read(path)
    if data is None:
        files.write(path, known.text(report.findings).encode())
        template = "{path}: {findings} findings are known from now on."
        tell(words.say(template, path=baseline, findings=len(report.findings)))
        return replace(report, findings=())
    new, gone = known.new(report.findings, known.read(data.decode("utf-8", "replace"), baseline))
    if gone and whole:
        template = "{path}: {findings} known findings are there no more. Remove the file, and it is written anew."
        tell(words.say(template, path=baseline, findings=gone))
    return replace(report, findings=new)


def _address(workspace: Workspace, folder: str) -> str:
    """The address of the first page in a folder of the site."""
    return (workspace.root / folder / "index.html").resolve().as_uri()


def show_build(
    workspace: Workspace, build: Build, report: Report, *, options: argparse.Namespace, words: Words, withheld: bool
) -> None:
    """Say what a build has found and done."""
    from pipeline.workspace import REPORTS

    if options.format == "json":
        show(formatted(report, "json", words))
    else:
        summarise(report, options, words)
    if options.timings:
        tell(words.gettext("Time by stage:"))
        for stage, seconds in report.seconds.items():
            tell(f"  {words.pgettext('stage', stage):24}{words.number(seconds * 1000, '9.1f')} ms")
    if withheld:
        unreadable = words.gettext("Not published, because a catalogue cannot be read: the site stays as it was.")
        strict = words.gettext("Not published, because of --strict: the site stays as it was.")
        tell(unreadable if build.would_take_pages_away else strict)
    if options.format == "text" and not options.quiet:
        if not withheld:
            print(words.say("The site: {address}", address=_address(workspace, build.output)))
        if not options.no_check:
            print(words.say("The report: {address}", address=_address(workspace, REPORTS)))


class Copy(io.StringIO):
    """Keeps what is said, as it would be said on another stream."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._on_terminal = stream.isatty()

    def isatty(self) -> bool:
        """Whether that one is a terminal."""
        return self._on_terminal


def emit(text: str, output: str | None) -> None:
    """Put a result into the file `output`, or on standard output."""
    if output is None:
        show(text)
        return
    from pipeline import files

    files.write(Path(output), text.encode())


def show(text: str) -> None:
    """Put a result on standard output. Where the reader has seen enough (`| head`), this and what comes later goes nowhere."""
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        leave_unread()


def leave_unread() -> None:
    """Have all results go nowhere from now on."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(text: str) -> None:
    """Say something that is no result: on standard error. Where nobody can hear it, the work goes on."""
    with suppress(OSError):
        print(text, file=sys.stderr)


def tell_error(error: PipelineError, words: Words) -> None:
    """Say what is wrong, and where."""
    where = f"{error.location}: " if error.location else ""
    tell(f"syntolk: {where}{words.error(error)}")


def tell_unread(errors: Sequence[PipelineError], words: Words) -> bool:
    """Say which catalogues could not be read, and were left out; whether there are any."""
    for error in errors:
        tell_error(error, words)
    if errors:
        tell(words.gettext("What cannot be read was left out and stays as it is. Mend it, and run the command again."))
    return bool(errors)


def show_written(written: Iterable[Written], words: Words) -> None:
    """Say which catalogues and templates were written."""
    for file in written:
        print(words.say("{path}: {messages} messages", path=file.path, messages=file.messages))


def show_updated(done: Updated, words: Words) -> None:
    """Say what an update has done, and what a person should know of it."""
    show_written([file for file in done.written if file.changed], words)
    for file in done.written:
        if file.converted:
            template = "{path} is UTF-8 now: {charset} has no letter for a text of the pages."
            tell(words.say(template, path=file.path, charset=file.converted))
    for path in done.left_behind:
        template = "{path} belongs to no section any more. What still stands on a page has its translation where it stands now; remove the file when you like."
        tell(words.say(template, path=path))
    for path, broken in done.waiting:
        template = "{path} stays as it is until {broken} can be read: a text that is new here stands there."
        tell(words.say(template, path=path, broken=broken))
    if not (done.unread or any(file.changed for file in done.written)):
        tell(words.gettext("Everything is up to date."))


def show_progress(path: str = "", done: int = 0, total: int = 0) -> None:
    """A line that is written over, on a terminal only; without a path it goes away."""
    if sys.stderr.isatty():
        print("\r\x1b[K" + (f"{path}: {done}/{total}" if path else ""), end="", file=sys.stderr, flush=True)
