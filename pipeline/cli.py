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
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import OutputError, PipelineError
from pipeline.speech import LANGUAGES, speech, speech_language

if TYPE_CHECKING:
    from pipeline.checks import Rule
    from pipeline.exchange import Problem
    from pipeline.report import Report, RuleText
    from pipeline.words import Words
    from pipeline.workspace import Workspace

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no other name.

CLEAN, FOUND, UNUSABLE, FAILED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # A terminal that is not UTF-8 shall not end the run.
    words = speech(speech_language(arguments, os.environ))
    options = _parser(words).parse_args(arguments)
    gc.set_threshold(
        100_000, 20, 100
    )  # A build makes values that refer to no one: looking for cycles takes a tenth of its time.
    command: Callable[[argparse.Namespace, Words], int] = options.command
    try:
        return _finished(command(options, words))
    except BrokenPipeError:  # The reader of our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        return FAILED
    except PipelineError as error:
        where = f"{error.location}: " if error.location else ""
        _say(f"syntolk: {where}{words.error(error)}")
        return FAILED if isinstance(error, OutputError) else UNUSABLE


def _finished(code: int) -> int:
    """`code`, once everything is printed."""
    sys.stdout.flush()
    return code


# --- commands ------------------------------------------------------------------------------------


def _extract(options: argparse.Namespace, words: Words) -> int:
    from pipeline.update import write_templates

    workspace = _workspace(options)
    for written in write_templates(workspace, workspace.templates(), _now()):
        print(words.say("{path}: {messages} messages", path=written.path, messages=written.messages))
    return CLEAN


def _update(options: argparse.Namespace, words: Words) -> int:
    from pipeline.update import write_catalogues, write_templates

    workspace = _workspace(options)
    languages = _languages(options, workspace)
    templates = workspace.templates()
    written = write_templates(workspace, templates, _now())
    written += write_catalogues(workspace, templates, languages, _now(), keep_translations=options.keep_translations)
    for file in written:
        if file.changed:
            print(words.say("{path}: {messages} messages", path=file.path, messages=file.messages))
    if not any(file.changed for file in written):
        _say(words.gettext("Everything is up to date."))
    return CLEAN


def _status(options: argparse.Namespace, words: Words) -> int:
    from pipeline import status

    workspace = _workspace(options)
    progress = status.progress(workspace, _languages(options, workspace))
    if options.badge is not None:
        _print(status.as_badge(progress, words), options.badge)
    print(status.as_json(progress) if options.format == "json" else status.as_text(progress, words), end="")
    low = status.below(progress, options.fail_under)
    for language in low:
        _say(
            words.say(
                "{language}: {translated} of {messages} messages are translated, less than {percent} %.",
                language=language.language,
                translated=language.translated,
                messages=language.messages,
                percent=f"{options.fail_under:g}",
            )
        )
    return FOUND if low else CLEAN


def _check(options: argparse.Namespace, words: Words) -> int:
    from pipeline import check

    report = check.report(Path(options.directory), options.paths)
    _print(_formatted(report, options.format, words, to_file=options.output is not None), options.output)
    return FOUND if report.errors else CLEAN


def _build(options: argparse.Namespace, words: Words) -> int:
    from pipeline.build import Build
    from pipeline.pseudo import ACCENTED, BIDI
    from pipeline.workspace import REPORTS

    workspace = _workspace(options)
    pseudo_language = {None: "", "accented": ACCENTED, "rtl": BIDI}[options.pseudo]
    options.no_check = options.no_check or bool(pseudo_language)  # Its texts are nobody's.
    build = Build(workspace, checking=not options.no_check, pseudo_language=pseudo_language)
    withheld = build.would_take_pages_away or (options.strict and build.report().errors)
    published = (0, 0) if withheld else build.publish()
    report = build.report(published)
    if not options.no_check:
        _write_reports(workspace, report, words)
    if options.format == "json":
        print(_formatted(report, "json", words), end="")
    else:
        _summarise(report, options, words)
    if options.timings:
        _say(words.gettext("Time by stage:"))
        for stage, seconds in report.seconds.items():
            _say(f"  {words.pgettext('stage', stage):24}{words.number(seconds * 1000, '9.1f')} ms")
    if withheld:
        unreadable = words.gettext("Not published, because a catalogue cannot be read: the site stays as it was.")
        strict = words.gettext("Not published, because of --strict: the site stays as it was.")
        _say(unreadable if build.would_take_pages_away else strict)
    if options.format == "text" and not options.quiet:
        if not withheld:
            print(words.say("The site: {address}", address=_address(workspace, build.output)))
        if not options.no_check:
            print(words.say("The report: {address}", address=_address(workspace, REPORTS)))
    return FOUND if report.errors else CLEAN


def _serve(options: argparse.Namespace, words: Words) -> int:
    from pipeline.serve import serve

    return serve(_workspace(options), options.port, words)


