"""Settings: what is valid, and what the error says of what is not, with the place."""

from __future__ import annotations

import pytest

from pipeline.config import Config, Publish, load
from pipeline.errors import ConfigError


def test_nothing_set_is_a_site_in_swedish_and_english() -> None:
    config = load("", "syntolk.toml")
    assert config == Config()
    assert config.all_languages == ("sv", "en")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('title = "A"\nlanguages = ["en", "fi"]\n[publish]\nthreshold = 60\n', "syntolk.toml"),
        (
            '[tool.syntolk]\ntitle = "A"\nlanguages = ["en", "fi"]\n[tool.syntolk.publish]\nthreshold = 60\n',
            "pyproject.toml",
        ),
        ('[tool]\nsyntolk = {title = "A", languages = ["en", "fi"], publish = {threshold = 60}}\n', "pyproject.toml"),
        ('title = "A"\nlanguages = ["en", "fi"]\npublish.threshold = 60', "syntolk.toml"),
    ],
)
def test_the_same_settings_in_either_file(text: str, path: str) -> None:
    assert load(text, path) == Config(title="A", languages=("en", "fi"), publish=Publish(60))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'titel = "A"',
            "syntolk.toml:1:1: unknown setting “titel”. Valid: title, source_language, languages, base_url",
        ),
        (
            'title = "A"\n\n[publish]\n  treshold = 3',
            "syntolk.toml:4:3: unknown setting “publish.treshold”. Valid: publish.threshold",
        ),
        ("[publisch]\nthreshold = 3", "syntolk.toml:1:2: unknown setting “publisch”. Valid: title"),
        ("title = 3", "syntolk.toml:1:1: “title” has to be a text."),
        ('title = " "', "syntolk.toml:1:1: title is the name of the site"),
        ('languages = "en"', "syntolk.toml:1:1: “languages” has to be a list of texts."),
        ("languages = [1]", "syntolk.toml:1:1: “languages” has to be a list of texts."),
        ("publish = 3", "syntolk.toml:1:1: “publish” has to be a table: [publish]."),
        ('[publish]\nthreshold = "80"', "syntolk.toml:2:1: “publish.threshold” has to be a number."),
        ("[publish]\nthreshold = true", "syntolk.toml:2:1: “publish.threshold” has to be a number."),
        ("[publish]\nthreshold = 101", "syntolk.toml:2:1: threshold is a percentage, 0–100."),
        ("[publish]\nthreshold = nan", "syntolk.toml:2:1: threshold is a percentage, 0–100."),
        ('[readability]\nwarning = "låg"', "syntolk.toml:2:1: “readability.warning” has to be a number."),
        ("rules = 3", "syntolk.toml:1:1: “rules” has to be a table: [rules]."),
        (
            '[rules]\na = "off"\nlink-broken = "fatal"',
            "syntolk.toml:3:1: the severity of “link-broken” has to be one of error, warning, review, off.",
        ),
        ('[rules.link-broken]\n"source/*" = "no"', "syntolk.toml:1:2: the severity of “link-broken” has to be one of"),
        ('catalogues = "folder"', "syntolk.toml:1:1: catalogues is “section”, “page” or “site”."),
        ('languages = ["english language"]', "syntolk.toml:1:1: “english language” is not a language tag"),
        ('languages = ["../en"]', "syntolk.toml:1:1: “../en” is not a language tag"),
        ('source_language = ""', "syntolk.toml:1:1: “” is not a language tag"),
        ('languages = ["en", "EN"]', "syntolk.toml:1:1: a language stands twice."),
        ('languages = ["sv"]', "syntolk.toml:1:1: a language stands twice."),
        ('base_url = "exempel.se"', "syntolk.toml:1:1: base_url is an address such as “https://example.org”."),
        ('base_url = "javascript:alert(1)"', "syntolk.toml:1:1: base_url is an address"),
        ('base_url = "https://[exempel.se"', "syntolk.toml:1:1: base_url is an address"),
        ('base_url = "https://exempel.se/?a=1"', "syntolk.toml:1:1: base_url is an address"),
        ('title "A"', "syntolk.toml:1:7: not valid TOML: "),
        ('title = "A"\ntitle = "B"\n', "syntolk.toml:2:12: not valid TOML: Cannot overwrite a value"),
        ('title = """A', "syntolk.toml:1: not valid TOML: "),
    ],
)
def test_what_is_wrong_where_and_what_is_valid(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(text, "syntolk.toml")
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[project]\nname = "x"\n\n[tool.syntolk]\nname = "y"\n', "pyproject.toml:5:1: unknown setting “name”"),
        ("[tool.syntolk]\n[tool.syntolk.publish]\nlimit = 3\n", "pyproject.toml:3:1: unknown setting “publish.limit”"),
        ("[tool]\nsyntolk = 3\n", "pyproject.toml: “tool.syntolk” has to be a table: [tool.syntolk]."),
        ("tool = 3\n", "pyproject.toml: “tool.syntolk” has to be a table"),
        ("[tool]\nsyntolk = {titel = 'A'}\n", "pyproject.toml:2:12: unknown setting “titel”"),
    ],
)
def test_the_place_in_pyproject(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(text, "pyproject.toml")
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("base_url", "path", "origin"),
    [
        ("", "", ""),
        ("https://exempel.se", "", "https://exempel.se"),
        ("https://exempel.se/", "", "https://exempel.se"),
        ("https://exempel.se:8080/en/sajt/", "/en/sajt", "https://exempel.se:8080"),
        ("https://exempel.se/smörgås", "/smörgås", "https://exempel.se"),
        ("https://exempel.se/sm%C3%B6rg%C3%A5s/", "/smörgås", "https://exempel.se"),
    ],
)
def test_the_path_that_a_site_is_published_under(base_url: str, path: str, origin: str) -> None:
    config = load(f"base_url = '{base_url}'", "syntolk.toml")
    assert (config.base_path, config.origin) == (path, origin)


def test_an_error_survives_a_trip_between_processes() -> None:
    import pickle

    with pytest.raises(ConfigError) as error:
        load("titel = 1", "syntolk.toml")
    again = pickle.loads(pickle.dumps(error.value))
    assert (str(again), again.location) == (str(error.value), error.value.location)
