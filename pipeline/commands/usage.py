"""What the command line understands. Which function runs a command is `cli`'s to say."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from pipeline import __version__
from pipeline.commands.speech import LANGUAGES

if TYPE_CHECKING:
    from pipeline.words import Words

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no other name.

ENGINES = ("argos", "libretranslate", "deepl", "openai")
"""As `pipeline.providers.ENGINES`, which is not imported before one is chosen."""

_OF_ARGPARSE = frozenset(
    {
        "usage:",
        "options",
        "positional arguments",
        "%(prog)s: error: %(message)s",
        "argument %(argument_name)s: %(message)s",
        "invalid choice: %(value)r (choose from %(choices)s)",
        "invalid %(type)s value: %(value)r",
        "expected one argument",
        "unrecognized arguments: %s",
        "the following arguments are required: %s",
        "ignored explicit argument %r",
    }
)
"""What argparse says to a person, word for word, so that it can be translated."""

Command = Callable[[argparse.Namespace, "Words"], int]
"""Runs a command; its exit code."""


class _Add(Protocol):
    """Adds a command, or one below the command `above`, whose commands are `among`."""

    def __call__(
        self, name: str, help: str, above: str = "", among: _Commands | None = None
    ) -> argparse.ArgumentParser: ...


def command_line(words: Words, functions: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of the command line; `functions` has the function of each command by name, such as `xliff export`."""
    _ = words.gettext
    # Where argparse looks its own words up; it takes them from no object.
    argparse._ = lambda text: _said_by_argparse(text, words)  # type: ignore[attr-defined]
    parser = argparse.ArgumentParser(
        prog="syntolk",
        description=_("One accessible site in several languages, from Swedish Markdown."),
        allow_abbrev=False,
        add_help=False,
    )
    _everywhere(parser, words, ".")
    parser.add_argument("--version", action="version", version=f"syntolk {__version__}", help=_("show the version"))
    commands = parser.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))

    def add(name: str, help: str, above: str = "", among: _Commands | None = None) -> argparse.ArgumentParser:
        sub = (among or commands).add_parser(name, help=help, description=help, allow_abbrev=False, add_help=False)
        _everywhere(sub, words, argparse.SUPPRESS)
        function = functions.get(f"{above} {name}".strip())
        if function is not None:
            sub.set_defaults(command=function)
        return sub

    for part in (_of_beginning, _of_catalogues, _of_translation, _of_progress, _of_site, _of_exchange):
        part(add, words)
    return parser


def _said_by_argparse(whole: str | None, words: Words) -> str | None:
    """What argparse says, in the language of the program, with its own blanks and line ends; it asks for nothing, too."""
    text = (whole or "").strip()
    return whole.replace(text, words.gettext(text)) if whole and text in _OF_ARGPARSE else whole


def _of_beginning(add: _Add, words: Words) -> None:
    """New and import."""
    _ = words.gettext
    new = add("new", _("write a small bilingual site that builds and passes its checks"))
    new.add_argument("folder", metavar=_("DIR"), help=_("folder of the new site"))
    bring = add("import", _("turn HTML, Word documents or pasted text into pages, with what is wrong marked in them"))
    bring.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE"),
        help=_("a file (.html, .docx, .txt), or - for text on standard input, whose page goes to standard output"),
    )
    bring.add_argument("--into", metavar=_("DIR"), help=_("folder of the new pages (default: source/)"))


def _of_catalogues(add: _Add, words: Words) -> None:
    """Extract and update."""
    _ = words.gettext
    extract = add("extract", _("write the templates of the catalogues: locales/*.pot"))
    update = add("update", _("extract, then merge into the catalogues of each language"))
    _of_languages(update, words)
    update.add_argument(
        "--keep-translations",
        action="store_true",
        help=_("similar texts keep their translation, not fuzzy: for corrected typos"),
    )
    for written in (extract, update):
        written.add_argument(
            "--references", choices=("path", "line"), help=_("what the references name: the page, or the line on it")
        )
        written.add_argument(
            "--wrap", type=int, metavar=_("COLUMNS"), help=_("wrap texts at that column; 0: not at all")
        )
        written.add_argument(
            "--no-cache", action="store_true", help=_("read every page anew, and remember nothing of it")
        )


