"""What expressions and formulas mean: where they are defined, and what they are there.

Terms are partial (docs/design.md, section 1). `conditions(t)` says where t is defined by atoms, as a
person would write them: a denominator x*(x - 1) gives x != 0 and x - 1 != 0, a square root of x - 2 gives
x - 2 >= 0. What is so at every point is left out (x^2 + 1 != 0, |x| >= 0, 3 != 0), and when something is
so nowhere (a literal 1/0) the only condition is `false`.

The meaning of a power depends on the value of its exponent. When that is not a number, it cannot be said
by atoms of the parts, and the condition is the opaque atom `defined(x^y)`.

`value` and `truth`, the exact value at a rational point, are those of `hybrid.decide.evaluate`.
"""

from __future__ import annotations

from collections.abc import Iterator

from hybrid.decide.closed import exact_truth, sign, whole
from hybrid.decide.evaluate import UNDEFINED, Undefined, truth, value
from hybrid.term import CONNECTIVES, FALSE, ONE, RELATIONS, ZERO, E, Term, make

__all__ = ["UNDEFINED", "Undefined", "conditions", "is_whole", "nonnegative", "nonzero", "positive", "truth", "value"]


def conditions(t: Term) -> tuple[Term, ...]:
    """Atoms all of which are true exactly where t is defined (for a formula: where all terms in it are).

    In canonical order, without two that are equal modulo order; `(false,)` when t is defined nowhere.
    """
    if not t.args:
        return ()
    found: tuple[Term, ...] | None = t.memo.get("conditions")
    if found is None:
        found = t.memo["conditions"] = _conditions(t)
    return found


def is_whole(t: Term) -> Term:
    """The atom that says that t is a whole number: it leaves no remainder on division by 1."""
    return make("eq", (make("mod", (t, ONE)), ZERO))


def nonzero(t: Term) -> tuple[Term, ...]:
    """Atoms that say t != 0 where t is defined, one for each factor; `()` when it always is."""
    return tuple(_decided(_nonzero(t)))


def positive(t: Term) -> bool:
    """Whether t is > 0 wherever it is defined, by its form."""
    if not t.free:
        return sign(t) == 1
    head, args = t.head, t.args
    if head == "add":
        return all(map(nonnegative, args)) and any(map(positive, args))
    if head in ("mul", "div"):
        return all(map(positive, args))
    if head in ("pow", "root", "abs"):
        return positive(args[0])
    return head == "fact"  # a gcd may be 0, and a remainder


def nonnegative(t: Term) -> bool:
    """Whether t is >= 0 wherever it is defined, by its form."""
    if not t.free:
        return sign(t) in (0, 1)
    head, args = t.head, t.args
    if head in ("add", "mul", "div"):
        if all(map(nonnegative, args)):
            return True
        return head == "mul" and len(args) == 2 and args[0] is args[1]
    if head == "pow":
        if nonnegative(args[0]):
            return True
        n = None if args[1].free else value(args[1], {})
        # A power that is no whole number is defined on nonnegative bases only.
        return n is not None and n is not UNDEFINED and (n.denominator != 1 or n.numerator % 2 == 0)
    if head == "root":
        return args[1].value % 2 == 0 or nonnegative(args[0])
    if head == "mod":
        return nonnegative(args[1])
    return head in ("abs", "fact", "gcd", "lcm")


_TOTAL = frozenset({"add", "mul", "neg", "abs", "sin", "cos"}) | RELATIONS | CONNECTIVES


def _conditions(t: Term) -> tuple[Term, ...]:
    head = t.head
    if head == "defined":
        return ()
    parts = [] if head == "call" else [own for a in t.args if a.args and (own := conditions(a))]
    here = [] if head in _TOTAL else list(_decided(_here(t)))
    if not here and len(parts) <= 1:
        return parts[0] if parts else ()
    found: dict[str, Term] = {}
    for atoms in (*parts, here):
        for atom in atoms:
            found[atom.key] = atom
    if FALSE.key in found:
        return (FALSE,)
    return tuple(sorted(found.values(), key=lambda a: (a.size, a.key)))


def _decided(atoms: Iterator[Term]) -> Iterator[Term]:
    """The atoms, without those that are true by themselves, and `false` for those that are not."""
    for atom in atoms:
        known = None if atom.free or atom.head == "defined" else exact_truth(atom)
        if known is None:
            yield atom
        elif not known:
            yield FALSE


def _here(t: Term) -> Iterator[Term]:
    """What the head of t asks of its arguments."""
    head, args = t.head, t.args
    if head == "div":
        yield from _nonzero(args[1])
    elif head == "root":
        if args[1].value % 2 == 0 and not nonnegative(args[0]):
            yield _ge(args[0])
    elif head == "log":
        u, b = args
        if not positive(u):
            yield _gt(u)
        if not positive(b):
            yield _gt(b)
        if b is not E:
            yield make("ne", (b, ONE))
    elif head == "tan":
        yield make("ne", (make("cos", args), ZERO))
    elif head == "pow":
        yield from _power(t)
    elif head == "fact":
        n = whole(args[0]) if not args[0].free and not conditions(args[0]) else None
        if n is False or n is not None and n < 0:
            yield FALSE
        elif n is None:
            yield make("defined", (t,))
    elif head == "mod":
        yield from _nonzero(args[1])
    elif head in ("gcd", "lcm"):
        yield from map(is_whole, args)
    elif head == "call":
        yield make("defined", (t,))


def _power(t: Term) -> Iterator[Term]:
    base, exponent = t.args
    if exponent.head == "num" and type(exponent.value) is int and exponent.value > 0 or positive(base):
        return
    known = not exponent.free and not conditions(exponent)
    n = whole(exponent) if known else None
    s = sign(exponent) if known else None
    if n is None or s is None:
        yield make("defined", (t,))
    elif n is not False:
        if s != 1:
            yield from _nonzero(base)
    elif s == 1:
        if not nonnegative(base):
            yield _ge(base)
    else:
        yield _gt(base)


def _nonzero(t: Term) -> Iterator[Term]:
    """Atoms that say t != 0 where t is defined."""
    if positive(t):
        return
    if t.head == "mul":
        for a in t.args:
            yield from _nonzero(a)
    elif t.head in ("neg", "div", "root", "abs", "pow"):
        # A power is zero only where its base is, whatever the exponent.
        yield from _nonzero(t.args[0])
    else:
        yield make("ne", (t, ZERO))


def _ge(t: Term) -> Term:
    return make("ge", (t, ZERO))


def _gt(t: Term) -> Term:
    return make("gt", (t, ZERO))
