"""Lines behind one prompt as trees, packed into rows.

Lines that begin alike share their beginning: a trie of the lines has a node for each token that differs, and a node
sees its ancestors. Several lines stand in one row, so that the rows of a batch are of like length and little of them is
padding. Numbered in depth-first order, a node `a` is an ancestor of `b`, or `b` itself, exactly when
a <= b < end(a), where end(a) is the first node behind the subtree of a: so two comparisons make the mask of a row. The
mask is that of tree attention (Miao et al., "SpecInfer", arXiv 2305.09781); for packing, the longest line goes first,
each into the emptiest row (Graham, "Bounds on multiprocessing timing anomalies", 1969).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

TOKEN = 400  # a token costs as much as that many pairs of a token and one that it sees


@dataclass
class Tree:
    """A trie of lines, its nodes in depth-first order.

    tokens  of the nodes
    depths  how many tokens of its line stand before each node
    ends    the first node behind the subtree of each
    paths   for each line, by its index, its nodes
    """

    tokens: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    paths: dict[int, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Forest:
    """A row for each tree.

    tokens  [rows, T], 0 where there is none
    depths  [rows, T]
    seen    [rows, T, T], whether a token (second index) sees another (third)
    paths   for each line its nodes as indices into the rows laid end to end
    """

    tokens: Tensor
    depths: Tensor
    seen: Tensor
    paths: list[list[int]]


def forest(lines: Sequence[Sequence[int]], before: int) -> Forest:
    """Lines as a batch of trees; before: how many tokens of the prompt all of them see. At least one line."""
    trees = [tree({i: lines[i] for i in row}) for row in spread([len(line) for line in lines], before)]
    size = max(len(t.tokens) for t in trees)
    tokens, depths, ends = (
        torch.tensor([[*part, *[fill] * (size - len(part))] for part in parts])
        for parts, fill in (
            ([t.tokens for t in trees], 0),
            ([t.depths for t in trees], 0),
            ([t.ends for t in trees], size),
        )
    )
    place = torch.arange(size)
    seen = (place <= place[:, None]) & (place[:, None] < ends[:, None, :])
    paths = {i: [row * size + node for node in path] for row, t in enumerate(trees) for i, path in t.paths.items()}
    return Forest(tokens, depths, seen, [paths[i] for i in range(len(lines))])


def tree(lines: dict[int, Sequence[int]]) -> Tree:
    """The trie of lines, which have indices."""
    made, path = Tree(), list[int]()
    for i, line in sorted(lines.items(), key=lambda item: tuple(item[1])):
        shared = 0
        while shared < min(len(path), len(line)) and made.tokens[path[shared]] == line[shared]:
            shared += 1
        _close(made, path[shared:])
        path = path[:shared]
        for depth in range(shared, len(line)):
            path.append(len(made.tokens))
            made.tokens.append(line[depth])
            made.depths.append(depth)
            made.ends.append(0)
        made.paths[i] = list(path)
    _close(made, path)
    return made


def _close(made: Tree, nodes: Sequence[int]) -> None:
    """Nothing more comes below these nodes."""
    for node in nodes:
        made.ends[node] = len(made.tokens)


def spread(lengths: Sequence[int], before: int) -> list[list[int]]:
    """The indices of lines of such lengths in rows, such that what is computed is least: every token of a row, padding
    too, costs TOKEN and the pairs with what stands before and in the row. At least one length."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    best, least = [order], float("inf")
    for count in range(1, len(lengths) + 1):
        rows, filled = [list[int]() for _ in range(count)], [0] * count
        for i in order:
            emptiest = filled.index(min(filled))
            rows[emptiest].append(i)
            filled[emptiest] += lengths[i]
        size = max(filled)
        cost = count * size * (TOKEN + before + size)
        if cost < least:
            best, least = rows, cost
        if size == lengths[order[0]]:
            break  # more rows would only be more padding
    return best


__all__ = ["Forest", "Tree", "forest", "spread", "tree"]
