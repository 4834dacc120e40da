"""A real server on this machine that answers as an exercise wants it to; `start` is a fixture (conftest)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class Server(ThreadingHTTPServer):
    """Answers every question by `behave`; keeps what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, behave: Callable[[BaseHTTPRequestHandler], None]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave = behave
        self.questions: list[tuple[str, dict[str, Any], dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is part of the exercise."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.questions.append((self.path, json.loads(body), dict(self.headers)))
        self.server.behave(self)

    def log_message(self, *_: Any) -> None:
        pass


Start = Callable[[Callable[[BaseHTTPRequestHandler], None]], Server]


@pytest.fixture
def start() -> Iterator[Start]:
    running = []

    def run(behave: Callable[[BaseHTTPRequestHandler], None]) -> Server:
        server = Server(behave)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        running.append((server, thread))
        return server

    yield run
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


def sends(data: bytes, status: int = 200, length: int | None = None) -> Callable[[BaseHTTPRequestHandler], None]:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data) if length is None else length))
        handler.end_headers()
        handler.wfile.write(data)

    return behave


def says(*contents: Any) -> Callable[[BaseHTTPRequestHandler], None]:
    return sends(json.dumps({"choices": [{"message": {"content": c}} for c in contents]}).encode())
