"""A pytest plugin: `.rules` files are collected, one test a rule.

    pytest rules/ my_rules/          every rule of every file; -k NAME and -n 2 work as for other tests
    pytest --hypothesis-seed=7       other points and terms (the same seed, the same ones)
    pytest --rule-instances=500      more points for each rule
    pytest -p no:hybrid              without it

A test fails when its rule is false or vacuous; the failure shows the rule's line and the counterexample.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hybrid.rulebook import Rule
    from hybrid.verify.report import RuleReport


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option of the plugin."""
    group = parser.getgroup("hybrid", "rewrite rules of hybrid")
    group.addoption("--rule-instances", type=int, default=100, metavar="N", help="points tried for each rule")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> RuleFile | None:
    """Collect a `.rules` file."""
    if file_path.suffix != ".rules":
        return None
    return RuleFile.from_parent(parent, path=file_path)


class RuleFile(pytest.File):
    """A rule file as a collection of tests."""

    def collect(self) -> Iterator[RuleItem]:
        """One test a rule, families spread out."""
        from hybrid.rulebook.load import RuleError, read_rules

        try:
            rules = read_rules(self.path)
        except RuleError as error:
            raise self.CollectError(str(error)) from None
        for rule in rules:
            yield RuleItem.from_parent(self, name=rule.name, rule=rule)


class NotTrue(Exception):
    """A rule that is false or vacuous."""

    def __init__(self, report: RuleReport) -> None:
        super().__init__(report.name)
        self.report = report


class RuleItem(pytest.Item):
    """The test of one rule."""

    def __init__(self, *, rule: Rule, **rest: Any) -> None:
        super().__init__(**rest)
        self.rule = rule

    def runtest(self) -> None:
        """Verify the rule. Raises NotTrue."""
        from hybrid.verify.run import verify_rule

        report = verify_rule(self.rule, self.config.getoption("--rule-instances"), _seed(self.config))
        self.user_properties.append(("verdict", report.verdict))
        if report.decider:
            self.user_properties.append(("decider", report.decider))
        if not report.ok:
            raise NotTrue(report)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The rule's line and the counterexample; a traceback only for an error of the program."""
        if isinstance(excinfo.value, NotTrue):
            from hybrid.verify.report import explained

            return "\n".join(explained(excinfo.value.report))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The line of the rule."""
        return self.path, self.rule.line - 1, f"rule {self.name}"


def _seed(config: pytest.Config) -> int:
    """The number given to Hypothesis, if its plugin is there and one was given."""
    given = config.getoption("hypothesis_seed", None)
    if given is None:
        return 0
    if given == "random":
        return random.randrange(2**31)
    return int(given) if str(given).lstrip("-").isdigit() else sum(str(given).encode())
