"""The key to an engine, which is in what is sent to it and nowhere else."""

from __future__ import annotations

from pipeline.errors import ConfigError

_PART = 4
"""Characters of a key that a message of a server may not show."""
_NO_WORD = 12
"""Characters of a key that a translation may not hold; a shorter key as a whole."""


class Key:
    """An engine's key, which no `repr`, log or error shows.

    >>> Key("DEEPL_API_KEY", "abc")
    Key(DEEPL_API_KEY)
    """

    __slots__ = ("_value", "variable")

    def __init__(self, variable: str, value: str) -> None:
        self.variable = variable
        self._value = value.strip()
        # A header with another character makes the library say the whole header in its error.
        if not (self._value.isascii() and self._value.isprintable()) or " " in self._value:
            raise ConfigError(
                "the key in {variable} holds characters that no key has.", None, (("variable", variable),)
            )

    def __repr__(self) -> str:
        return f"Key({self.variable})"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> str:
        """Never written anywhere."""
        raise TypeError(repr(self))

    def reveal(self) -> str:
        """The key itself, for what is sent."""
        return self._value

    def is_in(self, text: str) -> bool:
        """Whether `text` shows the key or a part of it of four characters."""
        return self._shows(text, _PART)

    def is_told_by(self, text: str) -> bool:
        """Whether the key, or a part of it too long to be a word by chance, is in `text`, an answer."""
        return self._shows(text, _NO_WORD)

    def _shows(self, text: str, size: int) -> bool:
        value, text = self._value.casefold(), text.casefold()
        return any(value[i : i + size] in text for i in range(max(len(value) - size + 1, 1))) if value else False
