"""Raw HTML through an allow-list: the one door to nh3.

nh3 parses as a browser does (html5ever), so what comes out is balanced and cannot break the page around it.
No script, no style, no event handler, no form control, no frame passes; of addresses only those
of `SCHEMES` and relative ones.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

import nh3

from pipeline.parsing import aria
from pipeline.parsing.elements import broken, in_line, of_html, unknown
from pipeline.patterns import expression

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "geo", "ftp"})
"""What an address may begin with."""

PHRASING = frozenset(
    (
        "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span "
        "strong sub sup time u var wbr"
    ).split()
)
"""Elements that may stand inside a paragraph (HTML Living Standard, 3.2.5.2.5, less everything that runs, embeds or asks)."""

FLOW = PHRASING | frozenset(
    (
        "address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer "
        "h1 h2 h3 h4 h5 h6 header hgroup hr input label li nav ol p pre section summary table "
        "tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that may stand in the body of a page. `input` only as the mark of a task list."""

LOST = frozenset(
    (
        "applet area audio button canvas embed form frame iframe input math object script select style svg template textarea "
        "video"
    ).split()
)
"""Elements that something is lost with when they are left out: what they do, or what stands in them."""
_ELEMENT = expression(r"<([A-Za-z][A-Za-z0-9]*)")


def lost(html: str) -> list[str]:
    """Names of the elements in raw HTML that will be missed, each once.

    >>> lost("<div><iframe src=x></iframe><IFRAME>")
    ['iframe']
    """
    return [name for name in dict.fromkeys(map(str.lower, _ELEMENT.findall(html))) if name in LOST]


