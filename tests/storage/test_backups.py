"""Backups are whole, verified and few: all of two days, then one a day, a week, a month."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.backups import DAYS, MONTHS, WEEKS, kept
from app.storage.history_file import good_version
from app.storage.migrations import MIGRATIONS
from app.storage.session_journal import SessionJournal
from app.storage.store_trouble import TroubleKind
from tests.core.plans import hold, plan
from tests.storage.keeping import BEGAN, Keeper, read
from tests.storage.test_session_journal import release

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_a_backup_holds_what_the_history_holds_as_one_file(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.begin(release()).wait(60)
    made = keeper.database.backups.make_if_due()

    assert made is not None and made.name == "history-2026-11-20T184628+0100.sqlite"
    assert read(made) == read(keeper.file)
    assert good_version(made) == len(MIGRATIONS)
    assert sys.platform == "win32" or {p.stat().st_mode & 0o777 for p in (made, keeper.file)} == {0o600}
    assert [p.name for p in (tmp_path / "backups").iterdir() if p != made] == []
    base = sqlite3.connect(made)
    assert base.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    base.close()


def test_a_backup_is_made_beside_a_transaction_that_is_open(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    with keeper.database.transaction(lasting=True) as connection:
        connection.execute("UPDATE session SET note = 'not yet'")
        made = keeper.database.backups.make_if_due()
    assert made is not None
    base = sqlite3.connect(made)
    assert base.execute("SELECT note FROM session").fetchall() == [("",)]
    base.close()


def test_a_backup_does_not_wait_for_ever_for_a_program_that_holds_the_history(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.database.close()
    with closing(sqlite3.connect(keeper.file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE session SET note = 'mine'")
        backups = keeper.database.backups
        backups.try_if_due()
        assert backups.trouble is not None and backups.trouble.kind is TroubleKind.LOCKED
        assert list((tmp_path / "backups").iterdir()) == []
    backups.try_if_due()
    assert backups.trouble is None


def test_backups_are_half_an_hour_apart_and_left_out_where_nothing_changed(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    backups = keeper.database.backups
    assert backups.make_if_due() is not None
    keeper.begin(plan(hold("sphinx", 60))).wait(70)
    assert backups.make_if_due() is None
    keeper.seconds += 30 * 60
    assert backups.make_if_due() is not None
    keeper.seconds += 30 * 60
    assert backups.make_if_due() is None
    assert len(backups.files()) == 2


def test_a_backup_is_made_after_a_session_and_when_the_window_closes(tmp_path: Path) -> None:
    for hours, worked, count in ((0, 208, 1), (1, 60, 2)):
        keeper = Keeper(tmp_path, began=BEGAN + timedelta(hours=hours))
        keeper.journal = SessionJournal(keeper.database, now=keeper.wall, clock=keeper.clock)
        keeper.begin(release()).wait(worked)
        assert keeper.journal.close() and keeper.journal.backup_trouble == ""
        assert len(keeper.database.backups.files()) == count


def test_a_backup_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")
    keeper = Keeper(tmp_path)
    keeper.journal = SessionJournal(keeper.database, now=keeper.wall, clock=keeper.clock)
    keeper.begin(release()).wait(208)
    keeper.journal.close()
    trouble = keeper.journal.backup_trouble
    assert trouble.startswith("The history is kept, but not backed up. ") and str(tmp_path / "backups") in trouble


def test_a_clock_that_was_set_back_does_not_stop_the_backups(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    assert keeper.database.backups.make_if_due() is not None
    keeper.seconds -= 100_000
    keeper.begin(plan(hold("sphinx", 60))).wait(70)
    assert keeper.database.backups.make_if_due() is not None


def test_an_unsound_history_is_not_backed_up_over_good_backups(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    keeper.database.backups.make_if_due()
    keeper.database.close()
    content = bytearray(keeper.file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    keeper.file.write_bytes(content)
    keeper.seconds += 3600

    with pytest.raises(sqlite3.DatabaseError):
        keeper.database.backups.make_if_due()
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_files_of_the_persons_own_among_the_backups_are_left_alone(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    own = tmp_path / "backups" / "before the holidays.sqlite"
    own.parent.mkdir()
    own.write_bytes(b"mine")
    keeper.database.backups.make_if_due()
    assert own.read_bytes() == b"mine"


moments = st.lists(
    st.builds(lambda minutes: NOW - timedelta(minutes=minutes), st.integers(-3000, 60 * 24 * 800)), max_size=300
).map(set)


@settings(max_examples=80, deadline=None)
@given(moments)
def test_thinning_keeps_all_of_two_days_the_newest_and_a_bounded_number_of_the_rest(found: set[datetime]) -> None:
    stay = kept(found, NOW)
    assert stay <= found
    recent = {m for m in found if m > NOW - timedelta(days=2)}
    assert recent <= stay
    assert len(stay - recent) <= 1 + DAYS + WEEKS + MONTHS
    if found:
        assert max(found) in stay
    # Thinning again takes nothing away.
    assert kept(stay, NOW) == stay


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 60), st.integers(1, 4))
def test_thinning_day_by_day_reaches_back_for_most_of_a_year(every_hours: int, a_day: int) -> None:
    stay: set[datetime] = set()
    day = NOW - timedelta(days=700)
    while day < NOW:
        for part in range(a_day):
            stay = kept(stay | {day + timedelta(hours=6 * part)}, day + timedelta(hours=6 * part))
        day += timedelta(hours=every_hours + 24)
    ages = sorted((NOW - m).days for m in stay)
    assert ages[-1] >= 200
    # No gap between two that stay is wider than a month and what lies at its ends.
    assert all(b - a <= 65 for a, b in pairwise(ages))
