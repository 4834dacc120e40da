"""Importing the package is cheap: whatever is heavy waits until somebody calls for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import hybrid

HEAVY = ("torch", "transformers", "sympy", "flint", "lark", "hypothesis", "rich", "typer", "numpy")


def modules_after(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after running the code."""
    program = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_importing_loads_nothing_heavy() -> None:
    assert modules_after("import hybrid").isdisjoint(HEAVY)


def test_importing_loads_none_of_our_own_rooms() -> None:
    ours = {m for m in modules_after("import hybrid") if m.startswith("hybrid")}
    assert ours == {"hybrid"}


def test_a_proof_file_is_checked_without_torch_and_sympy() -> None:
    loaded = modules_after("import hybrid.kernel, hybrid.rulebook")
    assert loaded.isdisjoint({"torch", "transformers", "sympy", "hypothesis"})


def test_the_public_names_are_there() -> None:
    for name in hybrid.__all__:
        assert getattr(hybrid, name) is not None
    assert "Result" in dir(hybrid)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'solv'"):
        hybrid.solv  # noqa: B018


def test_the_module_runs_as_a_command() -> None:
    run = subprocess.run([sys.executable, "-m", "hybrid", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == f"hybrid {hybrid.__version__}"
