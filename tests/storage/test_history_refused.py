"""A disk that is full, a folder that cannot be written, a file that another program holds: no session ends by it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from app.core.moments import Command
from app.storage.store_trouble import StoreTrouble, TroubleKind
from tests.core.plans import hold, plan
from tests.running import running
from tests.storage.keeping import Keeper
from tests.storage.test_session_journal import release

ROOT = Path(__file__).resolve().parents[2]
Refusal = Callable[[Keeper], AbstractContextManager[None]]


@contextmanager
def full_disk(keeper: Keeper) -> Iterator[None]:
    """Let the database take not one page more than it has."""
    connection = keeper.database.connection
    connection.execute("PRAGMA max_page_count = 1")
    yield
    connection.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def locked(keeper: Keeper) -> Iterator[None]:
    """Hold the lock with a second connection."""
    other = sqlite3.connect(keeper.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("COMMIT")
    other.close()


@contextmanager
def read_only(keeper: Keeper) -> Iterator[None]:
    """Refuse all writing with the error of a file that may only be read."""
    keeper.database.connection.execute("PRAGMA query_only = ON")
    yield
    keeper.database.connection.execute("PRAGMA query_only = OFF")


REFUSALS = [(full_disk, TroubleKind.FULL), (locked, TroubleKind.LOCKED), (read_only, TroubleKind.READ_ONLY)]


@pytest.mark.parametrize(("refusal", "kind"), REFUSALS, ids=[str(k) for _, k in REFUSALS])
def test_a_session_begun_while_the_disk_refuses_is_kept_when_that_passes(
    refusal: Refusal, kind: TroubleKind, tmp_path: Path
) -> None:
    keeper = Keeper(tmp_path)
    keeper.database.open()
    with refusal(keeper):
        keeper.begin(plan(*(hold(f"hold-{n}", 60) for n in range(100))), needs=["wall"]).wait(10 + 30)
        trouble = keeper.journal.trouble
        assert isinstance(trouble, StoreTrouble)
        assert (trouble.kind, trouble.path, trouble.waiting) == (kind, keeper.file, 1)
        assert str(keeper.file) in trouble.sentence and "kept in memory" in trouble.sentence
        assert keeper.listed_unfinished() is None
    keeper.wait(1)

    assert keeper.journal.trouble is None
    listed = keeper.listed_unfinished()
    assert listed is not None and listed["left_seconds"] == 29


@pytest.mark.parametrize(("refusal", "kind"), REFUSALS, ids=[str(k) for _, k in REFUSALS])
def test_sessions_that_ended_while_the_disk_refused_are_all_kept_when_that_passes(
    refusal: Refusal, kind: TroubleKind, tmp_path: Path
) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 20)
    with refusal(keeper):
        keeper.wait(3).end_here()
        keeper.begin(plan(*(hold(f"hold-{n}", 60) for n in range(100)))).wait(10 + 40).end_here()
        assert not keeper.journal.retry()
        trouble = keeper.journal.trouble
        assert trouble is not None and trouble.kind is kind
        # On the full disk the first session's end fits into the pages that are there; a hundred steps do not.
        assert keeper.journal.waiting == (1 if kind is TroubleKind.FULL else 2)
    assert keeper.journal.retry()

    assert [(s["done_seconds"], len(s["steps"])) for s in keeper.listed()] == [(40, 100), (23, 3)]
    assert keeper.listed_unfinished() is None
    assert keeper.journal.trouble is None and keeper.journal.waiting == 0


def test_a_session_of_which_the_disk_knows_too_little_is_kept_with_all_that_memory_knows(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 2)
    with read_only(keeper):
        keeper.wait(20)
        keeper.journal.keep_unfinished()
    assert keeper.journal.retry()
    assert [s["done_seconds"] for s in keeper.listed()] == [22]


def test_the_unfinished_session_of_a_restored_history_gives_way_to_the_running_one(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 15)
    keeper.database.backups.make(keeper.database.connection)
    keeper.begin(plan(hold("pigeon", 60))).wait(10 + 20)
    for file in tmp_path.glob("history.sqlite*"):
        file.unlink()
    keeper.wait(1)
    listed = keeper.listed_unfinished()
    assert listed is not None and (listed["exercise"], listed["left_seconds"]) == ("pigeon", 39)
    assert [s["done_seconds"] for s in keeper.listed()] == [15]


def test_a_lock_that_is_over_by_the_next_second_is_not_spoken_of(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(12)
    with locked(keeper):
        keeper.wait(1)
        assert keeper.journal.trouble is None
    keeper.wait(1)
    listed = keeper.listed_unfinished()
    assert listed is not None and listed["left_seconds"] == 56


def test_a_session_left_while_the_disk_refuses_can_still_be_gone_on_with(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.database.open()
    with read_only(keeper):
        keeper.begin(release()).wait(10 + 30).press(Command.PAUSE)
        keeper.journal.left()
        keeper.go_on().wait(10 + 5)
    keeper.wait(25 + 8 + 60 + 10 + 60)
    (session,) = keeper.listed()
    assert session["done_seconds"] == 180 and session["finished"] is True


def test_closing_waits_for_a_lock_to_pass_and_says_whether_all_was_kept(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(12)
    with locked(keeper):
        keeper.wait(5).end_here()
        assert keeper.journal.close(patience=0.05) is False
    assert keeper.journal.retry()


def test_a_history_that_was_removed_in_mid_session_is_made_again_with_the_session_in_it(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 20)
    for file in tmp_path.glob("history.sqlite*"):
        file.unlink()
    keeper.wait(1)
    listed = keeper.listed_unfinished()
    assert listed is not None and listed["left_seconds"] == 39
    later = Keeper(tmp_path)
    assert later.unfinished().snapshot.place == 1


def test_a_history_damaged_in_mid_session_is_set_aside_and_the_session_is_written_to_the_restored_one(
    tmp_path: Path,
) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.database.backups.make(keeper.database.connection)
    keeper.begin(release()).wait(10 + 20)
    keeper.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with keeper.file.open("rb+") as file:
        file.seek(4096)
        file.write(b"\xa5" * (keeper.file.stat().st_size - 4096))
    # The damage is met where a page is read that is not in memory any more.
    keeper.database.connection.execute("PRAGMA cache_size = 0")
    keeper.database.connection.execute("PRAGMA shrink_memory")
    keeper.wait(60)

    assert keeper.journal.trouble is None
    assert [notice.kind for notice in keeper.database.notices] == ["restored"]
    assert len(keeper.listed()) == 1
    listed = keeper.listed_unfinished()
    assert listed is not None


CHILD = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.storage.keeping import Keeper
from tests.storage.test_session_journal import release

if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
folder = Path(sys.argv[2])
keeper = Keeper(folder).begin(release()).wait(10 + 30)
trouble = keeper.journal.trouble
print(trouble.kind, trouble.waiting, trouble.path)
print(len(keeper.listed()), flush=True)
sys.stdin.readline()
keeper.wait(6)
print(keeper.journal.trouble, keeper.listed_unfinished()["left_seconds"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no permission to write on Windows")
def test_a_folder_without_permission_to_write_is_told_read_and_written_to_once_it_may_be() -> None:
    """The session runs in a child process; under root it gives up its rights first, for root may write anywhere."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Keeper(folder).begin(release()).wait(208).database.close()
        file = folder / "history.sqlite"
        for path in (file, folder):
            path.chmod(0o555)
        words = [sys.executable, "-B", "-c", CHILD, str(ROOT), name]
        with running(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == f"read-only 1 {file}\n"
            # What was kept before can still be read.
            assert child.stdout.readline() == "1\n"
            folder.chmod(0o777)
            file.chmod(0o666)
            told, _ = child.communicate("\n", timeout=20)
        assert told == "None 24\n"
