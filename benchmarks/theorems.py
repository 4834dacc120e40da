"""Theorems that others wrote: INT's generated ones and the polynomial part of miniF2F, proved under their hypotheses.

    python -m benchmarks.theorems [--n N] [--seconds S] [--verbose]

INT (Wu, Jiang, Ba, Grosse, "INT: an inequality benchmark for evaluating generalization in theorem proving", 2021) makes
theorems by applying axioms; the file says where denominators must not be zero, and this is put among the hypotheses. Of
miniF2F (Zheng, Han, Polu, 2022) those are taken that the file gives in infix form, its polynomial part, and as "lean"
those others that `benchmarks.lean` reads: remainders, divisors, roots, logarithms, sines. Where Lean's subtraction of
natural numbers cuts off at 0, or its division of whole numbers rounds, they mean something else than they say here,
and are left out.

Each theorem has a false twin: `L = R` becomes `L = R + 1`, `L >= R` becomes `L < R`, whatever else a goal says becomes
`not` that. Not one may be proved. Hypotheses that exclude each other are refused as bad input: `contradictory`.
Both files are outside ones (see `benchmarks.common.data_folder`); their absence is no failure.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from benchmarks import engine
from benchmarks.common import data_folder, finish, median, options, skip, table, timed
from benchmarks.lean import NotRead, lean
from hybrid.syntax.errors import InputError
from hybrid.syntax.statement import parse_problem

NAME = "theorems"
FILES = {"int": "int_dev.jsonl", "minif2f": "minif2f_valid.jsonl", "lean": "minif2f_valid.jsonl"}
OPPOSITE = {"<=": ">", ">=": "<", "<": ">=", ">": "<="}
DOMAINS = {"ℕ": "natural", "ℤ": "integer"}
RESERVED = {"e", "i"}  # letters that are numbers in our language


@dataclass(frozen=True)
class Theorem:
    """What a row says, in our language: hypotheses, goal, and what stands behind the goal."""

    name: str
    hypotheses: tuple[str, ...]
    goal: str
    tail: str = ""

    def text(self, goal: str) -> str:
        """The statement that asks for a goal under the hypotheses."""
        given = ", ".join(self.hypotheses)
        return f"prove {given + ' |- ' if given else ''}{goal}{self.tail}"

    @property
    def false_goal(self) -> str:
        """A goal that does not hold where the hypotheses do."""
        if self.goal.startswith("not ("):
            return self.goal.removeprefix("not ")
        if " and " not in self.goal:
            for sign in ("<=", ">=", "!=", "=", "<", ">"):
                left, found, right = self.goal.partition(f" {sign} ")
                if found:
                    return f"{left} = {right} + 1" if sign == "=" else f"{left} {OPPOSITE.get(sign, '=')} {right}"
        return f"not ({self.goal})"


def main() -> None:
    args = options(__doc__, 1_000, 10.0).parse_args()
    if not any((data_folder() / file).is_file() for file in FILES.values()):
        skip(NAME, f"neither of {', '.join(FILES.values())} is in the data folder; set HYBRID_DATA")
    solve = engine.solver(args.seconds)
    figures: dict[str, Any] = {}
    for name, file in FILES.items():
        path = data_folder() / file
        if path.is_file():
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            read = {"int": from_int, "minif2f": from_minif2f, "lean": from_lean}[name]
            figures[name] = measured(solve, list(read(rows))[: args.n], args.verbose)
    finish(NAME, figures)


def measured(solve: Any, theorems: list[Theorem], verbose: bool) -> dict[str, Any]:
    """Counts of what becomes of theorems and of their twins, and times of those that are proved."""
    outcomes = [asked(solve, t.text(t.goal)) for t in theorems]
    twins = [asked(solve, t.text(t.false_goal))[0] for t in theorems]
    rows = [
        [t.name, outcome, round(seconds, 2), twin, t.text(t.goal)]
        for t, (outcome, seconds), twin in zip(theorems, outcomes, twins, strict=True)
        if outcome != "proved" or twin == "proved"
    ]
    if verbose and rows:
        print(table(["theorem", "outcome", "seconds", "false twin", "statement"], rows))
    counts, of_twins = Counter(o for o, _ in outcomes), Counter(twins)
    return {
        "n": len(theorems),
        **{k: counts[k] for k in ("proved", "open", "refuted", "contradictory", "unread", "crashed")},
        "twins_proved": of_twins["proved"],
        "twins_refuted": of_twins["refuted"],
        "median_ms": 1000 * median([s for o, s in outcomes if o == "proved"]),
        "slowest_s": max((s for o, s in outcomes if o == "proved"), default=0.0),
    }


def asked(solve: Any, text: str) -> tuple[str, float]:
    """What becomes of a statement, and after how many seconds."""
    try:
        result, seconds = timed(solve, parse_problem(text))
    except InputError as error:
        return ("contradictory" if "contradict" in error.message else "unread"), 0.0
    return "crashed" if engine.crashed(result) else result.status, seconds


def from_int(rows: list[dict[str, Any]]) -> Iterator[Theorem]:
    """INT's rows, what must not be zero among the hypotheses."""
    for i, row in enumerate(rows):
        nonzero = [f"{_signs(d)} != 0" for d in row["nonzero"]]
        yield Theorem(f"int {i}", (*map(_signs, row["hypotheses"]), *nonzero), _signs(row["goal"]))


