"""`syntolk`: thin, one function a command. Standard output is for results, standard error for progress and messages.

Exit codes: 0 clean, 1 findings at error level, 2 wrong usage or unusable input, 3 interrupted or the machine failed.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from pipeline.commands.outcome import (
    emit,
    formatted,
    leave_unread,
    rule_text,
    show,
    show_progress,
    show_updated,
    show_written,
    since,
    tell,
    tell_error,
    tell_unread,
)
from pipeline.commands.speech import speech, speech_language
from pipeline.commands.usage import command_line
from pipeline.errors import EngineError, OutputError, PipelineError, reason
from pipeline.start import said_again

if TYPE_CHECKING:
    from pipeline.commands.agency import Problem
    from pipeline.words import Words
    from pipeline.workspace import Workspace


CLEAN, FOUND, UNUSABLE, FAILED = 0, 1, 2, 3
_MANY = 1_000_000
"""Values made and not given up after which Python looks for cycles."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, unless there is nothing to do; its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    code = said_again(arguments)
    return run(arguments) if code is None else code


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # A terminal that is not UTF-8 shall not end the run.
    words = speech(speech_language(arguments, os.environ))
    options = command_line(words, _COMMANDS).parse_args(arguments)
    # A build makes values that refer to no one: looking for cycles takes a tenth of its time.
    gc.set_threshold(_MANY, 20, 100)
    options.arguments = arguments
    command: Callable[[argparse.Namespace, Words], int] = options.command
    try:
        code = command(options, words)
        show("")  # All that waits.
    except BrokenPipeError:  # The reader of a long work's output has seen enough.
        leave_unread()
        return CLEAN
    except KeyboardInterrupt:
        return FAILED
    except PipelineError as error:
        tell_error(error, words)
        return FAILED if isinstance(error, OutputError | EngineError) else UNUSABLE
    except OSError as error:  # The machine, in a place that nobody has thought of.
        where = f"{error.filename}: " if error.filename else ""
        tell(f"syntolk: {where}{words.shown(reason(error))}")
        return FAILED
    return code


# --- commands ------------------------------------------------------------------------------------


def _new(options: argparse.Namespace, words: Words) -> int:
    from shlex import quote

    from pipeline.commands.new import new

    folder = Path(options.directory) / options.folder
    print(words.say("{folder}: a site of {files} files.", folder=str(folder), files=len(new(folder))))
    print(words.say("See it while you write: {command}", command=f"syntolk -C {quote(str(folder))} serve"))
    return CLEAN


def _import(options: argparse.Namespace, words: Words) -> int:
    from pipeline.errors import ConfigError

    try:
        from pipeline.commands import importing
    except ModuleNotFoundError:
        template = "pages from elsewhere are read with libraries of their own: pip install 'syntolk[import]'."
        raise ConfigError(template) from None
    root = Path(options.directory)
    if options.files == [importing.PASTED]:
        print(importing.pasted(root, sys.stdin.buffer.read(), words), end="")
        return CLEAN
    for page in importing.bring_in(root, options.files, options.into, words):
        template = "{path}: places marked: {marks}, pictures that came along: {pictures}."
        print(words.say(template, path=page.path, marks=page.marks, pictures=page.pictures))
    return CLEAN


