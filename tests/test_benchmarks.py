"""The generators of problems: their answers are right, their wrong steps wrong, and they repeat themselves."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import evaluate  # noqa: E402
from benchmarks.algebra import cases, polynomial, quadratic_roots, surd, term  # noqa: E402
from benchmarks.answers import difference  # noqa: E402
from benchmarks.attacks import ATTACKS, Attack, attempt  # noqa: E402
from benchmarks.common import percentile, table  # noqa: E402
from benchmarks.families import Run, markdown, run, summary  # noqa: E402
from benchmarks.fuzz_kernel import is_false  # noqa: E402
from benchmarks.generate import polynomials, school_problems, scrambled, step_pairs  # noqa: E402
from benchmarks.json_terms import changed, places  # noqa: E402
from benchmarks.lean import NotRead, lean  # noqa: E402
from benchmarks.mathsteps_text import read_line  # noqa: E402
from benchmarks.mutations import MUTATIONS  # noqa: E402
from benchmarks.pairs import fails_at, shown_wrong  # noqa: E402
from benchmarks.report import END, START, write  # noqa: E402
from hybrid.kernel import CheckError, Theorem  # noqa: E402
from hybrid.problem import term_from_json, term_to_json  # noqa: E402
from hybrid.prover import SEARCHES  # noqa: E402
from hybrid.rulebook import Rulebook  # noqa: E402
from hybrid.search.limits import Limits  # noqa: E402
from hybrid.syntax.parse import parse  # noqa: E402
from hybrid.term import FALSE, TermError, add, conj, div, eq, make, mul, neg, num, number, power, root, sub, sym  # noqa: E402

X, Y = sym("x"), sym("y")
HALF = Fraction(1, 2)


def at(**letters: int | Fraction) -> dict[str, Fraction]:
    return {name: Fraction(v) for name, v in letters.items()}


# -- the second evaluator ------------------------------------------------------------------------


def test_values_are_exact_where_they_are_rational() -> None:
    assert evaluate.value(div(X, num(3)), at(x=2)) == Fraction(2, 3)
    assert evaluate.value(root(num(-8), 3), {}) == -2
    assert evaluate.value(power(num(8), number(Fraction(2, 3))), {}) == 4
    assert evaluate.value(make("log", (num(8), num(2))), {}) == 3


@pytest.mark.parametrize(
    "undefined",
    [
        div(num(1), X),
        power(X, num(0)),
        power(X, num(-2)),
        root(sub(X, num(1))),
        power(neg(num(8)), number(Fraction(1, 3))),
        make("log", (X, num(2))),
        make("log", (num(5), num(1))),
        make("fact", (number(HALF),)),
        mul(num(0), div(num(1), X)),
    ],
)
def test_undefined_terms_have_no_value_and_their_atoms_are_false(undefined) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(evaluate.Undefined):
        evaluate.value(undefined, at(x=0))
    assert evaluate.truth(eq(undefined, undefined), at(x=0)) is False
    assert evaluate.truth(make("ne", (undefined, num(1))), at(x=0)) is False


def test_equality_of_irrational_numbers_is_never_known_but_may_be_trusted() -> None:
    two = eq(mul(root(num(2)), root(num(2))), num(2))
    assert evaluate.truth(two, {}) is None
    assert evaluate.truth(two, {}, trust=True) is True
    close = eq(root(num(2)), number(Fraction(141421356237309505, 10**17)))
    assert evaluate.truth(close, {}, trust=True) is False


def test_three_valued_connectives() -> None:
    unknown = eq(mul(root(num(2)), root(num(2))), num(2))
    assert evaluate.truth(make("or", (unknown, eq(X, num(1)))), at(x=1)) is True
    assert evaluate.truth(make("and", (unknown, eq(X, num(1)))), at(x=2)) is False
    assert evaluate.truth(make("and", (unknown, eq(X, num(1)))), at(x=1)) is None


# -- the small algebra ---------------------------------------------------------------------------


def test_roots_of_quadratics() -> None:
    assert [evaluate.value(r, {}) for r in quadratic_roots(2, 5, -3)] == [-3, HALF]
    assert quadratic_roots(1, 0, 1) == []
    assert quadratic_roots(1, -2, 1) == [num(1)]
    low, high = quadratic_roots(3, -5, 1)
    p = polynomial(add(mul(num(3), power(X, num(2))), mul(num(-5), X), num(1)), "x")
    assert p is not None
    for r in (low, high):
        assert evaluate.truth(eq(term(p, "x"), num(0)), {"x": evaluate.value(r, {})}, trust=True) is True


def test_square_roots_in_school_form() -> None:
    assert surd(Fraction(12)) is mul(num(2), root(num(3)))
    assert surd(Fraction(9, 4)) is number(Fraction(3, 2))
    assert surd(Fraction(1, 2)) is div(root(num(2)), num(2))


def test_polynomials_of_terms_that_are_none() -> None:
    assert polynomial(div(num(1), X), "x") is None
    assert polynomial(root(X), "x") is None
    assert polynomial(Y, "x") is None


# -- problems ------------------------------------------------------------------------------------


def test_school_problems_have_the_answers_they_claim() -> None:
    exercises = school_problems(210, seed=11)
    assert len({e.kind for e in exercises}) == 7
    for e in exercises:
        assert difference(e.problem, e.answer) is None, (e.kind, e.problem, e.answer)


def test_a_wrong_key_would_be_seen() -> None:
    """The comparison itself can fail: keys with a root more, a root less, an end closed, are all noticed."""
    seen = 0
    for e in school_problems(140, seed=12):
        if e.kind in ("quadratic", "absolute", "rational", "radical", "linear") and e.answer is not FALSE:
            assert difference(e.problem, FALSE) is not None
            seen += 1
        if e.kind == "inequality" and e.answer.head in ("and", "or"):
            first = e.answer.args[0]
            other = make({"lt": "le", "le": "lt", "gt": "ge", "ge": "gt"}[first.head], first.args)
            wrong = make(e.answer.head, (other, *e.answer.args[1:]))
            assert difference(e.problem, wrong) is not None
            seen += 1
    assert seen > 70


def test_generators_repeat_themselves() -> None:
    for generate in (school_problems, scrambled, step_pairs, polynomials):
        assert generate(12, 5) == generate(12, 5)
        assert generate(12, 5) != generate(12, 6)


def test_scrambled_equations_keep_their_solutions() -> None:
    for q in scrambled(120, seed=3):
        for r in q.roots:
            assert evaluate.truth(q.problem, at(x=r)) is True, (q.problem, r)
        for r in q.excluded:
            assert evaluate.truth(q.problem, at(x=r)) is False, (q.problem, r)
        assert difference(q.problem, q.answer) is None
        assert not set(q.roots) & set(q.excluded)


def test_scrambling_is_real_and_bounded() -> None:
    equations = scrambled(250, seed=4, steps=12)
    assert {q.kind for q in equations} == {"linear", "quadratic", "rational"}
    assert max(len(q.moves) for q in equations) <= 13
    assert sum(q.problem.size for q in equations) / len(equations) > 15
    assert any(not q.roots for q in equations), "a root may fall on a pole"
    assert all(q.excluded for q in equations if q.kind == "rational")


def test_pairs_are_half_wrong_and_wrong_ones_have_a_point() -> None:
    pairs = step_pairs(400, seed=2)
    assert Counter(p.correct for p in pairs) == {True: 200, False: 200}
    assert len({p.fault for p in pairs if not p.correct}) >= 10
    for p in pairs:
        if not p.correct:
            assert fails_at(p.before, p.after, p.point), (p.before, p.after, p.point)


def test_right_pairs_cannot_be_shown_wrong() -> None:
    rng = Random(0)
    for p in step_pairs(400, seed=7):
        if p.correct:
            assert shown_wrong(p.before, p.after, rng) is None, (p.before, p.after)


def test_slips_that_every_school_knows_are_shown_wrong() -> None:
    rng = Random(0)
    assert shown_wrong(power(add(X, Y), num(2)), add(power(X, num(2)), power(Y, num(2))), rng)
    assert shown_wrong(root(power(X, num(2))), X, rng)
    assert shown_wrong(eq(mul(X, X), mul(num(3), X)), eq(X, num(3)), rng) == at(x=0)
    assert shown_wrong(X, power(root(X), num(2)), rng), "the root is not defined below 0"
    assert shown_wrong(power(root(X), num(2)), X, rng) is None
    square = sub(power(X, num(2)), num(1))
    assert shown_wrong(div(square, sub(X, num(1))), add(X, num(1)), rng) is None
    assert shown_wrong(eq(div(square, sub(X, num(1))), num(2)), eq(add(X, num(1)), num(2)), rng) == at(x=1)


def test_polynomials_equal_their_school_form() -> None:
    for p in polynomials(60, seed=9):
        assert polynomial(p.before, p.letters) == polynomial(p.after, p.letters)


def test_the_text_of_generated_problems_can_be_read() -> None:
    parse = pytest.importorskip("hybrid.syntax.parse").parse
    for e in school_problems(140, seed=21):
        assert parse(str(e.problem)) is e.problem
        assert parse(e.answer_text) is e.answer
    for q in scrambled(60, seed=21):
        assert parse(str(q.problem)) is q.problem
    for p in step_pairs(120, seed=21):
        assert parse(str(p.before)) is p.before
        assert parse(str(p.after)) is p.after


# -- the forty problems --------------------------------------------------------------------------


def forty() -> list[dict[str, object]]:
    lines = (ROOT / "datasets" / "school40.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_forty_problems_ten_of_each_difficulty() -> None:
    rows = forty()
    assert all(set(r) == {"id", "difficulty", "topic", "problem", "answer"} for r in rows)
    assert Counter(r["difficulty"] for r in rows) == {1: 10, 2: 10, 3: 10, 4: 10}
    assert len({r["id"] for r in rows}) == len({r["topic"] for r in rows}) == 40


@pytest.mark.parametrize("row", forty(), ids=lambda r: str(r["id"]))
def test_each_of_the_forty_answers_agrees_with_its_problem(row: dict[str, str]) -> None:
    statement = pytest.importorskip("hybrid.syntax.statement").parse_problem
    parse = pytest.importorskip("hybrid.syntax.parse").parse
    problem, answer = statement(row["problem"]), parse(row["answer"])
    if problem.definitions:
        (f,) = problem.definitions
        assert row["id"] == "s10" and str(problem.term) == f"{f.name}(3)"
        assert evaluate.value(f.body, {f.parameters[0]: 3}) == evaluate.value(answer, {})
    elif problem.goal == "find":
        # a + b = 7 and a*b = 10 at 2 and 5
        assert all(evaluate.truth(g, at(a=2, b=5)) for g in problem.given)
        assert evaluate.same(problem.term, answer, at(a=2, b=5)) is True
    else:
        assert difference(problem.term, answer, problem.given, problem.domains) is None


# -- the kernel under attack ---------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.idea)
def test_no_attack_on_the_kernel_proves_something_false(attack: Attack) -> None:
    try:
        problem, theorem = attempt(attack, Rulebook.load())
    except (CheckError, TermError):
        return
    assert not attack.functions, theorem
    assert not is_false(theorem, problem.domains), theorem


def test_a_false_theorem_would_be_noticed() -> None:
    claim = Theorem("solve", eq(power(X, num(2)), num(4)), "<=>", eq(X, num(2)), (), (), (), (), 1)
    assert is_false(claim, {})
    assert not is_false(replace(claim, given=(make("gt", (X, num(0))),)), {})
    root_two = cases(X, [neg(root(num(2))), root(num(2))])
    assert not is_false(replace(claim, before=eq(power(X, num(2)), num(2)), after=root_two), {})
    assert is_false(replace(claim, before=eq(power(X, num(2)), num(2)), after=FALSE), {})


# -- reading mathsteps, spoiling proofs, writing figures -----------------------------------------


def test_lines_of_mathsteps() -> None:
    pytest.importorskip("hybrid.syntax.parse")
    listed = read_line("x = [-2, 3]")
    assert listed is not None and listed.solved
    assert listed.term is cases(X, [num(-2), num(3)])
    double = read_line("x = [-9 / 2, -9 / 2]")
    assert double is not None and double.term is eq(X, number(Fraction(-9, 2)))
    unfinished = read_line("x^2 = 2")
    assert unfinished is not None and not unfinished.solved
    rounded = read_line("j <= 0.7579")
    assert rounded is not None and rounded.rounded
    assert read_line("no-steps") is None
    false = read_line("STATEMENT_IS_FALSE")
    assert false is not None and false.term is FALSE


def test_changing_a_term_changes_it_and_mostly_leaves_a_term() -> None:
    t = term_to_json(conj(eq(add(X, num(1)), div(Y, num(2))), eq(mul(num(3), X), root(Y))))
    assert () in places(t) and (1, 1, 2) in places(t)
    rng, different, readable = Random(1), 0, 0
    for _ in range(300):
        new = changed(rng, t)
        different += new != t
        try:
            term_from_json(new)
            readable += 1
        except ValueError:
            pass
    assert different > 250
    assert readable > 250


def test_every_mutation_says_when_it_does_not_apply() -> None:
    empty = {"steps": [], "problem": {}, "_rules": ["a"]}
    for mutation in MUTATIONS:
        if mutation.__name__ not in ("problem", "malformed"):
            assert mutation(Random(0), json.loads(json.dumps(empty))) is False


def test_figures_go_between_the_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"head\n{START}\nold\n{END}\ntail\n", encoding="utf-8")
    write(page, "new")
    write(page, "newer")
    assert page.read_text(encoding="utf-8") == f"head\n{START}\n\nnewer\n{END}\ntail\n"
    page.write_text("no markers", encoding="utf-8")
    with pytest.raises(ValueError, match="markers"):
        write(page, "new")


def test_tables_and_percentiles() -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile([1.0] * 19 + [9.0], 0.95) == 1.0
    assert table(["name", "n"], [["a", 1], ["bcd", 10]]).splitlines()[2] == "a      1"


# -- families of search side by side -------------------------------------------------------------


def test_families_are_compared_on_what_both_solve_and_with_the_shortest() -> None:
    runs = {
        "qstar": [Run(True, 10, 6, 1.0), Run(True, 20, 4, 1.0), Run(False, 99, 0, 1.0, True)],
        "astar": [Run(True, 30, 3, 1.0), Run(False, 99, 0, 1.0), Run(True, 50, 7, 1.0)],
        "beam": [Run(False, 99, 0, 1.0)] * 3,
    }
    figures = summary(runs)
    assert (figures["qstar"]["solved"], figures["qstar"]["expansions"], figures["qstar"]["length"]) == (2, 15, 1.5)
    assert (figures["astar"]["of qstar"], figures["astar"]["expansions"], figures["astar"]["length"]) == (3, 40, 1)
    assert figures["qstar"]["out of time"] == 1 and figures["beam"]["expansions"] is None
    assert "| beam | 3 | 0 | - | - | - | 3 | 0 |" in markdown(figures)


def test_every_family_runs_within_the_same_expansions() -> None:
    limits = Limits(seconds=600, expansions=60)
    runs = {family: run("solve 2x + 3 = 7 for x", family, limits) for family in SEARCHES}
    assert all(r.expanded <= 60 and r.solved == (r.steps > 0) for r in runs.values())
    assert runs["qstar"].solved and runs["greedy"].solved


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("3 * (7 * ↑j + 3) % 7 = 2", "(3*(7*j + 3)) mod 7 = 2"),
        ("7 ∣ Nat.gcd a (2 * b)", "gcd(a, 2*b) mod 7 = 0"),
        ("Real.logb 2 (x ^ 2) ≤ π", "log(x^2, 2) <= pi"),
        ("0 < x ∧ ¬7 ∣ 2 ^ n + 1", "0 < x and not (2^n + 1) mod 7 = 0"),
        ("-x ^ 2 = (1 : ℝ) / 2 ∨ n ! ≡ 1 [MOD 5]", "-x^2 = 1/2 or (n! - 1) mod 5 = 0"),
        ("Real.sqrt (x * y) * (x - y) = abs (x + y)", "sqrt(x*y)*(x - y) = abs(x + y)"),
    ],
)
def test_formulas_of_lean(text: str, same: str) -> None:
    assert parse(lean(text)) is parse(same)


@pytest.mark.parametrize("text", ["∀ n, n = n", "∑ k ∈ S, k", "x +", "Finset.card S = 2"])
def test_what_is_no_plain_formula_of_lean_is_not_read(text: str) -> None:
    with pytest.raises(NotRead):
        lean(text)
