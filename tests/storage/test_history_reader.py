"""The history can be read beside a running window, from a closed folder and in an older version, unchanged by it."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app import history_command
from app.storage.history_reader import reading
from app.storage.migrations import MIGRATIONS
from app.storage.store_trouble import StoreRefusedError, TroubleKind
from tests.storage.keeping import Keeper
from tests.storage.test_history_damage import FURTHER, emptied, garbled, no_database, of_another_program
from tests.storage.test_session_journal import release

ROOT = Path(__file__).resolve().parents[2]


def told(folder: Path, capsys: pytest.CaptureFixture[str], *, as_json: bool = True) -> tuple[int, str, str]:
    status = history_command.run(argparse.Namespace(data_dir=folder, json=as_json, action=None))
    out, err = capsys.readouterr()
    return status, out, err


def test_without_a_history_nothing_is_listed_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = told(tmp_path, capsys)
    assert (status, json.loads(out), err) == (0, {"sessions": [], "unfinished": None}, "")
    assert "No sessions yet" in told(tmp_path, capsys, as_json=False)[1]
    assert list(tmp_path.iterdir()) == []


def test_the_list_is_read_beside_a_session_that_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.begin(release(), speed=2).wait(30)
    with keeper.database.transaction(lasting=True):
        status, out, _ = told(tmp_path, capsys)
    data = json.loads(out)
    assert status == 0
    assert [s["finished"] for s in data["sessions"]] == [True]
    assert (data["unfinished"]["left_seconds"], data["unfinished"]["rehearsal"]) == (10, True)
    assert keeper.wait(1).journal.trouble is None

    _, text, _ = told(tmp_path, capsys, as_json=False)
    assert text.splitlines() == [
        "Unfinished: By hand stopped in hamstring, right leg, 0:08 to go. `holdwell go-on` goes on with it.",
        "2026-11-20 18:42      3:00  By hand  (3 of 3)",
    ]


@pytest.mark.parametrize("damage", [emptied, garbled, no_database, of_another_program])
def test_a_damaged_history_is_told_in_one_sentence_and_left_for_the_window_to_put_right(
    damage: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.database.close()
    assert callable(damage)
    damage(keeper.file)
    content = keeper.file.read_bytes()

    status, _, err = told(tmp_path, capsys)
    assert status == 1
    assert err == f"holdwell: The file is damaged: {keeper.file}. The window puts it right: start holdwell.\n"
    assert keeper.file.read_bytes() == content


def test_a_newer_history_is_told_and_an_older_one_read_as_it_would_be_after_migrating(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.database.close()
    content = keeper.file.read_bytes()
    with reading(keeper.file, FURTHER) as connection:
        assert connection is not None
        assert connection.execute("SELECT mood FROM session").fetchall() == [("well",)]
    assert keeper.file.read_bytes() == content
    with pytest.raises(StoreRefusedError) as refused, reading(keeper.file, MIGRATIONS[:0]):
        pass
    assert refused.value.trouble.kind is TroubleKind.NEWER


def test_a_missing_history_with_backups_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.database.backups.make_if_due()
    keeper.database.close()
    keeper.file.unlink()
    status, out, err = told(tmp_path, capsys)
    assert (status, out) == (1, "")
    assert "is missing, but there are backups" in err


def test_reading_cannot_write(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    with pytest.raises(StoreRefusedError) as refused, reading(keeper.file) as connection:
        assert connection is not None
        connection.execute("DELETE FROM session")
    assert refused.value.trouble.kind is TroubleKind.READ_ONLY


CHILD = """
import os, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.storage.keeping import read

if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for name in sys.argv[2:]:
    print(len(read(Path(name) / "history.sqlite")["sessions"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no permission to write on Windows")
def test_a_history_in_a_closed_folder_is_read_with_all_that_stands_in_its_log() -> None:
    """Cleanly closed; killed, with log and index; the log alone. Under root the child gives up its rights first."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        written, closed, killed, without_index = (Path(name) / n for n in ("written", "closed", "killed", "bare"))
        keeper = Keeper(written).begin(release()).wait(208)
        for folder, ends in ((killed, ("", "-wal", "-shm")), (without_index, ("", "-wal"))):
            folder.mkdir()
            for end in ends:
                shutil.copyfile(written / f"history.sqlite{end}", folder / f"history.sqlite{end}")
        keeper.database.close()
        closed.mkdir()
        shutil.copyfile(written / "history.sqlite", closed / "history.sqlite")
        folders = [closed, killed, without_index]
        before = [sorted(path.name for path in folder.iterdir()) for folder in folders]
        for folder in folders:
            for path in (*folder.iterdir(), folder):
                path.chmod(0o555)
        child = subprocess.run(
            [sys.executable, "-B", "-c", CHILD, str(ROOT), *map(str, folders)],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert (child.stdout.split(), child.stderr) == (["1", "1", "1"], "")
        assert [sorted(path.name for path in folder.iterdir()) for folder in folders] == before
        for folder in folders:
            folder.chmod(0o755)


def test_the_window_reads_a_history_that_it_cannot_open(tmp_path: Path) -> None:
    Keeper(tmp_path).begin(release()).wait(208).database.close()
    closed = Keeper(tmp_path)
    assert closed.database.ask(lambda c: c.execute("SELECT count(*) FROM session").fetchone()[0]) == 1
    assert Keeper(tmp_path / "new").database.ask(lambda c: 1) is None
