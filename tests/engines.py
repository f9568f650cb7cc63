"""A server on this machine that speaks the protocols of the translation engines, with their faults.

It “translates” by writing the words in capitals and leaving tokens and tags alone.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

_LEFT_ALONE = re.compile(r"(\[\[/?\d+\]\]|<n [^>]*>[^<]*</n>|<[^>]*>|&\w+;)")
_TOKEN = re.compile(r"\[\[/?\d+\]\]|<n [^>]*>[^<]*</n>|<x [^>]*/>|</?g[^>]*>")
_LIBRETRANSLATE, _DEEPL, _OPENAI = "/translate", "/v2/translate", "/v1/chat/completions"


def capitals(text: str) -> str:
    """The “translation” of a text."""
    return "".join(part if index % 2 else part.upper() for index, part in enumerate(_LEFT_ALONE.split(text)))


class Asked(NamedTuple):
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass
class Engine:
    """The server and what it does next."""

    address: str = ""
    faults: list[str | int] = field(default_factory=list)
    """What goes wrong with the next requests, one after the other: a status, or a word that `_Handler.do_POST` knows."""
    always: str | int = ""
    """What goes wrong with every request."""
    headers: dict[str, str] = field(default_factory=dict)
    """Further headers of a fault."""
    said: object = None
    """What a fault says of itself."""
    asked: list[Asked] = field(default_factory=list)

    def texts(self) -> list[str]:
        """All texts that it was asked to translate."""
        return [text for request in self.asked for text in _texts(request)]


def _texts(request: Asked) -> list[str]:
    if request.path == _LIBRETRANSLATE:
        return list(request.body["q"])
    if request.path == _DEEPL:
        return list(request.body["text"])
    return [entry["text"] for entry in json.loads(request.body["messages"][1]["content"])["texts"].values()]


def _answer(path: str, texts: list[str]) -> object:
    if path == _LIBRETRANSLATE:
        return {"translatedText": texts}
    if path == _DEEPL:
        return {"translations": [{"detected_source_language": "SV", "text": text} for text in texts]}
    content = json.dumps({str(number): text for number, text in enumerate(texts, 1)}, ensure_ascii=False)
    return {"choices": [{"message": {"role": "assistant", "content": f"```json\n{content}\n```"}}]}


_BODIES = {
    "empty": b"",
    "broken": b'{"translatedText": ["HE',
    "html": b"<!DOCTYPE html><title>Log in</title>",
    "shape": b'{"translatedText": {"1": 2}, "translations": "", "choices": []}',
}
"""What stands in the place of an answer."""
_SPOILT: dict[str | int, Callable[[list[str]], list[str]]] = {
    "few": lambda texts: texts[:-1],
    "blank": lambda texts: [" " for _ in texts],
    "lost": lambda texts: [_TOKEN.sub("", text) for text in texts],
    "surrogate": lambda texts: [f"{text} \ud800" for text in texts],
    "surrogate once": lambda texts: [f"{texts[0]} \ud800", *texts[1:]],
    "quoted": lambda texts: [f"“{text}”" for text in texts],
}
"""What is wrong with the translations of an answer."""


class _Server(ThreadingHTTPServer):
    def __init__(self, state: Engine) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state
        self.released = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """The client has gone: that is what some faults are for."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = Asked(self.path, dict(self.headers), json.loads(body))
        self.server.state.asked.append(request)
        fault = self.server.state.faults.pop(0) if self.server.state.faults else self.server.state.always
        if self.path not in (_LIBRETRANSLATE, _DEEPL, _OPENAI):
            fault = 404
        if isinstance(fault, int):
            body = json.dumps(self.server.state.said).encode() if self.server.state.said else b""
            self._send(fault, body, **self.server.state.headers)
            return
        answers = [capitals(text) for text in _texts(request)]
        if fault in ("timeout", "trickle", "reset", "half"):
            self._break_off(fault)
        elif fault in _BODIES:
            self._send(200, _BODIES[fault])
        else:
            if fault == "key":
                answers = [f"{text} {self.headers.get('Authorization')}{body!r}" for text in answers]
            answers = _SPOILT.get(fault, list)(answers)
            self._send(200, json.dumps(_answer(self.path, answers)).encode())

    def _break_off(self, fault: str) -> None:
        """Answer half, or not at all."""
        self.close_connection = True
        if fault == "timeout":
            self.server.released.wait(5)
        elif fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif fault == "half":
            self._head(200, 10_000)
            self.wfile.write(b'{"translatedText": ["')
        else:
            self._head(200, 10_000)
            with suppress(OSError):
                while not self.server.released.wait(0.05):
                    self.wfile.write(b" ")

    def _head(self, status: int, length: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self._head(status, len(body), **headers)
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.server.state.asked.append(Asked(self.path, dict(self.headers), None))
        self._send(200, b"{}")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def engine() -> Iterator[Engine]:
    """A running server; every request that comes is answered before it ends."""
    server = _Server(Engine())
    server.state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.state
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
