"""Sines, cosines and tangents of one angle in the shortest form that the circle gives.

With s = sin(u) and c = cos(u) an expression is a quotient of polynomials in s and c; with s^2 = 1 - c^2 or
c^2 = 1 - s^2 put in above and below, the least of the quotients that come out is taken:

    cos(x)/(1 - sin(x)) - tan(x)      1/cos(x)
    1/sin(x)^2 - 1/tan(x)^2           1
    sin(x)^4 - cos(x)^4               2*sin(x)^2 - 1

It finds; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from hybrid.compute.fraction import complexity
from hybrid.compute.fraction import simple as simplified
from hybrid.compute.helper import helper
from hybrid.compute.polynomial import coefficients, expand
from hybrid.compute.rational import cancel, together
from hybrid.term import ONE, Term, add, div, make, mul, num, parts, power, rebuild, sub, substitute, sym

MAX_SIZE = 60
_SINE, _COSINE = sym("sine0"), sym("cosine0")  # no letters of school, and the answer has none of them
_CIRCULAR = frozenset({"sin", "cos", "tan"})


@helper
def shortest_on_circle(t: Term) -> Term | None:
    """t with sines, cosines and tangents of one angle, written shorter."""
    angles = {s.args[0] for s in parts(t) if s.head in _CIRCULAR}
    if len(angles) != 1 or t.size > MAX_SIZE or t.head in _CIRCULAR or not t.free:
        return None
    (angle,) = angles
    if any(s.head in _CIRCULAR for s in parts(angle)):
        return None
    whole = _in_letters(t)
    whole = together(whole) or whole
    whole = cancel(whole) or whole
    above, below = whole.args if whole.head == "div" else (whole, ONE)
    best: Term | None = None
    for top in _forms(above):
        for bottom in _forms(below):
            quotient = top if bottom is ONE else div(top, bottom)
            found = _in_functions(simplified(cancel(quotient) or quotient), angle)
            if _length(found) < _length(best or t) and _defined_with(found, t):
                best = found
    return best


def _defined_with(new: Term, t: Term) -> bool:
    """Whether new is seen to be defined wherever t is."""
    from hybrid.decide import cascade
    from hybrid.decide.meaning import conditions

    known = conditions(t)
    return all(c in known or cascade.entails(known, c).proved for c in conditions(new))


def _length(t: Term) -> tuple[int, tuple[int, int, int]]:
    """What there is to read: first how often a function of the angle stands there."""
    return sum(s.head in _CIRCULAR for s in parts(t)), complexity(t)


def _in_letters(t: Term) -> Term:
    if t.head == "tan":
        return div(_SINE, _COSINE)
    if t.head in ("sin", "cos"):
        return _SINE if t.head == "sin" else _COSINE
    return rebuild(t, [_in_letters(a) for a in t.args]) if t.args else t


def _in_functions(t: Term, angle: Term) -> Term:
    sine, cosine, tangent = (make(head, (angle,)) for head in ("sin", "cos", "tan"))
    if t.head == "div" and t.args == (_SINE, _COSINE):
        return tangent
    if t.head == "div" and t.args == (power(_SINE, num(2)), power(_COSINE, num(2))):
        return power(tangent, num(2))
    return substitute(t, {_SINE.value: sine, _COSINE.value: cosine})


def _forms(t: Term) -> list[Term]:
    """t, and t with the square of the cosine, or of the sine, put in by the other."""
    return list(dict.fromkeys([t, *[_put_in(t, x, y) for x, y in ((_COSINE, _SINE), (_SINE, _COSINE))]]))


def _put_in(t: Term, x: Term, y: Term) -> Term:
    """A polynomial in x and y with 1 - y^2 for x^2."""
    found = coefficients(t, x)
    if found is None or len(found) < 3:
        return expand(t) or t
    square = sub(ONE, power(y, num(2)))
    terms = []
    for i, c in enumerate(reversed(found)):
        factors = [c, *([power(square, num(i // 2))] if i > 1 else []), *([x] if i % 2 else [])]
        terms.append(mul(*factors))
    total = add(*terms)
    return expand(total) or total
