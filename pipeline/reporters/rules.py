"""Rules as text: for `syntolk rules` and for `docs/rules.md`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.report import RuleText
from pipeline.words import Words


def listing(rules: Iterable[RuleText], words: Words) -> str:
    """A line a rule."""
    texts = list(rules)
    width = max(len(rule.id) for rule in texts)
    return "".join(f"{rule.id:{width}}  {_first_sentence(words.gettext(rule.explain))}\n" for rule in texts)


def page(rule: RuleText, good: Sequence[str], bad: Sequence[str], words: Words) -> str:
    """One rule in Markdown: what, why, examples, sources."""
    lines = [f"## {rule.id}", "", f"*{words.pgettext('severity', rule.severity)}*", "", words.gettext(rule.explain), ""]
    for title, examples in ((words.gettext("Wrong"), bad), (words.gettext("Right"), good)):
        lines += [f"### {title}", ""]
        for example in examples:
            shown = example if len(example) < 400 else example[:400].rsplit(" ", 1)[0] + " …"
            lines += ["~~~~markdown", *shown.rstrip("\n").split("\n"), "~~~~", ""]
    lines += [words.gettext("Sources: {sources}").format(sources="; ".join(rule.references)), ""]
    return "\n".join(lines)


def _first_sentence(text: str) -> str:
    return text.split(". ", maxsplit=1)[0].split(": ", maxsplit=1)[0].rstrip(".") + "."
