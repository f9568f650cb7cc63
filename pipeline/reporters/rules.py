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
        lines += [f"### {title}", ""] if examples else []
        for example in examples:
            lines += ["~~~~markdown", *_shown(example).rstrip("\n").split("\n"), "~~~~", ""]
    lines += [words.say("Sources: {sources}", sources="; ".join(rule.references)), ""]
    return "\n".join(lines)


def _shown(example: str) -> str:
    r"""`example`, cut where it is long; a byte that is no UTF-8 is shown as such: `\xe4`."""
    text = example.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text if len(text) < 400 else text[:400].rsplit(" ", 1)[0] + " …"


def everything(rules: Iterable[tuple[RuleText, Sequence[str], Sequence[str]]], words: Words) -> str:
    """All rules, each with its good and bad examples, as one page of Markdown."""
    note = words.gettext("This page is written by `syntolk rules --all`. Change the rules, not this page.")
    return "\n".join(
        [f"# {words.gettext('Rules')}", "", note, "", *(page(rule, good, bad, words) for rule, good, bad in rules)]
    )


def _first_sentence(text: str) -> str:
    return text.split(". ", maxsplit=1)[0].split(": ", maxsplit=1)[0].rstrip(".") + "."
