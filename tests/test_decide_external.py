"""SymPy as a witness: right answers, limits that hold, and a process that goes away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hybrid.decide.external import ExternalJudge
from hybrid.decide.external_worker import build
from hybrid.syntax.parse import parse


@pytest.fixture(scope="module")
def judge() -> Iterator[ExternalJudge]:
    with ExternalJudge() as j:
        yield j


@pytest.mark.parametrize(
    ("a", "b", "context"),
    [
        ("x + x", "2x", []),
        ("sin(3x)", "3*sin(x) - 4*sin(x)^3", []),
        ("cos(x)^4 - sin(x)^4", "cos(2x)", []),
        ("sqrt(x^2)", "x", ["x > 0"]),
        ("ln(x*y)", "ln(x) + ln(y)", ["x > 0", "y > 0"]),
        ("0.1 + 0.2", "0.3", []),
    ],
)
def test_identities_are_proved_and_the_method_is_named(
    judge: ExternalJudge, a: str, b: str, context: list[str]
) -> None:
    verdict = judge.prove_equal(parse(a), parse(b), [parse(c) for c in context], seconds=60)
    assert verdict.proved and verdict.certificate is not None
    assert verdict.certificate["decider"] == "sympy" and verdict.certificate["method"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("sqrt(x^2)", "x"),
        ("x", "y"),
        ("cbrt(-8)", "1 + sqrt(3)"),
        ("(x^2)^(1/2)", "x"),
        ("x^(1/3)", "cbrt(x)"),
        ("sin(2x)", "2*sin(x)"),
    ],
)
def test_what_is_false_or_read_otherwise_is_not_proved(judge: ExternalJudge, a: str, b: str) -> None:
    assert judge.prove_equal(parse(a), parse(b), seconds=60).answer == "unknown"


def test_odd_roots_of_negatives_are_real(judge: ExternalJudge) -> None:
    assert judge.prove_equal(parse("cbrt(-8)"), parse("-2"), seconds=60).proved


def test_a_worker_that_is_late_is_killed_and_another_one_answers() -> None:
    with ExternalJudge() as judge:
        assert judge.prove_equal(parse("x + x"), parse("2x"), seconds=60).proved
        late = judge.prove_equal(parse("(x + 1)^30"), parse("(x - 1)^30*sin(x)"), seconds=0.0)
        assert late.answer == "unknown" and not judge.running
        assert judge.prove_equal(parse("x + x"), parse("2x"), seconds=60).proved


def test_closing_ends_the_process_and_may_be_done_twice() -> None:
    judge = ExternalJudge()
    assert judge.prove_equal(parse("x + x"), parse("2x"), seconds=60).proved
    assert judge.running
    judge.close()
    judge.close()
    assert not judge.running


def test_too_little_memory_is_no_proof_and_no_crash() -> None:
    with ExternalJudge(memory_mb=16) as judge:
        assert judge.prove_equal(parse("x + x"), parse("2x"), seconds=60).answer == "unknown"


def test_terms_without_a_sympy_object_are_refused() -> None:
    import sympy

    with pytest.raises(ValueError, match="no SymPy object"):
        build(["eq", 1, 2], {}, sympy)
