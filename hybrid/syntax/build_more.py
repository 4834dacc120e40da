"""The callbacks of latex.lark and problem.lark: fractions and radicals in braces, and the parts of a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hybrid.syntax.build import Builder, apply
from hybrid.syntax.tokens import Token
from hybrid.term import Term


@dataclass(frozen=True)
class Declared:
    """`n integer`: a letter (as a term, yet to be looked at) and its domain."""

    letter: Term
    domain: str
    offset: int


@dataclass(frozen=True)
class Clause:
    """`for x`, `over integers`, `where ...`, `given ...`: its word, where it stands and what it says."""

    word: str
    offset: int
    items: tuple[Any, ...]


@dataclass(frozen=True)
class Statement:
    """A statement as written: hypotheses of a sequent, the claim, and the clauses."""

    keyword: Token | None
    hypotheses: Term | None
    claim: Term
    clauses: tuple[Clause, ...]


class MoreBuilder(Builder):
    """Everything the two grammars add."""

    def fraction(self, c: list[Any]) -> Term:
        return self.over([c[1], c[0], c[2]])

    def surd(self, c: list[Any]) -> Term:
        return apply(Token("FUNCTION", "sqrt", c[0].offset), [c[1]])

    def surd_index(self, c: list[Any]) -> Term:
        return apply(Token("FUNCTION", "root", c[0].offset), [c[4], c[2]])

    def log_sub(self, c: list[Any]) -> Term:
        return apply(Token("FUNCTION", "log", c[0].offset), [c[3], c[1]])

    def log_bare(self, c: list[Any]) -> Term:
        return apply(Token("FUNCTION", "log", c[0].offset), [c[2], c[1]])

    def congruence_group(self, c: list[Any]) -> Term:
        return self.congruence(c)

    # -- statements --------------------------------------------------------------------------

    def statement(self, c: list[Any]) -> Statement:
        return Statement(c[0], c[1][0], c[1][1], tuple(c[2]))

    def bare_statement(self, c: list[Any]) -> Statement:
        return Statement(None, c[0][0], c[0][1], tuple(c[1]))

    def goal(self, c: list[Any]) -> tuple[Term | None, Term]:
        return None, c[0]

    def sequent(self, c: list[Any]) -> tuple[Term | None, Term]:
        return c[0], c[2]

    def sequent_words(self, c: list[Any]) -> tuple[Term | None, Term]:
        return c[1], c[3]

    def no_clauses(self, c: list[Any]) -> list[Clause]:
        return []

    def more_clauses(self, c: list[Any]) -> list[Clause]:
        return [*c[0], c[1]]

    def for_clause(self, c: list[Any]) -> Clause:
        return Clause("for", c[0].offset, tuple(c[1]))

    def for_domain_clause(self, c: list[Any]) -> Clause:
        return Clause("for", c[0].offset, (*c[1][:-1], Declared(c[1][-1], c[2].value, c[2].offset)))

    def over_clause(self, c: list[Any]) -> Clause:
        return Clause("over", c[0].offset, (c[1].value,))

    def entries_clause(self, c: list[Any]) -> Clause:
        items: list[Any] = []
        for entry in c[1]:
            items.extend(entry if isinstance(entry, list) else [entry])
        return Clause("given", c[0].offset, tuple(items))

    def two(self, c: list[Any]) -> list[Any]:
        return [c[0], c[2]]

    def declaration(self, c: list[Any]) -> Declared:
        return Declared(c[0], c[1].value, c[1].offset)
