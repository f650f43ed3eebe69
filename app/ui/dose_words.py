"""Doses and sound profiles as words."""

from __future__ import annotations

from app.core.outline import Dose
from app.core.routine import Profile
from app.ui.wording import short_length


def dose_words(dose: Dose) -> str:
    """Return a dose in a few words: 2 × 3:50, 3 sets of 10 a side, 8 × 5 s a side."""
    sides = len(dose.positions)
    sets = f"{dose.sets} sets of " if dose.sets > 1 else ""
    if dose.reps is None:
        hold = short_length(dose.seconds or 0)
        times = dose.sets * max(1, sides)
        if dose.sets > 1 and sides > 1:
            return f"{dose.sets} × {sides} × {hold}"
        return f"{times} × {hold}" if times > 1 else hold
    side = " a side" if sides == 2 else f" × {sides}" if sides > 2 else ""
    if dose.seconds is None:
        return f"{sets}{dose.reps}{side}" if sets or side else f"{dose.reps} times"
    return f"{sets}{dose.reps} × {short_length(dose.seconds)}{side}"


PROFILES: dict[Profile, str] = {
    Profile.COACH: "Bells and a voice",
    Profile.BELLS: "Bells",
    Profile.QUIET: "Quiet: the screen goes dark, a soft bell at the end",
    Profile.SILENT: "Silent: the screen lights up at changes",
}
