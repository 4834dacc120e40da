"""Points at which a rule speaks, met by construction rather than by chance.

A point is drawn from small numbers, 0, 1, -1, 2, -2, 1/2, -1/2 first, and then made to satisfy what has to
hold for the rule to speak: its guards, the definedness of its left side, the premise of `==>`; for `<=>` now
the left side, now the right. An atom `l OP r` that fails is mended by a letter in which l - r is linear:

    l - r = p*v + q   at the other letters' values,     v := (d - q)/p   with d = 0, or of the sign OP asks for

so that equations hold although their points are rare, and boundaries (d = 0) are visited often: there
`<` and `<=` differ. A letter that stands alone on one side is given the other side's value, however irrational.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from random import Random

from hybrid.decide.evaluate import value
from hybrid.decide.meaning import conditions
from hybrid.rulebook.rule import Rule, Test
from hybrid.syntax.parse import parse
from hybrid.term import FALSE, RELATIONS, TRUE, ZERO, Term, add, eq, number, rational, substitute, subterms
from hybrid.verify.claim import Claim, Where

RATIONALS = (
    "0",
    "1",
    "-1",
    "2",
    "-2",
    "1/2",
    "-1/2",
    "3",
    "-3",
    "4",
    "2/3",
    "-8",
    "5",
    "-3/2",
    "9",
    "1/4",
    "1/3",
    "3/4",
)
IRRATIONALS = ("sqrt(2)", "-sqrt(3)", "1 + sqrt(2)", "root(2, 3)", "pi", "e")
ANGLES = ("0", "pi/6", "pi/2", "pi/4", "pi", "-pi/3", "-pi/2", "2*pi/3", "1/2", "2", "-1", "3*pi/2", "1")
EXPONENTS = ("2", "3", "0", "1", "-1", "-2", "1/2", "-1/2", "1/3", "-2/3", "3/2", "4", "-3", "2/3")
INTEGERS = ("0", "1", "-1", "2", "-2", "3", "-3", "4", "5", "-8")
NATURALS = ("0", "1", "2", "3", "4", "5")
SMALL_GRID = 120  # so many points in all: every one of them is tried
IRRATIONAL_SHARE = 0.12
TRIES = 7  # rounds of mending a point
_DIFFERENCES: Mapping[str, tuple[int | Fraction, ...]] = {
    "eq": (0,),
    "ne": (1, -1, 2, Fraction(1, 2)),
    "lt": (-1, -2, Fraction(-1, 2), Fraction(-1, 10)),
    "le": (0, -1, 0, -2),
    "gt": (1, 2, Fraction(1, 2), Fraction(1, 10)),
    "ge": (0, 1, 0, 2),
}


def points(claim: Claim, count: int, seed: int = 0) -> Iterator[dict[str, Term]]:
    """At most `count` points for a rule, the same ones for the same seed. Simple ones come first; all of the
    grid when it is small. They are likely, not certain, to meet the guards."""
    rule = claim.rule
    pools = {name: _pool(name, rule) for name in (*claim.letters, *claim.formulas)}
    total = 1
    for pool in pools.values():
        total *= len(pool)
    if total <= min(count, SMALL_GRID):
        for combination in product(*pools.values()):
            yield dict(zip(pools, combination, strict=True))
        count -= total
    if not claim.letters:
        return
    draw = _Drawing(claim, pools, Random(f"{seed} {rule.name} {rule.source}"))
    for i in range(count):
        yield draw.point(i / max(count, 1))


def _pool(name: str, rule: Rule) -> list[Term]:
    """The values worth trying for a letter, simplest first."""
    if name.isupper():
        return [TRUE, FALSE]
    about = {t.name for t in rule.sound_tests if _speaks_of(t, name)}
    if about & {"integer", "even", "odd", "natural"}:
        texts: Sequence[str] = NATURALS if "natural" in about else INTEGERS
        odd = [t for t in texts if int(t) % 2]
        return _parsed(odd if "odd" in about else [t for t in texts if t not in odd] if "even" in about else texts)
    sides = (rule.left, rule.right, *rule.guards)
    parts = [t for side in sides for _, t in subterms(side)]
    if any(t.head == "pow" and name in t.args[1].free for t in parts):
        return _parsed(EXPONENTS)
    if any(t.head in ("sin", "cos", "tan") and name in t.free for t in parts):
        return _parsed(ANGLES)
    if any(t.head == "fact" and name in t.free for t in parts):
        return _parsed(NATURALS)
    return _parsed(RATIONALS)


def _speaks_of(test: Test, name: str) -> bool:
    return not test.negated and test.argument.head == "sym" and test.argument.value == name


def _parsed(texts: Sequence[str]) -> list[Term]:
    return [parse(t) for t in texts]


class _Drawing:
    """Draws points for one rule."""

    def __init__(self, claim: Claim, pools: Mapping[str, list[Term]], random: Random) -> None:
        self._claim, self._pools, self._random = claim, pools, random
        self._irrational = _parsed(IRRATIONALS)
        self._fixed = frozenset(
            n for t in claim.rule.sound_tests if not t.negated and t.name != "closed" for n in t.argument.free
        )

    def point(self, progress: float) -> dict[str, Term]:
        """A new point; the values grow with progress, from 0 to 1."""
        random = self._random
        env = {name: self._value(name, progress) for name in self._pools}
        wanted = self._wanted(env)
        for _ in range(TRIES):
            where = Where({n: env[n] for n in self._claim.letters})
            failing = next((atom for atom in wanted if where.truth(atom) is not True), None)
            if failing is None:
                break
            if not self._mend(failing, env) and random.random() < 0.7:
                name = random.choice(sorted(failing.free)) if failing.free else random.choice(self._claim.letters)
                env[name] = self._value(name, progress)
        return env

    def _value(self, name: str, progress: float) -> Term:
        random, pool = self._random, self._pools[name]
        if not name.isupper() and name not in self._fixed and random.random() < IRRATIONAL_SHARE * progress:
            return random.choice(self._irrational)
        reach = max(3.0, len(pool) * (0.4 + 0.6 * progress))
        return pool[min(int(reach * random.random() ** 1.5), len(pool) - 1)]

    def _wanted(self, env: Mapping[str, Term]) -> list[Term]:
        """What the point is to satisfy: atoms, in the order in which they are met."""
        random, rule = self._random, self._claim.rule
        sides = self._claim.sides(env)
        wanted = [a for g in sides.guards for a in self._atoms(g)]
        if rule.relation == "=":
            return [*wanted, *conditions(sides.left)]
        if rule.relation == "==>":
            return [*wanted, *self._atoms(sides.left)]
        aim = random.random()
        if aim < 0.35:
            wanted += self._atoms(sides.left)
        elif aim < 0.7:
            wanted += self._atoms(sides.right)
        elif aim < 0.9:
            # on the boundary of one of the atoms, where strict and weak differ
            atoms = [t for s in (sides.left, sides.right) for _, t in subterms(s) if t.head in RELATIONS]
            if atoms:
                wanted.append(eq(*random.choice(atoms).args))
        return wanted

    def _atoms(self, formula: Term) -> list[Term]:
        """Atoms that make a formula true: all of an `and`, one of an `or`."""
        if formula.head == "and":
            return [a for part in formula.args for a in self._atoms(part)]
        if formula.head == "or":
            return self._atoms(self._random.choice(formula.args))
        if formula.head == "implies":
            return self._atoms(formula.args[1]) + self._atoms(formula.args[0])
        return [formula, *conditions(formula)] if formula.head in RELATIONS else []

    def _mend(self, atom: Term, env: dict[str, Term]) -> bool:
        """Change one letter so that the atom holds; whether that was possible."""
        if atom.head not in RELATIONS:
            return False
        names = [n for n in atom.free if n in self._pools and n not in self._fixed]
        names.sort()
        self._random.shuffle(names)
        difference = number(self._random.choice(_DIFFERENCES[atom.head]))
        for name in names:
            for this, other in (atom.args, reversed(atom.args)):
                if this.head == "sym" and this.value == name and name not in other.free:
                    side = _value_at(other, env)
                    if side is None:
                        continue
                    if difference is ZERO:
                        env[name] = side
                    else:
                        # v OP side with v on the left asks for v = side + d, on the right for side - d
                        d = difference if this is atom.args[0] else number(-_fraction(difference))
                        env[name] = _sum(side, d)
                    return True
            solved = _solved(atom, name, env, _fraction(difference))
            if solved is not None:
                env[name] = number(solved)
                return True
        return any(self._choose(atom, name, env) for name in sorted(atom.free & self._fixed))

    def _choose(self, atom: Term, name: str, env: dict[str, Term]) -> bool:
        """Give a letter that may not have any value one of its values at which the atom holds."""
        pool = self._random.sample(self._pools[name], len(self._pools[name]))
        others = {n: env[n] for n in atom.free}
        chosen = next((v for v in pool if Where({**others, name: v}).truth(atom) is True), None)
        if chosen is not None:
            env[name] = chosen
        return chosen is not None


def _solved(atom: Term, name: str, env: Mapping[str, Term], d: int | Fraction) -> Fraction | None:
    """The v at which left - right of the atom is d, when that is linear in v at the other letters' values."""
    others: dict[str, Fraction | int] = {}
    for n in atom.free - {name}:
        v = rational(env[n])
        if v is None:
            return None
        others[n] = v
    at = [_difference(atom, {**others, name: v}) for v in (3, 4, 6)]
    if at[0] is None or at[1] is None or at[2] is None:
        return None
    p = at[1] - at[0]
    if p == 0 or at[2] - at[1] != 2 * p:
        return None
    return 3 + (d - at[0]) / p


