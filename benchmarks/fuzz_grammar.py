"""Any text against the readers: each is read, or refused with a place.

Texts drawn from the grammar files, the same spoiled, and noise (`benchmarks.grammar_texts`) are given to the readers of
text, LaTeX, statements and rule files:

    what is read must print, and the print be read as the same term (problem, rule)
    what is refused must be refused by InputError (RuleError) with a line and column within the text
    any other exception is a *crash*

Then inputs of one repeated piece are read at doubling lengths, and the work counted: lines of Python, which do not
depend on the machine. The growth factor is the work at the longest length over that at half of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.common import finish, options, table
from benchmarks.grammar_texts import NAMES, RULE_SHAPES, SHAPES, grammar, noise, rule_text, spoiled
from hybrid.rulebook.load import RuleError, rules_from
from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import parse_latex, to_latex
from hybrid.syntax.parse import parse
from hybrid.syntax.scan import MAX_DIGITS, MAX_TEXT
from hybrid.syntax.statement import parse_problem
from hybrid.syntax.text import to_text
from hybrid.term import Term, subterms

FUNCTIONS = ("f",)
Text = str | bytes


class Different(Exception):
    """A text that was read, and whose print is read as something else."""


def read_text(text: Text) -> None:
    _same_text(parse(text, functions=FUNCTIONS))


def read_latex(text: Text) -> None:
    t = parse_latex(text, functions=FUNCTIONS)
    _same_text(t)
    _same(t, to_latex(t), parse_latex)


def read_statement(text: Text) -> None:
    problem = parse_problem(text)
    terms = (problem.term, *problem.given, *(d.body for d in problem.definitions))
    names = {d.name for d in problem.definitions}
    for t in terms:
        _same_text(t, names)
    if parse_problem(problem.text) != problem:
        raise Different(f"{problem.text!r} is another problem when it is read again")


def read_rule_file(text: Text) -> None:
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    for rule in rules_from(text):
        again = {r.name: r for r in rules_from(rule.source)}.get(rule.name)
        if again is None or any(getattr(again, part) != getattr(rule, part) for part in _PARTS):
            raise Different(f"{rule.source!r} is another rule when it is read again")


_PARTS = (
    "left right relation guards sound_tests tests computed optional words grade cost safe level fine squares whole"
    " finish oriented contains goals method drops"
).split()

READERS: dict[str, Callable[[Text], None]] = {
    "expression": read_text,
    "latex": read_latex,
    "problem": read_statement,
    "rules": read_rule_file,
}


def _same_text(t: Term, functions: Any = FUNCTIONS) -> None:
    _same(t, to_text(t), parse, functions)


def _same(t: Term, shown: str, read: Callable[..., Term], functions: Any = FUNCTIONS) -> None:
    try:
        again = read(shown, functions=functions)
    except InputError as error:
        # A print may pass the limits of input: quotes, brackets and signs make it longer than what was read.
        if len(shown) > MAX_TEXT or "brackets inside" in error.message or _long_number(t):
            return
        raise Different(f"{shown!r} is refused: {error.message}") from None
    if again is not t:
        raise Different(f"{shown!r} is read as {again}")


def _long_number(t: Term) -> bool:
    return any(s.head == "num" and len(to_text(s)) > MAX_DIGITS for _, s in subterms(t))


def outcome(kind: str, text: Text) -> str:
    """What became of a text: "accepted", "refused", or what is wrong, beginning with "no place", "different" or
    "crashed"."""
    try:
        READERS[kind](text)
    except Different as error:
        return f"different: {error}"
    except InputError as error:
        if kind == "rules" and not isinstance(error, RuleError):
            return f"no place: {error.message}"
        return "refused" if has_place(error, text) else f"no place: {error.line}, {error.column}: {error.message}"
    except Exception as error:  # whatever else escapes is what this looks for
        return f"crashed: {type(error).__name__}: {error}"
    return "accepted"


def has_place(error: InputError, text: Text) -> bool:
    """Whether the line and column of an error are within the text, or right after its end."""
    whole = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    lines = whole.replace("\r\n", "\n").split("\n") if isinstance(error, RuleError) else whole.split("\n")
    return 1 <= error.line <= len(lines) and 1 <= error.column <= len(lines[error.line - 1]) + 1 and bool(str(error))


def draw(rng: Random) -> tuple[str, Text]:
    """A reader and a text for it: a third from its grammar, a half spoiled, the rest noise."""
    kind = rng.choice(list(READERS))
    way = rng.randrange(6)
    if way == 5:
        return kind, noise(rng)
    size = rng.choice((3, 8, 20, 60))
    text = rule_text(rng) if kind == "rules" else grammar(kind).text(rng, size, latex=rng.random() < 0.5)
    if kind == "problem" and "\\" not in text and rng.random() < 0.2:
        text = f"${text}$"
    return kind, text if way < 2 else spoiled(rng, text)


@dataclass
class Tally:
    """What came of the texts: counts by (reader, outcome), and those that are bugs."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)

    def total(self, what: str) -> int:
        return sum(n for (_, o), n in self.counts.items() if o == what)


