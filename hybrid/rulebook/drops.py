"""How much one use of a rule can lower each feature, read off the rule.

The features of hybrid.value.features count things in a state: occurrences of unknowns, denominators, roots.
They are sums over subterms, so a rewrite changes a count by what its two sides write themselves, plus what
the letters' instances hold as often as a letter stands on the left more than on the right. A letter that
loses no occurrence loses nothing; one that does (a in a - a = 0) may take anything with it, unless a test
says that it holds no unknown. Hence for a rule without computed letters

    drop(feature)  <=  what the left side writes        if no letter with an unknown stands fewer times right
    drop(feature)  unbounded                            otherwise

and an atom that becomes solved is no longer counted, which lowers `occurrences` by 1 more for each atom of
the right side. `depth` is a maximum, not a sum, and is left unbounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from hybrid.rulebook.rule import Rule
from hybrid.term import RELATIONS, Term, is_formula, subterms

FUNCTIONS = frozenset({"abs", "log", "sin", "cos", "tan", "fact", "call"})
WITHOUT_UNKNOWN = frozenset({"number", "closed", "free", "integer", "even", "odd", "positive", "negative", "natural"})


def derived_drops(rule: Rule) -> Mapping[str, int]:
    """Feature -> the most one use of the rule can lower it; a feature that is absent has no bound."""
    bounds = {"unfinished": 1}
    if rule.computed:
        return bounds
    left, right = Counter(_letters(rule.left)), Counter(_letters(rule.right))
    known = {
        t.argument.value
        for t in (*rule.tests, *rule.sound_tests)
        if t.name in WITHOUT_UNKNOWN and not t.negated and t.argument.head == "sym"
    }
    if any(right[name] < n for name, n in left.items() if name not in known):
        return bounds
    terms = [t for _, t in subterms(rule.left)]
    bounds["denominators"] = sum(t.head == "div" for t in terms)
    bounds["roots"] = sum(t.head == "root" for t in terms)
    bounds["functions"] = sum(t.head in FUNCTIONS or t.head == "pow" for t in terms)
    degree = _degree(rule.left)
    if degree is not None and not rule.squares:  # a^2 may stand for x^4, whose degree it does not write
        bounds["degree"] = degree
    atoms = max(1, sum(t.head in RELATIONS for _, t in subterms(rule.right)))
    bounds["occurrences"] = atoms
    bounds["unsolved"] = sum(t.head in RELATIONS for t in terms) if is_formula(rule.left) else 1
    return bounds


def _letters(t: Term) -> Iterator[str]:
    for _, s in subterms(t):
        if s.head == "sym":
            yield s.value


def _degree(t: Term) -> int | None:
    """What a pattern itself adds to `degree`, None when that depends on a letter in an exponent."""
    total = 0
    for _, s in subterms(t):
        if s.head == "mul":
            total += len(s.args) - 1
        elif s.head == "pow":
            if s.args[1].head != "num" or not isinstance(s.args[1].value, int):
                return None
            total += abs(s.args[1].value) - 1
    return total
