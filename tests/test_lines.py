"""Lines that a model proposes: how they are read, what becomes of them, and that the search survives them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import hybrid
from hybrid.cli import main
from hybrid.explain.data import result_to_json
from hybrid.kernel import check
from hybrid.model.line_text import line
from hybrid.problem import Derivation, FormatError, Problem
from hybrid.propose.lines import LineProposer, SourceError
from hybrid.propose.recorded import RecordedSource
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.search.qstar import Search, qstar
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import parse_line, text_of_grammar
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term

READ = [
    ("so: x = 2", "", (), "x = 2"),
    ("so: x = 2 or x = -3", "", (), "x = 2 or x = -3"),
    ("so: (x > 1 and x < 5/2) or x != 0", "", (), "(x > 1 and x < 5/2) or x != 0"),
    ("so: x>=2 and y<=1", "", (), "x >= 2 and y <= 1"),
    ("so: x > 0 => x^2 > 0", "", (), "x > 0 => x^2 > 0"),
    ("so: -x^-2*(a + b)^2/3", "", (), "-x^(-2)*(a + b)^2/3"),
    ("so: sqrt(2) + cbrt(x) + root(a, 5) - abs(b)", "", (), "sqrt(2) + cbrt(x) + root(a, 5) - abs(b)"),
    ("so: ln(x) + log(x, 2) + log(y) + exp(x)", "", (), "ln(x) + log(x, 2) + log(y) + exp(x)"),
    ("so: sin(t)^2 + cos(t)*tan(pi/4) + 0.5", "", (), "sin(t)^2 + cos(t)*tan(pi/4) + 0.5"),
    ("so: true", "", (), "true"),
    ("so: s = o", "", (), "s = o"),
    ("#zero-product: x = 0 or x = 1", "zero-product", (), "x = 0 or x = 1"),
    ("#divide-less.mirrored.weak@0.1: x >= 1", "divide-less.mirrored.weak", (0, 1), "x >= 1"),
    ("#add@0.1: 3*x", "add", (0, 1), "3*x"),
]
UNREADABLE = [
    ("", 1),
    ("x = 2", 1),
    ("so: 2x = 4", 6),
    ("so: 2*(x + = 3", 12),
    ("so: x = 2 or", 10),
    ("so: x = ", 8),
    ("so: __import__(o)", 5),
    ("so: x = 1234567890123", 21),
    ("#Zero: x = 2", 2),
    ("#add@: x", 6),
    ("#add@1.: x", 7),
]


@pytest.mark.parametrize(("text", "rule", "place", "state"), READ)
def test_reads_a_line(text: str, rule: str, place: tuple[int, ...], state: str) -> None:
    line = parse_line(text)
    assert (line.rule, line.place, line.new) == (rule, place, parse(state))


@pytest.mark.parametrize(("text", "column"), UNREADABLE)
def test_says_where_a_line_cannot_be_read(text: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        parse_line(text)
    assert (caught.value.line, caught.value.column) == (1, column)


def test_refuses_what_the_ordinary_parser_refuses_and_what_is_too_long() -> None:
    with pytest.raises(InputError, match="index of a root") as caught:
        parse_line("so: x + root(a, 1)")
    assert caught.value.column > 5
    with pytest.raises(InputError, match="more than 2,000 characters"):
        parse_line("so: " + "x + " * 600 + "x")
    with pytest.raises(InputError, match="brackets inside each other"):
        parse_line("so: " + "(" * 600 + "x" + ")" * 600)


def accepts(text: str) -> bool:
    """Whether llguidance lets a model write just this."""
    llguidance = pytest.importorskip("llguidance")
    tokenizer = llguidance.LLTokenizer("byte")
    grammar = llguidance.LLMatcher.grammar_from_lark(text_of_grammar())
    matcher = llguidance.LLMatcher(tokenizer, grammar)
    assert not matcher.get_error()
    tokens = tokenizer.tokenize_str(text)
    return bool(matcher.try_consume_tokens(tokens) == len(tokens) and matcher.is_accepting())


@pytest.mark.parametrize("text", [text for text, *_ in READ])
def test_a_model_held_to_the_grammar_may_write_it(text: str) -> None:
    assert accepts(text)


@pytest.mark.parametrize("text", [text for text, _ in UNREADABLE])
def test_a_model_held_to_the_grammar_may_not_write_it(text: str) -> None:
    assert not accepts(text)


# -- what becomes of lines ---------------------------------------------------------------------------


class Saying:
    """A source that says the same of every state, and counts how often it is asked."""

    def __init__(self, *lines: str) -> None:
        self.said, self.asked = lines, 0

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        self.asked += 1
        return self.said


class Silent:
    def __init__(self) -> None:
        self.asked = 0

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        self.asked += 1
        raise SourceError("nobody is there")


LINEAR = parse_problem("solve 2x + 3 = 7")


def kinds(proposer: LineProposer) -> dict[str, int]:
    return {kind: n for kind, n in proposer.ledger.counts.items() if n}


def test_every_rule_of_the_book_can_be_named() -> None:
    """Those too that the book makes of others: the .weak and the .mirrored ones."""
    new = parse("x < 2")
    for rule in Rulebook.load():
        for place in ((), (0, 1)):
            tokens = line(new, rule.name, place)
            assert tokens is not None, rule.name
            assert parse_line("".join(tokens)).rule == rule.name


def test_a_wrong_line_is_refuted_with_a_point() -> None:
    proposer = LineProposer(Saying("so: 2*x = 10"))
    assert proposer.propose(LINEAR.term, LINEAR) == []
    (entry,) = proposer.ledger.entries
    assert entry.kind == "refuted" and entry.point is not None
    # one of the two is true at the point, the other is not
    assert entry.point["x"] in (parse("2"), parse("5"))


def test_an_expression_of_another_value_is_refuted() -> None:
    problem = parse_problem("simplify (x + 1)^2")
    proposer = LineProposer(Saying("so: x^2 + 1"))
    assert proposer.propose(problem.term, problem) == []
    assert kinds(proposer) == {"refuted": 1}


def test_an_unparsable_line_is_unparsable() -> None:
    proposer = LineProposer(Saying("so: 2x = 4", "the answer is 2", "so: x"))
    assert proposer.propose(LINEAR.term, LINEAR) == []
    assert kinds(proposer) == {"unparsable": 3}
    assert [e.why for e in proposer.ledger.entries] == [
        "column 6: 'x' does not fit here",
        "column 1: 't' does not fit here",
        "the next state must be a formula",
    ]


def test_lines_that_repeat_are_duplicates() -> None:
    proposer = LineProposer(Saying("so: 3 + 2*x = 7", "so: 2*x = 4", "so: 2*x = 4"))
    assert len(proposer.propose(LINEAR.term, LINEAR)) == 1
    assert kinds(proposer) == {"accepted": 1, "duplicate": 2}


def test_losing_a_solution_is_refuted_and_keeping_all_is_accepted() -> None:
    problem = parse_problem("solve x^2 - 5x + 6 = 0")
    proposer = LineProposer(Saying("so: x = 2", "so: x = 2 or x = 3"))
    (move,) = proposer.propose(problem.term, problem)
    assert move.new == parse("x = 2 or x = 3")
    assert (move.kind, move.rule, move.words, move.place, move.safe) == ("decided", "leap", "this follows", (), False)
    assert kinds(proposer) == {"accepted": 1, "refuted": 1}


def test_a_right_leap_gives_a_derivation_that_the_kernel_replays() -> None:
    problem = parse_problem("solve x^2 - 5x + 6 = 0")
    book = Rulebook.load()
    proposer = LineProposer(Saying("so: x = 2", "so: x = 2 or x = 3"))
    outcome = qstar(Search(problem, [proposer], book, Limits(seconds=600)))
    assert outcome.goal is not None
    steps = outcome.goal.steps()
    assert [s.rule for s in steps] == ["leap"]
    theorem = check(problem, Derivation(problem, steps, book.digest), book)
    assert (theorem.relation, theorem.after) == ("<=>", parse("x = 2 or x = 3"))


def test_what_a_leap_loses_in_definedness_is_carried() -> None:
    problem = parse_problem("simplify (x^2 - 4)/(x - 2)")
    book = Rulebook.load()
    outcome = qstar(Search(problem, [LineProposer(Saying("so: x + 2"))], book, Limits(seconds=600)))
    assert outcome.goal is not None
    theorem = check(problem, Derivation(problem, outcome.goal.steps(), book.digest), book)
    assert [str(c) for c in theorem.conditions] == ["x - 2 != 0"]


def test_a_rule_that_gives_the_state_becomes_a_step_of_the_rule() -> None:
    problem = parse_problem("solve (x - 2)*(x - 3) = 0")
    proposer = LineProposer(Saying("#zero-product: x - 2 = 0 or x - 3 = 0"))
    (move,) = proposer.propose(problem.term, problem)
    assert (move.kind, move.rule, move.place, move.safe) == ("rule", "zero-product", (), False)
    assert proposer.ledger.entries[0].why == "by the rule zero-product"


def test_a_rule_at_a_place_becomes_a_step_there() -> None:
    problem = parse_problem("solve x = 1 or (x - 2)*(x - 3) = 0")
    proposer = LineProposer(Saying("#zero-product@1: x - 2 = 0 or x - 3 = 0"))
    (move,) = proposer.propose(problem.term, problem)
    assert (move.rule, move.place) == ("zero-product", (1,))


@pytest.mark.parametrize("named", ["#no-such-rule", "#square-both-sides"])
def test_a_rule_that_does_not_give_the_state_leaves_a_leap(named: str) -> None:
    problem = parse_problem("solve (x - 2)*(x - 3) = 0")
    proposer = LineProposer(Saying(f"{named}: x = 2 or x = 3"))
    assert [m.rule for m in proposer.propose(problem.term, problem)] == ["leap"]


def test_a_line_with_a_place_says_only_what_stands_there_then() -> None:
    problem = parse_problem("solve x = 1 or (x - 2)*(x - 3) = 0")
    for text, kind in [
        ("#no-such-rule@1: x = 3 or x = 2", "accepted"),  # as a leap
        ("#zero-product@1: x = 1 or x - 2 = 0", "refuted"),
        ("#zero-product@1.7: x - 2 = 0", "unparsable"),
        ("#zero-product@1.0: x - 2 = 0", "unparsable"),
    ]:
        proposer = LineProposer(Saying(text))
        proposer.propose(problem.term, problem)
        assert proposer.ledger.counts[kind] == 1, text


def test_no_more_than_cap_lines_are_looked_at_and_a_state_is_asked_about_once() -> None:
    source = Saying(*[f"so: {n}*x = {2 * n}" for n in range(2, 50)])
    proposer = LineProposer(source, cap=3)
    first = proposer.propose(LINEAR.term, LINEAR)
    assert len(first) == 3 and proposer.propose(LINEAR.term, LINEAR) == first
    assert (source.asked, proposer.ledger.total) == (1, 3)


def test_a_source_that_fails_is_left_alone_after_three_times() -> None:
    source = Silent()
    proposer = LineProposer(source)
    for n in range(10):
        assert proposer.propose(parse(f"x = {n}"), LINEAR) == []
    assert source.asked == 3
    assert proposer.ledger.failures == {"nobody is there": 3}


def test_wrong_lines_do_not_keep_the_search_from_solving() -> None:
    book = Rulebook.load()
    problem = parse_problem("solve x^2 = 9")
    proposer = LineProposer(Saying("so: x = 3", "garbage", "so: x = -3", "so: 1 = 2"))
    rules = RuleProposer(book.select("solve"), safe_first=False)
    outcome = qstar(Search(problem, [rules, proposer], book, Limits(seconds=600)))
    assert outcome.goal is not None
    assert all(s.rule != "leap" for s in outcome.goal.steps())
    assert proposer.ledger.counts["accepted"] == 0 and proposer.ledger.counts["refuted"] >= 3


# -- recorded lines, and the command -----------------------------------------------------------------


def recorded(folder: Path, *rows: object) -> Path:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


SQUARE = {"state": "x^2 = 9", "lines": ["so: x = 3", "so: x = -3 or x = 3", "so: 2x"]}


def test_a_recording_is_looked_up_modulo_order(tmp_path: Path) -> None:
    one = {"state": "x + 1 = 2 or x = 5", "lines": ["so: x = 1 or x = 5"]}
    two = {"state": "x = 5 or 1 + x = 2", "lines": ["so: true"]}
    source = RecordedSource(recorded(tmp_path, one, "", two))
    assert list(source.lines(LINEAR, parse("1 + x = 2 or x = 5"))) == ["so: x = 1 or x = 5", "so: true"]
    assert list(source.lines(LINEAR, parse("x = 7"))) == []


BAD_ROWS = [
    ("{", "line 2: not JSON"),
    ("[" * 100_000, "line 2: not JSON"),
    ([1], "line 2: expected"),
    ({"lines": []}, "line 2: expected"),
    ({"state": "x = 1", "lines": "so: x = 1"}, "line 2: lines: expected a list of texts"),
    ({"state": "x = 1", "lines": [1]}, "line 2: lines: expected a list of texts"),
    ({"state": "x = = 1", "lines": []}, "line 2: state: column 5"),
]


@pytest.mark.parametrize(("row", "why"), BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_bad_recording_is_refused_with_its_line(tmp_path: Path, row: object, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        RecordedSource(recorded(tmp_path, SQUARE, row))


def test_solve_takes_a_proposer_and_counts_its_lines(tmp_path: Path) -> None:
    proposer = LineProposer(RecordedSource(recorded(tmp_path, SQUARE)))
    result = hybrid.solve("x^2 = 9 for x", search="greedy", proposer=proposer, limits=Limits(seconds=600))
    assert [s.rule for s in result.steps] == ["leap"]
    assert hybrid.check(result_to_json(result)).after == parse("x = -3 or x = 3")
    assert result.ledger == {"unparsable": 1, "refuted": 1, "unknown": 0, "duplicate": 0, "accepted": 1}
    assert result_to_json(result)["ledger"] == result.ledger


def test_without_a_proposer_there_is_no_ledger() -> None:
    result = hybrid.solve("x^2 = 9 for x")
    assert result.ledger is None and "ledger" not in result_to_json(result)


def test_a_leap_is_no_law() -> None:
    with pytest.raises(InputError, match="unknown steps 'laws'"):
        hybrid.solve("x^2 = 9 for x", steps="laws", proposer=LineProposer(Saying("so: x = 3")))


def test_the_command_prints_what_became_of_recorded_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = recorded(tmp_path, SQUARE)
    with pytest.raises(SystemExit) as left:
        main(["solve", "x^2 = 9", "--search", "greedy", "--lines", str(path)])
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert "Answer: x = -3 or x = 3" in out
    assert "lines proposed: 3, for 1 state" in out and "so: x = 3  (false at x = -3)" in out


def test_the_command_keeps_json_apart_from_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = recorded(tmp_path, SQUARE)
    with pytest.raises(SystemExit):
        main(["solve", "x^2 = 9", "--search", "greedy", "--lines", str(path), "--format", "json"])
    out, err = capsys.readouterr()
    assert json.loads(out)["ledger"]["accepted"] == 1 and "lines proposed: 3" in err


@pytest.mark.parametrize(
    "options",
    [
        ["--server", "http://localhost:1"],
        ["--model", "small"],
        ["--server", "localhost", "--model", "small"],
        ["--lines", "no such file"],
        ["--lines", "x", "--model", "small"],
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_bad_input(options: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["solve", "x^2 = 9", *options])
    assert left.value.code == 2
