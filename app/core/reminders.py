"""When to remind of a session: once, quietly, and not at all where it would disturb.

Two ways, one of them chosen. At chosen times: due from that time on for an hour, so that a laptop that was closed or a
talk that was held until then still gets its word; not where a session lies less than an hour before it. After a while:
due when the computer was used for so many minutes since the last session, since the last word and since its person came
back. Both are silent for the rest of a day on which the person said "not today".

Chosen times go by the clock on the wall and stretches by instants, so that summer time, journeys and a clock that is
set back give no word twice. What lies ahead by more than a day was written by a wrong clock, and is not believed.

    looks      17:55       18:00                    18:04          next day 17:59
                 |           |                        |                 |
    says        no     due, but full screen       due: said            no
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.core.days import day_of
from app.core.weekly_times import WeeklyTime

GRACE = timedelta(hours=1)  # how long after a chosen time its word still has sense
RESTED = timedelta(hours=1)  # a session so long before a chosen time is the one it asks for
AWAY = 300.0  # seconds without a key or a movement: nobody is there
SOONEST, LATEST = 60.0, 300.0  # seconds between two looks
DISBELIEVED = timedelta(days=1)


class Mode(StrEnum):
    """When the person wants to be reminded."""

    OFF = "off"
    TIMES = "times"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person chose; `minutes` since the last session, `routine` "" opens the library."""

    mode: Mode = Mode.OFF
    times: tuple[WeeklyTime, ...] = ()
    minutes: int = 60
    routine: str = ""
    day_ends: int = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """What was said last and when (None: never), for which chosen time, and the day on which no more is wanted."""

    said: datetime | None = None  # with zone
    said_for: datetime | None = None  # by the clock on the wall
    not_today: date | None = None


@dataclass(frozen=True, slots=True)
class Desktop:
    """What the desktop tells: seconds since a key or a movement (None: it does not), locked, not to be disturbed."""

    idle: float | None = None
    locked: bool = False
    disturbed: bool = False  # do-not-disturb, full screen, a talk or a film that keeps the screen on

    @property
    def away(self) -> bool:
        """Return whether nobody is there."""
        return self.locked or (self.idle is not None and self.idle >= AWAY)


@dataclass(frozen=True, slots=True)
class Readings:
    """What a look sees; `in_use_since` None: nobody is there, or it was not asked for."""

    now: datetime  # with zone
    last_session: datetime | None = None  # its end
    in_use_since: datetime | None = None


def due(wish: Wish, memory: Memory, readings: Readings) -> bool:
    """Return whether a word is due now, were nobody disturbed by it."""
    if memory.not_today is not None and memory.not_today == day_of(readings.now, wish.day_ends):
        return False
    if wish.mode is Mode.TIMES:
        return due_time(wish, memory, readings) is not None
    if wish.mode is Mode.AFTER:
        return readings.in_use_since is not None and _left(wish, memory, readings) <= timedelta()
    return False


def due_time(wish: Wish, memory: Memory, readings: Readings) -> datetime | None:
    """Return the chosen time, by the clock on the wall, for which a word is due; None where there is none."""
    now = readings.now.replace(tzinfo=None)
    times = [time for time in _around(wish.times, now) if time <= now < time + GRACE]
    if not times:
        return None
    time = max(times)
    said, session = memory.said_for, readings.last_session
    if said is not None and time <= said <= now + DISBELIEVED:
        return None
    if session is not None:
        ended = session.astimezone(readings.now.tzinfo).replace(tzinfo=None)
        if time - RESTED < ended <= now + DISBELIEVED:
            return None
    return time


def after_saying(wish: Wish, memory: Memory, readings: Readings) -> Memory:
    """Return what to remember once a word was said."""
    time = due_time(wish, memory, readings) if wish.mode is Mode.TIMES else None
    return Memory(readings.now, time or memory.said_for, memory.not_today)


def not_today(wish: Wish, memory: Memory, now: datetime) -> Memory:
    """Return what to remember once the person wants no more of it today."""
    return Memory(memory.said, memory.said_for, day_of(now, wish.day_ends))


def next_look(wish: Wish, memory: Memory, readings: Readings) -> float:
    """Return after how many seconds to look again, from 60 to 300; sooner where something is due then.

    Never longer: who sleeps for hours misses a clock that is set, and a person who comes and goes.
    """
    if wish.mode is Mode.TIMES:
        now = readings.now.replace(tzinfo=None)
        ahead = [time - now for time in _around(wish.times, now) if time > now]
        left = min(ahead, default=timedelta(seconds=LATEST))
        if due(wish, memory, readings):
            left = timedelta()
    elif readings.in_use_since is not None:
        left = _left(wish, memory, readings)
    else:
        left = timedelta(seconds=LATEST)
    return min(LATEST, max(SOONEST, left.total_seconds()))


def use_since(before: datetime | None, now: datetime, desktop: Desktop, slept: float) -> datetime | None:
    """Return since when somebody uses the computer, None while nobody does.

    `before`: what the look before returned; `slept`: seconds by which the time since it was longer than it should be.
    """
    if desktop.away:
        return None
    return now if before is None or before > now or slept >= AWAY else before


def _around(times: tuple[WeeklyTime, ...], now: datetime) -> list[datetime]:
    """Return the chosen times of yesterday, today and tomorrow, by the clock on the wall."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight + timedelta(days=n) for n in (-1, 0, 1)]
    return [day.replace(hour=t.hour, minute=t.minute) for day in days for t in times if day.weekday() in t.weekdays]


def _left(wish: Wish, memory: Memory, readings: Readings) -> timedelta:
    """Return how long it is still until the stretch is over; 0 or less: it is."""
    began = [readings.last_session, memory.said, readings.in_use_since]
    stretch = timedelta(minutes=wish.minutes)
    believed = [moment for moment in began if moment is not None and moment - readings.now < DISBELIEVED]
    return max((stretch - max(timedelta(), readings.now - moment) for moment in believed), default=stretch)
