"""Whatever is given to the readers is read, or refused with a place, in work that grows with the length of the text."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.fuzz_grammar import READERS, growth, outcome, run, work  # noqa: E402
from benchmarks.grammar_texts import NAMES, ODD, RULE_SHAPES, SHAPES, grammar, spoiled  # noqa: E402
from hybrid.syntax.errors import InputError  # noqa: E402
from hybrid.syntax.latex import parse_latex  # noqa: E402
from hybrid.syntax.parse import parse  # noqa: E402
from hybrid.syntax.statement import parse_problem  # noqa: E402
from hybrid.syntax.text import to_text  # noqa: E402

GOOD = ("accepted", "refused")
READ = {"expression": parse, "latex": parse_latex, "problem": parse_problem}


def test_texts_of_the_grammars_spoiled_texts_and_noise() -> None:
    tally = run(1_500, 7)
    assert tally.bugs == []
    for kind in READERS:
        # so many that the round trip is tried on more than a few
        assert tally.counts[kind, "accepted"] > 20 and tally.counts[kind, "refused"] > 100


@settings(max_examples=150)
@pytest.mark.parametrize("kind", READERS)
@given(text=st.one_of(st.text(max_size=40), st.binary(max_size=40), st.lists(st.sampled_from(ODD)).map("".join)))
@example(text="\\text{fal\u3000seİ} = 1")
@example(text="\\mathrm{𝜋apples}")
@example(text="x \\text{ʰ}")
@example(text="one : a + 0 = a [grade ²]")
@example(text=b"one : a\xff = a")
@example(text="x = \udc80")
@example(text="9" * 5_000)
@example(text="x^" + "⁹" * 5_000)
def test_any_text_is_read_or_refused_with_a_place(kind: str, text: str | bytes) -> None:
    assert outcome(kind, text) in GOOD


@pytest.mark.parametrize("name", NAMES)
def test_the_walk_uses_every_rule_and_terminal_of_the_grammar(name: str) -> None:
    g, rng = grammar(name), Random(3)
    drawn = g.drawn(rng, 600)
    wanted = set(g.rules) | {t for t in g.shapes if not t.startswith("__IGNORE")}
    assert wanted <= drawn, wanted - drawn


@pytest.mark.parametrize(
    "text", ["(((", "x +", "2x + = 3", "a\nb\n= )", "\n\n  x $", "|x", "1 2", '"apples', "x = 2 or or", "x\r\n= )"]
)
def test_the_place_is_the_line_and_column_in_the_text(text: str) -> None:
    with pytest.raises(InputError) as error:
        parse(text)
    lines = text.split("\n")
    assert 1 <= error.value.line <= len(lines)
    assert 1 <= error.value.column <= len(lines[error.value.line - 1]) + 1


def test_spoiling_changes_the_text_most_of_the_time() -> None:
    rng = Random(1)
    assert sum(spoiled(rng, "x^2 + 1 = 3*y") != "x^2 + 1 = 3*y" for _ in range(100)) > 80


@pytest.mark.parametrize("kind", READERS)
def test_twice_the_text_is_about_twice_the_work(kind: str) -> None:
    for piece in (*SHAPES, *(RULE_SHAPES if kind == "rules" else ())):
        assert growth(kind, piece, 1_000) < 2.6, piece


def test_work_counts_a_loop_that_is_quadratic() -> None:
    def pairs(text: str) -> int:
        found = 0
        for a in text:
            for b in text:
                found += a == b
        return found

    assert work(pairs, "x" * 200) > 3.5 * work(pairs, "x" * 100)


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("piece", SHAPES)
def test_what_is_too_long_is_refused_without_reading_it(kind: str, piece: str) -> None:
    text = piece * (32_000 // len(piece))
    assert work(READ[kind], text) < 100
    with pytest.raises(InputError, match="longer input is not read"):
        READ[kind](text)


@pytest.mark.parametrize("text", ["1 + x" * 400, "2*x" * 400, "x = 1 or " * 300 + "x = 2", "1 < " * 300 + "x"])
def test_long_sums_products_cases_and_chains_are_flat(text: str) -> None:
    t = parse(text)
    assert len(t.args) >= 300 and t.depth <= 3
    assert parse(to_text(t)) is t
