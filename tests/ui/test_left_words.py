"""Where a session was left, as the library says it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.core.exercise import Exercise
from app.core.lengths import Span
from app.core.planning import hold_plan
from app.core.session import Session
from app.storage.session_journal import Unfinished
from app.ui.past import left_words


@pytest.mark.parametrize(("left", "words"), [(173.3, "2:54"), (173.0, "2:53"), (0.4, "0:01"), (3600.0, "1:00:00")])
def test_what_is_left_is_said_as_the_countdown_will_show_it(left: float, words: str) -> None:
    plan = hold_plan(Exercise("pigeon", "Pigeon"), Span(7200, 7200))
    session = Session(plan)
    session.begin(0.0)
    at = datetime(2026, 11, 21, 7, 40).astimezone()
    kept = Unfinished("id", "Pigeon", at, "pigeon", None, left, False, plan, session.snapshot(0.0))
    assert left_words(kept, date(2026, 11, 21), 4) == f"stopped in Pigeon, {words} to go · today 7:40"
