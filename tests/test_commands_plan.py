"""`holdwell check`, `plan` and `list`, as they are typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from tests.running import run as run_program

ROUTINE = "format: 1\nname: Mine\nsteps:\n  - {do: sphinx, hold: 1-2 min}\n"


def asked(capsys: pytest.CaptureFixture[str], data: Path, *words: str) -> tuple[int, str, str]:
    """Return exit status, what was printed and what was complained of."""
    status = run([*words, "--data-dir", str(data)])
    told = capsys.readouterr()
    return status, told.out, told.err


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_good_file_is_told_with_its_length_and_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = written(tmp_path, "mine.yaml", ROUTINE)
    assert asked(capsys, tmp_path, "check", name) == (0, f"{name}: Mine, 1 min 10 s to 2 min 10 s, needs mat\n", "")


def test_a_problem_is_printed_with_its_place_and_the_status_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = written(tmp_path, "mine.yaml", ROUTINE.replace("1-2 min", "three minutes"))
    status, out, err = asked(capsys, tmp_path, "check", name)
    assert (status, err) == (1, "")
    assert out == (
        f'{name}:4:24: hold: "three minutes" is not a length of time. '
        "Write 90 s, 1:30, 3 min or a range such as 3-5 min.\n"
    )


def test_warnings_do_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = written(tmp_path, "mine.yaml", ROUTINE.replace("sphinx", "pigeon"))
    status, out, _ = asked(capsys, tmp_path, "check", name)
    assert status == 0 and "warning: only the first of 2 sides" in out and "Mine, 1 min 10 s" in out


def test_good_files_are_told_beside_bad_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = written(tmp_path, "good.yaml", ROUTINE), written(tmp_path, "bad.yaml", "")
    exercise = written(tmp_path, "ex.yaml", "name: Bridge\nneeds: [mat, strap or towel]\n")
    status, out, _ = asked(capsys, tmp_path, "check", bad, good, exercise, str(tmp_path / "none.yaml"))
    assert status == 1
    assert [line.split(": ")[0] for line in out.splitlines()] == [f"{bad}:1:1", good, exercise, f"{tmp_path}/none.yaml"]
    assert "Bridge, needs mat, strap or towel" in out


@pytest.mark.parametrize(
    ("text", "kind"),
    [("name: A\n", "exercise"), ("name: A\nsetup: [b]\n", "exercise"), ("name: A\nsetpu: [b]\n", "exercise"),
     ("name: A\ngoal: [relax]\n", "routine"), ("name: A\nstep: []\n", "routine"), ("steps: []\n", "routine"),
     ("format: 1\n", "routine"), ("camera: [20, 12]\n", "figure"), ("- a\n", "routine"), ("", "routine")],
)  # fmt: skip
def test_what_a_file_holds_decides_what_it_is(
    text: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = asked(capsys, tmp_path, "check", "--json", written(tmp_path, "file.yaml", text))
    assert json.loads(out)["files"][0]["kind"] == kind


def test_the_check_tells_everything_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = written(tmp_path, "bad.yaml", "format: 1\nname: Bad\nsteps: [{do: sphnx, hold: 5}]\n")
    status, out, _ = asked(capsys, tmp_path, "check", "--json", name)
    problem = {
        "line": 3,
        "column": 14,
        "text": 'do: there is no exercise "sphnx".',
        "hint": "Did you mean sphinx?",
        "warning": False,
    }
    assert status == 1
    assert json.loads(out) == {
        "files": [{"file": name, "kind": "routine", "good": False, "name": None, "seconds": None, "estimated": False,
                   "needs": [], "problems": [problem]}]
    }  # fmt: skip


def test_all_that_is_bundled_is_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(capsys, tmp_path, "check", "--bundled")
    assert status == 0 and "routines/lower-back-release.yaml: Lower back release, 19 min 14 s to 34 min 14 s" in out


@pytest.mark.parametrize("words", [("plan",), ("share",), ("edit",), ("open",), ("figure",), ("check",)])
def test_a_name_longer_than_any_file_s_gets_a_sentence(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = asked(capsys, tmp_path, *words, "x" * 300)
    assert status in (1, 2) and len((out + err).splitlines()) == 1


def test_a_folder_with_a_name_longer_than_any_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = asked(capsys, tmp_path / ("x" * 300), "list")
    assert status == 1 and "cannot be made" in err


@pytest.mark.parametrize(
    "words", [("history", "export", "~nobody-here/a.csv"), ("play", "~nobody-here.yaml"), ("check", "~nobody-here")]
)
def test_the_home_of_somebody_who_has_none_is_told(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = asked(capsys, tmp_path, *words)
    assert status == 1 and len((out + err).splitlines()) == 1 and "nobody-here" in out + err


def test_check_without_files_is_a_wrong_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, tmp_path, "check")[0] == 2


def plan_of(capsys: pytest.CaptureFixture[str], data: Path, *words: str) -> dict[str, Any]:
    status, out, err = asked(capsys, data, "plan", *words, "--json")
    assert status == 0, err
    read: dict[str, Any] = json.loads(out)
    return read


def test_the_release_lasts_1154_and_2054_seconds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lowest = plan_of(capsys, tmp_path, "lower-back-release")
    highest = plan_of(capsys, tmp_path, "lower-back-release", "--level", "100")
    assert (lowest["seconds"], highest["seconds"], lowest["level"]) == (1154, 2054, 0)
    assert lowest["segments"][0] == {
        "kind": "ready", "starts": 0, "seconds": 10, "exercise": "supine-hamstring-stretch", "position": "right leg",
        "set": 1, "sets": 1, "round": 1, "rounds": 1, "rep": None, "reps": None, "phase": None, "at_least": None,
        "sound": "bells",
    }  # fmt: skip


def test_another_choice_is_planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of(capsys, tmp_path, "lower-back-release", "--choose", "4=2")
    names = {segment["exercise"] for segment in plan["segments"]}
    assert "thread-the-needle" in names and "pigeon" not in names


def test_the_plan_of_a_file_bears_the_files_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan_of(capsys, tmp_path, written(tmp_path, "mine.yaml", ROUTINE))["routine"] == "mine"


def test_minutes_find_the_level_and_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = asked(capsys, tmp_path, "plan", "lower-back-release", "--minutes", "25 min", "--json")
    assert status == 0 and json.loads(out)["seconds"] <= 1500
    assert err.endswith(f"at level {json.loads(out)['level']}.\n")


@pytest.mark.parametrize(
    "words",
    [["--level", "101"], ["--level", "x"], ["--level", "-1"], ["--minutes", "0"], ["--minutes", "soon"],
     ["--choose", "4"],
     ["--choose", "4=3"], ["--choose", "1=2"], ["--choose", "9=1"], ["--level", "5", "--minutes", "20"]],
)  # fmt: skip
def test_wrong_words_exit_with_2(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = asked(capsys, tmp_path, "plan", "lower-back-release", *words)[0]
    except SystemExit as ended:
        status = int(str(ended.code))
    assert status == 2


def test_a_fixed_level_takes_no_level(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = written(tmp_path, "fixed.yaml", ROUTINE + "level: fixed\n")
    status, _, err = asked(capsys, tmp_path, "plan", name, "--level", "50")
    assert status == 2 and "has a fixed level" in err
    assert plan_of(capsys, tmp_path, name, "--minutes", "60")["level"] == 0


def test_an_unknown_routine_gets_the_nearest_and_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = asked(capsys, tmp_path, "plan", "lower-back")
    assert (status, out) == (1, "") and "Did you mean lower-back-release?" in err


def test_a_bad_file_is_not_planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = written(tmp_path, "bad.yaml", "format: 1\n")
    status, out, err = asked(capsys, tmp_path, "plan", name)
    assert (status, out) == (1, "") and f"{name}:1:1: " in err


def test_the_plan_as_a_table_names_what_happens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capsys, tmp_path, "plan", "upper-back-strength", "--level", "50")
    assert "Upper back strength, level 50: about" in out and "own pace" in out and "set 2 of 3" in out


def test_the_list_names_routines_exercises_and_bad_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "exercises").mkdir()
    written(tmp_path / "routines", "mine.yaml", ROUTINE)
    written(tmp_path / "routines", "bad.yaml", "format: 1\n")
    written(tmp_path / "exercises", "worse.yaml", "nam: x\n")
    status, out, err = asked(capsys, tmp_path, "list")
    assert status == 0 and "mine " in out and "Legs up the wall" in out
    assert "bad.yaml:1:1: " in err and "worse.yaml:1:1: " in err
    rows = json.loads(asked(capsys, tmp_path, "list", "--json")[1])
    mine = next(row for row in rows["routines"] if row["routine"] == "mine")
    assert mine["seconds"] == [70, 130] and mine["own"]
    assert len(rows["routines"]) == 8 and len(rows["exercises"]) == 27


def test_these_commands_import_no_qt() -> None:
    told = run_program("check", "--bundled", PYTHONPROFILEIMPORTTIME="1")
    assert told.returncode == 0
    assert "app.storage.library" in told.stderr and "PySide6" not in told.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such name")
def test_a_name_that_is_no_text_is_still_told(tmp_path: Path) -> None:
    told = run_program("check", str(tmp_path / "\udcff.yaml"), PYTHONIOENCODING="ascii")
    assert told.returncode == 1 and "Traceback" not in told.stderr
