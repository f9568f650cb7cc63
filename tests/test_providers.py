"""The engines, against a server on this machine that speaks their protocols and makes their faults."""

from __future__ import annotations

import dataclasses
import logging
import pickle
import ssl
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import HTTPSHandler

import pytest
from engines import Engine, engine

from pipeline import providers
from pipeline.commands import usage
from pipeline.errors import AnswerError, ConfigError, EngineError, PipelineError
from pipeline.providers.key import Key
from pipeline.providers.transport import RETRIES, _opener
from pipeline.translate import Text

KEY = "hemlig-nyckel-7f3a9c:fx"
ENVIRONMENT = {"DEEPL_API_KEY": KEY, "LIBRETRANSLATE_API_KEY": KEY, "OPENAI_API_KEY": KEY}
NAMES = ("libretranslate", "deepl", "openai")
TEXTS = [
    Text("Hej [[1]] & <värld>", {"[[1]]": "2026"}, "heading", "Om oss", ("Kort, tack.",), {"testbädd": "test bed"}),
    Text("Två", {}, "paragraph", "", (), {}),
]


@pytest.fixture
def server() -> Iterator[Engine]:
    with engine() as state:
        yield state


Make = Callable[..., providers.Provider]


@pytest.fixture
def make(server) -> Make:
    """An engine that asks the server, waits for nobody and notes how long it would have waited."""

    def made(name: str, waits: list[float] | None = None, environment=ENVIRONMENT) -> providers.Provider:
        url = server.address + ("/v1" if name == "openai" else "")
        provider = providers.provider(name, environment, url=url, model="liten")
        slow = server.always in (
            "timeout",
            "trickle",
        )  # Nobody waits for these; for the others as long as a busy machine takes.
        line = dataclasses.replace(
            provider.line, timeout=0.3 if slow else 60, wait=(waits if waits is not None else []).append
        )
        return dataclasses.replace(provider, line=line)

    return made


def fault(provider: providers.Provider) -> PipelineError:
    """What the engine raises; the key is nowhere in it."""
    with pytest.raises(PipelineError) as caught:
        provider.translate(TEXTS, "sv", "en")
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value.args) + repr(provider)
    shown += repr(caught.value.__context__) + repr(caught.value.__cause__)
    assert not Key("", KEY).is_in(shown), shown
    assert pickle.loads(pickle.dumps(caught.value)).args == caught.value.args
    return caught.value


@pytest.mark.parametrize("name", NAMES)
def test_texts_come_back_in_their_order(name: str, make: Make, server: Engine) -> None:
    answers = make(name).translate(TEXTS, "sv", "en")
    assert answers[1] == "TVÅ"
    assert answers[0].startswith("HEJ [[1]] &")
    assert len(server.asked) == 1


def test_what_libretranslate_is_asked(make: Make, server: Engine) -> None:
    make("libretranslate").translate(TEXTS, "sv", "pt-BR")
    assert server.asked[0].path == "/translate"
    expected = {"q": [t.text for t in TEXTS], "source": "sv", "target": "pt", "format": "text", "api_key": KEY}
    assert server.asked[0].body == expected
    make("libretranslate", environment={}).translate(TEXTS, "sv", "en")
    assert "api_key" not in server.asked[1].body


def test_what_deepl_is_asked(make: Make, server: Engine) -> None:
    make("deepl").translate(TEXTS, "sv", "en")
    path, headers, body = server.asked[0]
    assert (path, headers["Authorization"]) == ("/v2/translate", f"DeepL-Auth-Key {KEY}")
    assert (body["source_lang"], body["target_lang"], body["tag_handling"]) == ("SV", "EN-GB", "xml")
    assert body["ignore_tags"] == ["n"]


@pytest.mark.parametrize(
    ("target", "asked"), [("en-US", "EN-US"), ("pt", "PT-PT"), ("de-AT", "DE"), ("es-419", "ES-419"), ("es-MX", "ES")]
)
def test_a_region_that_deepl_does_not_know_is_left_out(target: str, asked: str, make: Make, server: Engine) -> None:
    make("deepl").translate(TEXTS, "sv-FI", target)
    assert (server.asked[0][2]["source_lang"], server.asked[0][2]["target_lang"]) == ("SV", asked)


@pytest.mark.parametrize(("key", "host"), [("a1:fx", "api-free.deepl.com"), ("a1", "api.deepl.com")])
def test_the_key_says_which_host_of_deepl(key: str, host: str) -> None:
    assert providers.provider("deepl", {"DEEPL_API_KEY": key}).line.host == host