_GLOBAL = frozenset(
    {
        "class",
        "id",
        "lang",
        "dir",
        "hidden",
        "title",
        "role",
        "translate",
        "aria-label",
        "aria-hidden",
        "aria-level",
        "aria-labelledby",
        "aria-describedby",
    }
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(_GLOBAL),
    "a": {"href", "hreflang", "type", "download", "name"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "data": {"value"},
    "del": {"datetime", "cite"},
    "ins": {"datetime", "cite"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "details": {"open"},
    "input": {"type", "disabled", "checked"},
    "section": {"tabindex"},
}


_PIXELS = expression(r"\s*0*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*;?\s*", re.IGNORECASE)
"""A width or height, also as it is written in CSS. HTML knows whole pixels only (HTML Living Standard, 4.8.17)."""


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute, or None to drop it."""
    if tag == "input" and attribute == "type":
        return "checkbox"
    if attribute in ("width", "height"):
        pixels = _PIXELS.fullmatch(value)
        return pixels[1] if pixels else None
    if attribute in ("colspan", "rowspan", "span"):  # Programs write `colspan=""` for one column.
        return value.strip() if value.strip().isdigit() and value.isascii() else None
    return "0" if attribute == "tabindex" else aria.kept(tag, attribute, value)


def _cleaner(tags: frozenset[str], emptied: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(emptied),
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=set(SCHEMES),
        link_rel=None,
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    )


# In running text the words between two unknown tags were parsed as Markdown and have been counted, so they stay.
_PHRASING = _cleaner(PHRASING, frozenset())
_EMPTIED = frozenset("iframe math noscript object script style svg textarea title".split())
_FLOW = _cleaner(FLOW, _EMPTIED | {"template"})


@lru_cache(1024)
def _swallowed(name: str) -> bool:
    """Whether nh3 leaves out an element with all that stands in it, up to the end of the page where nobody closes it.

    So it does with the elements of SVG and MathML outside of them, which to a browser are unknown ones, and their content is shown.
    """
    return name not in _EMPTIED and "x" not in _PHRASING.clean(f"<{name}>x")


@lru_cache(4096)
def phrasing(html: str) -> str:
    """`html` with nothing but phrasing elements, balanced; a line ends where a block did.

    >>> phrasing('<b onclick="x()">Hej<script>x()</script>')
    '<b>Hejx()</b>'
    >>> phrasing("</p><div>Hej</div><ul><li>Du</ul>")
    'Hej<br>Du'
    >>> phrasing("Skriv <path> eller <text> här")
    'Skriv  eller  här'
    """
    return aria.directed(aria.levelled(broken(str(_PHRASING.clean(in_line(_renewed(html), _swallowed))))))


_OLD = expression(r"(</?)(acronym|strike|tt)\b", re.IGNORECASE)
_NEW = {"acronym": "abbr", "strike": "s", "tt": "code"}


def _renewed(html: str) -> str:
    """`html` with what HTML has for elements that it once had and that say something (HTML, 16.2).

    >>> _renewed('<ACRONYM title="Förenta nationerna">FN</ACRONYM>')
    '<abbr title="Förenta nationerna">FN</abbr>'
    """
    return _OLD.sub(lambda tag: tag[1] + _NEW[tag[2].lower()], html)


def flow(html: str) -> str:
    """`html` with nothing but what may stand in a page's body, balanced.

    A heading without words is none, as in Markdown: who jumps from one to the next would hear nothing there. Nor is a list without an item, a table without
    a cell, or a caption without a word.

    >>> flow("<div><p>Hej"), flow('<h2> &nbsp;</h2><h3 id="a"><b></b></h3>'), flow("<ul></ul><table><tr></tr></table>")
    ('<div><p>Hej</p></div>', '<span id="a"></span>', '')
    """
    html = _renewed(html)
    cleaned = aria.directed(aria.levelled(str(_FLOW.clean(of_html(html, _swallowed) if unknown(html) else html))))
    if any(tag in cleaned for tag in _MAY_BE_EMPTY):
        cleaned = _EMPTY.sub(_only_id, cleaned)
    return _WORDLESS.sub(_only_id, cleaned) if "<h" in cleaned else cleaned


_MAY_BE_EMPTY = ("<ul", "<ol", "<dl", "<table", "<caption", "<figcaption")
_EMPTY = expression(
    r'<(ul|ol|dl|caption|figcaption)((?: [\w-]+="[^"]*")*)>\s*</\1>'
    r'|<table((?: [\w-]+="[^"]*")*)>(?:\s|</?(?:caption|thead|tbody|tfoot|colgroup|col|tr)(?: [\w-]+="[^"]*")*>)*</table>'
)


_WORDLESS = expression(
    r'<(h[1-6])((?: [\w-]+="[^"]*")*)>(?:\s|&nbsp;|<br>|</?(?:span|b|strong|em|i)(?: [\w-]+="[^"]*")*>)*</\1>'
)
_ID = expression(r' id="[^"]*"')


def _only_id(empty: re.Match[str]) -> str:
    """The place that links lead to, if it is one."""
    found = _ID.search(empty[0])
    return f"<span{found[0]}></span>" if found else ""


_PLAIN = expression(r"[A-Za-z0-9/._#?=%:,~+-]*")
_SCHEME = expression(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANKS = expression(r"[\x00-\x20]+")


@lru_cache(4096)
def address(href: str) -> str | None:
    r"""`href` percent-encoded, not yet escaped for HTML; None when its scheme may not be linked to.

    Browsers drop control characters and blanks from a scheme, so they are dropped before it is looked at (WHATWG URL, 4.4).

    >>> address("räksmörgås.html"), address("java\tscript:alert(1)"), address("om-oss/index.md#mål")
    ('r%C3%A4ksm%C3%B6rg%C3%A5s.html', None, 'om-oss/index.md#m%C3%A5l')
    """
    scheme = _SCHEME.match(_BLANKS.sub("", href))
    if scheme and scheme[1].lower() not in SCHEMES:
        return None
    if _PLAIN.fullmatch(href):
        return href
    return quote(href.encode("utf-8", "replace"), safe="%/:?#@!$&'()*+,;=~-._")


def escape(text: str) -> str:
    """`text` for HTML, in content and in double-quoted attributes.

    >>> escape('a < b & "c"')
    'a &lt; b &amp; &quot;c&quot;'
    """
    if "&" not in text and "<" not in text and ">" not in text and '"' not in text:
        return text  # Most have none, which is seen in a seventh of the time that it takes to replace nothing.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
