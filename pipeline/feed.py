"""The web feed of a section, Atom (RFC 4287). The one door to feedgenerator."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from pipeline.sanitise import escape
from pipeline.site import Edition, Entry

NAME = "feed.xml"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST = 20


def entries_of(edition: Edition) -> list[Entry]:
    """What the feed of an edition lists: the dated pages below the site's news page, newest first."""
    section = edition.config.theme.news.lstrip("/")
    children = [edition.entries[path] for path in edition.family.get(section, ())]
    return sorted((e for e in children if e.date), key=lambda e: (str(e.date), e.path), reverse=True)[:_MOST]


def href(edition: Edition) -> str:
    """Address of the feed of an edition; empty where there is none: without news, or without `base_url`."""
    return f"{edition.prefix}{NAME}" if edition.config.base_url and entries_of(edition) else ""


def _printable(text: str) -> str:
    """`text` without control characters, which XML cannot hold (XML 1.0, 2.2)."""
    return _CONTROL.sub("\ufffd", text)


def atom(edition: Edition, title: str) -> bytes:
    """The feed of an edition of the site called `title`."""
    from feedgenerator import Atom1Feed  # Imported where it is used.

    section = edition.entries[edition.config.theme.news.lstrip("/")]
    address = edition.url(section.path)
    own = edition.config.base_url.rstrip("/") + href(edition).removeprefix(edition.config.base_path)
    feed = Atom1Feed(
        _printable(title),
        address,
        _printable(section.description.value),
        language=edition.language,
        author_name=title,
        feed_url=own,
    )
    for entry in entries_of(edition):
        day = datetime.combine(entry.date or date.min, time(), UTC)
        feed.add_item(
            _printable(entry.title.value),
            edition.url(entry.path),
            escape(_printable(entry.description.value)),
            unique_id=edition.url(entry.path),
            pubdate=day,
            updateddate=day,
        )
    return str(feed.writeString("utf-8")).encode()
