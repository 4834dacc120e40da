"""Run every measurement and write the figures into docs/benchmarks.md, between its markers.

    python -m benchmarks.report --quick     a few minutes: small samples
    python -m benchmarks.report             the full sizes

Each script runs in a process of its own; one that fails or skips is shown as such, not left out.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, table

PAGE = ROOT / "docs" / "benchmarks.md"
START, END = "<!-- figures -->", "<!-- /figures -->"

SCRIPTS: dict[str, tuple[str, list[str]]] = {
    "school": ("Forty mixed school problems", []),
    "scrambled": ("Scrambled equations", ["--n", "200"]),
    "judge": ("Step judge", ["--n", "400", "--sample", "40"]),
    "speed": ("Checked derivation against SymPy and mathsteps", ["--n", "70"]),
    "mathsteps_cases": ("mathsteps' own cases", []),
    "nodes": ("States expanded a second", ["--n", "10", "--most", "150"]),
    "rules": ("Rules tested: the book, mutants, a formula sheet", ["--n", "60"]),
    "derivations": ("Proofs that are shown, not leapt to", []),
    "certificates": ("Evidence in proof files", ["--n", "40"]),
    "fuzz_grammar": ("Texts given to the readers", ["--n", "2000"]),
    "fuzz_kernel": ("Spoiled proofs", ["--n", "4000", "--problems", "80"]),
}


def run(name: str, extra: Sequence[str]) -> dict[str, Any]:
    """The summary of one script; {"failed": ...} when it has none."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *extra]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    for line in reversed(done.stdout.splitlines()):
        if line.startswith("{"):
            summary: dict[str, Any] = json.loads(line)
            if done.returncode and "failed" not in summary:
                summary["failed"] = f"exit status {done.returncode}"
            return summary
    return {"benchmark": name, "failed": (done.stderr.strip().splitlines() or ["no output"])[-1]}


def figures(summaries: Mapping[str, Mapping[str, Any]], quick: bool) -> str:
    """The Markdown that stands between the markers."""
    size = "small samples (`--quick`)" if quick else "full sizes"
    lines = [f"Measured with {size}, Python {platform.python_version()}.", ""]
    for name, summary in summaries.items():
        lines += [f"### {SCRIPTS[name][0]} (`{name}`)", "", "| figure | value |", "| --- | ---: |"]
        lines += [f"| {_words(k)} | {_shown(v)} |" for k, v in summary.items() if k != "benchmark"]
        lines.append("")
    return "\n".join(lines)


def _words(name: str) -> str:
    return name.replace("_per_s", " a second").replace("_ms", ", ms").replace("_", " ")


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {_shown(v)}" for k, v in value.items())
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
    page.write_text(f"{head}{START}\n\n{text}\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="small samples")
    parser.add_argument("--only", nargs="*", choices=sorted(SCRIPTS), help="only these; the page is not written")
    args = parser.parse_args()
    summaries = {}
    for name, (_, quick) in SCRIPTS.items():
        if args.only is None or name in args.only:
            print(f"{name} ...", flush=True)
            summaries[name] = run(name, quick if args.quick else [])
            print(json.dumps(summaries[name]), flush=True)
    if args.only is None:
        write(PAGE, figures(summaries, args.quick))
    failed = [n for n, s in summaries.items() if "failed" in s]
    rows = [[n, "failed" if n in failed else "skipped" if "skipped" in s else "ran"] for n, s in summaries.items()]
    print(table(["script", "outcome"], rows))
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