def _of_translation(add: _Add, words: Words) -> None:
    """Translate."""
    _ = words.gettext
    translate = add("translate", _("fill empty messages from memory or by an engine, always fuzzy"))
    _of_languages(translate, words)
    translate.add_argument(
        "--engine",
        choices=("memory", *ENGINES),
        default="memory",
        help=_("what translates the texts that are not in memory"),
    )
    translate.add_argument(
        "--memory",
        action="append",
        default=[],
        metavar=_("FILE"),
        help=_("a further translation memory: .po, .tmx or .csv (may be repeated)"),
    )
    translate.add_argument(
        "--min",
        type=_number(words, 1, 100),
        default=75,
        metavar="N",
        help=_("how similar a text in memory has to be, in percent (default: 75; 100: the same)"),
    )
    translate.add_argument("--model", default="", metavar=_("NAME"), help=_("model of the engine openai"))
    translate.add_argument("--url", default="", metavar="URL", help=_("address of the engine"))
    translate.add_argument(
        "--limit", type=_number(words, 1), metavar="N", help=_("fill or ask for no more messages than this")
    )
    translate.add_argument("--dry-run", action="store_true", help=_("ask for nothing and write nothing"))


def _of_progress(add: _Add, words: Words) -> None:
    """Status, check and explain."""
    _ = words.gettext
    status = add("status", _("progress by language, section and page"))
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
    check = add("check", _("ask every rule about the site, or about the files named"))
    check.add_argument("paths", nargs="*", metavar=_("PATH"), help=_("Markdown or .po file, or folder"))
    _of_reports(check, words)
    check.add_argument("--spelling", action="store_true", help=_("check the spelling too, with hunspell"))
    told = _("only findings on what has changed since this commit, branch or tag of git, or is not committed yet")
    check.add_argument("--changed-since", metavar=_("REVISION"), help=told)
    explain = add("explain", _("how the LIX of a page or of the site came about, and which sentences would help most"))
    told = _("page below source/, its address, or any Markdown or .po file; none: the whole site")
    explain.add_argument("path", nargs="?", metavar=_("PATH"), help=told)
    text = _("language of the text: the source's, or that of a translation; any outside a site")
    explain.add_argument("-l", "--lang", default="", metavar=_("LANG"), help=text)
    explain.add_argument("--format", choices=("text", "json"), default="text", help=_("format of the output"))
    explain.add_argument(
        "--limit",
        type=_number(words, 1),
        metavar="N",
        help=_("show the N sentences that would help most, needed or not; of the site, the N hardest pages"),
    )


def _of_site(add: _Add, words: Words) -> None:
    """Build, serve and the rest."""
    _ = words.gettext
    build = add("build", _("check and render every language and the reports"))
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
    build.add_argument(
        "--jobs",
        type=_jobs(words),
        metavar="N",
        help=_("how many processes work at the same time (default: auto, one for each processor)"),
    )
    told = _("have the work done by the workers of this scheduler of dask.distributed (extra: dask)")
    build.add_argument("--scheduler", metavar=_("ADDRESS"), help=told)
    told = _("with --scheduler: folder that all its workers reach, such as file:///mnt/shared or s3://bucket/folder")
    build.add_argument("--storage", type=_url(words), metavar="URL", help=told)
    told = _("build everything anew, and remember nothing of it")
    build.add_argument("--no-cache", action="store_true", help=told)
    build.add_argument("--timings", action="store_true", help=_("print the time that each stage took"))
    told = _(
        "print which functions and pages took most time, in one process; write all of it to FILE, for python -m pstats"
    )
    build.add_argument("--profile", nargs="?", const="", metavar=_("FILE"), help=told)
    build.add_argument("--format", choices=("text", "json"), default="text", help=_("format of the output"))
    build.add_argument("--quiet", action="store_true", help=_("print nothing but errors"))
    serve = add("serve", _("show the site on this machine, rebuilt when a file changes"))
    serve.add_argument("--port", type=_number(words, 0, 65_535), default=8000, help=_("port on 127.0.0.1"))
    audit = add("audit", _("look at the built site in a real browser, with axe-core (extra: audit)"))
    told = _("page or folder below source/ or build/, or an address; none: the whole site")
    audit.add_argument("paths", nargs="*", metavar=_("PATH"), help=told)
    _of_reports(audit, words)
    told = _("look at no more than N pages of each type and language")
    audit.add_argument("--sample", type=_number(words, 1), metavar="N", help=told)
    told = _("browsers at a time (default: one a core)")
    audit.add_argument("--jobs", type=_number(words, 1), metavar="N", help=told)
    told = _("the browser's program, instead of the one that is found")
    audit.add_argument("--browser", metavar=_("FILE"), help=told)


