"""Terms and formulas of a case without questions of definedness: what they are at its points.

`term` gives a term that is defined at every point of the case and has the same value there, or says that
there is none (`Undefined`); `formula` gives a formula of such terms, true at the same points. The meaning of
a power u^v is read off docs/design.md, section 1:

    u > 0    e^(v*ln u)
    u = 0    0 for v > 0, undefined for v <= 0
    u < 0    |u|^v for an even integer v, -|u|^v for an odd one, undefined when v is no integer

Where the case does not tell which of these holds, `Split` asks for the case to be divided.
"""

from __future__ import annotations

from hybrid.decide.closed import exact_truth
from hybrid.decide.signs import NONNEGATIVE, NONZERO, WANTED
from hybrid.term import (
    FALSE,
    FLIPPED,
    ONE,
    RELATIONS,
    TRUE,
    ZERO,
    E,
    Term,
    conj,
    disj,
    div,
    make,
    mul,
    neg,
    num,
    power,
    rebuild,
    root,
    sub,
)
from hybrid.verify.proof_case import Case, Polar, Split, Unsupported, ln, multiplicative

ARITHMETIC = frozenset({"add", "mul", "neg", "sin", "cos"})


class Undefined(Exception):
    """The term is defined at no point of the case."""


# -- terms -----------------------------------------------------------------------------------------


def term(t: Term, case: Case) -> Term:
    """See the module. Raises Undefined, Split and Unsupported."""
    if not t.args:
        return t
    if t.head in ("fact", "call"):
        raise Unsupported(f"{t.head} in a rule")
    args = [term(a, case) for a in t.args]
    head = t.head
    if head in ARITHMETIC:
        return rebuild(t, args)
    if head == "div":
        return _quotient(args[0], args[1], case)
    if head == "abs":
        return _modulus(args[0], case)
    if head == "root":
        return _root(args[0], t.args[1].value, case)
    if head == "log":
        return _logarithm(args[0], args[1], case)
    if head == "tan":
        return _quotient(make("sin", args), make("cos", args), case)
    if head == "pow":
        return _power(args[0], args[1], case)
    raise Unsupported(f"{head} in a rule")


def _quotient(a: Term, b: Term, case: Case) -> Term:
    signs = case.sign(b)
    if signs == {0}:
        raise Undefined
    if not signs <= NONZERO and not case.nonzero(b):
        _divide(b, case, "")
        raise case.by_zero(b)
    return a if b is ONE else div(a, b)


def _modulus(u: Term, case: Case) -> Term:
    signs = case.sign(u)
    if signs <= NONNEGATIVE:
        return u
    if signs <= {-1, 0}:
        return neg(u)
    _divide(u, case, "")
    raise case.by_sign(u)


def _root(u: Term, n: int, case: Case) -> Term:
    signs = case.sign(u)
    if signs == {0}:
        return ZERO
    found = case.polar(u) if u.free else None
    if n % 2:
        if found is not None:
            return _signed((found[0], div(found[1], num(n))))
        return root(u, n)
    if signs == {-1}:
        raise Undefined
    _divide(u, case, str(n))
    if not signs <= NONNEGATIVE:
        raise case.by_order(u)
    if found is not None:
        return power(E, div(found[1], num(n)))
    return _positive_root(u, n, case) or root(u, n)


