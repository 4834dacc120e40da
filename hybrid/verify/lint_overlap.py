"""Rules that stand in each other's way: one is never reached because of another, or two say the same.

Rule A takes what rule B would take when A's left side matches B's, letters of B read as fixed:

    A.left theta = B.left (modulo order, perhaps a part of it),  tests and guards of B imply those of A under theta

A safe rule of lower rank is applied before any rule after it, so in every search in which both take part B
never is. Two rules are the same when a renaming of letters makes both sides, guards and tests equal; `=` and
`!=` are read in either direction, `a < b` and `b > a` are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations

from hybrid.decide import cascade
from hybrid.rulebook import Rule
from hybrid.rulebook.match import Matcher
from hybrid.rulebook.rule import Test, extension_head, instantiate
from hybrid.term import FLIPPED, ONE, RELATIONS, ZERO, Term, is_formula, make, rebuild, substitute, subterms, sym
from hybrid.verify.lint_finding import Finding, about, goals_before, goals_of, goals_together
from hybrid.verify.lint_tests import facts_of, follows, guards_with_tests

MOST_LETTERS = 6  # of a rule whose renamings are all tried


# -- shadowed ---------------------------------------------------------------------------------------


def shadowed(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Rules that others always come before; `rules` are those of a book, with their ranks."""
    takers = [(a, Matcher(a, {})) for a in rules if a.safe and not a.computed and a.relation != "==>" and a.left.args]
    takers.sort(key=lambda pair: pair[0].rank)
    for b in rules:
        taken: dict[str, Rule] = {}
        for a, matcher in takers:
            if a is b or (b.safe and a.rank > b.rank):
                continue
            goals = goals_before(a, b) - taken.keys()
            if goals and _takes(a, matcher, b):
                taken.update(dict.fromkeys(goals, a))
        if not taken:
            continue
        first = ", ".join(sorted({a.name for a in taken.values()}))
        details = {"by": {goal: a.name for goal, a in sorted(taken.items())}}
        if taken.keys() >= goals_of(b):
            message = f"never used: {first} is safe, comes first and takes all it would take"
            yield about(b, "shadowed", "warning", message, **details)
        else:
            message = f"never used to {', '.join(sorted(taken))}: {first} is safe and comes first"
            yield about(b, "shadowed", "note", message, **details)


def _takes(a: Rule, matcher: Matcher, b: Rule) -> bool:
    """Whether a applies wherever b does."""
    if (b.optional and not a.optional) or (b.squares and not a.squares and _has_power(b.left)):
        return False
    if extension_head(b) is not None and extension_head(a) is None:
        return False
    return all(_takes_variant(a, matcher, b, letters, left) for letters, left in _variants(b))


def _has_power(t: Term) -> bool:
    return any(s.head == "pow" and s.args[1].head == "num" for _, s in subterms(t))


def _variants(rule: Rule) -> Iterator[tuple[Mapping[str, Term], Term]]:
    """The left side with each choice of optional letters left unwritten, and turned where it is read both ways."""
    names = sorted(rule.optional)
    for n in range(len(names) + 1):
        for left_out in combinations(names, n):
            letters = {name: _unit(rule.left, name) for name in left_out}
            left = instantiate(rule.left, letters, rule.optional)
            yield letters, left
            if left.head in RELATIONS and FLIPPED[left.head] != left.head and not rule.oriented:
                yield letters, make(FLIPPED[left.head], (left.args[1], left.args[0]))


def _unit(t: Term, name: str) -> Term:
    """What an optional letter is where it is not written: 1 in a product, 0 in a sum."""
    for _, s in subterms(t):
        if s.head in ("add", "mul") and any(a.head == "sym" and a.value == name for a in s.args):
            return ZERO if s.head == "add" else ONE
    return ONE


