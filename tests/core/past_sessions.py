"""Past sessions for the tests of statistics: what a test does not care about has a plain value."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from app.core.past import PastSession

BERLIN = ZoneInfo("Europe/Berlin")
_numbers = count(1)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    """Return a moment by the clock on the wall of a zone, kept as the history keeps it: with its offset alone."""
    return datetime.fromisoformat(datetime.fromisoformat(text).replace(tzinfo=zone).isoformat())


def past(
    started: datetime | str,
    *,
    seconds: float = 600.0,
    routine: str | None = "lower-back-release",
    level: int = 0,
    whole: bool = True,
    rehearsal: bool = False,
    stiff: tuple[int | None, int | None] = (None, None),
) -> PastSession:
    """Return a session that started then, in Berlin where only a text is given."""
    moment = at(started) if isinstance(started, str) else started
    number = next(_numbers)
    return PastSession(
        number=number,
        id=f"session {number}",
        routine=routine,
        name="Lower back release",
        level=level,
        started=moment,
        ended=moment + timedelta(seconds=seconds),
        finished=whole,
        whole=whole,
        rehearsal=rehearsal,
        planned_seconds=seconds,
        done_seconds=seconds,
        stiff_before=stiff[0],
        stiff_after=stiff[1],
        note="",
    )
