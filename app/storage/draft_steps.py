"""What can be done with the steps of a routine that is being changed: put in, grouped, moved, doubled, taken out.

Each is one step of undo, and each returns the place that is to be chosen afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.core.lengths import write_count, write_span
from app.core.routine import Choice, Circuit, Each, Phase, Routine, Step
from app.storage.draft_rows import RowKind

if TYPE_CHECKING:
    from app.core.exercise import Exercise
    from app.storage.routine_draft import RoutineDraft
    from app.storage.yaml_spans import At
    from app.storage.yaml_writing import Written

STEPS: At = ("steps",)
USUAL_HOLD = "1 min"
USUAL_ROUNDS = "3"


def kind_at(draft: RoutineDraft, at: At) -> RowKind:
    """Return what stands at a step's place; () is the routine."""
    if not at:
        return RowKind.ROUTINE
    keys = set(draft.keys(at))
    if "choose" in keys:
        return RowKind.CHOICE
    return RowKind.CIRCUIT if keys & {"steps", "repeat"} and not keys & {"do", "name"} else RowKind.STEP


def is_alternative(at: At) -> bool:
    """Return whether a place is one alternative of a choice."""
    return len(at) > 1 and at[-2] == "choose"


def place_after(draft: RoutineDraft, at: At) -> tuple[At, int]:
    """Return the list and the index where a new step goes: after the chosen one, or last in the chosen group."""
    kind = kind_at(draft, at)
    if kind is RowKind.ROUTINE:
        return STEPS, draft.count(STEPS)
    if kind is RowKind.STEP:
        return at[:-1], index_of(at) + 1
    inner = (*at, "choose" if kind is RowKind.CHOICE else "steps")
    return inner, draft.count(inner)


def index_of(at: At) -> int:
    """Return a step's index in its list."""
    last = at[-1]
    assert isinstance(last, int)
    return last


def add_step(draft: RoutineDraft, chosen: At, step: Mapping[str, Written]) -> At:
    """Put a step in after the chosen one."""
    places, index = place_after(draft, chosen)
    draft.insert(places, index, step)
    return (*places, index)


def add_steps(draft: RoutineDraft, chosen: At, steps: Sequence[Mapping[str, Written]]) -> At:
    """Put several steps in after the chosen one, as one change."""
    at = chosen[:-2] if is_alternative(chosen) else chosen
    with draft.together("the steps"):
        for number, step in enumerate(steps):
            follows = number > 0 or kind_at(draft, at) is RowKind.CHOICE
            places, index = (at[:-1], index_of(at) + 1) if follows else place_after(draft, at)
            draft.insert(places, index, step)
            at = (*places, index)
    return at


def add_alternative(draft: RoutineDraft, chosen: At, step: Mapping[str, Written]) -> At:
    """Put a step in as the alternative of the chosen one, which becomes a choice where it is none yet."""
    if kind_at(draft, chosen) is RowKind.STEP and not is_alternative(chosen):
        with draft.together("a choice"):
            _wrap(draft, chosen, "choose", {})
            inner = (*chosen, "choose")
            draft.insert(inner, 1, step)
        return (*inner, 1)
    return add_step(draft, chosen, step)


def exchange(draft: RoutineDraft, at: At, step: Mapping[str, Written]) -> At:
    """Put another exercise in the place of a step's; its dose stays, and with the sides goes what speaks of them."""
    former = draft.keys(at)
    with draft.together("another exercise"):
        key = "do" if "do" in step else "name"
        other = "name" if key == "do" else "do"
        if other in former and key not in former:
            draft.set((*at, key), step[key])
            draft.set((*at, other), None)
        else:
            draft.set((*at, key), step[key])
        if "each" in former and "each" not in step:
            draft.set((*at, "each"), None)
        elif "each" in step and "each" not in former:
            draft.set((*at, "each"), step["each"])
    return at


def add_circuit(draft: RoutineDraft, chosen: At, step: Mapping[str, Written]) -> At:
    """Put a circuit in after the chosen step, with a first inner step; an alternative's comes after its choice."""
    at = chosen[:-2] if is_alternative(chosen) else chosen
    if kind_at(draft, at) is RowKind.CHOICE:
        places, index = at[:-1], index_of(at) + 1
    else:
        places, index = place_after(draft, at)
    draft.insert(places, index, {"repeat": USUAL_ROUNDS, "steps": [step]})
    return (*places, index, "steps", 0)


def make_circuit(draft: RoutineDraft, chosen: At) -> At:
    """Put the chosen step into a circuit of its own."""
    at = chosen[:-2] if is_alternative(chosen) else chosen
    with draft.together("a circuit"):
        _wrap(draft, at, "steps", {"repeat": USUAL_ROUNDS})
    return (*at, "steps", 0)


def _wrap(draft: RoutineDraft, at: At, key: str, before: Mapping[str, Written]) -> None:
    """Put the step at a place into a new group there; its own lines, comments and all, move along."""
    places, index = at[:-1], index_of(at)
    standing_in: Written = {"name": "…", "hold": USUAL_HOLD}
    draft.insert(places, index, {**before, key: [standing_in]})
    draft.move((*places, index + 1), (*places, index, key, 0))
    draft.remove((*places, index, key, 1))


def remove_step(draft: RoutineDraft, at: At) -> At:
    """Take out the step or group at a place; a group that it leaves empty goes along."""
    places, index = at[:-1], index_of(at)
    if draft.count(places) == 1 and len(places) > 1:
        return remove_step(draft, places[:-1])
    draft.remove(at)
    left = draft.count(places)
    return (*places, min(index, left - 1)) if left else ()


