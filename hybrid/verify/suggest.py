"""What would make a false rule true: a guard, or a weaker relation.

At each of some hundred points the rule is right or wrong. A guard repairs it when it is false wherever the rule
is wrong; a good one is true at most of the points where the rule is right. Candidates are atoms about the
letters and about what stands under roots, in denominators and bases, exponents and logarithms: t >= 0, t > 0,
t <= 0, t < 0, t != 0, t != 1, t >= 1, letters compared with each other, integer and parity tests of an
exponent; singly, else those about letters in pairs. Of guards that keep nearly as much the plainest is taken.
A guard that leaves little of what was right (a^2 + b^2 <= 0), or that the rule itself says, repairs nothing.
What is found is tested again, at other points, before it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from hybrid.decide.meaning import conditions
from hybrid.rulebook.rule import Rule, Test, is_formula_letter
from hybrid.term import ONE, ZERO, Term, is_formula, make, mul, neg, num, subterms, sym
from hybrid.verify.claim import Claim, Outcome, Where
from hybrid.verify.points import points

POINTS = 260
CONFIRMING = 400
MAX_SINGLE = 80
_STRICT = {"le": "lt", "ge": "gt"}
MAX_PAIRS = 600
NEARLY = 0.7  # of the most points that some guard keeps
MAX_CONFIRMED = 5  # guards that are tested again
LEAST_RIGHT = 3  # points at which a repaired rule must still speak
LEAST_SHARE = 0.25  # of the points where the rule was right


@dataclass(frozen=True)
class Repair:
    """A change that makes a rule true: guards (formulas or tests) to add, or another relation."""

    guards: tuple[Term | Test, ...] = ()
    relation: str = ""

    def __str__(self) -> str:
        if self.relation:
            return f"it holds with {self.relation}"
        return "it holds if " + ", ".join(map(_written, self.guards))

    def applied(self, rule: Rule) -> Rule:
        """The repaired rule."""
        if self.relation:
            return replace(rule, relation=self.relation)  # type: ignore[arg-type]
        formulas = tuple(g for g in self.guards if isinstance(g, Term))
        tests = tuple(g for g in self.guards if isinstance(g, Test))
        return replace(rule, guards=(*rule.guards, *formulas), sound_tests=(*rule.sound_tests, *tests))


def _written(guard: Term | Test) -> str:
    if isinstance(guard, Term):
        return str(guard)
    return f"{'not ' if guard.negated else ''}{guard.name}({guard.argument})"


def suggest(rule: Rule, seed: int = 0) -> Repair | None:
    """A repair of a false plain rule, None when none was found."""
    if rule.computed:
        return None
    claim = Claim(rule)
    right: list[dict[str, Term]] = []
    wrong: list[dict[str, Term]] = []
    tried: set[frozenset[tuple[str, Term]]] = set()
    for point in points(claim, POINTS, seed):
        if (key := frozenset(point.items())) in tried:
            continue
        tried.add(key)
        outcome = claim.at(point)
        if outcome is Outcome.RIGHT:
            right.append(point)
        elif outcome is Outcome.WRONG:
            wrong.append(point)
    if not wrong:
        return None
    for repair in _by_guards(rule, claim, right, wrong):
        if _confirmed(repair.applied(rule), seed):
            return repair
    weaker = Repair(relation="==>")
    return weaker if rule.relation == "<=>" and _confirmed(weaker.applied(rule), seed) else None


def _by_guards(
    rule: Rule, claim: Claim, right: list[dict[str, Term]], wrong: list[dict[str, Term]]
) -> Iterator[Repair]:
    """Guards, or pairs of them, false at all wrong points; good ones first."""
    said = {t.key for side in (rule.left, rule.right) for _, t in subterms(side) if is_formula(t)}
    candidates = [g for g in islice(_candidates(rule), MAX_SINGLE) if isinstance(g, Test) or g.key not in said]
    least = max(LEAST_RIGHT, LEAST_SHARE * len(right))
    kept: list[tuple[Term | Test, frozenset[int], frozenset[int]]] = []
    for guard in candidates:
        left_wrong = frozenset(i for i, p in enumerate(wrong) if _holds(guard, claim, p))
        if len(left_wrong) < len(wrong) and not _equation(guard, claim, right):
            left_right = frozenset(i for i, p in enumerate(right) if _holds(guard, claim, p))
            kept.append((guard, left_right, left_wrong))
    singles = [(len(r), (g,)) for g, r, w in kept if not w and len(r) >= least]
    yield from _best(singles)
    if singles:
        return
    plain = [k for k in kept if isinstance(k[0], Test) or k[0].args[0].head == "sym" and not k[0].args[1].free]
    pairs = [
        (len(r & s), (g, h))
        for (g, r, w), (h, s, v) in islice(combinations(plain, 2), MAX_PAIRS)
        if not w & v and not _of_one_term(g, h) and len(r & s) >= least
    ]
    yield from _best(pairs)


def _equation(guard: Term | Test, claim: Claim, right: list[dict[str, Term]]) -> bool:
    """Whether a guard such as b^2 <= 0 is an equation in disguise: nowhere strict."""
    strict = _STRICT.get(guard.head) if isinstance(guard, Term) else None
    if strict is None or not isinstance(guard, Term):
        return False
    bound = make(strict, guard.args)
    return not any(_holds(bound, claim, p) for p in right)


def _of_one_term(g: Term | Test, h: Term | Test) -> bool:
    """Whether two guards bound the same term: together they would make an equation of it."""
    return isinstance(g, Term) and isinstance(h, Term) and g.args[0] is h.args[0]


def _best(found: Sequence[tuple[int, tuple[Term | Test, ...]]]) -> Iterator[Repair]:
    """Guards that keep nearly the most points in the order in which they came, then the others."""
    most = max((kept for kept, _ in found), default=0)
    for _, guards in sorted(found, key=lambda f: f[0] < NEARLY * most)[:MAX_CONFIRMED]:
        yield Repair(guards)


def _holds(guard: Term | Test, claim: Claim, point: Mapping[str, Term]) -> bool:
    if isinstance(guard, Term):
        return Where({n: point[n] for n in claim.letters}).truth(guard) is True
    probe = Claim(replace(claim.rule, guards=(), sound_tests=(guard,)))
    return probe.at(point) is not Outcome.SILENT


def _candidates(rule: Rule) -> Iterator[Term | Test]:
    """Guards worth trying, the plainest first, none twice."""
    seen: set[str] = set()
    for guard in _every_candidate(rule):
        key = guard.key if isinstance(guard, Term) else _written(guard)
        if key not in seen:
            seen.add(key)
            yield guard


def _every_candidate(rule: Rule) -> Iterator[Term | Test]:
    # what the right side needs that the left does not, then the letters, then parts
    have = {c.key for c in conditions(rule.left)}
    yield from (c for c in conditions(rule.right) if c.key not in have and c.head != "false")
    if rule.relation == "<=>":
        need = {c.key for c in conditions(rule.right)}
        yield from (c for c in conditions(rule.left) if c.key not in need and c.head != "false")
    exponents = [
        s.args[1] for side in (rule.left, rule.right) for _, s in subterms(side) if s.head == "pow" and s.args[1].free
    ]
    for n in exponents:
        plain = n.args[0] if n.head == "neg" else n
        if plain.head == "sym":
            yield from (Test(name, plain) for name in ("integer", "even", "odd"))
    letters = [sym(n) for n in sorted(rule.left.free) if not n.isupper()]
    for t in letters:
        yield from _about(t)
    for a, b in combinations(letters, 2):
        yield from (make(head, (a, b)) for head in ("ne", "ge", "le", "gt", "lt"))
        yield from (make(head, (mul(a, b), ZERO)) for head in ("ge", "le", "gt", "lt"))
    for side in (rule.left, rule.right):
        for _, s in subterms(side):
            parts = s.args if s.head in ("root", "abs", "log", "div", "pow", "mul") else ()
            for part in parts:
                if part.free and part.head != "sym" and not is_formula(part):
                    yield from _about(part)
            if s.head in ("add", "sin", "cos", "tan") and not is_formula(s) and s.free and not is_formula_letter(s):
                yield from _about(s)


def _about(t: Term) -> Iterator[Term]:
    for head in ("ge", "gt", "ne", "le", "lt"):
        yield make(head, (t, ZERO))
    if t.head == "sym":
        yield make("ne", (t, ONE))
        yield make("ge", (t, ONE))
        yield make("gt", (t, ONE))
        yield make("ne", (t, neg(num(1))))


def _confirmed(rule: Rule, seed: int) -> bool:
    """Whether a repaired rule is right at fresh points, and speaks at some."""
    claim = Claim(rule)
    right = 0
    for point in points(claim, CONFIRMING, seed + 1):
        outcome = claim.at(point)
        if outcome is Outcome.WRONG:
            return False
        right += outcome is Outcome.RIGHT
    return right >= (LEAST_RIGHT if claim.letters else 1)
