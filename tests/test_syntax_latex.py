"""LaTeX as textbooks and answer keys write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import parse_latex, to_latex
from hybrid.syntax.parse import parse
from hybrid.term import Term, TermError, subterms
from hybrid.testing import formulas, terms


def calls(t: Term) -> set[str]:
    return {s.value for _, s in subterms(t) if s.head == "call"}


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{1}{2}x + 3 = 7", "1/2 x + 3 = 7"),
        (r"\dfrac{x+1}{x-2}", "(x + 1)/(x - 2)"),
        (r"\frac12 x", "1/2 x"),
        (r"\frac1{x}", "1/x"),
        (r"\frac\pi2", "pi/2"),
        (r"x^\frac12", "x^(1/2)"),
        (r"$x^{2} - 5x + 6 \leq 0$", "x^2 - 5x + 6 <= 0"),
        (r"\(x \ne 2\)", "x != 2"),
        (r"\[x \geqslant 2\]", "x >= 2"),
        (r"$$x \lt 2$$", "x < 2"),
        (r"\sqrt{x}\cdot\sqrt[3]{x+1}", "sqrt(x)*cbrt(x + 1)"),
        (r"\sqrt2 \times 3", "sqrt(2)*3"),
        (r"6 \div 2", "6/2"),
        (r"\left(x+1\right)\left(x-1\right)", "(x+1)(x-1)"),
        (r"\left|x-2\right| < 3", "abs(x - 2) < 3"),
        (r"\lvert x \rvert + |y|", "abs(x) + abs(y)"),
        (r"||x|-1|", "abs(abs(x) - 1)"),
        (r"x = \pm 3", "x = 3 or x = -3"),
        (r"\ln x + \log x", "ln(x) + log(x)"),
        (r"\log_{2}(x+1) = \log_2 8", "log(x+1, 2) = log(8, 2)"),
        (r"\log_b 8", "log(8, b)"),
        (r"\sin^2 x + \cos^{2} x = 1", "sin(x)^2 + cos(x)^2 = 1"),
        (r"\sin 2x \cos x", "sin(2x)*cos(x)"),
        (r"x = 1 \text{ or } x = 2", "x = 1 or x = 2"),
        (r"x > 1 \land y > 1 \Rightarrow xy > 1", "x > 1 and y > 1 => x*y > 1"),
        (r"x = 1 \lor x = 2", "x = 1 or x = 2"),
        (r"2 \, x \; y \quad", "2*x*y"),
        (r"\begin{cases} x + y = 5 \\ x - y = 1 \end{cases}", "x + y = 5, x - y = 1"),
        (r"\begin{cases} x + y = 5, \\ x - y = 1, \end{cases}", "x + y = 5, x - y = 1"),
        (r"\begin{aligned} x &= 1 \\ y &= 2 \\ \end{aligned}", "x = 1, y = 2"),
        (r"\left\{\begin{array}{l} x = 1 \\[2pt] y = 2 \end{array}\right.", "x = 1, y = 2"),
        (r"x_1 + x_{12} + \alpha_{n}", "x_1 + x_12 + alpha_n"),
        (r"50\% x", "50/100 x"),
        (r"0.25x", "0.25x"),
        (r"e^{2x} = \exp(y)", "e^(2x) = e^y"),
        (r"\mathrm{apples} = 3", '"apples" = 3'),
        (r"\varphi + \theta", "phi + theta"),
        (r"n!", "n!"),
        (r"x^{y^z}", "x^y^z"),
        (r"{x}^{-1}", "x^(-1)"),
    ],
)
def test_latex_means_what_the_text_means(latex: str, text: str) -> None:
    assert parse_latex(latex) is parse(text)


@pytest.mark.parametrize(
    ("latex", "says"),
    [
        (r"2\frac{1}{2}", "mixed number"),
        (r"x^23", "one digit"),
        (r"\frac{1}{2", "never closed"),
        (r"\frak{1}{2}", "frac"),
        (r"\begin{matrix} 1 \end{matrix}", "matrix"),
        (r"\begin{cases} x = 1 \end{cases} )", "closes nothing"),
        (r"\begin{cases} (x = 1 \end{cases}", "closed by"),
        (r"\left( x \right]", "closed by"),
        (r"\arcsin x", "arcsin"),
        (r"x_{n+1}", "subscript"),
        (r"$$", "nothing to read"),
        (r"\frac{x}", "end"),
        (r"\operatorname{foo}(x)", "unknown function"),
        ("x = \\", "not"),
    ],
)
def test_refused_with_a_reason(latex: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        parse_latex(latex)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("2x + 3 = 7", "2 x + 3 = 7"),
        ("(x + 1)/(x - 2)", r"\frac{x + 1}{x - 2}"),
        ("-1/2 x", r"-\frac{1}{2} x"),
        ("sqrt(x) + cbrt(x)", r"\sqrt{x} + \sqrt[3]{x}"),
        ("2^(x + 1)", "2^{x + 1}"),
        ("(a/b)^2", r"\left(\frac{a}{b}\right)^{2}"),
        ("abs(x) <= 3", r"\left|x\right| \le 3"),
        ("2*3", r"2 \cdot 3"),
        ("x = 1 or x = 2", r"x = 1 \text{ or } x = 2"),
        ("log(x, 2)", r"\log_{2}\left(x\right)"),
        ("x_1 + theta", r"x_{1} + \theta"),
    ],
)
def test_latex_out(text: str, latex: str) -> None:
    assert to_latex(parse(text)) == latex


@settings(max_examples=400, deadline=None)
@given(terms())
def test_every_expression_comes_back(t: Term) -> None:
    assert parse_latex(to_latex(t), functions=calls(t)) is t


@settings(max_examples=300, deadline=None)
@given(formulas())
def test_every_formula_comes_back(t: Term) -> None:
    assert parse_latex(to_latex(t), functions=calls(t)) is t


def test_a_mark_is_red() -> None:
    assert to_latex(parse("2x + 3"), (0, 1)) == r"2 {\color{red}{x}} + 3"
    with pytest.raises(TermError):
        to_latex(parse("x"), (1,))


@pytest.mark.parametrize("word", ["İ", "𝜋apples", "ʰ", "oʳ"])
def test_a_word_of_another_alphabet_is_refused(word: str) -> None:
    with pytest.raises(InputError, match="no word of the language"):
        parse_latex(f"x = 1 \\text{{{word}}} y = 2")
