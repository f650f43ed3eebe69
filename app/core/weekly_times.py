"""Chosen times of a week as a person writes them: "18:00", "Mon Wed Fri 18:00, Sat 10:00"."""

from __future__ import annotations

import re
from typing import NamedTuple

EVERY_DAY = tuple(range(7))
MOST = 24  # times; more of them would be a clock's strokes
EXAMPLE = 'Write "18:00", or "Mon Wed Fri 18:00, Sat 10:00".'

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class WeeklyTime(NamedTuple):
    """A time of day and its weekdays, from Monday, 0, to Sunday, 6."""

    hour: int
    minute: int
    weekdays: tuple[int, ...]


def read_times(text: str) -> tuple[WeeklyTime, ...]:
    """Return the times that a text names; ValueError with a sentence where it names none or is unclear.

    Days stand before the times they are for, times without a day are for every day; commas and semicolons part them.
    """
    found: list[WeeklyTime] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        days: list[int] = []
        times: list[tuple[int, int]] = []
        for word in part.split():
            if (time := _TIME.fullmatch(word)) is not None:
                times.append((int(time[1]), int(time[2])))
            elif times:
                raise ValueError(f'"{word}" stands after a time. {EXAMPLE}')
            else:
                days += _days(word)
        if not times:
            raise ValueError(f'"{part}" names no time. {EXAMPLE}')
        weekdays = tuple(sorted(set(days))) or EVERY_DAY
        found += [WeeklyTime(hour, minute, weekdays) for hour, minute in times]
    if not found:
        raise ValueError(f"No time is named. {EXAMPLE}")
    if len(found) > MOST:
        raise ValueError(f"That is more than {MOST} times.")
    return tuple(dict.fromkeys(found))


def _days(word: str) -> list[int]:
    """Return the weekdays of a word: Mon, Monday, Mon-Fri."""
    ends = [_day(end) for end in re.split(r"[-–]", word)]
    known = [end for end in ends if end is not None]
    if len(known) != len(ends) or len(ends) > 2:
        raise ValueError(f'"{word}" is neither a day nor a time. {EXAMPLE}')
    first, last = known[0], known[-1]
    return [(first + n) % 7 for n in range((last - first) % 7 + 1)]


def _day(word: str) -> int | None:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    low = word.casefold().rstrip(".")
    return next((n for n, name in enumerate(full) if len(low) >= 3 and name.startswith(low)), None)
