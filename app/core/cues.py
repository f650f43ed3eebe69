"""What is heard, spoken and shown at every moment of a session: one table.

Rules:
* Every row has a word to show, so whoever hears nothing misses nothing: the player takes its words and its turns from
  here.
* Coach and bells hear the same sounds. Quiet hears the tock and what ends a hold. Silent hears nothing.
* Of several cues at one instant the one with the lowest rank is heard; the others are still shown.
* `spoken` is what is said at once, by the coach alone. What belongs to the course of a segment (names, setup, minutes
  left) is laid out beforehand by `script.py`, so that no two lines meet.

Lengths are seconds of the session's own time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.moments import (
    ChoiceChanged,
    CountBeat,
    CountdownBeat,
    CountStarted,
    DoseEnded,
    EasierTaken,
    Event,
    HalfReached,
    LengthChanged,
    LineDue,
    MinimumReached,
    MinutesLeft,
    PausedNow,
    PauseReason,
    SegmentStarted,
    SessionFinished,
    StayBegan,
    WentOn,
)
from app.core.plan import Kind, Segment
from app.core.routine import Profile
from app.core.speech import for_speech, phase_words, seconds_words

# Seconds: in a shorter stretch three ticks would be most of it; a short repetition has its side to be named as well.
TICKED_FROM, REPETITION_TICKED_FROM = 5.0, 8.0


class Sound(StrEnum):
    """The sounds by the names of their files."""

    BEGIN = "begin"
    CHANGE_SIDE = "change-side"
    EXERCISE_OVER = "exercise-over"
    SESSION_OVER = "session-over"
    REST = "rest"
    LOWER_END = "lower-end"
    TICK = "tick"
    COUNT = "count"
    PHASE = "phase"


class Change(StrEnum):
    """What the light of a change stands for."""

    KIND = "kind"  # or exercise
    SIDE = "side"
    END = "end"


TURNS_MEAN = {1: Change.KIND, 2: Change.SIDE}  # the turns of the window in the table below


# Seconds in which a sound speaks: until its last stroke has been understood. A bell's ringing on talks over nothing.
SPEAKS: Mapping[Sound, float] = {
    Sound.BEGIN: 0.9,
    Sound.CHANGE_SIDE: 1.4,
    Sound.EXERCISE_OVER: 2.0,
    Sound.SESSION_OVER: 3.6,
    Sound.REST: 0.9,
    Sound.LOWER_END: 0.3,
    Sound.TICK: 0.1,
    Sound.COUNT: 0.1,
    Sound.PHASE: 0.2,
}


class Cause(StrEnum):
    """The moments that the table has a row for."""

    GET_READY = "get ready"
    BEGIN = "begin"
    AGAIN = "again"  # the next repetition of a hold, on the same side
    PHASE = "phase"
    OTHER_SIDE = "other side"  # work on another side with no switch before it
    SWITCH = "switch"
    REST = "rest"
    HALF = "half"
    MINUTES = "minutes"
    LINE = "line"
    LOWER_END = "lower end"
    LAST_SECONDS = "last seconds"
    SET_OVER = "set over"
    EXERCISE_OVER = "exercise over"
    PAUSED = "paused"
    AWAY = "away"
    RESUMED = "resumed"
    COUNT = "count"
    COUNT_BEAT = "count beat"
    GONE_ON = "gone on"  # in work
    GONE_ON_BETWEEN = "gone on between"  # in get ready, switch and rest
    LONGER = "longer"
    STAYING = "staying"
    NOT_STAYING = "not staying"
    OTHER_CHOICE = "other choice"
    EASIER = "easier"
    FULL_FORM = "full form"
    FINISHED = "finished"
    ENDED = "ended"


_COACH = frozenset({Profile.COACH})
_BELLS = frozenset({Profile.COACH, Profile.BELLS})
_QUIET = frozenset({Profile.COACH, Profile.BELLS, Profile.QUIET})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the sound and who hears it, the words, how often the window turns, and which sound goes first."""

    sound: Sound | None
    heard: frozenset[Profile]
    shown: str  # {} is put in by the moment
    spoken: str = ""
    flash: int = 0  # turns of the whole window: 1 at a change, 2 at a change of side
    rank: int = 9


