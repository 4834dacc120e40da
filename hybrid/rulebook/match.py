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

from collections.abc import Callable, Iterable, Mapping, Sequence

from hybrid.rulebook.rule import Rule, extension_head, is_formula_letter
from hybrid.rulebook.views import factors, negative_of, perfect_power
from hybrid.term import ASSOCIATIVE, FLIPPED, ONE, RELATIONS, ZERO, Term, make, splice, substitute, sym

Env = dict[str, Term]
Unknowns = frozenset[str]
LetterTest = Callable[[Term, Unknowns], bool]
# A compiled pattern: a term, what is bound so far and the unknowns of the problem, which tests ask for -> every way to
# go on. Environments are never changed.
Match = Callable[[Term, Env, Unknowns], Sequence[Env]]
FlatMatch = Callable[[tuple[Term, ...], Env, Unknowns], Sequence[Env]]

NONE: tuple[Env, ...] = ()


class Matcher:
    """One rule's left side, compiled. `tests`: letter -> what its term must pass, checked as it is bound."""

    def __init__(self, rule: Rule, tests: Mapping[str, LetterTest]):
        self._optional = rule.optional
        self._rule = rule
        self._squares = rule.squares
        self._tests = tests
        self._single = frozenset(
            t.argument.value
            for t in (*rule.tests, *rule.sound_tests)
            if t.argument.head == "sym" and not t.negated and t.name in ONE_ARGUMENT
        )
        self._loose = False
        left = rule.left
        if extension_head(rule) is None:
            self._match = self.compile(left)
        else:
            flat, head = self._flat(left, extend=True), left.head
            if is_symmetric(rule):
                # matching the two arguments the other way round would give the same rewrite again
                parts, general = [self.compile(a) for a in left.args], flat
                flat = lambda ts, env, u: _sequence(parts, ts, env, u) if len(ts) == 2 else general(ts, env, u)  # noqa: E731
            self._match = lambda t, env, u: flat(t.args, env, u) if t.head == head else NONE

    def matches(self, subject: Term, unknowns: Unknowns) -> Sequence[Env]:
        """All substitutions; the same one may come twice."""
        return self._match(subject, {}, unknowns)

    def loosely(self, p: Term) -> Match:
        """A part of the left side compiled by itself so that every letter gets at least the values that it can
        have when letters are bound before: nothing is left out because something else was found."""
        self._loose = True
        match = self.compile(p)
        self._loose = False
        return match

    def in_order(self, p: Term) -> list[Term]:
        """The arguments of an associative pattern as they are matched: letters last, and of these last the
        one that takes what remains, which must be able to take more than one."""
        letters = [a for a in p.args if is_letter(a)]
        letters.sort(key=lambda a: (name_of(a) not in self._single, name_of(a) in self._optional))
        return [a for a in p.args if not is_letter(a)] + letters

    def compile(self, p: Term) -> Match:
        head = p.head
        if head == "sym":
            return self._letter(p.value)
        if is_formula_letter(p):
            return self._letter(p.args[0].value)
        if not p.args:
            return lambda t, env, _: (env,) if t is p else NONE
        if head in ASSOCIATIVE:
            return self._associative(p)
        if head in RELATIONS:
            return self._relation(p)
        if head == "neg":
            return self._negative(p)
        if head == "pow" and self._squares:
            return self._power(p)
        return self._fixed(p)

    def _letter(self, name: str) -> Match:
        test = self._tests.get(name)

        def match(t: Term, env: Env, u: Unknowns) -> Sequence[Env]:
            bound = env.get(name)
            if bound is None:
                return ({**env, name: t},) if test is None or test(t, u) else NONE
            return (env,) if bound is t or bound.key == t.key else NONE

        return match

    def _fixed(self, p: Term) -> Match:
        head, value, size = p.head, p.value, len(p.args)
        parts = [self.compile(a) for a in p.args]

        def match(t: Term, env: Env, u: Unknowns) -> Sequence[Env]:
            if t.head != head or t.value != value or len(t.args) != size:
                return NONE
            return _sequence(parts, t.args, env, u)

        return match

    def _relation(self, p: Term) -> Match:
        head, flipped = p.head, FLIPPED[p.head]
        # the more specific side first: it fails sooner
        first, second = (0, 1) if p.args[0].size >= p.args[1].size else (1, 0)
        parts = [self.compile(p.args[first]), self.compile(p.args[second])]
        # two letters stand for the sides as they are; anything else may stand on either side
        both = head != flipped or not (p.args[0].head == "sym" and p.args[1].head == "sym")

        def match(t: Term, env: Env, u: Unknowns) -> Sequence[Env]:
            found: list[Env] = []
            if t.head == head:
                found.extend(_sequence(parts, (t.args[first], t.args[second]), env, u))
            if t.head == flipped and both:
                found.extend(_sequence(parts, (t.args[second], t.args[first]), env, u))
            return found

        return match

    def _negative(self, p: Term) -> Match:
        inside = self.compile(p.args[0])

        def match(t: Term, env: Env, u: Unknowns) -> Sequence[Env]:
            if t.head == "neg":
                return inside(t.args[0], env, u)
            positive = negative_of(t)
            return NONE if positive is None else inside(positive, env, u)

        return match

    def _power(self, p: Term) -> Match:
        """u^n with n a number also finds a v^n that is not written as one."""
        plain, base, n = self._fixed(p), self.compile(p.args[0]), p.args[1]
        if n.head != "num" or not isinstance(n.value, int) or not 2 <= n.value <= 9:
            return plain

        def match(t: Term, env: Env, u: Unknowns) -> Sequence[Env]:
            if t.head == "pow" and t.args[1] is n:
                return plain(t, env, u)
            root = perfect_power(t, n.value)
            return NONE if root is None else base(root, env, u)

        return match

    def _associative(self, p: Term) -> Match:
        head, flat = p.head, self._flat(p, extend=False)
        if not any(a.head == "sym" and a.value in self._optional for a in p.args):
            return lambda t, env, u: flat(t.args, env, u) if t.head == head else NONE
        if head == "mul":
            return lambda t, env, u: flat(t.args if t.head == "mul" else factors(t), env, u)
        return lambda t, env, u: flat(t.args if t.head == head else (t,), env, u)

    def _flat(self, p: Term, *, extend: bool) -> FlatMatch:
        """Match the arguments of an associative pattern: patterns that are no letters find a partner
        first, then letters take what is left."""
        order = self.in_order(p)
        rigid = [self.compile(a) for a in order if not is_letter(a)]
        names = [name_of(a) for a in order if is_letter(a)]
        # a + b in a*(b + c) may as well be b + a: of two arguments one sharing out is enough
        twins = len(p.args) == len(names) == 2 and not extend and unchanged_by(self._rule, names[0], names[1])
        twins = twins and not self._loose
        letters = self._letters(p.head, names, extend, twins)
        least = len(rigid) + (len(names) if extend else sum(n not in self._optional for n in names))
        last = len(rigid)

        def place(k: int, ts: tuple[Term, ...], env: Env, u: Unknowns, found: list[Env]) -> None:
            if k == last:
                found.extend(letters(ts, env, u))
                return
            match = rigid[k]
            for i, t in enumerate(ts):
                if i and t in ts[:i]:
                    continue
                for e in match(t, env, u):
                    place(k + 1, ts[:i] + ts[i + 1 :], e, u, found)

        def flat(ts: tuple[Term, ...], env: Env, u: Unknowns) -> Sequence[Env]:
            if len(ts) < least:
                return NONE
            found: list[Env] = []
            place(0, ts, env, u, found)
            return found

        return flat

    def _letters(self, head: str, names: Sequence[str], extend: bool, twins: bool = False) -> FlatMatch:
        """Letters share out the arguments that are left; `twins`: two letters that may change places."""
        if not names:

            def none_left(ts: tuple[Term, ...], env: Env, u: Unknowns) -> Sequence[Env]:
                if not ts:
                    return (env,)
                return ({**env, "_": make(head, ts)},) if extend else NONE

            return none_left
        name = names[0]
        test = self._tests.get(name)
        rest = self._letters(head, names[1:], extend)
        final = len(names) == 1 and not extend
        unit = ZERO if head == "add" else ONE
        optional = name in self._optional and not extend
        loose = self._loose
        last = names[1] if len(names) == 2 and names[0] != names[1] and not extend else ""
        last_test = self._tests.get(last)

        def share_between_two(ts: tuple[Term, ...], env: Env, u: Unknowns) -> Sequence[Env]:
            """Two letters that are not bound: one argument for the first, what is left for the last."""
            found: list[Env] = []
            for i, t in enumerate(ts):
                if (i and t in ts[:i]) or not (test is None or test(t, u)):
                    continue
                left = ts[:i] + ts[i + 1 :]
                if left:
                    value = left[0] if len(left) == 1 else splice(head, (), left[0], left[1:])
                    if last_test is None or last_test(value, u):
                        found.append({**env, name: t, last: value})
                else:
                    found.extend(rest(left, {**env, name: t}, u))
            if optional and (loose or not found) and (test is None or test(unit, u)):
                found.extend(rest(ts, {**env, name: unit}, u))
            return found

        def share(ts: tuple[Term, ...], env: Env, u: Unknowns) -> Sequence[Env]:
            bound = env.get(name)
            if bound is not None:
                left = _without(ts, bound.args if bound.head == head else (bound,))
                if left is not None:
                    return rest(left, env, u)
                return rest(ts, env, u) if optional and bound is unit else NONE
            if final:
                if not ts and not optional:
                    return NONE
                value = make(head, ts) if ts else unit
                return ({**env, name: value},) if test is None or test(value, u) else NONE
            if twins and len(ts) == 2:
                return rest(ts[1:], {**env, name: ts[0]}, u) if test is None or test(ts[0], u) else NONE
            if last and last not in env:
                return share_between_two(ts, env, u)
            found: list[Env] = []
            for i, t in enumerate(ts):
                if (i and t in ts[:i]) or not (test is None or test(t, u)):
                    continue
                found.extend(rest(ts[:i] + ts[i + 1 :], {**env, name: t}, u))
            # a coefficient that is written is not also left unwritten
            if optional and (loose or not found) and (test is None or test(unit, u)):
                found.extend(rest(ts, {**env, name: unit}, u))
            return found

        return share


