"""What the coach says in the course of a segment: laid out before it begins, with every line in its shorter forms.

Offsets are seconds from the segment's start. Every sentence is ready to be spoken: numbers and units are words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from app.core.cues import SPEAKS, TABLE, Cause, Sound, is_ticked
from app.core.exercise import Exercise, side_of, worded
from app.core.marks import say_moments
from app.core.plan import Kind, Option, Plan, Segment
from app.core.speech import for_speech, number_words, phase_words, seconds_words
from app.core.speech_fit import Part, Placed, SecondsOf, Wanted, fit_speech

TICKS = 3.0  # the last seconds belong to the ticks


KNOWN_AFTER = 3  # whole sessions of a routine


class Detail(StrEnum):
    """How much the coach talks."""

    FULL = "full"
    CUES = "cues"
    NAMES = "names"


def detail_after(whole_sessions: int) -> Detail:
    """Return how much the coach talks by itself: all of it until a routine is known, then the cues."""
    return Detail.FULL if whole_sessions < KNOWN_AFTER else Detail.CUES


def script_for(
    segment: Segment,
    option: Option,
    previous: Segment | None,
    detail: Detail,
    seconds_of: SecondsOf,
    *,
    length: float | None,
    sound: Sound | None,
    easier: int | None = None,
    staying: bool = False,
    busy_until: float = 0.0,
    before: Exercise | None = None,
) -> tuple[Placed, ...]:
    """Return what the coach says in a segment.

    `length` is its length as + and - made it, None where it has no end; `sound` the one that it starts with; `easier`
    the number of the easier form that is taken; `previous` the segment before it, `before` the exercise that is over
    with it; before `busy_until` nothing is said.
    """
    taken: list[tuple[float, float]] = [(0.0, busy_until)] if busy_until > 0 else []
    if sound is not None:
        taken.append((0.0, SPEAKS[sound]))
    end = None if staying else length
    if end is not None and is_ticked(segment):
        taken.append((end - TICKS, end))
    if segment.kind is Kind.WORK and segment.phase is None and segment.at_least is not None:
        taken.append((segment.at_least, segment.at_least + SPEAKS[Sound.LOWER_END]))
    wanted = wanted_in(segment, option, previous, detail, length=end, easier=easier)
    if before is not None and segment.kind is not Kind.WORK:
        wanted = [replace(line, parts=(*_up(before, previous, detail), *line.parts)) for line in wanted]
    return fit_speech(wanted, end, taken, seconds_of)


def every_line(plan: Plan, detail: Detail) -> tuple[str, ...]:
    """Return every sentence, in every form, that a session of the plan may need, in order of time, each once."""
    found: dict[str, None] = {}
    for block in plan.blocks:
        for option in (block.option, *(o for o in block.options if o is not block.option)):
            previous: Segment | None = None
            for segment in option.segments:
                for line in wanted_in(segment, option, previous, detail, length=segment.seconds):
                    for part in line.parts:
                        found.update(dict.fromkeys(part.forms))
                previous = segment
            found.update(dict.fromkeys(_at_once(option)))
    return tuple(found)


def wanted_in(
    segment: Segment,
    option: Option,
    previous: Segment | None,
    detail: Detail,
    *,
    length: float | None,
    easier: int | None = None,
) -> list[Wanted]:
    """Return what the coach would like to say in a segment, had all of it room."""
    match segment.kind:
        case Kind.READY:
            return [Wanted(0.0, _introduction(segment, option, detail), 0, slack=60.0)]
        case Kind.SWITCH:
            return [Wanted(0.0, (Part(_switch(segment, option)),), 0, slack=60.0)]
        case Kind.REST:
            return [Wanted(0.0, (Part(_rest(segment, option)),), 0, slack=60.0)]
        case _:
            half = option.exercise.half_line(easier, segment.position)
            return [*_in_work(segment, option, previous, detail, length), *_at_half(segment, detail, half)]


def _at_once(option: Option) -> Iterator[str]:
    """Yield what keys and the end of an exercise may have said: easier forms, how to get up, more and less of it."""
    for position in dict.fromkeys(segment.position for segment in option.segments):
        yield from getting_up(option.exercise, position)
        for form in option.exercise.easier:
            for line in worded((form.text,), position)[:1]:
                yield for_speech(TABLE[Cause.EASIER].spoken.format(for_speech(line)))
        for number in range(len(option.exercise.easier)):
            if half := option.exercise.half_line(number, position):
                yield for_speech(half)
    for seconds in (10, 20, 30):
        for much in ("more", "less"):
            yield f"{_sentence(seconds_words(seconds))[:-1]} {much}."


# After the work


def getting_up(exercise: Exercise, position: str | None) -> tuple[str, ...]:
    """Return how to get up from an exercise, whole and then its beginning alone; () where nothing is to be said."""
    lines = [for_speech(line) for line in worded(exercise.after, position)]
    return _forms(" ".join(lines), lines[0]) if lines else ()


def _up(exercise: Exercise, previous: Segment | None, detail: Detail) -> tuple[Part, ...]:
    forms = getting_up(exercise, previous.position if previous is not None else None)
    return (Part(forms, 1),) if forms and detail is not Detail.NAMES else ()


# Before the work


def work_of(segment: Segment, option: Option) -> tuple[Segment, ...]:
    """Return the work of the dose that a segment leads to, or is part of."""
    return tuple(
        s for s in option.segments
        if s.kind is Kind.WORK and s.dose == segment.dose and s.set == segment.set
    )  # fmt: skip


def dose_words(segment: Segment, option: Option) -> str:
    """Return a dose as the coach says it: "two and a half minutes", "eight times five seconds, changing sides"."""
    work = work_of(segment, option)
    if not work:
        return ""
    first = work[0]
    times = first.reps or 1
    changing = ", changing sides" if _alternating(segment, option) else ""
    if first.seconds is None:
        return f"{_number(times, 'repetition')}, at your own pace{changing}"
    if first.phase is not None:
        return f"{_number(times, 'repetition')}{changing}"
    if first.reps is not None:
        return f"{number_words(times)} times {seconds_words(first.seconds)}{changing}"
    return seconds_words(first.seconds)


def announcement(segment: Segment, option: Option) -> tuple[str, ...]:
    """Return name, side and dose in ever shorter forms; where every repetition changes side, each names its own."""
    name = option.exercise.called
    side = side_of(segment.position)
    where = f" {_sentence(segment.position)}" if segment.position and not _alternating(segment, option) else ""
    dose = dose_words(segment, option)
    full = f"{name}.{where} {_sentence(dose)}"
    counted = f"{full} {_sentence(_place(segment))}" if _place(segment) else full
    shorter = f"{name}.{where} {_sentence(dose.partition(',')[0])}"
    short = f"{name}, {side.value}." if side and where else f"{name}."
    return _forms(counted, full, shorter, f"{name}.{where}", short, f"{name}.")


def _alternating(segment: Segment, option: Option) -> bool:
    return len({s.position for s in work_of(segment, option)}) > 1


def _introduction(segment: Segment, option: Option, detail: Detail) -> tuple[Part, ...]:
    """Return the setup, the head's place before the rest of it, and last the name, side and dose."""
    announced = Part(announcement(segment, option))
    if detail is not Detail.FULL:
        return (announced,)
    setup = [
        Part((for_speech(line),), 2 if _about_the_head(line) else 3)
        for line in worded(option.exercise.setup, segment.position)
    ]
    return (Part((f"Next: {option.exercise.called}.",), 4), *setup, announced) if setup else (announced,)


