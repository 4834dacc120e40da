"""Matching modulo associativity and commutativity of + and * (and `and`, `or`).

    match(pattern, subject)  =  all substitutions s with  pattern s  ==  subject   (modulo order)

A sum pattern matched against a sum: patterns that are not letters find their partner first, letters take
what is left, one argument each, and the last letter all that remains. At the top of a rule a part of the
sum may match; what is left over is bound to "_". Three views make school notation match:

    signs         -b finds the number -3 and the product -3*x
    coefficients  a?*x finds x, -x, x/3 and 2*x/3 (a = 1, -1, 1/3, 2/3)
    squares       in a rule marked so, a^2 finds 9*x^2 and 4 (a = 3*x, a = 2)

The views compare by value, not by form; whoever uses a match must check it (the kernel does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isqrt

from hybrid.rulebook.rule import Rule, extension_head, is_formula_letter
from hybrid.term import FLIPPED, ONE, RELATIONS, ZERO, Term, is_formula, make, mul, neg, num, number, power, rational

Env = dict[str, Term]
LetterTest = Callable[[Term], bool]


class Matcher:
    """Matches one rule's left side. `tests`: letter -> what its term must pass, checked as it is bound."""

    def __init__(self, rule: Rule, tests: Mapping[str, LetterTest]):
        self.rule = rule
        self.tests = tests
        self.optional = rule.optional
        self.single = frozenset(
            t.argument.value
            for t in (*rule.tests, *rule.sound_tests)
            if t.argument.head == "sym" and not t.negated and t.name in ONE_ARGUMENT
        )

    def matches(self, subject: Term) -> Iterator[Env]:
        """All substitutions, lazily; the same one may come twice."""
        pattern = self.rule.left
        if extension_head(self.rule) is not None:
            if subject.head == pattern.head:
                yield from self._flat(pattern, subject.args, {}, extend=True)
            return
        yield from self._match(pattern, subject, {})

    # Each method yields environments that extend `env`; environments are never changed in place.

    def _match(self, p: Term, t: Term, env: Env) -> Iterator[Env]:
        head = p.head
        if head == "sym":
            yield from self._bind(p.value, t, env, formula=False)
        elif not p.args:
            if p is t:
                yield env
        elif head == t.head:
            if head in ("add", "mul", "and", "or"):
                yield from self._flat(p, t.args, env, extend=False)
            elif head in RELATIONS:
                yield from self._pair(p.args, t.args, env)
                # two letters stand for the sides as they are; anything else may stand on either side
                if head in ("eq", "ne") and not (p.args[0].head == "sym" and p.args[1].head == "sym"):
                    yield from self._pair(p.args, (t.args[1], t.args[0]), env)
            elif head == "defined" and is_formula_letter(p):
                yield from self._bind(p.args[0].value, t, env, formula=True)
            elif p.value == t.value and len(p.args) == len(t.args):
                yield from self._sequence(p.args, t.args, env)
            if head == "pow" and self.rule.squares:
                yield from self._as_power(p, t, env)
        elif head == "defined":
            if is_formula_letter(p) and is_formula(t):
                yield from self._bind(p.args[0].value, t, env, formula=True)
        elif head == "neg":
            positive = _negative_of(t)
            if positive is not None:
                yield from self._match(p.args[0], positive, env)
        elif head == "mul":
            if self._has_optional(p):
                yield from self._flat(p, _factors(t), env, extend=False)
        elif head == "add":
            if self._has_optional(p):
                yield from self._flat(p, (t,), env, extend=False)
        elif head == "pow" and self.rule.squares:
            yield from self._as_power(p, t, env)
        elif head in RELATIONS and FLIPPED[head] == t.head:
            yield from self._pair(p.args, (t.args[1], t.args[0]), env)

    def _bind(self, name: str, t: Term, env: Env, *, formula: bool) -> Iterator[Env]:
        bound = env.get(name)
        if bound is not None:
            if bound is t or bound.key == t.key:
                yield env
            return
        if is_formula(t) is not formula:
            return
        test = self.tests.get(name)
        if test is None or test(t):
            yield {**env, name: t}

    def _pair(self, ps: tuple[Term, ...], ts: tuple[Term, ...], env: Env) -> Iterator[Env]:
        # the more specific side first: it fails sooner
        first, second = (0, 1) if ps[0].size >= ps[1].size else (1, 0)
        for e in self._match(ps[first], ts[first], env):
            yield from self._match(ps[second], ts[second], e)

    def _sequence(self, ps: tuple[Term, ...], ts: tuple[Term, ...], env: Env) -> Iterator[Env]:
        if not ps:
            yield env
            return
        for e in self._match(ps[0], ts[0], env):
            yield from self._sequence(ps[1:], ts[1:], e)

    def _has_optional(self, p: Term) -> bool:
        return any(a.head == "sym" and a.value in self.optional for a in p.args)

    def _flat(self, p: Term, ts: tuple[Term, ...], env: Env, *, extend: bool) -> Iterator[Env]:
        """Match the arguments of an associative pattern against `ts`."""
        rigid = [a for a in p.args if a.head != "sym" and not is_formula_letter(a)]
        letters = [a for a in p.args if a.head == "sym" or is_formula_letter(a)]
        if len(rigid) > len(ts):
            return
        if extend and len(rigid) + len(letters) > len(ts):
            return
        # the letter that takes what remains goes last, and it must be able to take more than one
        names = [_name(a) for a in letters]
        names.sort(key=lambda n: (n not in self.single, n in self.optional))
        yield from self._rigid(p.head, tuple(rigid), tuple(names), ts, env, extend)

    def _rigid(
        self, head: str, ps: tuple[Term, ...], names: tuple[str, ...], ts: tuple[Term, ...], env: Env, extend: bool
    ) -> Iterator[Env]:
        if not ps:
            yield from self._letters(head, names, ts, env, extend)
            return
        seen: set[Term] = set()
        for i, t in enumerate(ts):
            if t in seen:
                continue
            seen.add(t)
            for e in self._match(ps[0], t, env):
                yield from self._rigid(head, ps[1:], names, ts[:i] + ts[i + 1 :], e, extend)

    def _letters(
        self, head: str, names: tuple[str, ...], ts: tuple[Term, ...], env: Env, extend: bool
    ) -> Iterator[Env]:
        formula = head in ("and", "or")
        if not names:
            if not ts:
                yield env
            elif extend:
                yield {**env, "_": make(head, ts)}
            return
        name, rest = names[0], names[1:]
        bound = env.get(name)
        unit = ZERO if head == "add" else ONE
        if bound is not None:
            parts = bound.args if bound.head == head else (bound,)
            left = _without(ts, parts)
            if left is not None:
                yield from self._letters(head, rest, left, env, extend)
            elif bound is unit and name in self.optional:
                yield from self._letters(head, rest, ts, env, extend)
            return
        if not rest and not extend:
            if ts:
                yield from self._bind(name, make(head, ts), env, formula=formula)
            elif name in self.optional:
                yield from self._bind(name, unit, env, formula=formula)
            return
        seen: set[Term] = set()
        for i, t in enumerate(ts):
            if t in seen:
                continue
            seen.add(t)
            for e in self._bind(name, t, env, formula=formula):
                yield from self._letters(head, rest, ts[:i] + ts[i + 1 :], e, extend)
        if name in self.optional and not extend:
            for e in self._bind(name, unit, env, formula=formula):
                yield from self._letters(head, rest, ts, e, extend)

    def _as_power(self, p: Term, t: Term, env: Env) -> Iterator[Env]:
        """p is u^n with n a number: find v with v^n the value of t, other than by form."""
        n = p.args[1]
        if n.head != "num" or not isinstance(n.value, int) or not 2 <= n.value <= 9:
            return
        base = perfect_power(t, n.value)
        if base is not None and not (t.head == "pow" and t.args[1] is n):
            yield from self._match(p.args[0], base, env)


