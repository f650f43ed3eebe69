"""What the README shows is tried as it stands there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from app.cli import parser_for, run, shared_options
from app.ui.player_keys import KEYS, Action

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
SHOWN = [line for line in re.findall(r"^ {4}python3 run\.py *(.*?) *(?:#.*)?$", README, re.MULTILINE) if line]


def test_the_routine_in_ten_lines_is_checked_and_planned_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (written,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    file = tmp_path / "evening-ten.yaml"
    file.write_text(written, encoding="utf-8")
    assert len(written.splitlines()) <= 10
    assert run(["check", str(file), "--data-dir", str(tmp_path)]) == 0
    capsys.readouterr()
    assert run(["plan", str(file), "--json", "--data-dir", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert (json.loads(told.out)["routine"], told.err) == ("evening-ten", "")


@pytest.mark.parametrize("words", [w for w in SHOWN if w != "test"])
def test_every_command_that_it_shows_is_understood(words: str) -> None:
    shared, rest = shared_options().parse_known_args(shlex.split(words))
    assert parser_for(rest).parse_args(rest, shared).command == words.split(maxsplit=1)[0]


def test_its_table_of_keys_leaves_out_no_action_of_the_player() -> None:
    table = README[README.index("| key | what it does |") :].split("\n\n")[0]
    keys = {"Space", "Right", "Left", "Shift+Right", "+", "-", "S", "A", "E", "Enter", "D", "T", "F", "M", "P", "Up",
            "Down", "?", "Esc"}  # fmt: skip
    rows = [row.split("|")[1] for row in table.splitlines()[2:]]
    assert keys <= {word.strip("`") for row in rows for word in re.split(r"[\s,]+", row)}
    assert len(keys) == len({*KEYS.values(), Action.SKIP})