def spoken_setup(segment: Segment, option: Option) -> tuple[str, ...]:
    """Return all sentences of a full introduction, in their longest form: what a newcomer hears before the work."""
    return tuple(part.forms[0] for part in _introduction(segment, option, Detail.FULL))


def _about_the_head(line: str) -> bool:
    return "head" in line.lower()


def _switch(segment: Segment, option: Option) -> tuple[str, ...]:
    side = side_of(segment.position)
    to = f"Switch to the {side.value}." if side else f"Now {segment.position}." if segment.position else "Switch."
    spelt = f" {_sentence(segment.position)}" if side and segment.position and segment.position != side.value else ""
    return _forms(
        f"{to}{spelt} {_sentence(dose_words(segment, option))}",
        f"{to}{spelt}",
        to,
        f"{side.value.capitalize()}." if side else to,
    )


def _rest(segment: Segment, option: Option) -> tuple[str, ...]:
    rest = f"Rest, {seconds_words(segment.seconds)}." if segment.seconds else "Rest."
    place = _place(segment)
    then = f" Then {place}." if place else ""
    name = f" {option.exercise.called}.{f' {_sentence(segment.position)}' if segment.position else ''}"
    return _forms(
        f"{rest}{then}{name} {_sentence(dose_words(segment, option))}",
        f"{rest}{then}{name}",
        f"{rest}{then}",
        rest,
        "Rest.",
    )


def _place(segment: Segment) -> str:
    """Return which set or round it is; "" where there is one alone."""
    if segment.sets > 1:
        return f"set {number_words(segment.set)} of {number_words(segment.sets)}"
    if segment.rounds > 1:
        return f"round {number_words(segment.round)} of {number_words(segment.rounds)}"
    return ""


# In the work

