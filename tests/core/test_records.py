"""How a dose ended, told from what was planned and what was done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.record import Outcome, Record

DONE, ENOUGH, CUT, SKIPPED = Outcome.DONE, Outcome.ENOUGH, Outcome.CUT_SHORT, Outcome.SKIPPED


def timed(done: float, *, planned: float = 145, at_least: float | None = 120, reps: int | None = None) -> Record:
    return Record(
        "pigeon", "right", 1, 1, planned, at_least, done, reps, 8 if reps is not None else None, None, False, 0
    )


def own_pace(reps: int, *, least: int | None = 8, done: float = 30) -> Record:
    return Record("row", None, 1, 1, 48, None if least is None else least * 4, done, reps, 12, least, True, 0)


@pytest.mark.parametrize(
    ("done", "outcome"),
    [(145, DONE), (200, DONE), (144.9, ENOUGH), (120, ENOUGH), (119.9, CUT), (0.1, CUT), (0, SKIPPED)],
)
def test_timed_work_is_judged_by_its_time(done: float, outcome: Outcome) -> None:
    assert timed(done).outcome is outcome


@pytest.mark.parametrize(("done", "outcome"), [(145, DONE), (144, CUT), (0, SKIPPED)])
def test_without_a_range_there_is_no_enough(done: float, outcome: Outcome) -> None:
    assert timed(done, at_least=None).outcome is outcome


def test_timed_repetitions_are_judged_by_time_and_not_by_their_number() -> None:
    assert timed(145, reps=3).outcome is DONE


@pytest.mark.parametrize(
    ("reps", "outcome"), [(12, DONE), (15, DONE), (11, ENOUGH), (8, ENOUGH), (7, CUT), (0, SKIPPED)]
)
def test_own_pace_is_judged_by_its_repetitions_whatever_they_took(reps: int, outcome: Outcome) -> None:
    assert own_pace(reps, done=5).outcome is outcome
    assert own_pace(reps, done=500).outcome is outcome


def test_own_pace_without_a_range_has_no_enough() -> None:
    assert own_pace(11, least=None).outcome is CUT


def test_a_cut_of_a_millionth_of_a_second_is_rounding() -> None:
    assert timed(145 - 1e-7).outcome is DONE
    assert timed(1e-9).outcome is SKIPPED


@given(st.floats(0, 1e4), st.floats(1, 1e4))
def test_planned_is_done_and_left_out_less_what_is_beyond(done: float, planned: float) -> None:
    record = timed(done, planned=planned, at_least=None)
    extra = max(0.0, record.done - record.planned)
    assert record.planned == pytest.approx(record.done + record.left_out - extra)
