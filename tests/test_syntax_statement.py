"""Statements: what is asked, for which letters, given what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from hybrid.problem import Definition, problem_from_json, problem_to_json
from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import to_latex
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term, sym
from hybrid.testing import formulas


@pytest.mark.parametrize(
    ("text", "goal", "term"),
    [
        ("solve x^2 - 5x = -6 for x", "solve", "x^2 - 5*x = -6"),
        ("Solve: 2x + 3 = 7.", "solve", "2*x + 3 = 7"),
        ("x^2 = 4", "solve", "x^2 = 4"),
        ("(x^2-4)/(x-2)", "simplify", "(x^2 - 4)/(x - 2)"),
        ("prove (a+b)^2 = a^2 + 2a*b + b^2", "prove", "(a + b)^2 = a^2 + 2*a*b + b^2"),
        ("prove x > y, y > z |- x > z", "prove", "x > y and y > z => x > z"),
        ("prove x > z given x > y, y > z", "prove", "x > y and y > z => x > z"),
        ("prove x > z assuming x > y and y > z", "prove", "x > y and y > z => x > z"),
        ("prove if x > y, y > z then x > z", "prove", "x > y and y > z => x > z"),
        ("prove that x > 1 ⊢ x > 0", "prove", "x > 1 => x > 0"),
        ("x > 1 |- x > 0", "prove", "x > 1 => x > 0"),
        ("prove x > 1,\n y > 1\n|- x*y > 1", "prove", "x > 1 and y > 1 => x*y > 1"),
        ("prove x > 1 => x > 0 given y = 1", "prove", "y = 1 and x > 1 => x > 0"),
        ("prove |-x| = |x|", "prove", "abs(-x) = abs(x)"),
        ("prove x > 1 |- |-x| > 1", "prove", "x > 1 => abs(-x) > 1"),
        ("prove x > y given x = y + 1 where y > 0", "prove", "x = y + 1 and y > 0 => x > y"),
        ("FACTOR x^3 - 8", "factor", "x^3 - 8"),
        ("factorise x^3 - 8", "factor", "x^3 - 8"),
        ("expand (x+y)^3", "expand", "(x + y)^3"),
        ("compute 2 + 3", "evaluate", "2 + 3"),
        ("find a^2+b^2 given a*b = 180, 2(a+b) = 54", "find", "a^2 + b^2"),
        (r"solve \frac{x}{2} = 3 for x", "solve", "x/2 = 3"),
        (r"\begin{cases} x + y = 5 \\ x - y = 1 \end{cases}", "solve", "x + y = 5 and x - y = 1"),
        (r"prove x > 1 \vdash x^2 \geq 1", "prove", "x > 1 => x^2 >= 1"),
        ("solve x = 1\nx + y = 3", "solve", "x = 1 and x + y = 3"),
    ],
)
def test_goal_and_term(text: str, goal: str, term: str) -> None:
    problem = parse_problem(text)
    assert (problem.goal, str(problem.term)) == (goal, term)
    assert problem.text == text.strip()
    assert problem_from_json(problem_to_json(problem)) == problem


@pytest.mark.parametrize(
    ("text", "unknowns"),
    [
        ("solve a^2 = 4", ("a",)),
        ("solve a*x = 6", ("x",)),
        ("solve a*x = 6 for a", ("a",)),
        ("solve x + y = 5, x - y = 1", ("x", "y")),
        ("solve x + y = a, x - y = b", ("x", "y")),
        ("solve p + q = 5, p - q = 1", ("p", "q")),
        ("solve a*x + b*y = 1, z = x", ("x", "y")),
        ("solve x_1 + x_2 = 3, x_1 = 2a", ("x_1", "x_2")),
        ("solve x*y = 6 for y, x", ("y", "x")),
        ("solve x*y = 6 for x and y", ("x", "y")),
        ("solve 3x + 2y = 12 where x, y natural", ("x", "y")),
        ("solve 3x + 2y = 12 over naturals", ("x", "y")),
        ("solve a*n = 12 where n integer", ("n",)),
        ("solve n*x = 12, n + x = 7 where n integer", ("x", "n")),
        ("solve a*x = 6 over reals", ("x",)),
        ("solve x + y = 5 where x - y = 1", ("x", "y")),
        ("solve y > a*x", ("x",)),
        ("solve 1 = 2", ()),
    ],
)
def test_unknowns(text: str, unknowns: tuple[str, ...]) -> None:
    assert parse_problem(text).unknowns == unknowns


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("solve |x-2| < 3 over integers", {"x": "integer"}),
        ("solve |x-2| < 3 over the natural numbers", {"x": "natural"}),
        ("solve a*x = 2 for x over rationals", {"x": "rational"}),
        ("solve x^2 = 2 over reals", {}),
        ("solve 3x + 2y = 12 where x, y natural", {"x": "natural", "y": "natural"}),
        ("prove n^2 + n >= 0 where n integer", {"n": "integer"}),
        ("prove n^2 + n >= 0 for all n integer", {"n": "integer"}),
        ("prove n^2 + n >= 0 over integers", {"n": "integer"}),
        ("prove n*x = x*n where x real and n is an integer", {"n": "integer"}),
        ("prove n > 0 where n > 1 and n integer", {"n": "integer"}),
        ("prove n*m > 0 where n, m ∈ ℕ, n > 1, m > 1", {"n": "natural", "m": "natural"}),
        ("prove a + b = b + a where a, b integer and a > b", {"a": "integer", "b": "integer"}),
        (r"prove n^2 \ge 0 where n \in \mathbb{Z}", {"n": "integer"}),
        ("solve x + n = 2 over reals where n integer", {"n": "integer"}),
    ],
)
def test_domains(text: str, domains: dict[str, str]) -> None:
    assert parse_problem(text).domains == domains


def test_conditions_of_an_equation() -> None:
    problem = parse_problem("solve x^2 = a where a > 0 and x < 0, b = 2")
    assert problem.term is parse("x^2 = a and x < 0")
    assert problem.given == (parse("a > 0"), parse("b = 2"))


def test_given_of_an_expression() -> None:
    assert parse_problem("simplify (x^2-4)/(x-2) given x > 3").given == (parse("x > 3"),)
    found = parse_problem("find a^2+b^2 given a*b = 180, 2(a+b) = 54")
    assert found.given == (parse("a*b = 180"), parse("2(a+b) = 54"))


def test_functions() -> None:
    problem = parse_problem("evaluate g(f(2)) given f(x) = x^2 + 1, g(t) = 2f(t)")
    f = Definition("f", ("x",), parse("x^2 + 1"))
    g = Definition("g", ("t",), parse("2f(t)", functions={"f"}))
    assert problem.definitions == (f, g)
    assert problem.given == ()
    assert problem.term is parse("g(f(2))", functions={"f", "g"})


def test_a_function_of_two_letters_in_latex() -> None:
    problem = parse_problem(r"evaluate f(2, 3) given f\left(x, y\right) = \frac{x}{y}")
    assert problem.definitions == (Definition("f", ("x", "y"), parse("x/y")),)


def test_a_condition_on_a_value_is_no_definition() -> None:
    problem = parse_problem("find k given f(x) = k*x, f(2) = 6")
    assert problem.given == (parse("f(2) = 6", functions={"f"}),)
    assert problem.definitions == (Definition("f", ("x",), parse("k*x")),)
    assert problem.term is sym("k")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing to read"),
        ("solve", "solve what"),
        ("slove x = 2", "did you mean solve"),
        ("differentiate x^2", "unknown keyword"),
        ("solve x = 2 for y", "y does not occur"),
        ("solve x = 2 for 3", "does not fit"),
        ("solve x^2 - 4", "simplify x^2 - 4"),
        ("prove x^2 - 4", "needs a formula"),
        ("simplify x = 2", "needs an expression"),
        ("factor x^2 - 1 for x", "belongs to solve"),
        ("solve x > 1 |- x > 0", "belong to prove"),
        ("prove x + 1 |- x > 0", "is an expression"),
        ("solve x = 2 where n integer", "does not occur"),
        ("solve x = 2 where x integer, x natural", "two domains"),
        ("solve x = 2 where x", "A condition or a domain"),
        ("solve x = 2 where x + 1 integer", "only letters have a domain"),
        ("solve x = 2 over x", "does not fit"),
        ("solve x = 2 over integers over reals", "second `over`"),
        ("evaluate f(2, 3) given f(x) = x", "takes 1 argument"),
        ("evaluate f(2) given f(x) = f(x) + 1", "defined by itself"),
        ("evaluate f(2) given f(x) = g(x), g(x) = f(x)", "defined by itself"),
        ("evaluate f(2) given f(x) = x, f(x) = 2x", "defined twice"),
        ("evaluate f(2) + f given f(x) = x", "both a function and a letter"),
        ("evaluate f(2) given f(x, x) = x", "parameter twice"),
        ("solve x = 2 given", "missing at the end"),
        (r"solve \frac{x = 2", "never closed"),
    ],
)
def test_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        parse_problem(text)
    assert says in error.value.message
    assert parse_problem(error.value.example)
    assert 1 <= error.value.column <= len(text) + 1


@settings(max_examples=200, deadline=None)
@given(formulas(functions=()))
def test_whatever_is_printed_can_be_asked(t: Term) -> None:
    assert parse_problem(f"prove {t}").term is t
    assert parse_problem(f"prove {to_latex(t)}").term is t


def test_offsets_count_the_keyword() -> None:
    with pytest.raises(InputError) as error:
        parse_problem("solve\n  2x + * 3 = 7")
    assert (error.value.line, error.value.column) == (2, 8)


def test_letters_before_a_relation_share_it():
    shared = parse_problem("simplify sqrt(a*b*c) where a, b, c >= 0, x, y != 1, x natural")
    alone = parse_problem("simplify sqrt(a*b*c) where a >= 0, b >= 0, c >= 0, x != 1, y != 1, x natural")
    assert shared.given == alone.given and shared.domains == alone.domains == {"x": "natural"}


@pytest.mark.parametrize("conditions", ["a, b = 3", "a, 2*b > 0", "a, b", "a > 0, b"])
def test_a_letter_that_nothing_is_said_of_is_refused(conditions):
    with pytest.raises(InputError, match="what about"):
        parse_problem(f"simplify a*b where {conditions}")