def is_symmetric(rule: Rule) -> bool:
    """Whether a rule for two arguments is unchanged when they and the letters in them change places:
    a*b + a*c = a*(b + c) with b and c."""
    swap: dict[str, str] = {}
    if len(rule.left.args) != 2 or not _corresponds(rule.left.args[0], rule.left.args[1], swap):
        return False
    if any(swap.get(b, a) != a for a, b in swap.items()):
        return False
    return _unchanged(rule, {**{b: a for a, b in swap.items()}, **swap})


def unchanged_by(rule: Rule, a: str, b: str) -> bool:
    """Whether a rule says the same when the letters a and b change places."""
    return _unchanged(rule, {a: b, b: a})


def _unchanged(rule: Rule, swap: Mapping[str, str]) -> bool:
    letters = {a: sym(b) for a, b in swap.items()}

    def same(terms: Iterable[Term]) -> bool:
        terms = list(terms)
        return sorted(t.key for t in terms) == sorted(substitute(t, letters).key for t in terms)

    tests = [*rule.tests, *rule.sound_tests]
    kinds = {(t.name, t.negated) for t in tests}
    return (
        substitute(rule.left, letters).key == rule.left.key
        and same([rule.right])
        and same(rule.guards)
        and all(same([t.argument for t in tests if (t.name, t.negated) == kind]) for kind in kinds)
        and all(same(c.arguments) for c in rule.computed)
        and all((a in rule.optional) is (b in rule.optional) for a, b in swap.items())
    )


