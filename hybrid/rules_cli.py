"""`hybrid rules`: look at rules, test them, look for what is wrong with a book, see what a corpus uses.

list, show     the rules of the shipped book, one of them with example, verdict and certificate
test           is each rule of some files true?               exit status 1 when one is false or vacuous
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The rule book: look at rules, test your own.", no_args_is_help=True)

Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILES...]", help="Rule files or folders of them; the shipped book.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]


@app.command("list")
def list_rules(
    topic: Annotated[str | None, typer.Option("--topic", help="Only the rules of this topic.")] = None,
    grade: Annotated[int | None, typer.Option("--grade", help="Only the rules of this school grade.")] = None,
) -> None:
    """List the rules: name, school grade, and the rule in words."""
    from hybrid.rulebook import Rulebook

    book = Rulebook.load()
    topics = sorted({r.topic for r in book})
    if topic is not None and topic not in topics:
        raise typer.BadParameter(f"no topic {topic!r}; there are {', '.join(topics)}", param_hint="--topic")
    rules = [r for r in book if (topic is None or r.topic == topic) and (grade is None or r.grade == grade)]
    width = max((len(r.name) for r in rules), default=0)
    for rule in rules:
        print(f"{rule.name:<{width}}  {rule.grade:>2}  {rule.words}")


@app.command("show")
def show_rule(
    name: Annotated[str, typer.Argument(help="The name of the rule.")],
    format: Annotated[str, typer.Option("--format", help="text, latex or json.")] = "text",
) -> None:
    """Show one rule: source, LaTeX, words, guards, an example, whether it is proved and by what."""
    from difflib import get_close_matches

    from hybrid.rulebook import Rulebook
    from hybrid.verify.example import example
    from hybrid.verify.run import verify_rule
    from hybrid.verify.show import FORMATS, shown

    rules = Rulebook.load().by_name
    if name not in rules:
        close = get_close_matches(name, rules, n=3)
        raise typer.BadParameter(f"no rule {name!r}" + (f"; did you mean {', '.join(close)}?" if close else ""))
    if format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    rule = rules[name]
    print(shown(rule, example(rule), verify_rule(rule), format))


@app.command()
def test(
    files: Files = None,
    json: JsonOption = False,
    junit: Annotated[Path | None, typer.Option("--junit", help="Write a JUnit report to this file.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Show the rules that are true, too.")] = False,
    instances: Annotated[int, typer.Option("--instances", min=1, help="Points tried for each rule.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="Another seed tries other points.")] = 0,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes (one a core).")] = None,
) -> None:
    """Is each rule true? Proved, tested, false with a counterexample, or vacuous."""
    from hybrid.verify.report import to_json_text, to_junit, to_text
    from hybrid.verify.run import verify_files

    reports = list(verify_files(_meant(files), instances, seed, workers or os.cpu_count() or 1))
    if junit is not None:
        from hybrid.batch import write_whole

        write_whole(junit, to_junit(reports) + "\n")
    print(to_json_text(reports) if json else to_text(reports, every))
    raise typer.Exit(0 if all(r.ok for r in reports) else 1)


@app.command()
def lint(
    files: Files = None,
    json: JsonOption = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes, too.")] = False,
) -> None:
    """Look for what is wrong with a book though every rule is true; exit status 1 when there is an error."""
    import json as format

    from hybrid.verify.lint import lint, to_json, to_text

    findings = lint(_meant(files))
    if json:
        print(format.dumps(to_json(findings), ensure_ascii=False, indent=1))
    else:
        print(to_text(findings, least="note" if notes else "warning"))
    raise typer.Exit(1 if any(f.severity == "error" for f in findings) else 0)


@app.command()
def coverage(
    corpus: Annotated[list[Path], typer.Argument(help='Problems: .jsonl rows {"problem"}, or .txt, one a line.')],
    json: JsonOption = False,
    seconds: Annotated[float, typer.Option("--seconds", min=0.001, help="Time limit for one problem.")] = 10.0,
) -> None:
    """Which rules a corpus of problems uses: how often each fired, was guarded off, never fired."""
    import json as format

    from hybrid.verify.coverage import coverage, to_json, to_text

    found = coverage(corpus, seconds=seconds)
    print(format.dumps(to_json(found), ensure_ascii=False, indent=1) if json else to_text(found))


def _meant(files: list[Path] | None) -> list[Path]:
    """The rule files that are meant, those of the shipped book when none are named. Raises InputError."""
    from hybrid.paths import folder
    from hybrid.verify.files import rule_files

    return rule_files(files or [folder("rules")])
