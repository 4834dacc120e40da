"""Mistakes by the wrong rules of `wrong.rules`, at the part on which the right step works or inside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hybrid.generate.mistakes.made import Link, Made
from hybrid.problem import Problem, Step
from hybrid.rulebook import Rewrite, Rulebook
from hybrid.rulebook.rule import instantiate
from hybrid.term import FLIPPED, RELATIONS, Place, Term, TermError, make, replace, subterms

FUNCTIONS = frozenset({"root", "abs", "log", "sin", "cos", "tan", "pow"})
# Steps that calculate but not inside what they are given, and those that take a side as a whole.
AT_THE_PLACE = frozenset({"divide", "factor", "pure", "change", "negate", "zero", "no", "take", "isolate", "sign"})
ON_A_SIDE = frozenset({"gather"})


@cache
def wrong_book() -> Rulebook:
    """The wrong rules, read once."""
    return Rulebook.read([Path(__file__).with_name("wrong.rules")])


def by_wrong_rules(problem: Problem, link: Link) -> Iterator[Made]:
    """Every use of a wrong rule, one for each rule and place: where it matches in several ways the first, in which
    letters of a sum take its terms from left to right."""
    if link.new.head in ("true", "false"):
        return
    book = wrong_book().select(problem.goal)
    unknowns = frozenset(problem.unknowns)
    for place, term in subterms(link.old):
        if not term.args or term.head == "defined" or not _reached(link.step, place, term):
            continue
        used = set()
        for rewrite in book.rewrites(term, unknowns):
            rule = rewrite.rule
            if rule.name in used:
                continue
            used.add(rule.name)
            try:
                part = replace(link.old, place, _upright(rewrite, term))
            except TermError:
                continue
            yield Made(rule.method, part, rule.words, rewrite.substitution, unfinished=True)


def _reached(step: Step, place: Place, term: Term) -> bool:
    """Whether the right step has to do with a subterm of its part, so that a mistake there is one at this step."""
    if not place:
        return True
    family = step.rule.split(".")[0].split("-")[0]
    if step.kind != "decided":
        return len(place) == 1 and term.head in FUNCTIONS
    if family in AT_THE_PLACE:
        return False
    return len(place) == 1 or family not in ON_A_SIDE


def _upright(rewrite: Rewrite, term: Term) -> Term:
    """The new relation with its sides as they stood: a rule for `a + c = b` also finds `b = a + c`."""
    left, new = rewrite.rule.left, rewrite.new
    if term.head not in RELATIONS or new.head not in RELATIONS or left.head not in RELATIONS:
        return new
    sides = [instantiate(a, rewrite.bound, rewrite.rule.optional).key for a in left.args]
    turned = sides[0] == term.args[1].key or sides[1] == term.args[0].key
    return make(FLIPPED[new.head], (new.args[1], new.args[0])) if turned and term.args[0].key != sides[0] else new