def _corresponds(p: Term, q: Term, swap: dict[str, str]) -> bool:
    """Whether q is p with other letters, recorded in `swap`."""
    if p.head == "sym" and q.head == "sym":
        return bool(swap.setdefault(p.value, q.value) == q.value)
    if p.head != q.head or p.value != q.value or len(p.args) != len(q.args):
        return False
    return all(_corresponds(a, b, swap) for a, b in zip(p.args, q.args, strict=True))


def _sequence(parts: Sequence[Match], ts: tuple[Term, ...], env: Env, u: Unknowns) -> Sequence[Env]:
    """Match patterns with terms one by one."""
    envs: Sequence[Env] = (env,)
    for part, t in zip(parts, ts, strict=True):
        if len(envs) == 1:
            envs = part(t, envs[0], u)
        else:
            envs = [e for known in envs for e in part(t, known, u)]
        if not envs:
            return NONE
    return envs


# Tests that only one argument of a sum or product can pass: a letter with such a test takes one.
ONE_ARGUMENT = frozenset({"unknown", "letter", "number", "integer", "even", "odd", "positive", "negative", "natural"})


def is_letter(p: Term) -> bool:
    """Whether a pattern is a letter, for an expression or a formula."""
    return p.head == "sym" or is_formula_letter(p)


def name_of(p: Term) -> str:
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