def _of_exchange(add: _Add, words: Words) -> None:
    """What is exchanged with other programs."""
    _ = words.gettext
    terms = add("terms", _("exchange the terms of the site with other programs, as TBX or CSV"))
    file = terms.add_mutually_exclusive_group(required=True)
    file.add_argument("--export", dest="export_file", metavar=_("FILE"), help=_("write the terms to FILE (.tbx, .csv)"))
    file.add_argument(
        "--import", dest="import_file", metavar=_("FILE"), help=_("add the terms of FILE to source/terms.toml")
    )
    xliff = add("xliff", _("exchange with an agency: XLIFF 2.0"))
    both = xliff.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    export = add("export", _("write what is left to translate as XLIFF"), "xliff", both)
    _of_languages(export, words)
    export.add_argument("--output", metavar=_("DIR"), help=_("folder to write to, instead of xliff/"))
    export.add_argument("--all", action="store_true", help=_("also what is translated and reviewed"))
    taken = add("import", _("merge XLIFF that has come back into the catalogues"), "xliff", both)
    taken.add_argument("paths", nargs="+", metavar=_("FILE"), help=_("XLIFF file that was exported and translated"))
    rules = add("rules", _("what a rule says, why, with examples"))
    rules.add_argument("id", nargs="?", metavar="ID", help=_("id of a rule; a list of all rules without it"))
    rules.add_argument("--all", action="store_true", help=_("all rules as one page of Markdown, as in docs/rules.md"))


def _everywhere(parser: argparse.ArgumentParser, words: Words, directory: str) -> None:
    """The options that stand before or after the command."""
    _ = words.gettext
    parser.add_argument("-h", "--help", action="help", help=_("show this help"))
    parser.add_argument("-C", dest="directory", default=directory, metavar=_("DIR"), help=_("run in the site in DIR"))
    # What is chosen is read by `speech_language`, before there is a parser that could speak.
    parser.add_argument(
        "--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=_("language of messages: sv or en")
    )


def _number(words: Words, least: int, most: int | None = None) -> Callable[[str], int]:
    """What reads a whole number on the command line."""

    def read(text: str) -> int:
        value = int(text) if text.isdecimal() else -1
        if most is not None and not least <= value <= most:
            template = "“{text}” is not a whole number from {least} to {most}"
            raise argparse.ArgumentTypeError(words.say(template, text=text, least=least, most=most))
        if value < least:
            raise argparse.ArgumentTypeError(words.say("“{text}” is not a whole number over 0", text=text))
        return value

    return read


def _jobs(words: Words) -> Callable[[str], int | None]:
    """What reads a number of processes; None for as many as there are processors."""
    number = _number(words, 1)
    return lambda text: None if text == "auto" else number(text)


def _url(words: Words) -> Callable[[str], str]:
    """What reads the address of a storage."""

    def read(text: str) -> str:
        if "://" not in text.strip("/:"):
            template = "“{text}” is not an address such as file:///mnt/shared"
            raise argparse.ArgumentTypeError(words.say(template, text=text))
        return text

    return read


def percentage(text: str) -> float:
    """A number from 0 to 100. Its name is what argparse says of another."""
    value = float(text)
    if not 0 <= value <= 100:
        raise ValueError(text)
    return value


def _of_reports(parser: argparse.ArgumentParser, words: Words) -> None:
    _ = words.gettext
    forms = ("text", "json", "sarif", "junit", "github", "html")
    parser.add_argument("--format", choices=forms, default="text", help=_("format of the output"))
    parser.add_argument("--output", metavar=_("FILE"), help=_("write there instead of standard output"))
    told = _("leave out the findings that stand in this file; where there is none, write it with those of today")
    parser.add_argument("--baseline", metavar=_("FILE"), help=told)


def _of_languages(parser: argparse.ArgumentParser, words: Words) -> None:
    _ = words.gettext
    parser.add_argument(
        "-l", "--lang", action="append", metavar=_("LANG"), help=_("only this language (may be repeated)")
    )
