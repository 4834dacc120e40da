"""Run measurements and write all figures that are known into docs/benchmarks.md, between its markers.

    python -m benchmarks.report                              run every script at full size: hours
    python -m benchmarks.report --quick                      with small samples
    python -m benchmarks.report --only judge speed           run these
    python -m benchmarks.report --results FILE|FOLDER ...    take what was measured before, run nothing else
    python -m benchmarks.report --list                       which figures there are, and how to get the others

Figures are kept in docs/benchmarks.jsonl, one line for a script: what it printed, its command, the date, and `source`
where they were taken over from another page. So the page need not be measured in one go. A run replaces the figures of
its script, unless it failed, skipped, or was small and those are not. Results are lines of JSON as the scripts print
them, in .json, .jsonl, .txt and .log files; other lines are passed over, and a line without a date has that of its
file. Of two results as good as each other the later counts.

Each script runs in a process of its own; one that fails or skips is shown as such, not left out.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, table
from benchmarks.measurements import MEASUREMENTS
from hybrid.batch import write_whole

PAGE = ROOT / "docs" / "benchmarks.md"
KEPT = ROOT / "docs" / "benchmarks.jsonl"
START, END = "<!-- figures -->", "<!-- /figures -->"
ENDINGS = (".json", ".jsonl", ".txt", ".log")
ABOUT = ("benchmark", "command", "date", "small", "source")  # of a line; the rest are figures

Summary = dict[str, Any]


def command(name: str, small: bool = False) -> list[str]:
    """The words of the command after `python`."""
    measurement = MEASUREMENTS[name]
    return ["-m", f"benchmarks.{measurement.script or name}", *measurement.arguments(small)]


def run(name: str, small: bool) -> Summary:
    """The summary of one script; {"failed": ...} when it has none."""
    words = command(name, small)
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    found = [s for s in summaries(done.stdout.splitlines()) if s["benchmark"] == name]
    summary = found[-1] if found else {"benchmark": name}
    if not found:
        summary["failed"] = (done.stderr.strip().splitlines() or ["no output"])[-1]
    elif done.returncode and "failed" not in summary:
        summary["failed"] = f"exit status {done.returncode}"
    about = {"benchmark": name, "command": " ".join(["python", *words]), "date": f"{datetime.now(UTC):%Y-%m-%d}"}
    return about | ({"small": True} if small else {}) | summary


def summaries(lines: Iterable[str]) -> Iterator[Summary]:
    """The lines that are summaries of a measurement."""
    for line in lines:
        if line.startswith("{"):
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if found.get("benchmark") in MEASUREMENTS:
                yield found


def results(path: Path) -> Iterator[Summary]:
    """The summaries in a file, or in the files of a folder, the oldest file first. Raises OSError."""
    files = [path]
    if path.is_dir():
        files = sorted((p for p in path.iterdir() if p.suffix in ENDINGS), key=lambda p: p.stat().st_mtime)
    for file in files:
        date = f"{datetime.fromtimestamp(file.stat().st_mtime, UTC):%Y-%m-%d}"
        for summary in summaries(file.read_text(encoding="utf-8").splitlines()):
            yield summary | {"date": summary.get("date", date)}


def merged(kept: Mapping[str, Summary], new: Iterable[Summary]) -> dict[str, Summary]:
    """What is known after new summaries: a full size counts for more than a small one, then the later one."""
    found = dict(kept)
    for summary in new:
        name = summary["benchmark"]
        if name not in found or _worth(summary) >= _worth(found[name]):  # of the same day the last
            found[name] = summary
    return found


def _worth(summary: Summary) -> tuple[int, str]:
    size = 0 if "failed" in summary else 1 if "skipped" in summary else 2 if summary.get("small") else 3
    return size, summary["date"]


def figures(known: Mapping[str, Summary]) -> str:
    """The Markdown that stands between the markers: the figures in the order of MEASUREMENTS, then what has none."""
    lines = []
    for name, measurement in MEASUREMENTS.items():
        if (summary := known.get(name)) is None:
            continue
        how = summary.get("command", f"python {' '.join(command(name)[:2])}")
        how = f"`{how}`" + ", a small sample" * bool(summary.get("small")) + f", {summary['date']}"
        how += f", taken over from {summary['source']}" if "source" in summary else ""
        lines += [f"### {measurement.title} (`{name}`)", "", f"{how}.", ""]
        goals = measurement.goals
        lines += (
            ["| figure | value | asked |", "| --- | ---: | --- |"]
            if goals
            else ["| figure | value |", "| --- | ---: |"]
        )
        for key, value in summary.items():
            if key not in ABOUT:
                lines.append(f"| {_words(key)} | {_shown(value)} |" + (f" {goals.get(key, '')} |" if goals else ""))
        lines.append("")
    missing = [name for name in MEASUREMENTS if name not in known]
    if missing:
        lines += ["### Not measured yet", "", "| | command | takes | needs |", "| --- | --- | --- | --- |"]
        lines += [f"| {' | '.join(_to_run(name))} |" for name in missing] + [""]
    return "\n".join(lines)


def _to_run(name: str) -> tuple[str, ...]:
    measurement = MEASUREMENTS[name]
    return measurement.title, f"`python {' '.join(command(name))}`", measurement.time, measurement.needs


def _words(name: str) -> str:
    return re.sub(r"_per_s(?=_|$)", " a second", re.sub(r"_ms(?=_|$)", ", ms", name)).replace("_", " ")


def _shown(value: Any, inside: bool = False) -> str:
    if isinstance(value, Mapping):
        text = ", ".join(f"{_words(k)} {_shown(v, True)}" for k, v in value.items())
        return f"({text})" if inside else text
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value).replace("|", "/")


def write(page: Path, text: str) -> None:
    """Put the text between the markers of the page. Raises ValueError when the markers are not there."""
    old = page.read_text(encoding="utf-8")
    if START not in old or END not in old.split(START, 1)[1]:
        raise ValueError(f"{page} lacks the markers {START} and {END}")
    head, rest = old.split(START, 1)
    write_whole(page, f"{head}{START}\n\n{text}\n{END}{rest.split(END, 1)[1]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="small samples")
    parser.add_argument("--only", nargs="*", choices=sorted(MEASUREMENTS), help="run only these")
    parser.add_argument("--results", nargs="+", type=Path, default=[], help="files or folders of lines of JSON")
    parser.add_argument("--list", action="store_true", help="run nothing and write nothing")
    args = parser.parse_args()
    if absent := [str(path) for path in args.results if not path.exists()]:
        parser.error(f"no such file or folder: {', '.join(absent)}")
    known = merged({}, results(KEPT)) if KEPT.exists() else {}
    if args.list:
        print(table(["script", "figures of", "command"], [_line(known, name) for name in MEASUREMENTS]))
        return
    known = merged(known, (s for path in args.results for s in results(path)))
    chosen = args.only if args.only is not None else [] if args.results else list(MEASUREMENTS)
    failed = []
    for name in chosen:
        print(f"{name} ...", flush=True)
        summary = run(name, args.quick)
        print(json.dumps(summary), flush=True)
        failed += [name] if "failed" in summary else []
        known = merged(known, [summary])
        _keep(known)
    _keep(known)
    print(table(["script", "figures of", "command"], [_line(known, name) for name in MEASUREMENTS]))
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
        raise SystemExit(1)


def _keep(known: Mapping[str, Summary]) -> None:
    lines = [json.dumps(known[name], ensure_ascii=False) + "\n" for name in MEASUREMENTS if name in known]
    write_whole(KEPT, "".join(lines))
    write(PAGE, figures(known))


def _line(known: Mapping[str, Summary], name: str) -> list[str]:
    summary = known.get(name)
    if summary is None:
        return [name, "to be run", f"python {' '.join(command(name))}"]
    outcome = next((word for word in ("failed", "skipped") if word in summary), summary["date"])
    return [name, outcome, summary.get("command", "")]


if __name__ == "__main__":
    main()
