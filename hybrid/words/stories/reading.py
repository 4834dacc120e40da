"""The program of a written story: each quantity with the clause that gives it, and what is asked."""

from __future__ import annotations

from fractions import Fraction

from hybrid.term import make, sym
from hybrid.words.program import Line, Unit
from hybrid.words.stories.chain import Node
from hybrid.words.stories.expression import Expr, Unusable, number, quantity, undone
from hybrid.words.stories.units import unit_of
from hybrid.words.stories.writing import Writing


class Reading:
    """Makes the program of a story from what was written."""

    def __init__(self, writing: Writing) -> None:
        self.nodes, self.asked, self.used = writing.nodes, writing.asked, writing.used
        self.told, self.teller = writing.told, writing.teller

    def answering(self) -> Expr:
        """What is asked as an expression over the quantities known."""
        asked = self.asked
        if asked.place in ("result", "earlier"):
            return asked.node.expr
        told = number(asked.node.value)
        if asked.place == "start":
            expr: Expr = quantity(self.nodes[0].name, self.nodes[0].value)
            for node in self.nodes[1:]:
                expr = _put(node.expr, node.takes[0].name, expr)
            return undone(told, expr, self.nodes[0].name)
        given = asked.node.given[asked.hidden]
        name = given.name or f"{asked.hidden}_"
        return undone(told, self._hidden_formula(name), name)

    def _hidden_formula(self, name: str) -> Expr:
        node, hidden = self.asked.node, self.asked.hidden
        args = {}
        for p in node.schema.parameters:
            if p == "x":
                args[p] = quantity(node.takes[0].name, node.takes[0].value)
            elif p == hidden:
                args[p] = quantity(name, node.given[p].value)
            else:
                args[p] = node.given[p].leaf()
        return node.schema.formula(**args)

    def program(self) -> tuple[Fraction, Unit, list[Line]]:
        """The answer, its unit and the lines. Raises Unusable where something was not told."""
        asked, lines = self.asked, list[Line]()
        question = self._quote("question", "")
        for node in self.used:
            if asked.place == "start" and node is self.nodes[0]:
                lines.append(Line("unknown", node.name, None, unit_of(node.unit), self._start_quote()))
                continue
            changed = asked.place == "change" and node is asked.node
            for p, given in node.given.items():
                if changed and p == asked.hidden:
                    name = given.name or p
                    lines.append(Line("unknown", name, None, unit_of(given.unit), self._quote(node, "")))
                elif given.unit and not node.schema.system:
                    lines.append(
                        Line(
                            "define", given.name, number(given.value).term(), unit_of(given.unit), self._quote(node, p)
                        )
                    )
            if node.schema.system:
                lines += self._system(node)
            elif node.expr.op:
                expr = self._hidden_formula(node.given[asked.hidden].name or asked.hidden) if changed else node.expr
                lines.append(Line("define", node.name, expr.term(), unit_of(node.unit), self._node_quote(node)))
        if self.told is not None:
            formula = make("eq", (sym(asked.node.name), number(self.told.value).term()))
            lines.append(Line("relation", "", formula, unit_of(asked.node.unit), self._quote("told", "y")))
        node = asked.node
        if asked.place == "start":
            name, unit, value = self.nodes[0].name, self.nodes[0].unit, self.nodes[0].value
        elif asked.place == "change":
            given = node.given[asked.hidden]
            name, unit, value = given.name or asked.hidden, given.unit, given.value
        else:
            name, unit, value = node.name, node.unit, node.value
        lines.append(Line("ask", "", sym(name), unit_of(unit), question))
        return value, unit_of(unit), lines

    def _system(self, node: Node) -> list[Line]:
        assert node.schema.system is not None
        whole = self._quote(node, "")
        other = f"{node.slots['B'].name.lower()}_has"
        lines = [Line("unknown", n, None, unit_of(node.unit), whole) for n in (node.name, other)]
        args = {p: number(g.value) for p, g in node.given.items()}
        a, b = quantity(node.name, node.value), quantity(other, Fraction(1))
        for (left, right), p in zip(node.schema.system(a, b, **args), node.given, strict=True):
            formula = make("eq", (left.term(), right.term()))
            lines.append(Line("relation", "", formula, unit_of(node.unit), self._quote(node, p)))
        return lines

    def _start_quote(self) -> str:
        first = self.nodes[0]
        return self._quote(first if (first, "") in self.teller.spans else self.nodes[1], "")

    def _quote(self, key: object, p: str) -> str:
        span = self.teller.spans.get((key, p)) or self.teller.spans.get((key, ""))
        if span is None:
            raise Unusable(f"{p or key} is not told")
        start, end = span
        text = self.teller.text
        while start < end and not text[start].isalnum() and text[start] != "$":
            start += 1
        return self.teller.clause(start, end)

    def _node_quote(self, node: Node) -> str:
        """The clauses with all the bare numbers of the node's formula, else its first clause, else the question."""
        spans = self.teller.spans
        bare = [spans[node, p] for p, g in node.given.items() if not g.unit and (node, p) in spans]
        if bare:
            return self.teller.clause(min(s for s, _ in bare), max(e for _, e in bare))
        if (node, "") in spans:
            first = next((spans[node, p] for p in node.given if (node, p) in spans), None)
            return self.teller.clause(*first) if first else self._quote(node, "")
        later = next((n for n in self.nodes if node in n.takes and (n, "") in spans), None)
        return self._quote(later if later is not None else "question", "")


def _put(expr: Expr, name: str, other: Expr) -> Expr:
    """The expression with another in the place of a leaf."""
    if not expr.op:
        return other if expr.name == name else expr
    left, right = (_put(p, name, other) for p in expr.parts)
    return left._with(expr.op, right)
