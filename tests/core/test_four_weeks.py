"""The last weeks by exercise, side and week: what was prescribed, what was done, why it was cut short."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.four_weeks import four_weeks
from app.core.past import CutShort, PastStep
from app.core.record import Outcome
from tests.core.past_sessions import past

SATURDAY = date(2026, 11, 21)
WEEKS = (date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))


def dose(
    exercise: str = "pigeon",
    position: str | None = "right knee forward",
    *,
    done: float = 145.0,
    outcome: Outcome = Outcome.DONE,
    reps: tuple[int, int] | None = None,
    why: CutShort | None = None,
) -> PastStep:
    """Return a dose of 120 to 145 s; `reps`: done and planned."""
    return PastStep(
        place=0,
        exercise=exercise,
        position=position,
        round=1,
        set=1,
        reps=None if reps is None else reps[0],
        reps_planned=None if reps is None else reps[1],
        planned=145.0,
        at_least=120.0,
        done=done,
        outcome=outcome,
        started=None,
        why=why,
    )


def test_each_week_says_what_was_planned_done_and_why_it_was_cut_short() -> None:
    hurt = dose(done=20.0, outcome=Outcome.CUT_SHORT, why=CutShort.HURT)
    sessions = [
        (past("2026-11-20T08:00"), [dose(), hurt]),
        (past("2026-11-18T08:00"), [dose(done=125.0, outcome=Outcome.ENOUGH)]),
        (past("2026-11-05T08:00"), [dose(done=0.0, outcome=Outcome.SKIPPED)]),
    ]
    report = four_weeks(sessions, SATURDAY)
    assert (report.weeks, report.days) == (WEEKS, (0, 1, 0, 2))
    (pigeon,) = report.exercises
    assert (pigeon.shortest, pigeon.longest) == (120.0, 145.0)
    assert (pigeon.fewest, pigeon.most) == (None, None)
    assert [week.first_day for week in pigeon.weeks] == list(WEEKS)
    assert [week.planned for week in pigeon.weeks] == [0, 1, 0, 3]
    this = pigeon.weeks[-1]
    assert (this.sessions, this.planned_seconds, this.done_seconds) == (2, 435.0, 290.0)
    assert this.outcomes == {Outcome.ENOUGH: 1, Outcome.DONE: 1, Outcome.CUT_SHORT: 1}
    assert this.reasons == {CutShort.HURT: 1}
    assert pigeon.weeks[1].outcomes == {Outcome.SKIPPED: 1}


def test_sides_stand_apart_and_in_the_order_of_the_plan() -> None:
    steps = [dose(), dose(position="left knee forward", done=100.0), dose("sphinx", None), dose()]
    report = four_weeks([(past("2026-11-20T08:00"), steps)], SATURDAY)
    assert [(e.exercise, e.position, e.weeks[-1].planned) for e in report.exercises] == [
        ("pigeon", "right knee forward", 2),
        ("pigeon", "left knee forward", 1),
        ("sphinx", None, 1),
    ]


def test_repetitions_are_counted_where_they_were_planned() -> None:
    steps = [dose(reps=(8, 10)), dose(reps=(0, 10)), dose("sphinx", None)]
    row, sphinx = four_weeks([(past("2026-11-20T08:00"), steps)], SATURDAY).exercises
    assert (row.weeks[-1].reps, row.weeks[-1].reps_planned) == (8, 20)
    assert (row.fewest, row.most) == (10, 10)
    assert (sphinx.weeks[-1].reps, sphinx.weeks[-1].reps_planned) == (None, None)


def test_rehearsals_older_weeks_and_days_that_lie_ahead_are_not_in_it() -> None:
    sessions = [
        (past("2026-11-20T08:00", rehearsal=True), [dose()]),
        (past("2026-10-26T03:00"), [dose()]),  # still the Sunday before
        (past("2026-11-22T08:00"), [dose()]),  # the clock was set back since
    ]
    report = four_weeks(sessions, SATURDAY)
    assert (report.exercises, report.days) == ((), (0, 0, 0, 0))


@given(st.lists(st.tuples(st.integers(-10, 40 * 24), st.integers(0, 145), st.booleans())), st.integers(0, 6))
def test_every_second_done_in_the_weeks_is_in_one_week(rows: list[tuple[int, int, bool]], first_weekday: int) -> None:
    end = datetime(2026, 11, 21, 20)
    sessions = [
        (past((end - timedelta(hours=ago)).isoformat(), rehearsal=r), [dose(done=float(done))]) for ago, done, r in rows
    ]
    report = four_weeks(sessions, SATURDAY, first_weekday=first_weekday)
    counted = sum(week.done_seconds for exercise in report.exercises for week in exercise.weeks)
    since = datetime.combine(report.weeks[0], datetime.min.time()) + timedelta(hours=4)
    until = datetime(2026, 11, 22, 4)
    assert counted == sum(d for ago, d, r in rows if not r and since <= end - timedelta(hours=ago) < until)
