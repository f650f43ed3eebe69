"""What a picture over time shows of many sessions: each of them, or a week, a month, a quarter, a year as one mark.

Ten years of daily sessions are more points than a picture has room for: drawn all the same they would be a blot. A mark
of several sessions says the middle of their values and between what their middle half lies, each of them a value that
was recorded; nothing is averaged or drawn out into the future.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.core.days import day_of, week_of

MOST = 72  # marks that stand beside each other and can still be told apart

Point = tuple[datetime, float]


class Span(StrEnum):
    """How much one mark stands for."""

    SESSION = "session"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter of a year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Mark:
    """The middle of some sessions' values and the ends of their middle half; of one session all three are alike.

    `moment` is the start of the session in the middle.
    """

    moment: datetime
    middle: float
    low: float
    high: float
    sessions: int


_FIRST_DAY: dict[Span, Callable[[date], date]] = {
    Span.WEEK: week_of,
    Span.MONTH: lambda day: day.replace(day=1),
    Span.QUARTER: lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    Span.YEAR: lambda day: day.replace(month=1, day=1),
}


def in_marks(
    series: Sequence[Sequence[Point]], day_ends: int, most: int = MOST
) -> tuple[Span, tuple[tuple[Mark, ...], ...]]:
    """Return what each mark stands for, the same in all series, and the marks of each, oldest first.

    The shortest span with at most `most` marks; years where there is none. Points are in order of time.
    """
    if max(map(len, series), default=0) <= most:
        return Span.SESSION, tuple(tuple(_mark([point]) for point in points) for points in series)
    for span, first_day in _FIRST_DAY.items():
        grouped = [_by(points, first_day, day_ends) for points in series]
        if span is Span.YEAR or max(map(len, grouped)) <= most:
            return span, tuple(tuple(map(_mark, groups)) for groups in grouped)
    raise AssertionError("years are the last of the spans")


def middle_half(values: Sequence[float]) -> tuple[float, float]:
    """Return between which of the values, one or more, the middle half of them lies."""
    ordered = sorted(values)
    cut = (len(ordered) - 1) // 4
    return ordered[cut], ordered[len(ordered) - 1 - cut]


def _by(points: Sequence[Point], first_day: Callable[[date], date], day_ends: int) -> list[list[Point]]:
    groups: dict[date, list[Point]] = {}
    for point in points:
        groups.setdefault(first_day(day_of(point[0], day_ends)), []).append(point)
    return list(groups.values())


def _mark(points: list[Point]) -> Mark:
    values = sorted(value for _, value in points)
    low, high = middle_half(values)
    return Mark(points[(len(points) - 1) // 2][0], values[(len(values) - 1) // 2], low, high, len(points))
