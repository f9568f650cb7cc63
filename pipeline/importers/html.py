"""A page of HTML → Markdown: the one door to Beautiful Soup.

What is asked is what the page says, not how it looked: the part between menus and footer, its headings, lists, tables, pictures. Whatever Markdown
has no words for stays HTML, and what the site could not show is said in a comment where it stood.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, UnicodeDammit
from bs4.element import NavigableString, Tag

from pipeline.importers import lists, meant, within
from pipeline.importers.page import Page, Picture
from pipeline.importers.writing import BLOCKS, HEADINGS, NO_PLACES, is_gone, line, markdown, place
from pipeline.language.detection import base
from pipeline.language.excerpt import excerpt
from pipeline.parsing import sanitise
from pipeline.patterns import expression
from pipeline.words import Words

_AROUND = "nav, [role=navigation], [role=banner], [role=contentinfo], [role=search], script, style, template, noscript, noframes, title, meta, link"
"""What stands around what a page has to say, or beside it; what holds the page's heading is a part of it."""
_OF_PAGE = ("header", "footer")
"""What stands around it where it is the page's, and not that of an article, a section or a quotation."""
_PARTS = ("main", "article", "section", "aside", "blockquote", "figure")
_SHOWN_ELSEWHERE = ("frame", "iframe", "embed", "object", "video", "audio")
"""What shows something that lies elsewhere, to which a link can lead."""
TITLE = "title"
"""Class of the heading that is the title of a page."""
_OLD = {
    "center": "div",
    "fieldset": "div",
    "legend": "p",
    "dir": "ul",
    "menu": "ul",
    "listing": "pre",
    "xmp": "pre",
    "plaintext": "pre",
}
"""What stands on pages of other times and parts texts as these do."""
_DATA = expression(r"data:image/([a-z]+)[^,]*?(;base64)?,(.*)", re.DOTALL)
_ESCAPED = expression("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as Python's `surrogateescape` has them."""
_BEYOND_ASCII = expression("[\x80-\ud7ff\ue000-\uffff]")
_OF_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or None for byte in range(0x80, 0xA0)}
"""Pages that say ISO-8859-1 are in Windows-1252 (Encoding Standard, 4.2), which has dashes and quotation marks where the other has controls."""
_ENDINGS = {"jpeg": "jpg"}


def page(
    html: str, words: Words, name: str = "bild", placed: Callable[[str], str] = str, linked: Callable[[str], str] = str
) -> Page:
    r"""The page that `html` holds; `words` says what had to be left out.

    Pictures that are written into it get names that begin with `name`; `placed` says where one lies that lies elsewhere, by its address,
    and `linked` where a link leads.

    >>> from pipeline.words import words
    >>> page("<title>Hej</title><h1>Om <b>oss</b></h1><p>Vi finns i *Lund*.<nav>Meny</nav>", words([])).text
    '---\ntitle: Om oss\n---\n\nVi finns i \\*Lund\\*.\n'
    """
    # As everybody types it: what a Mac or a PDF has in two characters nobody finds, and no catalogue has it twice.
    whole = BeautifulSoup(normalize("NFC", html.translate(NO_PLACES)), "html.parser")
    title = whole.title.get_text() if whole.title else ""
    about = whole.find("meta", attrs={"name": "description"})
    description = str(about.get("content", "")) if isinstance(about, Tag) else ""
    sheets = "".join(style.get_text() for style in whole.find_all("style"))
    main = _main(whole)
    language = base(next((str(one["lang"]) for one in (main, *main.parents) if one.get("lang")), "")) or "sv"
    for old in main.find_all(list(_OLD)):
        old.name = _OLD[old.name]
    lists.gather(main)
    meant.spell_out(main, sheets, TITLE)
    pictures = _taken_out(main, name, placed)
    lost = _noted(main, words)
    for link in main.find_all("a", href=True):
        link["href"] = linked(str(link["href"]))
    soup = BeautifulSoup(sanitise.flow(main.decode_contents()), "html.parser")
    for hidden in meant.tidy(soup):
        lost += _missed(hidden, len(lost), words)
    title = _titled(soup, title)
    within.gather_notes(soup)
    within.keep_places(soup)
    _speak(soup, language)
    _join(soup)
    body = markdown(soup, lost)
    return Page(line(title), line(description), body, tuple(pictures))


