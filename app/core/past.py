"""Sessions that are over, as the history keeps them: what lists, statistics and exports are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.record import Outcome


class CutShort(StrEnum):
    """Why a step was cut short, where the person said so."""

    HURT = "hurt"
    TOO_LONG = "too long"
    DISTURBED = "disturbed"


@dataclass(frozen=True, slots=True)
class PastSession:
    """One past session; lengths are seconds of work, `routine` is None for what was made on the spot."""

    number: int  # its row, for asking further; `id` is what lasts
    id: str
    routine: str | None
    name: str
    level: int
    started: datetime
    ended: datetime
    finished: bool
    whole: bool  # finished with every step done or enough
    rehearsal: bool
    planned_seconds: float
    done_seconds: float
    stiff_before: int | None  # 0 to 10
    stiff_after: int | None
    note: str
    by_hand: bool = False  # added by hand, not played
    edited: datetime | None = None  # when it was last corrected


@dataclass(frozen=True, slots=True)
class PastStep:
    """One step, round, set and position of a past session; lengths in seconds of work."""

    place: int
    exercise: str
    position: str | None
    round: int
    set: int
    reps: int | None  # repetitions done
    reps_planned: int | None
    planned: float
    at_least: float | None
    done: float
    outcome: Outcome
    started: datetime | None  # None: never
    why: CutShort | None  # the reason given where it was cut short
