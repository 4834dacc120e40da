"""Fitting the weights: the marginal likelihood of the candidates that give the answer.

For one story the candidates c have scores s(c) = sum of the weights of their features; P(c) is their softmax. What is
maximised is log sum over c of g(c) P(c), with g 1 for the expression that the data gives, SPURIOUS for others of the
same value (many are right by chance), or 1 for all of them where no expression is given; less L2 on the weights. Mini-
batch Adam (Kingma and Ba 2015), all in numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.words.reader.candidates import Story, ranked
from hybrid.words.reader.data import Example, Tree, near
from hybrid.words.reader.features import SIZE, Features, Part
from hybrid.words.reader.search import Key, Node, canonical, join, leaves

Ints = NDArray[np.int32]
SPURIOUS = 0.15
KEPT = 24  # candidates of a story that are learned from
RIGHT = 6  # of these with the right value


@dataclass(frozen=True)
class Cases:
    """The candidates of one story.

    ids, sizes       the features of its parts one after another, and how many each part has
    parts, lengths   the parts of its candidates one after another, and how many each candidate has
    gold             g of each candidate
    """

    ids: NDArray[np.int32]
    sizes: NDArray[np.int32]
    parts: NDArray[np.int32]
    lengths: NDArray[np.int32]
    gold: NDArray[np.float32]


def laid_out(candidates: Sequence[tuple[Part, ...]]) -> tuple[Ints, Ints, Ints, Ints]:
    """ids, sizes, parts and lengths of Cases; a part that several candidates share is laid out once."""
    places: dict[int, int] = {}
    unique: list[Part] = []
    parts: list[int] = []
    for candidate in candidates:
        for part in candidate:
            if not part[0]:
                continue
            place = places.get(id(part))
            if place is None:
                place = places[id(part)] = len(unique)
                unique.append(part)
            parts.append(place)
    return (
        np.array([i for part in unique for i in part[0]], dtype=np.int32),
        np.array([len(part[0]) for part in unique], dtype=np.int32),
        np.array(parts, dtype=np.int32),
        np.array([sum(bool(part[0]) for part in c) for c in candidates], dtype=np.int32),
    )


def built(tree: Tree, story: Story, features: Features) -> Node | None:
    """The expression as the search would make it, None where types forbid it."""
    if isinstance(tree[0], int):
        for leaf in leaves(story.quantities):
            if leaf.quantity.index == tree[0] and leaf.quantity.kind == tree[1]:
                return leaf
        return None
    op, left, right = tree
    chain: list[tuple[Tree, bool]] = []
    ops = "+-" if op in "+-" else "*/"

    def flatten(t: Tree, sign: bool) -> None:
        if isinstance(t[0], str) and t[0] in ops:
            flatten(t[1], sign)
            flatten(t[2], sign if t[0] == ops[0] else not sign)
        else:
            chain.append((t, sign))

    flatten(tree, True)
    nodes = [(built(t, story, features), sign) for t, sign in chain]
    if any(n is None for n, _ in nodes):
        return None
    used = 0
    for n, _ in nodes:
        assert n is not None
        if used & n.used:  # a quantity again: the derivation given
            a, b = built(left, story, features), built(right, story, features)
            if a is None or b is None:
                return None
            if op in "+*" and b.size > a.size:
                a, b = b, a
            return join(op, a, b, features)
        used |= n.used
    order = sorted(nodes, key=lambda p: (not p[1], p[0].first if p[0] else 0))
    total = order[0][0]
    for n, sign in order[1:]:
        assert total is not None and n is not None
        total = join(ops[0] if sign else ops[1], total, n, features)
        if total is None:
            return None
    return total


def cases(example: Example, weights: Sequence[float] | None, most: int = 4) -> Cases | None:
    """What there is to learn from one story under the weights so far; None where no candidate has the answer."""
    story = Story.of(example.story)
    features = Features(story.text, story.question, story.quantities, weights)  # type: ignore[arg-type]
    gold_key: Key | None = None
    pool = ranked(story, features, most)
    chosen: list[tuple[tuple[Part, ...], float]] = []
    seen: set[Key] = set()
    if example.tree is not None:
        node = built(example.tree, story, features)
        if node is not None and near(node.value, example.answer) and node.size <= most:
            gold_key = canonical(node)
            chosen.append((node.parts + features.final(node)[0], 1.0))
            seen.add(gold_key)
    right = 0
    for node, _, parts in pool:
        if len(chosen) >= KEPT:
            break
        good = near(node.value, example.answer)
        key = canonical(node)
        if key in seen:
            continue
        seen.add(key)
        if good:
            right += 1
            if right > RIGHT:
                continue
        g = 0.0 if not good else 1.0 if gold_key is None else SPURIOUS
        chosen.append((parts, g))
    if right == 0 and gold_key is None:  # perhaps below the cut
        for node, _, parts in pool:
            if near(node.value, example.answer):
                chosen.append((parts, 1.0))
                break
        else:
            return None
    return Cases(*laid_out([c for c, _ in chosen]), np.array([g for _, g in chosen], dtype=np.float32))


def fit(
    data: Sequence[Cases], start: NDArray[np.float32] | None, importance: Sequence[float], epochs: int = 6,
    rate: float = 0.02, l2: float = 2e-6, batch: int = 64, seed: int = 1,
) -> NDArray[np.float32]:  # fmt: skip
    """The weights after the epochs, from `start` on; importance weighs each story."""
    rng = np.random.default_rng(seed)
    w = np.zeros(SIZE, dtype=np.float32) if start is None else start.copy()
    m, v = np.zeros_like(w), np.zeros_like(w)
    step = 0
    total = epochs * ((len(data) + batch - 1) // batch)
    average = np.zeros(SIZE, dtype=np.float64)
    averaged = 0
    for epoch in range(epochs):
        order = rng.permutation(len(data))
        for at in range(0, len(order), batch):
            part = [int(i) for i in order[at : at + batch]]
            gradient = _gradient([data[i] for i in part], [importance[i] for i in part], w) / len(part)
            gradient += l2 * w
            step += 1
            m += 0.1 * (gradient - m)
            v += 0.01 * (gradient * gradient - v)
            pace = rate * (1 - step / (total + 1))
            w -= pace * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-5)
            if epoch >= epochs // 2:
                average += w
                averaged += 1
    return (average / max(averaged, 1)).astype(np.float32)


def _gradient(part: Sequence[Cases], importance: Sequence[float], w: NDArray[np.float32]) -> NDArray[np.float32]:
    ids = np.concatenate([c.ids for c in part])
    sizes = np.concatenate([c.sizes for c in part])
    lengths = np.concatenate([c.lengths for c in part])
    offsets = np.cumsum([0] + [len(c.sizes) for c in part[:-1]])
    parts = np.concatenate([c.parts + o for c, o in zip(part, offsets, strict=True)])
    scores = np.add.reduceat(np.add.reduceat(w[ids], starts(sizes))[parts], starts(lengths))
    coefficients = np.empty(len(lengths), dtype=np.float32)
    at = 0
    for c, weight in zip(part, importance, strict=True):
        s = scores[at : at + len(c.lengths)]
        e = np.exp(s - s.max())
        p = e / e.sum()
        good = e * c.gold
        sum_good = good.sum()
        right = good / sum_good if sum_good > 0 else p
        coefficients[at : at + len(s)] = weight * (p - right)
        at += len(s)
    of_parts = np.bincount(parts, weights=np.repeat(coefficients, lengths), minlength=len(sizes))
    return np.bincount(ids, weights=np.repeat(of_parts, sizes), minlength=SIZE).astype(np.float32)


def starts(lengths: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where each of consecutive stretches begins; every length is at least 1."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)[:-1]))
