"""The programs hybrid is measured against, and how to talk to them.

SymPy        our terms are rebuilt as SymPy objects, node by node; no text is ever evaluated
mathsteps    a Node package, found by $MATHSTEPS_DIR or `npm root`; one Node process reads JSON lines
mathy_core   driven through the public methods of its rules
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from hybrid.term import Term

# -- SymPy ---------------------------------------------------------------------------------------


def to_sympy(t: Term, letters: Mapping[str, Any] | None = None) -> Any:
    """The SymPy object of a term; letters are real symbols. Raises ValueError for what has none."""
    import sympy

    if t.head == "num":
        value = Fraction(t.value)
        return sympy.Rational(value.numerator, value.denominator)
    if t.head == "sym":
        return letters[t.value] if letters and t.value in letters else sympy.Symbol(t.value, real=True)
    if t.head == "const":
        return sympy.pi if t.value == "pi" else sympy.E
    if t.head in ("true", "false"):
        return sympy.true if t.head == "true" else sympy.false
    args = [to_sympy(a, letters) for a in t.args]
    if t.head == "root":
        n = int(t.args[1].value)
        return sympy.root(args[0], n) if n % 2 == 0 else sympy.real_root(args[0], n)
    if t.head == "log":
        return sympy.log(args[0], args[1])
    if t.head == "neg":
        return -args[0]
    if t.head == "div":
        return args[0] / args[1]
    if t.head == "pow":
        return args[0] ** args[1]
    makers = {
        "add": sympy.Add,
        "mul": sympy.Mul,
        "abs": sympy.Abs,
        "sin": sympy.sin,
        "cos": sympy.cos,
        "tan": sympy.tan,
        "fact": sympy.factorial,
        "eq": sympy.Eq,
        "ne": sympy.Ne,
        "lt": sympy.Lt,
        "le": sympy.Le,
        "gt": sympy.Gt,
        "ge": sympy.Ge,
        "and": sympy.And,
        "or": sympy.Or,
    }
    if t.head not in makers:
        raise ValueError(f"no SymPy object for {t.head}")
    return makers[t.head](*args)


def sympy_question(problem: Term, unknowns: Sequence[str]) -> Callable[[], Any]:
    """What to call for SymPy's answer to a formula: `solve` for equations, `solve_univariate_inequality` for
    an inequality, on objects that are built already."""
    import sympy

    symbols = {v: sympy.Symbol(v, real=True) for v in sorted(problem.free)}
    targets = [symbols[v] for v in unknowns]
    if problem.head in ("lt", "le", "gt", "ge"):
        relation = to_sympy(problem, symbols)
        return lambda: sympy.solve_univariate_inequality(relation, targets[0])
    equations = [to_sympy(a, symbols) for a in (problem.args if problem.head == "and" else (problem,))]
    if len(targets) > 1:
        return lambda: sympy.solve(equations, targets)
    return lambda: sympy.solve(equations[0], targets[0])


def clear_sympy() -> None:
    """Forget SymPy's caches, so that the next call starts cold."""
    from sympy.core.cache import clear_cache

    clear_cache()


# -- mathsteps -----------------------------------------------------------------------------------

_SCRIPT = r"""
const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(s => s);
console.log = () => {};
const mathsteps = require(process.argv[1]);
const call = { solve: mathsteps.solveEquation, simplify: mathsteps.simplifyExpression, factor: mathsteps.factor };
const run = (kind, text) => {
  const start = process.hrtime.bigint();
  let steps = [], error = null;
  try { steps = call[kind](text); } catch (e) { error = String(e); }
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const last = steps.length ? steps[steps.length - 1] : null;
  const shown = last ? (last.newEquation ? last.newEquation.ascii() : last.newNode.toString()) : null;
  return { ms, steps: steps.length, last: shown, error };
};
for (let i = 0; i < 3; i++) { run('solve', '2x + 3 = 7'); run('solve', 'x^2 - 4 = 0'); run('simplify', '2x + 3x'); }
for (const line of lines) {
  const { kind, text } = JSON.parse(line);
  process.stdout.write(JSON.stringify(run(kind, text)) + '\n');
}
"""


def find_mathsteps() -> Path | None:
    """The folder of the mathsteps package: $MATHSTEPS_DIR, or under `npm root`; None when absent."""
    candidates = [os.environ.get("MATHSTEPS_DIR")]
    npm = shutil.which("npm")
    if npm:
        for extra in ([], ["-g"]):
            found = subprocess.run([npm, "root", *extra], capture_output=True, text=True, timeout=60, check=False)
            candidates.append(found.stdout.strip())
    for name in candidates:
        for folder in (Path(name), Path(name) / "mathsteps", Path(name) / "node_modules" / "mathsteps") if name else ():
            if (folder / "index.js").is_file() and folder.name == "mathsteps":
                return folder
    return None


def mathsteps(folder: Path, questions: Sequence[tuple[str, str]], timeout: float = 300.0) -> list[dict[str, Any]]:
    """For each (kind, text), kind solve, simplify or factor: milliseconds, number of steps, last line (or None),
    error. The process is warmed up first, in favour of mathsteps. Raises OSError or subprocess errors."""
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError("node is not installed")
    lines = "".join(json.dumps({"kind": kind, "text": text}) + "\n" for kind, text in questions)
    done = subprocess.run(
        [node, "-e", _SCRIPT, str(folder)],
        input=lines,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


# -- mathy_core ----------------------------------------------------------------------------------


def mathy_rules() -> list[Any]:
    """The rules of mathy_core that rewrite expressions. Raises ImportError when it is not installed."""
    from mathy_core import rules

    names = (
        "AssociativeSwapRule",
        "CommutativeSwapRule",
        "ConstantsSimplifyRule",
        "DistributiveFactorOutRule",
        "DistributiveMultiplyRule",
        "MultiplicativeInverseRule",
        "RestateSubtractionRule",
        "VariableMultiplyRule",
    )
    return [getattr(rules, name)() for name in names]


def mathy_successors(expression: Any, rules: Sequence[Any]) -> list[Any]:
    """All expressions one rule application away, each a tree of its own. A rule that fails on a node
    it chose itself is passed over."""
    out = []
    for rule in rules:
        for node in rule.find_nodes(expression):
            try:
                change = rule.apply_to(node.clone_from_root())
            except Exception:  # the peer's own failure must not end the measurement
                continue
            out.append(change.result.get_root())
    return out
