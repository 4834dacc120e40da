"""Square roots of rational numbers compared without a search: a and b are equal iff they have the same sign and square.

The numbers are products, quotients and powers of rationals and of square roots of positive rationals, such as
3*sqrt(2)/2 and 3/sqrt(2). Each is kept as its sign and its square, which is rational.
"""

from __future__ import annotations

from fractions import Fraction

from hybrid.term import Term, rational

MAX_EXPONENT = 60

SignedSquare = tuple[int, Fraction]


def signed_square(t: Term) -> SignedSquare | None:
    """The sign and the square of a closed term that is such a number; None for any other, and where it is undefined.

    0 is left out, since it is divided by. The work is bounded for terms that are `moderate` (hybrid.answers.bounds).
    """
    head = t.head
    if head == "num":
        return ((1 if t.value > 0 else -1), Fraction(t.value * t.value)) if t.value else None
    if head == "neg":
        inner = signed_square(t.args[0])
        return None if inner is None else (-inner[0], inner[1])
    if head == "root":
        radicand = rational(t.args[0]) if t.args[1].value == 2 else None
        return (1, Fraction(radicand)) if radicand is not None and radicand > 0 else None
    if head == "pow":
        base, exponent = signed_square(t.args[0]), t.args[1].value
        if base is None or type(exponent) is not int or not 0 < exponent <= MAX_EXPONENT:
            return None
        return base[0] ** exponent, base[1] ** exponent
    if head not in ("mul", "div"):
        return None
    sign, square = 1, Fraction(1)
    for i, a in enumerate(t.args):
        factor = signed_square(a)
        if factor is None:
            return None
        sign *= factor[0]
        square = square / factor[1] if head == "div" and i else square * factor[1]
    return sign, square


__all__ = ["SignedSquare", "signed_square"]
