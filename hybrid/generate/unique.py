"""When two problems are the same: up to the names of letters, and to order.

Order does not matter in sums, products, `and`, `or`, hypotheses, between the two sides of = and !=, and `a > b` is
`b < a`. Names do not matter at all: of the ways to call n letters v0, v1, ... the one with the least text is taken.
Letters that stand in different surroundings need not be tried in each other's place: they are told apart by the
text in which the letter itself is `!` and every other one `?` (one round of colour refinement; Weisfeiler, Leman 1968).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import groupby, islice, permutations, product

from hybrid.problem import Problem
from hybrid.term import Term

MAX_NAMINGS = 720
_SWAPPED = {"gt": "lt", "ge": "le"}
_UNORDERED = frozenset({"add", "mul", "and", "or", "eq", "ne"})


def canonical(problem: Problem) -> str:
    """A text equal for problems that are the same. With more than MAX_NAMINGS namings to try, some such problems may
    have different texts."""
    letters = sorted({name for t in _terms(problem) for name in t.free} | set(problem.unknowns))
    return min(_text(problem, names) for names in islice(_namings(problem, letters), MAX_NAMINGS))


def problem_key(problem: Problem) -> int:
    """A hash of `canonical` in 64 bits, the same in every process; never 0."""
    return text_key(canonical(problem))


def text_key(text: str) -> int:
    """A hash of a text in 64 bits, the same in every process; never 0."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") or 1


def _terms(p: Problem) -> Iterator[Term]:
    yield p.term
    yield from p.given
    for d in p.definitions:
        yield d.body


def _namings(p: Problem, letters: list[str]) -> Iterator[Mapping[str, str]]:
    if len(letters) < 2:
        yield {letter: "v0" for letter in letters}
        return
    blank = dict.fromkeys(letters, "?")
    colours = {letter: _text(p, {**blank, letter: "!"}) for letter in letters}
    order = sorted(letters, key=colours.__getitem__)
    classes = [list(group) for _, group in groupby(order, key=colours.__getitem__)]
    for choice in product(*(permutations(c) for c in classes)):
        yield {letter: f"v{i}" for i, letter in enumerate(letter for c in choice for letter in c)}


def _text(p: Problem, names: Mapping[str, str]) -> str:
    given = "&".join(sorted(_term(t, names) for t in p.given))
    unknowns = ",".join(sorted(names[u] for u in p.unknowns))
    domains = ",".join(sorted(f"{names.get(letter, letter)}:{d}" for letter, d in p.domains.items()))
    definitions = ";".join(
        sorted(
            f"{d.name}({','.join(names.get(a, a) for a in d.parameters)}):{_term(d.body, names)}" for d in p.definitions
        )
    )
    return f"{p.goal}|{_term(p.term, names)}|{unknowns}|{given}|{domains}|{definitions}"


def _term(t: Term, names: Mapping[str, str]) -> str:
    head, args = t.head, t.args
    if not args:
        return names.get(t.value, t.value) if head == "sym" else str(t.value) if head == "num" else f"{head}:{t.value}"
    parts = [_term(a, names) for a in args]
    if head in _UNORDERED:
        parts.sort()
    elif head in _SWAPPED:
        head = _SWAPPED[head]
        parts.reverse()
    elif head == "call":
        head = f"call:{t.value}"
    return f"{head}({','.join(parts)})"


class Keys:
    """A set of 64-bit keys in one flat table: 8 bytes a place, open addressing (Knuth, TAOCP 3, 6.4, algorithm L).

    Python's own set of a million whole numbers takes ten times as much.
    """

    def __init__(self, expected: int = 1024):
        """expected: how many keys there will be; more are taken too, the table then doubles."""
        from array import array

        self._size = 1 << max(10, (2 * expected).bit_length())
        self._table = array("Q", bytes(8 * self._size))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: int) -> bool:
        return self._table[self._place(key)] == key

    def add(self, key: int) -> bool:
        """Put a key (not 0) in; whether it was new."""
        place = self._place(key)
        if self._table[place] == key:
            return False
        self._table[place] = key
        self._count += 1
        if 2 * self._count > self._size:
            self._grow()
        return True

    def _place(self, key: int) -> int:
        mask, table = self._size - 1, self._table
        place = key & mask
        while (found := table[place]) and found != key:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        from array import array

        old = self._table
        self._size *= 2
        self._table = array("Q", bytes(8 * self._size))
        for key in old:
            if key:
                self._table[self._place(key)] = key
