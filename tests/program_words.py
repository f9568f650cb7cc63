"""The messages of the program, from its source: `python tests/program_words.py` brings its catalogue up to date.

A message is an English text that a person may see: what is handed to gettext, the template of an error, a finding, a note
or a phrase, a rule's explanation. What cannot be read from the source as a whole text could not be translated, so it is
an error here: write the text out, with `{name}` fields.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import get_args

import pipeline
from pipeline import catalogue, errors
from pipeline.checks import RULES
from pipeline.commands import usage
from pipeline.merge import merge
from pipeline.model import Catalogue, Message, Severity
from pipeline.parsing import frontmatter
from pipeline.providers import transport
from pipeline.termbase import delimited
from pipeline.translation import memory_files

ROOT = Path(pipeline.__file__).parent
PO = ROOT / "locales" / "sv" / "LC_MESSAGES" / "syntolk.po"
CALLS = {
    "gettext": 0,
    "_": 0,
    "say": 0,
    "pgettext": 1,
    "Phrase": 0,
    "Finding": 2,
    "Note": 1,
    "Irregular": 2,
    "Problem": 1,
    "RuleText": 2,
    "_Mark": 2,
}
CALLS |= {kind.__name__: 0 for kind in errors.PipelineError.__subclasses__()} | {"_failed": 1, "found": 1, "_wrong": 0}
"""Where the message stands among the arguments of a function."""
STAGES = "stage"
TIMED = (
    "build.py",
    "jobs/gathering.py",
    "jobs/pages.py",
    "jobs/preparing.py",
    "jobs/publishing.py",
    "jobs/rendering.py",
)
"""What books time on stages."""
_OF_AXE = re.compile(r'\{description:"(?:[^"\\]|\\.)*",help:("(?:[^"\\]|\\.)*")\}')
"""What a rule of axe-core asks for, in its program."""


def axe_texts() -> tuple[str, ...]:
    """What the rules of axe-core ask for."""
    program = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    return tuple(dict.fromkeys(ast.literal_eval(text) for text in _OF_AXE.findall(program)))


SAID: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("browser/audited.py", "sight.help"): axe_texts(),
    ("catalogue.py", "kind"): get_args(catalogue._Kind),
    ("config.py", "template"): (),  # `_wrong`, whose callers are read.
    ("errors.py", "known"): tuple(errors._SYSTEM_REASONS.values()),
    ("termbase/delimited.py", "said"): tuple(sorted(delimited._FAULTS)),
    ("termbase/exchange.py", "said.template"): (),  # A phrase's, likewise.
    ("termbase/exchange.py", "finding.template"): (),  # A finding's, which is read where it comes from.
    ("cli.py", "finding.template"): (),
    ("parsing/frontmatter.py", "text"): tuple(sorted(frontmatter._REASONS)),
    ("parsing/frontmatter.py", "template"): (),  # `found`, whose callers are read.
    ("translation/memory_files.py", "text"): tuple(sorted(memory_files._XML_FAULTS)),
    ("providers/transport.py", "said"): tuple(transport._REASONS.values()),
    ("reporters/html.py", "severity"): get_args(Severity),
    ("terms.py", "said"): (),  # `found`, whose callers are read.
    ("checks/terms.py", "finding.template"): (),
    ("commands/usage.py", "text"): tuple(sorted(usage._OF_ARGPARSE)),
    ("words.py", "template"): (),  # `Words.say` and what is like it.
}
"""Messages of an expression whose value is not written out where it is said."""
PASSED_ON = ("template", "explain", "severity")
"""Attributes that hold a message which is read where it comes from."""
OF_THE_THEME = ("render.py", "web/filling.py")
"""What asks the theme's catalogue, which has messages of its own."""

Key = tuple[str | None, str]


def messages() -> Catalogue:
    """Every message of the program, without a translation, in the order of the files."""
    found: dict[Key, list[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for key in _Module(name, ast.parse(path.read_text("utf-8"))).messages():
            found.setdefault(key, []).append(f"pipeline/{name}")
    return Catalogue(
        tuple(
            Message(
                text,
                context=context,
                flags=("python-brace-format",) if "{" in text else (),
                references=tuple(dict.fromkeys(places)),
            )
            for (context, text), places in found.items()
        )
    )


class _Module:
    """One file of the program."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self._parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self._functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        self._tree = tree

    def messages(self) -> Iterator[Key]:
        """The messages in it, by line."""
        calls = [node for node in ast.walk(self._tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            function = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if function == "Rule":
                (rule,) = (r for r in RULES if r.id == ast.literal_eval(call.args[0]))
                yield None, rule.explain
            elif function in ("lap", "_lap") and self.name in TIMED:
                yield STAGES, ast.literal_eval(call.args[0])
            elif function in CALLS and not (self.name in OF_THE_THEME and function.endswith("gettext")):
                position = CALLS[function]
                named = {keyword.arg: keyword.value for keyword in call.keywords}
                said = call.args[position] if len(call.args) > position else named["template"]
                context = ast.literal_eval(call.args[0]) if function == "pgettext" else None
                if context != STAGES:
                    yield from ((context, text) for text in self._texts(said) if text)

    def _texts(self, said: ast.expr) -> Iterator[str]:
        """The texts that an expression may be."""
        listed = SAID.get((self.name, ast.unparse(said)))
        if listed is not None:
            yield from listed
        elif isinstance(said, ast.Constant):
            assert isinstance(said.value, str), self._complaint(said)
            yield said.value
        elif isinstance(said, ast.IfExp):
            yield from self._texts(said.body)
            yield from self._texts(said.orelse)
        elif isinstance(said, ast.Name):
            yield from self._assigned(said)
        elif isinstance(said, ast.Call) and isinstance(said.func, ast.Name) and said.func.id in self._functions:
            for node in ast.walk(self._functions[said.func.id]):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield from self._texts(node.value)
        else:
            assert isinstance(said, ast.Attribute), self._complaint(said)
            assert said.attr in PASSED_ON, self._complaint(said)

    def _assigned(self, name: ast.Name) -> Iterator[str]:
        """What the name stands for in the function around it, or in the module."""
        scope: ast.AST = name
        while scope is not self._tree:
            scope = self._parents[scope]
            inside = ast.walk(scope) if isinstance(scope, ast.FunctionDef) else ast.iter_child_nodes(scope)
            values = [
                node.value
                for node in inside
                if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == name.id for t in node.targets)
            ]
            if values and isinstance(scope, ast.FunctionDef | ast.Module):
                for value in values:
                    yield from self._texts(value)
                return
        raise AssertionError(self._complaint(name))

    def _complaint(self, said: ast.expr) -> str:
        return f"pipeline/{self.name}:{said.lineno}: “{ast.unparse(said)}” cannot be translated: write the text out"


def updated(data: bytes) -> bytes:
    """The bytes of the catalogue with the messages of today; what is not said any more is gone."""
    merged = merge(messages(), catalogue.parse(data, PO.name))
    return catalogue.serialise(replace(merged, messages=tuple(m for m in merged if not m.obsolete)))


if __name__ == "__main__":
    PO.write_bytes(updated(PO.read_bytes()))