TABLE: Mapping[Cause, Row] = {
    Cause.FINISHED: Row(Sound.SESSION_OVER, _QUIET, "All done", "That was all of it.", flash=1, rank=0),
    Cause.ENDED: Row(None, _COACH, "Ended here", "Ended here."),
    Cause.EXERCISE_OVER: Row(Sound.EXERCISE_OVER, _QUIET, "Exercise over", flash=1, rank=1),
    Cause.SWITCH: Row(Sound.CHANGE_SIDE, _QUIET, "Change sides: {}", flash=2, rank=2),
    Cause.OTHER_SIDE: Row(Sound.CHANGE_SIDE, _QUIET, "{}", flash=2, rank=2),
    Cause.REST: Row(Sound.REST, _QUIET, "Rest", flash=1, rank=3),
    Cause.BEGIN: Row(Sound.BEGIN, _BELLS, "Begin", flash=1, rank=4),
    Cause.GONE_ON: Row(Sound.BEGIN, _BELLS, "On it goes", rank=4),
    Cause.AGAIN: Row(Sound.BEGIN, _BELLS, "Again", rank=4),
    Cause.LOWER_END: Row(Sound.LOWER_END, _QUIET, "Enough: stay, or go on", rank=5),
    Cause.PHASE: Row(Sound.PHASE, _BELLS, "{}", rank=6),
    Cause.COUNT_BEAT: Row(Sound.COUNT, _BELLS, "{}", rank=7),
    Cause.LAST_SECONDS: Row(Sound.TICK, _BELLS, "{}", rank=8),
    # What bells leave to the eyes and the coach says.
    Cause.GET_READY: Row(None, _COACH, "Next: {}", flash=1),
    Cause.HALF: Row(None, _COACH, "{}"),
    Cause.MINUTES: Row(None, _COACH, "{} left"),
    Cause.LINE: Row(None, _COACH, "{}"),
    Cause.SET_OVER: Row(None, _COACH, "Done"),
    Cause.PAUSED: Row(None, _COACH, "Paused", "Paused."),
    Cause.AWAY: Row(None, _COACH, "Paused: away for {}", "You were away for {}. Paused where you left."),
    Cause.RESUMED: Row(None, _COACH, "Waiting for you", "Waiting for you."),
    Cause.COUNT: Row(None, _COACH, "Going on in {}"),
    Cause.GONE_ON_BETWEEN: Row(None, _COACH, "On it goes"),
    Cause.LONGER: Row(None, _COACH, "{}", "{}."),
    Cause.STAYING: Row(None, _COACH, "Stay as long as you like; → ends it", "Stay as long as you like."),
    Cause.NOT_STAYING: Row(None, _COACH, "Ends as planned", "Ends as planned."),
    Cause.OTHER_CHOICE: Row(None, _COACH, "Instead: {}"),
    Cause.EASIER: Row(None, _COACH, "Easier: {}", "Easier: {}"),
    Cause.FULL_FORM: Row(None, _COACH, "The full form again", "The full form again."),
}  # fmt: skip


# What may have to be said at any moment, and stays as it is.
SPOKEN_AT_ONCE = tuple(row.spoken for row in TABLE.values() if row.spoken and "{}" not in row.spoken)


@dataclass(frozen=True, slots=True)
class Cue:
    """What one moment asks for; None, empty and 0 where there is nothing of the kind."""

    sound: Sound | None = None
    spoken: tuple[str, ...] = ()
    shown: str | None = None
    flash: int = 0
    rank: int = 9

    @property
    def speaks(self) -> float:
        """Return for how many seconds its sound may not be talked over."""
        return SPEAKS[self.sound] if self.sound is not None else 0.0


NOTHING = Cue()


def is_ticked(segment: Segment) -> bool:
    """Return whether a segment's last three seconds are heard: not in a phase, nor where it is too short for that."""
    shortest = TICKED_FROM if segment.rep is None else REPETITION_TICKED_FROM
    return segment.phase is None and (segment.seconds is None or segment.seconds >= shortest)


def cause_of(event: Event, running: Segment) -> Cause | None:
    """Return the row that an event belongs to, in a running segment; None where there is nothing to tell."""
    cause = _SIMPLE.get(type(event))
    match event:
        case SegmentStarted(segment=Segment() as segment, previous=previous):
            cause = _cause_of_start(segment, previous)
        case CountdownBeat():
            cause = Cause.LAST_SECONDS if is_ticked(running) else None
        case DoseEnded(exercise_over=True):
            cause = Cause.EXERCISE_OVER
        case PausedNow(reason=PauseReason.AWAY):
            cause = Cause.AWAY
        case PausedNow(reason=PauseReason.RESUMED):
            cause = Cause.RESUMED
        case WentOn() if running.kind is Kind.WORK:
            cause = Cause.GONE_ON
        case StayBegan(staying=False):
            cause = Cause.NOT_STAYING
        case EasierTaken(number=None):
            cause = Cause.FULL_FORM
        case SessionFinished(at_end_of_plan=False):
            cause = Cause.ENDED
    return cause


