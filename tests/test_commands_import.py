"""`holdwell import`: what was understood and what was left out, line by line; taken only where the person says so."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.cli import run
from tests.running import command, environment, running
from tests.storage.giving import FILES, PNG, ROUTINE, content, put
from tests.storage.test_workrave_file import XML

TEXT = "My back plan\n\npigeon 2 min each side\n10 x 5 s bridge, rest 30 s\nsomething odd\n"
Answer = tuple[int, str, str]
Holdwell = Callable[..., Answer]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a data folder, empty, beside a folder with files to take."""
    given = tmp_path / "given"
    put(tmp_path / "giver", FILES)
    assert run(["share", "evening", "--out", str(tmp_path / "e.holdwell"), "--data-dir", str(tmp_path / "giver")]) == 0
    put(given, {"exercises.xml": XML.encode(), "arm.png": PNG, "plan.txt": TEXT.encode(), "none.txt": b"hello there\n"})
    put(given, {"own.yaml": b"format: 1\nname: Own\nsteps:\n  - {do: pigeon, hold: 1 min, each: side}\n"})
    put(given, {"bad.yaml": b"format: 1\nname: Bad\nsteps:\n  - {do: sphinx, hold: soon}\n"})
    put(given, {"slide.yaml": FILES["exercises/slide.yaml"]})
    (tmp_path / "e.holdwell").rename(given / "evening.holdwell")
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


@pytest.fixture
def holdwell(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Holdwell:
    """Return what runs `holdwell import` in the folder with the files."""
    monkeypatch.chdir(tmp_path / "given")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    capsys.readouterr()

    def answer(*words: str) -> Answer:
        status = run(["import", *words, "--data-dir", str(mine)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return answer


def test_plain_text_is_answered_line_by_line_and_an_unknown_exercise_is_a_step(holdwell: Holdwell, mine: Path) -> None:
    status, out, err = holdwell("plan.txt", "--yes")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("plan.txt: My back plan, ")
    assert lines[1:4] == [
        "  line 1: the routine's name: My back plan.",
        "  line 3: Pigeon: 2 min, each side.",
        "  line 4: Bridge: 10 sets of 5 s, 30 s of rest between sets. "
        "No exercise of that name is known: it stands as it is written.",
    ]
    assert lines[4].startswith('  line 5: left out: "something odd".')
    assert lines[5] == "Taken. `holdwell play my-back-plan` plays it."
    assert list(content(mine)) == ["routines/my-back-plan.yaml"]
    assert run(["plan", "my-back-plan", "--data-dir", str(mine)]) == 0


def test_the_standard_input_is_read_where_a_hyphen_stands(
    holdwell: Holdwell, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"sphinx 90 s\n"), isatty=lambda: False))
    status, out, _ = holdwell("-", "--yes", "--name", "Short one")
    assert status == 0 and out.startswith("standard input: My routine, ")
    assert list(content(mine)) == ["routines/short-one.yaml"]


def test_workrave_s_exercises_become_a_routine_with_exercises_and_pictures(holdwell: Holdwell, mine: Path) -> None:
    status, out, _ = holdwell("exercises.xml", "--yes")
    assert status == 0
    assert "  line 3: Shoulder-arm stretch, 40 s, 2 pictures\n" in out
    assert "  line 22: left out: <sound> is not known.\n" in out
    assert sorted(content(mine)) == [
        "exercises/arm.png", "exercises/ogen-dicht.yaml", "exercises/shoulder-arm-stretch-2.yaml",
        "exercises/shoulder-arm-stretch.yaml", "routines/workrave-exercises.yaml",
    ]  # fmt: skip
    files = [str(mine / name) for name in content(mine) if name.endswith(".yaml")]
    assert run(["check", *files, "--data-dir", str(mine)]) == 0


def test_a_shared_file_is_shown_and_taken_and_is_there_the_second_time(holdwell: Holdwell, mine: Path) -> None:
    status, out, _ = holdwell("evening.holdwell", "--yes")
    assert status == 0
    assert "  2. Pigeon: 2 min, each side\n" in out and "  Slide: a new exercise\n" in out
    assert content(mine) == dict(FILES)
    status, out, _ = holdwell("evening.holdwell", "--yes")
    assert status == 0 and out.endswith("Evening is there already, just as it is here.\n")


def test_a_routine_whose_files_name_alone_is_given_keeps_its_own_name(holdwell: Holdwell, tmp_path: Path) -> None:
    path = tmp_path / "lower-back-release.yaml"
    path.write_text("format: 1\nname: Mine\nsteps: [{name: A, hold: 1 min}]\n", encoding="utf-8")
    status, out, _ = holdwell("import", str(path), "--yes")
    assert status == 0
    assert "  Its file is kept as lower-back-release-2.yaml: another routine's file has its name.\n" in out
    assert "Mine is there already" in holdwell("import", str(path), "--yes")[1]


def test_another_of_that_name_is_never_overwritten_without_a_word(holdwell: Holdwell, mine: Path) -> None:
    put(mine, {"routines/evening.yaml": b"format: 1\nname: Evening\nsteps: [{do: sphinx, hold: 1 min}]\n"})
    before = content(mine)
    status, out, _ = holdwell("evening.holdwell", "--yes")
    assert status == 0 and "  It is kept as Evening 2: there is another Evening.\n" in out
    assert before.items() <= content(mine).items()
    status, out, _ = holdwell("evening.holdwell", "--yes", "--replace")
    assert status == 0 and "  It takes the place of your own Evening.\n" in out
    assert content(mine)["routines/evening.yaml"] == ROUTINE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.txt"], 'none.txt:1:1: left out: "hello there".'),
        (["bad.yaml"], 'bad.yaml:4:24: hold: "soon" is not a length of time.'),
        (
            ["slide.yaml"],
            "slide.yaml:1:1: this is an exercise, and no routine. Put it into the folder of your exercises;",
        ),
        (["gone.yaml"], "gone.yaml: there is no such file."),
        (["."], ".: this is a folder"),
        (["h.csv"], "`holdwell history import` and `restore` take what the history wrote."),
        (["arm.png"], "arm.png: this is no text."),
    ],
)
def test_where_nothing_was_taken_it_says_why_and_leaves_nothing(
    words: list[str], said: str, holdwell: Holdwell, mine: Path
) -> None:
    status, _, err = holdwell(*words, "--yes")
    assert status == 1
    assert said in err and err.endswith("holdwell: nothing was taken.\n")
    assert content(mine) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size there")