def test_what_a_model_is_asked(make: Make, server: Engine) -> None:
    make("openai").translate(TEXTS, "sv", "en")
    path, headers, body = server.asked[0]
    assert (path, headers["Authorization"], body["model"]) == ("/v1/chat/completions", f"Bearer {KEY}", "liten")
    system, user = (message["content"] for message in body["messages"])
    assert "from Swedish to English" in system
    for part in ("Hej [[1]]", "heading", "Om oss", "Kort, tack.", "2026", "testbädd", "test bed"):
        assert part in user
    make("openai", environment={}).translate(TEXTS, "sv", "en")
    assert "Authorization" not in server.asked[1].headers


def test_a_model_may_think_before_it_answers(make: Make, server: Engine, monkeypatch) -> None:
    monkeypatch.setattr(
        "engines._answer",
        lambda *_: {"choices": [{"message": {"content": '<think>{"1": </think> Here: {"1": "One", "2": "Two"}'}}]},
    )
    assert make("openai").translate(TEXTS, "sv", "en") == ["One", "Two"]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"finish_reason": "length", "message": {"content": '{"1": "One", "2": "T'}}, "stopped in the middle of its"),
        ({"finish_reason": "content_filter", "message": {"content": None}}, "not of the form"),
        ({"message": {"refusal": "No."}}, "not of the form"),
        ({"message": {"content": '{"1": "One", "2": null}'}}, "not of the form"),
        ({"message": {"content": '{"1": "One", "3": "Two", "2": "Three"}'}}, "there are 3 answers to 2 texts"),
        ({"message": {"content": '["One", "Two"]'}}, "not of the form"),
        ({"message": {"content": "{" * 100_000}}, "not of the form"),
        ([], "not of the form"),
        ("x", "not of the form"),
    ],
)
def test_a_model_that_does_not_do_what_it_was_told(choice, said: str, make: Make, monkeypatch) -> None:
    monkeypatch.setattr("engines._answer", lambda *_: {"choices": [choice]})
    error = fault(make("openai"))
    assert (type(error), said in str(error)) == (AnswerError, True), str(error)


# --- faults --------------------------------------------------------------------------------------

FAULTS: list[tuple[str | int, type[PipelineError], str, int]] = [
    (401, ConfigError, "does not accept the key in", 1),
    (403, ConfigError, "does not accept the key in", 1),
    (456, EngineError, "has used up its quota", 1),
    (402, EngineError, "has used up its quota", 1),
    (429, EngineError, "gets too many requests", 1 + RETRIES),
    (500, AnswerError, "refused the text (HTTP 500)", 1 + RETRIES),
    (503, AnswerError, "refused the text (HTTP 503)", 1 + RETRIES),
    (400, AnswerError, "refused the text (HTTP 400)", 1),
    (413, AnswerError, "refused the text (HTTP 413)", 1),
    (404, EngineError, "does not answer under this address of 127.0.0.1", 1),
    ("reset", EngineError, "cannot be reached at 127.0.0.1: the connection was cut", 1 + RETRIES),
    ("half", EngineError, "cannot be reached at 127.0.0.1: the answer broke off", 1 + RETRIES),
    ("timeout", AnswerError, "did not answer in time", 1),
    ("trickle", AnswerError, "did not answer in time", 1),
    ("empty", AnswerError, "the answer is empty", 1),
    ("broken", AnswerError, "the answer is no JSON", 1),
    ("html", AnswerError, "the answer is a web page, not JSON", 1),
    ("shape", AnswerError, "the answer is not of the form", 1),
    ("key", AnswerError, "the answer holds the key in", 1),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("what", "kind", "said", "requests"), FAULTS)
