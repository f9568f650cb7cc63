"""Argos Translate: models on this machine, nothing sent anywhere (extra `syntolk[argos]`).

Models are never downloaded from here: `argospm install translate-sv_en` does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.errors import AnswerError, ConfigError
from pipeline.model import Values
from pipeline.translate import Text
from pipeline.translation.protect import BRACKETS, Form


class Argos:
    """The engine. Raises `ConfigError` where the package is not installed."""

    name = "argos"
    form: Form = BRACKETS
    batch = 20
    size = 20_000

    def __init__(self) -> None:
        try:
            from argostranslate import translate  # Imported when asked for: it brings a whole machine-learning library.
        except ImportError:
            template = "argos is not installed. Install it: pip install 'syntolk[argos]'"
            raise ConfigError(template) from None
        except Exception as error:  # noqa: BLE001 - what it brings may raise anything when it is loaded
            template = (
                "argos cannot be loaded ({kind}). Install it again: pip install --force-reinstall 'syntolk[argos]'"
            )
            raise ConfigError(template, None, (("kind", type(error).__name__),)) from None
        self._translate: Any = translate

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str]:
        """See `Provider`."""
        model = self._model(source.split("-", maxsplit=1)[0], target.split("-", maxsplit=1)[0])
        try:
            answers = [model.translate(text.text) for text in texts]
        except Exception as error:  # noqa: BLE001 - a model's library may raise anything; the run has to go on
            raise AnswerError("argos failed ({kind})", None, (("kind", type(error).__name__),)) from None
        if not all(isinstance(answer, str) for answer in answers):
            raise AnswerError("the answer is not of the form that was asked for")
        return answers

    def _model(self, source: str, target: str) -> Any:
        """The installed model, direct or by way of a third language."""
        values: Values = (("source", source), ("target", target))
        try:
            languages = {language.code: language for language in self._translate.get_installed_languages()}
            ours, theirs = languages.get(source), languages.get(target)
            model = ours.get_translation(theirs) if ours is not None and theirs is not None else None
        except Exception as error:  # noqa: BLE001 - a package that is half installed
            template = "argos cannot read its models ({kind}). Install them again: argospm install translate-{source}_{target}."
            raise ConfigError(template, None, (*values, ("kind", type(error).__name__))) from None
        if model is None:
            template = "argos has no model from {source} to {target}. Install one: argospm install translate-{source}_{target}."
            raise ConfigError(template, None, values)
        return model
