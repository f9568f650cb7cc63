"""Numbers in several groups, on pages that are written from right to left: a browser turns their groups around there.

The groups of `040-628 04 12` stand as `12 04 628-040` in an Arabic text, and `14 350` as `350 14`: to the bidirectional algorithm (UAX 9, W2 and W4) a blank
parts two numbers, and so does a hyphen after Arabic letters. What reads in both directions, a range (`9-17`), is left alone.
"""

from __future__ import annotations

import re

from pipeline.patterns import expression

_BLANK = "(?:[ \u00a0\u202f]|&nbsp;)"
_GAP = f"(?:{_BLANK}|[\u2011/-])"
_NUMBER = expression(
    rf"""(?P<kept><(?:title|script|style|textarea)\b.*?</|<[^<>]*>)
    |(?<![\w.,:/+-])
    (?: (?:\+|0)(?=(?:{_GAP}?\(?\d\)?){{6}})\d*(?:{_BLANK}?\(0\)\d*)?(?:{_GAP}\d+)+   # to be called
      | \d{{4}}-\d\d-\d\d | \d{{6}}-\d{{4}}                                     # a day, an organisation
      | \d+(?:{_BLANK}\d+)+(?:,\d+)?                                            # thousands
    )(?!\w)""",
    re.DOTALL | re.VERBOSE,
)


def in_order(page: str) -> str:
    """The HTML of a `page` from right to left, with numbers whose groups stand as they are read.

    >>> in_order('<a title="040-628 04 12">040-628 04 12</a>, 1 688,50, 9-17')
    '<a title="040-628 04 12"><bdi dir="ltr">040-628 04 12</bdi></a>, <bdi dir="ltr">1 688,50</bdi>, 9-17'
    """
    return _NUMBER.sub(lambda found: found[0] if found["kept"] else f'<bdi dir="ltr">{found[0]}</bdi>', page)