def _xliff_export(options: argparse.Namespace, words: Words) -> int:
    from pipeline import exchange

    workspace = _workspace(options)
    folder = Path(options.output) if options.output else workspace.root / exchange.FOLDER
    written, problems = exchange.export(workspace, _languages(options, workspace), folder, everything=options.all)
    for file in written:
        print(words.say("{path}: {messages} messages", path=file.path, messages=file.messages))
    if not written:
        _say(words.gettext("Everything is translated."))
    return _said(problems, words)


def _xliff_import(options: argparse.Namespace, words: Words) -> int:
    from pipeline import exchange

    written, problems = exchange.take_in(_workspace(options), options.paths)
    for file in written:
        print(words.say("{path}: {messages} messages", path=file.path, messages=file.messages))
    if not written:
        _say(words.gettext("Nothing new in it."))
    return _said(problems, words)


def _said(problems: Sequence[Problem], words: Words) -> int:
    """Say what a person has to look at; the exit code."""
    for problem in problems:
        _say(f"{problem.location}: {words.say(problem.template, **dict(problem.values))}")
    return FOUND if problems else CLEAN


def _rules(options: argparse.Namespace, words: Words) -> int:
    from pipeline.checks import RULES, by_id
    from pipeline.errors import ConfigError
    from pipeline.reporters import rules

    if options.all:
        everything = [(_rule_text(rule), rule.good, rule.bad) for rule in RULES]
        print(rules.everything(everything, words), end="")
        return CLEAN
    if not options.id:
        print(rules.listing([_rule_text(rule) for rule in RULES], words), end="")
        return CLEAN
    rule = by_id(options.id)
    if rule is None:
        template = "there is no rule “{rule}”. Valid: {valid}."
        raise ConfigError(template, None, (("rule", options.id), ("valid", ", ".join(r.id for r in RULES))))
    print(rules.page(_rule_text(rule), rule.good, rule.bad, words), end="")
    return CLEAN


# --- parts of them -------------------------------------------------------------------------------


def _workspace(options: argparse.Namespace) -> Workspace:
    from pipeline.workspace import Workspace

    return Workspace(Path(options.directory))


def _languages(options: argparse.Namespace, workspace: Workspace) -> tuple[str, ...]:
    """The languages named with `-l`, or all. Raises `ConfigError` for one that the site does not have."""
    from pipeline.errors import ConfigError

    languages = tuple(options.lang or workspace.config.languages)
    unknown = [tag for tag in languages if tag not in workspace.config.languages]
    if unknown:
        valid = ", ".join(workspace.config.languages)
        template = "“{language}” is not a language of this site. Valid: {valid}."
        raise ConfigError(template, None, (("language", unknown[0]), ("valid", valid)))
    return languages


def _address(workspace: Workspace, folder: str) -> str:
    """The address of the first page in a folder of the site."""
    return (workspace.root / folder / "index.html").resolve().as_uri()


def _rule_text(rule: Rule) -> RuleText:
    from pipeline.report import RuleText

    return RuleText(rule.id, rule.severity, rule.explain, rule.references)