def run(n: int, seed: int) -> Tally:
    """Read n texts."""
    rng, tally = Random(f"grammar {seed}"), Tally()
    for _ in range(n):
        kind, text = draw(rng)
        what = outcome(kind, text)
        short = what.split(":")[0]
        tally.counts[kind, short] += 1
        if short not in ("accepted", "refused"):
            tally.bugs.append(f"{kind}: {text!r}: {what}")
    return tally


# -- growth --------------------------------------------------------------------------------------


def work(read: Callable[[Any], Any], text: Text) -> int:
    """How many lines of Python reading a text runs."""
    lines = 0

    def trace(frame: Any, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text)
    except InputError:
        pass
    finally:
        sys.settrace(before)
    return lines


_ONLY_READ: dict[str, Callable[[Any], Any]] = {
    "expression": parse,
    "latex": parse_latex,
    "problem": parse_problem,
    "rules": rules_from,
}


def growth(kind: str, piece: str, length: int) -> float:
    """The work for `length` characters of a piece, over the work for half as many."""
    half, whole = ((piece * (n // len(piece) + 1))[:n] + "x" for n in (length // 2, length))
    read = _ONLY_READ[kind]
    work(read, half)  # the first time builds the parser
    return work(read, whole) / max(work(read, half), 100)


def growths(length: int) -> list[tuple[float, str, str]]:
    """The growth factor of every nasty shape, worst first."""
    found = [(growth(kind, piece, length), kind, piece) for kind in (*NAMES,) for piece in SHAPES]
    found += [(growth("rules", piece, length), "rules", piece) for piece in (*RULE_SHAPES, *SHAPES)]
    return sorted(found, reverse=True)


def main() -> None:
    parser = options(__doc__, 20_000)
    parser.add_argument("--length", type=int, default=8_000, help="of the longest nasty input (default 8000)")
    args = parser.parse_args()
    tally = run(args.n, args.seed)
    slow = growths(args.length)
    if args.verbose:
        outcomes = sorted({o for _, o in tally.counts})
        print(table(["reader", *outcomes], [[k, *[tally.counts[k, o] for o in outcomes]] for k in READERS]))
        print(table(["growth", "reader", "piece"], [[g, k, repr(p)] for g, k, p in slow[:10]]))
    for bug in tally.bugs[:40]:
        print(bug[:600])
    finish(
        "fuzz_grammar",
        {
            "n": args.n,
            "seed": args.seed,
            "accepted": tally.total("accepted"),
            "refused_with_place": tally.total("refused"),
            "refused_without_place": tally.total("no place"),
            "crashed": tally.total("crashed"),
            "not_round_tripping": tally.total("different"),
            "slowest_growth": slow[0][0],
            "slowest": f"{slow[0][1]}: {slow[0][2]!r}",
        },
    )
    if tally.bugs:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
