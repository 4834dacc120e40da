"""The wheel carries the grammars and the rules, and works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_every_module_grammar_and_rule_file_is_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for path in (*(ROOT / "hybrid").rglob("*.py"), *(ROOT / "hybrid").rglob("*.rules")):
        assert path.relative_to(ROOT).as_posix() in inside
    for folder in ("grammars", "rules"):
        files = [p for p in (ROOT / folder).iterdir() if p.is_file()]
        assert files
        for path in files:
            assert f"hybrid/{folder}/{path.name}" in inside


def test_nothing_else_is_inside(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {t for t in tops if not t.endswith(".dist-info")} == {"hybrid"}


def test_the_unpacked_wheel_reads_its_own_rules_and_grammars(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = (
        "import hybrid; from hybrid.rulebook import Rulebook; from hybrid.paths import folder\n"
        "print(hybrid.__file__); print(folder('rules')); print(folder('grammars'))\n"
        "print(len(list(Rulebook.load()))); print(hybrid.parse('2x + 3 = 7'))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    home, rules, grammars, count, parsed = run.stdout.splitlines()
    for path in (home, rules, grammars):
        assert Path(path).is_relative_to(tmp_path.resolve())
    assert int(count) > 10
    assert parsed == "2*x + 3 = 7"
