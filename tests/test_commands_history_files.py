"""`holdwell history export`, `import`, `backup` and `restore`, as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.paths import Folders, folders
from app.storage.history_content import insert_content
from app.storage.history_database import HistoryDatabase
from tests.running import running
from tests.storage.contents import session


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    """Give a data folder with a session and a rehearsal."""
    made = folders(tmp_path / "data")
    fill(made, session(), session(id="rehearsed", rehearsal=True))
    return made


def fill(places: Folders, *contents: dict[str, Any]) -> None:
    database = HistoryDatabase(places.history, places.backups)
    database.open()
    with database.transaction(lasting=True) as connection:
        for content in contents:
            insert_content(connection, content)
    database.close()


class Answers:
    """Runs `holdwell history` on a data folder and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], data: Path) -> None:
        self.capsys, self.data = capsys, data

    def __call__(self, *words: object, at: Path | None = None) -> tuple[int, str, str]:
        status = cli.run(["history", *map(str, words), "--data-dir", str(at or self.data)])
        said = self.capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def holdwell(capsys: pytest.CaptureFixture[str], places: Folders) -> Answers:
    return Answers(capsys, places.data)


def listed(answer: tuple[int, str, str]) -> list[tuple[str, bool]]:
    return [(found["id"], found["rehearsal"]) for found in json.loads(answer[1])["sessions"]]


@pytest.mark.parametrize("name", ["history.csv", "history.jsonl", "History.CSV"])
def test_what_is_exported_can_be_imported_elsewhere_and_twice(name: str, holdwell: Answers, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / name, tmp_path / "elsewhere"
    assert holdwell("export", "--rehearsals", file) == (0, f"2 sessions with 4 steps written to {file}.\n", "")
    assert holdwell("import", file, at=elsewhere) == (0, "2 sessions were added.\n", "")
    assert holdwell("--json", at=elsewhere) == holdwell("--json")
    assert holdwell("import", file, at=elsewhere) == (0, "No session was added, 2 were there already.\n", "")
    assert listed(holdwell("--json", at=elsewhere)) == [("rehearsed", True), (session()["id"], False)]


def test_rehearsals_are_exported_only_where_they_are_wanted(holdwell: Answers, tmp_path: Path) -> None:
    status, said, _ = holdwell("export", tmp_path / "history.csv")
    assert (status, said[:26]) == (0, "1 session with 2 steps wri")


def test_a_backup_brings_everything_back(holdwell: Answers, places: Folders, tmp_path: Path) -> None:
    before = holdwell("--json")
    assert holdwell("backup", tmp_path / "mine")[0] == 0
    fill(places, session(id="later"))
    status, said, _ = holdwell("restore", tmp_path / "mine")
    assert (status, "What was here before is kept as" in said) == (0, True)
    assert holdwell("--json") == before


def test_a_damaged_file_changes_nothing_and_is_told_with_its_line(holdwell: Answers, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    holdwell("export", "--rehearsals", file)
    file.write_bytes(file.read_bytes().replace(b"cut short", b"cut off", 1))
    fresh = tmp_path / "fresh"
    status, _, said = holdwell("import", file, at=fresh)
    assert status == 1
    assert said.startswith(f"holdwell: {file}:4:1: outcome: ")
    assert said.endswith(". Nothing was changed.\n")
    assert not fresh.exists()


@pytest.mark.parametrize(("action", "file"), [("restore", "plan.txt"), ("restore", "nothing"), ("import", "plan.txt")])
def test_a_foreign_file_leaves_no_history_and_no_folder_behind(
    action: str, file: str, holdwell: Answers, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text("pigeon 2 min\n", encoding="utf-8")
    status, _, said = holdwell(action, tmp_path / file, at=tmp_path / "a" / "fresh")
    assert (status, said.endswith(" Nothing was changed.\n")) == (1, True)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["export"], 2, "the following arguments are required: FILE"),
        (["exprt", "x.csv"], 2, "Did you mean export?"),
        (["export", "history.txt"], 1, "should end in .csv or .jsonl"),
        (["import", "nothing.csv"], 1, "There is no file nothing.csv."),
        (["import", "nothing.sqlite"], 1, "nothing.sqlite"),
        (["restore", "nothing"], 1, "There is no file nothing."),
        (["restore", "."], 1, ". is a folder."),
        (["restore", ""], 2, "an empty word names no file"),
        (["export", " "], 2, "an empty word names no file"),
        (["backup", "no/such/folder"], 1, "does not exist"),
        (["export", "/dev/null/x.csv"], 1, "The folder /dev/null does not exist"),
    ],
)
def test_what_cannot_be_done_gets_one_sentence(
    words: list[str], status: int, sentence: str, holdwell: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    if status == 2:
        with pytest.raises(SystemExit) as left:
            holdwell(*words)
        assert left.value.code == 2
        said = capsys.readouterr().err
    else:
        returned, _, said = holdwell(*words)
        assert returned == status
    assert sentence in said
    assert said.count("\n") == 1


def test_a_name_that_a_terminal_would_obey_is_shown_and_not_obeyed(holdwell: Answers, places: Folders) -> None:
    fill(places, session(id="odd", name="Red \x1b[31m\x9b2J \u202enam"))
    _, said, _ = holdwell()
    assert "Red  [31m 2J  nam" in said and "\x1b" not in said


def test_without_a_history_an_export_is_empty_and_a_backup_is_refused(holdwell: Answers, tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert holdwell("export", tmp_path / "history.csv", at=new)[:2] == (
        0,
        f"0 sessions with 0 steps written to {tmp_path / 'history.csv'}.\n",
    )
    assert holdwell("backup", tmp_path / "mine", at=new)[0] == 1
    assert holdwell("import", tmp_path / "history.csv", at=new)[:2] == (0, "No session was added.\n")


def test_a_lost_history_is_not_exported_as_an_empty_one(holdwell: Answers, places: Folders, tmp_path: Path) -> None:
    holdwell("import", _exported(holdwell, tmp_path))  # makes a backup first
    for path in places.data.glob("history.sqlite*"):
        path.unlink()
    for words in (["export", tmp_path / "lost.csv"], ["backup", tmp_path / "lost"]):
        status, _, said = holdwell(*words)
        assert (status, "is missing, but there are backups" in said) == (1, True)
    assert not list(tmp_path.glob("lost*"))


def _exported(holdwell: Answers, folder: Path) -> Path:
    holdwell("export", folder / "history.csv")
    return folder / "history.csv"


def test_beside_a_window_it_is_read_and_not_written(holdwell: Answers, places: Folders, tmp_path: Path) -> None:
    file = _exported(holdwell, tmp_path)
    before = holdwell("--json")
    script = (
        "import sys\nfrom PySide6.QtCore import QLockFile\nlock = QLockFile(sys.argv[1])\n"
        "print(lock.tryLock(0), flush=True)\nsys.stdin.read()\n"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", script, str(places.lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with running(window):
        assert window.stdout is not None
        assert window.stdout.readline().strip() == "True"
        assert holdwell("backup", tmp_path / "mine")[0] == 0
        assert holdwell("export", file)[0] == 0
        for words in (["import", file], ["restore", tmp_path / "mine"]):
            status, out, said = holdwell(*words)
            assert (status, out, said.count("\n")) == (1, "", 1)
            assert "A window runs on" in said
        assert holdwell("--json") == before
    assert holdwell("import", file)[0] == 0


def test_no_export_goes_over_the_history_itself(holdwell: Answers, places: Folders) -> None:
    before = holdwell("--json")
    assert holdwell("backup", places.history)[0] == 1
    assert holdwell("--json") == before
