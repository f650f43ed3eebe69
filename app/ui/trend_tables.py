"""What a trend shows: its picture's series, the sentence the numbers carry, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.days import DAY_ENDS, day_of
from app.core.past import PastSession
from app.core.statistics import stiffness
from app.core.trends import ExercisePoint, level_points, side_balance, stiffness_points
from app.ui.widgets.trend_chart import Series
from app.ui.wording import clock, day


@dataclass(frozen=True, slots=True)
class Trend:
    """One picture with what stands around it; `rows` newest first."""

    title: str
    sentence: str
    series: tuple[Series, ...]
    words_of: Callable[[float], str]
    step: float
    most: float | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def exercise_trend(points: Sequence[ExercisePoint]) -> Trend:
    """Return how long an exercise was held, left against right where it has sides."""
    balance = side_balance(points)
    if balance is None:
        series: tuple[Series, ...] = (Series("held", tuple((p.started, p.seconds) for p in points)),)
        rows: list[tuple[str, ...]] = [(_day(p.started), clock(p.seconds), _number(p.reps)) for p in points]
        columns: tuple[str, ...] = ("Day", "Held", "Repetitions")
        sentence = ""
    else:
        series = (
            Series("R", tuple((p.started, p.right) for p in points if p.right is not None)),
            Series("L", tuple((p.started, p.left) for p in points if p.left is not None), open=True),
        )
        columns = ("Day", "R", "L", "L longer by")
        rows = [(_day(p.started), _time(p.right), _time(p.left), _difference(p.difference)) for p in points]
        sentence = balance.sentence
        if balance.one_sided:
            sentence += f" {balance.one_sided} with one side alone not counted."
    return Trend("Time held", sentence, series, clock, 60.0, None, columns, tuple(reversed(rows)))


def level_trend(sessions: Sequence[PastSession], routine: str) -> Trend:
    """Return the length at which a routine was done, from 0 to 100."""
    points = level_points(sessions, routine)
    return Trend(
        title="Length, from 0 (shortest) to 100 (longest)",
        sentence="",
        series=(Series("level", tuple((p.started, float(p.level)) for p in points)),),
        words_of=_whole,
        step=100.0,
        most=100.0,
        columns=("Day", "Length", "Whole"),
        rows=tuple((_day(p.started), str(p.level), "yes" if p.whole else "no") for p in reversed(points)),
    )


def stiffness_trend(sessions: Sequence[PastSession], routine: str | None) -> Trend:
    """Return how stiff the back was before and after, with what the numbers say and no more."""
    points = stiffness_points(sessions, routine)
    counted = [s for s in sessions if routine is None or s.routine == routine]
    return Trend(
        title="Stiffness, from 0 to 10",
        sentence=stiffness(counted).sentence,
        series=(
            Series("before", tuple((p.started, float(p.before)) for p in points if p.before is not None)),
            Series("after", tuple((p.started, float(p.after)) for p in points if p.after is not None), open=True),
        ),
        words_of=_halves,
        step=10.0,
        most=10.0,
        columns=("Day", "Before", "After"),
        rows=tuple((_day(p.started), _number(p.before), _number(p.after)) for p in reversed(points)),
    )


def _day(moment: datetime) -> str:
    return day(day_of(moment, DAY_ENDS))


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else clock(seconds)


def _difference(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"−{clock(-seconds)}" if seconds < -0.5 else clock(max(0.0, seconds))


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _whole(value: float) -> str:
    return str(round(value))


def _halves(value: float) -> str:
    return f"{value:g}"
