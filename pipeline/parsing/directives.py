"""What an author, or a translator, says to the program in comments: skip, translators, allow."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.language.excerpt import excerpt
from pipeline.model import Allowance, Finding, Location
from pipeline.parsing.lines import Lines
from pipeline.patterns import expression

_COMMENT = expression(r"<!--(.*?)-->", re.DOTALL)
_DIRECTIVE = expression(r"-*\s*(syntolk|translators|allow):(.*)\Z", re.DOTALL | re.IGNORECASE)
_OTHERS = expression(
    r"-*\s*(?:(?:i18n|mdbook-xgettext)\s*:\s*skip|mdpo-(?:disable|off)|translate\s*:\s*off|no-?translate)\b",
    re.IGNORECASE,
)
"""How other programs are asked not to translate a passage."""
_UNKNOWN = "“{comment}” asks for nothing here. What stands between <!-- syntolk: skip --> and <!-- syntolk: end --> is not translated."
_WITHIN = "“{comment}” asks for nothing within a text. Write it on a line of its own before it."
_NO_END = "This passage has no end, so nothing on the rest of the page is translated. Write <!-- syntolk: end --> where the passage ends."
_NO_BEGINNING = "No passage ends here: there is no <!-- syntolk: skip --> before this. Write it where the passage begins, or take this away."


def allowances(comments: Iterable[str]) -> list[tuple[str, str]]:
    """Rule and reason of what a translator allows in the comments on a message (`# allow: rule-id reason`).

    >>> allowances(["allow: translation-number året är underförstått", "allow: translation-quotes", "Obs!"])
    [('translation-number', 'året är underförstått'), ('translation-quotes', '')]
    """
    found = [line.strip().removeprefix("allow:").strip() for line in comments if line.strip().startswith("allow:")]
    return [_parted(words) for words in found]


def _words(text: str) -> str:
    """`text` on one line, without the dashes that a comment may end with."""
    return " ".join(text.rstrip("-").split())


def _parted(words: str) -> tuple[str, str]:
    """Rule and reason; what has no letter is none."""
    rule, _, reason = words.partition(" ")
    return rule, reason.strip() if any(map(str.isalpha, reason)) else ""


class Directives:
    """The comments met so far in one document, and what they ask for.

    `<!-- syntolk: skip -->` … `<!-- syntolk: end -->`, `<!-- translators: … -->`, `<!-- allow: rule-id reason -->`.
    An `allow` holds for the block after it; the one before the first block also for findings about the whole page.
    """

    def __init__(self, path: str = "", language: str = "") -> None:
        self.skipping = False
        self._allowed: list[Allowance] = []
        self._path = path
        self._language = language
        self._comment: list[str] = []
        self._pending: list[tuple[str, str, int]] = []
        self._first = True
        self._begun = 0
        """Line of the comment that the passage to skip begins with."""
        self._unobeyed: list[tuple[str, int, bool]] = []
        """Each comment that asks for nothing, its line, and whether it stands within a text."""

    @property
    def allowed(self) -> tuple[Allowance, ...]:
        """What has been allowed; what no block has followed holds for nothing."""
        return (*self._allowed, *(self._allowance(1, 0, *pending) for pending in self._pending))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was asked for in vain, and a passage to skip that has no end."""
        found = [self._in_vain(*asked) for asked in self._unobeyed]
        if self.skipping:
            place = Location(self._path, self._begun, 1)
            found.append(Finding("comment-unobeyed", "warning", _NO_END, place, self._language))
        return tuple(found)

    def _in_vain(self, comment: str, line: int, within: bool) -> Finding:
        words = _words(comment.lstrip("-"))
        is_end = words.lower().replace(" ", "") == "syntolk:end"
        template = _WITHIN if within else _NO_BEGINNING if is_end else _UNKNOWN
        place, values = Location(self._path, line, 1), (("comment", excerpt(words)),)
        return Finding("comment-unobeyed", "warning", template, place, self._language, values)

    def _allowance(self, first: int, last: int, rule: str, reason: str, line: int) -> Allowance:
        return Allowance(rule, first, last, reason, Location(self._path, line, 1))

    def read(self, html: str, line: int = 1) -> str:
        """`html`, which begins on `line`, without its comments, which are obeyed."""
        last = html.rfind("-->")  # What is open after it would be looked for again and again.
        comments, rest = html[: last + 3 if last >= 0 else 0], html[last + 3 if last >= 0 else 0 :]
        for comment in _COMMENT.finditer(comments):
            if _DIRECTIVE.match(comment[1]) or _OTHERS.match(comment[1]):
                self._obey(comment[1], line + comments.count("\n", 0, comment.start()))
        return _COMMENT.sub("", comments) + rest

    def note(self, comment: str, line: int) -> None:
        """Obey a `comment` within a text, where only translators can be told something; the rest is said before a block."""
        words = comment.removeprefix("<!--").removesuffix("-->")
        directive = _DIRECTIVE.match(words)
        if directive and directive[1].lower() == "translators":
            self._comment.append(_words(directive[2]))
        elif directive or _OTHERS.match(words):
            self._unobeyed.append((words, line, True))

    def _obey(self, comment: str, line: int) -> None:
        directive = _DIRECTIVE.match(comment)
        kind, words = (directive[1].lower(), _words(directive[2])) if directive else ("", "")
        if kind == "translators":
            self._comment.append(words)
        elif kind == "allow":
            self._pending.append((*_parted(words), line))
        elif words.lower() == "skip":
            self._begun = self._begun if self.skipping else line
            self.skipping = True
        elif words.lower() == "end" and self.skipping:
            self.skipping = False
        else:
            self._unobeyed.append((comment, line, False))

    def block(self, span: dict[str, int], lines: Lines) -> None:
        """A block of the page begins that stands in the byte range `span`."""
        if self._pending:
            first, last = lines.at(span["start"]), lines.at(span["end"] - 1)
            start = 1 if self._first else first
            self._allowed += [self._allowance(start, last, *pending) for pending in self._pending]
            self._pending.clear()
        self._first = False

    def comment(self) -> str:
        """What translators are told about the next segment; asked once."""
        if not self._comment:
            return ""
        text, self._comment = "\n".join(self._comment), []
        return text
