"""Derivations as environments: what an agent does is checked, and what it reaches is a proof."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from typing import Any

import pytest

import hybrid
from hybrid.problem import FormatError
from hybrid.syntax.errors import InputError

gymnasium = pytest.importorskip("gymnasium")
import hybrid.environments  # noqa: E402, F401

EQUATION = {"problem": "solve 2x + 3 = 7 for x"}


def make(**options: Any) -> Any:
    return gymnasium.make("hybrid/Derive-v0", **options)


def play(env: Any, wanted: list[str], **reset: Any) -> tuple[list[float], bool, dict[str, Any]]:
    """Make the steps that lead to the wanted lines; the rewards, whether it ended, and the last info."""
    observation, info = env.reset(**reset)
    rewards, ended = [], False
    for line in wanted:
        observation, reward, ended, _, info = env.step(observation["moves"].index(line))
        rewards.append(reward)
        assert observation["state"] == line
    return rewards, ended, info


def test_gymnasium_finds_nothing_to_complain_about() -> None:
    from gymnasium.utils.env_checker import check_env

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(make(render_mode="ansi").unwrapped)


def test_a_derivation_ends_at_the_goal_and_is_a_proof() -> None:
    env = make(steps="school", goal_reward=10.0)
    rewards, ended, info = play(env, ["2*x = 4", "x = 2"], options=EQUATION)
    assert (rewards, ended, info["solved"], info["answer"]) == ([-1.0, 9.0], True, True, "x = 2")
    assert str(hybrid.check(json.loads(info["derivation"])).after) == "x = 2"


def test_a_condition_is_told() -> None:
    env = make(steps="school")
    _, _, info = play(env, ["x + 2"], options={"problem": "simplify (x^2 - 4)/(x - 2)"})
    assert info["conditions"] == ["x - 2 != 0"]


def test_every_legal_step_is_right() -> None:
    env = make()
    for seed in range(5):
        observation, info = env.reset(seed=seed)
        legal = [line for line in observation["moves"] if line]
        assert len(legal) == info["action_mask"].sum() == len(info["rules"]) > 0
        domains = env.unwrapped._episode().domains  # 8*y mod 9 = 0 and y >= -7 says more of whole numbers
        for line in legal:
            assert not hybrid.step(observation["state"], line, domains=domains).refuted, (observation["state"], line)


def test_the_same_seed_gives_the_same_episode() -> None:
    def episode(seed: int) -> list[str]:
        env = make()
        observation, info = env.reset(seed=seed)
        env.action_space.seed(seed)
        lines = [observation["problem"], observation["state"]]
        for _ in range(6):
            observation, _, ended, cut, info = env.step(env.action_space.sample(mask=info["action_mask"]))
            lines.append(observation["state"])
            if ended or cut:
                break
        return lines

    assert episode(3) == episode(3) != episode(4)


def test_an_action_beyond_the_legal_ones_changes_nothing_but_time() -> None:
    env = make(steps="school", max_steps=2)
    before, info = env.reset(options=EQUATION)
    after, reward, ended, cut, info = env.step(63)
    assert (after, reward, ended, cut, info["illegal"]) == (before, -1.0, False, False, True)
    assert env.step(63)[2:4] == (False, True)


def test_steps_beyond_the_actions_are_counted() -> None:
    env = make(max_moves=2)
    observation, info = env.reset(options=EQUATION)
    everything = make().reset(options=EQUATION)[1]["rules"]
    assert len(observation["moves"]) == 2 and info["left_out"] == len(everything) - 2 > 0
    assert env.unwrapped.action_masks().tolist() == [True, True]


def test_rendering_writes_the_derivation() -> None:
    env = make(steps="school", render_mode="ansi")
    play(env, ["2*x = 4"], options=EQUATION)
    assert env.render().splitlines() == [
        "Solve 2*x + 3 = 7 for x",
        "",
        "2*x + 3 = 7",
        "<=> 2*x = 4    (subtract 3 on both sides)",
    ]


def test_problems_come_from_a_list_or_from_topics() -> None:
    only = make(problems=["solve x + 1 = 2", "solve x + 5 = 2"])
    assert {only.reset(seed=s)[0]["state"] for s in range(9)} == {"x + 1 = 2", "x + 5 = 2"}
    expanding = make(topics=["expanding"], levels=[1])
    assert all(expanding.reset(seed=s)[0]["problem"].startswith("Expand ") for s in range(3))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"topics": ["cooking"]}, "expected some of .* found 'cooking'"),
        ({"levels": [9]}, "no topic has any of 9"),
        ({"problems": []}, "at least one statement"),
        ({"steps": "giant"}, "expected one of laws, school"),
        ({"max_moves": 0}, "expected positive numbers"),
    ],
)
def test_bad_options_are_told(options: dict[str, Any], said: str) -> None:
    with pytest.raises(FormatError, match=said):
        make(**options)


def test_a_problem_without_work_or_sense_is_refused() -> None:
    env = make(max_length=40)
    with pytest.raises(FormatError, match="nothing to do"):
        env.reset(options={"problem": "solve x = 2"})
    with pytest.raises(FormatError, match="longer than 40"):
        env.reset(options={"problem": "simplify 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11"})
    with pytest.raises(InputError):
        env.reset(options={"problem": "solve 2x +"})


def test_environments_run_side_by_side() -> None:
    envs = gymnasium.make_vec("hybrid/Derive-v0", num_envs=2, vectorization_mode="sync", max_moves=4)
    observation, _ = envs.reset(seed=1)
    assert len(observation["state"]) == 2
    assert envs.step(envs.action_space.sample())[1].tolist() == [-1.0, -1.0]


@pytest.mark.parametrize(
    ("library", "code"),
    [
        ("gymnasium", "import hybrid.environments as e; e.register_environments()"),
        ("gymnasium", "import hybrid.environments.derive"),
        ("reasoning_gym", "import hybrid.environments.reasoning_gym"),
    ],
)
def test_a_missing_library_is_told_with_its_extra(library: str, code: str) -> None:
    hidden = f"import sys; sys.modules[{library!r}] = None; {code}"
    run = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False)
    assert run.returncode == 1 and "pip install 'hybrid[gym]'" in run.stderr.splitlines()[-1], run.stderr
