"""Regular expressions that are compiled when they are first used: there are 400, most commands use few, and a millisecond buys only five."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import AnyStr, cast

_PARTS = tuple([name for name in dir(re.Pattern) if not name.startswith("_")])
"""What a compiled one can be asked."""


def expression(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` would give, but for the time: a mistake in `text` shows with its first use.

    >>> expression("a+").findall("aa b a")
    ['aa', 'a']
    """
    return cast("re.Pattern[AnyStr]", _Expression(partial(re.compile, text, flags)))


class _Compiled:
    """One that has the methods of the compiled one for its own."""


class _Expression(_Compiled):
    """One that nobody has used yet."""

    def __init__(self, compiled: Callable[[], object]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> object:
        if name not in _PARTS:
            raise AttributeError(name)
        compiled = self._compiled()
        vars(self).update({part: getattr(compiled, part) for part in _PARTS})
        self.__class__ = _Compiled  # type: ignore[assignment]  # Without `__getattr__` Python finds an attribute four times as quickly.
        return getattr(compiled, name)
