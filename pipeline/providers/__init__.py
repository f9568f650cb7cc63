"""Translation engines, each a `Provider` of its own behind one function. Nothing of one is imported before it is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import ConfigError
from pipeline.translate import Provider

ENGINES = ("argos", "libretranslate", "deepl", "openai")
"""Names of the engines."""


def provider(name: str, environment: Mapping[str, str], *, url: str = "", model: str = "") -> Provider:
    """The engine `name`. Keys come from `environment` alone. Raises `ConfigError` where something is missing."""
    match name:
        case "argos":
            from pipeline.providers.argos import Argos

            return Argos()
        case "libretranslate":
            from pipeline.providers.libretranslate import libretranslate

            return libretranslate(environment, url)
        case "deepl":
            from pipeline.providers.deepl import deepl

            return deepl(environment, url)
        case "openai":
            from pipeline.providers.openai import openai

            return openai(environment, url, model)
        case _:
            template = "there is no engine “{engine}”. Valid: {valid}."
            raise ConfigError(template, None, (("engine", name), ("valid", ", ".join(ENGINES))))
