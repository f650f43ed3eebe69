"""Turns what a session tells into cues at their moments and spoken lines in between.

The shell hands every answer of the engine to `told` and plays what comes back; between answers it asks `take` for
lines that are due. Nothing here sounds, waits or reads a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from app.core.cues import Cue, Sound, cues_for, together
from app.core.exercise import Exercise, worded
from app.core.moments import (
    Counting,
    EasierTaken,
    Event,
    Finished,
    LengthChanged,
    Moment,
    Paused,
    SegmentStarted,
    SessionFinished,
    StayBegan,
    WentOn,
    Working,
)
from app.core.plan import Kind, Option, Plan, Segment
from app.core.routine import Profile
from app.core.script import Detail, getting_up, script_for
from app.core.speech import for_speech
from app.core.speech_fit import Placed, SecondsOf

LATE = 1.0  # seconds: what comes later than that misleads, and is left out
NOW = 1e-6  # what sums of floats may be short of a moment
STARTS = 0.5  # seconds: a segment gone on with earlier than that is told of as one that begins


class Prompter:
    """The cues and lines of one session.

    `seconds_of` says how long a sentence takes, infinite where it cannot be spoken; `profile` is the person's own
    choice, None where each step's holds.
    """

    def __init__(self, seconds_of: SecondsOf, detail: Detail, profile: Profile | None = None) -> None:
        self.detail = detail
        self.profile = profile
        self._seconds_of = seconds_of
        self._running: Segment | None = None
        self._previous: Segment | None = None
        self._lines: list[Placed] = []
        self._said = False  # whether anything was said in the running segment

    def profile_of(self, segment: Segment) -> Profile:
        """Return the profile that a segment is heard under."""
        return self.profile or segment.sound

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> tuple[tuple[float, Cue], ...]:
        """Return the cue of each instant of an answer, the oldest first, with the session's clock at which it was due.

        `moment` is how things stand after the answer. What an instant says at once makes way for no script: lines
        that would meet it are laid out anew.
        """
        out: list[tuple[float, Cue]] = []
        for due, group in groupby(events, key=lambda event: event.due):
            instant = list(group)
            cue = self._cue(instant, moment, plan)
            if cue is not None:
                out.append((due, cue))
            if any(isinstance(e, SegmentStarted | LengthChanged | StayBegan | WentOn) for e in instant):
                self._lay_out(instant, moment, plan, cue)
        return tuple(out)

    def change_profile(self, profile: Profile | None, moment: Moment, plan: Plan) -> None:
        """Take another profile from here on."""
        self.profile = profile
        self._write(moment, plan, sound=None, after=moment.elapsed)

    def lines_came(self, moment: Moment, plan: Plan) -> None:
        """Lay out anew, as lines can be spoken now that could not when the segment began and nothing was said yet."""
        if self._said or isinstance(moment.state, Paused | Counting | Finished):
            return
        self._write(moment, plan, sound=None, after=None, busy_until=moment.elapsed)

    def take(self, moment: Moment) -> tuple[str, ...]:
        """Return the sentences that are due, and forget them; those more than a second late are left out."""
        if isinstance(moment.state, Paused | Counting | Finished):
            return ()
        now = moment.elapsed + NOW
        due = [line for line in self._lines if line.at <= now]
        self._lines = [line for line in self._lines if line.at > now]
        said = tuple(line.text for line in due if moment.elapsed - line.at <= LATE)
        self._said = self._said or bool(said)
        return said

    def next_at(self) -> float | None:
        """Return when the next line is due, in seconds from the segment's start; None where none is to come."""
        return self._lines[0].at if self._lines else None

    def _cue(self, instant: Iterable[Event], moment: Moment, plan: Plan) -> Cue | None:
        cues: list[Cue] = []
        for event in instant:
            if isinstance(event, SegmentStarted) and event.segment is not None:
                self._running, self._previous = event.segment, event.previous
            running = self._running or moment.segment
            option = plan.blocks[moment.block].option
            easier = _easier_words(event, option, running.position)
            profile = self.profile_of(running)
            cue = cues_for(event, profile, running, easier=easier, name=option.exercise.called)
            if isinstance(event, SessionFinished) and event.at_end_of_plan and cue.spoken:
                cue = replace(cue, spoken=(*cue.spoken, *self._last_words(option, running)))
            cues.append(cue)
        whole = together(cues)
        return whole if whole != Cue() else None

    def _last_words(self, option: Option, running: Segment) -> tuple[str, ...]:
        """Return how to get up from what the session ended with."""
        return getting_up(option.exercise, running.position)[:1] if self.detail is not Detail.NAMES else ()

    def _lay_out(self, instant: Sequence[Event], moment: Moment, plan: Plan, cue: Cue | None) -> None:
        """Write the script of the segment that began, or what is left of it after a change."""
        if all(event.late for event in instant):
            self._lines = []
            return
        began = any(isinstance(e, SegmentStarted) for e in instant) or moment.elapsed < STARTS
        if began:
            self._said = False
        sound = cue.sound if cue is not None and began else None
        said = sum(self._seconds_of(line) for line in cue.spoken) if cue is not None else 0.0
        self._write(moment, plan, sound=sound, after=None if began else moment.elapsed + said)

    def _write(
        self, moment: Moment, plan: Plan, *, sound: Sound | None, after: float | None, busy_until: float = 0.0
    ) -> None:
        segment = self._running or moment.segment
        self._lines = []
        if self.profile_of(segment) is not Profile.COACH:
            return
        script = script_for(
            segment,
            plan.blocks[moment.block].option,
            self._previous,
            self.detail,
            self._seconds_of,
            length=moment.length,
            easier=moment.easier,
            sound=sound,
            staying=isinstance(moment.under, Working) and moment.under.staying,
            busy_until=busy_until,
            before=_over(self._previous, segment, plan, moment.block),
        )
        self._lines = [line for line in script if after is None or line.at > after]


def _over(previous: Segment | None, segment: Segment, plan: Plan, block: int) -> Exercise | None:
    """Return the exercise that was over as a segment began; None where it goes on, or something stood in between."""
    if previous is None or previous.kind is not Kind.WORK or previous.exercise == segment.exercise:
        return None
    options = (option for b in reversed(plan.blocks[: block + 1]) for option in (b.option, *b.options))
    return next((o.exercise for o in options if o.exercise.key == previous.exercise), None)


def _easier_words(event: Event, option: Option, position: str | None) -> str:
    if not isinstance(event, EasierTaken) or event.number is None:
        return ""
    forms = option.exercise.easier
    lines = worded((forms[event.number].text,), position) if event.number < len(forms) else ()
    return for_speech(lines[0]) if lines else ""
