"""What a running session tells: its states, what it can be told, and what happens in it.

`session.py` makes these; the shell turns them into pictures, sounds and rows. Values only.
Times are seconds; `now` is the clock that the shell hands in (real seconds), `left` and `elapsed` are seconds of
the session's own time, which runs `speed` times as fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.plan import Segment
from app.core.record import Record


class Command(StrEnum):
    """What a person can tell a running session."""

    PAUSE = "pause"  # or go on
    NEXT = "next"  # Right: leave work, or start it now
    BACK = "back"  # Left
    SKIP = "skip"  # Shift+Right: leave the exercise with all its sides and sets
    LONGER = "longer"  # +
    SHORTER = "shorter"  # -
    STAY = "stay"  # S
    OTHER = "other choice"  # A
    EASIER = "easier"  # E
    DONE = "done"  # Enter in own-pace work, with a number of repetitions or None for all


# States. One class each; a session is in exactly one.


@dataclass(frozen=True, slots=True)
class Ready:
    """Getting into position before a dose."""


@dataclass(frozen=True, slots=True)
class Working:
    """In timed work; `staying` when the person asked to hold on past zero."""

    staying: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """In own-pace work: the time counts up until the person says that the set is done."""


@dataclass(frozen=True, slots=True)
class Switching:
    """Changing sides."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Between sets or rounds."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Counting down before timed work goes on; `left` whole seconds are still to come, of `seconds`."""

    left: float
    seconds: float


class PauseReason(StrEnum):
    """Why a session stands still."""

    ASKED = "asked"
    AWAY = "away"  # no tick for more than five real seconds: sleep, a frozen desktop
    RESUMED = "resumed"  # gone on with from the history, waiting for the person


@dataclass(frozen=True, slots=True)
class Paused:
    """Standing still; `away` is how long nothing ticked, in real seconds (0 where the person asked)."""

    reason: PauseReason
    since: float  # real clock
    away: float = 0.0


@dataclass(frozen=True, slots=True)
class Finished:
    """At the end of the plan (`whole` plan passed) or ended by the person."""

    at_end_of_plan: bool


State = Ready | Working | Waiting | Switching | Resting | Counting | Paused | Finished


# Events. `due` is the session time at which it was due; `late` says that a newer one in the same answer overtakes it,
# so that its sound is left out while its row and its picture are still made.


@dataclass(frozen=True, slots=True)
class Event:
    """Anything that happens in a session."""

    due: float
    late: bool = False


@dataclass(frozen=True, slots=True)
class SegmentStarted(Event):
    """A segment began; `index` is its place in the plan's row.

    `standing`: the session stands at its start, paused or before a count, so that nothing is to be heard yet;
    `WentOn` tells when it runs.
    """

    segment: Segment | None = None
    index: int = 0
    previous: Segment | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class MinimumReached(Event):
    """The lower end of a ranged hold, or of ranged repetitions, was reached."""


@dataclass(frozen=True, slots=True)
class HalfReached(Event):
    """Half of a single hold's planned length was reached."""


@dataclass(frozen=True, slots=True)
class MinutesLeft(Event):
    """Whole minutes are left of a single hold."""

    minutes: int = 0


@dataclass(frozen=True, slots=True)
class CountdownBeat(Event):
    """One of the last three seconds of a segment (3, 2, 1 `left`)."""

    left: int = 0


@dataclass(frozen=True, slots=True)
class LineDue(Event):
    """A `say` line's moment came."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class DoseEnded(Event):
    """A dose is over; the record as it now stands, and whether the exercise is over with it."""

    record: Record | None = None
    exercise_over: bool = False


@dataclass(frozen=True, slots=True)
class PausedNow(Event):
    """The session was paused; `away` seconds (real) without a tick, 0 where the person asked."""

    reason: PauseReason = PauseReason.ASKED
    away: float = 0.0


@dataclass(frozen=True, slots=True)
class CountStarted(Event):
    """A count before going on began."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class CountBeat(Event):
    """A second of that count; `left` seconds to come."""

    left: int = 0


@dataclass(frozen=True, slots=True)
class WentOn(Event):
    """Time runs again."""


@dataclass(frozen=True, slots=True)
class LengthChanged(Event):
    """+ or - moved the end by `seconds`."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class StayBegan(Event):
    """The hold will go on past zero (`staying`) or will not any more."""

    staying: bool = True


@dataclass(frozen=True, slots=True)
class ChoiceChanged(Event):
    """Another choice of the step was taken."""

    exercise: str = ""


@dataclass(frozen=True, slots=True)
class EasierTaken(Event):
    """The easier form `number` (from 0) of the running exercise was taken; None: back to the full one."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class SessionFinished(Event):
    """The session is over."""

    at_end_of_plan: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything that a screen needs to show one instant of a session."""

    state: State
    under: State  # the state that a pause or a count stands over; else the state itself
    segment: Segment
    index: int  # place of the segment in the plan's row
    block: int
    elapsed: float  # seconds into the segment
    length: float | None  # the segment's length with what + and - made of it; None at own pace
    left: float | None  # seconds to its end, below 0 never; None at own pace and past zero
    past: float  # seconds held past the end (S), else 0
    dose_elapsed: float  # seconds of work into the whole dose
    dose_length: float | None  # of the whole dose; None at own pace
    dose_left: float | None
    at_least: float | None  # lower end of the running hold, seconds from its start
    easier: int | None  # number of the easier form that is shown, from 0
    session_left: float  # seconds to the end of the session, estimates counted
    can_take_back: bool  # Left takes back a Right of the last 10 s