def test_what_goes_wrong(what, kind, said, requests, name: str, make: Make, server: Engine, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    server.always = what
    error = fault(make(name))
    assert (type(error), said in str(error)) == (kind, True), str(error)
    assert len(server.asked) == requests
    assert not Key("", KEY).is_in(caplog.text)


@pytest.mark.parametrize("name", NAMES)
def test_what_passes_is_tried_again(name: str, make: Make, server: Engine) -> None:
    waits: list[float] = []
    server.faults = [429, "reset", 503]
    assert make(name, waits).translate(TEXTS, "sv", "en")[1] == "TVÅ"
    assert waits == [1, 2, 4]


def test_the_server_says_how_long_to_wait(make: Make, server: Engine) -> None:
    waits: list[float] = []
    server.faults, server.headers = [429, 429], {"Retry_After": "7"}
    make("deepl", waits).translate(TEXTS, "sv", "en")
    assert waits == [7, 7]
    server.faults, server.headers = [429], {"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}
    make("deepl", waits).translate(TEXTS, "sv", "en")
    assert waits == [7, 7, 0]
    server.faults, server.headers = [429], {"Retry_After": "3600"}
    assert "too many requests" in str(fault(make("deepl", waits)))
    assert waits == [7, 7, 0]


def test_a_model_without_quota_is_not_asked_again(make: Make, server: Engine) -> None:
    server.always, server.said = 429, {"error": {"code": "insufficient_quota", "message": "You exceeded"}}
    assert "has used up its quota" in str(fault(make("openai")))
    assert len(server.asked) == 1


def test_a_fault_is_shown_but_never_with_a_part_of_the_key(make: Make, server: Engine) -> None:
    server.always, server.said = 400, {"error": "sv is not\x1b supported"}
    assert "HTTP 400: sv is not supported" in str(fault(make("libretranslate")))
    for said in (f"bad key {KEY}", "bad key heml****", f"{KEY[-6:]}", f"BAD KEY {KEY.upper()}"):
        server.said = {"error": {"message": said}}
        assert str(fault(make("openai"))) == "openai refused the text (HTTP 400)"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_does_not_take_the_key_along(name: str, status: int, make: Make, server: Engine) -> None:
    with engine() as other:
        server.always, server.headers = status, {"Location": f"{other.address}/translate"}
        error = fault(make(name))
        assert isinstance(error, EngineError)
        assert "127.0.0.1 sends requests on to another address" in str(error)
        assert not other.asked


def test_nobody_listens(make: Make) -> None:
    provider = make("libretranslate")
    provider = dataclasses.replace(provider, line=dataclasses.replace(provider.line, address="http://127.0.0.1:9/t"))
    assert "cannot be reached at 127.0.0.1: the connection was refused" in str(fault(provider))


def test_what_is_no_safe_connection_is_none(make: Make, server: Engine) -> None:
    provider = make("deepl")
    line = dataclasses.replace(provider.line, address=server.address.replace("http:", "https:") + "/v2/translate")
    error = fault(dataclasses.replace(provider, line=line))
    assert isinstance(error, EngineError)
    assert not server.asked


def test_certificates_are_always_verified() -> None:
    (handler,) = [h for h in _opener("example.org").handlers if isinstance(h, HTTPSHandler)]
    assert (handler._context.verify_mode, handler._context.check_hostname) == (ssl.CERT_REQUIRED, True)


# --- addresses and keys ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "environment", "url", "said"),
    [
        ("deepl", {}, "", "deepl wants a key. Put it in the environment, in DEEPL_API_KEY."),
        ("openai", {}, "", "openai wants a key. Put it in the environment, in OPENAI_API_KEY."),
        ("deepl", {"DEEPL_API_KEY": "hemlig\nnyckel"}, "", "the key in DEEPL_API_KEY holds characters"),
        ("deepl", {"DEEPL_API_KEY": "hemlig nyckel"}, "", "the key in DEEPL_API_KEY holds characters"),
        ("deepl", {"DEEPL_API_KEY": "hemlig-nyckelå"}, "", "the key in DEEPL_API_KEY holds characters"),
        ("deepl", ENVIRONMENT, "http://example.org", "the key in DEEPL_API_KEY is sent over https only"),
        ("libretranslate", ENVIRONMENT, "http://example.org", "the key in LIBRETRANSLATE_API_KEY is sent over https"),
        ("libretranslate", {}, "file:///etc/passwd", "has to be http://… or https://…"),
        ("libretranslate", {}, "https://anna:hemlig@example.org", "without a name and a password"),
        ("libretranslate", {}, "example.org", "has to be http://… or https://…"),
        *(
            ("libretranslate", {}, f"http://{rest}", "has to be http://… or https://…")
            for rest in ("[x", "å..se", "localhost:1/å", "local host", "localhost:abc", "localhost:99999")
        ),
        ("finns-inte", {}, "", "there is no engine “finns-inte”. Valid: argos, libretranslate, deepl, openai."),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_sent(name, environment, url, said) -> None:
    with pytest.raises(ConfigError) as caught:
        providers.provider(name, environment, url=url, model="liten")
    assert said in str(caught.value)
    assert "hemlig" not in "".join(traceback.format_exception(caught.value))


def test_addresses_come_from_the_environment_too() -> None:
    environment = {"LIBRETRANSLATE_URL": "https://tolk.example.org/", "OPENAI_BASE_URL": "http://localhost:11434/v1"}
    assert providers.provider("libretranslate", environment).line.address == "https://tolk.example.org/translate"
    model = providers.provider("openai", environment, model="liten")
    assert model.line.address == "http://localhost:11434/v1/chat/completions"
    with pytest.raises(ConfigError, match="--model NAME"):
        providers.provider("openai", environment)


def test_a_key_is_never_shown_nor_kept() -> None:
    key = Key("DEEPL_API_KEY", KEY)
    assert f"{key!r} {key} {[key]}".count(KEY) == 0
    with pytest.raises(TypeError):
        pickle.dumps(key)
    assert KEY not in repr(providers.provider("deepl", ENVIRONMENT))


@pytest.mark.parametrize(
    ("key", "answer", "told"),
    [
        ("hemlig", "Om HEMLIGA saker", True),
        ("a1b2c3d4-e5f6-a7b8", "Room c3d4", False),
        ("a1b2c3d4-e5f6-a7b8", "…3d4-e5f6-a7b8", True),
        ("translation-key-1", "A translation", False),
        ("", "A translation", False),
    ],
)
def test_an_answer_that_tells_a_key(key: str, answer: str, told: bool) -> None:
    assert Key("", key).is_told_by(answer) == told


def test_the_command_knows_all_engines() -> None:
    assert usage.ENGINES == providers.ENGINES


# --- Argos Translate, with a package of its shape -------------------------------------------------

ARGOS = """
class Language:
    def __init__(self, code, models):
        self.code, self._models = code, models
    def get_translation(self, to):
        return self._models.get(to.code)

class Model:
    def translate(self, text):
        if "krasch" in text:
            raise RuntimeError("the model is broken")
        return text.upper()

def get_installed_languages():
    return [Language("sv", {"en": Model()}), Language("en", {}), Language("de", {})]
"""


@pytest.fixture
def argos(tmp_path: Path, monkeypatch) -> None:
    """A package `argostranslate` with the part of its interface that is used (as of 1.11)."""
    folder = tmp_path / "argostranslate"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "translate.py").write_text(ARGOS)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("argostranslate", "argostranslate.translate"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_argos_translates_on_this_machine(argos) -> None:
    provider = providers.provider("argos", {})
    assert provider.translate(TEXTS, "sv-SE", "en-GB")[1] == "TVÅ"
    with pytest.raises(ConfigError, match="argospm install translate-sv_de"):
        provider.translate(TEXTS, "sv", "de")
    with pytest.raises(ConfigError, match="argospm install translate-fi_en"):
        provider.translate(TEXTS, "fi", "en")
    with pytest.raises(AnswerError, match="argos failed \\(RuntimeError\\)"):
        provider.translate([TEXTS[1]._replace(text="krasch")], "sv", "en")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (("import_", 'raise OSError("libtorch.so: cannot open")\n'), "argos cannot be loaded \\(OSError\\)"),
        (("def get_installed_languages():", "def get_installed_languages():\n    raise KeyError('x')"), "argos cannot read its models"),
        (("return self._models.get(to.code)", "raise AttributeError('x')"), "translate-sv_en"),
        (("return text.upper()", "return None"), "the answer is not of the form"),
    ],
)  # fmt: skip
def test_what_goes_wrong_in_argos(argos, tmp_path: Path, broken: tuple[str, str], said: str) -> None:
    old, new = broken
    code = new + ARGOS if old == "import_" else ARGOS.replace(old, new)
    assert code != ARGOS
    (tmp_path / "argostranslate/translate.py").write_text(code)
    with pytest.raises(PipelineError, match=said):
        providers.provider("argos", {}).translate(TEXTS, "sv", "en")


def test_argos_on_a_site(argos, site, syntolk) -> None:
    root = site({"source/om.md": "Ett.\n\nEn krasch här.\n\nTvå[^1].\n\n[^1]: Tre.\n"})
    assert syntolk("-C", root, "update").code == 0
    ran = syntolk("-C", root, "translate", "--engine", "argos")
    assert (ran.code, ran.err) == (
        1,
        "locales/en/LC_MESSAGES/site.po: “En krasch här.” stays empty: argos failed (RuntimeError).\n",
    )
    assert "3 by machine, 1 refused, 1 left" in ran.out


def test_argos_is_an_extra(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "argostranslate", None)
    with pytest.raises(ConfigError, match="argos is not installed"):
        providers.provider("argos", {})
