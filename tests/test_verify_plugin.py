"""pytest collects `.rules` files: one test a rule, failures show the line and the counterexample."""

import pytest

RULES = """\
# my rules
good : a + b = b + a
root : sqrt(a^2) = a
    "the root of a square"
order-turns : -a < -b <=> a > b  [orders]
"""


@pytest.fixture
def my_rules(pytester: pytest.Pytester) -> pytest.Pytester:
    folder = pytester.mkdir("my_rules")
    (folder / "mine.rules").write_text(RULES, encoding="utf-8")
    return pytester


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(*arguments)


def test_one_test_a_rule_and_the_counterexample_is_shown(my_rules):
    result = run(my_rules, "my_rules", "-v")
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*mine.rules::good PASSED*",
            "*mine.rules:3: root: false*",
            "*sqrt(a^2) = a*",
            "*fails at a = -1*",
            "*left*1*",
            "*right*-1*",
            "*suggestion: it holds if a >= 0*",
        ]
    )


def test_names_select(my_rules):
    run(my_rules, "my_rules", "-k", "good or mirrored").assert_outcomes(passed=3)


def test_workers_share_the_rules(my_rules):
    run(my_rules, "my_rules", "-n", "2").assert_outcomes(passed=5, failed=1)


@pytest.mark.parametrize("seed", ["7", "random", "word"])
def test_a_seed_may_be_given(my_rules, seed):
    run(my_rules, "my_rules", f"--hypothesis-seed={seed}", "--rule-instances=20").assert_outcomes(passed=5, failed=1)


def test_a_file_that_cannot_be_read_is_an_error_with_its_line(my_rules):
    (my_rules.path / "my_rules" / "broken.rules").write_text("broken : a = b\n", encoding="utf-8")
    result = run(my_rules, "my_rules")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*broken.rules:1: the letter b of the right side is not bound on the left*"])


def test_other_files_are_left_alone(my_rules):
    my_rules.makepyfile(test_mine="def test_one(): pass")
    run(my_rules).assert_outcomes(passed=6, failed=1)
