"""What a site already has findings about, so that only new ones count: `syntolk check --baseline FILE`.

The file has a line for each finding, sorted: rule, path, language, and a digest of what is said. It holds no line numbers, so
that a finding stays known when text above it comes or goes, and two branches that change it can be merged line by line.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from pipeline.errors import SourceError
from pipeline.model import Finding, Location
from pipeline.patterns import expression

_HEAD = "# Findings that were there before. Written by `syntolk check --baseline`; remove this file to write it anew.\n"
_FIELDS = 4
_NO_PART_OF_A_LINE = expression("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What ends a field or, for some program, a line, and what no file can hold."""


def fingerprint(finding: Finding) -> str:
    r"""What makes a finding one and the same, wherever it stands on its page: rule, path, language and what is said.

    Numbers do not count: what is measured of a page is another when somebody has corrected a word on it.

    >>> fingerprint(Finding("link-broken", "error", "There is no “{href}”.", Location("a.md", 3, 7), "sv", (("href", "b.md"),)))
    'link-broken\ta.md\tsv\tbc61fa9ead78'
    """
    named = [
        f"{name}={value}" for name, value in finding.values if name != "line" and not isinstance(value, int | float)
    ]
    said = "\x1f".join([finding.template, *named])
    digest = hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=6).hexdigest()
    path = _NO_PART_OF_A_LINE.sub(" ", finding.location.path)
    return f"{finding.rule}\t{path}\t{finding.language}\t{digest}"


def text(findings: Iterable[Finding]) -> str:
    """The file that makes `findings` known."""
    return _HEAD + "".join(f"{line}\n" for line in sorted(map(fingerprint, findings)))


def read(data: str, path: str) -> Counter[str]:
    """How often each fingerprint stands in the file. Raises `SourceError` for a line that is none."""
    found: Counter[str] = Counter()
    for number, line in enumerate(data.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.count("\t") != _FIELDS - 1:
            template = "this is no line of a baseline. Remove the file, and `syntolk check --baseline` writes it anew."
            raise SourceError(template, Location(path, number, 1))
        found[line] += 1
    return found


def new(findings: Iterable[Finding], known: Counter[str]) -> tuple[tuple[Finding, ...], int]:
    """The findings that are not `known`, in their order, and how many known ones are not there any more."""
    left = Counter(known)
    result: list[Finding] = []
    for finding in findings:
        name = fingerprint(finding)
        if left[name] > 0:
            left[name] -= 1
        else:
            result.append(finding)
    return tuple(result), sum(left.values())
