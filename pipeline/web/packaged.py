"""The theme that comes with the program: its templates, its stylesheet, and its words in the languages that we have them in."""

from __future__ import annotations

from pathlib import Path

from pipeline import files
from pipeline.catalogue import parse
from pipeline.model import Catalogue

THEME_DOMAIN = "theme"
"""Domain of a site's own translations of the packaged templates."""
_THEME = Path(__file__).parent.parent / "theme"


def theme_file(name: str) -> bytes:
    """A file of the packaged theme."""
    return (_THEME / name).read_bytes()


def packaged_words(language: str) -> Catalogue | None:
    """The packaged words of the theme in `language`, or in the language without its region; None where there are none."""
    name = _words_file(language)
    return parse(theme_file(name), "theme.po") if name else None


def has_words(language: str) -> bool:
    """Whether there are any."""
    return bool(_words_file(language))


def _words_file(language: str) -> str:
    names = [f"locales/{tag}/LC_MESSAGES/theme.po" for tag in (language, language.split("-", maxsplit=1)[0])]
    return next((name for name in names if files.exists(f"{_THEME}/{name}")), "")


def theme_templates() -> dict[str, str]:
    """The packaged templates by name."""
    folder = _THEME / "templates"
    paths = sorted([*folder.glob("*.html"), *(folder / "partials").iterdir()])
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
