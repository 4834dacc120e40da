"""Reading text: what each way of writing means, and what is refused with which words."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lark.exceptions import UnexpectedToken

from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import parse_latex
from hybrid.syntax.parse import grammar, parse, parse_expression, parse_formula
from hybrid.syntax.scan import scan
from hybrid.syntax.statement import parse_problem
from hybrid.syntax.table import NoAction, Table
from hybrid.syntax.text import to_text
from hybrid.term import E, add, div, make, mul, neg, num, power, sym

x, y, v = sym("x"), sym("y"), sym("v")


@pytest.mark.parametrize("text", ["1 - 2*x^3/y = |x + 1|, not x > 2", "a < b <= c or sin x = 1 => x = 0", "2 +"])
def test_our_loop_over_a_table_gives_what_that_of_lark_gives(text: str) -> None:
    tokens, lark = scan(text), grammar("expression")
    try:
        expected = lark.parse(tokens)
    except UnexpectedToken:
        with pytest.raises(NoAction):
            Table(lark).value(tokens)
    else:
        assert Table(lark).value(tokens) is expected


def test_the_terms_themselves() -> None:
    assert parse("-x^2") is neg(power(x, num(2)))
    assert parse("-9/4v") is neg(mul(div(num(9), num(4)), v))
    assert parse("2x/4/3") is div(div(mul(num(2), x), num(4)), num(3))
    assert parse("a - b - 3") is add(sym("a"), neg(sym("b")), num(-3))
    assert parse("ln(x)") is make("log", (x, E))


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # juxtaposition has the precedence of * and /, from left to right
        ("1/2 x", "(1/2)*x"),
        ("2(x+1)(x-1)", "2*(x + 1)*(x - 1)"),
        ("x y", "x*y"),
        ("xy^2", "x*(y^2)"),
        ("2xe", "2*x*e"),
        ("1/ab", "(1/a)*b"),
        ("xy(x+y)", "x*y*(x + y)"),
        ("abc(x+1)", "a*b*c*(x + 1)"),
        ("x_{1}y + x_{ab}", "x_1*y + x_ab"),
        ("x1 + x_1 + clips_april", "clips_april + x1 + x_1"),
        ("αβ + μ", "alpha*beta + mu"),
        # signs and powers
        ("2^-3", "2^(-3)"),
        ("2^-x^2", "2^(-(x^2))"),
        ("2**3^2", "2^(3^2)"),
        ("2*-3x", "2*(-3)*x"),
        ("-3^2", "-(3^2)"),
        ("a - -b", "a - (-b)"),
        ("+x", "x"),
        # bars
        ("2|x-1|", "2*abs(x - 1)"),
        ("||x|-1|", "abs(abs(x) - 1)"),
        ("|2|x| - 3|", "abs(2*abs(x) - 3)"),
        ("|x| - 2|y|", "abs(x) - 2*abs(y)"),
        ("|x||y|", "abs(x)*abs(y)"),
        ("2|-3|", "2*abs(-3)"),
        ("|x|^2 = |x^2|, |y| < 3", "abs(x)^2 = abs(x^2) and abs(y) < 3"),
        ("|(|x| + 1)y|", "abs((abs(x) + 1)*y)"),
        # functions
        ("sin x + cos(x)", "sin(x) + cos(x)"),
        ("sin^2 x", "sin(x)^2"),
        ("sin^2(x) cos 2x", "sin(x)^2*cos(2*x)"),
        ("sin²x", "sin(x)^2"),
        ("ln x^2", "ln(x^2)"),
        ("sin(x)^2", "(sin(x))^2"),
        ("sin x/cos x", "sin(x)/cos(x)"),
        ("log(100) + log(8, 2) + log_2 8 + log2(8)", "log(100, 10) + log(8, 2) + log(8, 2) + log(8, 2)"),
        ("exp(x)", "e^x"),
        ("nthRoot(x) + nthRoot(x, 3) + root(x, 4) + cbrt(x)", "sqrt(x) + cbrt(x) + root(x, 4) + root(x, 3)"),
        ("√2 + √(x+1) + ∛x", "sqrt(2) + sqrt(x + 1) + cbrt(x)"),
        ("ln|x|", "ln(abs(x))"),
        # numbers and postfix signs
        ("30% x", "30/100*x"),
        ("30% of x", "30/100*x"),
        ("2/3 of (x + 1) - 4", "2/3*(x + 1) - 4"),
        ("x - 20% of 50", "x - 20/100*50"),
        ("10/(20% of 50)", "10/(20/100*50)"),
        ("of + o*f", "o*f + o*f"),
        ("n! + (n+1)!", "n! + (n + 1)!"),
        ("x^n!", "x^(n!)"),
        ("½x² + .5", "(1/2)*x^2 + 0.5"),
        ("x⁻¹²", "x^(-12)"),
        ("0.50", "0.5"),
        # formulas
        ("1 < 2x+1 <= 5", "1 < 2*x + 1 and 2*x + 1 <= 5"),
        ("a < b < c < d", "a < b and b < c and c < d"),
        ("x = 1 or x = 2 and y = 3", "x = 1 or (x = 2 and y = 3)"),
        ("x = 1, y = 2 or y = 3", "x = 1 and (y = 2 or y = 3)"),
        ("x > 1, y > 1 => x*y > 1", "(x > 1 and y > 1) => x*y > 1"),
        ("x > 3 => x > 2 => x > 1", "x > 3 => (x > 2 => x > 1)"),
        ("x ≤ 2 ∧ y ≠ 3", "x <= 2 and y != 3"),
        ("x == 2 or x <> 3", "x = 2 or x != 3"),
        ("not x < 2", "x >= 2"),
        ("not (x = 2 or 2x > 3)", "x != 2 and 2*x <= 3"),
        ("x = ±3", "x = 3 or x = -3"),
        ("x = (3 +- y)/2", "x = (3 + y)/2 or x = (3 - y)/2"),
        ("x + y = 5\nx - y = 1", "x + y = 5 and x - y = 1"),
        ("(x +\n1)\n= 2", "x + 1 = 2"),
        ("[x + {y - 1}]*2", "(x + (y - 1))*2"),
        ("9^9^9^9", "9^(9^(9^9))"),
        ("(x+1)^100000", "(x + 1)^100000"),
    ],
)
def test_two_ways_to_write_the_same(text: str, means: str) -> None:
    assert parse(text).key == parse(means).key
    assert parse(to_text(parse(text))) is parse(text)


def test_functions_of_the_problem() -> None:
    assert parse("2f(x)", functions={"f"}) is mul(num(2), make("call", (x,), "f"))
    assert parse("xf(2) + f", functions={"f"}) is add(mul(x, make("call", (num(2),), "f")), sym("f"))
    assert parse("f(2)") is mul(sym("f"), num(2))


@pytest.mark.parametrize(
    ("text", "says", "column"),
    [
        ("", "nothing to read", 1),
        ("  \n ", "nothing to read", 1),
        ("2x + ", "missing at the end", 5),
        ("2 * / 3", "'/' does not fit here", 5),
        ("(x + 1", "'(' opened at character 1 is never closed", 1),
        ("x + 1)", "')' closes nothing", 6),
        ("(x + 1]", "closed by ']'", 7),
        ("foo(x)", "unknown function 'foo'", 1),
        ("sqr(x)", "did you mean sqrt", 1),
        ("arctan(x)", "not known here", 1),
        ("Sin(x)", "small letters", 1),
        ("2 1/2", "mixed number", 3),
        ("2½", "number right after", 2),
        ("x 2", "number right after", 3),
        ("30% 5", "number right after", 5),
        ("10/20% of 50", "two readings", 8),
        ("x^1/2 of 50", "two readings", 7),
        ("1/2/3 of 6", "two readings", 7),
        ("1e5", "exponent e", 2),
        ("sin2x", "brackets or a space", 1),
        ("sqrt2", "brackets or a space", 1),
        ("sin x (x + 1)", "'(' does not fit here", 7),
        ("sin pi/4", "two readings", 7),
        ("sin^-1 x", "does not fit", 5),
        ("n!!", "two readings", 3),
        ("x = 2 and", "missing at the end", 10),
        ("x and y", "joins formulas", 3),
        ("2 + (x = 3)", "a number is needed", 3),
        ("x = 1,000", "joins formulas", 6),
        ("not 1/x = 2", "may be undefined", 1),
        ("not sqrt(x) > 2", "may be undefined", 1),
        ("x > ±3", "only in an equation", 5),
        ("±3", "only in an equation", 1),
        ("x = ±1 ± y", "more than one", 5),
        ("NaN + 1", "not a number", 1),
        ("inf", "not a number", 1),
        ("x < ∞", "not a number", 5),
        ("x <=> y", "directions", 3),
        ("x ? y", "'?' is not mathematics", 3),
        ("x\x00", "U+0000", 2),
        ("|x", "do not pair up", 1),
        ("||", "do not pair up", 1),
        ("root(x, 1)", "at least 2", 1),
        ("sqrt(x, y)", "one argument", 1),
        ("x = 5\n- y = 1", "begins with a sign", 1),
        ("5.", "'.'", 2),
        ('"2x"', "name of one letter", 1),
        ("x_{n+1}", "subscript", 3),
        ("0,5 + 1", "joins formulas", 2),
    ],
)
def test_refused(text: str, says: str, column: int) -> None:
    with pytest.raises(InputError) as error:
        parse(text)
    assert says in error.value.message
    assert error.value.column == column
    assert isinstance(error.value.expected, tuple)
    assert works(error.value.example)


def works(example: str) -> bool:
    """Whether the example of an error is input that can be read."""
    for read in (parse, parse_latex, parse_problem):
        try:
            read(example)
            return True
        except InputError:
            pass
    return False


def test_an_error_shows_the_line_a_caret_and_an_example() -> None:
    with pytest.raises(InputError) as error:
        parse("x + 1 = 3,\n2 * * y = 4")
    assert (error.value.line, error.value.column) == (2, 5)
    shown = str(error.value).splitlines()
    assert shown[0].startswith("line 2, column 5: ")
    assert shown[1] == "  2 * * y = 4"
    assert shown[2] == "      ^"
    assert shown[3].startswith("expected: a number, a letter")
    assert shown[4].startswith("for example: ")


def test_errors_cross_processes() -> None:
    with pytest.raises(InputError) as error:
        parse("2 +")
    copy = pickle.loads(pickle.dumps(error.value))
    assert str(copy) == str(error.value) and copy.column == error.value.column


def test_expression_or_formula() -> None:
    assert parse_expression("x + 1") is add(x, num(1))
    with pytest.raises(InputError):
        parse_expression("x = 1")
    with pytest.raises(InputError):
        parse_formula("x + 1")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 5_000 + ")" * 5_000,
        "(" * 4_000 + "x" + ")" * 4_000,
        "-" * 10_000,
        "-" * 9_000 + "x",
        "x^" * 4_000 + "x",
        "sin(" * 2_000 + "x" + ")" * 2_000,
        "|" * 10_000,
        "|x" * 5_000,
        "not " * 2_000 + "x = 1/x",
        "9" * 1_001,
        "x" * 1_000_000,
        "1" * 1_000_000,
        "\\frac{" * 1_000,
        "\\left|" * 1_000,
        "x!" * 4_000 + "!",
        "²" * 5_000,
        '"' * 9_999,
        "\\text{" + " " * 9_900,
        "\\mathrm{" + "a" * 5_000 + "}",
        "x = 2 given " + ",f(a" * 2_000,
        "|x| - " * 1_500,
    ],
)
def test_monsters_are_refused_without_a_traceback(text: str) -> None:
    for read in (parse, parse_latex, parse_problem):
        with pytest.raises(InputError):
            read(text)


def test_long_but_honest_input_is_read() -> None:
    assert len(parse("+".join(["x^2"] * 2_000)).args) == 2_000
    assert parse("*".join(["x"] * 4_000)).size == 4_001
    assert parse("(" * 150 + "x" + ")" * 150) is x
    assert parse("9" * 1_000).value == 10**1000 - 1


READERS = [parse, parse_latex, parse_problem]
PIECES = (
    "x y 2 0.5 + - * / ^ ( ) [ ] { } | |- = != <= < > , ; and or not => ± ! % sin log sqrt( root( e pi true f(x)"
    " solve prove given where for over integer natural \\frac \\sqrt \\left( \\right) \\left| \\right| \\log_ _1"
    ' \\begin{cases} \\end{cases} \\\\ & $ \\text{or} \\pm ² √ ∈ " \n . is in R'
).split(" ")


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(READERS), st.binary(max_size=40))
@example(parse, b"\xff\xfe")
def test_every_byte_string_parses_or_is_refused(read, data: bytes) -> None:  # type: ignore[no-untyped-def]
    try:
        read(data)
    except InputError as error:
        assert str(error)


@settings(max_examples=800, deadline=None)
@given(st.sampled_from(READERS), st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_every_soup_of_tokens_parses_or_is_refused(read, pieces, glue) -> None:  # type: ignore[no-untyped-def]
    text = glue.join(pieces)
    try:
        term = read(text)
    except InputError as error:
        assert str(error) and 1 <= error.line and 1 <= error.column <= len(text) + 1
        return
    if read is parse:
        assert parse(to_text(term)) is term


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_at_all(text: str) -> None:
    for read in READERS:
        try:
            read(text)
        except InputError as error:
            assert str(error)