def test_a_disk_without_room_is_told_once_and_no_folder_is_left(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("pigeon 2 min each side\n", encoding="utf-8")
    data = tmp_path / "new" / "data"
    words = command("import", str(tmp_path / "plan.txt"), "--yes", "--data-dir", str(data))
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *words],
        env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.lower().count("nothing was taken")) == (1, 1)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("words", [["import", "", "--yes"], ["check", " "], ["open", ""], ["sheet", "x", "--out", ""]])
def test_an_empty_word_names_no_file(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run([*words, "--data-dir", str(tmp_path)])
    assert (ended.value.code, capsys.readouterr().err.endswith(": an empty word names no file.\n")) == (2, True)


def test_a_name_with_blanks_is_told_as_a_shell_takes_it(holdwell: Holdwell, tmp_path: Path) -> None:
    (tmp_path / "given" / "for anna.yaml").write_bytes((tmp_path / "given" / "own.yaml").read_bytes())
    assert holdwell("for anna.yaml", "--yes")[1].endswith("Taken. `holdwell play 'for anna'` plays it.\n")


def test_of_several_files_the_good_ones_are_taken(holdwell: Holdwell, mine: Path) -> None:
    status, _, err = holdwell("bad.yaml", "own.yaml", "plan.txt", "--yes")
    assert status == 0 and "bad.yaml:4:24" in err
    assert sorted(content(mine)) == ["routines/my-back-plan.yaml", "routines/own.yaml"]


def test_without_a_terminal_and_without_yes_it_is_only_shown(holdwell: Holdwell, mine: Path) -> None:
    status, out, err = holdwell("own.yaml")
    assert (status, out[:14]) == (1, "own.yaml: Own,")
    assert "--yes takes it." in err
    assert content(mine) == {}


@pytest.mark.parametrize("words", [["own.yaml", "plan.txt", "--name", "X"], ["own.yaml", "--name", " "]])
def test_words_that_do_not_go_together_are_wrong(words: list[str], holdwell: Holdwell) -> None:
    assert holdwell(*words)[0] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
@pytest.mark.parametrize(
    ("typed", "status", "there"),
    [
        ("y\n", 0, ["routines/own-2.yaml", "routines/own.yaml"]),
        ("what\nno\n", 1, ["routines/own.yaml"]),
        ("r\n", 0, ["routines/own.yaml"]),
    ],
)
def test_on_a_terminal_it_asks(typed: str, status: int, there: list[str], holdwell: Holdwell, mine: Path) -> None:
    put(mine, {"routines/own.yaml": b"format: 1\nname: Own\nsteps: [{do: sphinx, hold: 1 min}]\n"})
    ours, theirs = pty.openpty()
    words = command("import", "own.yaml", "--data-dir", str(mine))
    with running(subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment())) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        said = b""
        while chunk := _read(ours):
            said += chunk
        process.wait(20)
    os.close(ours)
    assert b"Take it? [y]es, [n]o, [r]eplace your own own: " in said
    assert (process.returncode, sorted(content(mine))) == (status, there)
    replaced = b"pigeon" in (mine / "routines" / "own.yaml").read_bytes()
    assert replaced == typed.startswith("r")


def _read(end: int) -> bytes:
    try:
        return os.read(end, 4096)
    except OSError:  # as Linux says that the other end is closed
        return b""
