"""What each key of movement does to a course, wherever it stands.

`now` is running time; the keys' meanings are those of the running session's table. `number` is the repetitions that
were typed before the key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.course import Course, TakeBack
from app.core.moments import ChoiceChanged, Command, EasierTaken, Event, LengthChanged, StayBegan
from app.core.plan import Kind
from app.core.tally import Kept, recorded

Move = Callable[[Course, float, list[Event], int | None], None]

TAKE_BACK_SECONDS = 10.0
_AGAIN_AFTER = 3.0  # seconds into work from which Left means this dose and not the one before
_READY_STEP = 20.0
_HOLD_STEP = 30.0
_SHORT_HOLD_STEP = 10.0
_SHORT_HOLD = 60.0


def leave_or_start(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """Right: leave running work with its whole dose, else start the work that comes next; the plan may end with it."""
    before, place = course.segment, course.place
    if course.working:
        _remember(course, now)
        following = course.row.after_dose(place)
        over = following == course.row.after_block(place)
        course.close_work(now, out, _reps_said(course, number), exercise_over=over)
        course.leave_for(following, now, out, previous=before)
    elif course.carried is not None:
        course.resume_carried(now, out)
    else:
        course.leave_for(course.row.next_work(place), now, out, previous=before)


def _reps_said(course: Course, number: int | None) -> int:
    return (course.row.planned(course.place).reps or 0) if number is None else max(0, number)


def skip(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """Shift+Right: leave the exercise with all that is left of it, in this round; own pace counts what was typed."""
    before = course.segment
    following = course.row.after_block(course.place)
    if course.working:
        _remember(course, now)
    course.close_work(now, out, max(0, number or 0), exercise_over=True)
    course.leave_for(following, now, out, previous=before)


def back(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """Left: take a Right back, else this dose again, else the dose before, else the first get ready again."""
    undo = course.take_back
    if undo is not None and now + course.stopped - undo.at <= TAKE_BACK_SECONDS:
        _take_back(course, undo, now, out)
        return
    course.take_back = None
    before, place = course.segment, course.place
    row = course.row
    target: int | None
    if course.carried is not None or (course.working and course.dose_elapsed(now) > _AGAIN_AFTER):
        target = row.dose(place)[0]
    elif course.working:
        first = row.dose(place)[0]
        earlier = row.work_before(first)
        target = row.dose(earlier)[0] if earlier is not None else 0
    else:
        earlier = row.work_before(place)
        target = row.dose(earlier)[0] if earlier is not None else 0
    _give_up_running(course, now)
    course.enter(target, now, out, previous=before)


def _give_up_running(course: Course, now: float) -> None:
    """Set the running dose back to nothing done: the person went back to before it."""
    if course.working or course.carried is not None:
        unheard: list[Event] = []
        place = course.place
        course.close_work(now, unheard)
        course.forget_dose(place)


def _remember(course: Course, now: float) -> None:
    earlier = course.take_back
    if earlier is not None and now + course.stopped - earlier.at > TAKE_BACK_SECONDS:
        earlier = None
    course.take_back = TakeBack(
        at=now + course.stopped,
        place=course.place,
        elapsed=course.elapsed(now),
        length=course.length,
        staying=course.staying,
        carried=course.carried,
        row=course.row,
        tallies=dict(course.tallies),
        kept=tuple(course.kept),
        earlier=earlier,
    )


def _take_back(course: Course, undo: TakeBack, now: float, out: list[Event]) -> None:
    """Stand where work was left, as if it had not been; another choice that was taken in another step since stays."""
    before, worked = course.segment, course.worked(now)
    block = undo.row.block_number(undo.place)
    old, plan = undo.row.plan, course.row.plan
    changed = {n for n, (a, b) in enumerate(zip(old.blocks, plan.blocks, strict=True)) if a.chosen != b.chosen}
    course.tallies = {key: tally for key, tally in undo.tallies.items() if key[0] == block or key[0] not in changed}
    course.kept = [k for k in course.kept if k.block != block] + [k for k in undo.kept if k.block == block]
    course.replan(plan.choosing(block, old.blocks[block].chosen))
    course.take_back = undo.earlier
    course.stand_at(
        course.row.first_of_block[block] + undo.place - undo.row.first_of_block[block],
        now,
        elapsed=undo.elapsed,
        length=undo.length,
        staying=undo.staying,
        carried=undo.carried,
    )
    course.given_up += worked - course.worked(now)
    course.announce(now, out, previous=before)


def longer(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """+: 20 s more of get ready, switch or rest; 30 s more of a single hold, 10 s where its plan is under a minute."""
    step = _step(course)
    if step is None or course.length is None or course.past_zero(now):
        return
    _set_length(course, course.length + step, now)
    out.append(LengthChanged(now + course.stopped, seconds=step))


def shorter(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """-: as much less; with no more than that left it does what Right does."""
    step = _step(course)
    if step is None or course.length is None:
        return
    if course.past_zero(now) or course.length - course.elapsed(now) <= step:
        leave_or_start(course, now, out)
        return
    _set_length(course, course.length - step, now)
    out.append(LengthChanged(now + course.stopped, seconds=-step))


def _step(course: Course) -> float | None:
    if not course.working:
        return _READY_STEP
    if not course.row.single_hold(course.place):
        return None
    return _SHORT_HOLD_STEP if (course.segment.seconds or 0.0) < _SHORT_HOLD else _HOLD_STEP


def _set_length(course: Course, length: float, now: float) -> None:
    course.length = length
    course.mark_anew(course.elapsed(now))


def stay(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """S: a single hold goes on past zero until Right; a second S before zero takes that back."""
    if not course.working or not course.row.single_hold(course.place) or course.past_zero(now):
        return
    course.staying = not course.staying
    course.mark_anew(course.elapsed(now))
    out.append(StayBegan(now + course.stopped, staying=course.staying))


def other_choice(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """A: the next alternative of this step from its first set and position, with a fresh get ready.

    Later rounds of the same step that were not begun follow.
    """
    row, place = course.row, course.place
    number, block = row.block_number(place), row.block(place)
    if len(block.options) < 2:
        return
    before = course.segment
    course.close_work(now, out)
    for index, planned in enumerate(block.option.records):
        tally = course.tallies.pop((number, index), None)
        if tally is not None and tally.done > 0:
            course.kept.append(Kept(number, recorded(planned, tally)))
    chosen = (block.chosen + 1) % len(block.options)
    plan = row.plan.choosing(number, chosen)
    begun = {key[0] for key, tally in course.tallies.items() if tally.done > 0}
    ways = [o.exercise.key for o in block.options]
    for later, other in enumerate(plan.blocks):
        same = other.step == block.step and [o.exercise.key for o in other.options] == ways
        if later > number and same and later not in begun:
            plan = plan.choosing(later, chosen)
    course.replan(plan)
    out.append(ChoiceChanged(now + course.stopped, exercise=plan.blocks[number].option.exercise.key))
    first = course.row.first_of_block[number]
    segments = plan.blocks[number].option.segments
    wanted = Kind.READY if any(s.kind is Kind.READY for s in segments) else Kind.WORK
    course.enter(first + next(i for i, s in enumerate(segments) if s.kind is wanted), now, out, previous=before)


def easier_form(course: Course, now: float, out: list[Event], number: int | None = None) -> None:
    """E: the next easier form, after the last one the full one again; position and time left stay.

    A fresh get ready comes at once: in work it is put in and the work goes on where it stood; a get ready starts
    anew; a switch or a rest lasts at least as long as one from here on.
    """
    exercise = course.row.option(course.place).exercise
    if not exercise.easier:
        return
    taken = course.easier.get(exercise.key, -1) + 1
    if taken < len(exercise.easier):
        course.easier[exercise.key] = taken
    else:
        del course.easier[exercise.key]
    out.append(EasierTaken(now + course.stopped, number=course.easier.get(exercise.key)))
    ready = course.ready_here()
    if course.working and ready is not None:
        course.insert_ready(ready, now, out)
    elif course.segment.kind is Kind.READY:
        course.start_ready_again(now, out)
    elif ready is not None and course.length is not None and not course.working:
        lacking = (ready.seconds or 0.0) - (course.length - course.elapsed(now))
        if lacking > 0:
            _set_length(course, course.length + lacking, now)
            out.append(LengthChanged(now + course.stopped, seconds=lacking))


MOVES: Mapping[Command, Move] = {
    Command.NEXT: leave_or_start,
    Command.DONE: leave_or_start,
    Command.BACK: back,
    Command.SKIP: skip,
    Command.LONGER: longer,
    Command.SHORTER: shorter,
    Command.STAY: stay,
    Command.OTHER: other_choice,
    Command.EASIER: easier_form,
}
