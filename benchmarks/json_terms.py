"""Terms as the nested lists of a proof file: their places, and small changes to them.

A change may leave something that is no term (a relation of relations, a root of index 0): a kernel has to
live with what a file can hold.
"""

from __future__ import annotations

import copy
from random import Random
from typing import Any

HEAD_SWAPS = {
    "add": ["mul"],
    "mul": ["add"],
    "div": ["mul", "pow"],
    "pow": ["mul", "div"],
    "eq": ["ne", "le", "lt"],
    "ne": ["eq", "lt"],
    "lt": ["le", "gt"],
    "le": ["lt", "ge"],
    "gt": ["ge", "lt"],
    "ge": ["gt", "le"],
    "and": ["or"],
    "or": ["and"],
    "sin": ["cos"],
    "cos": ["sin"],
    "abs": ["neg"],
    "neg": ["abs"],
    "true": ["false"],
    "false": ["true"],
}


def _children(t: Any) -> range:
    if not isinstance(t, list) or not t or t[0] in ("num", "const"):
        return range(0)
    return range(2 if t[0] == "call" else 1, len(t))


def places(t: Any, here: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """List positions of all subterms."""
    out = [here]
    for i in _children(t):
        out += places(t[i], (*here, i))
    return out


def get(t: Any, place: tuple[int, ...]) -> Any:
    for i in place:
        t = t[i]
    return t


def put(t: Any, place: tuple[int, ...], new: Any) -> Any:
    if not place:
        return new
    out = list(t)
    out[place[0]] = put(t[place[0]], place[1:], new)
    return out


def changed(rng: Random, t: Any) -> Any:
    """The term with one small change at a random subterm."""
    place = rng.choice(places(t))
    return put(t, place, _change(rng, get(t, place), t))


def _change(rng: Random, s: Any, whole: Any) -> Any:
    shape = rng.random()
    if shape < 0.15:
        return copy.deepcopy(get(whole, rng.choice(places(whole))))
    if isinstance(s, int):
        return rng.choice((s + 1, s - 1, -s, 0, 2 * s, s + 10**9))
    if isinstance(s, str):
        return rng.choice([v for v in "xyzab" if v != s] + [1, 0])
    if s[0] in ("num", "const"):
        return rng.choice((0, 1, ["const", "pi"], ["num", "0.5"]))
    if shape < 0.55 and s[0] in HEAD_SWAPS:
        return [rng.choice(HEAD_SWAPS[s[0]]), *s[1:]]
    if shape < 0.7 and len(s) > 3:
        i = rng.randrange(1, len(s))
        return s[:i] + s[i + 1 :]
    if shape < 0.85 and s[0] in ("lt", "le", "gt", "ge", "div", "pow") and len(s) == 3:
        return [s[0], s[2], s[1]]
    if s[0] in ("eq", "ne", "lt", "le", "gt", "ge", "and", "or", "implies", "true", "false"):
        return rng.choice((["true"], ["false"], ["and", s, ["gt", "x", 0]]))
    return ["neg", s]


def spread(data: Any, old: Any, new: Any) -> Any:
    """The data with every term `old` replaced by `new`."""
    if data == old:
        return copy.deepcopy(new)
    if isinstance(data, list):
        return [spread(d, old, new) for d in data]
    if isinstance(data, dict):
        return {k: spread(v, old, new) for k, v in data.items()}
    return data
