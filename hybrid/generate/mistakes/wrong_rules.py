"""Mistakes by the wrong rules of `wrong.rules`, at any subterm of the part at which the right step works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hybrid.generate.mistakes.made import Link, Made
from hybrid.problem import Problem
from hybrid.rulebook import Rewrite, Rulebook
from hybrid.rulebook.rule import instantiate
from hybrid.term import FLIPPED, RELATIONS, Term, TermError, make, replace, subterms

_LETTER = re.compile(r"\{([A-Za-z_])\}")


@cache
def wrong_book() -> Rulebook:
    """The wrong rules, read once."""
    return Rulebook.read([Path(__file__).with_name("wrong.rules")])


def by_wrong_rules(problem: Problem, link: Link) -> Iterator[Made]:
    """Every use of a wrong rule, one for each rule and place: where it matches in several ways the first, in which
    letters of a sum take its terms from left to right."""
    book = wrong_book().select(problem.goal)
    unknowns = frozenset(problem.unknowns)
    for place, term in subterms(link.old):
        used = set()
        for rewrite in book.rewrites(term, unknowns) if term.args and term.head != "defined" else ():
            rule = rewrite.rule
            if rule.name in used:
                continue
            used.add(rule.name)
            try:
                part = replace(link.old, place, _upright(rewrite, term))
            except TermError:
                continue
            yield Made(rule.method, part, _words(rewrite), unfinished=True)


def _upright(rewrite: Rewrite, term: Term) -> Term:
    """The new relation with its sides as they stood: a rule for `a + c = b` also finds `b = a + c`."""
    left, new = rewrite.rule.left, rewrite.new
    if term.head not in RELATIONS or new.head not in RELATIONS or left.head not in RELATIONS:
        return new
    sides = [instantiate(a, rewrite.bound, rewrite.rule.optional).key for a in left.args]
    turned = sides[0] == term.args[1].key or sides[1] == term.args[0].key
    return make(FLIPPED[new.head], (new.args[1], new.args[0])) if turned and term.args[0].key != sides[0] else new


def _words(rewrite: Rewrite) -> str:
    bound = rewrite.substitution
    return _LETTER.sub(lambda m: _shown(bound[m.group(1)]), rewrite.rule.words)


def _shown(t: Term) -> str:
    """A term as a sentence can hold it."""
    return f"({t})" if t.head == "add" else str(t)
