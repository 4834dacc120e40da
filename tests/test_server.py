"""A model behind a server: a real one on this machine that answers well, or in one of the ways servers fail.

Whatever it does, the search solves by the rules, and the ledger says what was wrong.
"""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from hybrid import prover
from hybrid.batch import batch
from hybrid.propose import server as module
from hybrid.propose.lines import LineProposer, SourceError
from hybrid.propose.server import ServerSource
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.syntax.statement import parse_problem
from tests.loopback import Start, says, sends

PROBLEM = parse_problem("solve x^2 = 9")


def solved(source: ServerSource) -> LineProposer:
    """The search with this source, which must solve the problem by rules; the proposer after it."""
    proposer = LineProposer(source)
    result = prover.solve(PROBLEM, search="bfs", limits=Limits(seconds=600), extra=[proposer])
    assert (result.status, result.text) == ("proved", "x = -3 or x = 3")
    assert result.ledger == proposer.ledger.counts
    return proposer


def test_asks_a_server_and_reads_its_lines(start: Start) -> None:
    server = start(says("\n  so: x = 3 or x = -3  \nbecause of roots", "", "so: x = 3", "I think\nso: x = 3"))
    source = ServerSource(server.address + "/v1/", "small", samples=3, api_key="sesame", max_tokens=50)
    assert source.lines(PROBLEM, PROBLEM.term) == ["so: x = 3 or x = -3", "so: x = 3", "I think"]
    ((path, question, headers),) = server.questions
    assert path == "/v1/chat/completions"
    assert (question["model"], question["n"], question["max_tokens"]) == ("small", 3, 50)
    assert question["messages"][-1] == {
        "role": "user",
        "content": "Problem: solve x^2 = 9\nAsked: solve for x\nState: x^2 = 9",
    }
    assert "structured_outputs" not in question
    assert headers["Authorization"] == "Bearer sesame"
    assert "sesame" not in repr(source)


def test_sends_the_grammar_when_asked_to(start: Start) -> None:
    server = start(says("so: x = 3"))
    ServerSource(server.address, "small", samples=1, grammar=True).lines(PROBLEM, PROBLEM.term)
    ((_, question, _),) = server.questions
    assert question["structured_outputs"]["grammar"].endswith("LETTER: /[A-Za-z]/\n")


def test_a_server_that_gives_one_choice_is_asked_again_until_it_repeats_itself(start: Start) -> None:
    said = ["so: x = 3", "so: x = -3", "so: x = 3", "so: x = 0"]
    server = start(lambda handler: says(said[len(server.questions) - 1])(handler))
    source = ServerSource(server.address, "small", samples=4, seed=7)
    assert source.lines(PROBLEM, PROBLEM.term) == ["so: x = 3", "so: x = -3"]
    assert [question["seed"] for _, question, _ in server.questions] == [7, 8, 9]


def test_what_was_said_before_a_server_fails_is_kept(start: Start) -> None:
    server = start(lambda handler: (says("so: x = 3") if len(server.questions) == 1 else sends(b"", 500))(handler))
    assert ServerSource(server.address, "small").lines(PROBLEM, PROBLEM.term) == ["so: x = 3"]


def test_what_a_good_server_says_is_judged_line_by_line(start: Start) -> None:
    server = start(says("so: x = -3 or x = 3", "so: x = 3", "hello"))
    proposer = solved(ServerSource(server.address, "small"))
    counts = proposer.ledger.counts
    assert counts["accepted"] >= 1 and counts["refuted"] >= 1 and counts["unparsable"] >= 1
    assert proposer.ledger.failures == {}


def reason(proposer: LineProposer) -> str:
    """Why the source failed; it said nothing."""
    (why,) = proposer.ledger.failures
    assert proposer.ledger.total == 0
    return why


def test_a_slow_server(start: Start) -> None:
    enough = threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        enough.wait(600)

    server = start(slow)
    try:
        proposer = solved(ServerSource(server.address, "small", timeout=0.05))
    finally:
        enough.set()
    assert "no answer within 0.05 seconds" in reason(proposer)


