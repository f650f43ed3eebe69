"""What a trend shows: its picture, the sentence the numbers carry, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.days import day_of
from app.core.past import PastSession
from app.core.side_difference import side_difference
from app.core.statistics import stiffness
from app.core.trend_marks import Point, Span, in_marks
from app.core.trends import ExercisePoint, level_points, side_balance, stiffness_points
from app.ui.widgets.side_chart import Sides
from app.ui.widgets.trend_chart import Series
from app.ui.wording import clock, day

SIDES_NOTE = "The band holds the middle half of all sessions. Up to 2 s counts as alike."


@dataclass(frozen=True, slots=True)
class Lines:
    """One or two series from 0 up; `step` and `most` as `TrendChart.show_series` takes them."""

    series: tuple[Series, ...]
    step: float
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """One picture with what stands around it; `rows` newest first, none where there is nothing to show."""

    title: str
    sentence: str
    picture: Lines | Sides
    words_of: Callable[[float], str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def exercise_trends(points: Sequence[ExercisePoint], day_ends: int) -> tuple[Trend, ...]:
    """Return how long an exercise was held, and left against right where both sides were begun."""
    balance = side_balance(points)
    days = [_day(point.started, day_ends) for point in points]
    if balance is None:
        series, span = _series([("held", [(p.started, p.seconds) for p in points])], day_ends)
        rows: list[tuple[str, ...]] = [
            (day, clock(p.seconds), _number(p.reps)) for day, p in zip(days, points, strict=True)
        ]
        return (
            Trend("Time held", _of_span(span), Lines(series, 60.0), clock, ("Day", "Held", "Repetitions"), _new(rows)),
        )
    series, span = _series(
        [
            ("R", [(p.started, p.right) for p in points if p.right is not None]),
            ("L", [(p.started, p.left) for p in points if p.left is not None]),
        ],
        day_ends,
    )
    left_out = f"{balance.one_sided} with one side alone not counted." if balance.one_sided else ""
    sentence = " ".join(filter(None, (balance.sentence, left_out, _of_span(span))))
    rows = [(day, _time(p.right), _time(p.left)) for day, p in zip(days, points, strict=True)]
    held = Trend("Time held", sentence, Lines(series, 60.0), clock, ("Day", "R", "L"), _new(rows))
    sides = _sides_trend(points, day_ends)
    return (held,) if sides is None else (held, sides)


def _sides_trend(points: Sequence[ExercisePoint], day_ends: int) -> Trend | None:
    """Return by how much one side was held longer over time; None where no session had both."""
    difference = side_difference(points)
    if difference is None:
        return None
    both = [(p, by) for p in points if (by := p.difference) is not None]
    span, (marks,) = in_marks([[(p.started, by) for p, by in both]], day_ends)
    return Trend(
        title="Left against right",
        sentence=" ".join(filter(None, (difference.sentence, SIDES_NOTE, _of_span(span)))),
        picture=Sides(marks, difference.low, difference.high),
        words_of=clock,
        columns=("Day", "R", "L", "L longer by"),
        rows=_new([(_day(p.started, day_ends), _time(p.right), _time(p.left), _difference(by)) for p, by in both]),
    )


def level_trend(sessions: Sequence[PastSession], routine: str, day_ends: int) -> Trend:
    """Return the length at which a routine was done, from 0 to 100."""
    points = level_points(sessions, routine)
    series, span = _series([("level", [(p.started, float(p.level)) for p in points])], day_ends)
    return Trend(
        title="Length, from 0 (shortest) to 100 (longest)",
        sentence=_of_span(span),
        picture=Lines(series, 100.0, 100.0),
        words_of=_whole,
        columns=("Day", "Length", "Whole"),
        rows=_new([(_day(p.started, day_ends), str(p.level), "yes" if p.whole else "no") for p in points]),
    )


def stiffness_trend(sessions: Sequence[PastSession], routine: str | None, day_ends: int) -> Trend:
    """Return how stiff the back was before and after, with what the numbers say and no more."""
    points = stiffness_points(sessions, routine)
    counted = [s for s in sessions if routine is None or s.routine == routine]
    series, span = _series(
        [
            ("before", [(p.started, float(p.before)) for p in points if p.before is not None]),
            ("after", [(p.started, float(p.after)) for p in points if p.after is not None]),
        ],
        day_ends,
    )
    return Trend(
        title="Stiffness, from 0 to 10",
        sentence=" ".join(filter(None, (stiffness(counted).sentence, _of_span(span)))),
        picture=Lines(series, 10.0, 10.0),
        words_of=_halves,
        columns=("Day", "Before", "After"),
        rows=_new([(_day(p.started, day_ends), _number(p.before), _number(p.after)) for p in points]),
    )


def _series(named: Sequence[tuple[str, list[Point]]], day_ends: int) -> tuple[tuple[Series, ...], Span]:
    """Return one or two series of points, the second one open, and what each of their marks stands for."""
    span, marks = in_marks([points for _, points in named], day_ends)
    pairs = zip(named, marks, strict=True)
    return tuple(Series(name, own, open=number > 0) for number, ((name, _), own) in enumerate(pairs)), span


def _of_span(span: Span) -> str:
    """Return what a mark of many sessions says; nothing where each session has its own."""
    if span is Span.SESSION:
        return ""
    return f"Each mark is a {span.value}: the middle of its sessions, on a line over the middle half of them."


def _new(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(reversed(rows))


def _day(moment: datetime, day_ends: int) -> str:
    return day(day_of(moment, day_ends))


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else clock(seconds)


def _difference(seconds: float) -> str:
    return f"−{clock(-seconds)}" if seconds < -0.5 else clock(max(0.0, seconds))


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _whole(value: float) -> str:
    return str(round(value))


def _halves(value: float) -> str:
    return f"{value:g}"