# Tests that only one argument of a sum or product can pass: a letter with such a test takes one.
ONE_ARGUMENT = frozenset({"unknown", "letter", "number", "integer", "even", "odd", "positive", "negative", "natural"})


def _name(p: Term) -> str:
    return str(p.value if p.head == "sym" else p.args[0].value)


def _without(ts: tuple[Term, ...], parts: tuple[Term, ...]) -> tuple[Term, ...] | None:
    left = list(ts)
    for part in parts:
        for i, t in enumerate(left):
            if t is part or t.key == part.key:
                del left[i]
                break
        else:
            return None
    return tuple(left)


def _negative_of(t: Term) -> Term | None:
    """The positive p with t == -p when t begins with a negative number, else None."""
    if t.head == "num":
        return num(-t.value) if t.value < 0 else None
    if t.head in ("mul", "div"):
        first = _negative_of(t.args[0])
        if first is None:
            return None
        if first is ONE and t.head == "mul":
            return mul(*t.args[1:])
        return make(t.head, (first, *t.args[1:]))
    return None


def _factors(t: Term) -> tuple[Term, ...]:
    """t as factors, a number first when there is one: x/3 is 1/3 and x, -x is -1 and x."""
    coefficient: Fraction | int = 1
    rest: list[Term] = []
    stack = [t]
    while stack:
        u = stack.pop()
        value = rational(u)
        if value is not None:
            coefficient = coefficient * value
        elif u.head == "neg":
            coefficient = -coefficient
            stack.append(u.args[0])
        elif u.head == "mul":
            stack.extend(reversed(u.args))
        elif u.head == "div" and (d := rational(u.args[1])) is not None and d != 0:
            coefficient = Fraction(coefficient) / d
            stack.append(u.args[0])
        else:
            rest.append(u)
    if coefficient == 1 and rest:
        return tuple(rest)
    return (number(Fraction(coefficient)), *rest)


