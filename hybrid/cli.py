"""The `hybrid` command: read arguments, call the library, print, and say how it went by the exit status.

    0   solved, proved, accepted          2   bad input: a statement, a file, an option
    1   refuted, open, or a failed check  3   an error of the program itself

`hybrid solve "x^2 = 4"` and `hybrid run "solve x^2 = 4"` are the same; so is `hybrid "solve x^2 = 4"`.
Options are long ones only, so that a statement may begin with a minus sign.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

import hybrid
from hybrid import (
    engine_cli,
    export_cli,
    generate_cli,
    lines_cli,
    rules_cli,
    train_cli,
    verify_cli,
    word_cli,
    word_reader_cli,
    word_row,
)
from hybrid.engine_cli import EngineName, EngineOption
from hybrid.word_reader_cli import ReaderFreeOption, ReaderModelOption, ReaderOption

app = typer.Typer(
    name="hybrid",
    help="Solve and prove school mathematics, step by step, every step checked.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(rules_cli.app, name="rules")
app.command()(train_cli.train)
app.command()(generate_cli.generate)
app.command()(word_cli.word)
app.command()(verify_cli.verify)
app.command()(export_cli.export)

_STATEMENT = {"ignore_unknown_options": True}
GOALS = ("solve", "prove", "simplify", "factor", "expand", "evaluate", "find")


class Detail(StrEnum):
    """How much is told."""

    outline = "outline"
    steps = "steps"
    full = "full"


class Format(StrEnum):
    """What a result is written as."""

    text = "text"
    latex = "latex"
    html = "html"
    json = "json"


class Notation(StrEnum):
    """What a term is written as."""

    text = "text"
    latex = "latex"
    mathml = "mathml"
    json = "json"


def _finite(value: float) -> float:
    if not value < float("inf"):
        raise typer.BadParameter("expected a number of seconds")
    return value


Words = Annotated[list[str], typer.Argument(metavar="STATEMENT", help="The statement; - reads it from standard input.")]
DetailOption = Annotated[Detail, typer.Option("--detail", help="How much to tell.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to write it.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Write to this file, whole or not at all.")]
MethodOption = Annotated[str | None, typer.Option("--method", help="Use this method only.")]
SearchOption = Annotated[str, typer.Option("--search", help="The search to use.")]
SecondsOption = Annotated[float, typer.Option("--seconds", min=0.001, callback=_finite, help="Time limit.")]
ExpansionsOption = Annotated[int, typer.Option("--expansions", min=1, help="Limit on expanded states.")]
MemoryOption = Annotated[int, typer.Option("--memory", min=64, help="Memory limit in MiB.")]
NoModelOption = Annotated[bool, typer.Option("--no-model", help="By laws: search without the shipped network.")]
StepsOption = Annotated[str, typer.Option("--steps", help="school: steps may compute; laws: each step is one law.")]
TreeOption = Annotated[Path | None, typer.Option("--tree", help="Write the search tree to this .json or .dot file.")]
LinesOption = Annotated[Path | None, typer.Option("--lines", help="A file of proposed lines, recorded as JSON lines.")]
ServerOption = Annotated[str | None, typer.Option("--server", help="Ask a model behind this address for lines.")]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="The server's model by name; else a directory with a model, or bundled.")
]
FreeOption = Annotated[bool, typer.Option("--unconstrained", help="Do not hold the model to the grammar of lines.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="No colour (the variable NO_COLOR does the same).")]


_HELP = {
    "solve": 'Solve an equation, an inequality or a system: "x^2 - 5x = -6 for x".',
    "prove": 'Prove a statement, or find where it fails: "x > y, y > z |- x > z".',
    "simplify": 'Simplify an expression: "(x^2 - 4)/(x - 2)".',
    "factor": 'Write a polynomial as a product: "x^3 - 8".',
    "expand": 'Multiply out: "(x + y)^3".',
    "evaluate": 'Evaluate: "f(2) given f(x) = x^2 + 1".',
    "find": 'Find the value of an expression: "a^2 + b^2 given a*b = 180, a + b = 27".',
    "run": 'Any of these, from a statement with its keyword: "solve x^2 = 4".',
}


# -- solving ---------------------------------------------------------------------------------------


def _solver(goal: str) -> Callable[..., None]:
    def command(
        words: Words,
        detail: DetailOption = Detail.steps,
        format: FormatOption = Format.text,
        out: OutOption = None,
        method: MethodOption = None,
        search: SearchOption = "qstar",
        steps: StepsOption = "school",
        seconds: SecondsOption = 10.0,
        expansions: ExpansionsOption = 20_000,
        memory: MemoryOption = 2048,
        tree: TreeOption = None,
        no_model: NoModelOption = False,
        lines: LinesOption = None,
        server: ServerOption = None,
        model: ModelOption = None,
        unconstrained: FreeOption = False,
        plain: PlainOption = False,
    ) -> None:
        if tree is not None and tree.suffix not in (".json", ".dot"):
            raise typer.BadParameter("the tree is written as .json or .dot", param_hint="--tree")
        limits = hybrid.Limits(seconds=seconds, expansions=expansions, memory_mb=memory)
        result = hybrid.solve(
            _statement(goal, words),
            limits=limits,
            method=method,
            search=search,
            steps=steps,
            detail=detail.value,
            tree=tree is not None,
            model=not no_model,
            proposer=(proposer := lines_cli.proposer(lines, server, model, unconstrained, seconds)),
        )
        if tree is not None:
            _write_tree(result, tree)
        _show(_written(result, format, detail, whole=out is not None, color=out is None and _colors(plain)), out)
        if proposer is not None:
            # what is not text is for programs, and so is a file: the table is beside it
            print(f"\n{proposer.ledger.summary()}", file=sys.stdout if format is Format.text else sys.stderr)
        raise typer.Exit(0 if result.status == "proved" else 1)

    command.__doc__ = _HELP[goal]
    return command


for _goal in (*GOALS, "run"):
    app.command(_goal, context_settings=_STATEMENT)(_solver(_goal))


def _statement(goal: str, words: list[str]) -> str:
    """The statement to work on: the text's own keyword says what is asked, else the command does."""
    text = _joined(words)
    own = text.strip().partition(" ")[0].lower() in GOALS
    return text if own or goal == "run" else f"{goal} {text}"


