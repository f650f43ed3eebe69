"""What is due inside one segment, and when: lower end, half time, whole minutes, spoken lines, last three seconds.

A mark is an offset in seconds from the segment's start and the event that falls due there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.core.moments import CountdownBeat, Event, HalfReached, LineDue, MinimumReached, MinutesLeft
from app.core.plan import Kind, Segment
from app.core.routine import Say

Mark = tuple[float, Event]
_BEATS = 3
_EVERY_KEEPS_CLEAR = 5.0  # seconds before the end in which no repeated line is said


def say_moments(say: tuple[Say, ...], planned: float) -> Iterator[tuple[float, str]]:
    """Yield when each line is said, in seconds from the start of a hold of `planned` seconds, and its text.

    A moment that the hold does not have is left out, and so is a repeated line 5 s or less before the end.
    """
    for line in say:
        if line.every is not None:
            for number in range(1, math.ceil(planned / line.every)):
                if number * line.every < planned - _EVERY_KEEPS_CLEAR:
                    yield number * line.every, line.text
            continue
        moment = planned / 2 if line.half else line.at if line.at is not None else planned - (line.left or 0.0)
        if 0 <= moment < planned:
            yield moment, line.text


def marks_of(
    segment: Segment, length: float | None, *, staying: bool, single_hold: bool, say: tuple[Say, ...]
) -> list[Mark]:
    """Return the marks of a segment in order of time; `length` is what + and - made of it, None at own pace.

    Half time and the lines count from the planned length, the last seconds and minutes left from the length as it is;
    a hold that stays past zero has no last seconds and, as zero is not its end, a tock even at a lower end there.
    """
    marks: list[Mark] = []
    if length is None:
        return marks
    if not staying:
        marks += [(length - left, CountdownBeat(0.0, left=left)) for left in range(_BEATS, 0, -1) if length > left]
    if segment.kind is not Kind.WORK or segment.phase is not None or segment.seconds is None:
        return marks
    end = math.inf if staying else length
    planned = segment.seconds
    if segment.at_least is not None and segment.at_least < end:
        marks.append((segment.at_least, MinimumReached(0.0)))
    marks += [(at, LineDue(0.0, text=text)) for at, text in say_moments(say, planned) if at < end]
    if single_hold:
        if planned / 2 < end:
            marks.append((planned / 2, HalfReached(0.0)))
        if not staying:
            marks += [
                (length - 60 * minutes, MinutesLeft(0.0, minutes=minutes))
                for minutes in range(1, math.ceil(length / 60))
            ]
    return sorted(marks, key=lambda mark: mark[0])