def decoded(data: bytes) -> str:
    r"""The text of a file from anywhere: UTF-8, what it says of itself, or what it looks like (HTML Living Standard, 13.2.3.2).

    >>> decoded("Åäö – fel".encode() + b" \xe5"), decoded(b"<meta charset=iso-8859-1>\x96")
    ('Åäö – fel å', '<meta charset=iso-8859-1>–')
    """
    text = data.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(text))
    if 0 < broken < len(_BEYOND_ASCII.findall(text)):  # Somebody has put in a few words in another encoding.
        return _ESCAPED.sub(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    found = UnicodeDammit(data, user_encodings=["utf-8"], is_html=True).unicode_markup or "" if data else ""
    return found.translate(_OF_WINDOWS)


def _titled(soup: BeautifulSoup, title: str) -> str:
    """The title of the page: its only heading of the first level, or the one that is called so; else `title`.

    A page has one such heading, so where there are several all headings go down a level.
    """
    every = soup.find_all("h1")
    called = next((one for one in every if TITLE in (one.get("class") or ())), every[0] if len(every) == 1 else None)
    if called is None and every and not title.strip():
        called = every[0]
    if called is not None and called.find("img") is None:
        title = called.get_text()
        called.decompose()
    if soup.find("h1") is not None:
        for heading in soup.find_all(list(HEADINGS)):
            heading.name = f"h{min(6, int(heading.name[1]) + 1)}"
    return title


def _main(whole: BeautifulSoup) -> Tag:
    """The element that holds what the page has to say, without what stands around that."""
    articles = whole.find_all("article")
    found = (
        whole.find("frameset")
        or whole.find("main")
        or whole.select_one("[role=main]")
        or (articles[0] if len(articles) == 1 else None)
    )
    main = found if isinstance(found, Tag) else whole.body or whole
    around = main.select(_AROUND)
    if main.name not in _PARTS:
        around += [one for one in main.find_all(_OF_PAGE) if one.find_parent(_PARTS) is None]
    for one in around:
        if not is_gone(one) and one.find("h1") is None:
            one.decompose()
    return main


def _says_something(element: Tag) -> bool:
    """Whether an element is a form that does more than ask, such as one around a whole page."""
    return element.name == "form" and len(element.find_all("p")) > 1


def _taken_out(main: Tag, name: str, placed: Callable[[str], str]) -> list[Picture]:
    """The pictures that are written into the page, each of which gets a file beside it."""
    pictures: list[Picture] = []
    for image in main.find_all("img"):
        for late in ("data-src", "data-lazy-src"):  # Where scripts show pictures when they come into view.
            if image.get(late):
                image["src"] = image[late]
        found = _DATA.match(str(image.get("src", "")))
        if found is None:
            if image.get("src"):
                image["src"] = placed(str(image["src"]))
            continue
        try:
            data = base64.b64decode(found[3]) if found[2] else unquote_to_bytes(found[3])
        except binascii.Error:
            continue
        pictures.append(Picture(f"{name}-{len(pictures) + 1}.{_ENDINGS.get(found[1], found[1])}", data))
        image["src"] = pictures[-1].name
    return pictures


def _noted(main: Tag, words: Words) -> list[str]:
    """What is said of elements that cannot stand on a page; in their place is the number of what is said, and a link where one can lead there."""
    notes: list[str] = []
    for element in main.find_all([*_SHOWN_ELSEWHERE, "form", "svg", "canvas", "math", "map", "select", "textarea"]):
        if is_gone(element) or element.find_parent(list(_SHOWN_ELSEWHERE)):
            continue
        source = element.find("source")
        inner = source if isinstance(source, Tag) else element
        address = next((str(inner[key]) for key in ("src", "data") if inner.get(key)), "")
        name = str(element.get("title") or element.get("aria-label") or address)
        notes.append(words.say("Here stood <{element}>, which a page cannot show.", element=element.name))
        new = NavigableString(place(len(notes) - 1))
        if address:
            link = BeautifulSoup("", "html.parser").new_tag("a", href=address)
            link.string = name
            element.insert_after(link)
            if element.name == "frame":  # There are no texts that it could stand in.
                link.wrap(BeautifulSoup("", "html.parser").new_tag("p"))
        element.insert_after(new)
        if _says_something(element):
            element.unwrap()
        else:
            element.decompose()
    return notes


def _missed(hidden: Tag, number: int, words: Words) -> list[str]:
    """What is said of a part of the page that is hidden, in whose place `number` will be: it may be one that a visitor could unfold."""
    text = line(hidden.get_text(" "))
    if not text or (hidden.name not in BLOCKS and hidden.find(list(BLOCKS)) is None):
        return []
    hidden.insert_after(NavigableString(place(number)))
    said = words.say(
        "Here stood hidden text: “{text}”. If visitors could unfold it, bring it along.", text=excerpt(text)
    )
    return [said.replace("--", "–")]


def _join(soup: BeautifulSoup) -> None:
    """Have pieces of code that stand side by side be one: there is no mark that could part them."""
    for code in soup.find_all(["code", "kbd", "samp"]):
        while isinstance(code.next_sibling, Tag) and code.next_sibling.name in ("code", "kbd", "samp"):
            code.extend([*code.next_sibling.contents])
            code.next_sibling.decompose()


def _speak(soup: BeautifulSoup, language: str) -> None:
    """Have languages stand on texts: what is said of a block holds for all texts in it, but for those in another one within."""
    for element in reversed(soup.find_all(lang=True)):
        if element.name in BLOCKS:
            for inner in element.find_all([*HEADINGS, "p", "li"]):
                if not inner.find(["p", "li"]):
                    inner["lang"] = inner.get("lang") or element["lang"]
    for element in soup.find_all(lang=True):
        if base(str(element["lang"])) == language:
            del element["lang"]
