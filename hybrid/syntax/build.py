"""From the rules of the grammar to terms: one method a rule, called by the parser as it reduces.

`a ± b` becomes a call of a name no one can type; `two_signs` afterwards makes every equation that has one
into the two equations.

`not` has no term. It flips a relation only between expressions that are defined everywhere: an atom is
false where it is undefined, so `not 1/x = 2` is true at 0 and `1/x != 2` is not.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any

from hybrid.angle import multiple_of_pi
from hybrid.syntax.errors import Refusal
from hybrid.syntax.gather import Gathered, finished, finishing, gathered
from hybrid.syntax.tokens import Token
from hybrid.term import (
    CONNECTIVES,
    FALSE,
    MAX_INDEX,
    ONE,
    PI,
    RELATIONS,
    TRUE,
    ZERO,
    E,
    Term,
    add,
    bottom_up,
    conj,
    disj,
    div,
    eq,
    is_formula,
    make,
    mul,
    neg,
    num,
    power,
    rational,
    root,
    sub,
)
from hybrid.whole_part import floored, raised

FORMULAS = RELATIONS | CONNECTIVES | {"true", "false", "defined"}
_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
_SIGN = "plusMinus__"
_TEN = num(10)
_HUNDRED = num(100)
_Children = list[Any]


def _expression(t: Any, offset: int = 0) -> Any:
    if t.head in FORMULAS:
        raise Refusal("a formula stands where a number is needed", offset, ("an expression",), "2*(x + 1) = 6")
    return t


def _formula(t: Any, token: Token) -> Any:
    if t.head not in FORMULAS:
        raise Refusal(
            f"{token.value!r} joins formulas, and an expression stands beside it",
            token.offset,
            ("a formula",),
            "x = 2 or x = 3",
        )
    return t


_GATHERING = frozenset({"plus", "minus", "times", "juxtaposed", "both", "either", "further"})


class Callbacks:
    """What the parser calls: the methods of a builder. Rules of imported grammars come with a prefix, which is dropped.

    Children are finished terms, except in the methods that gather (see gather.py).
    """

    def __init__(self, builder: Builder) -> None:
        self.builder = builder

    def __getattr__(self, name: str) -> Any:
        name = name.rsplit("__", 1)[-1]
        method = getattr(self.builder, name)
        return method if name.isupper() or name in _GATHERING else finishing(method)


class Builder:
    """The methods of expression.lark."""

    def NUMBER(self, token: Token) -> Term:
        return token.value  # type: ignore[no-any-return]

    LETTER = CONST = TRUTH = NUMBER

    def start(self, c: _Children) -> Term:
        return c[0]  # type: ignore[no-any-return]

    # -- formulas ----------------------------------------------------------------------------

    def implies(self, c: _Children) -> Term:
        return make("implies", (_formula(c[0], c[1]), _formula(c[2], c[1])))

    def both(self, c: _Children) -> Gathered | Term:
        return gathered("and", _formula(c[0], c[1]), _formula(finished(c[2]), c[1]))

    def either(self, c: _Children) -> Gathered | Term:
        return gathered("or", _formula(c[0], c[1]), _formula(finished(c[2]), c[1]))

    def negation(self, c: _Children) -> Term:
        return negated(_formula(c[1], c[0]), c[0].offset)

    def relation(self, c: _Children) -> Term:
        sign = c[1]
        if sign.value == "congruent":
            raise Refusal("a congruence says its modulus", sign.offset, ("(mod m)",), "x ≡ 3 (mod 7)")
        return make(sign.value, (_expression(c[0], sign.offset), _expression(c[2], sign.offset)))

    def pair(self, c: _Children) -> Term:
        return conj(self.relation(c[:3]), self.relation(c[2:]))

    def further(self, c: _Children) -> Gathered:
        last = c[0].parts[-1] if type(c[0]) is Gathered else c[0].args[-1]
        return gathered("and", c[0], self.relation([last.args[1], c[1], finished(c[2])]))

    def congruence(self, c: _Children) -> Term:
        left, sign, right, word, modulus = c[:5]
        if sign.value not in ("eq", "congruent", "ne"):
            raise Refusal("numbers are congruent or not: = or !=", sign.offset, ("=",), "x = 3 (mod 7)")
        left, right, modulus = (_expression(t, word.offset) for t in (left, right, modulus))
        r, m = rational(right), rational(modulus)
        if not (r is not None and m is not None and 0 <= r < m):
            left, right = sub(left, right), ZERO
        return make("ne" if sign.value == "ne" else "eq", (make("mod", (left, modulus)), right))

    def divides(self, c: _Children) -> Term:
        a, b = (_expression(t, c[1].offset) for t in (c[0], c[2]))
        if c[1].value != "divides":
            a, b = b, a
        return eq(make("mod", (b, a)), ZERO)

    def parity(self, c: _Children) -> Term:
        remainder = make("mod", (_expression(c[0], c[1].offset), num(2)))
        return eq(remainder, ZERO if c[1].value == "is even" else ONE)

    # -- expressions -------------------------------------------------------------------------

    def modulo(self, c: _Children) -> Term:
        return make("mod", (_expression(c[0], c[1].offset), _expression(c[2], c[1].offset)))

    def two_readings(self, c: _Children) -> Term:
        raise Refusal("a sum before mod has two readings: put brackets", c[3].offset, (), "(n - 1) mod 3")

    def plus(self, c: _Children) -> Gathered:
        a, b = c[0], finished(c[2])
        if a.head in FORMULAS or b.head in FORMULAS:
            raise _misplaced(c[1])
        return gathered("add", a, b)

    def minus(self, c: _Children) -> Gathered | Term:
        a, b = c[0], finished(c[2])
        if a.head in FORMULAS or b.head in FORMULAS:
            raise _misplaced(c[1])
        return gathered("add", a, neg(b))

    def plus_minus(self, c: _Children) -> Term:
        return add(_expression(c[0], c[1].offset), self.signs(c[1:]))

    def signs(self, c: _Children) -> Term:
        return make("call", (_expression(c[1], c[0].offset),), _SIGN)

    def negative(self, c: _Children) -> Term:
        return neg(_expression(c[1], c[0].offset))

    def positive(self, c: _Children) -> Term:
        return _expression(c[1], c[0].offset)  # type: ignore[no-any-return]

    def times(self, c: _Children) -> Gathered:
        a, b = c[0], finished(c[2])
        if a.head in FORMULAS or b.head in FORMULAS:
            raise _misplaced(c[1])
        return gathered("mul", a, b)

    def over(self, c: _Children) -> Term:
        return div(_expression(c[0], c[1].offset), _expression(c[2], c[1].offset))

    def open_over(self, c: _Children) -> Term:
        last = c[0].args[-1] if c[0].head == "mul" else c[0]
        if not last.free:
            raise Refusal(
                "a function of a number without brackets, then /: this has two readings",
                c[1].offset,
                (),
                "sin(pi/6)",
            )
        return self.over(c)

    def juxtaposed(self, c: _Children) -> Gathered:
        return gathered("mul", _expression(c[0]), _expression(finished(c[1])))

    def raised(self, c: _Children) -> Term:
        return power(_expression(c[0], c[1].offset), _expression(c[2], c[1].offset))

    def factorial(self, c: _Children) -> Term:
        return make("fact", (_expression(c[0], c[1].offset),))

    def percent(self, c: _Children) -> Term:
        return div(_expression(c[0], c[1].offset), _HUNDRED)

    def degrees(self, c: _Children) -> Term:
        """Radians: 30 degrees are pi/6, x degrees x*pi/180."""
        t = _expression(c[0], c[1].offset)
        n = rational(t)
        return div(mul(t, PI), num(180)) if n is None else multiple_of_pi(Fraction(n) / 180)

    def bracketed(self, c: _Children) -> Term:
        return c[1]  # type: ignore[no-any-return]

    def absolute(self, c: _Children) -> Term:
        return make("abs", (_expression(c[1], c[0].offset),))

    def radical(self, c: _Children) -> Term:
        return root(_expression(c[1], c[0].offset), 3 if c[0].value == "∛" else 2)

    # -- functions ---------------------------------------------------------------------------

    def first(self, c: _Children) -> list[Term]:
        return [c[0]]

    def another(self, c: _Children) -> list[Term]:
        return [*c[0], c[2]]

    def applied(self, c: _Children) -> Term:
        return apply(c[0], c[2])

    def applied_bars(self, c: _Children) -> Term:
        return apply(c[0], [c[1]])

    def bare_applied(self, c: _Children) -> Term:
        return apply(c[0], [c[1]])

    def applied_power(self, c: _Children) -> Term:
        return self._power(c[0], c[2], c[4])

    def bare_power(self, c: _Children) -> Term:
        return self._power(c[0], c[2], [c[3]])

    def _power(self, function: Token, exponent: Term, args: list[Term]) -> Term:
        if not isinstance(exponent.value, int) or exponent.value < 1:
            raise Refusal(f"{function.value}^n x is for whole n > 0", function.offset, (), "sin(x)^2")
        return power(apply(function, args), exponent)


def _misplaced(token: Token) -> Refusal:
    return Refusal("a formula stands where a number is needed", token.offset, ("an expression",), "2*(x + 1) = 6")


# -- functions by name ---------------------------------------------------------------------------

_UNARY: dict[str, Callable[[Term], Term]] = {
    "sqrt": root,
    "cbrt": lambda u: root(u, 3),
    "abs": lambda u: make("abs", (u,)),
    "floor": floored,
    "ceil": raised,
    "ceiling": raised,
    "sin": lambda u: make("sin", (u,)),
    "cos": lambda u: make("cos", (u,)),
    "tan": lambda u: make("tan", (u,)),
    "ln": lambda u: make("log", (u, E)),
    "exp": lambda u: power(E, u),
    "log2": lambda u: make("log", (u, num(2))),
    "log10": lambda u: make("log", (u, _TEN)),
    "defined": lambda u: make("defined", (u,)),
}
_MANY = frozenset({"gcd", "lcm"})


def apply(function: Token, args: list[Term]) -> Term:
    """The function the token names of the arguments. Raises Refusal when their number does not fit."""
    name, offset = function.value, function.offset
    for a in args:
        _expression(a, offset)
    if isinstance(name, tuple):  # log_b
        if len(args) != 1:
            raise Refusal("log_b takes one argument", offset, (), "log(x, b)")
        return make("log", (args[0], name[1]))
    if name in _UNARY:
        if len(args) != 1:
            raise Refusal(f"{name} takes one argument, not {len(args)}", offset, (), f"{name}(x)")
        return _UNARY[name](args[0])
    if name in _MANY:
        if len(args) < 2:
            raise Refusal(f"{name} takes at least two arguments", offset, (), f"{name}(12, 18)")
        return reduce(lambda a, b: make(name, (a, b)), args)
    if name == "mod":
        if len(args) != 2:
            raise Refusal(f"mod takes two arguments, not {len(args)}", offset, (), "mod(17, 5)")
        return make("mod", args)
    if name in ("log", "root", "nthRoot"):
        if len(args) > 2 or name == "root" and len(args) == 1:
            count = "two" if name == "root" else "one or two"
            raise Refusal(f"{name} takes {count} arguments", offset, (), f"{name}(x, 3)")
        if name == "log":
            return make("log", (args[0], args[1] if len(args) == 2 else _TEN))
        n = args[1].value if len(args) == 2 else 2
        if not isinstance(n, int) or not 2 <= n <= MAX_INDEX:
            says = f"the index of a root is a whole number of at least 2 and at most {MAX_INDEX}"
            raise Refusal(says, offset, (), "root(x, 3)")
        return root(args[0], n)
    return make("call", args, name)


# -- not, and two signs --------------------------------------------------------------------------


def total(t: Term) -> bool:
    """Whether t is surely defined at every point (no attempt to be complete)."""
    if not all(total(a) for a in t.args):
        return False
    if t.head in ("num", "sym", "const", "add", "mul", "neg", "abs", "sin", "cos"):
        return True
    if t.head in ("div", "mod"):
        return (rational(t.args[1]) or 0) != 0
    if t.head == "pow":
        base, exponent = t.args
        if isinstance(exponent.value, int) and exponent.value > 0:
            return True
        return base.head == "const" or (rational(base) or 0) > 0
    if t.head == "root":
        return t.args[1].value % 2 == 1 or (rational(t.args[0]) or 0) > 0
    return False


def negated(t: Term, offset: int = 0) -> Term:
    """The formula true exactly where t is not. Raises Refusal when relations cannot say it."""
    if t.head in ("true", "false"):
        return FALSE if t is TRUE else TRUE
    if t.head in ("and", "or"):
        return make("or" if t.head == "and" else "and", [negated(a, offset) for a in t.args])
    if t.head == "implies":
        return conj(t.args[0], negated(t.args[1], offset))
    if t.head in _OPPOSITE and all(total(a) for a in t.args):
        return make(_OPPOSITE[t.head], t.args)
    raise Refusal(
        "`not` of something that may be undefined is no relation: say with != < > what is meant, and where",
        offset,
        (),
        "x != 0 and 1/x != 2",
    )


def two_signs(t: Term, offset: int) -> Term:
    """Every equation with ± as the `or` of its two readings. Raises Refusal for ± anywhere else."""
    if t.head == "eq":
        signs = [s for s in _subterms(t) if s.head == "call" and s.value == _SIGN]
        if not signs:
            return t
        if len(signs) > 1:
            raise Refusal("more than one ± in an equation: write the cases", offset, (), "x = 1 or x = -1")
        return disj(_signed(t, lambda u: u), _signed(t, neg))
    if t.head in ("and", "or", "implies"):
        return make(t.head, [two_signs(a, offset) for a in t.args])
    if any(s.head == "call" and s.value == _SIGN for s in _subterms(t)):
        raise Refusal("± stands only in an equation", offset, (), "x = 2 +- 3")
    return t


def _subterms(t: Term) -> list[Term]:
    found, stack = [], [t]
    while stack:
        s = stack.pop()
        found.append(s)
        stack.extend(s.args)
    return found


def _signed(t: Term, sign: Callable[[Term], Term]) -> Term:
    return bottom_up(t, lambda s: sign(s.args[0]) if s.head == "call" and s.value == _SIGN else s)


__all__ = ["FORMULAS", "Builder", "apply", "is_formula", "negated", "total", "two_signs"]
