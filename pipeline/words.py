"""The theme's and the templates' words in a language: catalogues → gettext functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline.errors import PipelineError
from pipeline.model import Catalogue, FieldValue, Finding, Location, Message, Phrase
from pipeline.patterns import expression

_PLACEHOLDER = expression(r"%\((\w+)\)s|%(%)")
_PLURAL = expression(r"\bplural\s*=\s*([^;]+)")
_GERMANIC = "n != 1"
"""The rule of languages with one plural, English and Swedish among them."""


class Plural(NamedTuple):
    """The translations of a text by number."""

    forms: tuple[str, ...]
    rule: str
    """Which of them a number has, as the header of its catalogue says it (`Plural-Forms`, an expression of C)."""

    def form(self, number: int) -> str:
        """The translation for `number`.

        >>> polish = "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
        >>> [Plural(("strona", "strony", "stron"), polish).form(n) for n in (1, 2, 5, 22)]
        ['strona', 'strony', 'stron', 'strony']
        >>> Plural(("stron",), "n - 9").form(1)
        'stron'
        """
        try:
            found = _form_of(self.rule)(number)
        except (ArithmeticError, TypeError, ValueError):  # A rule that divides by zero, a template that counts a text.
            found = int(number != 1)
        return self.forms[found if 0 <= found < len(self.forms) else -1]  # A rule may take 1 from 0.


@cache
def _form_of(rule: str) -> Callable[[int], int]:
    from gettext import c2py  # Imported where it is used: few templates count.

    try:
        return c2py(rule)
    except ValueError:  # `catalogue-invalid` says it.
        return c2py(_GERMANIC)


class Words(NamedTuple):
    """Reviewed translations by context and msgid; a text without one stays as the template has it (English)."""

    strings: Mapping[tuple[str | None, str], str]
    """Translation by (context, msgid)."""
    plurals: Mapping[tuple[str | None, str], Plural]
    """Translations of what has a number, by (context, msgid)."""
    language: str = "en"
    """BCP 47 tag of the translations."""
    theme: frozenset[str] = frozenset()
    """The msgids of the packaged theme, which are English."""
    source: str = ""
    """BCP 47 tag of all other msgids: a site's own templates are written in its source language."""

    def missing(self, message: str, context: str | None = None) -> str:
        """The language that `message` is shown in where it has no translation and that is another one; else empty."""
        if (context, message) in self.strings:
            return ""
        language = "en" if message in self.theme else self.source
        return "" if language.partition("-")[0] == self.language.partition("-")[0] else language

    def gettext(self, message: str) -> str:
        """The translation of `message`."""
        return self.strings.get((None, message), message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of `message` where it has the role `context`."""
        return self.strings.get((context, message), message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form for `number`, by the rule of its catalogue; a text without a translation has one plural."""
        return self._plural((None, singular), plural).form(number)

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        """The same with a context."""
        return self._plural((context, singular), plural).form(number)

    def _plural(self, key: tuple[str | None, str], plural: str) -> Plural:
        return self.plurals.get(key) or Plural((key[1], plural), _GERMANIC)

    def say(self, template: str, **values: FieldValue) -> str:
        """The translation of the program's message `template` with its `{name}` fields filled in.

        >>> Words({(None, "{n} files"): "Filer: {n}"}, {}, "sv").say("{n} files", n=3)
        'Filer: 3'
        """
        return self._said(template, values)

    def finding(self, finding: Finding) -> str:
        """The message of `finding`."""
        return self._said(finding.template, dict(finding.values))

    def shown(self, value: FieldValue) -> str:
        """A value as people see it; a phrase is translated."""
        return self._shown(value)

    def error(self, error: PipelineError) -> str:
        """The message of `error`."""
        return self._said(error.template, dict(error.values))

    def number(self, value: float, form: str = "") -> str:
        """`value` in the format `form`, with the decimal mark of the language."""
        return format(value, form).replace(".", self.pgettext("decimal mark", "."))

    def _said(self, template: str, values: Mapping[str, FieldValue]) -> str:
        translation = self.gettext(template)
        if not values:
            return translation
        shown = {name: self._shown(value) for name, value in values.items()}
        try:
            return translation.format_map(shown)
        except (LookupError, ValueError, AttributeError):  # A slip of the translator's shall not end the run.
            return template.format_map(shown)

    def _shown(self, value: FieldValue) -> str:
        if isinstance(value, Phrase):
            return self._said(value.template, dict(value.values))
        return self.number(value) if isinstance(value, float) else str(value)


def printable(message: Message) -> bool:
    """Whether a template can print the translation: it has no placeholder that its source has not, and no stray `%`.

    >>> printable(Message("Published %(date)s", ("Publicerad %(datum)s",))), printable(Message("Done", ("100 %",)))
    (False, False)
    """
    known = {*_PLACEHOLDER.findall(message.id + (message.plural or "")), ("", "%")}
    return all(
        {*_PLACEHOLDER.findall(text)} <= known and "%" not in _PLACEHOLDER.sub("", text) for text in message.strings
    )


def printable_part(catalogue: Catalogue, language: str) -> tuple[Catalogue, list[Finding]]:
    """`catalogue` with what templates can print, and a finding for each translation that they cannot."""
    good = tuple(m for m in catalogue if m.obsolete or not m.translated or printable(m))
    template = (
        "The placeholders of “{text}” differ from the source, so the source is shown: %(…)s and %% stay as they are."
    )
    bad = [m for m in catalogue if m not in good]
    return replace(catalogue, messages=good), [
        Finding(
            "translation-markup", "error", template, Location(catalogue.path, m.line, 1), language, (("text", m.id),)
        )
        for m in bad
    ]


def plural_rule(header: Mapping[str, str]) -> str:
    """The expression of C in the fields of a header that says which form a number has; empty where there is none.

    >>> plural_rule({"Plural-Forms": "nplurals=2; plural=(n != 1);"})
    '(n != 1)'
    """
    found = _PLURAL.search(header.get("Plural-Forms", ""))
    return found[1].strip() if found else ""


def words(catalogues: Iterable[Catalogue], language: str = "en") -> Words:
    """The words of `catalogues`; the first that has a translation decides."""
    strings: dict[tuple[str | None, str], str] = {}
    plurals: dict[tuple[str | None, str], Plural] = {}
    for catalogue in catalogues:
        header: dict[str, str] = dict(reversed(catalogue.header))
        rule = plural_rule(header) or _GERMANIC
        for message in catalogue:
            if message.obsolete or not message.translated:
                continue
            strings.setdefault(message.key, message.strings[0])
            if message.plural is not None:
                plurals.setdefault(message.key, Plural(message.strings, rule))
    return Words(strings, plurals, language)
