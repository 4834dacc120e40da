"""Charts: a set of real numbers as finitely many points and the truth at each and between them.

    points  p1 < ... < pk
    truth   before p1, at p1, between p1 and p2, at p2, ..., after pk   (2k + 1 values)

Truth is that of Kleene's three values; None is what could not be found out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hybrid.decide.points import Point, compare

Truth = bool | None


@dataclass(frozen=True)
class Chart:
    """A subset of the line; truth None where it could not be found out."""

    points: tuple[Point, ...]
    truth: tuple[Truth, ...]

    def normal(self) -> Chart:
        """The same set without the points where nothing changes."""
        t = self.truth
        kept = [
            i
            for i in range(len(self.points))
            if not (t[2 * i] == t[2 * i + 1] == t[2 * i + 2] and t[2 * i] is not None)
        ]
        if len(kept) == len(self.points):
            return self
        truth = [t[0]]
        for i in kept:
            truth += [t[2 * i + 1], t[2 * i + 2]]
        return Chart(tuple(self.points[i] for i in kept), tuple(truth))

    def same(self, other: Chart) -> bool:
        """Whether both are known everywhere and given by the same points and truth."""
        return (
            self.truth == other.truth
            and None not in self.truth
            and all(p.key == q.key for p, q in zip(self.points, other.points, strict=True))
        )

    def negated(self) -> Chart:
        return Chart(self.points, tuple(None if t is None else not t for t in self.truth))

    def both(self, other: Chart) -> Chart:
        return merge(self, other, and_)

    def either(self, other: Chart) -> Chart:
        return merge(self, other, or_)

    def differs(self, other: Chart) -> Chart:
        return merge(self, other, xor_)


def always(value: Truth) -> Chart:
    return Chart((), (value,))


def and_(a: Truth, b: Truth) -> Truth:
    return False if a is False or b is False else None if a is None or b is None else True


def or_(a: Truth, b: Truth) -> Truth:
    return True if a is True or b is True else None if a is None or b is None else False


def xor_(a: Truth, b: Truth) -> Truth:
    return None if a is None or b is None else a is not b


def merge(a: Chart, b: Chart, op: Callable[[Truth, Truth], Truth]) -> Chart:
    """The chart of `op` applied pointwise. Raises Undecided when points cannot be compared."""
    i = j = 0
    points: list[Point] = []
    truth = [op(a.truth[0], b.truth[0])]
    while i < len(a.points) or j < len(b.points):
        c = 1 if i == len(a.points) else -1 if j == len(b.points) else compare(a.points[i], b.points[j])
        points.append(a.points[i] if c <= 0 else b.points[j])
        here_a = a.truth[2 * i + 1] if c <= 0 else a.truth[2 * i]
        here_b = b.truth[2 * j + 1] if c >= 0 else b.truth[2 * j]
        i, j = i + (c <= 0), j + (c >= 0)
        truth += [op(here_a, here_b), op(a.truth[2 * i], b.truth[2 * j])]
    return Chart(tuple(points), tuple(truth)).normal()


def merged(charts: Sequence[Chart | None], op: Callable[[Truth, Truth], Truth]) -> Chart | None:
    """`merge` of all charts; None when there is none, or one is missing. Raises Undecided."""
    out: Chart | None = None
    for c in charts:
        if c is None:
            return None
        out = c if out is None else merge(out, c, op)
    return out


__all__ = ["Chart", "Truth", "always", "and_", "merge", "merged", "or_"]
