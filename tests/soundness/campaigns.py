"""Campaigns against the deciders: random claims, the answer of the prover, and points that judge it.

Each campaign yields a line for every answer that a point contradicts. Run one from the folder `tests`:

    python -m tests.soundness.campaigns identity 20000 1
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from flint import arb

from hybrid.decide import cascade, cells, pieces, refute, whole_parts
from hybrid.decide.meaning import conditions
from hybrid.decide.rational import same_value
from hybrid.decide.verdict import Verdict
from hybrid.judge import judge
from hybrid.problem import Domain
from hybrid.syntax.parse import parse
from hybrid.term import RELATIONS, Term, conj, make, number, replace, subterms, sym
from tests.soundness.evaluator import UNDEFINED, Evaluator
from tests.soundness.generate import COORDINATES, Maker, coordinate, twisted

SURE = Evaluator(256)
CLOSE = Evaluator(512, trust=True)
POINTS = 40
ALL = ("root", "abs", "log", "exp", "trig", "power")
SETS: tuple[tuple[str, ...], ...] = (
    ALL,
    ("root", "abs", "power"),
    ("root",),
    ("abs",),
    ("log", "exp"),
    ("trig",),
    (),
    ("power", "exp"),
    ("mod",),
    ("mod", "power"),
    ("fact", "power"),
)
DOMAINS: tuple[Domain, ...] = ("real", "real", "real", "integer", "natural", "rational")


def points(rng: Random, letters: Sequence[str], domains: Mapping[str, str], n: int = POINTS) -> list[dict[str, Any]]:
    out = [{x: coordinate(rng, domains.get(x, "real")) for x in letters} for _ in range(n if letters else 1)]
    for p in out:
        if len(letters) > 1 and rng.random() < 0.4:
            x, y = rng.sample(list(letters), 2)
            related = [
                p[x],
                -p[x],
                2 * p[x],
                p[x] + 1,
                p[x] - 1,
                p[x] * p[x],
                1 - p[x],
                *([1 / p[x]] if p[x] != 0 else []),
            ]
            v = rng.choice(related)
            if inside({y: v}, domains):
                p[y] = v
    return out


def show(point: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{k}: {v if not isinstance(v, arb) else v.str(8)}" for k, v in point.items()) + "}"


def at(point: Mapping[str, Term]) -> dict[str, Any] | None:
    """A refuting point as numbers."""
    out = {k: CLOSE.value(v, {}) for k, v in point.items()}
    return None if any(v is None or v is UNDEFINED for v in out.values()) else out


def inside(point: Mapping[str, Any], domains: Mapping[str, str]) -> bool:
    for k, d in domains.items():
        v = point.get(k)
        if d == "real" or v is None:
            continue
        if isinstance(v, arb):
            return False
        if d in ("integer", "natural") and v.denominator != 1 or d == "natural" and v < 0:
            return False
    return True


def letters_of(*terms: Term) -> list[str]:
    return sorted(frozenset().union(*[t.free for t in terms]))


def differ(a: Term, b: Term, p: Mapping[str, Any], facts: Sequence[Term], both: bool) -> bool:
    """Whether a = b surely fails at p: with `both`, only where both are defined."""
    if any(SURE.truth(f, p) is not True for f in facts):
        return False
    left, right = SURE.value(a, p), SURE.value(b, p)
    if left is None or left is UNDEFINED or right is None:
        return False
    if right is UNDEFINED:
        return not both
    return SURE.same(a, b, p) is False


def confirmed(check: Callable[[Evaluator], bool | None]) -> bool | None:
    """Whether a refuting point refutes, if need be with trust in balls that shrink; None when that is not known."""
    sure = check(SURE)
    return check(CLOSE) if sure is None else sure


def _equal_fails(
    e: Evaluator, a: Term, b: Term, p: Mapping[str, Any], facts: Sequence[Term], both: bool
) -> bool | None:
    held = [e.truth(f, p) for f in facts]
    if False in held:
        return False
    if None in held:
        return None
    left, right = e.value(a, p), e.value(b, p)
    if left is UNDEFINED:
        return False
    if left is None or right is None:
        return None
    if right is UNDEFINED:
        return not both
    same = e.same(a, b, p)
    return None if same is None else not same


def _truths_differ(e: Evaluator, a: Term, b: Term, p: Mapping[str, Any], facts: Sequence[Term]) -> bool | None:
    held = [e.truth(f, p) for f in facts]
    if False in held:
        return False
    left, right = e.truth(a, p), e.truth(b, p)
    if None in held or left is None or right is None:
        return None
    return left is not right


class Campaign:
    def __init__(self, name: str, seed: int) -> None:
        self.rng = Random(f"{name} {seed}")
        self.counts: Counter[str] = Counter()
        self.found: list[str] = []

    def bad(self, kind: str, text: str) -> None:
        self.counts["WRONG " + kind] += 1
        line = f"{kind}: {text}"
        self.found.append(line)
        print(line[:600], flush=True)

    def refuted(self, kind: str, answer: bool | None, about: str, v: Verdict) -> None:
        if answer is None:
            self.counts[kind + " unconfirmed"] += 1
        elif not answer:
            self.bad(kind + " refuted", f"{about} at {show(v.point or {})}")

    def maker(self) -> Maker:
        rng = self.rng
        return Maker(rng, rng.choice(("x", "x", "xy", "xy", "xyz")), rng.choice(SETS))

    def domains(self, letters: Sequence[str]) -> dict[str, Domain]:
        d = self.rng.choice(DOMAINS)
        return {x: d for x in letters if self.rng.random() < 0.8} if d != "real" else {}

    def facts(self, m: Maker) -> tuple[Term, ...]:
        rng = self.rng
        return tuple(m.formula(1, 1) for _ in range(rng.choice((0, 0, 0, 1, 2))))

    # -- the campaigns --

    def identity(self) -> None:
        rng, m = self.rng, self.maker()
        a = m.expression(rng.choice((1, 2, 3, 3)))
        b = twisted(rng, a, rng.choice((1, 1, 2, 3)))
        if a is b:
            return
        facts, domains = self.facts(m), self.domains("xyz")
        which = rng.random()
        if which < 0.5:
            verdict = cascade.identity(a, b, facts, domains)
        else:
            verdict = same_value(a, b, domains, facts)
            if verdict.refuted and facts:
                facts = ()
        self.judge_equal("identity", verdict, a, b, facts, domains, both=True)

    def judge_equal(
        self, kind: str, v: Verdict, a: Term, b: Term, facts: tuple[Term, ...], domains: Mapping[str, str], both: bool
    ) -> None:
        self.counts[f"{kind} {v.answer}"] += 1
        about = f"{a}   =>   {b}   given {[str(f) for f in facts]} in {dict(domains)} by {v.by} {v.certificate}"
        if v.proved:
            for p in points(self.rng, letters_of(a, b, *facts), domains):
                if differ(a, b, p, facts, both):
                    self.bad(kind + " proved", f"{about} at {show(p)}")
                    return
        elif v.refuted:
            p = at({**dict.fromkeys(letters_of(a, b, *facts), make_zero()), **(v.point or {})})
            if p is None:
                return
            if not inside(p, domains):
                self.bad(kind + " outside", f"{about} at {show(p)}")
            else:
                self.refuted(kind, confirmed(lambda e: _equal_fails(e, a, b, p, facts, both)), about, v)

    def equivalence(self) -> None:
        rng, m = self.rng, self.maker()
        a = m.formula(rng.choice((1, 2, 2)), rng.choice((0, 1, 1, 2)))
        b = twisted(rng, a, rng.choice((1, 1, 2, 3))) if rng.random() < 0.85 else m.formula(1, 1)
        facts, domains = self.facts(m), self.domains("xyz")
        self.judge_formulas("equivalence", cascade.equivalence(a, b, facts, domains), a, b, facts, domains)

    def judge_formulas(
        self, kind: str, v: Verdict, a: Term, b: Term, facts: tuple[Term, ...], domains: Mapping[str, str]
    ) -> None:
        self.counts[f"{kind} {v.answer}"] += 1
        about = f"{a}   <=>   {b}   given {[str(f) for f in facts]} in {dict(domains)} by {v.by} {v.certificate}"
        letters = letters_of(a, b, *facts)
        if v.proved:
            for p in points(self.rng, letters, domains):
                if _truths_differ(SURE, a, b, p, facts) is True:
                    self.bad(kind + " proved", f"{about} at {show(p)}")
                    return
        elif v.refuted:
            p = at({**dict.fromkeys(letters, make_zero()), **(v.point or {})})
            if p is None:
                return
            if not inside(p, domains):
                self.bad(kind + " outside", f"{about} at {show(p)}")
            else:
                self.refuted(kind, confirmed(lambda e: _truths_differ(e, a, b, p, facts)), about, v)

    def entails(self) -> None:
        rng, m = self.rng, self.maker()
        hyps = tuple(m.formula(rng.choice((1, 2)), rng.choice((0, 0, 1))) for _ in range(rng.choice((0, 1, 1, 2, 3))))
        kind = rng.random()
        if kind < 0.5 and hyps:
            goal = twisted(rng, rng.choice(hyps), rng.choice((1, 2)))
        elif kind < 0.65 and hyps:
            cs = conditions(twisted(rng, rng.choice(hyps), 2))
            goal = rng.choice(cs) if cs else m.formula(1, 1)
        else:
            goal = m.formula(rng.choice((1, 2)), rng.choice((0, 0, 1)))
        domains = self.domains("xyz")
        v = cascade.entails(hyps, goal, domains)
        self.judge_formulas("entails", v, make("true"), goal, hyps, domains)

    def linear(self) -> None:
        """Entailments among linear and quadratic atoms, where many hold."""
        rng = self.rng
        letters = rng.choice(("x", "xy", "xyz"))

        def form() -> Term:
            parts = [
                make(
                    "mul",
                    (
                        make("num", (), rng.choice((-3, -2, -1, 1, 2, 3))),
                        rng.choice(
                            [make("sym", (), x) for x in letters] * 3
                            + [make("pow", (make("sym", (), x), make("num", (), 2))) for x in letters]
                            + [make("div", (make("num", (), 1), make("sym", (), x))) for x in letters[:1]]
                            + [make("root", (make("sym", (), x), make("num", (), 2))) for x in letters[:1]]
                            + [
                                make("abs", (make("sym", (), letters[0]),)),
                                make("mul", tuple(make("sym", (), x) for x in letters)),
                            ]
                        ),
                    ),
                )
                for _ in range(rng.choice((1, 1, 2, 2, 3)))
            ]
            return make("add", (*parts, make("num", (), rng.choice((-3, -2, -1, 0, 0, 1, 2, 3)))))

        def atom() -> Term:
            return make(
                rng.choice(("eq", "ne", "lt", "le", "gt", "ge", "lt", "le")),
                (form(), rng.choice((make("num", (), 0), form()))),
            )

        hyps = tuple(
            atom() if rng.random() < 0.85 else make("or", (atom(), atom())) for _ in range(rng.choice((1, 2, 3, 3)))
        )
        goal = atom()
        domains = self.domains("xyz")
        if rng.random() < 0.6:
            self.judge_formulas("linear", cascade.entails(hyps, goal, domains), make("true"), goal, hyps, domains)
        else:
            a, b = conj(*hyps), rng.choice((conj(*(twisted(rng, h) for h in hyps)), conj(*hyps, goal), make("false")))
            self.judge_formulas("linear equivalence", cascade.equivalence(a, b, (), domains), a, b, (), domains)

    def naturals(self) -> None:
        """Powers, factorials and polynomials of a natural number compared, from some number on."""
        rng = self.rng

        def side(depth: int) -> str:
            shift, times = rng.choice((0, 0, 1, 2)), rng.choice((1, 1, 2))
            power = f"({rng.choice((2, 3, 4, '1/2', 'x', '1 + x'))})^({times}*n + {shift})"
            plain = rng.choice(
                (power, power, f"(n + {shift})!", f"n^{shift + 1}", f"{rng.randint(-3, 4)}*n", f"{shift}")
            )
            return plain if not depth else f"({side(depth - 1)}) {rng.choice('+-*')} ({plain})"

        goal = parse(
            f"{side(rng.randint(0, 2))} {rng.choice(('<', '<=', '>', '>=', '=', '!='))} {side(rng.randint(0, 1))}"
        )
        hyps = rng.choice(((), (), (parse(f"n >= {rng.randint(1, 6)}"),)))
        if "x" in goal.free:
            hyps += (parse(rng.choice(("x > 0", "x > -1", "x >= 1", "x > -3"))),)
        domains: dict[str, Domain] = {"n": "natural"}
        verdict = cascade.entails(hyps, goal, domains)
        if (verdict.certificate or {}).get("decider") == "induction":
            self.counts["naturals by induction"] += 1
        self.judge_formulas("naturals", verdict, make("true"), goal, hyps, domains)

    def remainders(self) -> None:
        """What divides what: remainders and common divisors with numbers and with letters below."""
        rng = self.rng
        whole = rng.random() < 0.8
        domains: dict[str, Domain] = dict.fromkeys("abcmn", rng.choice(("integer", "natural"))) if whole else {}

        def product() -> str:
            return rng.choice(("a", "b", "c", "n", "a*b", "b*c", "a*c", "n^2", "a^2", "2*a", "3*b", "m*a", "(a + 1)*b"))

        def side() -> str:
            parts = [product() for _ in range(rng.choice((1, 1, 2)))] + rng.choice(([], [], ["1"], ["-1"], ["-5"]))
            return " + ".join(parts)

        def below() -> str:
            return rng.choice(("m", "m", "a", "b", "a*b", "2*m", "6", "4", "3"))

        def atom() -> str:
            kind = rng.random()
            if kind < 0.45:
                return f"({side()}) mod ({below()}) = 0"
            if kind < 0.6:
                return f"({side()}) mod (m) = ({side()}) mod (m)"
            if kind < 0.7:
                right = rng.choice(("1", "2", "m", "b mod 3"))
                return f"({side()}) mod ({below()}) {rng.choice(('=', '<', '!='))} {right}"
            pair = f"({side()}, {rng.choice((side(), below()))})"
            if kind < 0.85:
                return f"gcd{pair} = {rng.choice(('1', '2', 'a', 'abs(a)', f'gcd({side()}, {below()})'))}"
            return f"{rng.choice(('gcd', 'lcm'))}{pair} = {rng.choice(('gcd', 'lcm'))}({side()}, {side()})"

        def likely() -> tuple[list[str], str]:
            """Hypotheses and what follows from them, or nearly."""
            p, q, r, k = product(), product(), product(), rng.choice((0, 1, 1, -2, 3))
            off = rng.choice(("", "", " + 1", f" + {product()}"))
            return rng.choice(
                (
                    ([f"({p}) mod m = 0", f"({q}) mod m = 0"], f"({k}*({p}) + ({q})*({r}){off}) mod m = 0"),
                    ([f"({p} - ({q})) mod m = 0"], f"(({p})^2 - ({q})^2{off}) mod m = 0"),
                    ([f"({p} - ({q})) mod m = 0"], f"({p} + {r}{off}) mod m = ({q} + {r}) mod m"),
                    ([f"({p}) mod b = 0", "b mod a = 0"], f"({p}{off}) mod a = 0"),
                    ([f"gcd(a, b) = {rng.choice((1, 1, 2))}", "(b*c) mod a = 0"], f"({k}*c{off}) mod a = 0"),
                    ([f"({p}) mod m = 1", "m > 1"], f"(({p})^2{off}) mod m = 1"),
                    ([], f"gcd({p}, {q}) = gcd({p} + {k}*({q}){off}, {q})"),
                    ([], f"gcd({k}*n + 1{off}, n) = 1"),
                    ([], f"gcd(({p})*c, ({q})*c) = abs(c{off})*gcd({p}, {q})"),
                    ([], f"gcd({p}, {q})*lcm({q}, {p}) = abs(({p})*({q}){off})"),
                    ([f"({p}) mod a = 0"], f"gcd({p}{off}, a) = abs(a)"),
                    ([f"({p}) mod a = 0"], f"lcm(a, {p}) = abs({p}{off})"),
                    ([f"({p}) mod 3 = 1"], f"(({p})^2 + {k}*({p}){off}) mod 3 = {(1 + k) % 3}"),
                )
            )

        texts, claim = likely() if rng.random() < 0.6 else ([atom() for _ in range(rng.choice((0, 1, 1, 2)))], atom())
        if rng.random() < 0.5:
            texts = [*texts, rng.choice(("m != 0", "m > 1", "a != 0", "b > 0", "n >= 2"))]
        hyps, goal = [parse(t) for t in texts], parse(claim)
        verdict = cascade.entails(tuple(hyps), goal, domains)
        if (verdict.certificate or {}).get("decider") in ("divisibility", "residues", "identity"):
            self.counts[f"remainders by {(verdict.certificate or {})['decider']}"] += 1
        self.judge_formulas("remainders", verdict, make("true"), goal, tuple(hyps), domains)

    def floors(self) -> None:
        """Whole parts of linear expressions: entailments, equivalences, and the solutions of equations."""
        rng = self.rng
        letters = rng.choice(("x", "x", "xy", "xn"))
        domains: dict[str, Domain] = {"n": rng.choice(("integer", "natural"))} if "n" in letters else {}

        def line() -> str:
            parts = [f"{rng.choice((1, 1, 2, 3, '1/2', '1/3', -1))}*{rng.choice(letters)}"]
            parts += rng.choice(([], [f"{rng.choice((1, -1, 2))}*{rng.choice(letters)}"], []))
            return " + ".join([*parts, *rng.choice(([], [rng.choice(("1", "1/2", "-1/3", "2"))]))])

        def part() -> str:
            u, m = line(), rng.choice((1, 1, 1, 2, 3, "1/2"))
            if rng.random() < 0.15:
                u = f"{u} - (({line()}) mod 1)"
            return rng.choice((f"({u}) mod ({m})", f"({u} - (({u}) mod 1))", f"({u} + ((-({u})) mod 1))"))

        def side() -> str:
            parts = [rng.choice((part, part, line))() for _ in range(rng.choice((1, 1, 2)))]
            return f" {rng.choice('+-')} ".join(f"({p})" for p in parts)

        def atom() -> str:
            right = side() if rng.random() < 0.4 else rng.choice(("0", "1", "2", "3", "1/2", "-1", "7/3"))
            return f"{side()} {rng.choice(('=', '=', '<', '<=', '>', '>=', '!='))} {right}"

        def near() -> str:
            u, k = line(), rng.randint(-2, 3)
            low, high = rng.choice((">=", ">=", ">")), rng.choice(("<", "<", "<="))
            return f"{u} {low} {k} and {u} {high} {k + rng.choice((1, 1, 2))}"

        if letters == "x" and rng.random() < 0.4:
            curve = f"{rng.choice(('x', 'x', 'x^2', f'({part()})'))}*({part()})"
            curve = rng.choice(
                (curve, f"{curve} - ({line()})", f"x^2 - ({part()})", f"1/x + ({part()})", f"{curve} + x^3")
            )
            f = parse(f"{curve} {rng.choice(('=', '=', '<', '>=', '!='))} {rng.choice((0, 1, 2, 3, 5, '1/2', -1))}")
            other = pieces.solutions(f, -8, 8)
            self.counts["floors by pieces"] += other is not None
            if other is not None:
                other = rng.choice((other, twisted(rng, other, 1)))
                verdict = cascade.equivalence(f, other)
                self.counts["pieces proved"] += verdict.proved
                self.judge_formulas("floors", verdict, f, other, (), {})
            return
        f = parse(rng.choice((atom(), atom(), f"{atom()} and {near()}")))
        if rng.random() < 0.3:
            u, k = line(), rng.randint(-2, 3)
            f = parse(f"({u}) - (({u}) mod 1) {rng.choice(('=', '<=', '>'))} {k}")
        if rng.random() < 0.5:
            goal = parse(rng.choice((atom(), near(), f"({near()}) or ({near()})")))
            verdict = cascade.entails((f,), goal, domains)
            self.judge_formulas("floors", verdict, make("true"), goal, (f,), domains)
        else:
            f = parse(f"{f} and {near()}") if rng.random() < 0.5 else f
            other = whole_parts.solution_set(f, "x") if f.free == {"x"} else None
            self.counts["floors " + ("unknown" if other is None else "solved")] += f.free == {"x"}
            other = parse(near()) if other is None else rng.choice((other, twisted(rng, other, 1)))
            self.judge_formulas("floors", cascade.equivalence(f, other, (), domains), f, other, (), domains)

    def angles(self) -> None:
        """Sines, cosines and tangents within bounds: the solutions, and what is said of one end changed."""
        rng = self.rng

        def part() -> str:
            inner = (
                f"{rng.choice((1, 1, 2, 3, '1/2', -1))}*x + {rng.choice((0, 0, 1, 2, 3))}*pi/{rng.choice((3, 4, 6))}"
            )
            bare = f"{rng.choice(('sin', 'cos', 'tan'))}({inner})"
            return rng.choice((bare, bare, f"({bare})^2", f"abs({bare})", f"1/({bare})"))

        sides = f"{part()} {rng.choice('+-*')} {rng.choice((part(), '1', '1/2', 'sqrt(3)'))}"
        atom = (
            f"{sides} {rng.choice(('<', '<=', '>', '>=', '=', '!='))} {rng.choice((0, 0, 1, '1/2', 'sqrt(2)/2', '-1'))}"
        )
        low, high = rng.choice((-3, 0, "-pi")), rng.choice((3, 7, "pi", "2*pi"))
        bounds = parse(f"{low} <= x"), parse(f"x {rng.choice(('<', '<='))} {high}")
        goal = parse(atom)
        if rng.random() < 0.4:
            hyps = (*bounds, parse(f"{part()} {rng.choice(('<', '>', '='))} {rng.choice((0, '1/2', '3/5'))}"))
            hyps = hyps if rng.random() < 0.6 else bounds
            self.judge_formulas("angles entailed", cascade.entails(hyps, goal), make("true"), goal, hyps, {})
            return
        f = conj(goal, *bounds)
        solved = cells.solution_set(f, "x")
        self.counts["angles " + ("unknown" if solved is None else "solved")] += 1
        if solved is None:
            return
        for p in points(rng, "x", {}, 60):
            if _truths_differ(SURE, f, solved, p, ()) is True:
                self.bad("angles", f"{f}   has solutions   {solved}, at {show(p)}")
                return
        other = twisted(rng, solved, 1)
        self.judge_formulas("angles near", cascade.equivalence(f, other), f, other, (), {})

    def cells(self) -> None:
        rng = self.rng
        m = Maker(rng, "x", rng.choice((("root", "abs"), (), ("power",), ("root",), ("abs",), ("log", "exp"))))
        f = m.formula(rng.choice((1, 2, 3)), rng.choice((0, 1, 2)))
        domain = rng.choice(DOMAINS)
        solved = cells.solution_set(f, "x", domain)
        self.counts["cells " + ("unknown" if solved is None else "solved")] += 1
        if solved is None:
            return
        for p in points(rng, "x", {"x": domain}, 60):
            if _truths_differ(SURE, f, solved, p, ()) is True:
                self.bad("cells", f"{f}   has solutions   {solved}   in {domain}, at {show(p)}")
                return
        verdict = cells.valid(f, self.facts(m), {"x": domain})
        if verdict.proved:
            self.counts["cells valid"] += 1

    def near(self) -> None:
        """A formula and its solutions with one end or point changed; also a leap to them inside a larger formula."""
        rng = self.rng
        m = Maker(
            rng, "x", rng.choice((("root", "abs"), (), ("power",), ("root",), ("abs",), ("log", "exp"), ("exp",)))
        )
        f = m.formula(rng.choice((1, 2, 2, 3)), rng.choice((0, 0, 1)))
        domain = rng.choice(DOMAINS)
        solved = cells.solution_set(f, "x", domain)
        if solved is None or not solved.free:
            return
        atoms = [(p, t) for p, t in subterms(solved) if t.head in RELATIONS]
        place, atom = rng.choice(atoms)
        other = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt", "eq": "le", "ne": "ge"}[atom.head]
        end = atom.args[0] if atom.args[1].head == "sym" else atom.args[1]
        changed = rng.choice(
            (
                lambda: replace(solved, place, make(other, atom.args)),
                lambda: make("or", (solved, make("eq", (sym("x"), end)))),
                lambda: make("and", (solved, make("ne", (sym("x"), end)))),
                lambda: make("or", (solved, make("eq", (sym("x"), number(rng.choice(COORDINATES)))))),
                lambda: solved,
            )
        )()
        domains = {"x": domain}
        v = cascade.equivalence(f, changed, (), domains)
        self.counts[f"near {v.answer}"] += 1
        if v.proved:
            at_ends = [CLOSE.value(t.args[0] if t.args[1].head == "sym" else t.args[1], {}) for _, t in atoms]
            for c in at_ends + [p["x"] for p in points(rng, "x", domains, 30)]:
                p = {"x": c}
                if c is None or c is UNDEFINED or not inside(p, domains):
                    continue
                sure = _truths_differ(SURE, f, changed, p, ())
                if sure or sure is None and _truths_differ(CLOSE, f, changed, p, ()):
                    self.bad("near", f"{f}   <=>   {changed} in {domain} by {v.by} {v.certificate} at {show(p)}")
                    return
        else:
            self.judge_formulas("near", v, f, changed, (), domains)

    def refuters(self) -> None:
        rng, m = self.rng, self.maker()
        facts, domains = self.facts(m), self.domains("xyz")
        a = m.expression(rng.choice((1, 2, 3)))
        b = twisted(rng, a, rng.choice((1, 2)))
        point = refute.refute_equal(a, b, facts, domains)
        v = Verdict("unknown", "refute") if point is None else Verdict("refuted", "refute", point=point)
        self.judge_equal("refute equal", v, a, b, facts, domains, both=False)

    def judging(self) -> None:
        rng, m = self.rng, self.maker()
        facts, domains = self.facts(m), self.domains("xyz")
        if rng.random() < 0.5:
            a = m.expression(rng.choice((1, 2, 3)))
            b = twisted(rng, a, rng.choice((1, 1, 2)))
            self.judge_equal("judge", judge(a, b, facts, domains), a, b, facts, domains, both=False)
        else:
            a = m.formula(rng.choice((1, 2)), rng.choice((0, 1)))
            b = twisted(rng, a, rng.choice((1, 1, 2)))
            self.judge_formulas("judge formulas", judge(a, b, facts, domains), a, b, facts, domains)


def make_zero() -> Term:
    return make("num", (), 0)


def run(name: str, n: int, seed: int, slow: float = 3.0, seconds: float = 150.0) -> Campaign:
    """n cases of a campaign, or as many as `seconds` allow. Exceptions count as crashes."""
    c = Campaign(name, seed)
    began = time.process_time()
    for _ in range(n):
        start = time.process_time()
        if start - began > seconds:
            break
        c.counts["cases"] += 1
        try:
            getattr(c, name)()
        except Exception as error:
            c.counts["CRASH"] += 1
            if c.counts["CRASH"] < 6:
                import traceback

                print("crash", repr(error)[:300], traceback.format_exc()[-900:], flush=True)
        if time.process_time() - start > slow:
            c.counts["slow"] += 1
    return c


def main() -> None:
    name, n, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    start = time.process_time()
    c = run(name, n, seed)
    print(name, n, seed, dict(sorted(c.counts.items())), f"{time.process_time() - start:.0f} s")


if __name__ == "__main__":
    main()