def _positive_root(u: Term, n: int, case: Case) -> Term | None:
    """An even root of a product of positive powers, factor by factor; None when there is another factor."""
    if u.head in ("mul", "div"):
        parts = [_positive_root(a, n, case) for a in u.args]
        return None if None in parts else make(u.head, [p for p in parts if p is not None])
    if not u.free:
        return root(u, n) if case.sign(u) == {1} else None
    if u.head == "pow" and u.args[1].head == "num" and case.sign(u.args[0]) == {1}:
        m = u.args[1].value
        if isinstance(m, int) and m % n == 0:
            return u.args[0] if m == n else power(u.args[0], num(m // n))
    return root(u, n) if case.sign(u) == {1} else None


def _logarithm(u: Term, b: Term, case: Case) -> Term:
    top, below = (_polar(t, case) for t in (u, b))
    if top is None or below is None or top[0] < 0 or below[0] < 0:
        raise Undefined
    return top[1] if b is E else _quotient(top[1], below[1], case)


def _power(u: Term, v: Term, case: Case) -> Term:
    if v.head == "num" and isinstance(v.value, int):
        return _whole_power(u, v.value, case)
    found = _polar(u, case)
    if found is None:
        signs = case.sign(v)
        if signs == {1}:
            return ZERO
        if signs <= {-1, 0}:
            raise Undefined
        _divide(v, case, "")
        raise case.by_sign(v)
    log = mul(v, found[1]) if found[1] is not ONE else v
    if found[0] > 0:
        return power(E, log)
    kind = case.integrality(v)
    if kind == "no":
        raise Undefined
    if kind not in ("even", "odd"):
        raise case.by_parity(v)
    return _signed((1 if kind == "even" else -1, log))


def _whole_power(u: Term, n: int, case: Case) -> Term:
    if n <= 0:
        _quotient(ONE, u, case)  # asks whether u is 0
    found = case.polar(u) if u.free else None
    if found is not None:
        return _signed((found[0] if n % 2 else 1, mul(num(n), found[1])))
    if n == 0:
        return ONE
    return u if n == 1 else power(u, num(n))


def _polar(t: Term, case: Case) -> Polar | None:
    """t as sign * e^log, None for 0. Raises Split when the sign of t or of its letters is open."""
    if case.sign(t) == {0}:
        return None
    found = case.polar(t)
    if found is not None:
        return found
    _divide(t, case, "e")
    signs = case.sign(t)
    if signs == {1}:
        return 1, ln(t)
    if signs == {-1}:
        return -1, ln(neg(t))
    raise case.by_sign(t)


def _signed(p: Polar) -> Term:
    return power(E, p[1]) if p[0] > 0 else neg(power(E, p[1]))


def _divide(t: Term, case: Case, form: str) -> None:
    """Ask for the signs of the letters of t, when it is a product of powers of them, and put them in that form."""
    try:
        letters = list(multiplicative(t))
    except Unsupported:
        return
    for x in letters:
        if x.value in case.integers and len(case.sign(x)) == 1:
            continue
        if form and x.value not in case.integers:
            if form == "e" or _bare(t, x):
                raise case.by_sign(x, form)
        if len(case.sign(x)) > 1:
            raise case.by_sign(x)


def _bare(t: Term, x: Term) -> bool:
    """Whether the letter is a factor of t itself, not only under a power: sqrt(x) becomes z for x = z^2."""
    return t is x or t.head in ("mul", "div", "neg") and any(_bare(a, x) for a in t.args)


# -- formulas --------------------------------------------------------------------------------------


def formula(f: Term, case: Case) -> Term:
    """See the module. Raises Split and Unsupported. Parts that settle it are looked at first."""
    if f.head in ("true", "false"):
        return f
    if f.head in RELATIONS:
        return _atom(f, case)
    if f.head in ("and", "or"):
        return _parts(f, case)
    if f.head == "implies":
        given, goal = (formula(a, case) for a in f.args)
        if given is FALSE or goal is TRUE or given is goal:
            return TRUE
        return goal if given is TRUE else make("implies", (given, goal))
    raise Unsupported(f"{f.head} in a rule")


def _parts(f: Term, case: Case) -> Term:
    settles, other = (FALSE, TRUE) if f.head == "and" else (TRUE, FALSE)
    parts: list[Term] = []
    waiting: Split | None = None
    for a in sorted(f.args, key=lambda a: a.size):
        try:
            part = formula(a, case)
        except Split as split:
            # A later part may settle it without this one being known.
            waiting = waiting or split
            continue
        if part is settles:
            return settles
        if part is not other and all(part is not p for p in parts):
            parts.append(part)
    if waiting is not None:
        raise waiting
    return conj(*parts) if f.head == "and" else disj(*parts)


def _atom(f: Term, case: Case) -> Term:
    try:
        a, b = (term(t, case) for t in f.args)
    except Undefined:
        return FALSE
    return compared(f.head, a, b, case)


def fact(f: Term, case: Case) -> Term:
    """A fact of the case as `formula` gives it, but not thrown away as true by its own authority."""
    if f.head == "and":
        parts = [fact(a, case) for a in f.args]
        return FALSE if FALSE in parts else conj(*(p for p in parts if p is not TRUE))
    if f.head not in RELATIONS:
        return formula(f, case)
    try:
        a, b = (term(t, case) for t in f.args)
    except Undefined:
        return FALSE
    found = _without_powers(f.head, a, b, case)
    return found if isinstance(found, Term) else make(found[0], found[1:])


def compared(head: str, a: Term, b: Term, case: Case) -> Term:
    """An atom of terms that are defined in the case; `true` or `false` when their signs tell."""
    p, q = case.polar(a), case.polar(b)
    for mine, other, t in ((p, q, b), (q, p, a)):
        # A power against a letter: the letter is wanted as a power too.
        if mine is not None and other is None and t.free and (a if t is b else b).free:
            _divide(t, case, "e")
    found = _without_powers(head, a, b, case)
    if isinstance(found, Term):
        return found
    head, a, b = found
    signs = case.sign(sub(a, b)) if b is not ZERO else case.sign(a)
    if signs <= WANTED[head]:
        return TRUE
    return FALSE if signs.isdisjoint(WANTED[head]) else make(head, (a, b))


def _without_powers(head: str, a: Term, b: Term, case: Case) -> Term | tuple[str, Term, Term]:
    """An atom of terms defined here with equal functions taken off both sides: e^u REL e^v iff u REL v, and
    -e^u REL -e^v iff v REL u. `true` or `false` when both sides are numbers or have different signs."""
    while True:
        if not a.free and not b.free:
            known = exact_truth(make(head, (a, b)))
            return (head, a, b) if known is None else TRUE if known else FALSE
        p, q = case.polar(a), case.polar(b)
        s, t = (0 if z is ZERO else None if polar is None else polar[0] for z, polar in ((a, p), (b, q)))
        if s is None or t is None:
            return head, a, b
        if s != t:
            return TRUE if (s > t) - (s < t) in WANTED[head] else FALSE
        if p is None or q is None:
            return head, a, b
        head, a, b = head if s > 0 else FLIPPED[head], p[1], q[1]


__all__ = ["Undefined", "compared", "formula", "term"]
