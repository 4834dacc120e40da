"""Testing that a rule is true: its letters get exact values, and both sides are compared exactly.

A rule claims something about all defined real values of its letters at which its guards hold:

    left = right     right is defined and equal wherever left is defined
    left <=> right   both have one truth value
    left ==> right   right is true wherever left is

`check_rule` puts in numbers that break wrong rules: 0, 1, -1, fractions, roots, angles; for a formula
letter both truth values. One point where the claim fails refutes the rule; a rule whose guards never hold
is reported as vacuous. A computed rule has no sides before its helper has run: it is applied to sample
terms, and each result is compared with its term at points.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from hybrid.compute import TESTS
from hybrid.decide.closed import exact_truth, is_defined
from hybrid.rulebook import Rule, Rulebook
from hybrid.rulebook.rule import instantiate, is_formula_letter
from hybrid.syntax.parse import parse
from hybrid.term import FALSE, TRUE, Term, eq, is_formula, substitute, subterms

Point = Mapping[str, Term]

RATIONALS = ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "-3", "4", "2/3", "-8")
RADICALS = ("sqrt(2)", "-sqrt(3)", "1 + sqrt(2)", "root(2, 3)")
ANGLES = ("0", "pi/6", "pi/4", "-pi/3", "pi/2", "pi", "-pi/2", "2*pi/3", "1/2", "2", "-1", "3*pi/2")
POINTS = ("0", "1", "-1", "2", "-2", "1/2", "-3", "3", "5", "sqrt(2)")
EXPONENTS = ("2", "3", "0", "1", "-1", "-2", "1/2", "-1/2", "1/3", "-2/3", "3/2", "4", "-3")

SAMPLE_EXPRESSIONS = """
x + 0; 3 + 4; 7 - 9; -2 - 5; 1/2 + 1/3; 3*4*x; 6/3; 6/4; (1/2)/(3/4); 2^5; (2/3)^(-2); sqrt(9); root(8, 3); sqrt(12)
sqrt(1/2); log(8, 2); log(1/9, 3); 5!; 0.25; 0.5 + 0.25; 1.5*10; 0.5*x; abs(-3); sqrt(3 + 2*sqrt(2)); sqrt(2) + sqrt(8)
1/sqrt(2); 2/(1 + sqrt(3)); x + x; 3*x + 2*x - 5; x*x^2; 2*x*3*y; (x + 1)*(x - 2); (x + 1)^2; (2*x - 3)^3; -(x - 2)
3*(x + 2) - x; a*x + b*x; (a + b)*(a - b); x^2 - 9; x^2 + 5*x + 6; x^2 + 6*x + 9; 4*x^2 - 12*x + 9; 2*x^2 + 5*x + 3
x^3 - 8; x^3 + 1; x^4 - 5*x^2 + 4; x^4 - 16; x^3 - 6*x^2 + 11*x - 6; x^3 + 2*x^2 + 3*x + 6; 2*x^2 + 4*x; 6*x + 4
x^8 - 1; x^6 - y^6; a*x + a*y + b*x + b*y; x^2*y - x*y^2; (x^2 - 1)/(x - 1); (x^2 - 4)/(x^2 + 4*x + 4); x/(x^2 + x)
6*x/4; (2*x + 4)/6; 1/x + 1/y; 1/x - 1/(x + 1); x/2 + x/3; 2/(x - 1) + 3/(x + 1); 1 + 1/x; x/(x - 1) - 1/(x - 1)
(x/y)/(y/x); 1/(1 + 1/x); x^(-2); (x + 1)^(-1); x^(3/2); sqrt(x^2); sqrt(4*x); sqrt(x^2*y); root(x^3, 3)
sqrt(x)*sqrt(y); sqrt(x) + 2*sqrt(x); 4^x - 5*2^x + 4; x - 3*sqrt(x) + 2; 2^x*2^3; (x + 1)^(3/2); x^(1/2)
(3*x)^(1/2); sqrt(2)*x + x; a + 2 + a; (a^2 - b^2)/(a - b); sqrt(2)*(x + 1); (x + sqrt(x))*(x + 2); x*2; (1 + 2*a)/a
12*x^2 + 12*x + 3; x/(2*y) + y/(3*x); (x^2 + x)/2; (6*x)/(4*y); 3*a - 3*b; x^2 + 4*x; x^2 + 4*x + 1; 2*x^2 - 8*x + 3
(2*x + 4)/(x^2 - 1); x*(x + 1)/2; (x*(x + 2))/((x + 1)*3); 1/2 - x/3
""".replace("\n", ";")

SAMPLE_FORMULAS = """
x = 2 and x != 1; x = 1 and x > 2; x = 3 and x^2 = 9 and x != 0; g*x + x^2 - 8*x + 13 = 0; 1/0 = x
2*x + 3 = 7; 3*x = x + 4; 5 = 2*x + 1; 2*(x - 1) = 3*x; x + 1 = 2*(x + 3); x^2 = 5*x - 6; x^2 - 5*x + 6 = 0
x^2 - 4 = 0; 2*x^2 - 6 = 0; (x + 1)*(x + 2) + x = 0; x^2 + x + 1 = 0; x^2 + 4*x + 1 = 0; 3*(x - 1)^2 - 12 = 0
x^3 - x = 0; x^2 = 9; x/2 + 1 = x; a*x + b*x = 3; 2*x - 3*x != 4; 2*x + 3 != 7; x^2 != 5*x - 6; x^2 - 5*x + 6 != 0
3 < x + 2; 2*x + 3 < 7; 3*x >= x + 4; x^2 > 4; x^2 <= 5*x - 6; x^2 - 5*x + 6 < 0; (x - 1)*(x + 2) >= 0; 1/x > 2
1/x - 2 > 0; (x + 1)/(x - 1) < 0; 1/x + 1/(x + 1) <= 0; (x^2 - 1)/(x^2 - 4) < 0; (x^2 - 1)/(x^2 - 4) >= 0
2*sqrt(x) + 3 = x; sqrt(x) + 1 < 4; 3 - sqrt(x) > 1; 2*abs(x) - 3 = 5; 2*abs(x) - 3 < 5; 1 - abs(x) >= -4
abs(x) + abs(x - 1) = 3; abs(x - 1) < 2*x; abs(x) <= x; abs(x) != 2*x; 2^x = 8; 4^x = 8^2; 4^x = 8^(x + 1)
3*2^x - 4 = 20; 2*ln(x) - 1 = 3; log(x, 2) + 1 = 4; (1/2)^x = 4; 1 + 2^x = 9; 9^x = 3; 1 < 2; 2 + 2 = 5; sqrt(2) > 1
1/2 <= 0.5; 3 != 3; x + 1 = x; x + 1 > x; x - x = 0; x/x = 1; sqrt(x) >= -1; 2*x = x + x; x > 1 and x > 2
x = 1 or x = 1 or x = 2; x > 0 and x < 3 and x != 1; x >= 1 and x <= 1; x < 1 or x > 0; x^2 - 2*x > -1
2*(x + 1) < 3; 3*(x - 2) >= x; 2*(x + 1) > x; 4*(1 - x) <= x; sqrt(x)*(x + 1) = 3; x > 2*x + 5; 3*x <= 7
x + 2 <= 3*x - 1; x + 3 > 2; 7 >= x - 1; a*x + b*x < 3; a*x + b*x >= 2; a*x - x > 1; a*x - x <= 1; a*x - x != 1
x/2 + 1/3 = x/5 - 2; x/2 + 1/3 != x/5; x/2 + 1 < x/3; x/2 + 1 > x/3; x/4 <= x - 3; 3*x/4 >= x + 1; -x = 3; -x != 3
-x = 4; -2*x < 5; -2*x > 6; -2*x <= 3; -3*x >= 4; 4^x - 5*2^x + 4 = 0; 9^x - 4*3^x + 3 = 0; 3^x + 3^(-x) - 2 = 0
4^x = 5*2^x - 4; 4^x - 5*2^x + 4 < 0; 4^x - 5*2^x + 4 > 0; 4^x - 5*2^x + 4 <= 0; 4^x - 5*2^x + 4 >= 0; 4^x < 5*2^x - 4
4^x > 5*2^x - 4; 4^x <= 5*2^x - 4; 4^x >= 5*2^x - 4; log(x, 2)^2 - 3*log(x, 2) + 2 = 0; x + sqrt(x) - 2 = 0; 2*a*b = 0
a - b != 0; 2^x - 1 < 3; 2^x - 1 > 3; 3*2^x + 1 <= 7; 2^x - 4 >= 0; ln(x) - 1 < 2; 2*ln(x) > 4; log(x, 2) + 1 <= 4
log(x, 2) - 1 >= 0; -2*a < 0; 2 = x + 3*x; 2 != x + 3*x; 1/x + 1/(x + 1) = 2; 1/(x - 1) != 2/x
x^2 + x = 3; x^2 + x >= 3; x^2 + x < 3; x^2 + 1 > 2*x; sqrt(x) - 2 <= 1; sqrt(x) + 2 >= 3; 2*sqrt(x) > 6
abs(x) + 2 > 3; abs(x) - 1 <= 2; 2*x + 4 = 2*x; 1/x < 2 + x; 1/x + x > 0; 1/x - 1 >= 0; 1/(x - 1) - 1/x <= 0
x/(x + 1) - 2 < 0; x^3 - x > 0; x^3 - x <= 0; x^3 - x >= 0; x^3 - x < 0; x^2 - x != 0; x*2^x - 2^x = 0
2*(x + 3) != x; x != 2*(x - 3); x^2 + 3 != 4*x; x^2 = 2*x; (x - 1)/(x^2 - 4) > 0; x^4 - 1 > 0; x*(x - 1) + 2 = 0
x*(x - 1) != 0; 2*x*(x + 3) - 5 != 0; 1 - 3^x = -8; (x^2 - 1)/(x^2 - 4) <= 0; (x^2 - 1)/(x^2 - 4) > 0
x = 1 or x = 2 or x = 2; abs(x) > 3*x; abs(x - 2) >= 1; x >= 2 and x >= 3; x^2 + y^2 = 13 and x^2 - y^2 = 5
x*y = 6 and x*y - x = 4; 1/(x - x) = 2; sqrt(-1 - x^2) = 1; ln(-2) = x; 3 = sqrt(x)*(x + 1); 1 + x <= 2*(x - 3)
x <= 2*(x - 3); x > 3 => x > 2; x > 3 => x < -3 or x > 3; x >= 1 and x <= 2 => x > 0; x > 1 => x > 2
x < 1 or x > 3 => x != 2
""".replace("\n", ";")


@dataclass(frozen=True)
class Finding:
    """What testing a rule gave.

    held      instances at which the claim was found right with its guards (and left side) holding
    undecided instances that could not be decided
    failure   None, or the instance at which the claim is wrong, in words
    """

    rule: str
    held: int
    undecided: int
    failure: str | None

    @property
    def ok(self) -> bool:
        return self.failure is None and self.held > 0


def check_rule(rule: Rule, instances: int = 160) -> Finding:
    """Test a rule on about `instances` instances, the same ones every time."""
    if rule.computed:
        return _check_computed(rule)
    held = undecided = 0
    for env in _environments(rule, instances):
        if not all(TESTS[t.name](instantiate(t.argument, env), frozenset()) is not t.negated for t in rule.sound_tests):
            continue
        guards = [exact_truth(instantiate(g, env)) for g in rule.guards]
        if False in guards:
            continue
        if None in guards:
            undecided += 1
            continue
        left = instantiate(rule.left, env)
        if not _speaks(rule.relation, left):
            continue
        verdict = _claim(rule.relation, left, instantiate(rule.right, env))
        if verdict is False:
            return Finding(rule.name, held, undecided, _at(env))
        held += verdict is True
        undecided += verdict is None
    return Finding(rule.name, held, undecided, None)


def _claim(relation: str, left: Term, right: Term) -> bool | None:
    """Whether a closed instance is right; None when it is undecided. Only for instances that `_speaks` lets in."""
    if relation == "=":
        there = is_defined(right)
        return there if not there else exact_truth(eq(left, right))
    a, b = exact_truth(left), exact_truth(right)
    if relation == "==>":
        return b
    return None if a is None or b is None else a is b


def _speaks(relation: str, left: Term) -> bool:
    """Whether a rule says anything of an instance: its left side is defined, its premise true."""
    return relation == "<=>" or (is_defined(left) if relation == "=" else exact_truth(left)) is True


def _at(env: Point) -> str:
    return ", ".join(f"{name} = {value}" for name, value in sorted(env.items()))


def _environments(rule: Rule, instances: int) -> Iterator[dict[str, Term]]:
    names = sorted(rule.left.free | rule.right.free | {n for g in rule.guards for n in g.free})
    values = {name: _values(name, rule) for name in names}
    total = 1
    for options in values.values():
        total *= len(options)
    if rule.relation == "==>":
        instances *= 4  # most points do not satisfy the premise
    if total <= instances * 2:
        for combination in product(*values.values()):
            yield dict(zip(names, combination, strict=True))
        return
    draw = random.Random(rule.name)
    small = [options[:4] for options in values.values()]
    for _ in range(instances):
        yield dict(zip(names, [draw.choice(options) for options in values.values()], strict=True))
    for _ in range(instances):
        yield dict(zip(names, [draw.choice(options) for options in small], strict=True))


def _values(name: str, rule: Rule) -> list[Term]:
    if name.isupper():
        return [TRUE, FALSE]
    parts = [t for side in (rule.left, rule.right) for _, t in subterms(side)]
    if any(t.head == "pow" and name in t.args[1].free for t in parts) or any(
        t.argument.free == {name} and t.name in ("integer", "even", "odd", "natural") for t in rule.sound_tests
    ):
        return [parse(v) for v in EXPONENTS]
    if any(t.head in ("sin", "cos", "tan") and name in t.free for t in parts):
        return [parse(v) for v in ANGLES]
    if any(t.head == "fact" for t in parts):
        return [parse(v) for v in ("0", "1", "2", "3", "4")]
    return [parse(v) for v in RATIONALS + RADICALS]


# -- computed rules --------------------------------------------------------------------------------


def _check_computed(rule: Rule) -> Finding:
    held = undecided = 0
    book = Rulebook([rule])
    for term in samples(rule):
        for unknowns in (frozenset({"x"}), frozenset(term.free)):
            for rewrite in book.rewrites(term, unknowns):
                verdict = _agree(term, rewrite.new)
                if verdict is False:
                    return Finding(rule.name, held, undecided, f"{term} became {rewrite.new}")
                held += verdict is True
                undecided += verdict is None
    return Finding(rule.name, held, undecided, None)


def samples(rule: Rule) -> Iterator[Term]:
    """Terms a rule may apply to: school expressions or formulas, and its left side with small terms put in."""
    texts = SAMPLE_FORMULAS if is_formula(rule.left) else SAMPLE_EXPRESSIONS
    yield from (parse(text) for text in texts.split(";") if text.strip())
    names = sorted(rule.left.free)
    if not rule.left.args or is_formula_letter(rule.left) or any(n.isupper() for n in names):
        return
    draw = random.Random(rule.name)
    pieces = [parse(t) for t in ("x", "2", "3", "4", "-6", "1/2", "x + 1", "2*x", "x^2", "x - 2", "9", "12", "x^2 - 4")]
    for _ in range(60):
        yield instantiate(rule.left, {n: draw.choice(pieces) for n in names})


def _agree(old: Term, new: Term) -> bool | None:
    """Whether a result agrees with its term: decided somewhere, different nowhere. Where a computed
    expression is undefined and its term is not, the kernel refuses the step, so that says nothing here."""
    sure = False
    for env in _points(sorted(old.free | new.free)):
        a, b = substitute(old, env), substitute(new, env)
        if is_formula(old):
            p, q = exact_truth(a), exact_truth(b)
            if p is not None and q is not None:
                if p is not q:
                    return False
                sure = True
        elif is_defined(a) and is_defined(b):
            same = exact_truth(eq(a, b))
            if same is False:
                return False
            sure = sure or same is True
    return True if sure else None


def _points(names: Sequence[str]) -> Iterator[dict[str, Term]]:
    values = [parse(v) for v in POINTS]
    if len(names) < 2:
        yield from ({name: v for name in names} for v in (values if names else values[:1]))
        return
    draw = random.Random(str(names))
    for _ in range(48):
        yield {name: draw.choice(values) for name in names}


__all__ = ["Finding", "check_rule", "samples"]
