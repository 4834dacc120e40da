"""Rewards as a trainer calls them: answers, steps, stories; in threads and processes; with the real trainer."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import pytest

import hybrid.rewards as rewards
from hybrid.rewards import (
    answer_reward,
    format_reward,
    process_labels,
    process_reward,
    score_answer,
    step_reward,
    steps_of,
    story_reward,
)

ROOT = Path(__file__).resolve().parents[1]
SQUARE = "solve x^2 - 5*x + 6 = 0"
PENS = "Ann has 3 boxes with 8 pens in each box. She gives 5 pens to Tom. How many pens does Ann have left?"
ALL = (answer_reward, format_reward, step_reward, process_reward, story_reward)


def chat(text: str) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": text}]


# -- the signature ---------------------------------------------------------------------------------


@pytest.mark.parametrize("reward", ALL)
def test_called_as_a_trainer_calls(reward: Any) -> None:
    columns: dict[str, list[Any]] = {}
    metrics: dict[str, float] = {}
    found = reward(
        prompts=[[{"role": "user", "content": PENS}]] * 2,
        completions=[chat("3 * 8 = 24 and 24 - 5 = 19\n#### 19"), chat("")],
        completion_ids=[[1], [2]],
        trainer_state=object(),
        log_extra=columns.__setitem__,
        log_metric=metrics.__setitem__,
        answer=["19", "19"],
        environments=None,
    )
    assert len(found) == 2 and all(r is None or 0.0 <= r <= 1.0 for r in found)
    assert all(len(values) == 2 for values in columns.values())
    assert all(0.0 <= value <= 1.0 for value in metrics.values())
    assert reward.__name__ in rewards.__all__


@pytest.mark.parametrize("reward", ALL)
def test_no_completions_no_rewards(reward: Any) -> None:
    assert reward([], [], answer=[], story=[], problem=[]) == []


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="'answer' has 1 values for 2 completions"):
        answer_reward(["", ""], ["1", "2"], answer=["1"])


# -- answers ---------------------------------------------------------------------------------------


def test_texts_and_messages_get_the_same() -> None:
    texts = ["\\boxed{x = 2, x = 3}", "\\boxed{2}", "The answer is 3 and 2."]
    gold = ["x = 2 or x = 3"] * 3
    assert answer_reward([SQUARE] * 3, texts, answer=gold) == [1.0, 0.0, 1.0]
    assert answer_reward([chat(SQUARE)] * 3, [chat(t) for t in texts], answer=gold) == [1.0, 0.0, 1.0]
    parts = [{"role": "assistant", "content": [{"type": "text", "text": texts[0]}]}]
    assert answer_reward([SQUARE], [parts], answer=gold[:1]) == [1.0]


def test_without_a_gold_answer_the_reward_does_not_apply() -> None:
    assert answer_reward(["", ""], ["\\boxed{2}"] * 2) == [None, None]
    assert answer_reward(["", ""], ["\\boxed{2}"] * 2, answer=["2", None]) == [1.0, None]


def test_the_gold_answer_may_be_a_number_or_a_solution() -> None:
    assert answer_reward(["", ""], ["\\boxed{12}"] * 2, answer=[12, 12.5]) == [1.0, 0.0]
    assert answer_reward([""], ["It is \\boxed{12}"], solution=["6 * 2 = <<6*2=12>>12\n#### 12"]) == [1.0]
    assert answer_reward([""], ["It is \\boxed{12}"], solution=["so we get $\\boxed{12}$."]) == [1.0]


@pytest.mark.parametrize(
    "completion, outcome",
    [
        ("\\boxed{x = 2 \\text{ or } x = 3}", "right"),
        ("\\boxed{x = 2}", "wrong"),
        ("\\boxed{x^2 - 5x + 6 = 0}", "unfinished"),
        ("\\boxed{\\int x}", "unknown"),
        ("I give up", "missing"),
    ],
)
def test_the_outcome_says_why(completion: str, outcome: str) -> None:
    assert score_answer(completion, "x = 2 or x = 3", SQUARE).outcome == outcome


def test_the_last_claim_counts_and_hedging_does_not_pay() -> None:
    assert score_answer("\\boxed{5}. Or rather \\boxed{7}", "5").reward == 0.0
    assert score_answer("\\boxed{5} or \\boxed{7}", "5").reward == 0.0
    assert score_answer("\\boxed{5, 6, 7}", "5").reward == 0.0


def test_restating_the_question_does_not_pay() -> None:
    question = "Compute $123 \\cdot 456$."
    assert answer_reward([question], ["\\boxed{123 \\cdot 456}"], answer=["56088"]) == [0.0]
    assert answer_reward([question], ["\\boxed{56088}"], answer=["56088"]) == [1.0]


def test_format() -> None:
    found = format_reward(
        [""] * 5, ["\\boxed{2}", "#### 1/2", "the answer is 2", "\\boxed{2}, no \\boxed{3}", "\\boxed{)}"]
    )
    assert found == [1.0, 1.0, 0.0, 0.0, 0.0]


# -- steps -----------------------------------------------------------------------------------------


def test_each_line_is_held_against_the_line_before() -> None:
    text = "Factor: $(x-2)(x-3) = 0$.\nSo x = 2 or x = 4\nIn other words, $x \\in \\{2, 4\\}$: x = 4 or x = 2."
    steps = steps_of(text, SQUARE)
    assert [line.verdict for line in steps.lines] == ["proved", "refuted"]
    assert steps.first_wrong == 1 and steps.share == 0.5 and steps.before_wrong == 0.5
    assert steps.lines[1].point == "x = 3"


def test_a_wrong_step_is_wrong_once() -> None:
    text = "(x-2)(x-4) = 0\nx = 2 or x = 4"
    assert step_reward([SQUARE], [text]) == [0.5]
    assert process_reward([SQUARE], [text]) == [0.0]


def test_expressions_go_on_with_equals_signs() -> None:
    assert steps_of("= 3x + 2x + 2\n= 5x + 2", "simplify 3*x + 2*(x + 1)").share == 1.0
    assert steps_of("3x + 2(x+1) = 3x + 2x + 2 = 5x + 1", "simplify 3*x + 2*(x + 1)").share == 0.0
    assert steps_of("= x + 1", "simplify (x^2 - 1)/(x - 1)").share == 1.0  # defined at more points
    assert steps_of("= (x^2 - 1)/(x - 1)", "simplify x + 1").share == 0.0  # at fewer


def test_remarks_and_repetitions_earn_nothing() -> None:
    assert steps_of("1 = 1\n(a+b)^2 = a^2 + 2ab + b^2", SQUARE).lines == ()
    assert steps_of("x^2 - 5x + 6 = 0\nx^2 - 5x + 6 = 0", SQUARE).share == 0.0
    assert steps_of("I think it is easy.", SQUARE).share == 0.0


def test_first_wrong_is_logged() -> None:
    logged: dict[str, list[Any]] = {}
    step_reward(
        ["", ""], ["2x = 4\nx = 2", "2x = 4\nx = 3"], problem=["solve 2*x + 1 = 5"] * 2, log_extra=logged.__setitem__
    )
    assert logged == {"first_wrong": [None, 1], "steps": [2, 2]}


def test_labels_of_stepwise_supervision() -> None:
    steps = ["First take 3 from both sides.", "2x = 4", "Divide by 2:\nx = 3", "So x = 3."]
    assert process_labels("solve 2*x + 3 = 7", steps) == [True, True, False, False]
    assert process_labels("solve 2*x + 3 = 7", ["2x = 4", "x = 2"]) == [True, True]
    assert process_labels("solve 2*x + 3 = 7", []) == []


# -- stories ---------------------------------------------------------------------------------------


def test_stories() -> None:
    right = "3 * 8 = 24 pens\n24 - 5 = 19 pens\n#### 19"
    wrong = "3 * 8 = 25 pens\n25 - 5 = 20 pens\n#### 20"
    good, bad, empty = story_reward([PENS] * 3, [right, wrong, ""])
    assert good is not None and good > 0.5 and bad == 0.0 and empty == 0.0
    assert story_reward([""], [right]) == [None]
    assert story_reward(["Solve this."], [right], story=[PENS]) == [good]


# -- bounds, threads, processes --------------------------------------------------------------------

HOSTILE = [
    "9^9^9^9",
    "\\boxed{9^9^9^9}",
    "a " * 500_000,
    "\n" * 300_000,
    "(" * 10_000,
    "\\boxed{" * 5_000,
    "<answer>" * 5_000,
    "$" * 50_000,
    "####" * 20_000,
    "\\boxed{" + "\\frac{1}{" * 90 + "x" + "}" * 91,
    "\\boxed{(x + 1)^{100000}}",
    "\\boxed{" + "|x-" * 200 + "}",
    "x = 1\n" * 3_000,
    "\x00\x01\ud800",
]


@pytest.mark.parametrize("reward", ALL)
def test_hostile_completions_get_nothing(reward: Any) -> None:
    found = reward(
        [SQUARE] * len(HOSTILE), HOSTILE, answer=["x = 2 or x = 3"] * len(HOSTILE), story=[PENS] * len(HOSTILE)
    )
    assert all(r is not None and r < 0.8 for r in found)
    if reward in (answer_reward, step_reward, process_reward):
        assert found == [0.0] * len(HOSTILE)


PIECES = r"""x 2 = < > ( ) [ ] { } \{ \} , ; ∪ ∞ - + ± ^ / \frac % $ | \pm ! sqrt ... ≈ ° \cup \infty \text{ 1,234 _ ^{
    \\ & \begin{cases} \end{cases} : => true #### \boxed{ U R""".split()
PIECES += [" or ", " and ", " in ", " apples", "no solution", "\n", "all real numbers except "]


def test_no_text_raises() -> None:
    rng = Random(4)
    for _ in range(1500):
        gold, given = ("".join(rng.choices(PIECES, k=rng.randint(1, n))) for n in (5, 10))
        for reward in ALL:
            (found,) = reward(["q"], [given], answer=[gold], problem=["solve x = 2"], story=[gold])
            assert found is None or 0.0 <= found <= 1.0
        assert 0.0 <= steps_of(f"{given}\n{gold}").share <= 1.0


def completions(n: int) -> tuple[list[str], list[str]]:
    given = [f"\\boxed{{x = {i} \\text{{ or }} x = \\sqrt{{{i + 2}}}}}" for i in range(n)]
    return given, [f"x = sqrt({i + 2}) or x = {i + i % 2}" for i in range(n)]


def scored(n: int) -> list[float | None]:
    given, gold = completions(n)
    return answer_reward([""] * n, given, answer=gold)


def test_threads_agree_with_one_thread() -> None:
    expected = scored(40)
    assert 1.0 in expected and 0.0 in expected
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(scored, [40] * 8)) == [expected] * 8
    assert threading.active_count() >= 1


def test_processes_agree_with_one_process() -> None:
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(scored, [20] * 2)) == [scored(20)] * 2


