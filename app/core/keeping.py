"""When a running session goes to the disk: at once at a change, else a beat each second of work."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.moments import (
    ChoiceChanged,
    EasierTaken,
    Event,
    LengthChanged,
    Moment,
    PausedNow,
    SegmentStarted,
    StayBegan,
    Waiting,
    WentOn,
    Working,
)

BEAT = 0.9  # real seconds between two beats of the journal, at least
_KEPT_AT_ONCE = (SegmentStarted, PausedNow, WentOn, LengthChanged, StayBegan, ChoiceChanged, EasierTaken)


def kept_at_once(events: Iterable[Event]) -> bool:
    """Return whether one of these is a change that must last before anything else happens."""
    return any(isinstance(event, _KEPT_AT_ONCE) for event in events)


def beats(moment: Moment, since_last: float) -> bool:
    """Return whether work runs and its last beat is long enough ago, in real seconds."""
    return isinstance(moment.state, Working | Waiting) and since_last >= BEAT