def _extract(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands.update import extract
    from pipeline.execute import crew

    workspace = _catalogue_workspace(options)
    show_written(extract(workspace, _now(), crew=crew(), remember=not options.no_cache), words)
    return CLEAN


def _update(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands.update import update
    from pipeline.execute import crew

    workspace = _catalogue_workspace(options)
    languages = _languages(options, workspace)
    how = {"keep_translations": options.keep_translations, "remember": not options.no_cache}
    done = update(workspace, languages, _now(), crew=crew(), **how)
    show_updated(done, words)
    return UNUSABLE if tell_unread(done.unread, words) else CLEAN


def _translate(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands.pretranslate import Options, as_text, pretranslate
    from pipeline.providers import provider
    from pipeline.translate import Brief

    workspace = _workspace(options)
    languages = _languages(options, workspace)
    engine = None
    if options.engine != "memory" and not options.dry_run:
        engine = provider(options.engine, os.environ, url=options.url, model=options.model)
    brief = Brief(workspace.config.source_language, "", _now().date(), options.min)
    wanted = Options(brief, options.memory, options.limit, options.dry_run)
    failure: PipelineError | None = None
    nothing, refused = True, False
    unread: list[PipelineError] = []
    for summary in pretranslate(workspace, languages, engine, wanted, show_progress):
        if isinstance(summary, PipelineError):
            unread.append(summary)
            continue
        nothing = False
        show_progress()
        print(as_text(summary, words), flush=True)
        for message, why in summary.refused:
            said = words.say(
                "“{text}” stays empty: {reason}.", text=shorten(message.id, 60, placeholder=" …"), reason=why
            )
            tell(f"{summary.path}: {said}")
            refused = True
        failure = failure or summary.failure
    if nothing and not unread:
        tell(words.gettext("There is nothing to translate."))
    lost = tell_unread(unread, words)
    if failure is not None:
        raise failure
    return UNUSABLE if lost else FOUND if refused else CLEAN


def _status(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands import status

    workspace = _workspace(options)
    progress, unread = status.progress(workspace, _languages(options, workspace))
    if options.badge is not None and not unread:
        emit(status.as_badge(progress, words), options.badge)
    emit(status.as_json(progress) if options.format == "json" else status.as_text(progress, words), None)
    low = status.below(progress, options.fail_under)
    for language in low:
        tell(
            words.say(
                "{language}: {translated} of {messages} messages are translated, less than {percent} %.",
                language=language.language,
                translated=language.translated,
                messages=language.messages,
                percent=f"{options.fail_under:g}",
            )
        )
    return UNUSABLE if tell_unread(unread, words) else FOUND if low else CLEAN


def _check(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands import check

    root = Path(options.directory)
    paths = check.named(root, options.paths)
    report = check.report(root, paths, spelling=options.spelling)
    if options.baseline is not None:
        report = since(report, options.baseline, words, whole=not paths)
    if options.changed_since is not None:  # Last: a baseline that is written now holds all findings.
        report = check.changed_since(report, root, paths, options.changed_since)
    shown = formatted(report, options.format, words, to_file=options.output is not None, site=options.directory)
    emit(shown, options.output)
    return FOUND if report.errors else CLEAN


def _explain(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands.explain import explain, whole
    from pipeline.reporters import explanation, glance

    if options.path is None:
        report, languages = whole(Path(options.directory), options.lang)
        if options.format == "json":
            print(glance.as_json(report, languages, options.limit), end="")
        else:
            print(glance.text(report, languages, words, options.limit), end="")
        return CLEAN
    found = explain(Path(options.directory), options.path, options.lang)
    shown = explanation.as_json if options.format == "json" else explanation.text
    print(shown(found, words, options.limit), end="")
    return CLEAN


def _build(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands.building import build

    return CLEAN if build(options, words) else FOUND


def _audit(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands.audit import Options, audit
    from pipeline.commands.progress import bar

    workspace = _workspace(options)
    jobs = options.jobs or os.cpu_count() or 1
    wanted = Options(tuple(options.paths), options.browser, jobs, options.sample)
    report, rules = audit(workspace, wanted, bar("syntolk audit"))
    if options.baseline is not None:
        report = since(report, options.baseline, words, whole=not options.paths and options.sample is None)
    to_file = options.output is not None
    emit(formatted(report, options.format, words, to_file=to_file, rules=rules, site=options.directory), options.output)
    return FOUND if report.errors else CLEAN


def _serve(options: argparse.Namespace, words: Words) -> int:
    from pipeline.serve import serve

    return serve(_workspace(options), options.port, words)


def _terms(options: argparse.Namespace, words: Words) -> int:
    from pipeline import files
    from pipeline.errors import SourceError
    from pipeline.model import Location
    from pipeline.termbase import exchange
    from pipeline.terms import FILE
    from pipeline.workspace import SOURCE

    workspace = _workspace(options)
    path = Path(options.export_file or options.import_file)
    if path.suffix.lower() not in exchange.SUFFIXES:
        template = "the name of the file says what it is: it ends in one of {valid}."
        raise SourceError(template, Location(str(path)), (("valid", ", ".join(exchange.SUFFIXES)),))
    if options.export_file:
        terms = workspace.terms
        for finding in terms.findings:
            raise SourceError(finding.template, finding.location, finding.values)
        files.write(path, exchange.export(terms, path.suffix.lower(), workspace.config.title))
        print(words.say("{path}: {terms} terms", path=str(path), terms=len(terms.terms)))
        return CLEAN
    new, changed, left = workspace.import_terms(path)
    print(words.say("{path}: {new} new terms, {changed} changed", path=f"{SOURCE}/{FILE}", new=new, changed=changed))
    for finding in left:
        tell(f"{finding.location}: {words.finding(finding)}")
    return FOUND if left else CLEAN


def _xliff_export(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands import agency

    workspace = _workspace(options)
    folder = Path(options.output) if options.output else workspace.root / agency.FOLDER
    written, problems = agency.export(workspace, _languages(options, workspace), folder, everything=options.all)
    show_written(written, words)
    if not written:
        tell(words.gettext("Everything is translated."))
    return _said(problems, words)


def _xliff_import(options: argparse.Namespace, words: Words) -> int:
    from pipeline.commands import agency

    written, problems = agency.take_in(_workspace(options), options.paths)
    show_written(written, words)
    if not written:
        tell(words.gettext("Nothing new in it."))
    return _said(problems, words)


def _said(problems: Sequence[Problem], words: Words) -> int:
    """Say what a person has to look at; the exit code."""
    for problem in problems:
        tell(f"{problem.location}: {words.say(problem.template, **dict(problem.values))}")
    return FOUND if problems else CLEAN


def _rules(options: argparse.Namespace, words: Words) -> int:
    from pipeline.browser import audit_rules
    from pipeline.checks import RULES, by_id
    from pipeline.errors import ConfigError
    from pipeline.reporters import rules

    if options.all:
        everything = [(rule_text(rule), rule.good, rule.bad) for rule in RULES]
        print(rules.everything(everything, words), end="")
        return CLEAN
    if not options.id:
        print(rules.listing([rule_text(rule) for rule in RULES], words), end="")
        return CLEAN
    rule, own = by_id(options.id), audit_rules.text(options.id)
    if own is not None:
        print(rules.page(own, (), (), words), end="")
        return CLEAN
    if rule is None:
        template = "there is no rule “{rule}”. Valid: {valid}."
        raise ConfigError(template, None, (("rule", options.id), ("valid", ", ".join(r.id for r in RULES))))
    print(rules.page(rule_text(rule), rule.good, rule.bad, words), end="")
    return CLEAN


# --- parts of them -------------------------------------------------------------------------------


def _workspace(options: argparse.Namespace) -> Workspace:
    from pipeline.workspace import Workspace

    return Workspace(Path(options.directory))


def _catalogue_workspace(options: argparse.Namespace) -> Workspace:
    """The site, with what the command line says of how catalogues are written."""
    from pipeline.config import NARROWEST
    from pipeline.errors import ConfigError

    workspace = _workspace(options)
    if options.wrap and options.wrap < NARROWEST:
        template = "wrap is 0 (no wrapping), or a number of columns, at least {least}."
        raise ConfigError(template, None, (("least", NARROWEST),))
    po = workspace.config.po
    references, wrap = options.references or po.references, po.wrap if options.wrap is None else options.wrap
    workspace.config = replace(workspace.config, po=replace(po, references=references, wrap=wrap))
    return workspace


def _languages(options: argparse.Namespace, workspace: Workspace) -> tuple[str, ...]:
    """The languages that were named, else all. Raises `ConfigError` for one that the site does not have."""
    from pipeline.errors import ConfigError

    languages = tuple(options.lang or workspace.config.languages)
    unknown = [tag for tag in languages if tag not in workspace.config.languages]
    if unknown:
        valid = ", ".join(workspace.config.languages)
        template = "“{language}” is not a language of this site. Valid: {valid}."
        raise ConfigError(template, None, (("language", unknown[0]), ("valid", valid)))
    return languages


def _now() -> datetime:
    return datetime.now(UTC)


_COMMANDS = {
    "new": _new,
    "import": _import,
    "extract": _extract,
    "update": _update,
    "translate": _translate,
    "status": _status,
    "check": _check,
    "explain": _explain,
    "build": _build,
    "serve": _serve,
    "audit": _audit,
    "rules": _rules,
    "terms": _terms,
    "xliff export": _xliff_export,
    "xliff import": _xliff_import,
}
