"""The other side of `external.py`: reads questions as lines of JSON, answers with lines of JSON.

Run as `python -m hybrid.decide.external_worker MEGABYTES`. Limits its own memory, builds SymPy objects
from the nested lists of a term, never from text, and tries a fixed list of simplifications.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

METHODS = ("expand", "cancel", "trigsimp", "powsimp", "radsimp", "simplify")


def main() -> None:
    """Answer questions until the input ends."""
    limit(int(sys.argv[1]) if len(sys.argv) > 1 else 2048)
    import sympy

    print(json.dumps({"ready": True, "version": sympy.__version__}), flush=True)
    for line in sys.stdin:
        try:
            answer = equal(json.loads(line), sympy)
        except MemoryError:
            answer = {"equal": None, "reason": "out of memory"}
        except Exception as error:  # whatever SymPy raises is an answer, not an end
            answer = {"equal": None, "reason": f"{type(error).__name__}: {error}"[:200]}
        print(json.dumps(answer), flush=True)


def limit(megabytes: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # not on every system
        return
    size = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def equal(question: Mapping[str, Any], sympy: Any) -> dict[str, Any]:
    """Try to simplify the difference to zero."""
    letters = {
        x: sympy.Symbol(x, real=True, **{word: True for word in words}) for x, words in question["letters"].items()
    }
    difference = build(question["a"], letters, sympy) - build(question["b"], letters, sympy)
    if difference == 0:
        return {"equal": True, "method": "build", "version": sympy.__version__}
    for name in METHODS:
        if getattr(sympy, name)(difference) == 0:
            return {"equal": True, "method": name, "version": sympy.__version__}
    return {"equal": None, "reason": "not simplified to zero"}


def build(data: Any, letters: Mapping[str, Any], sympy: Any) -> Any:
    """The SymPy object of a term in JSON. Raises ValueError for what has none."""
    if isinstance(data, bool):
        raise ValueError("not an expression")
    if isinstance(data, int):
        return sympy.Integer(data)
    if isinstance(data, str):
        return letters[data]
    head, rest = data[0], data[1:]
    if head == "num":
        top, _, below = rest[0].partition("/")
        return sympy.Rational(int(top), int(below or 1))
    if head == "const":
        return {"e": sympy.E, "pi": sympy.pi}[rest[0]]
    parts = [build(x, letters, sympy) for x in rest]
    heads: dict[str, Callable[..., Any]] = {
        "add": sympy.Add,
        "mul": sympy.Mul,
        "neg": lambda u: -u,
        "div": lambda u, v: u / v,
        "pow": sympy.Pow,
        "root": lambda u, n: sympy.real_root(u, n) if int(n) % 2 else sympy.root(u, n),
        "abs": sympy.Abs,
        "log": lambda u, b: sympy.log(u) / sympy.log(b),
        "sin": sympy.sin,
        "cos": sympy.cos,
        "tan": sympy.tan,
        "fact": sympy.factorial,
    }
    if head not in heads:
        raise ValueError(f"no SymPy object for {head}")
    return heads[head](*parts)


if __name__ == "__main__":
    main()
