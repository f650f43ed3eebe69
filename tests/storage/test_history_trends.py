"""What statistics ask of the history agrees with what they say of sessions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import days
from app.core.trends import exercise_points
from app.storage import history
from app.storage.history_content import Content, insert_content
from app.storage.history_trends import held, hurt_sessions, practised_exercises, practised_routines
from app.storage.progress_offers import Offer, answer, level_taken, offer_for
from tests.storage.contents import a_history, an_empty_history, session, sessions, step

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def on(day: int, **other: object) -> Content:
    return session(id=f"{day}", started=f"2026-11-{day:02}T08:00:00.000+01:00", **other)


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    with an_empty_history() as connection:
        yield connection


@settings(max_examples=60, deadline=None)
@given(contents=sessions, day_ends=st.integers(0, 12))
def test_the_days_of_the_database_are_those_of_the_sessions(contents: list[Content], day_ends: int) -> None:
    with a_history(contents) as connection:
        asked = history.day_totals(connection, day_ends=day_ends)
        counted = days.day_totals(history.past_sessions(connection), day_ends)
    assert {day: total.sessions for day, total in asked.items()} == {d: t.sessions for d, t in counted.items()}
    assert {day: round(total.seconds, 3) for day, total in asked.items()} == {
        day: round(total.seconds, 3) for day, total in counted.items()
    }


@settings(max_examples=60, deadline=None)
@given(contents=sessions, day_ends=st.integers(0, 12), ago=st.integers(-20, 400))
def test_the_weeks_that_are_looked_for_are_those_of_all_days(contents: list[Content], day_ends: int, ago: int) -> None:
    with a_history(contents) as connection:
        totals = history.day_totals(connection, day_ends=day_ends)
        today = max(totals, default=date(2026, 11, 24)) - timedelta(days=ago)
        found = list(history.days_of_weeks(connection, today, day_ends=day_ends))
        recent = history.day_totals(connection, day_ends=day_ends, since=today)
    assert {days.week_of(day) for day in found} == {days.week_of(day) for day in totals if day <= today}
    assert found == sorted(found, reverse=True)
    assert recent == {day: total for day, total in totals.items() if day >= today}


def test_days_and_weeks_are_found_by_their_index(empty: sqlite3.Connection) -> None:
    asked: list[str] = []
    empty.set_trace_callback(asked.append)
    history.day_totals(empty, since=date(2026, 11, 24))
    list(history.days_of_weeks(empty, date(2026, 11, 24)))
    empty.set_trace_callback(None)
    for question in asked:
        plan = " ".join(row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {question}"))
        assert "session_by_day (started" in plan


def test_sets_and_rounds_of_a_side_are_held_together() -> None:
    right, left = ({"position": f"{side} knee forward"} for side in ("right", "left"))
    parts = [step(done=60, **right), step(done=50, **left), step(done=40, set=2, **right), step(done=0, set=2, **left)]
    with a_history([on(19, steps=parts), on(20, steps=parts, rehearsal=True)]) as connection:
        assert [(h.session, h.position, h.seconds) for h in held(connection, "pigeon")] == [
            ("19", "right knee forward", 100.0),
            ("19", "left knee forward", 50.0),
        ]
        (point,) = exercise_points(held(connection, "pigeon"))
    assert (point.right, point.left, point.difference) == (100.0, 50.0, -50.0)


def test_only_what_was_worked_at_is_practised_the_last_first() -> None:
    contents = [
        on(18, routine="opener", name="Old name", steps=[step(exercise="sphinx")]),
        on(19, routine="opener", name="Opener", steps=[step(exercise="sphinx"), step(exercise="locust", done=0)]),
        on(20, routine="relief", name="Relief", steps=[step()]),
        on(21, routine=None, name="Legs up the wall", steps=[step(exercise="legs-up-the-wall")]),
        on(22, routine="never", rehearsal=True, steps=[step(exercise="corkscrew")]),
    ]
    with a_history(contents) as connection:
        assert [(p.key, p.name, p.sessions) for p in practised_routines(connection)] == [
            ("relief", "Relief", 1),
            ("opener", "Opener", 2),
        ]
        assert [(p.key, p.sessions) for p in practised_exercises(connection)] == [
            ("legs-up-the-wall", 1),
            ("pigeon", 1),
            ("sphinx", 2),
        ]


def test_deleted_and_unfinished_sessions_are_in_no_answer(empty: sqlite3.Connection) -> None:
    insert_content(empty, on(19))
    empty.execute("UPDATE session SET deleted = started")
    insert_content(empty, on(20))
    empty.execute("UPDATE session SET ended = NULL WHERE id = '20'")
    assert held(empty, "pigeon") == []
    assert practised_routines(empty) == []
    assert practised_exercises(empty) == []
    assert hurt_sessions(empty, "lower-back-release") == frozenset()


SHELF = [
    on(18, name="Lower back release", note="left hip tighter", steps=[step(exercise="two-knee-twist")]),
    on(19, routine="relief", name="Rücken am Abend", steps=[step(exercise="sphinx"), step(exercise="locust", done=0)]),
    session(id="20", started="2026-11-20T01:00:00.000+01:00", routine="relief", name="100 % relief", steps=[step()]),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"routine": "relief"}, ["20", "19"]),
        ({"exercise": "sphinx"}, ["19"]),
        ({"exercise": "locust"}, []),  # planned and not begun
        ({"search": "HIP"}, ["18"]),
        ({"search": "rÜCKEN"}, ["19"]),
        ({"search": "knee twist"}, ["18"]),
        ({"search": "Two-knee"}, ["18"]),
        ({"search": "%"}, ["20"]),
        ({"search": "nothing of it"}, []),
        ({"day": date(2026, 11, 19)}, ["20", "19"]),  # at one in the night it is still the 19th
        ({"day": date(2026, 11, 20), "day_ends": 0}, ["20"]),
        ({"routine": "relief", "limit": 1}, ["20"]),
        ({"routine": "relief", "search": "sphinx", "rehearsals": False}, ["19"]),
    ],
)
def test_sessions_are_found_by_routine_exercise_words_and_day(wanted: dict[str, Any], found: list[str]) -> None:
    with a_history(SHELF) as connection:
        assert [past.id for past in history.past_sessions(connection, **wanted)] == found


def test_what_was_found_goes_on_where_the_page_before_ended() -> None:
    with a_history(SHELF) as connection:
        (first,) = history.past_sessions(connection, routine="relief", limit=1)
        assert [p.id for p in history.past_sessions(connection, routine="relief", after=first)] == ["19"]


def test_it_is_told_what_was_added_by_hand_and_corrected() -> None:
    with a_history([session(by_hand=True, edited="2026-11-21T09:00:00.000+01:00")]) as connection:
        (past,) = history.past_sessions(connection)
    assert past.by_hand
    assert past.edited == datetime.fromisoformat("2026-11-21T09:00:00+01:00")


def three(**last: object) -> list[Content]:
    return [on(19, level=0, whole=True), on(20, level=0, whole=True), on(21, level=0, whole=True, **last)]


def test_after_three_whole_sessions_a_longer_one_is_offered_once(empty: sqlite3.Connection) -> None:
    for content in three():
        insert_content(empty, content)
    offer = offer_for(empty, "lower-back-release", fixed=False)
    assert offer == Offer("lower-back-release", level=0, longer=10)
    assert offer_for(empty, "lower-back-release", fixed=True) is None
    assert offer_for(empty, "upper-back-relief", fixed=False) is None
    answer(empty, offer, taken=False, now=NOW)
    assert offer_for(empty, "lower-back-release", fixed=False) is None
    assert level_taken(empty, "lower-back-release") is None


def test_what_was_taken_holds_until_the_routine_is_played_again(empty: sqlite3.Connection) -> None:
    for content in three():
        insert_content(empty, content)
    answer(empty, Offer("lower-back-release", 0, 10), taken=True, now=NOW)
    assert level_taken(empty, "lower-back-release") == 10
    insert_content(empty, on(23, rehearsal=True))
    assert level_taken(empty, "lower-back-release") == 10
    insert_content(empty, session(id="next", started=(NOW + timedelta(hours=1)).isoformat(timespec="milliseconds")))
    assert level_taken(empty, "lower-back-release") is None


def test_a_step_that_hurt_holds_the_offer_back(empty: sqlite3.Connection) -> None:
    for content in three(steps=[step(), step(why="hurt")]):
        insert_content(empty, content)
    assert hurt_sessions(empty, "lower-back-release") == {"21"}
    assert offer_for(empty, "lower-back-release", fixed=False) is None
