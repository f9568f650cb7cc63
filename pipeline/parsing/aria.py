"""Values that attributes of raw HTML may have: those that are none are left out, so that nobody is told of what is not there."""

from __future__ import annotations

import re

from pipeline.language.tags import direction
from pipeline.patterns import expression

_STRUCTURE = frozenset(
    (
        "article blockquote caption cell code columnheader definition deletion document emphasis figure group heading image img "
        "insertion list listitem mark math none note paragraph presentation row rowgroup rowheader separator strong subscript "
        "suggestion superscript table term time tooltip"
    ).split()
)
"""Roles of what a page is made of (WAI-ARIA 1.3, 5.3.3)."""
_REGIONS = frozenset("complementary form navigation region search alert log status timer".split())
"""Landmarks and live regions, less those that a page has once and the theme writes (5.3.4 and 5.3.5)."""
_OF_BOOKS = frozenset(
    (
        "abstract acknowledgments afterword appendix backlink biblioref bibliography chapter colophon conclusion cover credit "
        "credits dedication endnotes epigraph epilogue errata example footnote foreword glossary glossref index introduction "
        "noteref notice pagebreak pagefooter pageheader pagelist part preface prologue pullquote qna subtitle tip toc"
    ).split()
)
"""Roles that begin with `doc-` (Digital Publishing WAI-ARIA Module 1.1)."""
DECORATIVE = frozenset({"presentation", "none"})
"""Roles that say that an element is there for the eye alone."""
_VALUES = {
    "aria-hidden": frozenset({"true"}),
    "dir": frozenset({"ltr", "rtl", "auto"}),
    "scope": frozenset({"row", "col", "rowgroup", "colgroup"}),
}
"""What an attribute may say, where HTML or ARIA lists it; `aria-hidden="false"` says nothing."""


_THEMSELVES = frozenset(
    "a ul ol dl li dt dd details summary caption col colgroup thead tbody tfoot tr th td figcaption hr".split()
)
"""Elements that are nothing without their own role: what has the focus, and what stands in or around lists, tables and figures (ARIA in HTML, 4)."""
_OF_PICTURES = frozenset("img image math separator presentation none doc-cover".split())
"""Roles that a picture may have, of those that need no script."""


_FOCUSED = frozenset({"a", "details", "summary"})
"""Elements that the Tab key stops at, or that hold such a one: hiding them from who listens would make a stop that says nothing."""


def role(tag: str, value: str) -> str | None:
    """The role that a browser takes of the list `value`: the first that it knows; None where there is none.

    None, too, for what works with a script alone (`button`, `tab`), and where a link or a list would be none any more: it still has the focus, or items.

    >>> role("div", "knapp Note"), role("div", "button"), role("a", "presentation")
    ('note', None, None)
    """
    for name in value.lower().split():
        if tag == "img" and name not in _OF_PICTURES:
            continue
        of_books = name.startswith("doc-") and name[4:] in _OF_BOOKS
        if of_books or (tag not in _THEMSELVES and (name in _STRUCTURE or name in _REGIONS)):
            return {"image": "img"}.get(name, name)  # Of two names for one role the one that all know.
    return None


def kept(tag: str, attribute: str, value: str) -> str | None:
    """`value` as it stands on the page; None where it says nothing that HTML or ARIA knows, or hides what has the focus.

    >>> kept("p", "aria-hidden", "TRUE"), kept("a", "aria-hidden", "true"), kept("th", "scope", "vänster")
    ('true', None, None)
    """
    if attribute == "role":
        return role(tag, value)
    if attribute == "aria-hidden" and tag in _FOCUSED:
        return None
    if attribute == "id":  # With blanks it is none (HTML, 3.2.6), and `headers` and `aria-labelledby` part ids by them.
        return "-".join(value.split()) or None
    if attribute == "aria-level":
        return value.strip() if value.strip() in {"1", "2", "3", "4", "5", "6"} else None
    if attribute in ("lang", "hreflang"):  # Other systems write en_GB.
        return value.strip().replace("_", "-") or (None if value else value)
    if attribute in ("aria-label", "aria-labelledby", "aria-describedby"):
        return value if value.strip() else None
    known = _VALUES.get(attribute)
    if known is None:
        return value
    said = value.strip().lower()
    return said if said in known else None


_SPOKEN = expression(r"""<[a-z][a-z0-9]*(?: [\w-]+="[^"]*")*? lang="([^"]+)"(?: [\w-]+="[^"]*")*>""")


def directed(html: str) -> str:
    """`html` with the direction of each passage in a language that is written from right to left, where nobody says one.

    >>> directed('<p lang="ar">مرحبا!</p><p lang="en">Hello!</p>')
    '<p lang="ar" dir="rtl">مرحبا!</p><p lang="en">Hello!</p>'
    """
    if " lang=" not in html:
        return html

    def mended(tag: re.Match[str]) -> str:
        here = direction(tag[1]) == "rtl" and " dir=" not in tag[0]
        return f'{tag[0][:-1]} dir="rtl">' if here else tag[0]

    return _SPOKEN.sub(mended, html)


_LEVELLED = expression(r"""<([a-z][a-z0-9]*)((?: [\w-]+="[^"]*")*)>""")
_LEVEL = expression(r' aria-level="\d"')


def levelled(html: str) -> str:
    """`html` with a level for each heading by role, which has no other, and none for what is no heading, or has one in its name.

    Level 2 is what browsers take where nobody says one (WAI-ARIA 1.2, 5.4 heading).

    >>> levelled('<p role="heading">Hej</p><p aria-level="2">Du</p><h2 aria-level="3">Ni</h2>')
    '<p role="heading" aria-level="2">Hej</p><p>Du</p><h2>Ni</h2>'
    """
    if "aria-level" not in html and 'role="heading"' not in html:
        return html

    def mended(tag: re.Match[str]) -> str:
        by_role, has_level = ' role="heading"' in tag[2], " aria-level=" in tag[2]
        if has_level and not by_role:
            return _LEVEL.sub("", tag[0])
        return f'{tag[0][:-1]} aria-level="2">' if by_role and not has_level else tag[0]

    return _LEVELLED.sub(mended, html)
