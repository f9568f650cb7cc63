"""The program's own words: messages are written in English and translated by the packaged catalogues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.model import Catalogue
from pipeline.words import Words, words

LANGUAGES = ("sv", "en")


def speech_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that the program speaks: `--language`, else the locale (POSIX, 8.2), else English.

    >>> speech_language(["--language", "sv", "build"], {}), speech_language([], {"LANG": "sv_SE.UTF-8"})
    ('sv', 'sv')
    """
    wanted = [a.partition("=")[2] for a in arguments if a.startswith("--language=")]
    wanted += [arguments[i + 1] for i, a in enumerate(arguments[:-1]) if a == "--language"]
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            wanted += environment[name].split(":")
            break
    tags = (re.split(r"[-_.@]", tag)[0] for tag in wanted)
    return next((tag for tag in tags if tag in LANGUAGES), "en")


def speech(language: str) -> Words:
    """The program's words in `language`."""
    if language == "en":
        return words([Catalogue()])
    from importlib import resources  # Imported where they are used: English needs no catalogue.

    from pipeline.catalogue import parse

    data = resources.files("pipeline").joinpath(f"locales/{language}/LC_MESSAGES/syntolk.po").read_bytes()
    return words([parse(data, "syntolk.po")], language)
