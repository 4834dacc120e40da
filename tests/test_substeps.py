"""Substeps: computed steps of school size are taken apart, and the kernel accepts every part."""

from dataclasses import replace

import pytest

from hybrid.compute import HELPERS
from hybrid.kernel import CheckError, check, make_step
from hybrid.problem import Derivation, Problem, Step, derivation_from_json, derivation_to_json
from hybrid.propose.substeps import fill
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.term import Term, equal

BOOK = Rulebook.load()
RULES = {
    "collect": "collect",
    "value": "evaluate",
    "expand": "expand-sum",
    "factor": "factor-completely",
    "cancel": "cancel",
    "together": "add-fractions-up",
    "surd_normal": "surd",
}

EXERCISES = """
collect: 3*x + 2*x; 3*x + 5 + 2*x - 7; x + x; x^2*x^3; 4*a + 3*b - 2*a + b; x + x^2 + 3*x; 5 - x - 3*x + 2; 2*x*3*x
collect: a*b + 2*a*b; -x + 3*x - 2; 7*x - 7*x; 2 + x - 2; x/2 + x/3
value: 2*4/5*10 + 3; 1/2 + 1/3; (3 + 4)*2; 2^3 - 5; 1/2*4/3; (1/2)/(3/4); 5/6 - 1/4; sqrt(9) + 1; 2^(-2); 10 - (4 - 7)
value: -2*3 + 6/2; 0.5 + 1/4; (-3)^2 - 4*1*2; 1 - 2/3 + 1/6
expand: 2*(x + 3); (x + 2)*(x + 3); (x + 1)^2; (2*x - 3)^2; (x - 1)*(x + 1); -(x - 2); 3*(x + 2) - x; (x + 1)^3
expand: 2*(x + 1) + 3*(x - 2); x*(2*x - 3) + 4; 5 - 2*(x - 1); (2*x + 1)*(3*x - 2); -3*(2*x - 5); (a + b + c)^2
expand: (x + 2)*(x^2 - x + 1); (x + 4)*(x - 4) + 16; (x/2 + 1)*4; (x + 1)*(x + 2)*(x + 3); (x + y)^2 - (x - y)^2
factor: x^2 + 5*x + 6; x^2 - 9; 2*x^2 + 4*x; x^2 + 6*x + 9; 2*x^2 + 5*x + 3; x^3 - x; x^3 - 8; x^4 - 16; 3*x + 6
factor: a*x + a*y + b*x + b*y; 12*x^2 + 12*x + 3; x^3 + 2*x^2 + 3*x + 6; 4*x^2 - 9*y^2; 6*x^2 - x - 2
cancel: (x^2 - 1)/(x - 1); (2*x + 4)/2; x^2/x; (x^2 + x)/x; (x - 2)/(2 - x); x^3/x^5; (a*b)/(a*c); (3*x + 6)/(x + 2)
together: 1/x + 1/y; x/2 + x/3; 1 + 1/x; x/(x - 1) - 1/(x - 1); a/b + c/b; 2/x + 3; x + 1/x; 1/x - 1/(x + 1)
surd_normal: sqrt(12); sqrt(2) + sqrt(8); 1/sqrt(2); sqrt(2)*sqrt(3); (1 + sqrt(2))^2; sqrt(18) - sqrt(2)
"""
CASES = [
    (line.split(":")[0], text.strip())
    for line in EXERCISES.splitlines()
    if line.strip()
    for text in line.split(":")[1].split(";")
]


def computed(helper: str, text: str) -> Derivation:
    """The derivation of one step in which a helper simplifies a term."""
    term = parse(text)
    new = HELPERS[helper](term)
    assert isinstance(new, Term)
    problem = Problem("simplify", term)
    draft = Step(term, term, "=", (), "decided", RULES[helper])
    return Derivation(problem, (make_step(problem, draft, BOOK, new),), BOOK.digest)


