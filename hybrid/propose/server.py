"""Lines from a language model behind a server that speaks the common chat protocol.

POST BASE/v1/chat/completions with a short prompt; the first line of each choice that is not empty is a proposal.
Some servers give one choice whatever `n` says; they are asked again, until they repeat themselves.
Whatever goes wrong on the way (nobody listens, too slow, an error status, half an answer, another shape) is a
SourceError, which the proposer notes and survives: the search goes on by the rules. The answer is data from a
stranger: its size and the time it may take are bounded, redirections are not followed (the key would go along),
and its lines are worth nothing until the kernel has proved them.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from hybrid.problem import Problem
from hybrid.propose import words
from hybrid.propose.lines import SourceError
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import text_of_grammar
from hybrid.term import Term

MAX_ANSWER = 1_000_000
MAX_CHOICES = 64
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Chat:
    """A model that continues a conversation.

    base_url    http://HOST:PORT, with or without /v1 at its end
    timeout     seconds that the answers to one question may take together
    api_key     sent as a bearer token when given

    Raises InputError for an address that is not one.
    """

    base_url: str
    model: str
    timeout: float = 30.0
    api_key: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.base_url)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            good = False
        if not good or not self.base_url.isprintable() or " " in self.base_url:
            expected = ("an address that begins with http:// or https://",)
            raise InputError(
                "not the address of a server", self.base_url, expected=expected, example="http://localhost:8000"
            )

    @property
    def url(self) -> str:
        return self.base_url.rstrip("/").removesuffix("/v1") + "/v1/chat/completions"

    def contents(self, messages: Sequence[words.Message], deadline: float, **options: Any) -> list[str]:
        """The text of each choice of one answer, MAX_CHOICES at most.

        deadline  on the clock of time.monotonic; options: further fields of the question, such as n and max_tokens
        Raises SourceError, whatever it is that goes wrong.
        """
        question = {"model": self.model, "messages": list(messages), **options}
        data = self._asked(json.dumps(question).encode(), deadline)
        try:
            answer = json.loads(data)
        except (ValueError, RecursionError):
            raise SourceError(f"{self.url}: the answer is not JSON: {_shown(data)}") from None
        return _contents(answer, self.url)

    def _asked(self, body: bytes, deadline: float) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        # a proxy is for reaching others, not for this machine
        own = [urllib.request.ProxyHandler({})] if urlsplit(self.base_url).hostname in _LOCAL else []
        opener = urllib.request.build_opener(_NoRedirection, *own)
        try:
            request = urllib.request.Request(self.url, body, headers, method="POST")
            with opener.open(request, timeout=max(0.001, deadline - time.monotonic())) as response:
                return _read(response, deadline)
        except urllib.error.HTTPError as error:
            with error:
                raise SourceError(f"{self.url}: the server answered with status {error.code}") from None
        except _Broken as error:
            raise SourceError(f"{self.url}: {error}") from None
        except TimeoutError:
            raise SourceError(f"{self.url}: {_slow(self.timeout)}") from None
        except urllib.error.URLError as error:
            slow = isinstance(error.reason, TimeoutError)
            why = _slow(self.timeout) if slow else f"cannot be reached: {error.reason}"
            raise SourceError(f"{self.url}: {why}") from None
        except (http.client.HTTPException, OSError) as error:
            raise SourceError(f"{self.url}: the answer broke off: {error or type(error).__name__}") from None
        except ValueError:
            # http.client refuses such a header; its message would show the key
            raise SourceError(f"{self.url}: the address or the key cannot be sent") from None


@dataclass(frozen=True)
class ServerSource:
    """A model that is asked for lines.

    base_url, timeout, api_key  as of a Chat; the answers for one state together have the time
    samples     how many lines to ask for at a state
    seed        sent along when given, one more for each time the server is asked about a state
    max_tokens  the longest line
    grammar     send step.lark along as `structured_outputs`, for servers that hold the model to it

    Raises InputError for an address that is not one.
    """

    base_url: str
    model: str
    samples: int = 4
    timeout: float = 30.0
    api_key: str | None = field(default=None, repr=False)
    max_tokens: int = 128
    grammar: bool = False
    seed: int | None = None

    def __post_init__(self) -> None:
        _ = self._chat

    @property
    def _chat(self) -> Chat:
        return Chat(self.base_url, self.model, self.timeout, self.api_key)

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        """What the model proposes for a state. Raises SourceError, whatever it is that goes wrong."""
        deadline = time.monotonic() + self.timeout
        messages = words.messages(problem, state)
        found: list[str] = []
        for asked in range(self.samples):
            try:
                contents = self._chat.contents(messages, deadline, **self._options(asked))
            except SourceError:
                if found:
                    break  # what it said is kept; a server that is gone fails at the next state
                raise
            new = [line for line in map(words.first_line, contents) if line]
            found += [line for line in new if not asked or line not in found]
            if len(new) != 1 or len(found) == asked:
                break
        return found

    def _options(self, asked: int) -> dict[str, Any]:
        options: dict[str, Any] = {"n": self.samples, "max_tokens": self.max_tokens, "temperature": 0.8}
        if self.seed is not None:
            options["seed"] = self.seed + asked
        if self.grammar:
            options["structured_outputs"] = {"grammar": text_of_grammar()}
        return options


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _Broken(Exception):
    """An answer that is not whole, or not of a size or speed that is read."""


def _slow(timeout: float) -> str:
    return f"no answer within {timeout:g} seconds"


def _read(response: Any, deadline: float) -> bytes:
    """The whole body. Piece by piece, since the timeout of a socket is for one piece only."""
    length = response.headers.get("Content-Length", "")
    parts: list[bytes] = []
    size = 0
    while piece := response.read1(65_536):
        parts.append(piece)
        size += len(piece)
        if size > MAX_ANSWER:
            raise _Broken(f"the answer is longer than {MAX_ANSWER:,} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
    if length.isdigit() and size < int(length):
        raise _Broken(f"the answer broke off after {size} of {length} bytes")
    return b"".join(parts)


def _contents(answer: Any, url: str) -> list[str]:
    choices = answer.get("choices") if isinstance(answer, dict) else None
    if not isinstance(choices, list):
        raise SourceError(f"{url}: the answer has no list of choices")
    found = []
    for choice in choices[:MAX_CHOICES]:
        message = choice.get("message") if isinstance(choice, dict) else None
        content = message.get("content") if isinstance(message, dict) else None
        if not isinstance(content, str):
            raise SourceError(f"{url}: a choice of the answer has no text")
        found.append(content)
    return found


def _shown(data: bytes) -> str:
    text = data[:60].decode("utf-8", "replace")
    return repr(text) if data else "it is empty"
