"""All states one rule away, without checks: the bare graph that a search walks.

A rewrite of a subterm is a rewrite of every state that contains it, so the successors of a term are its
own rewrites and, for each argument, the term with that argument replaced by one of *its* successors.
Terms are interned and the successors are kept on them: a state costs only what is new in it.
"""

from __future__ import annotations

from hybrid.rulebook import Rulebook
from hybrid.term import ASSOCIATIVE, Term, make, splice

NO_UNKNOWNS: frozenset[str] = frozenset()


def successors(t: Term, book: Rulebook, unknowns: frozenset[str] = NO_UNKNOWNS) -> tuple[Term, ...]:
    """The terms one use of one rule of the book away from t, guards not looked at, duplicates left out."""
    if not t.args:
        return ()
    key = (book, unknowns)
    found: tuple[Term, ...] | None = t.memo.get(key)
    if found is None:
        new = dict.fromkeys([r.new for r in book.rewrites(t, unknowns)])
        args, head = t.args, t.head
        flat = head in ASSOCIATIVE
        for i, a in enumerate(args):
            inner = successors(a, book, unknowns) if a.args else ()
            if inner:
                before, after = args[:i], args[i + 1 :]
                if flat:
                    new.update(dict.fromkeys([splice(head, before, s, after) for s in inner]))
                else:
                    new.update(dict.fromkeys([make(head, (*before, s, *after), t.value) for s in inner]))
        found = t.memo[key] = tuple(new)
    return found
