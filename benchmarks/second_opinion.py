"""What z3 and SymPy say of a step: judges that share no code with the prover.

z3 (de Moura, Bjorner, "Z3: an efficient SMT solver", TACAS 2008) decides formulas over the reals made of polynomials,
fractions, roots and absolute values. A root is a new letter with what defines it; an atom is true where its terms are
defined and its relation holds, as docs/design.md says. SymPy evaluates a line at a point, fractions exactly and
other numbers to 60 digits. What a judge cannot read raises `CannotTell`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from hybrid.term import RELATIONS, Term, is_formula, rational

DIGITS = 60
TINY = 40  # decimal digits to which two numbers agree that count as equal; a simplifier could run without end
MAX_POWER = 40
MAX_ROOT = 9
Says = Literal["right", "wrong", "unknown"]


class CannotTell(Exception):
    """The judge has no reading of a term, or gives up."""


# -- z3 --------------------------------------------------------------------------------------------


class Z3Judge:
    """Asks z3 whether one line follows from another. milliseconds: for one question."""

    def __init__(self, milliseconds: int = 2000) -> None:
        import z3

        self.z3: Any = z3
        self.milliseconds = milliseconds

    def step(
        self,
        before: Term,
        after: Term,
        relation: str = "<=>",
        given: Sequence[Term] = (),
        domains: Mapping[str, str] | None = None,
    ) -> Says:
        """Whether `before RELATION after` holds wherever the given formulas do; "unknown" where z3 cannot tell."""
        reading = _Reading(self.z3, domains or {})
        try:
            facts = [reading.formula(g) for g in given]
            if is_formula(before):
                a, b = reading.formula(before), reading.formula(after)
                wrong = self.z3.And(a, self.z3.Not(b)) if relation == "==>" else self.z3.Xor(a, b)
            else:
                (a, a_defined), (b, b_defined) = reading.term(before), reading.term(after)
                wrong = self.z3.And(a_defined, self.z3.Not(self.z3.And(b_defined, a == b)))
        except CannotTell:
            return "unknown"
        solver = self.z3.Solver()
        solver.set("timeout", self.milliseconds)
        solver.add(*reading.definitions, *facts, wrong)
        answer = solver.check()
        return "right" if answer == self.z3.unsat else "wrong" if answer == self.z3.sat else "unknown"


class _Reading:
    """Terms as z3 expressions, each with the formula that says where it is defined."""

    def __init__(self, z3: Any, domains: Mapping[str, str]) -> None:
        self.z3, self.domains = z3, domains
        self.definitions: list[Any] = []
        self._letters: dict[str, Any] = {}
        self._roots: dict[Term, Any] = {}

    def formula(self, f: Term) -> Any:
        z3 = self.z3
        if f.head in ("true", "false"):
            return z3.BoolVal(f.head == "true")
        if f.head in ("and", "or"):
            parts = [self.formula(a) for a in f.args]
            return z3.And(*parts) if f.head == "and" else z3.Or(*parts)
        if f.head == "implies":
            return z3.Implies(*(self.formula(a) for a in f.args))
        if f.head not in RELATIONS:
            raise CannotTell(f.head)
        (a, a_defined), (b, b_defined) = self.term(f.args[0]), self.term(f.args[1])
        holds = {"eq": a == b, "ne": a != b, "lt": a < b, "le": a <= b, "gt": a > b, "ge": a >= b}[f.head]
        return z3.And(a_defined, b_defined, holds)

    def term(self, t: Term) -> tuple[Any, Any]:
        z3 = self.z3
        yes = z3.BoolVal(True)
        if t.head == "num":
            return z3.RealVal(str(Fraction(t.value))), yes
        if t.head == "sym":
            return self._letter(t.value), yes
        if t.head == "pow":
            return self._power(t)
        if t.head == "root":
            return self._root(t)
        parts = [self.term(a) for a in t.args]
        defined = z3.And(*(d for _, d in parts)) if parts else yes
        values = [v for v, _ in parts]
        if t.head == "add":
            return sum(values[1:], values[0]), defined
        if t.head == "mul":
            product = values[0]
            for v in values[1:]:
                product = product * v
            return product, defined
        if t.head == "neg":
            return -values[0], defined
        if t.head == "div":
            return values[0] / values[1], z3.And(defined, values[1] != 0)
        if t.head == "abs":
            return z3.If(values[0] >= 0, values[0], -values[0]), defined
        raise CannotTell(t.head)

    def _letter(self, name: str) -> Any:
        if name not in self._letters:
            domain = self.domains.get(name, "real")
            if domain == "rational":
                raise CannotTell("rational letters")
            letter = self.z3.Real(name) if domain == "real" else self.z3.ToReal(self.z3.Int(name))
            if domain == "natural":
                self.definitions.append(letter >= 0)
            self._letters[name] = letter
        return self._letters[name]

    def _power(self, t: Term) -> tuple[Any, Any]:
        n = rational(t.args[1])
        if not isinstance(n, int) or abs(n) > MAX_POWER:
            raise CannotTell("power")
        base, defined = self.term(t.args[0])
        product = self.z3.RealVal(1)
        for _ in range(abs(n)):
            product = product * base
        if n > 0:
            return product, defined
        return 1 / product, self.z3.And(defined, base != 0)

    def _root(self, t: Term) -> tuple[Any, Any]:
        n = t.args[1].value
        if n > MAX_ROOT:
            raise CannotTell("root")
        inside, defined = self.term(t.args[0])
        if n % 2 == 0:
            defined = self.z3.And(defined, inside >= 0)
        if t not in self._roots:
            root = self._roots[t] = self.z3.Real(f"root{len(self._roots)}")
            power = root
            for _ in range(n - 1):
                power = power * root
            about = power == inside if n % 2 else self.z3.And(power == inside, root >= 0)
            self.definitions.append(self.z3.Implies(defined, about))
        return self._roots[t], defined


# -- SymPy -----------------------------------------------------------------------------------------


def sympy_shows_wrong(before: Term, after: Term, relation: str, point: Mapping[str, Term]) -> bool | None:
    """Whether the step fails at the point, by SymPy's values there; None where it cannot tell."""
    import sympy

    try:
        letters = {x: _value(v, {}, sympy) for x, v in point.items()}
        if is_formula(before):
            a, b = _truth(before, letters, sympy), _truth(after, letters, sympy)
            return a and not b if relation == "==>" else a is not b
        old, new = _value(before, letters, sympy), _value(after, letters, sympy)
        return old is not None and (new is None or _sign(old - new, sympy) != 0)
    except CannotTell:
        return None


