"""The session of the README is what the command prints."""

import re
import shlex
from pathlib import Path

import pytest

from hybrid.cli import main

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = "\n".join(line[4:] for line in TEXT.split("<!-- demo -->")[1].split("\n[docs/usage")[0].splitlines())
SESSIONS = [
    (command, output.strip()) for command, output in re.findall(r"^\$ (hybrid .*)\n((?:(?!\$ ).*\n?)*)", BLOCK, re.M)
]


def test_the_session_is_found():
    assert len(SESSIONS) >= 8


@pytest.mark.parametrize("command, output", SESSIONS, ids=[command for command, _ in SESSIONS])
def test_what_the_readme_shows_is_printed(command, output, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit):
        main(shlex.split(command)[1:])
    printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.strip().splitlines())
    assert printed == output