def _difference(atom: Term, point: Mapping[str, Fraction | int]) -> Fraction | None:
    a, b = value(atom.args[0], point), value(atom.args[1], point)
    return a - b if isinstance(a, Fraction) and isinstance(b, Fraction) else None


def _value_at(t: Term, env: Mapping[str, Term]) -> Term | None:
    """The value of a term at a point, as a closed term that is defined; None when it has none."""
    where = Where({n: env[n] for n in t.free})
    exact = where.number(t)
    if exact is not None:
        return exact
    return substitute(t, where.point) if where.defined(t) is True else None


def _sum(side: Term, d: Term) -> Term:
    a, b = rational(side), rational(d)
    return number(Fraction(a) + Fraction(b)) if a is not None and b is not None else add(side, d)


def _fraction(t: Term) -> Fraction:
    return Fraction(rational(t) or 0)


def trial_points(names: Sequence[str], count: int, seed: str, angles: bool = False) -> Iterator[dict[str, Term]]:
    """Points for the letters of a term no rule speaks of: simple values first, at most `count`."""
    values = _parsed(ANGLES if angles else ("0", "1", "-1", "2", "-2", "1/2", "-3", "3", "5", "sqrt(2)"))
    if len(names) < 2:
        yield from ({name: v for name in names} for v in (values if names else values[:1])[:count])
        return
    random = Random(seed)
    for _ in range(count):
        yield {name: random.choice(values) for name in names}