def _joined(words: list[str]) -> str:
    """The words as one text; `-` alone stands for standard input."""
    for word in words:
        if word.startswith("--") and len(word) > 4 and word[2:].replace("-", "").isalpha():
            raise typer.BadParameter(f"no such option: {word}")
    return sys.stdin.read() if words == ["-"] else " ".join(words)


def _written(result: hybrid.Result, format: Format, detail: Detail, whole: bool, color: bool) -> str:
    from hybrid.explain import data, html, latex, text

    if format is Format.json:
        return data.explain(result, detail.value)
    if format is Format.html:
        return html.explain(result, detail.value, full_page=True)
    if format is Format.latex:
        return latex.document(result, detail.value) if whole else latex.explain(result, detail.value)
    return text.explain(result, detail.value, color=color)


def _write_tree(result: hybrid.Result, path: Path) -> None:
    if result.tree is None:
        raise typer.BadParameter("this search keeps no tree", param_hint="--tree")
    _show(result.tree.to_dot() if path.suffix == ".dot" else _json(result.tree.to_json()), path)


@app.command()
def demo(
    file: Annotated[Path, typer.Argument(help="One statement a line; lines with # are headings.")],
    seconds: SecondsOption = 10.0,
    detail: DetailOption = Detail.steps,
    plain: PlainOption = False,
) -> None:
    """Work through a file of statements and show each result."""
    from hybrid.explain import text

    counts = {"proved": 0, "refuted": 0, "open": 0}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            print(f"\n{line}\n")
        elif line.strip():
            result = hybrid.solve(line, limits=hybrid.Limits(seconds=seconds), detail=detail.value)
            counts[result.status] += 1
            print(f"> {line}\n\n{text.explain(result, detail.value, color=_colors(plain))}\n", flush=True)
    print(", ".join(f"{n} {status}" for status, n in counts.items()))
    raise typer.Exit(1 if counts["open"] else 0)


# -- checking --------------------------------------------------------------------------------------


@app.command()
def check(
    proof: Annotated[
        Path, typer.Argument(metavar="PROOF", help="A proof file .json; generated rows .jsonl, or a folder.")
    ],
) -> None:
    """Replay a proof file or generated rows; the exit status is 0 when the kernel accepts all, 1 when it does not."""
    from hybrid.kernel import CheckError

    if proof.suffix == ".jsonl" or proof.is_dir():
        generate_cli.check_rows(proof)
        return
    try:
        theorem = hybrid.check(proof)
    except CheckError as error:
        print(f"refused: {error}")
        raise typer.Exit(1) from None
    known = [f"{d.name}({', '.join(d.parameters)}) = {d.body}" for d in theorem.definitions]
    known += [f"{x} {domain}" for x, domain in theorem.domains.items() if domain != "real"]
    known += map(str, theorem.given)
    given = f"given {', '.join(known)}: " if known else ""
    print(f"accepted: {given}{theorem.before} {theorem.relation} {theorem.after}")
    if theorem.conditions:
        print(f"as long as {', '.join(map(str, theorem.conditions))}")
    print(
        f"rests on the rules {', '.join(theorem.rules) or 'none'}; the deciders {', '.join(theorem.deciders) or 'none'}"
    )


@app.command(context_settings=_STATEMENT)
def step(
    before: Annotated[str, typer.Argument(help="A line, an expression or a formula.")],
    after: Annotated[str, typer.Argument(help="The line said to follow.")],
    given: Annotated[list[str] | None, typer.Option("--given", help="What may be assumed, x > 0.")] = None,
    format: Annotated[Format, typer.Option("--format", help="text or json.")] = Format.text,
) -> None:
    """Judge one step: proved, refuted with a point, or unknown."""
    verdict = hybrid.step(before, after, given or ())
    point = {k: str(v) for k, v in sorted((verdict.point or {}).items())}
    if format is Format.json:
        print(_json({"verdict": verdict.answer, "by": verdict.by, "point": point or None, "reason": verdict.reason}))
    elif verdict.refuted:
        print(f"refuted at {', '.join(f'{k} = {v}' for k, v in point.items())}" if point else "refuted")
    else:
        print(f"{verdict.answer}: {verdict.reason}" if verdict.reason else f"{verdict.answer} (by {verdict.by})")
    raise typer.Exit(0 if verdict.proved else 1)


