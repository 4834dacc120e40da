"""Rules of the book read from right to left.

A rule `left <=> right` leads a solver from left to right; a problem is made by going the other way. Given a term that
is an instance of the right side, `unfold` builds the left side: letters that occur only there are drawn, small.

    cancel-on-both-sides : a + c = b + c <=> a = b        x = 3   ->  x + 5 = 3 + 5  ->  x + 5 = 8
    zero-product         : a*b = 0 <=> a = 0 or b = 0     x - 2 = 0 or x + 1 = 0  ->  (x - 2)*(x + 1) = 0
    divide-on-both-sides : c*a = b <=> a = b/c            x = 3/2 ->  4*x = 6

A number is an instance of a sum, a product, a quotient, a power: 3 is 8 - 5, 12/4, sqrt(9). Which one, and which terms
of a sum go to which letter, is drawn too: `unfold` tries one way and may fail where another would do.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.compute.arithmetic import evaluate, exact_log, exact_root, integer_root
from hybrid.learn.texts import nonzero
from hybrid.rulebook.rule import Rule, instantiate, is_formula_letter
from hybrid.syntax.printer import leads_negative
from hybrid.term import ONE, ZERO, Term, TermError, add, bottom_up, make, mul, neg, num, number, rational, sym

Env = dict[str, Term]
Number = int | Fraction

_COMPARE = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


def reversible(rule: Rule) -> bool:
    """Whether `unfold` can use the rule: an equality or equivalence that computes nothing."""
    return rule.relation in ("=", "<=>") and not rule.computed and not rule.sound_tests


def unfold(rule: Rule, term: Term, rng: Random, letter: str | None = "x") -> tuple[Term, tuple[Term, ...]] | None:
    """An instance of the rule's left side whose right side is the term, and conditions that belong to the term.

    What is drawn is a number, or with a letter now and then a multiple of it or a sum with it.
    Where the right side is `P and conditions`, a term that is an instance of P will do; the conditions come back.
    None when the way that was drawn does not fit, or a guard is not plainly true.
    """
    wanted, conditions = rule.right, tuple[Term, ...]()
    if wanted.head == "and" and term.head != "and":
        wanted, conditions = wanted.args[0], wanted.args[1:]
    env: Env = {}
    if not fits(wanted, term, env, rng):
        return None
    guarded = frozenset().union(*[g.free for g in rule.guards])
    for name in sorted(rule.left.free - env.keys()):
        env[name] = _drawn(rng, letter, name in guarded or name in rule.optional)
    if not all(_true(instantiate(g, env)) for g in rule.guards):
        return None
    try:
        made = tidy(instantiate(rule.left, env, rule.optional))
        return made, tuple(tidy(instantiate(c, env)) for c in conditions)
    except (TermError, ArithmeticError):
        return None


def _drawn(rng: Random, letter: str | None, guarded: bool) -> Term:
    """A small number, or now and then k*x or x + k. What stands in a guard is a number, so that it can be decided."""
    kind = rng.random()
    if guarded or letter is None or kind < 0.5:
        return num(nonzero(rng, 4 if guarded else 9))
    if kind < 0.8:
        return tidy(mul(num(nonzero(rng, 6)), sym(letter)))
    return add(sym(letter), num(nonzero(rng, 9)))


def _true(guard: Term) -> bool:
    """Whether a comparison of two numbers holds; False for any other formula."""
    if guard.head not in _COMPARE:
        return False
    a, b = (evaluate(t) for t in guard.args)
    return a is not None and b is not None and _COMPARE[guard.head](a, b)


# -- instances -----------------------------------------------------------------------------------


def fits(p: Term, t: Term, env: Env, rng: Random) -> bool:
    """Whether t is an instance of p in the way that is drawn; binds the letters of p in env."""
    if p.head == "sym" or is_formula_letter(p):
        name = p.value if p.head == "sym" else p.args[0].value
        bound = env.setdefault(name, t)
        return bound is t or (not t.free and evaluate(bound) is not None and evaluate(bound) == evaluate(t))
    v = evaluate(t)
    if not p.free:
        return p is t or (v is not None and evaluate(p) == v)
    if v is not None:
        return _number_fits(p, v, env, rng)
    if p.head == "neg":
        return leads_negative(t) and fits(p.args[0], tidy(neg(t)), env, rng)
    if p.head in ("add", "mul", "and", "or"):
        parts = _parts(p.head, t, rng)
        if len(parts) < len(p.args):
            return False
        rng.shuffle(parts)
        groups = [[part] for part in parts[: len(p.args)]]
        for part in parts[len(p.args) :]:
            rng.choice(groups).append(part)
        return all(fits(q, make(p.head, group), env, rng) for q, group in zip(p.args, groups, strict=True))
    return (
        p.head == t.head
        and len(p.args) == len(t.args)
        and p.value == t.value
        and all(fits(q, s, env, rng) for q, s in zip(p.args, t.args, strict=True))
    )


def _parts(head: str, t: Term, rng: Random) -> list[Term]:
    """The arguments of t as a sum, product, ...; a number before a product may come as two factors."""
    if t.head != head:
        return [t]
    first = rational(t.args[0])
    if head == "mul" and isinstance(first, int) and abs(first) > 1 and rng.random() < 0.7:
        d = rng.choice([k for k in range(2, abs(first) + 1) if first % k == 0])
        return [num(d), *([num(first // d)] if first != d else []), *t.args[1:]]
    return list(t.args)


def _number_fits(p: Term, v: Number, env: Env, rng: Random) -> bool:
    """The same for a number and a pattern with letters that is no letter."""
    a, b = p.args[0], p.args[-1]
    match p.head:
        case "neg":
            return fits(a, number(-v), env, rng)
        case "add" | "mul":
            return _split_fits(p, v, env, rng)
        case "div":
            q = _value(b, env) or rng.randint(2, 6)
            return fits(b, number(q), env, rng) and fits(a, number(v * q), env, rng)
        case "root":
            return v >= 0 and fits(a, number(v ** int(b.value)), env, rng)
        case "pow":
            n = _value(b, env)
            if n is None:
                base = _value(a, env) or rng.choice(_bases(v))
                n = exact_log(v, base) if v > 0 and base > 1 else None
                return n is not None and fits(a, number(base), env, rng) and fits(b, number(n), env, rng)
            r = exact_root(v, int(n)) if n > 1 and (v >= 0 or n % 2) else None
            return r is not None and fits(a, number(r), env, rng)
        case "log":
            base = _value(b, env) or rng.choice((2, 2, 3, 5, 10))
            if v.denominator != 1 or not -2 <= v <= 6:
                return False
            return fits(b, number(base), env, rng) and fits(a, number(Fraction(base) ** int(v)), env, rng)
    return False


def _split_fits(p: Term, v: Number, env: Env, rng: Random) -> bool:
    """A number as a sum or product: all parts but one are known or drawn, the last is what is left."""
    parts = sorted(p.args, key=lambda q: _value(q, env) is None)
    for q in parts[:-1]:
        k = _value(q, env)
        if k is None:
            k = nonzero(rng, 9) if p.head == "add" else rng.choice((-3, -2, 2, 3, 4, 5))
        if p.head == "mul" and k == 0 or not fits(q, number(k), env, rng):
            return False
        v = v - k if p.head == "add" else Fraction(v) / k
    return fits(parts[-1], number(Fraction(v)), env, rng)


def _value(p: Term, env: Env) -> Number | None:
    """The number that p is under env, None when a letter is not bound or no number."""
    return evaluate(instantiate(p, env)) if p.free <= env.keys() else None


def _bases(v: Number) -> list[int]:
    """The whole numbers of which v is a power, or 2."""
    if v.denominator != 1 or not 1 < v < 10_000:
        return [2]
    found = [integer_root(int(v), n) for n in range(1, 14)]
    return [r for r in found if r is not None and 1 < r <= 10] or [2]


# -- the numbers worked out ----------------------------------------------------------------------


def tidy(t: Term) -> Term:
    """t with its calculations of numbers done and factors 1, summands 0 left out. Raises ArithmeticError for 1/0."""
    return bottom_up(t, _tidied)


def _tidied(t: Term) -> Term:
    if t.head in ("num", "sym") or not t.args:
        return t
    v = evaluate(t)
    if v is not None:
        return number(v)
    if t.head in ("add", "mul"):
        numbers, rest = [], []
        for a in t.args:
            if (k := evaluate(a)) is None:
                rest.append(a)
            else:
                numbers.append(k)
        if t.head == "add":
            total = sum(numbers)
            return add(*rest, *([number(total)] if total else []))
        factor: Number = 1
        for k in numbers:
            factor *= k
        for i, a in enumerate(rest):  # a factor's own sign
            if a.head == "neg":
                rest[i], factor = a.args[0], -factor
        if factor == 0:
            return ZERO
        body = mul(*rest)
        if factor in (1, -1):
            return body if factor == 1 else neg(body)
        return mul(number(factor), *rest)
    if t.head == "neg":
        inner = t.args[0]
        if inner.head == "neg":
            return inner.args[0]
        if inner.head == "mul" and (k := rational(inner.args[0])) is not None:
            return _tidied(mul(number(-k), *inner.args[1:]))
    if t.head == "div" and t.args[1] is ONE:
        return t.args[0]
    if t.head == "div" and t.args[1] is ZERO:
        raise ZeroDivisionError(str(t))
    if t.head == "pow" and t.args[1] is ONE:
        return t.args[0]
    return t
