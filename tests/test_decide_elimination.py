"""Letters put away by equations: what is left and the cofactors make up the polynomial again."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.decide.elimination import definitions, divided, reduced
from hybrid.decide.sparse import Poly, Reader, plus, times
from hybrid.decide.squares import square_part
from hybrid.syntax.parse import parse

NAMES = ("x", "y", "z")
MONOMIALS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 3)), max_size=2, unique_by=lambda x: x[0]).map(
    lambda m: tuple(sorted(m))
)
POLYS = st.dictionaries(MONOMIALS, st.fractions(-4, 4, max_denominator=4).filter(bool), max_size=4)


def poly(text: str) -> Poly:
    return Reader().poly(parse(text))


@given(POLYS, POLYS)
def test_division_leaves_no_trace_of_the_name(p: Poly, value: Poly) -> None:
    value = {m: c for m, c in value.items() if "x" not in dict(m)}
    rest, q = divided(p, "x", value)
    assert all("x" not in dict(m) for m in rest)
    assert plus(rest, times(q, plus({(("x", 1),): Fraction(1)}, value, -1))) == p


@given(POLYS, st.lists(POLYS, max_size=3))
def test_cofactors_make_up_what_was_put_away(p: Poly, equations: list[Poly]) -> None:
    known = definitions(dict(enumerate(equations)))
    rest, cofactors = reduced(p, known)
    total = rest
    for i, c in cofactors.items():
        total = plus(total, times(c, equations[i]))
    assert total == p
    assert not {d.name for d in known} & {k for m in rest for k, _ in m}


def test_each_definition_is_put_into_the_next() -> None:
    known = definitions({4: poly("x - 2*y"), 7: poly("x + y - 3*z - 1"), 9: poly("x^2 - y^2")})
    assert [d.name for d in known] == ["x", "y"]
    assert known[1].value == poly("z + 1/3")
    assert reduced(poly("x*y"), known)[0] == poly("2*(z + 1/3)^2")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("(x + y)^3*(x - y)^2*z", "(x + y)*(x - y)"),
        ("x^4 + 2*x^2 + 1", "x^2 + 1"),
        ("-8*x^2*y^3", "x*y"),
        ("x^2 + 1", None),
        ("12", None),
        ("0", None),
    ],
)
def test_the_square_that_stands_in_a_product(text: str, root: str | None) -> None:
    assert square_part(poly(text)) == ({} if root is None else poly(root))
