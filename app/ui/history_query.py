"""What the history is asked to list, and what a person changed or added in it: values between page and history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from app.core.past import CutShort
from app.storage.history_corrections import SessionEdit


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which sessions are listed; "" and None ask for nothing in particular."""

    search: str = ""
    routine: str | None = None
    exercise: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class StepChange:
    """What was really done in a step: seconds, repetitions (None: it has none), why it was cut short."""

    place: int
    done: float
    reps: int | None
    why: CutShort | None


@dataclass(frozen=True, slots=True)
class SessionChange:
    """A session as it should stand, with the steps that are to change."""

    session: str  # its id
    edit: SessionEdit
    steps: tuple[StepChange, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ByHand:
    """A session that was done away from the program: a routine as planned, or one exercise for so many minutes."""

    started: datetime  # with zone
    routine: str | None
    exercise: str | None
    minutes: int
