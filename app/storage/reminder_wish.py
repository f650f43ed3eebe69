"""What the person chose of reminders, out of the settings."""

from __future__ import annotations

from typing import Protocol

from app.core.reminders import Mode, Wish
from app.storage.setting import (
    DAY_ENDS,
    REMIND,
    REMINDER_MINUTES,
    REMINDER_ROUTINE,
    REMINDER_TIMES,
    Setting,
    T,
    times_of,
)


class Chosen(Protocol):
    """Whoever knows what was chosen for a setting."""

    def __getitem__(self, setting: Setting[T]) -> T:
        """Return what was chosen, else the default."""


def wish_of(chosen: Chosen) -> Wish:
    """Return what is wished now."""
    return Wish(
        mode=Mode(chosen[REMIND]),
        times=times_of(chosen[REMINDER_TIMES]),
        minutes=chosen[REMINDER_MINUTES],
        routine=chosen[REMINDER_ROUTINE],
        day_ends=chosen[DAY_ENDS],
    )
