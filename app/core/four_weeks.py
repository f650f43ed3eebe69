"""The last weeks for whoever gave the exercises: what was prescribed and what was done, by exercise, side and week.

Only what was recorded is in it: rehearsals are not, and a week without a session is an empty week and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.core.days import DAY_ENDS, MONDAY, day_of, week_of
from app.core.past import CutShort, PastSession, PastStep
from app.core.record import Outcome

WEEKS = 4


@dataclass(frozen=True, slots=True)
class WeekOfExercise:
    """One week of an exercise at one position; lengths in seconds of work, counts in doses: a set, a side, a round."""

    first_day: date
    sessions: int
    planned: int  # doses that were planned
    outcomes: Mapping[Outcome, int]  # how the doses ended; what never happened is not in it
    planned_seconds: float
    done_seconds: float
    reps_planned: int | None  # None: no repetitions were planned
    reps: int | None
    reasons: Mapping[CutShort, int]  # why doses were cut short, where it was said


@dataclass(frozen=True, slots=True)
class ExerciseWeeks:
    """One exercise at one position over the weeks, the oldest first; `shortest` and `longest`: of a dose, in seconds.

    The shortest is the least that was enough, where the plan gave a range. `fewest` and `most`: repetitions of a dose
    as they were planned; None where none were.
    """

    exercise: str
    position: str | None
    shortest: float
    longest: float
    fewest: int | None
    most: int | None
    weeks: tuple[WeekOfExercise, ...]


@dataclass(frozen=True, slots=True)
class FourWeeks:
    """The weeks by their first days, on how many days of each there was a session, and every exercise that was planned.

    Exercises stand in the order in which they were first planned, their positions in the order of the plan.
    """

    weeks: tuple[date, ...]
    days: tuple[int, ...]
    exercises: tuple[ExerciseWeeks, ...]


def four_weeks(
    sessions: Iterable[tuple[PastSession, Sequence[PastStep]]],
    today: date,
    *,
    weeks: int = WEEKS,
    day_ends: int = DAY_ENDS,
    first_weekday: int = MONDAY,
) -> FourWeeks:
    """Return the last weeks, this one among them, from sessions with their steps in any order."""
    last = week_of(today, first_weekday)
    firsts = tuple(last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1))
    days: dict[date, set[date]] = {first: set() for first in firsts}
    exercises: dict[str, dict[str | None, dict[date, _Week]]] = {}
    for session, steps in sorted(sessions, key=lambda pair: (pair[0].started.timestamp(), pair[0].number)):
        day = day_of(session.started, day_ends)
        week = week_of(day, first_weekday)
        if session.rehearsal or week not in days or day > today:
            continue
        days[week].add(day)
        for step in steps:
            of_weeks = exercises.setdefault(step.exercise, {}).setdefault(step.position, {})
            of_weeks.setdefault(week, _Week()).take(session, step)
    return FourWeeks(
        weeks=firsts,
        days=tuple(len(days[first]) for first in firsts),
        exercises=tuple(
            _exercise(exercise, position, of_weeks, firsts)
            for exercise, positions in exercises.items()
            for position, of_weeks in positions.items()
        ),
    )


@dataclass(slots=True)
class _Week:
    """The doses of one week, as they are gathered."""

    steps: list[PastStep] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)

    def take(self, session: PastSession, step: PastStep) -> None:
        self.steps.append(step)
        self.sessions.add(session.id)


def _exercise(
    exercise: str, position: str | None, of_weeks: Mapping[date, _Week], firsts: Sequence[date]
) -> ExerciseWeeks:
    steps = [step for week in of_weeks.values() for step in week.steps]
    counts = [step.reps_planned for step in steps if step.reps_planned is not None]
    return ExerciseWeeks(
        exercise=exercise,
        position=position,
        shortest=min(step.planned if step.at_least is None else step.at_least for step in steps),
        longest=max(step.planned for step in steps),
        fewest=min(counts, default=None),
        most=max(counts, default=None),
        weeks=tuple(_week(first, of_weeks.get(first, _Week())) for first in firsts),
    )


def _week(first: date, week: _Week) -> WeekOfExercise:
    outcomes: dict[Outcome, int] = {}
    reasons: dict[CutShort, int] = {}
    for step in week.steps:
        outcomes[step.outcome] = outcomes.get(step.outcome, 0) + 1
        if step.why is not None:
            reasons[step.why] = reasons.get(step.why, 0) + 1
    counted = [step for step in week.steps if step.reps_planned is not None]
    return WeekOfExercise(
        first_day=first,
        sessions=len(week.sessions),
        planned=len(week.steps),
        outcomes=outcomes,
        planned_seconds=sum((step.planned for step in week.steps), 0.0),
        done_seconds=sum((step.done for step in week.steps), 0.0),
        reps_planned=sum(step.reps_planned or 0 for step in counted) if counted else None,
        reps=sum(step.reps or 0 for step in counted) if counted else None,
        reasons=reasons,
    )
