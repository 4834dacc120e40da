"""Lines packed as trees: every token sees its own line so far, and nothing else."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from hybrid.model.forest import forest, spread, tree

LINES = st.lists(st.lists(st.integers(1, 3), max_size=6), min_size=1, max_size=12).filter(any)


@given(LINES)
def test_a_line_is_read_off_its_path_and_sees_just_that(lines: list[list[int]]) -> None:
    made = forest(lines, 10)
    tokens, depths = made.tokens.flatten(), made.depths.flatten()
    size = made.tokens.shape[1]
    for line, path in zip(lines, made.paths, strict=True):
        assert tokens[path].tolist() == line and depths[path].tolist() == list(range(len(line)))
        for i, node in enumerate(path):
            row = node // size
            assert (row * size + made.seen[row, node % size].nonzero().flatten()).tolist() == path[: i + 1]


def test_lines_that_begin_alike_share_their_beginning() -> None:
    made = tree({0: (1, 2, 3), 1: (1, 2), 2: (1, 2, 4, 5), 3: (6,), 4: (1, 2)})
    assert (made.tokens, made.depths) == ([1, 2, 3, 4, 5, 6], [0, 1, 2, 2, 3, 0])
    assert made.ends == [5, 5, 3, 5, 5, 6]
    assert made.paths == {0: [0, 1, 2], 1: [0, 1], 2: [0, 1, 3, 4], 3: [5], 4: [0, 1]}


@pytest.mark.parametrize(
    ("lengths", "rows"),
    [
        ([30], [[0]]),
        ([150, 15, 20, 148, 18], [[0, 4, 1], [3, 2]]),  # the long ones apart
        ([5, 9, 7], [[1, 2, 0]]),  # a pair costs little beside a token
        ([200, 200, 200, 200], [[0], [1], [2], [3]]),
    ],
)
def test_rows_are_filled_such_that_little_is_computed(lengths: list[int], rows: list[list[int]]) -> None:
    assert spread(lengths, 150) == rows


def test_no_lines_at_all_need_no_row_but_one() -> None:
    assert torch.equal(forest([(4,), ()], 3).tokens, torch.tensor([[4]]))
