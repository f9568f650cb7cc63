"""The theme's and the templates' words in a language: catalogues → gettext functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.errors import PipelineError
from pipeline.model import Catalogue, Finding, Message

_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%(%)")


@dataclass(frozen=True, slots=True)
class Words:
    """Reviewed translations by context and msgid; a text without one stays as the template has it (English)."""

    strings: Mapping[tuple[str | None, str], str]
    """Translation by (context, msgid)."""
    plurals: Mapping[tuple[str | None, str], tuple[str, ...]]
    """Forms by (context, msgid)."""
    language: str = "en"
    """BCP 47 tag of the translations."""

    def gettext(self, message: str) -> str:
        """The translation of `message`."""
        return self.strings.get((None, message), message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of `message` where it has the role `context`."""
        return self.strings.get((context, message), message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form for `number`, by the rule of languages with one plural."""
        forms = self.plurals.get((None, singular)) or (singular, plural)
        return forms[0 if number == 1 else min(1, len(forms) - 1)]

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        """The same with a context."""
        forms = self.plurals.get((context, singular)) or (singular, plural)
        return forms[0 if number == 1 else min(1, len(forms) - 1)]

    def finding(self, finding: Finding) -> str:
        """The message of `finding`."""
        return self.gettext(finding.template).format_map(dict(finding.values))

    def error(self, error: PipelineError) -> str:
        """The message of `error`."""
        template = self.gettext(error.template)
        return template.format_map(dict(error.values)) if error.values else template


def printable(message: Message) -> bool:
    """Whether a template can print the translation: it has no placeholder that its source has not, and no stray `%`.

    >>> printable(Message("Published %(date)s", ("Publicerad %(datum)s",))), printable(Message("Done", ("100 %",)))
    (False, False)
    """
    known = {*_PLACEHOLDER.findall(message.id + (message.plural or "")), ("", "%")}
    return all(
        {*_PLACEHOLDER.findall(text)} <= known and "%" not in _PLACEHOLDER.sub("", text) for text in message.strings
    )


def words(catalogues: Iterable[Catalogue], language: str = "en") -> Words:
    """The words of `catalogues`; the first that has a translation decides."""
    strings: dict[tuple[str | None, str], str] = {}
    plurals: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for catalogue in catalogues:
        for message in catalogue:
            if message.obsolete or not message.translated:
                continue
            strings.setdefault(message.key, message.strings[0])
            if message.plural is not None:
                plurals.setdefault(message.key, message.strings)
    return Words(strings, plurals, language)
