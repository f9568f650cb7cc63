"""What an author, or a translator, says to the program in comments: skip, translators, allow."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.lines import Lines

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*(syntolk|translators|allow):(.*)\Z", re.DOTALL)


def allowances(comments: Iterable[str]) -> list[str]:
    """The rules that a translator allows in the comments on a message (`# allow: rule-id reason`); each needs its reason.

    >>> allowances(["allow: translation-number året är underförstått", "allow: translation-quotes", "Obs!"])
    ['translation-number']
    """
    pairs = [
        line.strip().removeprefix("allow:").split(None, 1) for line in comments if line.strip().startswith("allow:")
    ]
    return [words[0] for words in pairs if len(words) == 2]


class Directives:
    """The comments met so far in one document, and what they ask for.

    `<!-- syntolk: skip -->` … `<!-- syntolk: end -->`, `<!-- translators: … -->`, `<!-- allow: rule-id reason -->`.
    An `allow` holds for the block after it; the one before the first block also for findings about the whole page.
    """

    def __init__(self) -> None:
        self.skipping = False
        self.allowed: list[tuple[str, int, int, str]] = []
        self._comment: list[str] = []
        self._pending: list[tuple[str, str]] = []
        self._first = True

    def read(self, html: str) -> str:
        """`html` without its comments, which are obeyed."""
        last = html.rfind("-->")  # What is open after it would be looked for again and again.
        comments, rest = html[: last + 3 if last >= 0 else 0], html[last + 3 if last >= 0 else 0 :]
        for text in _COMMENT.findall(comments):
            self._obey(text)
        return _COMMENT.sub("", comments) + rest

    def _obey(self, comment: str) -> None:
        directive = _DIRECTIVE.match(comment)
        if not directive:
            return
        kind, words = directive[1], " ".join(directive[2].split())
        if kind == "translators":
            self._comment.append(words)
        elif kind == "allow":
            rule, _, reason = words.partition(" ")
            self._pending.append((rule, reason))
        elif words in ("skip", "end"):
            self.skipping = words == "skip"

    def block(self, span: dict[str, int], lines: Lines) -> None:
        """A block of the page begins that stands in the byte range `span`."""
        if self._pending:
            first, last = lines.at(span["start"]), lines.at(span["end"] - 1)
            start = 1 if self._first else first
            self.allowed += [(rule, start, last, reason) for rule, reason in self._pending]
            self._pending.clear()
        self._first = False

    def comment(self) -> str:
        """What translators are told about the next segment; asked once."""
        if not self._comment:
            return ""
        text, self._comment = "\n".join(self._comment), []
        return text