_SIMPLE: Mapping[type[Event], Cause] = {
    MinimumReached: Cause.LOWER_END,
    HalfReached: Cause.HALF,
    MinutesLeft: Cause.MINUTES,
    LineDue: Cause.LINE,
    DoseEnded: Cause.SET_OVER,
    PausedNow: Cause.PAUSED,
    CountStarted: Cause.COUNT,
    CountBeat: Cause.COUNT_BEAT,
    WentOn: Cause.GONE_ON_BETWEEN,
    LengthChanged: Cause.LONGER,
    StayBegan: Cause.STAYING,
    ChoiceChanged: Cause.OTHER_CHOICE,
    EasierTaken: Cause.EASIER,
    SessionFinished: Cause.FINISHED,
}
_BETWEEN = {Kind.READY: Cause.GET_READY, Kind.SWITCH: Cause.SWITCH, Kind.REST: Cause.REST}


def _cause_of_start(segment: Segment, previous: Segment | None) -> Cause:
    if segment.kind is not Kind.WORK:
        return _BETWEEN[segment.kind]
    before = previous if previous is not None and previous.kind is Kind.WORK else None
    if before is None or (before.exercise, before.set, before.round) != (segment.exercise, segment.set, segment.round):
        return Cause.BEGIN
    if before.position != segment.position:
        return Cause.OTHER_SIDE
    return Cause.PHASE if segment.phase is not None else Cause.AGAIN


def cues_for(event: Event, profile: Profile, running: Segment, *, easier: str = "", name: str = "") -> Cue:
    """Return what an event asks for under a profile.

    `running` is the segment that runs when it happens; `easier` the words of the easier form that was taken, at half
    time what changes in it; `name` the exercise's. What came too late, and what starts while the session stands still,
    is shown and not heard.
    """
    cause = cause_of(event, running)
    if cause is None:
        return NOTHING
    row = TABLE[cause]
    still = event.late or (isinstance(event, SegmentStarted) and event.standing)
    words = _words(event, easier, name)
    spoken = for_speech(row.spoken.format(words)) if row.spoken and profile is Profile.COACH and not still else ""
    return Cue(
        sound=row.sound if profile in row.heard and not still else None,
        spoken=(spoken,) if spoken else (),
        shown=row.shown.format(words).strip(" :") or None,
        flash=turns_at(event, running),
        rank=row.rank,
    )


def turns_at(event: Event, running: Segment) -> int:
    """Return how often the window turns: once at a change, twice for a side, never for a repetition or what is late."""
    cause = cause_of(event, running)
    return 0 if cause is None or event.late else TABLE[cause].flash


def _words(event: Event, easier: str, name: str) -> str:
    """Return what stands in a row's {}."""
    words = ""
    match event:
        case MinutesLeft(minutes=minutes):
            words = "1 minute" if minutes == 1 else f"{minutes} minutes"
        case CountdownBeat(left=left) | CountBeat(left=left):
            words = str(left)
        case CountStarted(seconds=seconds):
            words = f"{seconds:.0f}"
        case LineDue(text=text):
            words = text
        case PausedNow(away=away):
            words = _rough(away)
        case LengthChanged(seconds=seconds):
            whole = max(1, round(abs(seconds)))
            words = f"{whole} second{'' if whole == 1 else 's'} {'more' if seconds >= 0 else 'less'}"
        case SegmentStarted(segment=Segment(phase=str() as phase)):
            words = phase_words(phase)
            words = words[0].upper() + words[1:]
        case SegmentStarted(segment=Segment(kind=Kind.READY)) | ChoiceChanged():
            words = name
        case SegmentStarted(segment=Segment(position=position)):
            words = position or ""
        case EasierTaken():
            words = easier
        case HalfReached():
            words = easier or "Half"
    return words


def _rough(seconds: float) -> str:
    """Return a time away in words, to the minute from a minute on."""
    return seconds_words(seconds if seconds < 60 else round(seconds / 60) * 60)


def together(cues: Iterable[Cue]) -> Cue:
    """Return the cues of one instant as one: the first in rank is heard, the last word is shown, all is spoken."""
    row = [cue for cue in cues if cue is not NOTHING]
    if not row:
        return NOTHING
    first = min((cue for cue in row if cue.sound is not None), key=lambda cue: cue.rank, default=NOTHING)
    return Cue(
        sound=first.sound,
        spoken=tuple(line for cue in row for line in cue.spoken),
        shown=next((cue.shown for cue in reversed(row) if cue.shown), None),
        flash=max(cue.flash for cue in row),
        rank=first.rank,
    )
