"""Our loop over Lark's tables reads what Lark reads, and refuses what Lark refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import UnexpectedInput

from hybrid.syntax.errors import Refusal
from hybrid.syntax.parse import grammar
from hybrid.syntax.scan import scan
from hybrid.syntax.table import NoAction, Table
from hybrid.syntax.tokens import Token
from hybrid.term import TermError

ROWS = Path(__file__).parents[1] / "datasets" / "rows" / "school.jsonl"
LARK = grammar("expression")
TABLE = Table(LARK)
PIECES = "x y 2 0.5 1/2 3% + - * / ^ ( ) | sqrt( sin( , ! = != < <= and or pi e f( log( 2x".split()


def outcome(read: Callable[[list[Token]], object], tokens: list[Token]) -> object:
    """What is read, None where the tokens are no sentence, or why the terms of one do not fit."""
    try:
        return read(tokens)
    except (NoAction, UnexpectedInput):
        return None
    except (TermError, Refusal) as error:
        return str(error)


def by_lark(tokens: list[Token]) -> object:
    return outcome(LARK.parse, tokens)


def by_table(tokens: list[Token]) -> object:
    return outcome(TABLE.value, tokens)


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_signs_are_read_or_refused_alike(text: str) -> None:
    try:
        tokens = scan(text)
    except Exception:  # what is no sequence of tokens is refused before any table
        return
    assert by_table(tokens) is by_lark(tokens) or by_table(tokens) == by_lark(tokens)


@pytest.mark.parametrize("start", [0, 1])
def test_states_of_derivations_are_read_alike(start: int) -> None:
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()[start::40]]
    texts = [line["before"] for row in rows for line in row["steps"]]
    assert len(texts) > 100
    for text in texts:
        tokens = scan(text)
        assert by_table(tokens) is by_lark(tokens) is not None