@app.command()
def batch(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='Rows {"id", "problem"}.')],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="One row each is added here.")],
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many processes.")] = 1,
    engine: EngineOption = EngineName.process,
    seconds: SecondsOption = 10.0,
    memory: Annotated[int, typer.Option("--memory", min=256, help="Memory a worker may use, in MiB.")] = 4096,
    derivations: Annotated[bool, typer.Option("--derivations", help="Put the proofs into the rows.")] = False,
    lines: LinesOption = None,
    server: ServerOption = None,
    model: ModelOption = None,
    unconstrained: FreeOption = False,
    reader: ReaderOption = None,
    reader_model: ReaderModelOption = None,
    reader_unconstrained: ReaderFreeOption = False,
    relation: Annotated[
        bool, typer.Option("--relation", help="Have stories read, and hold the lines of solutions against it.")
    ] = False,
    plain: PlainOption = False,
) -> None:
    """Work on many problems; a run that was stopped goes on where it was."""
    from hybrid.batch import run, summed_ledger
    from hybrid.ledger import counted

    proposer = lines_cli.described(lines, server, model, unconstrained)
    # what cannot be read is said once and here, not in every row
    lines_cli.proposer(lines, server, model, unconstrained)
    stories = word_reader_cli.described(reader, reader_model, reader_unconstrained)
    if stories is not None:
        word_row.reader_of(stories)
    progress = sys.stderr.isatty() and not plain
    try:
        counts = run(
            source,
            target,
            engine=engine_cli.engine(engine, workers),
            seconds=seconds,
            memory_mb=memory,
            derivations=derivations,
            proposer=proposer,
            reader=stories,
            relation=relation,
            progress=progress,
        )
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        raise typer.Exit(130) from None
    print(", ".join(f"{n} {what}" for what, n in counts.items()) or "nothing to do", file=sys.stderr)
    if proposer is not None:
        print(counted(summed_ledger(target)), file=sys.stderr)


# -- looking ---------------------------------------------------------------------------------------


@app.command("parse", context_settings=_STATEMENT)
def parse_text(
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="An expression or formula; LaTeX is recognised.")],
    to: Annotated[Notation, typer.Option("--to", help="The notation to write.")] = Notation.text,
) -> None:
    """Read an expression or formula and write it in another notation."""
    term = hybrid.parse(_joined(words))
    if to is Notation.latex:
        from hybrid.syntax.latex import to_latex

        print(to_latex(term))
    elif to is Notation.mathml:
        from hybrid.syntax.mathml import to_mathml

        print(to_mathml(term))
    elif to is Notation.json:
        from hybrid.problem import term_to_json

        print(_json(term_to_json(term)))
    else:
        print(term)


# -- output and errors -----------------------------------------------------------------------------


def _colors(plain: bool) -> bool:
    return not plain and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _json(data: Any) -> str:
    import json

    return json.dumps(data, ensure_ascii=False)


def _show(text: str, out: Path | None) -> None:
    if out is None:
        print(text)
    else:
        from hybrid.batch import write_whole

        write_whole(out, text + "\n")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"hybrid {hybrid.__version__}")
        raise typer.Exit()


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    """Solve and prove school mathematics, step by step, every step checked."""


def _commands() -> set[str]:
    named = {c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands}
    return named | {g.name for g in app.registered_groups if g.name}


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command with these arguments (those of the process by default); leaves by SystemExit."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and not arguments[0].startswith("--") and arguments[0] not in _commands():
        arguments = ["run", *arguments]
    from hybrid.collector import relax

    relax()
    try:
        app(args=arguments, prog_name="hybrid")
    except Exception as error:
        _fail(error)
    raise SystemExit(0)


def _fail(error: Exception) -> NoReturn:
    """What the person did wrong goes to standard error with status 2; what we did wrong has status 3."""
    from hybrid.engine import NoCluster
    from hybrid.problem import FormatError
    from hybrid.syntax.errors import InputError

    if isinstance(error, BrokenPipeError):
        # The reader of our output left; there is nobody to tell, also not when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1)
    if isinstance(error, (InputError, FormatError, NoCluster)):
        print(f"hybrid: {error}", file=sys.stderr)
        raise SystemExit(2)
    if isinstance(error, OSError) and error.filename is not None:
        print(f"hybrid: {error.filename}: {error.strerror}", file=sys.stderr)
        raise SystemExit(2)
    if isinstance(error, UnicodeDecodeError):
        print(f"hybrid: not UTF-8 text: {error}", file=sys.stderr)
        raise SystemExit(2)
    if os.environ.get("HYBRID_DEBUG") == "1":
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    print(f"hybrid: internal error, please report it: {what} (HYBRID_DEBUG=1 shows where)", file=sys.stderr)
    raise SystemExit(3)