def perfect_power(t: Term, n: int) -> Term | None:
    """The v with v^n == t by value, for t a number, a power or a product of such; None when there is none."""
    value = rational(t)
    if value is not None:
        exact = Fraction(value)
        p, q = _integer_root(exact.numerator, n), _integer_root(exact.denominator, n)
        return None if p is None or q is None else number(Fraction(p, q))
    if t.head == "pow":
        k = t.args[1]
        if k.head == "num" and isinstance(k.value, int) and k.value > 0 and k.value % n == 0:
            return t.args[0] if k.value == n else power(t.args[0], num(k.value // n))
        base = t.args[0]
        if base.head == "num" and base.value > 0 or base.head == "const":
            # a^(n*u) = (a^u)^n
            parts = _factors(k)
            lead = rational(parts[0])
            if lead is not None and len(parts) > 1 and isinstance(lead, int) and lead % n == 0:
                return power(base, mul(*_drop_one(num(lead // n), parts[1:])))
            if base.head == "num":
                b = perfect_power(base, n)
                if b is not None and b is not ONE:
                    return power(b, k)
        return None
    if t.head == "mul":
        roots = [perfect_power(a, n) for a in t.args]
        return None if any(r is None for r in roots) else mul(*[r for r in roots if r is not None])
    if t.head == "div":
        a, b = perfect_power(t.args[0], n), perfect_power(t.args[1], n)
        return None if a is None or b is None else make("div", (a, b))
    if t.head == "neg" and n % 2:
        inner = perfect_power(t.args[0], n)
        return None if inner is None else neg(inner)
    return None


def _drop_one(first: Term, rest: tuple[Term, ...]) -> tuple[Term, ...]:
    return rest if first is ONE else (first, *rest)


def _integer_root(value: int, n: int) -> int | None:
    """The integer r with r^n == value, None when there is none."""
    if value < 0:
        r = _integer_root(-value, n) if n % 2 else None
        return None if r is None else -r
    if value < 2:
        return value
    if n == 2:
        r = isqrt(value)
    else:
        low, high = 1, 1 << (value.bit_length() // n + 1)
        while low < high:
            middle = (low + high + 1) // 2
            if middle**n <= value:
                low = middle
            else:
                high = middle - 1
        r = low
    return r if r**n == value else None
