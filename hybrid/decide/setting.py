"""What an atom may be proved from: hypotheses as polynomials.

The facts are the atoms of the hypotheses and their conditions; these with denominators multiplied out;
what defines each root, quotient and absolute value that occurs; and signs that the rules of signs give.
All are true wherever the hypotheses are, and the conditions of the goal must be among what is proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from hybrid.decide import linear
from hybrid.decide.atoms import cleared
from hybrid.decide.factorial import above, whole
from hybrid.decide.linear import known
from hybrid.decide.meaning import conditions
from hybrid.decide.signs import NONNEGATIVE, NONZERO, POSITIVE, Facts, Signs, entails_by_signs, sign_of
from hybrid.decide.sparse import Poly, Reader, TooBig, generator_facts, scaled
from hybrid.problem import Domain
from hybrid.term import FALSE, FLIPPED, ONE, RELATIONS, ZERO, Term, add, div, make, mul, num, power, rational, sub, sym

MAX_FACTS = 24
KINDS: dict[str, str] = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "gt", "le": "ge", "ge": "ge"}


@dataclass
class Setting:
    """What may be used: the goal (cleared of denominators), facts as polynomials, and how to read terms."""

    target: Term
    facts: list[tuple[Poly, str]]
    reader: Reader


def goal_defined(hyps: Sequence[Term], goal: Term, domains: Mapping[str, Domain]) -> bool:
    """Whether the hypotheses are seen to make the terms of the goal defined."""
    present = {f.key for f in known(hyps)}
    missing = [c for c in conditions(goal) if c.key not in present]
    if not missing:
        return True
    facts = Facts(hyps, domains)
    return all(
        (not conditions(c) and entails_by_signs(facts, c)) or linear.entails(hyps, c, domains).proved for c in missing
    )


def setting_of(hyps: Sequence[Term], goal: Term, domains: Mapping[str, Domain]) -> Setting:
    """The facts for a goal, an atom or FALSE, from hypotheses. Raises TooBig."""
    atoms = [f for f in known(hyps) if f.head in RELATIONS]
    context = tuple(atoms)
    present = {f.key for f in atoms}

    def usable(f: Term | None) -> bool:
        return f is not None and f.key not in present and all(c.key in present for c in conditions(f))

    simpler = cleared(goal, (*context, *conditions(goal)), domains) if goal is not FALSE else None
    present |= {c.key for c in conditions(goal)}
    target = simpler if simpler is not None and usable(simpler) else goal
    for f in list(atoms):
        other = cleared(f, context, domains)
        if other is not None and usable(other):
            present.add(other.key)
            atoms.append(other)
    reader = Reader()
    if target is not FALSE:
        reader.difference(*target.args)
    of_goal = frozenset(reader.generators)
    for f in atoms:
        reader.difference(*f.args)
    signs = Facts(context, domains)
    seen: set[str] = set()
    for _ in range(3):
        fresh = [g for k, g in sorted(reader.generators.items()) if k not in seen]
        seen |= {g.key for g in fresh}
        for g in fresh:
            for f in (
                *_beside_angle(g, signs, of_goal),  # first, since only so many facts are tried
                *generator_facts(g),
                *_sign_facts(g, signs),
                *_below_modulus(g, signs),
                *_as_lesser(g, reader, domains),
            ):
                if f.key not in present:
                    present.add(f.key)
                    atoms.append(f)
                    reader.difference(*f.args)
    if len(atoms) > MAX_FACTS:
        raise TooBig("facts")
    facts = []
    for f in atoms:
        p = reader.difference(*f.args)
        facts.append((scaled(p, -1) if f.head in ("lt", "le") else p, KINDS[f.head]))
    return Setting(target, facts, reader)


def _as_lesser(g: Term, reader: Reader, domains: Mapping[str, Domain]) -> Iterator[Term]:
    """A factorial, or a power with a whole exponent, by the next lesser one that occurs: (n + 1)! = n!*(n + 1) and
    a^(n + 1) = a^n*a. Where the facts hold both are defined."""
    if g.head == "fact":
        u, others = g.args[0], [f for f in reader.generators.values() if f.head == "fact"]
        lesser = {f: f.args[0] for f in others}
    elif g.head == "pow" and whole(g.args[1], domains):
        u, others = g.args[1], [p for p in reader.generators.values() if p.head == "pow" and p.args[0] is g.args[0]]
        lesser = {p: p.args[1] for p in others if whole(p.args[1], domains)}
    else:
        return
    shifts = [(shift, f) for f, v in lesser.items() if (shift := above(u, v)) is not None]
    if shifts:
        shift, least = min(shifts, key=lambda pair: pair[0])
        if g.head == "fact":
            more = mul(*(add(least.args[0], num(i)) for i in range(1, shift + 1)))
        else:
            more = power(g.args[0], num(shift))
        yield make("eq", (g, mul(least, more)))


def _beside_angle(g: Term, signs: Facts, of_goal: Set[str]) -> Iterator[Term]:
    """How a sine or cosine compares with its angle, where the angle's letters stand in the goal outside of it:
    sin(u) < u for u > 0, cos(u) >= 1 - u^2/2. of_goal: the keys of the goal's generators."""
    if g.head not in ("sin", "cos") or not all(sym(x).key in of_goal for x in g.free):
        return
    u = g.args[0]
    if g.head == "cos":
        yield make("ge", (g, sub(ONE, div(power(u, num(2)), num(2)))))
        return
    if (head := _order(sign_of(u, signs))) is not None:
        yield make(FLIPPED[head], (g, u))


def _below_modulus(g: Term, signs: Facts) -> Iterator[Term]:
    """A remainder is less than a divisor > 0, and more than one < 0."""
    if g.head == "mod" and rational(g.args[1]) is None:
        head = _order(sign_of(g.args[1], signs))
        if head in ("gt", "lt"):
            yield make(FLIPPED[head], (g, g.args[1]))


def _sign_facts(g: Term, signs: Facts) -> Iterator[Term]:
    if not g.free:
        return
    found = sign_of(g, signs)
    head = _order(found) or ("ne" if found <= NONZERO else None)
    if head is not None:
        yield make(head, (g, ZERO))


def _order(signs: Signs) -> str | None:
    """How what has only these signs compares with 0; None when it may be on both sides."""
    for wanted, head in ((POSITIVE, "gt"), (NONNEGATIVE, "ge"), (frozenset((-1,)), "lt"), (frozenset((-1, 0)), "le")):
        if signs <= wanted:
            return head
    return None


__all__ = ["MAX_FACTS", "Setting", "goal_defined", "setting_of"]
