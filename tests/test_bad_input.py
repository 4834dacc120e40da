"""Bad input: a message for the reader, never a traceback, never a long wait."""

import pytest

from hybrid.prover import solve
from hybrid.syntax.errors import InputError


@pytest.mark.parametrize(
    "text, says",
    [
        ("", "nothing"),
        ("solve", ""),
        ("solve 2x + = 3", ""),
        ("solve 2x + 3", "formula"),
        ("solve (x + 1 = 2", ""),
        ("solve foo(x) = 2", "foo"),
        ("solve x + 1 = 2 for y", "does not occur"),
        ("prove x > 1, x < 0 |- x = 2", "contradict"),
        ("simplify 9^9^9^9", "too large"),
        ("solve x = 9^9^9^9", "too large"),
        ("expand (x+1)^100000", "too large"),
        ("evaluate 100000!", "too large"),
        ("simplify " + "(" * 10_000 + "x" + ")" * 10_000, ""),
        ("simplify " + "1+" * 500_000 + "1", ""),
        ("prove x + 1", "formula"),
        ("simplify nan", ""),
        ("solve root(x, 1000000002)^2 = 4", "at most 1000"),
    ],
)
def test_bad_input_is_refused_with_a_message(text, says):
    with pytest.raises(InputError) as error:
        solve(text)
    assert says in str(error.value)
    assert error.value.example or error.value.expected


@pytest.mark.parametrize("option", [{"method": "magic"}, {"search": "magic"}])
def test_an_unknown_choice_names_the_choices(option):
    with pytest.raises(InputError) as error:
        solve("solve x = 1", **option)
    assert "magic" in str(error.value) and error.value.expected


@pytest.mark.parametrize("text", ["simplify 1/0", "simplify sqrt(-4)", "evaluate ln(0)"])
def test_an_expression_without_a_value_is_not_simplified(text):
    result = solve(text)
    assert result.status == "open" and "no value" in result.reason


def test_a_huge_power_may_still_be_solved():
    assert solve("solve (x + 1)^100000 = 0").text == "x = -1"
