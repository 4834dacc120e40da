"""The kinds of mistakes, with an example of each."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "lost root": "(x - 2)*(x + 5) = 0, then x = 2",
    "lost negative root": "x^2 = 9, then x = 3",
    "one case of an absolute value": "abs(x - 1) = 4, then x - 1 = 4",
    "divided by what may be 0": "x^2 = 5*x, then x = 5",
    "lost condition": "sqrt(x + 2) = x, then x + 2 = x^2, without x >= 0",
    "extraneous root kept": "(x = -1 or x = 2) and x >= 0, then x = -1 or x = 2",
    "forgot to flip": "-2*x < 6, then x < -3",
    "multiplied by what may be negative": "1/x < 2, then 1 < 2*x",
    "inequality solved like another": "x^2 < 9, then x < 3",
    "wrong intervals": "(x - 3)*(x + 3) < 0, then x < -3 or x > 3",
    "sign over a bracket": "-(x - 3), then -x - 3",
    "distributed to the first term only": "4*(x + 3), then 4*x + 3",
    "not every term multiplied": "x/2 + 3 = 5, then x + 3 = 10",
    "moved over without changing sign": "2*x + 8 = 4, then 2*x = 12",
    "done on one side only": "3*x = 12, then x = 12",
    "wrong inverse operation": "3*x = 12, then x = 9",
    "zero product without a zero": "(x - 1)*(x - 2) = 6, then x - 1 = 6 or x - 2 = 6",
    "wrong order of operations": "8 - 2*(x + 1), then 6*(x + 1)",
    "unlike terms added": "3*x + 4, then 7*x",
    "cancelled a term of a sum": "(x + 6)/x, then 6",
    "fractions added straight across": "1/2 + 1/3, then 2/5",
    "fractions multiplied wrongly": "3*(x/4), then 3*x/12",
    "square of a sum without the middle term": "(x + 3)^2, then x^2 + 9",
    "exponents multiplied in a product": "x^2*x^3, then x^6",
    "power laws mixed up": "(x^2)^3, then x^5",
    "root of a sum taken term by term": "sqrt(x^2 + 9), then x + 3",
    "logarithm of a sum": "ln(x) + ln(3), then ln(x + 3)",
    "function taken term by term": "sin(2*x), then 2*sin(x)",
    "identity with a wrong sign": "sin(x)^2, then 1 + cos(x)^2",
    "wrong signs in the factors": "x^2 - x - 6, then (x + 3)*(x - 2)",
    "quadratic formula misremembered": "x^2 - 5*x + 1 = 0, then x = (-5 - sqrt(21))/2 or x = (-5 + sqrt(21))/2",
    "sign slip": "4*(5*x - 5), then 20*x + 20",
    "arithmetic slip": "7*x = 56, then x = 9",
}

# Mistakes after which solutions are missing, and those after which there are some that are none.
LOSING = frozenset({"lost root", "lost negative root", "one case of an absolute value", "divided by what may be 0"})
GAINING = frozenset({"lost condition", "extraneous root kept"})
# Mistakes that nearly every step has room for.
ANYWHERE = frozenset(
    {"arithmetic slip", "sign slip", "unlike terms added", "done on one side only", "wrong inverse operation"}
)
