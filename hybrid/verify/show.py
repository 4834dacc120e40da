r"""One rule as it is shown to a person: the source, the mathematics, an example, the verdict.

    zero-root : root(a, 2) = 0 <=> a = 0
    $\sqrt{a} = 0 \Longleftrightarrow a = 0$
    sqrt(x) = 0  ->  x = 0                              proved (equivalence)

What is new in an example is found as in a derivation that is explained, and stands in [brackets] in text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hybrid.explain.latex import escaped
from hybrid.problem import Relation
from hybrid.rulebook import Rule
from hybrid.rulebook.rule import Test, is_formula_letter
from hybrid.syntax.latex import to_latex
from hybrid.syntax.text import to_text, to_text_marked
from hybrid.term import Term, bottom_up
from hybrid.verify.example import Example
from hybrid.verify.report import RuleReport

FORMATS = ("text", "latex", "json")
LONGEST = 100  # characters of a certificate in text; JSON has all of it
_RELATION: dict[Relation, str] = {"=": "=", "<=>": r"\Longleftrightarrow", "==>": r"\Longrightarrow"}
_TAIL = re.compile(r'\s*("[^"]*")?\s*(\[[^\]\["]*\])?\s*$')


def shown(rule: Rule, example: Example | None, report: RuleReport, format: str = "text") -> str:
    """Everything there is to know about a rule, in one of FORMATS."""
    if format == "json":
        return json.dumps(as_json(rule, example, report), ensure_ascii=False, indent=1)
    return "\n".join(_latex(rule, example, report) if format == "latex" else _text(rule, example, report))


# -- parts -----------------------------------------------------------------------------------------


def statement(rule: Rule) -> str:
    """The rule as written in its book, without its name, words and attributes."""
    body = rule.source.partition(" : ")[2]
    return " ".join(body[: _TAIL.search(body).start()].split())  # type: ignore[union-attr]


def rule_latex(rule: Rule) -> str:
    """The rule in LaTeX (math mode), with its guards."""
    left, right = (to_latex(_plain(side)) for side in (rule.left, rule.right))
    parts = [f"{left} {_RELATION[rule.relation]} {right}"]
    conditions = [to_latex(g) for g in rule.guards] + [_test_latex(t) for t in rule.sound_tests]
    if conditions:
        parts.append(rf"\quad \text{{if }} {', '.join(conditions)}")
    return " ".join(parts)


def _plain(t: Term) -> Term:
    """A side of a rule with P for the letter of a formula, which is kept as defined(P)."""
    return bottom_up(t, lambda s: s.args[0] if is_formula_letter(s) else s)


def _test_latex(test: Test) -> str:
    word = "not " if test.negated else ""
    return rf"{to_latex(_plain(test.argument))} \text{{ {word}{test.name}}}"


def _test_text(test: Test) -> str:
    return f"{'not ' if test.negated else ''}{test.name}({_plain(test.argument)})"


def guards(rule: Rule) -> list[str]:
    """What must be proved where the rule is used."""
    return [*map(to_text, rule.guards), *map(_test_text, rule.sound_tests)]


def after_text(example: Example) -> str:
    """The new term, what changed in [brackets]; without them where all of it did."""
    return to_text_marked(example.after, example.new) if example.new else to_text(example.after)


def verdict_text(report: RuleReport) -> str:
    """`proved (ring)`, or the verdict with the reason why it is not proved."""
    if report.verdict == "proved":
        return f"proved ({report.decider})"
    if report.counterexample is not None:
        return f"false: {report.counterexample}"
    return (
        f"{report.verdict} ({report.instances} instances): {report.why}"
        if report.instances
        else (f"{report.verdict}: {report.why}")
    )


def certificate_text(certificate: Mapping[str, Any]) -> str:
    """The beginning of a certificate, on one line."""
    text = json.dumps(certificate, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 4] + " ..."


# -- the three formats -----------------------------------------------------------------------------


def _text(rule: Rule, example: Example | None, report: RuleReport) -> Iterator[str]:
    yield rule.source
    yield ""
    yield from (f"{name:<12} {value}" for name, value in _facts(rule, example, report) if value)


def _facts(rule: Rule, example: Example | None, report: RuleReport) -> Iterator[tuple[str, str]]:
    yield "name", rule.name
    yield "LaTeX", rule_latex(rule)
    yield "words", rule.words
    yield "grade", str(rule.grade)
    yield "topic", f"{rule.topic} ({rule.file}:{rule.line})"
    yield "guards", ", ".join(guards(rule))
    yield "when", ", ".join(map(_test_text, rule.tests))
    yield "goals", ", ".join(sorted(rule.goals))
    yield "method", rule.method
    yield "safe", f"level {rule.level}" if rule.safe else ""
    yield "fine", "yes, for substeps" if rule.fine else ""
    if example is not None:
        yield "example", f"{example.before}  ->  {after_text(example)}"
        yield "as long as", ", ".join(map(to_text, example.conditions))
        yield "in LaTeX", rf"{to_latex(example.before)} \to {to_latex(example.after, example.new)}"
    else:
        yield "example", "none was found"
    yield "verdict", verdict_text(report)
    yield "certificate", certificate_text(report.certificate) if report.certificate else ""
    yield "suggestion", report.suggestion


def _latex(rule: Rule, example: Example | None, report: RuleReport) -> Iterator[str]:
    yield rf"\textbf{{{escaped(rule.name)}}} (grade {rule.grade}, {escaped(rule.topic)}): {escaped(rule.words)}"
    yield rf"\[ {rule_latex(rule)} \]"
    if example is not None:
        yield rf"Example: \( {to_latex(example.before)} \to {to_latex(example.after, example.new)} \)" + (
            rf" as long as \( {', '.join(map(to_latex, example.conditions))} \)" if example.conditions else ""
        )
        yield ""
    yield f"Verdict: {escaped(verdict_text(report))}"


def as_json(rule: Rule, example: Example | None, report: RuleReport) -> dict[str, Any]:
    """The rule, its example and the verdict with all of the certificate as plain data."""
    return {
        "name": rule.name,
        "source": rule.source,
        "file": rule.file,
        "line": rule.line,
        "latex": rule_latex(rule),
        "words": rule.words,
        "grade": rule.grade,
        "topic": rule.topic,
        "guards": guards(rule),
        "when": list(map(_test_text, rule.tests)),
        "goals": sorted(rule.goals),
        "method": rule.method.split(),
        "safe": rule.level if rule.safe else None,
        "fine": rule.fine,
        "example": None
        if example is None
        else {
            "before": to_text(example.before),
            "after": to_text(example.after),
            "new": list(example.new),
            "conditions": list(map(to_text, example.conditions)),
            "before_latex": to_latex(example.before),
            "after_latex": to_latex(example.after, example.new),
            "by_kernel": example.by_kernel,
        },
        "verdict": report.to_json(),
    }
