"""The generated problems as a data set of reasoning-gym, scored by mathematics."""

from __future__ import annotations

import json
from typing import Any

import pytest

reasoning_gym = pytest.importorskip("reasoning_gym")
import hybrid.environments.reasoning_gym  # noqa: E402, F401

TOPICS = ["linear-equations", "factoring", "rational-expressions", "word-problems"]


def make(**options: Any) -> Any:
    return reasoning_gym.create_dataset("hybrid", **{"seed": 3, "size": 12, "max_level": 2, **options})


def scored(question: str, gold: str, answer: str | None) -> float:
    return make().score_answer(answer, {"question": question, "answer": gold})


def test_items_follow_from_seed_and_index() -> None:
    first, again, other = make(topics=TOPICS), make(topics=TOPICS), make(topics=TOPICS, seed=4)
    items = list(first)
    assert [again[i] for i in reversed(range(12))] == items[::-1]
    # a neighbouring seed does not repeat them one place on
    assert not {item["question"] for item in items} & {item["question"] for item in other}


def test_items_are_plain_data_and_their_own_answers_score() -> None:
    data = make(topics=TOPICS)
    for item in data:
        assert json.loads(json.dumps(item)) == item
        assert item["metadata"]["topic"] in TOPICS and item["metadata"]["level"] <= 2
        assert data.score_answer(item["answer"], item) == 1.0
        assert data.score_answer(item["question"], item) == 0.0


@pytest.mark.parametrize(
    ("answer", "score"),
    [("x = 3 or x = 2", 1.0), ("{2, 3}", 1.0), ("$x = 2, 3$", 1.0), ("x = 2", 0.0), ("2, 3, 4", 0.0), ("", 0.0)],
)
def test_solutions_are_a_set(answer: str, score: float) -> None:
    assert scored("Solve x^2 - 5*x + 6 = 0 for x.", "x = 2 or x = 3", answer) == score


@pytest.mark.parametrize(
    "answer", ["x^2 - 4", "(x - 2)*(x - 2)", "factor it", None, "(x - 2)*(x + 2) is my answer, or x"]
)
def test_repeating_the_question_or_naming_the_answer_in_passing_scores_nothing(answer: str | None) -> None:
    assert scored("Factor x^2 - 4.", "(x - 2)*(x + 2)", answer) == 0.0


def test_all_numbers_may_be_the_answer() -> None:
    assert scored("Solve x + 1 = 1 + x for x.", "true", "all real numbers") == 1.0
    assert scored("Solve x + 1 = 1 + x for x.", "true", "x = 0") == 0.0


def test_a_topic_of_proofs_alone_has_nothing_to_score() -> None:
    with pytest.raises(RuntimeError, match="proofs have none"):
        make(topics=["order-reasoning"], max_level=1)[0]


def test_the_domain_is_part_of_the_answer() -> None:
    assert scored("Simplify x + 1 + 0.", "x + 1", "1 + x") == 1.0
    assert scored("Simplify x + 1 + 0.", "x + 1", "(x^2 - 1)/(x - 1)") == 0.0


def test_the_curriculum_raises_the_highest_level() -> None:
    from reasoning_gym.factory import create_curriculum

    curriculum = create_curriculum("hybrid")
    ranges = []
    for _ in range(3):
        config = curriculum.generate_configuration({"seed": 1, "size": 2})
        ranges.append((config.min_level, config.max_level))
        curriculum.increment_attr_level("level")
    assert ranges == [(1, 1), (1, 2), (1, 3)]


def test_it_mixes_with_other_data_sets() -> None:
    from reasoning_gym.composite import DatasetSpec

    specs = [
        DatasetSpec(name="hybrid", weight=1, config={"topics": ["factoring"], "max_level": 1}),
        DatasetSpec(name="chain_sum", weight=1, config={}),
    ]
    mixed = reasoning_gym.create_dataset("composite", datasets=specs, seed=1, size=8)
    assert {item["metadata"]["source_dataset"] for item in mixed} == {"hybrid", "chain_sum"}
    assert all(mixed.score_answer(item["answer"], item) == 1.0 for item in mixed)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"topics": ["cooking"]}, "expected some of .* found 'cooking'"),
        ({"min_level": 3, "max_level": 2}, "min_level <= max_level"),
        ({"min_level": 8, "max_level": 9}, "no topic has a level from 8 to 9"),
        ({"size": 0}, "expected a positive number"),
    ],
)
def test_bad_options_are_told(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make(**options)


def test_an_index_beyond_the_end_is_an_error() -> None:
    with pytest.raises(IndexError, match="from 0 to 11"):
        make()[12]
