"""DeepL (API v2, /translate), with XML tags that it keeps and words in them that it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import AnswerError, ConfigError
from pipeline.providers.key import Key
from pipeline.providers.transport import Line, strings
from pipeline.translate import Text
from pipeline.translation.protect import XML, Form

FREE, PRO = "https://api-free.deepl.com", "https://api.deepl.com"
_VARIANTS = {"EN": "EN-GB", "PT": "PT-PT", "ZH": "ZH-HANS"}
"""Targets that want a variant, with the one that is meant by none. Others have none, so `de-AT` is `DE` (but `es-419`)."""


def deepl(environment: Mapping[str, str], url: str = "") -> DeepL:
    """The engine with the key in DEEPL_API_KEY, at the host that the key is for. Raises `ConfigError` without one."""
    key = Key("DEEPL_API_KEY", environment.get("DEEPL_API_KEY", ""))
    if not key:
        values = (("engine", "deepl"), ("variable", key.variable))
        raise ConfigError("{engine} wants a key. Put it in the environment, in {variable}.", None, values)
    address = url.rstrip("/").removesuffix("/v2/translate") or (FREE if key.reveal().endswith(":fx") else PRO)
    return DeepL(Line("deepl", f"{address}/v2/translate", key, 30))


@dataclass(frozen=True, slots=True)
class DeepL:
    """The engine."""

    line: Line
    """The way to it."""
    name: str = "deepl"
    form: Form = XML
    batch: int = 50
    size: int = 100_000

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str]:
        """See `Provider`."""
        body = {
            "text": [text.text for text in texts],
            "source_lang": source.split("-", maxsplit=1)[0].upper(),
            "target_lang": _target(target.upper()),
            "tag_handling": "xml",
            "ignore_tags": ["n"],
            "split_sentences": "nonewlines",
        }
        answer = self.line.post(body, {"Authorization": f"DeepL-Auth-Key {self.line.key.reveal()}"})
        found = answer.get("translations") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise AnswerError("the answer is not of the form that was asked for")
        return strings([entry.get("text") if isinstance(entry, dict) else None for entry in found], self.line.key)


def _target(tag: str) -> str:
    base = tag.split("-", maxsplit=1)[0]
    return _VARIANTS.get(tag, tag) if base in _VARIANTS or tag == "ES-419" else base
