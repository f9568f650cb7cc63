"""The web feed of a section, Atom (RFC 4287). The one door to feedgenerator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from pipeline.parsing.sanitise import escape
from pipeline.patterns import expression
from pipeline.site import Edition, Entry, newest

NAME = "feed.xml"
_CONTROL = expression(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST = 20


def entries_of(edition: Edition) -> list[Entry]:
    """What the feed of an edition lists: the dated pages below the site's news page, newest first."""
    section = edition.config.theme.news.lstrip("/")
    return newest(edition.entries[path] for path in edition.family.get(section, ()))[:_MOST]


def href(edition: Edition) -> str:
    """Address of the feed of an edition; empty where there is none: without news, or without `base_url`."""
    return f"{edition.prefix}{NAME}" if edition.config.base_url and entries_of(edition) else ""


def _printable(text: str) -> str:
    """`text` without control characters, which XML cannot hold (XML 1.0, 2.2)."""
    return _CONTROL.sub("\ufffd", text)


class _Marked:
    """Writes the elements of an entry, with the language of those that are in another one."""

    def __init__(self, handler: Any, languages: Mapping[str, str]) -> None:  # noqa: ANN401 - has no types
        self._handler = handler
        self._languages = languages

    def addQuickElement(  # noqa: N802 - the library's name
        self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None
    ) -> None:
        """Write one element, as the library asks for it."""
        language = self._languages.get(name, "")
        marks = {"xml:lang": language} if language else {}
        self._handler.addQuickElement(name, contents, {**(attrs or {}), **marks})

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._handler, name)


def atom(edition: Edition, title: str) -> bytes:
    """The feed of an edition of the site called `title`. What is not translated is marked with `xml:lang` (RFC 4287, 2)."""
    from feedgenerator import Atom1Feed  # Imported where it is used.

    class Marking(Atom1Feed):  # type: ignore[misc]  # has no types
        """A feed whose entries say in which language their texts are."""

        def add_item_elements(self, handler: Any, item: Mapping[str, Any]) -> None:  # noqa: ANN401
            super().add_item_elements(_Marked(handler, item["languages"]), item)

    section = edition.entries[edition.config.theme.news.lstrip("/")]
    address = edition.url(section.path)
    own = edition.config.base_url.rstrip("/") + href(edition).removeprefix(edition.config.base_path)
    title = _printable(title)
    feed = Marking(
        title,
        address,
        _printable(section.description.value),
        language=edition.language,
        author_name=title,
        feed_url=own,
    )
    for entry in entries_of(edition):
        assert entry.date is not None
        day = datetime.combine(entry.date, time(), UTC)  # Without the time: the clock of which place is not known.
        feed.add_item(
            _printable(entry.title.value),
            edition.url(entry.path),
            escape(_printable(entry.description.value)),
            unique_id=edition.url(entry.path),
            pubdate=day,
            updateddate=day,
            languages={"title": entry.title.language, "summary": entry.description.language},
        )
    return str(feed.writeString("utf-8")).encode()
