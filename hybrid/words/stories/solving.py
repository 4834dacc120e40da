"""The calculations that lead to the answer of a story, each with a sentence around it."""

from __future__ import annotations

from random import Random

from hybrid.words.constants import CONSTANTS
from hybrid.words.stories.chain import Node
from hybrid.words.stories.expression import WHOLE, Expr, Unusable
from hybrid.words.stories.story import HOLE, Calculation, Operand
from hybrid.words.stories.telling import Teller

RELATIONS = frozenset({"times-as", "more/fewer", "fraction of", "percent", "ratio", "age", "discount/tax"})
PARTWAY = ("first, {hole}", "this gives {hole}", "we calculate {hole}", "that makes {hole}", "next, {hole}")
FINALLY = ("so the answer is {hole}", "therefore, it is {hole}", "this leaves {hole}", "the result is {hole}")


def calculations(nodes: list[Node], asked: Node, answer: Expr, rng: Random) -> tuple[Calculation, ...]:
    """The operations in their order. answer: what is asked, over quantities that nodes have and numbers given."""
    found: list[Calculation] = []
    known: dict[str, int] = {}
    by_name = {n.name: n for n in nodes}

    def operand(expr: Expr) -> Operand:
        if expr.op:
            return Operand(expr.value, work(expr, None))
        if expr.name in CONSTANTS:
            return Operand(expr.value, None, True)
        node = by_name.get(expr.name)
        if node is not None and node.expr.op:
            if node.name not in known:
                known[node.name] = work(node.expr, node)
            return Operand(expr.value, known[node.name])
        return Operand(expr.value)

    def work(expr: Expr, node: Node | None) -> int:
        left, right = (operand(p) for p in expr.parts)
        assert expr.op
        words, unit = _sentence(node, rng, last=expr is answer)
        relation = node is not None and bool(RELATIONS & set(node.schema.families)) and expr.op not in WHOLE
        found.append(Calculation(expr.op, left, right, expr.value, words, unit, relation))
        return len(found) - 1

    if not answer.op:
        raise Unusable("nothing to calculate")
    work(answer, asked if answer is asked.expr else None)
    return tuple(found)


def _sentence(node: Node | None, rng: Random, last: bool) -> tuple[str, str]:
    if node is None:
        template = rng.choice(FINALLY if last else PARTWAY)
        return _upper(template.replace("{hole}", HOLE)) + ".", ""
    teller = Teller(rng, plain=True)
    slots = dict(node.slots) | {"y": HOLE}
    teller.say(rng.choice(node.schema.tell), slots, "line")
    teller.stop(".")
    return teller.text.strip(), "$" if node.unit == "dollar" else str(
        node.slots.get("ns", "")
    ) if node.unit == node.slots["noun"].unit else ""


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
