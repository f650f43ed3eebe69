"""The whole history goes into one file and comes back from it, or nothing changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.storage import history_file
from app.storage.chosen_file import FileRefusedError
from app.storage.history_bundle import back_up, restore
from app.storage.history_content import insert_content
from app.storage.history_database import HistoryDatabase
from app.storage.history_reader import reading
from app.storage.migrations import MIGRATIONS
from tests.core.plans import hold, plan
from tests.storage.contents import a_history, everything, session
from tests.storage.keeping import Keeper


@pytest.fixture
def database(tmp_path: Path) -> Iterator[HistoryDatabase]:
    """Give an open history with one session."""
    made = HistoryDatabase(tmp_path / "history.sqlite", tmp_path / "backups")
    made.open()
    with made.transaction(lasting=True) as connection:
        insert_content(connection, session(id="mine"))
    yield made
    made.close()


def ids(connection: sqlite3.Connection) -> list[str]:
    return [content["id"] for content in everything(connection)[0]]


def bundle(path: Path, *names: str) -> Path:
    with a_history([session(id=name) for name in names]) as connection:
        back_up(connection, path)
    return path


def test_what_was_backed_up_is_restored_and_what_was_there_is_kept(database: HistoryDatabase, tmp_path: Path) -> None:
    file = tmp_path / "mine.backup"
    assert back_up(database.connection, file) == 1
    with database.transaction(lasting=True) as connection:
        connection.execute("DELETE FROM session")
        insert_content(connection, session(id="later"))
    done = restore(file, database)
    assert done.sessions == 1
    assert ids(database.connection) == ["mine"]
    assert done.before is not None
    with reading(done.before) as connection:
        assert connection is not None
        assert ids(connection) == ["later"]


def test_the_file_is_one_file_and_sound(database: HistoryDatabase, tmp_path: Path) -> None:
    file = tmp_path / "out" / "mine.backup"
    file.parent.mkdir()
    back_up(database.connection, file)
    assert list(file.parent.iterdir()) == [file]
    assert history_file.good_version(file) == len(MIGRATIONS)


def test_a_restored_history_survives_being_closed_and_opened(database: HistoryDatabase, tmp_path: Path) -> None:
    opened = database.opened
    restore(bundle(tmp_path / "b", "one", "two"), database)
    assert database.opened == opened + 1
    database.close()
    database.open()
    assert ids(database.connection) == ["one", "two"]
    assert database.notices == []
    assert database.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_unfinished_session_goes_along(tmp_path: Path) -> None:
    first, second = Keeper(tmp_path / "first"), Keeper(tmp_path / "second")
    first.begin(plan(hold("a", 60))).wait(40)
    before = first.listed_unfinished()
    with reading(first.file) as connection:
        assert connection is not None
        assert back_up(connection, tmp_path / "b") == 0
    second.database.open()
    restore(tmp_path / "b", second.database)
    assert second.listed_unfinished() == before
    second.go_on().wait(60)
    assert [session["finished"] for session in second.listed()] == [True]
    for keeper in (first, second):
        keeper.journal.close()


def test_somebody_who_reads_is_no_hindrance(database: HistoryDatabase, tmp_path: Path) -> None:
    with reading(database.path) as connection:
        assert connection is not None
        assert ids(connection) == ["mine"]
        restore(bundle(tmp_path / "b", "other"), database)
        assert ids(connection) == ["mine"]  # one instant is seen
    assert ids(database.connection) == ["other"]


def test_a_backup_of_an_older_version_is_brought_up_to_date(database: HistoryDatabase, tmp_path: Path) -> None:
    old = tmp_path / "old"
    with closing(history_file.connect(old, "rwc")) as connection:
        connection.execute(f"PRAGMA application_id = {history_file.APPLICATION_ID}")
        history_file.migrate(connection, MIGRATIONS[:1], 0)
        insert_content(connection, session(id="long ago"))
    content = old.read_bytes()
    assert restore(old, database).sessions == 1
    assert history_file.version_of(database.connection) == len(MIGRATIONS)
    assert old.read_bytes() == content


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])


def garble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:20000] = bytes(15904)
    file.write_bytes(content)


def not_ours(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE session (id TEXT)")


def hollow(file: Path) -> None:
    not_ours(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA application_id = {history_file.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut, "is no backup of a Holdwell history, or it is damaged"),
        (garble, "is no backup of a Holdwell history, or it is damaged"),
        (not_ours, "is no backup of a Holdwell history"),
        (hollow, "is no backup of a Holdwell history"),
        (newer, "written by a newer Holdwell"),
        (lambda file: file.write_bytes(b""), "is no backup of a Holdwell history"),
        (lambda file: file.write_text("row,id\n"), "is no backup of a Holdwell history"),
        (lambda file: file.unlink(), "There is no file"),
    ],
)
def test_a_file_that_is_no_sound_backup_changes_nothing(
    damage: object, sentence: str, database: HistoryDatabase, tmp_path: Path
) -> None:
    file = bundle(tmp_path / "b", *(f"session {n}" for n in range(60)))
    assert callable(damage)
    damage(file)
    with pytest.raises(FileRefusedError, match=sentence):
        restore(file, database)
    assert ids(database.connection) == ["mine"]
    assert not (tmp_path / "backups").exists()


def test_the_history_itself_is_no_backup(database: HistoryDatabase) -> None:
    with pytest.raises(FileRefusedError, match="is the history itself"):
        restore(database.path, database)


def test_a_backup_does_not_overwrite_the_history(database: HistoryDatabase) -> None:
    with pytest.raises(FileRefusedError, match="own file"):
        back_up(database.connection, database.path, never=[database.path])
    assert ids(database.connection) == ["mine"]