@pytest.mark.parametrize("helper, text", CASES, ids=[f"{h} {t}" for h, t in CASES])
def test_substeps_lead_from_the_old_term_to_the_new(helper, text):
    (step,) = fill(computed(helper, text), BOOK).steps
    state = step.before
    for sub in step.substeps:
        assert sub.before is state
        assert BOOK.by_name[sub.rule].fine or not BOOK.by_name[sub.rule].computed
        assert sub.words and "{" not in sub.words
        state = sub.after
    assert not step.substeps or equal(state, step.after)


def test_most_school_steps_are_filled():
    filled = [bool(fill(computed(h, t), BOOK).steps[0].substeps) for h, t in CASES]
    assert sum(filled) > 0.9 * len(filled)


def test_the_square_of_a_sum_is_told_as_at_school():
    (step,) = fill(computed("expand", "(x + 3)^2"), BOOK).steps
    assert step.substeps[0].rule == "square-of-sum"
    assert equal(step.substeps[0].after, parse("x^2 + 2*x*3 + 3^2"))


def test_a_quadratic_is_factored_by_splitting_its_middle_term():
    (step,) = fill(computed("factor", "x^2 + 5*x + 6"), BOOK).steps
    assert [s.rule for s in step.substeps] == ["split-middle-term", "factor-by-groups", "take-out-factor"]


def test_the_same_chain_is_found_every_time():
    first, second = (fill(computed("expand", "(2*x + 1)*(3*x - 2)"), BOOK) for _ in range(2))
    assert first == second


PROBLEMS = [
    "solve 2*(x + 1) = 3*x - 4 for x",
    "solve x^2 - 5*x = -6 for x",
    "solve 3*(x - 2) < x + 4 for x",
    "solve x/4 + 0.5 = (x - 1)/3 for x",
    "solve 2*x^2 + 4*x = 0 for x",
    "solve (x^2 - 1)/(x - 1) = 3 for x",
    "simplify 2/3 + 3/4 - 5/6",
    "expand (x + 2)*(x + 3)",
]


@pytest.mark.parametrize("text", PROBLEMS)
def test_the_kernel_accepts_a_filled_derivation(text):
    result = solve(text)
    assert result.status == "proved"
    filled = fill(result.derivation, BOOK)
    assert any(s.substeps for s in filled.steps)
    theorem = check(result.problem, filled, BOOK)
    assert theorem.after is result.answer
    assert [replace(s, substeps=()) for s in filled.steps] == list(result.steps)


def test_a_chain_may_carry_the_condition_its_step_carries():
    result = solve("solve (x^2 - 1)/(x - 1) = 3 for x")
    steps = [s for s in fill(result.derivation, BOOK).steps if any(c.by == "carried" for c in s.conditions)]
    assert any(s.substeps and s.substeps[-1].after.head == "and" for s in steps)


def test_substeps_survive_a_proof_file():
    result = solve("expand (x + 2)*(x + 3)")
    filled = fill(result.derivation, BOOK)
    assert derivation_from_json(derivation_to_json(filled)) == filled


def test_a_spoiled_substep_is_refused():
    result = solve("expand (x + 2)*(x + 3)")
    filled = fill(result.derivation, BOOK)
    i, step = next((i, s) for i, s in enumerate(filled.steps) if s.substeps)
    wrong = replace(step.substeps[0], after=parse("x^2 + 7"))
    steps = list(filled.steps)
    steps[i] = replace(step, substeps=(wrong, *step.substeps[1:]))
    with pytest.raises(CheckError):
        check(result.problem, replace(filled, steps=tuple(steps)), BOOK)


def test_steps_by_a_rule_and_leaps_stay_as_they_are():
    result = solve("solve x^2 - 4 < 0 for x")
    for step in fill(result.derivation, BOOK).steps:
        if step.kind == "rule" or step.rule == "sign-chart":
            assert step.substeps == ()
