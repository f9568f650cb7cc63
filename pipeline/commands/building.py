"""The command `syntolk build`: before it is done, who does it, and what is said and remembered of it."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.build import Build, need_front_page
from pipeline.commands.outcome import Copy, show_build, tell, write_reports
from pipeline.commands.progress import bars
from pipeline.execute import Crew, hired
from pipeline.incremental.manifest import Snapshot
from pipeline.jobs.overview import Watch
from pipeline.jobs.page_reports import PageReports
from pipeline.translation.pseudo import ACCENTED, BIDI
from pipeline.words import Words
from pipeline.workspace import Workspace


def build(options: argparse.Namespace, words: Words) -> bool:
    """Build as the command line says; whether no error was found."""
    if options.profile is None:
        return _with_workers(options, words, Watch())
    from pipeline.commands.profiling import profiled  # Imported where it is used: seldom.

    options.jobs, options.timings = 1, True  # What other processes do would not be seen.
    watch = Watch()
    return profiled(partial(_with_workers, options, words, watch), watch, options.profile, words)


def _with_workers(options: argparse.Namespace, words: Words, watch: Watch) -> bool:
    before = Snapshot(options.arguments, os.environ)  # Before anything is read.
    with hired(options.jobs, options.scheduler, options.storage) as workers:
        return _built(options, words, before, workers, watch)


def _built(options: argparse.Namespace, words: Words, before: Snapshot, workers: Crew, watch: Watch) -> bool:
    """Build with these workers. Before it the site was as the snapshot says."""
    workspace = Workspace(Path(options.directory))
    need_front_page(workspace.tree.pages)  # Before all pages have been read and checked for nothing.
    pseudo_language = {None: "", "accented": ACCENTED, "rtl": BIDI}[options.pseudo]
    options.no_check = options.no_check or bool(pseudo_language)  # Its texts are nobody's.
    pages = PageReports(words, workers)
    made = Build(
        workspace,
        checking=not options.no_check,
        pseudo_language=pseudo_language,
        page_reports=pages,
        crew=workers,
        remember=not options.no_cache,
        fresh=options.no_cache,
        progress=bars(partial(words.pgettext, "stage")),
        watch=watch,
    )
    withheld = bool(made.would_take_pages_away or (options.strict and made.report().errors))
    published = (0, 0) if withheld else made.publish()
    report = made.report(published)
    if not options.no_check:
        report = replace(report, history=made.history(), pictures=pages.pictures.completeness)
        write_reports(workspace, report, words, pages, made.used)
    show = partial(show_build, workspace, made, options=options, words=words, withheld=withheld)
    show(report)
    if made.gone and not options.quiet:
        template = "Addresses that lead nowhere any more: {number}, such as {address}. If the page has moved, name its old address at the top of the new one: aliases: [{address}]"
        tell(words.say(template, number=len(made.gone), address=made.gone[0]))
    # A site that was published without the pages of an unreadable catalogue is there now: the next build will withhold.
    if made.repeatable and not withheld and not made.would_take_pages_away:
        with redirect_stdout(Copy(sys.stdout)) as out, redirect_stderr(Copy(sys.stderr)) as err:
            show(replace(report, changed=0))  # What it will say when nothing has changed.
        outcome = int(bool(report.errors)), out.getvalue(), err.getvalue()
        before.save(outcome, {**made.written, **pages.written})
    return not report.errors
