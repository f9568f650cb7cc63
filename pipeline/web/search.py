"""The search page: every page of a language by section, and the words on each, for the script that filters the list.

Without script the list is all there is, and the browser's own search finds what stands in it. Nothing is made where no
page has `type: search`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from pipeline.language.tokens import clean
from pipeline.model import Image, Link
from pipeline.patterns import expression
from pipeline.site import Edition
from pipeline.web.html import Body
from pipeline.web.routes import HOME

TYPE = "search"
"""Page type of the search page."""
SCRIPT = "assets/search.js"
"""Path of the script below the output folder."""
_MOST = 400_000
"""Characters of words in one index: what a slow line brings in seconds, compressed. A larger site has fewer a page."""
_MOST_A_PAGE = 4_000
_TAG = expression(r"<[^<>]*>")
_WORD = expression(r"\w[\w'’-]+")


def page_of(edition: Edition) -> str:
    """Path of the search page of an edition, the first where there are several; empty where there is none."""
    return next((path for path, entry in edition.entries.items() if entry.type == TYPE), "")


def index_file(language: str) -> str:
    """Path of the index of a language below the output folder."""
    return f"assets/search-{language}.json"


def sections(edition: Edition) -> list[tuple[str, list[str]]]:
    """The paths of all pages by section, in menu order; those that are in none come last, below the front page's path."""
    own = page_of(edition)
    groups: list[tuple[str, list[str]]] = []
    rest = [HOME] if HOME in edition.entries else []
    for path in edition.family.get(HOME, ()):
        below = [*_below(edition, path)]
        if below:
            groups.append((path, [path, *below]))
        elif path != own:
            rest.append(path)
    return [*groups, (HOME, rest)] if rest else groups


def _below(edition: Edition, path: str) -> Iterator[str]:
    for child in edition.family.get(path, ()):
        yield child
        yield from _below(edition, child)


def index(edition: Edition, words: Mapping[str, str]) -> bytes:
    """JSON: by address the words on each page, of which `words` says all that an index may need."""
    paths = [path for path in edition.pages if path != page_of(edition)]
    most = min(_MOST_A_PAGE, _MOST // max(len(paths), 1))
    found = {edition.href(path): _first(words[path], most) for path in paths}
    return (json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def words(body: Body) -> str:
    """The words that a page is found by: each once, in lower case, composed (NFC) and without hyphens that nobody sees, in its order."""
    every = _WORD.findall(clean(_text(body)).lower())
    return _first(" ".join(dict.fromkeys(every)), _MOST_A_PAGE)


def _first(words: str, most: int) -> str:
    """The first `words`, in at most so many characters."""
    return words if len(words) <= most else words[:most].rpartition(" ")[0]


def _text(body: Body) -> str:
    return unescape(_TAG.sub(" ", " ".join(_pieces(body))))


def _pieces(parts: Iterable[object]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Link):
            yield from _pieces(part.parts)
        elif isinstance(part, Image):
            yield part.alt