def _truth(f: Term, letters: Mapping[str, Any], sympy: Any) -> bool:
    if f.head in ("true", "false"):
        return f.head == "true"
    if f.head in ("and", "or"):
        parts = [_truth(a, letters, sympy) for a in f.args]
        return all(parts) if f.head == "and" else any(parts)
    if f.head == "implies":
        return not _truth(f.args[0], letters, sympy) or _truth(f.args[1], letters, sympy)
    if f.head not in RELATIONS:
        raise CannotTell(f.head)
    a, b = (_value(x, letters, sympy) for x in f.args)
    if a is None or b is None:
        return False
    s = _sign(a - b, sympy)
    return {"eq": s == 0, "ne": s != 0, "lt": s < 0, "le": s <= 0, "gt": s > 0, "ge": s >= 0}[f.head]


def _sign(v: Any, sympy: Any) -> int:
    """The sign of a real number; what is less than 10^-TINY counts as zero. Raises CannotTell for what is not real."""
    if v.is_Rational:
        return int(sympy.sign(v))
    digits = sympy.N(v, DIGITS)
    if digits == 0:
        return 0
    if not digits.is_Float:
        raise CannotTell("not real")
    return 0 if abs(digits) < sympy.Float(10) ** -TINY else 1 if digits > 0 else -1


def _value(t: Term, letters: Mapping[str, Any], sympy: Any) -> Any:
    """The value of a term as a SymPy number, None where it has none."""
    if t.head == "num":
        return sympy.Rational(Fraction(t.value).numerator, Fraction(t.value).denominator)
    if t.head == "sym":
        if t.value not in letters:
            raise CannotTell(t.value)
        return letters[t.value]
    if t.head == "const":
        return {"e": sympy.E, "pi": sympy.pi}[t.value]
    parts = [_value(a, letters, sympy) for a in t.args]
    if any(p is None for p in parts):
        return None
    if t.head == "add":
        return sympy.Add(*parts)
    if t.head == "mul":
        return sympy.Mul(*parts)
    if t.head == "neg":
        return -parts[0]
    if t.head == "abs":
        return parts[0] if _sign(parts[0], sympy) >= 0 else -parts[0]
    if t.head in ("sin", "cos"):
        return getattr(sympy, t.head)(parts[0])
    return _partial(t, parts, sympy)


def _partial(t: Term, parts: list[Any], sympy: Any) -> Any:
    """The value of a term that may have none."""
    u = parts[0]
    if t.head == "div":
        return None if _sign(parts[1], sympy) == 0 else u / parts[1]
    if t.head == "root":
        s, n = _sign(u, sympy), t.args[1].value
        if s < 0:
            return None if n % 2 == 0 else -sympy.root(-u, n)
        return sympy.root(u, n)
    if t.head == "log":
        if _sign(u, sympy) <= 0 or _sign(parts[1], sympy) <= 0 or _sign(parts[1] - 1, sympy) == 0:
            return None
        return sympy.log(u) / sympy.log(parts[1])
    if t.head == "tan":
        return None if _sign(sympy.cos(u), sympy) == 0 else sympy.tan(u)
    if t.head == "pow":
        s, n = _sign(u, sympy), parts[1]
        if s > 0:
            return u**n
        if s == 0:
            return sympy.Integer(0) if _sign(n, sympy) > 0 else None
        if n.is_Rational:
            return u**n if n.is_Integer else None
    raise CannotTell(t.head)