def _takes_variant(a: Rule, matcher: Matcher, b: Rule, letters: Mapping[str, Term], left: Term) -> bool:
    if left.head != a.left.head and not (left.head == FLIPPED.get(a.left.head) and not a.oriented):
        return False
    if not a.contains <= b.contains | {s.head for _, s in subterms(left)}:
        return False
    facts = None
    for theta in matcher.matches(left, frozenset()):
        if facts is None:
            facts, _ = facts_of([(b, letters)])
        if instantiate(a.right, theta, a.optional) is left:
            continue
        tests = [(t, instantiate(t.argument, theta, a.optional)) for t in (*a.sound_tests, *a.tests)]
        if not all(follows(t.name, not t.negated, term, facts) for t, term in tests):
            continue
        known = tuple(instantiate(g, letters, b.optional) for g in guards_with_tests(b))
        if all(_implied(instantiate(g, theta, a.optional), known) for g in a.guards):
            return True
    return False


def _implied(guard: Term, known: tuple[Term, ...]) -> bool:
    return any(canonical(guard).key == canonical(k).key for k in known) or cascade.entails(known, guard).proved


# -- duplicates -------------------------------------------------------------------------------------


def duplicates(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Rules that say, of the same terms, what an earlier rule says."""
    seen: dict[Statement, list[tuple[Rule, Statement]]] = {}
    for rule in rules:
        names = _letters(rule)
        like = seen.setdefault(_statement(rule, dict.fromkeys(names, "v")), [])
        numbered = [f"v{i}" for i in range(len(names))]
        orders = permutations(numbered) if like and len(names) <= MOST_LETTERS else iter([tuple(numbered)])
        mine = [dict(zip(names, order, strict=True)) for order in orders]
        same = [(r, n) for n in mine for said in [_statement(rule, n)] for r, statement in like if statement == said]
        like.append((rule, _statement(rule, mine[0])))
        if not same:
            continue
        # the one that is told: of the same searches, and as safe
        other, renamed = max(same, key=lambda found: (bool(goals_together(rule, found[0])), rule.safe is found[0].safe))
        if (other.file, other.line) == (rule.file, rule.line):
            continue  # of one family, whose rules each look at one sign of order
        together = sorted(goals_together(rule, other))
        details = {"other": other.name, "goals": together}
        turned = substitute(rule.right, _syms(renamed)).key != substitute(other.right, _syms(_numbered(other))).key
        if not together:
            yield about(rule, "duplicate", "note", f"says what {other.name} says, in other searches", **details)
        elif turned:
            yield about(rule, "duplicate", "note", f"says what {other.name} says, the other way round", **details)
        elif rule.safe is other.safe:  # otherwise the safe one shadows the other, which is said there
            yield about(rule, "duplicate", "warning", f"says what {other.name} says", **details)


def _numbered(rule: Rule) -> dict[str, str]:
    return {name: f"v{i}" for i, name in enumerate(_letters(rule))}


def _syms(names: Mapping[str, str]) -> dict[str, Term]:
    return {name: sym(new) for name, new in names.items()}


Statement = tuple[object, ...]


def _letters(rule: Rule) -> list[str]:
    return sorted(rule.left.free | {n for c in rule.computed for n in c.names})


def _statement(rule: Rule, names: Mapping[str, str]) -> Statement:
    """What a rule says, with other names for its letters."""
    letters = _syms(names)

    def key(t: Term) -> str:
        return canonical(substitute(t, letters)).key

    def tests(some: Sequence[Test]) -> tuple[object, ...]:
        return tuple(sorted((t.name, t.negated, key(t.argument)) for t in some))

    return (
        rule.relation,
        key(rule.left),
        key(rule.right),
        tuple(sorted(map(key, rule.guards))),
        tests(rule.sound_tests),
        tests(rule.tests),
        tuple((tuple(names.get(n, n) for n in c.names), c.helper, *map(key, c.arguments)) for c in rule.computed),
        tuple(sorted(names[n] for n in rule.optional if n in names)),
        (rule.squares, rule.whole),
    )


def canonical(t: Term) -> Term:
    """The term with its relations turned one way: `b > a` is `a < b`, the sides of = and != are sorted (two
    letters are not: the matcher takes them as they stand)."""
    if not t.args or not is_formula(t) or t.head == "defined":
        return t
    if t.head in RELATIONS:
        a, b = t.args
        sorts = t.head in ("eq", "ne") and not a.head == b.head == "sym"
        if t.head in ("gt", "ge") or (sorts and a.key > b.key):
            return make(FLIPPED[t.head], (b, a))
        return t
    return rebuild(t, [canonical(a) for a in t.args])
