"""The player's words for one moment of a session: pure, so that every sentence on the screen can be tested."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.core.cues import TABLE, Cause, Change
from app.core.exercise import Exercise, side_of, worded
from app.core.moments import (
    Counting,
    Finished,
    Moment,
    Paused,
    PauseReason,
    Ready,
    Resting,
    Switching,
    Waiting,
    Working,
)
from app.core.plan import Kind, Option, Plan, Segment
from app.core.speech import phase_words

LINE_SECONDS = 4.0  # of a get ready, for one line of setup
CUE_SECONDS = 20.0  # of a hold, for one cue


@dataclass(frozen=True, slots=True)
class Face:
    """What the large figures say: small text before, the figures, small text after."""

    large: str
    small: str = ""
    before: str = ""

    @property
    def text(self) -> str:
        """Return it in one word, for those who hear it."""
        return f"{self.before}{self.large}{self.small}"


@dataclass(frozen=True, slots=True)
class Headline:
    """The words beside the picture: what is going on, the name, the side with its first word in capitals."""

    above: str
    name: str
    side: str
    then: str


@dataclass(frozen=True, slots=True)
class NextUp:
    """What comes next: the words, and of which dose the picture is (None: none)."""

    words: str
    exercise: Exercise | None = None
    segment: Segment | None = None


def clock_words(seconds: float) -> str:
    """Return whole seconds as 4:05 or 1:04:05."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def length_words(seconds: float) -> str:
    """Return a length in words for the ear: "2 minutes 30 seconds"."""
    whole = max(0, round(seconds))
    counts = ((whole // 3600, "hour"), (whole % 3600 // 60, "minute"), (whole % 60, "second"))
    parts = [f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts if count]
    return " ".join(parts) or "0 seconds"


def face_of(moment: Moment, typed: str = "") -> Face:
    """Return the large figures: time left, a count, repetitions at own pace, or the time held past zero."""
    if isinstance(moment.state, Counting):
        return Face(str(math.ceil(moment.state.left - 1e-6)))
    segment = moment.segment
    if moment.past > 0:
        return _timed(math.floor(moment.past + 1e-6), before="+")
    if moment.left is None:
        return Face(typed or str(segment.reps or ""), "×" if (typed or segment.reps) else "")
    left = math.ceil(moment.left - 1e-6)
    if segment.kind is Kind.WORK and segment.rep is not None and left < 60:
        return Face(str(left))
    return _timed(left)


def _timed(seconds: int, before: str = "") -> Face:
    """From 10:00 up the minutes stay large and the seconds are small."""
    minutes, rest = divmod(seconds, 60)
    if minutes >= 10:
        return Face(str(minutes), f":{rest:02}", before)
    return Face(f"{minutes}:{rest:02}", "", before)


def headline_of(moment: Moment, option: Option) -> Headline:
    """Return the words beside the picture."""
    segment = moment.segment
    return Headline(_above(moment), option.exercise.called, side_words(segment.position), _then(segment, option))


def _above(moment: Moment) -> str:
    state, segment = moment.state, moment.segment
    if isinstance(state, Paused):
        return "Paused"
    if isinstance(state, Counting):
        return "Going on in"
    if isinstance(state, Finished):
        return "Done"
    words = {Ready: "Get ready", Switching: "Change sides", Resting: "Rest"}.get(type(state), "")
    counts = [
        f"{what} {number} of {of}"
        for what, number, of in (("round", segment.round, segment.rounds), ("set", segment.set, segment.sets))
        if of > 1
    ]
    if isinstance(state, Working) and segment.rep is not None:
        counts.append(f"{segment.rep} of {segment.reps}")
    if isinstance(state, Working) and state.staying:
        counts.append("staying")
    text = " · ".join(filter(None, [words, *counts]))
    return text[:1].upper() + text[1:]


def side_words(position: str | None) -> str:
    """Return a position with its side in capitals: "RIGHT leg"; another position with a capital; else nothing."""
    if not position:
        return ""
    side = side_of(position)
    if side is None:
        return position[0].upper() + position[1:]
    words = position.split()
    at = next(n for n, word in enumerate(words) if word.lower().strip(",") == side.value)
    words[at] = words[at].upper()
    text = " ".join(words)
    return text[0].upper() + text[1:]


def _then(segment: Segment, option: Option) -> str:
    """Return "then left" where another position of the same set follows this one's first turn; else nothing."""
    if segment.position is None:
        return ""
    work = [s for s in option.segments if s.kind is Kind.WORK and (s.set, s.round) == (segment.set, segment.round)]
    order = list(dict.fromkeys(s.position for s in work))
    if segment.position not in order or order.index(segment.position) + 1 >= len(order):
        return ""
    following = order[order.index(segment.position) + 1] or ""
    side = side_of(following)
    return f"then {side.value if side else following}"


def setup_lines(exercise: Exercise, position: str | None, easier: int | None) -> tuple[str, ...]:
    """Return how to get into it, the easier form's line first where it was taken."""
    form = worded((exercise.easier[easier].text,), position) if easier is not None else ()
    return (*form, *worded(exercise.setup, position))


def line_of(moment: Moment, option: Option, *, typed: str = "", before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the lines under the picture: setup in a get ready, else one cue; a new one in turn.

    What to look out for comes after the cues; before the work, after the setup where each line has time to be read.
    `before` is how to get up from what was done before.
    """
    segment, exercise, state = moment.segment, option.exercise, moment.under
    care = worded(exercise.care, segment.position)
    if segment.kind is not Kind.WORK:
        lines = setup_lines(exercise, segment.position, moment.easier)
        if segment.kind is Kind.READY:
            lines = (*worded(before, None), *lines)
        seconds = moment.length or 0.0
        if seconds >= LINE_SECONDS * len((*lines, *care)):
            lines = (*lines, *care)
        return page_of(lines, moment.elapsed, seconds)
    if isinstance(state, Waiting):
        number = f"Enter: {typed} done" if typed else "Enter when you are done"
        load = f"{option.load} · " if option.load else ""
        return (f"{load}{number}",)
    if segment.phase is not None:
        breath = f", breathe {segment.breath}" if segment.breath else ""
        phase = phase_words(segment.phase)
        return (phase[0].upper() + phase[1:] + breath,)
    form = worded((exercise.easier[moment.easier].text,), segment.position) if moment.easier is not None else ()
    note = worded((option.note,), segment.position) if option.note else ()
    cues = (*form, *worded(exercise.cues, segment.position), *care, *note)
    if not cues:
        return ()
    length = moment.dose_length or moment.length or CUE_SECONDS
    each = max(6.0, min(CUE_SECONDS, length / len(cues)))
    return (cues[int(moment.dose_elapsed / each) % len(cues)],)


def page_of(lines: tuple[str, ...], elapsed: float, seconds: float) -> tuple[str, ...]:
    """Return the lines to be read now: each stands for 4 s or more, several at once where the time is short."""
    if not lines:
        return ()
    pages = max(1, min(len(lines), math.floor(seconds / LINE_SECONDS + 1e-6)))
    page = min(pages - 1, int(elapsed / (seconds / pages))) if seconds > 0 else 0
    first, last = page * len(lines) // pages, (page + 1) * len(lines) // pages
    return lines[first:last]


def next_of(moment: Moment, plan: Plan) -> NextUp:
    """Return what comes after the running dose."""
    segments = plan.segments
    here = moment.segment
    at = moment.index
    if here.kind is not Kind.WORK:
        at = next((n for n in range(at, len(segments)) if segments[n].kind is Kind.WORK), at)
        here = segments[at]
    block, end = _block_of(plan, at)
    later = next(
        (
            n
            for n in range(at + 1, len(segments))
            if segments[n].kind is Kind.WORK and (n >= end or segments[n].dose != here.dose)
        ),
        None,
    )
    if later is None:
        after = worded(plan.blocks[block].option.exercise.after, here.position)
        return NextUp(f"Then: {after[0]}" if after else "Then you are done.")
    work = segments[later]
    exercise = plan.blocks[_block_of(plan, later)[0]].option.exercise
    if later >= end:
        position = f", {work.position}" if work.position else ""
        words = f"Next: {exercise.called}{position}"
    elif work.set != here.set or work.position == here.position:
        position = f", {work.position}" if work.position and work.position != here.position else ""
        words = f"Next: set {work.set} of {work.sets}{position}"
    else:
        words = f"Next: {work.position}"
    return NextUp(words, exercise, work)


def _block_of(plan: Plan, place: int) -> tuple[int, int]:
    """Return the number of the block that a place of the row lies in, and the place after that block."""
    end = 0
    for number, block in enumerate(plan.blocks):
        end += len(block.option.segments)
        if place < end:
            return number, end
    return len(plan.blocks) - 1, end


def change_words(change: Change, moment: Moment, option: Option) -> str:
    """Return the large word that stands in the light of a change, as the table of cues has it."""
    segment = moment.segment
    if change is Change.END or isinstance(moment.state, Finished):
        cause, words = Cause.FINISHED, ""
    elif segment.kind is Kind.WORK:
        cause, words = (Cause.OTHER_SIDE if change is Change.SIDE else Cause.BEGIN), side_words(segment.position)
    elif segment.kind is Kind.READY:
        cause, words = Cause.GET_READY, option.exercise.called
    else:
        cause, words = _BETWEEN[segment.kind], side_words(segment.position)
    return TABLE[cause].shown.format(words).strip(" :")


_BETWEEN = {Kind.SWITCH: Cause.SWITCH, Kind.REST: Cause.REST}


def pause_words(state: Paused) -> str:
    """Return why the session stands still, in a sentence."""
    if state.reason is PauseReason.AWAY:
        return f"The computer was away for {length_words(state.away)}. Paused where you were."
    if state.reason is PauseReason.RESUMED:
        return "Where you left off. Space goes on."
    return "Space goes on."


def spoken_moment(moment: Moment, option: Option) -> str:
    """Return name, side and time left in one sentence, for the ear (T, and a segment's start)."""
    segment = moment.segment
    parts = [_above(moment), option.exercise.called, segment.position or ""]
    if isinstance(moment.under, Waiting):
        parts.append(f"{segment.reps} times" if segment.reps else "")
    elif moment.past > 0:
        parts.append(f"{length_words(moment.past)} past the end")
    else:
        left = moment.dose_left if segment.kind is Kind.WORK and moment.dose_left is not None else moment.left
        parts.append(f"{length_words(left)} left" if left is not None else "")
    words = [part[0].upper() + part[1:] for part in parts if part]
    return ". ".join(words) + "."