def duplicate(draft: RoutineDraft, at: At) -> At:
    """Put a copy of the step or group at a place in after it."""
    places, index = at[:-1], index_of(at)
    draft.insert(places, index + 1, written_at(draft, at))
    return (*places, index + 1)


def written_at(draft: RoutineDraft, at: At) -> Written:
    """Return what stands at a place, as it would be written anew."""
    keys = draft.keys(at)
    if keys:
        return {key: written_at(draft, (*at, key)) for key in keys}
    value = draft.value(at)
    if value is not None:
        return value
    return [written_at(draft, (*at, index)) for index in range(draft.count(at))]


def move_by(draft: RoutineDraft, at: At, by: int) -> At:
    """Move a step one place up (-1) or down (1), into and out of circuits on its way; where none is, it stays."""
    places, index = at[:-1], index_of(at)
    beside = index + by
    if is_alternative(at):
        return _moved(draft, at, (*places, beside)) if 0 <= beside < draft.count(places) else at
    if not 0 <= beside < draft.count(places):
        # A circuit is not left empty: it is taken out whole.
        if len(places) == 1 or draft.count(places) == 1:
            return at
        outer = places[:-1]  # the circuit's own place
        return _moved(draft, at, (*outer[:-1], index_of(outer) + (1 if by > 0 else 0)))
    to: At = (*places, beside)
    if kind_at(draft, to) is RowKind.CIRCUIT and kind_at(draft, at) is not RowKind.CIRCUIT:
        inside = (*to, "steps")
        to = (*inside, 0 if by > 0 else draft.count(inside))
    return _moved(draft, at, to)


def move_to(draft: RoutineDraft, at: At, row: At, *, below: bool) -> At:
    """Move a step to where another row stands, above or below it; an impossible move leaves all as it was."""
    if not row:
        to: At = (*STEPS, 0)
    elif below and kind_at(draft, row) is RowKind.CIRCUIT:
        to = (*row, "steps", 0)
    else:
        to = (*row[:-1], index_of(row) + int(below))
    if is_alternative(to) != is_alternative(at) or to[: len(at)] == at:
        return at
    if is_alternative(at) and to[:-1] != at[:-1]:
        return at
    if draft.count(at[:-1]) == 1 and len(at) > 2 and to[:-1] != at[:-1]:
        return at
    if to[:-1] == at[:-1] and index_of(to) > index_of(at):
        to = (*to[:-1], index_of(to) - 1)
    return _moved(draft, at, to)


def _moved(draft: RoutineDraft, at: At, to: At) -> At:
    """Move and return where it stands afterwards; `to` counts as if it stood there still where the lists differ."""
    if to == at:
        return at
    draft.move(at, to)
    # Where an earlier neighbour of the way was taken out, all after it moved up by one.
    level = len(at) - 1
    if len(to) > len(at) and to[:level] == at[:level] and index_of(to[: level + 1]) > index_of(at):
        return (*to[:level], index_of(to[: level + 1]) - 1, *to[level + 1 :])
    return to


# What a new step asks for


def usual_step(exercise: Exercise, routines: Sequence[Routine]) -> dict[str, Written]:
    """Return a step of an exercise with the dose that the first of these routines gives it, else a minute."""
    for routine in routines:
        for known in routine.every_step():
            if known.exercise.key == exercise.key:
                return {"do": exercise.key, **dose_written(known)}
    step: dict[str, Written] = {"do": exercise.key, "hold": USUAL_HOLD}
    if exercise.sides:
        step["each"] = "side"
    return step


def inline_step(name: str) -> dict[str, Written]:
    """Return a step of an exercise that is no more than a name."""
    return {"name": name, "hold": USUAL_HOLD}


def dose_written(step: Step) -> dict[str, Written]:
    """Return a step's dose as a file says it."""
    written: dict[str, Written] = {}
    if step.hold is not None:
        written["hold"] = write_span(step.hold)
    if step.reps is not None:
        written["reps"] = write_count(step.reps)
    if step.rep:
        written["rep"] = [_phase(phase) for phase in step.rep]
        if step.own_pace:
            written["pace"] = "own"
    if step.each is not Each.FIRST:
        named = step.each is Each.SIDE and step.positions != step.exercise.sides
        written["each"] = list(step.positions) if named else step.each.value
    if step.sets.upper > 1:
        written["sets"] = write_count(step.sets)
    return written


def node_written(node: Step | Circuit) -> dict[str, Written]:
    """Return a step or a circuit as a file says it."""
    if isinstance(node, Step):
        return step_written(node)
    written: dict[str, Written] = {"repeat": write_count(node.repeat)}
    if node.rest is not None:
        written["rest"] = write_span(node.rest)
    written["steps"] = [node_written(inner) for inner in node.steps if not isinstance(inner, Choice)]
    return written


def step_written(step: Step) -> dict[str, Written]:
    """Return a whole step as a file says it."""
    exercise = step.exercise
    written: dict[str, Written] = {"name" if exercise.inline else "do": exercise.key}
    if exercise.inline and exercise.sides:
        written["sides"] = list(exercise.sides)
    written |= dose_written(step)
    for key, span in (("rest", step.rest), ("get ready", step.get_ready), ("switch", step.switch)):
        if span is not None:
            written[key] = write_span(span)
    for key, words in (("load", step.load), ("note", step.note)):
        if words:
            written[key] = words
    if step.optional:
        written["optional"] = "yes"
    return written


def _phase(phase: Phase) -> Written:
    length = write_span(phase.length)
    if phase.breath is None:
        return f"{phase.name} {length}"
    return {"name": phase.name, "for": length, "breath": phase.breath}