def test_importing_the_rewards_loads_nothing_heavy() -> None:
    code = (
        "import sys; from hybrid.rewards import answer_reward; answer_reward([''], ['#### 2'], answer=['2']);"
        "print(sorted({'torch', 'sympy', 'transformers', 'trl', 'pint'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT).stdout.strip() == "[]"


# -- with the real libraries -----------------------------------------------------------------------


@pytest.mark.skipif(find_spec("trl") is None or find_spec("accelerate") is None, reason='needs the extra "train"')
def test_grpo_trains_with_the_rewards(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "".join(json.dumps({"problem": f"evaluate {a} + 1", "answer": str(a + 1)}) + "\n" for a in range(8))
    )
    command = [
        sys.executable,
        "examples/grpo.py",
        "--steps",
        "3",
        "--rows",
        str(rows),
        "--out",
        str(tmp_path / "tuned"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr[-2000:]
    entries = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith('{"')]
    assert len(entries) == 3
    assert any(entry["rewards/answer_reward/mean"] > 0 for entry in entries)
    assert any(entry["rewards/step_reward/mean"] > 0 for entry in entries)
    assert (tmp_path / "tuned" / "model.safetensors").stat().st_size > 0


def test_grpo_says_what_a_row_is(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"question": "1 + 1"}\n')
    ran = subprocess.run(
        [sys.executable, "examples/grpo.py", "--rows", str(rows)], capture_output=True, text=True, cwd=ROOT
    )
    assert ran.returncode == 2 and "line 1" in ran.stderr and "Traceback" not in ran.stderr


@pytest.mark.skipif(find_spec("lm_eval") is None, reason="lm-evaluation-harness is not installed")
def test_the_task_runs_in_the_harness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    import lm_eval
    from lm_eval.api.model import LM
    from lm_eval.tasks import TaskManager

    school = [json.loads(line) for line in (ROOT / "datasets" / "school40.jsonl").read_text("utf-8").splitlines()]
    known = {row["problem"]: row["answer"] for row in school[::2]}

    class Pupil(LM):  # type: ignore[misc]
        """Knows every second answer."""

        def generate_until(self, requests: list[Any], disable_tqdm: bool = False) -> list[str]:
            asked = [r.args[0].split("Problem: ")[-1].split("\n")[0] for r in requests]
            return [f"Some work.\n#### {known[p]}" if p in known else "#### 123456789" for p in asked]

        def loglikelihood(self, requests: list[Any]) -> list[Any]:
            raise NotImplementedError

        def loglikelihood_rolling(self, requests: list[Any]) -> list[Any]:
            raise NotImplementedError

    manager = TaskManager(include_path=str(ROOT / "examples" / "lm_eval"), include_defaults=False)
    assert "hybrid" in manager.all_tasks
    found = lm_eval.simple_evaluate(
        model=Pupil(), tasks=["hybrid"], task_manager=manager, bootstrap_iters=0, log_samples=False
    )
    assert found["results"]["hybrid"]["right,none"] == 0.5
    assert found["results"]["hybrid"]["marked,none"] == 1.0