def test_a_server_that_sends_one_byte_after_another_for_ever(start: Start) -> None:
    enough = threading.Event()

    def dribble(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not enough.wait(0.02):
            handler.wfile.write(b" ")

    server = start(dribble)
    try:
        with pytest.raises(SourceError, match="no answer within 0.3 seconds"):
            ServerSource(server.address, "small", timeout=0.3).lines(PROBLEM, PROBLEM.term)
    finally:
        enough.set()


def test_a_slow_server_does_not_cost_the_row_of_a_batch() -> None:
    with socket.socket() as silent:
        # the system takes the connection, and nobody ever answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        proposer = {"server": f"http://127.0.0.1:{silent.getsockname()[1]}", "model": "small"}
        (row,) = batch([{"id": 1, "problem": "solve 2^x = x + 1"}], seconds=0.5, proposer=proposer)
    assert (row["error"], row["status"]) == (None, "open")


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        # bound but not listening, so that nobody else can listen there meanwhile
        taken.bind(("127.0.0.1", 0))
        proposer = solved(ServerSource(f"http://127.0.0.1:{taken.getsockname()[1]}", "small"))
    assert "cannot be reached" in reason(proposer)


RUBBISH = [
    (b"", "not JSON: it is empty"),
    (b"<html>", "not JSON: '<html>'"),
    (b"\xff\xfe\x00", "not JSON"),
    (b"[" * 100_000, "not JSON"),
    (b"[]", "no list of choices"),
    (b'{"choices": {}}', "no list of choices"),
    (b'{"choices": [7]}', "a choice of the answer has no text"),
    (b'{"choices": [{"message": {"content": null}}]}', "a choice of the answer has no text"),
]


@pytest.mark.parametrize(("data", "why"), RUBBISH, ids=range(len(RUBBISH)))
def test_a_server_that_sends_rubbish(start: Start, data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why.replace("[", r"\[")):
        ServerSource(start(sends(data)).address, "small").lines(PROBLEM, PROBLEM.term)


def test_the_search_survives_rubbish(start: Start) -> None:
    assert "not JSON" in reason(solved(ServerSource(start(sends(b"\x00rubbish")).address, "small")))


def test_a_server_that_dies_in_the_middle_of_its_answer(start: Start) -> None:
    server = start(sends(b'{"choices": []}', length=4_000))
    assert "broke off after 15 of 4000 bytes" in reason(solved(ServerSource(server.address, "small")))


def test_a_server_that_hangs_up_without_a_word(start: Start) -> None:
    server = start(lambda handler: handler.connection.shutdown(socket.SHUT_RDWR))
    assert reason(solved(ServerSource(server.address, "small")))


def test_a_server_with_an_error_of_its_own(start: Start) -> None:
    server = start(sends(b"out of memory", status=500))
    proposer = solved(ServerSource(server.address, "small"))
    assert "status 500" in reason(proposer)
    # asked three times at most, then left alone
    assert len(server.questions) == sum(proposer.ledger.failures.values()) <= 3


def test_redirections_are_not_followed(start: Start) -> None:
    elsewhere = start(says("so: x = 3"))

    def redirect(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", elsewhere.address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with pytest.raises(SourceError, match="status 302"):
        ServerSource(start(redirect).address, "small", api_key="sesame").lines(PROBLEM, PROBLEM.term)
    assert elsewhere.questions == []


def test_an_answer_without_end(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ANSWER", 1_000)
    with pytest.raises(SourceError, match="longer than 1,000 bytes"):
        ServerSource(start(sends(b" " * 100_000)).address, "small").lines(PROBLEM, PROBLEM.term)


def test_a_key_that_cannot_be_sent_is_not_shown(start: Start) -> None:
    source = ServerSource(start(says("so: x = 3")).address, "small", api_key="sesame\nX: y")
    with pytest.raises(SourceError) as caught:
        source.lines(PROBLEM, PROBLEM.term)
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("address", ["", "localhost:8000", "file:///etc/passwd", "http://", "http://a:b", "http://a b"])
def test_refuses_what_is_no_address(address: str) -> None:
    with pytest.raises(InputError, match="not the address of a server"):
        ServerSource(address, "small")