FIRST_CUE, CUE_EVERY = 15.0, 30.0  # seconds
LONG_PHASE = 10.0
_FEW_MINUTES = {1, 2, 5, 10, 20, 30}


def _in_work(
    segment: Segment, option: Option, previous: Segment | None, detail: Detail, length: float | None
) -> Iterator[Wanted]:
    planned = segment.seconds
    yield from _beginning(segment, option, previous, detail)
    if segment.phase is not None:
        return
    if planned is not None:
        for at, text in say_moments(option.say, planned):
            for line in worded((text,), segment.position):
                yield Wanted(at, (Part((for_speech(line),)),), 1, slack=3.0)
        if segment.at_least is not None and segment.at_least < (length or math.inf):
            forms = ("That is enough. Stay, or go on.", "Enough.") if detail is Detail.FULL else ("Enough.",)
            yield Wanted(segment.at_least, (Part(forms),), 2, slack=1.0)
    if detail is Detail.NAMES:
        return
    if length is not None and segment.reps is None:
        for minutes in range(1, math.ceil(length / 60)):
            if detail is Detail.FULL or minutes in _FEW_MINUTES:
                left = (f"{_number(minutes, 'minute').capitalize()} left.",)
                yield Wanted(length - 60 * minutes, (Part(left),), 3)
    if (planned or math.inf) >= FIRST_CUE:
        # What to look out for is known to whoever knows the routine.
        care = option.exercise.care if detail is Detail.FULL else ()
        for number, line in enumerate(worded((*option.exercise.cues, *care), segment.position)):
            at = FIRST_CUE + CUE_EVERY * number
            yield Wanted(at, (Part((for_speech(line),)),), 5, slack=CUE_EVERY / 3)


def _at_half(segment: Segment, detail: Detail, half: str) -> Iterator[Wanted]:
    """Yield what is said at half of a single hold: what changes there, else that it is half, where it is long."""
    # It counts from the planned length, as it does on the screen: + and - do not bring it twice.
    planned = segment.seconds
    if planned is None or segment.phase is not None or segment.reps is not None:
        return
    if half:
        yield Wanted(planned / 2, (Part((for_speech(half),)),), 1, slack=3.0)
    elif planned >= 60 and detail is not Detail.NAMES:
        yield Wanted(planned / 2, (Part(("Halfway.",)),), 4, slack=0.5)


def _beginning(segment: Segment, option: Option, previous: Segment | None, detail: Detail) -> Iterator[Wanted]:
    """Yield what is said as work begins: nothing where get ready, switch or rest have said it."""
    if previous is not None and previous.kind is not Kind.WORK:
        if _alternating(segment, option):
            yield _position(segment)
        elif segment.phase is not None and detail is not Detail.NAMES:
            yield from _phase(segment)
        return
    same = previous is not None and (previous.exercise, previous.set, previous.round) == (
        segment.exercise, segment.set, segment.round)  # fmt: skip
    if previous is None or not same:
        yield Wanted(0.0, (Part(announcement(segment, option)),), 0)
    elif previous.position != segment.position and segment.position:
        yield _position(segment)
    elif segment.phase is not None and detail is not Detail.NAMES:
        yield from _phase(segment)
    elif segment.phase is None and segment.rep is not None and segment.reps and detail is not Detail.NAMES:
        count = f"{number_words(segment.rep)} of {number_words(segment.reps)}"
        yield Wanted(0.0, (Part(_forms(_sentence(count), _sentence(number_words(segment.rep)))),), 4)


def _position(segment: Segment) -> Wanted:
    side = side_of(segment.position)
    return Wanted(0.0, (Part(_forms(_sentence(segment.position), f"{side.value.capitalize()}." if side else "")),), 0)


def _phase(segment: Segment) -> Iterator[Wanted]:
    """Yield a phase's name: in the first repetition, and where phases are long; else its tick says enough."""
    if segment.phase is not None and (segment.rep in {None, 1} or (segment.seconds or 0) >= LONG_PHASE):
        name = _sentence(for_speech(phase_words(segment.phase)))
        breath = f"{name} Breathe {segment.breath}." if segment.breath else name
        yield Wanted(0.0, (Part(_forms(breath, name)),), 0, slack=0.5)


# Words


def _number(number: int, what: str) -> str:
    return f"{number_words(number)} {what}{'' if number == 1 else 's'}"


def _sentence(text: str | None) -> str:
    spoken = for_speech(text or "")
    return f"{spoken[0].upper()}{spoken[1:].rstrip('.')}." if spoken else ""


def _forms(*forms: str) -> tuple[str, ...]:
    """Return the forms without those that say nothing or the same again."""
    return tuple(dict.fromkeys(form.strip() for form in forms if form.strip()))