def from_minif2f(rows: list[dict[str, Any]]) -> Iterator[Theorem]:
    """miniF2F's rows in infix form: names of one letter, functions by their definitions, domains behind the goal."""
    for row in rows:
        if "infix" not in row or "nat_sub" in row["flags"]:
            continue
        names, functions = row["vars"], [f for f, kind in row["vars"].items() if "→" in kind]
        letters = _letters(names)

        def put(text: str, functions: list[str] = functions, letters: dict[str, str] = letters) -> str:
            return _letters_put(_applied(_inverted(_signs(text)), functions), letters)

        hypotheses, defined = [], []
        for text in row["infix"]["hypotheses"]:
            if text.startswith("∀"):  # "∀ x, f x == x + 2", or with a condition on x, which the definition implies
                rule = text.split("→", 1)[-1] if "→" in text else text.split(",", 1)[1]
                defined.append(put(rule))
            else:
                hypotheses += put(text).split(" and ")
        where = [f"{letters[v]} {DOMAINS[kind]}" for v, kind in names.items() if kind in DOMAINS]
        tail = f" given {', '.join(defined)}" if defined else ""
        tail += f" where {' and '.join(where)}" if where else ""
        yield Theorem(row["name"], tuple(hypotheses), put(row["infix"]["goal"]), tail)


def from_lean(rows: list[dict[str, Any]]) -> Iterator[Theorem]:
    """miniF2F's rows that are not in infix form, as far as they are read."""
    for row in rows:
        names, said = row["vars"], [*row["hypotheses"], row["goal"]]
        whole = any(kind in DOMAINS for kind in names.values())
        rounds = any("/" in t for t in said) and (
            whole or not any("Real" in t or "ℝ" in t for t in (*said, *names.values()))
        )
        if "infix" in row or "nat_sub" in row["flags"] or rounds or set(names.values()) - {"ℝ", "ℚ", *DOMAINS}:
            continue
        letters = _letters(names)
        try:
            *hypotheses, goal = [_letters_put(lean(text), letters) for text in said]
        except NotRead:
            continue
        where = [f"{letters[v]} {DOMAINS[kind]}" for v, kind in names.items() if kind in DOMAINS]
        yield Theorem(row["name"], tuple(hypotheses), goal, f" where {' and '.join(where)}" if where else "")


def _signs(text: str) -> str:
    """Python's signs as ours."""
    return re.sub(r"\s+", " ", text.replace("**", "^").replace("==", "=")).strip()


def _inverted(text: str) -> str:
    """`(a)^(-1)` in brackets of its own: Lean's inverse binds before the power that may follow."""
    mark, end = ")^(-1)", 0
    while (end := text.find(mark, end)) >= 0:
        depth, start = 1, end
        while depth:
            start -= 1
            depth += (text[start] == ")") - (text[start] == "(")
        text = f"{text[:start]}({text[start : end + len(mark)]}){text[end + len(mark) :]}"
        end += len(mark) + 2
    return text


def _applied(text: str, functions: list[str]) -> str:
    """Lean's `f x` and `f (g x)` with brackets."""
    for f in functions:
        text = re.sub(rf"\b{f} \(", f"{f}(", text)
        text = re.sub(rf"\b{f} (\w+)", rf"{f}(\1)", text)
    return text


def _letters(names: dict[str, str]) -> dict[str, str]:
    """A letter of ours for each name: itself where it is one."""
    free = [c for c in ascii_lowercase if c not in names and c not in RESERVED]
    return {name: name if len(name) == 1 and name not in RESERVED else free.pop(0) for name in names}


def _letters_put(text: str, letters: dict[str, str]) -> str:
    return re.sub(r"[A-Za-z]\w*", lambda m: letters.get(m[0], m[0]), text)


if __name__ == "__main__":
    main()
