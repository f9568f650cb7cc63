"""JSON over HTTP, as all engines speak it: what goes wrong on the way, said in words of ours.

A key is in what is sent and nowhere else. What a server says of a fault is shown only where no part of a key is in it;
redirections are refused, since they would take the key to another host; so is a key over a line that others can read.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from socket import gaierror
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from pipeline.errors import AnswerError, ConfigError, EngineError, PipelineError, reason
from pipeline.model import FieldValue, Phrase
from pipeline.providers.key import Key

RETRIES = 3
"""How often a request is repeated that was refused for now."""
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to wait; for more, the run ends."""
_LARGEST = 16 * 1024 * 1024
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_USED_UP = frozenset({402, 456})
_QUOTA = "{engine} has used up its quota. What is translated is kept; run the command again when there is more."
_REASONS = {
    ConnectionRefusedError: "the connection was refused",
    ConnectionResetError: "the connection was cut",
    BrokenPipeError: "the connection was cut",
    gaierror: "there is no such host",
}


class _Reply(NamedTuple):
    status: int
    wait: float | None
    body: bytes


class _Broken(NamedTuple):
    """No reply."""

    reason: FieldValue
    timed_out: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A way to an engine."""

    engine: str
    """Its name."""
    address: str = field(repr=False)
    """Where requests go."""
    key: Key
    """Its key; an empty one where it needs none."""
    timeout: float
    """Seconds without a sign of life after which it is given up, and twice as many for a whole answer."""
    wait: Callable[[float], None] = field(default=time.sleep, repr=False)
    """Waits some seconds."""

    def __post_init__(self) -> None:
        if not _is_usable(self.address):
            template = "the address of {engine} has to be http://… or https://…, without a name and a password in it."
            raise ConfigError(template, None, (("engine", self.engine),))
        parts = urlsplit(self.address)
        if self.key and parts.scheme == "http" and parts.hostname not in _LOCAL:
            template = "the key in {variable} is sent over https only. Give {engine} an address that begins with https."
            raise ConfigError(template, None, (("variable", self.key.variable), ("engine", self.engine)))

    @property
    def host(self) -> str:
        """The host alone: there may be secrets in the rest of an address."""
        return urlsplit(self.address).hostname or ""

    def post(self, body: object, headers: Mapping[str, str] | None = None) -> object:
        """The JSON that the engine answers to `body`, after at most `RETRIES` repetitions.

        Raises `AnswerError` where another text may fare better, `ConfigError` for a key that is not accepted,
        `EngineError` where nothing will help for now.
        """
        for attempt in range(RETRIES + 1):
            reply = self._sent(body, headers or {})
            pause = self._pause(reply, attempt)
            if pause is None or attempt == RETRIES:
                break
            self.wait(pause)
        if isinstance(reply, _Broken):
            raise self._unreached(reply)
        if reply.status != 200:
            raise self._fault(reply)
        try:
            return json.loads(reply.body)
        except (ValueError, RecursionError):
            pass
        if reply.body.lstrip()[:1] == b"<":
            raise AnswerError(
                "the answer is a web page, not JSON: is the address of {engine} right?", None, self._values
            )
        raise AnswerError("the answer is no JSON" if reply.body.strip() else "the answer is empty")

    @property
    def _values(self) -> tuple[tuple[str, FieldValue], ...]:
        return (("engine", self.engine), ("host", self.host))

    def _sent(self, body: object, headers: Mapping[str, str]) -> _Reply | _Broken:
        data = json.dumps(body).encode()
        head = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "syntolk", **headers}
        request = Request(self.address, data, head, method="POST")  # noqa: S310 - the scheme was looked at
        deadline = time.monotonic() + 2 * self.timeout
        try:
            with _opener(self.host).open(request, timeout=self.timeout) as answer:
                return _Reply(answer.status, None, _read(answer, deadline))
        except HTTPError as error:
            with error:
                return _Reply(error.code, _retry_after(error.headers), _said(error))
        except TimeoutError:
            return _Broken(0, timed_out=True)
        except URLError as error:
            return _broken(error.reason)
        except (OSError, HTTPException) as error:
            return _broken(error)

    def _pause(self, reply: _Reply | _Broken, attempt: int) -> float | None:
        """Seconds to wait before the request is repeated; None where that is of no use."""
        own = 2.0**attempt
        if isinstance(reply, _Broken):
            return None if reply.timed_out or reply.final else own
        if reply.status not in _BUSY or _is_quota(reply.body):
            return None
        wanted = own if reply.wait is None else reply.wait
        return wanted if wanted <= LONGEST_WAIT else None

    def _unreached(self, broken: _Broken) -> PipelineError:
        if broken.timed_out:
            return AnswerError("{engine} did not answer in time", None, self._values)
        template = "{engine} cannot be reached at {host}: {reason}. What is translated is kept; run the command again."
        return EngineError(template, None, (*self._values, ("reason", broken.reason)))

    def _fault(self, reply: _Reply) -> PipelineError:
        """What a status means (RFC 9110, 15; 456 is DeepL's own)."""
        status = reply.status
        values = (*self._values, ("status", status))
        if status in (401, 403):
            named = (*self._values, ("variable", self.key.variable))
            if self.key:
                return ConfigError("{engine} does not accept the key in {variable}.", None, named)
            return ConfigError("{engine} wants a key. Put it in the environment, in {variable}.", None, named)
        if status in _USED_UP or _is_quota(reply.body):
            return EngineError(_QUOTA, None, self._values)
        if status == 429:
            template = "{engine} gets too many requests. What is translated is kept; run the command again later."
            return EngineError(template, None, self._values)
        if 300 <= status < 400:
            template = "{host} sends requests on to another address. Give {engine} that address with --url."
            return EngineError(template, None, self._values)
        if status in (404, 405, 410):
            template = (
                "{engine} does not answer under this address of {host}, or does not know the model (HTTP {status})."
            )
            return EngineError(template, None, values)
        said = self._shown(reply.body)
        if said:
            return AnswerError("{engine} refused the text (HTTP {status}: {said})", None, (*values, ("said", said)))
        return AnswerError("{engine} refused the text (HTTP {status})", None, values)

    def _shown(self, body: bytes) -> str:
        """What the server says of a fault; nothing where there is a part of the key in it."""
        text = _message(body)
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return "" if self.key.is_in(text) else text[:160]


def _is_usable(address: str) -> bool:
    """Whether the libraries can ask at `address`, which is over HTTP and holds no name and no password."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna"), parts.port
    except ValueError:
        return False
    plain = (parts.path + parts.query).isascii() and address.isprintable() and " " not in address
    return plain and parts.scheme in ("http", "https") and bool(host) and port != 0 and "@" not in parts.netloc


class _NoRedirection(HTTPRedirectHandler):
    """A redirection is an answer like any other, not followed: it would take the key along."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _opener(host: str) -> OpenerDirector:
    """What opens connections: certificates are always verified, and no proxy stands before this very machine."""
    handlers: list[Any] = [HTTPSHandler(context=ssl.create_default_context()), _NoRedirection()]
    return build_opener(*handlers, *([ProxyHandler({})] if host in _LOCAL else []))


def _read(answer: HTTPResponse, deadline: float) -> bytes:
    """The body of an answer; `TimeoutError` for one that only trickles."""
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(65536):
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise HTTPException
        if time.monotonic() > deadline:
            raise TimeoutError
    if answer.length:  # `read1` does not say that the rest is missing.
        raise HTTPException
    return b"".join(pieces)


def _said(error: HTTPError) -> bytes:
    """The beginning of the body of a fault."""
    try:
        return error.read(65536)
    except (OSError, HTTPException):
        return b""


def _broken(error: object) -> _Broken:
    if isinstance(error, TimeoutError):
        return _Broken(0, timed_out=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _Broken(Phrase("its certificate is not valid"), final=True)
    for kind, said in _REASONS.items():
        if isinstance(error, kind):
            return _Broken(Phrase(said))
    if isinstance(error, ssl.SSLError):
        return _Broken(Phrase("there is no safe connection"), final=True)
    return _Broken(reason(error) if isinstance(error, OSError) else Phrase("the answer broke off"))


def _retry_after(headers: Message) -> float | None:
    """Seconds that the server asks to wait, in either form (RFC 9110, 10.2.3)."""
    value = (headers.get("Retry-After") or "").strip()
    if value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _message(body: bytes) -> str:
    """What a fault says of itself: `{"error": "…"}`, `{"message": "…"}` or `{"error": {"message": "…"}}`."""
    found = _error(body)
    text = found.get("message") if isinstance(found, dict) else found
    return text if isinstance(text, str) else ""


def _error(body: bytes) -> object:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value.get("error", value.get("message")) if isinstance(value, dict) else None


def _is_quota(body: bytes) -> bool:
    """Whether a fault says that there is no quota left (OpenAI says so with 429)."""
    found = _error(body)
    return isinstance(found, dict) and "insufficient_quota" in (found.get("code"), found.get("type"))


def strings(value: object, key: Key) -> list[str]:
    """`value`, which has to be a list of texts, none of them with `key` in it. Raises `AnswerError`."""
    if not (isinstance(value, list) and all(isinstance(text, str) for text in value)):
        raise AnswerError("the answer is not of the form that was asked for")
    if any(map(key.is_told_by, value)):
        raise AnswerError("the answer holds the key in {variable}", None, (("variable", key.variable),))
    return value
