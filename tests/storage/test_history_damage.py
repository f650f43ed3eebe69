"""A damaged history is set aside whole, never deleted; the newest good backup takes its place, and both are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.storage.history_database import HistoryDatabase
from app.storage.history_file import APPLICATION_ID, make
from app.storage.migrations import MIGRATIONS
from app.storage.store_trouble import NoticeKind, StoreRefusedError, TroubleKind
from tests.storage.keeping import BEGAN, Keeper, read
from tests.storage.test_session_journal import release


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def garbled(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)


def no_database(file: Path) -> None:
    file.write_bytes(b"Dear diary, my back hurts. " * 500)


def of_another_program(file: Path) -> None:
    file.unlink()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE bookmark (url TEXT)")
    other.commit()
    other.close()


def without_version(file: Path) -> None:
    base = sqlite3.connect(file)
    base.execute("PRAGMA user_version = 0")
    base.close()


DAMAGES: list[Callable[[Path], None]] = [emptied, cut_off, garbled, no_database, of_another_program, without_version]


def with_a_session(folder: Path, *, backup: bool) -> Path:
    keeper = Keeper(folder).begin(release()).wait(208)
    if backup:
        assert keeper.database.backups.make(keeper.database.connection) is not None
    keeper.database.close()
    return keeper.file


@pytest.mark.parametrize("damage", DAMAGES, ids=[d.__name__ for d in DAMAGES])
def test_a_damaged_history_is_set_aside_and_the_backup_restored(damage: Callable[[Path], None], tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=True)
    damage(file)
    content = file.read_bytes()

    keeper = Keeper(tmp_path)
    keeper.database.open()
    (notice,) = keeper.database.notices
    assert notice.kind is NoticeKind.RESTORED
    assert notice.set_aside == tmp_path / "history.corrupt-2026-11-20-184200.sqlite"
    assert notice.set_aside.read_bytes() == content
    assert notice.backup is not None and notice.backup.is_file()
    assert str(notice.set_aside) in notice.sentence and str(notice.backup) in notice.sentence
    assert [s["done_seconds"] for s in keeper.listed()] == [180]
    # All is well the next time.
    again = Keeper(tmp_path)
    again.database.open()
    assert again.database.notices == []


@pytest.mark.parametrize("damage", DAMAGES, ids=[d.__name__ for d in DAMAGES])
def test_without_a_backup_a_new_history_begins_and_that_is_told(damage: Callable[[Path], None], tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=False)
    damage(file)

    keeper = Keeper(tmp_path)
    keeper.database.open()
    (notice,) = keeper.database.notices
    assert notice.kind is NoticeKind.BEGUN_ANEW and notice.set_aside is not None
    assert str(notice.set_aside) in notice.sentence and str(file) in notice.sentence
    keeper.begin(release()).wait(208)
    assert len(keeper.listed()) == 1


def test_the_log_goes_aside_with_its_database_and_never_beside_the_restored_one(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.database.backups.make(keeper.database.connection)
    keeper.begin(release()).wait(60)
    log = (tmp_path / "history.sqlite-wal").read_bytes()
    copied = tmp_path / "killed"
    (copied / "backups").mkdir(parents=True)
    for part in ("-wal", "-shm"):
        (copied / f"history.sqlite{part}").write_bytes((tmp_path / f"history.sqlite{part}").read_bytes())
    (copied / "history.sqlite").write_bytes(b"")
    for backup in (tmp_path / "backups").iterdir():
        (copied / "backups" / backup.name).write_bytes(backup.read_bytes())

    database = Keeper(copied).database
    database.open()
    assert (copied / "history.corrupt-2026-11-20-184200.sqlite-wal").read_bytes() == log
    assert (copied / "history.corrupt-2026-11-20-184200.sqlite").is_file()
    assert len(read(copied / "history.sqlite")["sessions"]) == 1


def test_a_missing_history_with_backups_is_no_new_users(tmp_path: Path) -> None:
    with_a_session(tmp_path, backup=True).unlink()

    keeper = Keeper(tmp_path)
    keeper.database.open()
    (notice,) = keeper.database.notices
    assert notice.kind is NoticeKind.RESTORED and notice.set_aside is None
    assert "was missing" in notice.sentence
    assert len(keeper.listed()) == 1


def test_a_new_user_gets_a_history_without_a_word(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "not" / "there")
    keeper.database.open()
    assert keeper.database.notices == []
    connection = keeper.database.connection
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_bad_backup_is_passed_over_for_the_one_before(tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=True)
    (tmp_path / "backups" / "history-2027-01-01T000000+0000.sqlite").write_bytes(b"SQLite format 3\0, nearly")
    emptied(file)

    keeper = Keeper(tmp_path)
    keeper.database.open()
    assert keeper.database.notices[0].kind is NoticeKind.RESTORED
    assert len(keeper.listed()) == 1


def page_of(file: Path, name: str) -> int:
    """Return the place in the file at which the first page of a table or an index begins."""
    base = sqlite3.connect(file)
    (size,) = base.execute("PRAGMA page_size").fetchone()
    (number,) = base.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    base.close()
    return int((number - 1) * size)


@pytest.mark.parametrize(
    ("broken", "backup", "rescued"),
    [("session_by_start", True, 1), ("session_by_start", False, 2), ("step_by_exercise", True, 1), ("step", True, 0)],
)
def test_sessions_that_the_backup_does_not_have_are_saved_from_what_is_sound(
    broken: str, backup: bool, rescued: int, tmp_path: Path
) -> None:
    file = with_a_session(tmp_path, backup=backup)
    Keeper(tmp_path, began=BEGAN + timedelta(days=1)).begin(release()).wait(208).database.close()
    before = read(file)["sessions"]
    page = page_of(file, broken)
    with file.open("rb+") as opened:
        opened.seek(page)
        opened.write(b"\xa5" * 4096)

    keeper = Keeper(tmp_path)
    keeper.database.open()
    (notice,) = keeper.database.notices
    assert notice.rescued == rescued
    assert ("could be saved" in notice.sentence) is (rescued > 0)
    assert keeper.listed() == (before if rescued else before[1:])


def test_a_session_that_the_backup_has_as_unfinished_is_saved_as_the_past_one_that_it_became(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(60)
    keeper.database.backups.make(keeper.database.connection)
    keeper.wait(148).database.close()
    page = page_of(keeper.file, "session_by_start")
    with keeper.file.open("rb+") as opened:
        opened.seek(page)
        opened.write(b"\xa5" * 4096)

    later = Keeper(tmp_path)
    later.database.open()
    assert [s["done_seconds"] for s in later.listed()] == [180] and later.listed_unfinished() is None


def test_damage_twice_in_a_second_keeps_both_files(tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=False)
    for _ in range(2):
        emptied(file)
        Keeper(tmp_path).database.open()
    assert len(list(tmp_path.glob("history.corrupt-*"))) == 2


def test_a_history_of_a_newer_holdwell_is_refused_politely_and_left_as_it_is(tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=True)
    base = sqlite3.connect(file)
    base.execute("PRAGMA user_version = 99")
    base.close()
    content = file.read_bytes()

    keeper = Keeper(tmp_path)
    with pytest.raises(StoreRefusedError, match=r"newer Holdwell.*update") as refused:
        keeper.database.open()
    assert refused.value.trouble.kind is TroubleKind.NEWER
    # A session runs all the same, and says so.
    keeper.begin(release()).wait(30)
    assert keeper.journal.trouble is not None and keeper.journal.trouble.kind is TroubleKind.NEWER
    assert file.read_bytes() == content
    assert keeper.database.notices == [] and not list(tmp_path.glob("history.corrupt*"))


def test_a_lock_at_the_start_is_trouble_and_not_damage(tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=True)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")

    database = HistoryDatabase(file, tmp_path / "backups")
    with pytest.raises(StoreRefusedError) as refused:
        database.open(patience=0.0)
    assert refused.value.trouble.kind is TroubleKind.LOCKED
    other.close()
    database.open()
    assert database.notices == []


FURTHER = (*MIGRATIONS, ("ALTER TABLE session ADD COLUMN mood TEXT", "UPDATE session SET mood = 'well'"))


def test_an_older_history_is_backed_up_and_brought_forward_with_all_that_is_in_it(tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=False)
    before = read(file)

    database = HistoryDatabase(file, tmp_path / "backups", now=lambda: BEGAN, migrations=FURTHER)
    database.open()
    assert database.connection.execute("PRAGMA user_version").fetchone() == (len(FURTHER),)
    assert database.connection.execute("SELECT mood FROM session").fetchall() == [("well",)]
    database.close()
    (backup,) = (tmp_path / "backups").iterdir()
    assert read(backup) == before
    base = sqlite3.connect(backup)
    assert base.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    base.close()


def test_a_migration_that_fails_leaves_the_history_as_it_was(tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=False)
    broken = (*MIGRATIONS, ("ALTER TABLE session ADD COLUMN mood TEXT", "UPDATE nothing SET mood = 'well'"))

    with pytest.raises(StoreRefusedError):
        HistoryDatabase(file, tmp_path / "backups", migrations=broken).open()
    keeper = Keeper(tmp_path)
    keeper.database.open()
    assert keeper.database.connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert len(keeper.listed()) == 1


def test_on_a_network_the_log_is_not_used_and_each_beat_lasts(tmp_path: Path) -> None:
    database = HistoryDatabase(tmp_path / "history.sqlite", tmp_path / "backups", on_network=lambda _: True)
    keeper = Keeper(tmp_path, database=database).begin(release()).wait(30)
    assert database.connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    assert database.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    listed = keeper.listed_unfinished()
    assert listed is not None and listed["left_seconds"] == 40


def test_a_history_that_moved_to_a_network_leaves_its_log_behind(tmp_path: Path) -> None:
    file = with_a_session(tmp_path, backup=False)
    database = HistoryDatabase(file, tmp_path / "backups", on_network=lambda _: True)
    database.open()
    assert database.connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)


def test_a_history_that_cannot_be_made_leaves_no_half_of_one(tmp_path: Path) -> None:
    refused = (*MIGRATIONS, ("INSERT INTO nowhere VALUES (1)",))
    with pytest.raises(sqlite3.Error):
        make(tmp_path / "history.sqlite", refused)
    assert list(tmp_path.iterdir()) == []
