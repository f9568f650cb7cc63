"""LibreTranslate: a free server of one's own, or somebody's with a key (POST /translate)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import AnswerError
from pipeline.providers.key import Key
from pipeline.providers.transport import Line, strings
from pipeline.translate import Text
from pipeline.translation.protect import BRACKETS, Form

OWN = "http://127.0.0.1:5000"
"""Where a server on this machine listens."""


def libretranslate(environment: Mapping[str, str], url: str = "") -> LibreTranslate:
    """The engine at `url`, else at LIBRETRANSLATE_URL, else on this machine; with LIBRETRANSLATE_API_KEY if there is one."""
    address = (url or environment.get("LIBRETRANSLATE_URL") or OWN).rstrip("/").removesuffix("/translate")
    key = Key("LIBRETRANSLATE_API_KEY", environment.get("LIBRETRANSLATE_API_KEY", ""))
    return LibreTranslate(Line("libretranslate", f"{address}/translate", key, 60))


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """The engine."""

    line: Line
    """The way to it."""
    name: str = "libretranslate"
    form: Form = BRACKETS
    batch: int = 20
    size: int = 20_000

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str]:
        """See `Provider`."""
        body: dict[str, object] = {
            "q": [text.text for text in texts],
            "source": source.split("-", maxsplit=1)[0],
            "target": target.split("-", maxsplit=1)[0],
            "format": "text",
        }
        if self.line.key:
            body["api_key"] = self.line.key.reveal()
        answer = self.line.post(body)
        if not isinstance(answer, dict):
            raise AnswerError("the answer is not of the form that was asked for")
        return strings(answer.get("translatedText"), self.line.key)
