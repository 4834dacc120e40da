"""Spoiled training rows: as many wrong steps as asked, the same states, and differences that are paired."""

from __future__ import annotations

import math
import sys
from itertools import islice
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corrupted import Taught, blank, corrupted, derivations, log_probabilities, paired, taught  # noqa: E402
from hybrid.judge import judge  # noqa: E402
from hybrid.learn.lines import line_loss  # noqa: E402
from hybrid.model.line_text import END, text  # noqa: E402
from hybrid.model.network import QNetwork  # noqa: E402
from hybrid.syntax.line import parse_line  # noqa: E402


@pytest.fixture(scope="module")
def network() -> QNetwork:
    return blank().eval()


@pytest.fixture(scope="module")
def rows(network: QNetwork) -> list[Taught]:
    rng = Random(1)
    return [t for d in islice(derivations("linear-equations levels 1-2", 1), 8) for t in taught(network, d, rng)]


def test_wrong_lines_are_wrong_and_right_ones_right(network: QNetwork) -> None:
    seen = 0
    for derivation in islice(derivations("linear-equations levels 1-2", 2), 2):
        for step, row in zip(derivation.steps, taught(network, derivation, Random(2)), strict=True):
            for example, answer in ((row.right, "proved"), *((w, "refuted") for w in row.wrong)):
                words = [network.vocabulary[i] for i in example.line]
                assert words[-1] == END
                state = parse_line(text(words)).state(step.before)
                assert judge(step.before, state, ()).answer == answer, text(words)
                seen += 1
    assert seen > 12


def test_a_share_of_the_lines_is_replaced_and_a_larger_share_replaces_these_too(rows: list[Taught]) -> None:
    def replaced(share: float, seed: int) -> set[int]:
        lines = corrupted(rows, share, seed)
        assert all(a is r.right or a in r.wrong for a, r in zip(lines, rows, strict=True))
        assert all(a.prompt == r.right.prompt for a, r in zip(lines, rows, strict=True))
        return {i for i, (a, r) in enumerate(zip(lines, rows, strict=True)) if a is not r.right}

    few, many = replaced(0.1, 0), replaced(0.4, 0)
    assert replaced(0.0, 0) == set()
    assert len(few) == round(0.1 * len(rows)) and len(many) == round(0.4 * len(rows)) and few < many
    assert replaced(0.4, 0) == many != replaced(0.4, 1)


def test_log_probabilities_are_those_of_the_loss(network: QNetwork, rows: list[Taught]) -> None:
    lines = [r.right for r in rows]
    tokens = sum(len(e.line) for e in lines)
    assert -sum(log_probabilities(network, lines)) / tokens == pytest.approx(line_loss(network, lines).item(), rel=1e-4)


def test_differences_are_paired_by_seed() -> None:
    first = [{"loss": 1.0}, {"loss": 2.0}, {"loss": 6.0}]
    second = [{"loss": 1.5}, {"loss": 2.5}, {"loss": 6.5}]
    assert paired(first, second) == {"loss": {"difference": 0.5, "standard_error": 0.0}}
    second[2]["loss"] = 8.0
    found = paired(first, second)["loss"]
    assert found["difference"] == pytest.approx(1.0) and found["standard_error"] == pytest.approx(0.5)
    assert math.isnan(paired(first[:1], second[:1])["loss"]["standard_error"])
