"""A person sets the history right, and takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.past import CutShort
from app.core.record import Record
from app.storage.history import past_sessions, sessions_as_data, steps
from app.storage.history_content import Content, insert_content
from app.storage.history_corrections import (
    UNDO_FOR,
    CorrectionRefusedError,
    NewSession,
    SessionEdit,
    Undo,
    add_session,
    delete_session,
    edit_session,
    edit_step,
    erase_deleted,
    tell_after,
    tell_why,
    undo,
)
from app.storage.history_database import HistoryDatabase
from tests.storage.contents import a_history, an_empty_history, everything, session, sessions

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ID = session()["id"]
BERLIN, TOKYO = timezone(timedelta(hours=1)), timezone(timedelta(hours=9))
STARTED = datetime(2026, 11, 20, 18, 42, tzinfo=BERLIN)
SAME = SessionEdit(started=STARTED, stiff_before=6, stiff_after=2, note="")
SPHINX = Record("sphinx", None, 1, 1, 60.0, None, 60.0, None, None, None, own_pace=False, started=None)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[HistoryDatabase]:
    """Give an open history with one session."""
    made = HistoryDatabase(tmp_path / "history.sqlite", tmp_path / "backups")
    made.open()
    with made.transaction(lasting=True) as connection:
        insert_content(connection, session(note="Grüße an die Physiotherapeutin"))
    yield made
    made.close()


def test_a_step_that_is_set_right_is_counted_anew() -> None:
    with a_history([session()]) as connection:
        edit_step(connection, ID, 1, done=130.0, reps=None, why=None, now=NOW)
        (past,) = past_sessions(connection)
        assert [step.outcome.value for step in steps(connection, past)] == ["done", "enough"]
        assert (past.done_seconds, past.planned_seconds, past.whole) == (275.0, 290.0, True)
        (content,), _ = everything(connection)
        assert content["edited"] == NOW.isoformat(timespec="milliseconds")


def test_a_reason_stays_only_with_what_was_not_enough() -> None:
    with a_history([session()]) as connection:
        edit_step(connection, ID, 1, done=10.0, reps=None, why=CutShort.HURT, now=NOW)
        assert steps(connection, past_sessions(connection)[0])[1].why is CutShort.HURT
        edit_step(connection, ID, 1, done=145.0, reps=None, why=CutShort.HURT, now=NOW)
        assert steps(connection, past_sessions(connection)[0])[1].why is None


def test_at_own_pace_the_repetitions_decide() -> None:
    own_pace = session()["steps"][0] | {"own_pace": True, "reps": 0, "reps_planned": 10, "reps_at_least": 5}
    with a_history([session(steps=[own_pace])]) as connection:
        edit_step(connection, ID, 0, done=145, reps=4, why=None, now=NOW)
        assert steps(connection, past_sessions(connection)[0])[0].outcome.value == "cut short"
        edit_step(connection, ID, 0, done=1, reps=5, why=None, now=NOW)
        assert steps(connection, past_sessions(connection)[0])[0].outcome.value == "enough"


def test_a_session_that_is_moved_takes_its_end_and_steps_along_and_its_place_in_the_list() -> None:
    later = session(id="later", started="2026-11-21T08:00:00.000+01:00")
    with a_history([session(), later]) as connection:
        edit_session(connection, ID, replace(SAME, started=STARTED + timedelta(days=2)), now=NOW)
        newest, _ = sessions_as_data(connection)
        assert (newest["id"], newest["started"]) == (ID, "2026-11-22T18:42:00.000+01:00")
        assert newest["ended"] == "2026-11-22T18:46:00.000+01:00"
        assert [step["started"] for step in newest["steps"]] == [
            "2026-11-22T18:42:10.000+01:00",
            "2026-11-22T18:44:43.000+01:00",
        ]


def test_a_session_can_be_moved_to_another_zone() -> None:
    with a_history([session()]) as connection:
        edit_session(connection, ID, replace(SAME, started=STARTED.astimezone(TOKYO)), now=NOW)
        (data,) = sessions_as_data(connection)
        assert (data["started"], data["ended"]) == ("2026-11-21T02:42:00.000+09:00", "2026-11-21T02:46:00.000+09:00")


def test_what_is_told_after_the_session_is_kept_and_is_no_correction() -> None:
    with a_history([session(stiff_after=None)]) as connection:
        tell_after(connection, ID, stiff_after=3, note="left hip tighter than usual")
        tell_why(connection, ID, 1, CutShort.TOO_LONG)
        (content,), _ = everything(connection)
        assert (content["stiff_after"], content["note"], content["edited"]) == (3, "left hip tighter than usual", None)
        assert [step["why"] for step in content["steps"]] == [None, "too long"]
        tell_why(connection, ID, 1, None)
        assert everything(connection)[0][0]["steps"][1]["why"] is None


def test_a_session_added_by_hand_counts_like_any_other() -> None:
    done = replace(SPHINX, done=45.0)
    with an_empty_history() as connection:
        added = add_session(connection, NewSession("upper-back-relief", "Upper back relief", STARTED, [SPHINX, done]))
        (past,) = past_sessions(connection)
        assert (past.id, past.finished, past.whole, past.rehearsal) == (added.session_id, True, False, False)
        assert (past.planned_seconds, past.done_seconds) == (120.0, 105.0)
        assert past.ended - past.started == timedelta(seconds=105)
        undo(connection, added)
        assert past_sessions(connection) == []


REFUSED: list[tuple[Callable[..., object], str]] = [
    (lambda c: delete_session(c, "nobody", now=NOW), "not in the history any more"),
    (lambda c: edit_step(c, ID, 2, done=1, reps=None, why=None, now=NOW), "no such step"),
    (lambda c: edit_step(c, ID, -1, done=1, reps=None, why=None, now=NOW), "no such step"),
    (lambda c: edit_step(c, ID, 0, done=-1, reps=None, why=None, now=NOW), "done: -1 is not"),
    (lambda c: edit_step(c, ID, 0, done=float("nan"), reps=None, why=None, now=NOW), "done: NaN is not"),
    (lambda c: edit_session(c, ID, replace(SAME, stiff_after=11), now=NOW), "stiff_after: 11 is not"),
    (lambda c: edit_session(c, ID, replace(SAME, started=datetime(2026, 1, 1)), now=NOW), "needs a zone"),
    (lambda c: tell_why(c, ID, 0, CutShort.HURT), "was not cut short"),
    (lambda c: add_session(c, NewSession(None, "Sphinx", STARTED, [replace(SPHINX, done=0.0)])), "without any work"),
    (lambda c: add_session(c, NewSession(None, "Sphinx", STARTED, [SPHINX], level=101)), "level: 101 is not"),
]


@pytest.mark.parametrize(("correct", "sentence"), REFUSED)
def test_what_cannot_be_is_said_and_changes_nothing(correct: Callable[..., object], sentence: str) -> None:
    with a_history([session()]) as connection:
        before = everything(connection)
        with pytest.raises(CorrectionRefusedError, match=sentence):
            correct(connection)
        assert everything(connection) == before


def test_a_deleted_session_is_out_of_every_list_and_can_be_brought_back(database: HistoryDatabase) -> None:
    before = everything(database.connection)
    with database.transaction(lasting=True) as connection:
        deleted = delete_session(connection, ID, now=NOW)
    assert everything(database.connection) == ([], [])
    assert erase_deleted(database, NOW + UNDO_FOR / 2) == 0
    with database.transaction(lasting=True) as connection:
        undo(connection, deleted)
    assert everything(database.connection) == before
    assert erase_deleted(database, NOW + 2 * UNDO_FOR) == 0


def test_after_a_while_nothing_is_left_of_it_in_the_file(database: HistoryDatabase, tmp_path: Path) -> None:
    with database.transaction(lasting=True) as connection:
        delete_session(connection, ID, now=NOW)
    assert erase_deleted(database, NOW + UNDO_FOR) == 1
    assert database.connection.execute("SELECT count(*) FROM session").fetchone() == (0,)
    assert database.connection.execute("SELECT count(*) FROM step").fetchone() == (0,)
    left = b"".join(path.read_bytes() for path in tmp_path.glob("history.sqlite*") if not path.name.endswith("-shm"))
    assert b"Physiotherapeutin" not in left
    assert b"pigeon" not in left


def test_a_clock_that_was_set_back_does_not_keep_what_was_deleted(database: HistoryDatabase) -> None:
    with database.transaction(lasting=True) as connection:
        delete_session(connection, ID, now=NOW + timedelta(days=400))
    assert erase_deleted(database, NOW) == 1


@settings(max_examples=60, deadline=None)
@given(contents=sessions, data=st.data())
def test_corrections_taken_back_in_turn_leave_no_trace(contents: list[Content], data: st.DataObject) -> None:
    contents = [{**content, "name": content["name"] or "x"} for content in contents]
    with a_history(contents) as connection:
        before = everything(connection)
        done: list[Undo] = []
        for _ in range(data.draw(st.integers(0, 5))):
            listed = past_sessions(connection)
            if not listed:
                break
            past = data.draw(st.sampled_from(listed))
            places = range(len(steps(connection, past)))
            what = data.draw(st.sampled_from(["delete", "edit", "add", *(["step"] if places else [])]))
            if what == "delete":
                done.append(delete_session(connection, past.id, now=NOW))
            elif what == "edit":
                started = past.started + timedelta(minutes=data.draw(st.integers(-3000, 3000)))
                done.append(edit_session(connection, past.id, SessionEdit(started, 3, None, "so"), now=NOW))
            elif what == "add":
                done.append(add_session(connection, NewSession(None, "Sphinx", STARTED, [SPHINX])))
            else:
                place = data.draw(st.sampled_from(places))
                seconds = data.draw(st.floats(0, 9999))
                done.append(edit_step(connection, past.id, place, done=seconds, reps=2, why=None, now=NOW))
        for correction in reversed(done):
            undo(connection, correction)
        assert everything(connection) == before
