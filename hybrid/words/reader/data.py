"""Training stories with their expressions: solutions with calculations `<<48/2=24>>`, and given equations.

Each operand of a calculation is linked to an earlier result, else to a number of the text, else to a constant that
the text calls for; `x/2` under `half` is `x*half`, `20/100` under `20%` is the percentage, `1-0.2` what is left of
the whole. The results put into each other give one expression over the quantities of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hybrid.words.reader.quantities import quantities
from hybrid.words.reader.quantity import Quantity
from hybrid.words.reader.question import question
from hybrid.words.reader.text import analyse

CALCULATION = re.compile(r"<<([^<>=]+)=([^<>]+)>>")
TOKENS = re.compile(r"\s*(\d*\.?\d+|[-+*/()])")
# an expression over quantities: (op, left, right), or a leaf (index of the quantity, kind, value)
Tree = tuple[Any, ...]


@dataclass(frozen=True)
class Example:
    """A story, its answer, and its expression where it is known. group: which set it is of."""

    story: str
    answer: float
    tree: Tree | None
    group: str


def parsed(text: str) -> Tree | None:
    """The tree of an arithmetic text with numbers for leaves, None where it is none."""
    tokens, at = [], 0
    text = text.replace(",", "").replace("$", "").replace("x", "*").rstrip()
    text = re.sub(r"(\d*\.?\d+)%", r"(\1/100)", text)
    while at < len(text):
        m = TOKENS.match(text, at)
        if m is None:
            return None
        tokens.append(m[1])
        at = m.end()
    try:
        tree, end = _sum(tokens, 0)
    except (IndexError, ValueError):
        return None
    return tree if end == len(tokens) else None


def _sum(t: list[str], i: int) -> tuple[Tree, int]:
    left, i = _product(t, i)
    while i < len(t) and t[i] in "+-":
        op = t[i]
        right, i = _product(t, i + 1)
        left = (op, left, right)
    return left, i


def _product(t: list[str], i: int) -> tuple[Tree, int]:
    left, i = _atom(t, i)
    while i < len(t) and (t[i] in "*/" or t[i] == "("):
        op = "*" if t[i] == "(" else t[i]
        right, i = _atom(t, i if t[i] == "(" else i + 1)
        left = (op, left, right)
    return left, i


def _atom(t: list[str], i: int) -> tuple[Tree, int]:
    if t[i] == "(":
        inner, i = _sum(t, i + 1)
        if t[i] != ")":
            raise ValueError
        return inner, i + 1
    return (float(t[i]),), i + 1


def near(x: float, y: float) -> bool:
    return abs(x - y) <= 1e-6 * max(1.0, abs(x), abs(y))


def value(tree: Tree) -> float:
    """What a linked tree comes to; nan for a division by nothing."""
    if isinstance(tree[0], int):
        return float(tree[2])
    x, y = value(tree[1]), value(tree[2])
    if tree[0] == "/":
        return x / y if y else float("nan")
    return x + y if tree[0] == "+" else x - y if tree[0] == "-" else x * y


def number(tree: Tree) -> float:
    """What a tree with numbers for leaves comes to; nan for a division by nothing."""
    if len(tree) == 1:
        return float(tree[0])
    x, y = number(tree[1]), number(tree[2])
    if tree[0] == "/":
        return x / y if y else float("nan")
    return x + y if tree[0] == "+" else x - y if tree[0] == "-" else x * y


def size(tree: Tree) -> int:
    return 0 if isinstance(tree[0], int) else 1 + size(tree[1]) + size(tree[2])


class Linker:
    """Links the numbers of an arithmetic text to quantities, and to the results of those that it has linked before."""

    def __init__(self, found: list[Quantity]) -> None:
        self.found = found
        self.results: list[tuple[float, Tree]] = []
        self.used: set[int] = set()

    def leaf(self, x: float) -> Tree | None:
        for v, tree in reversed(self.results):
            if near(v, x):
                return tree
        stated = [q for q in self.found if near(q.value, x)]
        stated.sort(key=lambda q: (q.index in self.used, q.mention < 0))
        if stated:
            q = stated[0]
            self.used.add(q.index)
            return (q.index, q.kind, q.value)
        for q in self.found:
            if 0 < q.value < 1 and q.kind in ("percent", "fraction", "multiple") and near(1 - q.value, x):
                return (q.index, "rest", x)
            if q.kind == "percent" and near(1 + q.value, x):
                return (q.index, "rise", x)
        return None

    def link(self, tree: Tree) -> Tree | None:
        if len(tree) == 1:
            return self.leaf(tree[0])
        op, left, right = tree
        if len(left) == 1 and len(right) == 1:
            x, y = left[0], right[0]
            whole = (
                x / y if op == "/" and y else 1 - y if op == "-" and x == 1 else 1 + y if op == "+" and x == 1 else -1
            )
            for q in self.found:
                part = q.kind in ("percent", "fraction", "multiple") and 0 < q.value < 1
                if part and op == "/" and near(q.value, whole):
                    return (q.index, q.kind, q.value)
                if part and (op in "-+") and near(q.value, y) and x == 1:
                    return (q.index, "rest" if op == "-" else "rise", whole)
        if len(right) == 1 and op == "/" and self.peek(right[0]) is None:
            for q in self.found:
                if q.value and near(q.value * right[0], 1):
                    a = self.link(left)
                    return None if a is None else ("*", a, (q.index, q.kind, q.value))
        a = self.link(left)
        b = self.link(right)
        return None if a is None or b is None else (op, a, b)

    def peek(self, x: float) -> bool | None:
        known = any(near(v, x) for v, _ in self.results) or any(near(q.value, x) for q in self.found if q.mention >= 0)
        return True if known else None


def solution_tree(story: str, solution: str, answer: float) -> Tree | None:
    """The expression of a worked solution over the quantities of its story; None where an operand cannot be linked."""
    text = analyse(story)
    linker = Linker(quantities(text, question(text)))
    for m in CALCULATION.finditer(solution):
        tree = parsed(m[1])
        try:
            stated = float(m[2].replace(",", "").replace("$", "").rstrip("%"))
        except ValueError:
            continue
        if tree is None or len(tree) == 1:
            continue
        linked = linker.link(tree)
        if linked is not None and near(value(linked), stated):
            linker.results.append((stated, linked))
    for v, tree in reversed(linker.results):
        if near(v, answer):
            return tree
    return None


def gsm8k(path: Path, chosen: Callable[[int], bool] = lambda i: True, trees: bool = True) -> Iterator[Example]:
    """The stories of a file of worked solutions (rows with question and answer, the result after ####).

    chosen  which rows, by their number from 0; trees: whether the solutions are made expressions
    """
    for i, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if not chosen(i):
            continue
        row = json.loads(line)
        try:
            answer = float(row["answer"].rsplit("####", 1)[1].strip().replace(",", ""))
        except ValueError:
            continue
        story = row["question"]
        yield Example(story, answer, solution_tree(story, row["answer"], answer) if trees else None, "gsm8k")


def svamp(path: Path) -> Iterator[Example]:
    """The stories of a file of Body, Question, Equation and Answer."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        body = row["Body"].strip()
        story = f"{body}{'' if body.endswith(('.', ',', '?', '!')) else ','} {row['Question'].strip()}"
        text = analyse(story)
        linker = Linker(quantities(text, question(text)))
        raw = parsed(row["Equation"])
        tree = linker.link(raw) if raw is not None else None
        yield Example(story, float(row["Answer"]), tree, "svamp")