def _colour() -> bool:
    """Whether to colour (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _formatted(report: Report, form: str, words: Words, *, to_file: bool = False) -> str:
    """The report in one of the formats of `--format`."""
    from pipeline.checks import RULES
    from pipeline.reporters import html, json, sarif, terminal

    match form:
        case "json":
            return json.text(report, words)
        case "sarif":
            return sarif.text(report, words, [_rule_text(rule) for rule in RULES], version("syntolk"))
        case "html":
            return html.text(report, words)
        case _:
            return terminal.text(report, words, colour=_colour() and not to_file)


def _write_reports(workspace: Workspace, report: Report, words: Words) -> None:
    from pipeline import files
    from pipeline.workspace import REPORTS

    for name, form in (("index.html", "html"), ("report.json", "json"), ("report.sarif", "sarif")):
        files.write(workspace.root / REPORTS / name, _formatted(report, form, words).encode())


def _summarise(report: Report, options: argparse.Namespace, words: Words) -> None:
    """Findings and sums of a build."""
    from pipeline.reporters import terminal

    if options.quiet:
        report = replace(report, findings=tuple(f for f in report.findings if f.severity == "error"))
    if report.findings or not (options.no_check or options.quiet):
        print(terminal.text(report, words, colour=_colour()), end="")
    if options.quiet:
        return
    published = sum(page.published for page in report.pages)
    print(
        words.say(
            "{pages} pages, {messages} messages, {findings} findings, {files} files ({changed} changed).",
            pages=published,
            messages=report.messages,
            findings=len(report.findings),
            files=report.files,
            changed=report.changed,
        )
    )


def _print(text: str, output: str | None) -> None:
    if output is None:
        print(text, end="")
        return
    from pipeline import files

    files.write(Path(output), text.encode())


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _now() -> datetime:
    return datetime.now(UTC)


# --- usage ---------------------------------------------------------------------------------------


def _everywhere(parser: argparse.ArgumentParser, words: Words, directory: str) -> None:
    """The options that stand before or after the command."""
    _ = words.gettext
    parser.add_argument("-h", "--help", action="help", help=_("show this help"))
    parser.add_argument("-C", dest="directory", default=directory, metavar=_("DIR"), help=_("run in the site in DIR"))
    # What is chosen is read by `speech_language`, before there is a parser that could speak.
    parser.add_argument(
        "--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=_("language of messages: sv or en")
    )


def percentage(text: str) -> float:
    """A number from 0 to 100. Its name is what argparse says of another."""
    value = float(text)
    if not 0 <= value <= 100:
        raise ValueError(text)
    return value


def _of_languages(parser: argparse.ArgumentParser, words: Words) -> None:
    _ = words.gettext
    parser.add_argument(
        "-l", "--lang", action="append", metavar=_("LANG"), help=_("only this language (may be repeated)")
    )


def _parser(words: Words) -> argparse.ArgumentParser:
    _ = words.gettext
    parser = argparse.ArgumentParser(
        prog="syntolk",
        description=_("One accessible site in several languages, from Swedish Markdown."),
        allow_abbrev=False,
        add_help=False,
    )
    _everywhere(parser, words, ".")
    parser.add_argument(
        "--version", action="version", version=f"syntolk {version('syntolk')}", help=_("show the version")
    )
    commands = parser.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))

    def command(
        name: str, function: Callable[[argparse.Namespace, Words], int] | None, help: str, among: _Commands = commands
    ) -> argparse.ArgumentParser:
        sub = among.add_parser(name, help=help, description=help, allow_abbrev=False, add_help=False)
        _everywhere(sub, words, argparse.SUPPRESS)
        if function:
            sub.set_defaults(command=function)
        return sub

    command("extract", _extract, _("write the templates of the catalogues: locales/*.pot"))
    update = command("update", _update, _("extract, then merge into the catalogues of each language"))
    _of_languages(update, words)
    update.add_argument(
        "--keep-translations",
        action="store_true",
        help=_("similar texts keep their translation, not fuzzy: for corrected typos"),
    )
    status = command("status", _status, _("progress by language, section and page"))
    _of_languages(status, words)
    status.add_argument("--format", choices=("text", "json"), default="text", help=_("format of the output"))
    status.add_argument("--badge", metavar=_("FILE"), help=_("write a badge (SVG) that says how much is translated"))
    status.add_argument(
        "--fail-under",
        type=percentage,
        default=0,
        metavar="N",
        help=_("exit 1 when less than N percent of a language's messages are translated"),
    )
    check = command("check", _check, _("ask every rule about the site, or about the files named"))
    check.add_argument("paths", nargs="*", metavar=_("PATH"), help=_("Markdown or .po file, or folder"))
    check.add_argument(
        "--format", choices=("text", "json", "sarif", "html"), default="text", help=_("format of the output")
    )
    check.add_argument("--output", metavar=_("FILE"), help=_("write there instead of standard output"))
    build = command("build", _build, _("check and render every language and the reports"))
    build.add_argument("--no-check", action="store_true", help=_("render only"))
    build.add_argument("--strict", action="store_true", help=_("publish only when there is no error"))
    build.add_argument(
        "--pseudo",
        nargs="?",
        const="accented",
        choices=("accented", "rtl"),
        help=_(
            "a pseudo-language instead of the site's, in build-pseudo/: shows what is not translatable or has no room"
        ),
    )
    build.add_argument("--timings", action="store_true", help=_("print the time that each stage took"))
    build.add_argument("--format", choices=("text", "json"), default="text", help=_("format of the output"))
    build.add_argument("--quiet", action="store_true", help=_("print nothing but errors"))
    serve = command("serve", _serve, _("show the site on this machine, rebuilt when a file changes"))
    serve.add_argument("--port", type=int, default=8000, help=_("port on 127.0.0.1"))
    xliff = command("xliff", None, _("exchange with an agency: XLIFF 2.0"))
    both = xliff.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    export = command("export", _xliff_export, _("write what is left to translate as XLIFF"), both)
    _of_languages(export, words)
    export.add_argument("--output", metavar=_("DIR"), help=_("folder to write to, instead of xliff/"))
    export.add_argument("--all", action="store_true", help=_("also what is translated and reviewed"))
    taken = command("import", _xliff_import, _("merge XLIFF that has come back into the catalogues"), both)
    taken.add_argument("paths", nargs="+", metavar=_("FILE"), help=_("XLIFF file that was exported and translated"))
    rules = command("rules", _rules, _("what a rule says, why, with examples"))
    rules.add_argument("id", nargs="?", metavar="ID", help=_("id of a rule; a list of all rules without it"))
    rules.add_argument("--all", action="store_true", help=_("all rules as one page of Markdown, as in docs/rules.md"))
    return parser
