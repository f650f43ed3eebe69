"""A session as lines of text: one that is redrawn each second, and those that stay.

Pure on a moment and an event, so that every line can be tested at every width. No line relies on colour, and none is
wider than it may be.
"""

from __future__ import annotations

import unicodedata

from app.core.cues import Cause, cause_of, cues_for
from app.core.exercise import worded
from app.core.moments import (
    CountBeat,
    CountdownBeat,
    DoseEnded,
    EasierTaken,
    Event,
    HalfReached,
    Moment,
    PausedNow,
    SegmentStarted,
    Waiting,
)
from app.core.plan import Kind, Option, Plan
from app.core.player_words import face_of, headline_of, line_of, next_of, setup_lines, spoken_moment
from app.core.routine import Profile

LEAST_BAR, MOST_BAR = 10, 24
# Fewer columns than this of what comes next tell nothing.
LEAST_NEXT = 10
_ASCII = str.maketrans(
    {"→": ">", "←": "<", "↑": "Up", "↓": "Down", "−": "-", "–": "-", "·": "-", "×": "x", "’": "'", "…": ".", "ß": "ss"}
)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """Return a text that takes at most `width` columns, with an ellipsis where something was cut off."""
    if columns(text) <= width:
        return text
    kept = ""
    for character in text:
        if columns(kept + character) >= width:
            break
        kept += character
    return f"{kept.rstrip()}…" if width > 0 else ""


def in_ascii(text: str) -> str:
    """Return a text for a terminal that knows no more than ASCII; what has no like there is a question mark."""
    parted = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(c for c in parted if not unicodedata.combining(c)).encode("ascii", "replace").decode()


def bar(done: float, least: float | None, width: int, *, plain: bool = False) -> str:
    """Return a bar of `width` columns, filled to a fraction, with a mark at the lower end; `plain`: in ASCII."""
    full, empty, mark = ("#", "-", "|") if plain else ("█", "░", "┃")
    filled = min(width, max(0, round(done * width)))
    cells = [full] * filled + [empty] * (width - filled)
    if least is not None and 0 < least < 1:
        cells[min(width - 1, max(0, round(least * width) - 1))] = mark
    return "".join(cells)


def status_line(moment: Moment, plan: Plan, width: int, *, typed: str = "", plain: bool = False) -> str:
    """Return time left, name and side, a bar, and what comes next, in at most `width` columns.

    What does not fit is left out from the end: what comes next first, then the bar; the name is cut last.
    """
    option = plan.blocks[moment.block].option
    head = headline_of(moment, option)
    shown = in_ascii if plain else str
    time = shown(face_of(moment, typed).text).rjust(5)
    above = f"{head.above}: " if head.above else ""
    what = f"{above}{head.name}" + (f", {head.side}" if head.side else "")
    if isinstance(moment.under, Waiting):
        what += ", Enter when done"
    line = cut(f"{time}  {shown(what)}", width)
    room = width - columns(line) - 2
    share = fraction(moment)
    if share is not None and room >= LEAST_BAR:
        size = min(MOST_BAR, max(LEAST_BAR, room // 3))
        line += "  " + bar(share[0], share[1], size, plain=plain)
        room = width - columns(line) - 2
    following = shown(next_of(moment, plan).words)
    if following and room >= min(LEAST_NEXT, columns(following)):
        line += "  " + cut(following, room)
    return line.translate(_ASCII) if plain else line


def fraction(moment: Moment) -> tuple[float, float | None] | None:
    """Return how much of the running stretch is over and where its lower end lies, from 0 to 1; None at own pace."""
    work = moment.segment.kind is Kind.WORK
    elapsed, length = (moment.dose_elapsed, moment.dose_length) if work else (moment.elapsed, moment.length)
    if not length:
        return None
    single = work and moment.segment.rep is None and moment.length
    least = moment.at_least / moment.length if single and moment.at_least and moment.length else None
    return min(1.0, elapsed / length), least


def lines_of_event(event: Event, moment: Moment, plan: Plan, previous: str | None) -> tuple[str, ...]:
    """Return the lines that an event leaves behind; empty for what a status line shows better.

    `previous` is the exercise that was told of last: its setup is not told again.
    """
    option = plan.blocks[moment.block].option
    if isinstance(event, CountdownBeat | CountBeat) or (isinstance(event, SegmentStarted) and event.late):
        return ()
    if isinstance(event, SegmentStarted) and event.segment is not None:
        return _start(event, moment, option, previous)
    if isinstance(event, DoseEnded) and not event.exercise_over:
        return ()
    cause = cause_of(event, moment.segment)
    if cause in (None, Cause.COUNT):
        return ()
    easier = ""
    if isinstance(event, EasierTaken) and event.number is not None:
        forms = option.exercise.easier[event.number : event.number + 1]
        easier = " ".join(worded(tuple(form.text for form in forms), moment.segment.position))
    if isinstance(event, HalfReached):
        easier = option.exercise.half_line(moment.easier, moment.segment.position).rstrip(".")
    shown = cues_for(event, Profile.SILENT, moment.segment, easier=easier, name=option.exercise.called).shown
    return (f"{shown}.",) if shown and not isinstance(event, PausedNow) else ()


def _start(event: SegmentStarted, moment: Moment, option: Option, previous: str | None) -> tuple[str, ...]:
    """Return what is told of a segment that began: a repetition by its number alone, a phase not at all."""
    segment = event.segment
    if segment is None:
        return ()
    if segment.rep is not None and (segment.rep, segment.phase) != (1, _first_phase(option)):
        again = segment.phase is None or segment.phase == _first_phase(option)
        same = event.previous is not None and event.previous.position == segment.position
        return (f"{segment.rep} of {segment.reps}.",) if again and same else ()
    lines = [spoken_moment(moment, option)]
    if segment.kind is Kind.READY and segment.exercise != previous:
        lines += [f"  {line}" for line in setup_lines(option.exercise, segment.position, moment.easier)]
        more = worded((*option.exercise.care, option.note), segment.position)
        lines += [f"  {words}" for words in (option.load, *more) if words]
    return tuple(lines)


def _first_phase(option: Option) -> str | None:
    return next((s.phase for s in option.segments if s.kind is Kind.WORK), None)


def cue_line(moment: Moment, option: Option) -> str | None:
    """Return the short line that goes with running timed work; None elsewhere, and where there is none."""
    if moment.segment.kind is not Kind.WORK or moment.segment.phase is not None or isinstance(moment.under, Waiting):
        return None
    return next(iter(line_of(moment, option)), None)
