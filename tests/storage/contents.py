"""Sessions as plain data for the tests of exports, imports and corrections, and histories to keep them in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from app.storage import history, history_file
from app.storage.history_content import Content, insert_content, past_contents
from app.storage.migrations import MIGRATIONS


@contextmanager
def an_empty_history() -> Iterator[sqlite3.Connection]:
    """Give a history in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {history_file.APPLICATION_ID}")
        history_file.migrate(connection, MIGRATIONS, 0)
        yield connection


@contextmanager
def a_history(contents: list[Content]) -> Iterator[sqlite3.Connection]:
    """Give a history in memory that holds these sessions."""
    with an_empty_history() as connection:
        for content in contents:
            insert_content(connection, content)
        yield connection


def everything(connection: sqlite3.Connection) -> tuple[list[Content], list[dict[str, Any]]]:
    """Return all past sessions as they are kept, and as `holdwell history --json` prints them."""
    return list(past_contents(connection, rehearsals=True)), list(history.sessions_as_data(connection))


def step(**other: Any) -> dict[str, Any]:
    """Return a step that was cut short on the left."""
    return {
        "exercise": "pigeon",
        "position": "left knee forward",
        "round": 1,
        "set": 1,
        "reps": None,
        "planned": 145,
        "at_least": 120,
        "done": 55.5,
        "outcome": "cut short",
        "started": "2026-11-20T18:42:10.000+01:00",
        "why": None,
        "reps_planned": None,
        "reps_at_least": None,
        "own_pace": False,
        "clock": 10,
        **other,
    }


def session(**other: Any) -> Content:
    """Return a session of two steps, the right done and the left cut short."""
    right = step(position="right knee forward", done=145, outcome="done")
    return {
        "id": "8f14e45f-ceea-467f-a0e6-2a5a1c1f0c3e",
        "routine": "lower-back-release",
        "name": "Lower back release",
        "level": 40,
        "started": "2026-11-20T18:42:00.000+01:00",
        "ended": "2026-11-20T18:46:00.000+01:00",
        "finished": True,
        "whole": False,
        "rehearsal": False,
        "planned_seconds": 290,
        "done_seconds": 200.5,
        "stiff_before": 6,
        "stiff_after": 2,
        "note": "",
        "needs": ["mat", "strap or towel"],
        "by_hand": False,
        "edited": None,
        "steps": [right, step(started="2026-11-20T18:44:43.000+01:00", clock=163)],
        **other,
    }


_zones = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
_moments = st.datetimes(datetime(1980, 1, 1), datetime(2080, 1, 1), timezones=_zones).map(
    lambda moment: moment.isoformat(timespec="milliseconds")
)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "'", "=1+2", "-8 kg", "@x", '"', 'a "quoted" word, and more', "two\nlines", "a\rb", "\r\n", "no", "12", "\x00"]
)
_seconds = st.integers(0, 14400) | st.integers(0, 14_400_000).map(lambda ms: ms / 1000)


def _or_none(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


steps = st.fixed_dictionaries(
    {
        "exercise": _texts,
        "position": _or_none(_texts),
        "round": st.integers(1, 100),
        "set": st.integers(1, 100),
        "reps": _or_none(st.integers(0, 1000)),
        "planned": _seconds,
        "at_least": _or_none(_seconds),
        "done": _seconds,
        "outcome": st.sampled_from(["done", "enough", "cut short", "skipped"]),
        "started": _or_none(_moments),
        "why": st.sampled_from([None, "hurt", "too long", "disturbed"]),
        "reps_planned": _or_none(st.integers(0, 1000)),
        "reps_at_least": _or_none(st.integers(0, 1000)),
        "own_pace": st.booleans(),
        "clock": _or_none(_seconds),
    }
)
_session = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "routine": _or_none(_texts),
        "name": _texts,
        "level": st.integers(0, 100),
        "started": _moments,
        "ended": _moments,
        "finished": st.booleans(),
        "whole": st.booleans(),
        "rehearsal": st.booleans(),
        "planned_seconds": _seconds,
        "done_seconds": _seconds,
        "stiff_before": _or_none(st.integers(0, 10)),
        "stiff_after": _or_none(st.integers(0, 10)),
        "note": _texts,
        "needs": st.lists(_texts, max_size=3),
        "by_hand": st.booleans(),
        "edited": _or_none(_moments),
        "steps": st.lists(steps, max_size=4),
    }
)
sessions = st.lists(_session, max_size=5, unique_by=lambda content: content["id"])
