"""A plan as plain data: whole, to be kept with its session, and as the listing that `holdwell plan --json` prints."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core.exercise import Exercise
from app.core.lengths import plain_number
from app.core.plain_data import DamagedDataError, from_plain, to_plain
from app.core.plan import Plan, Segment

FORMAT = 1


def plan_to_data(plan: Plan) -> dict[str, Any]:
    """Return the whole plan, with the words its exercises had; an exercise that stands in many blocks is kept once."""
    exercises: dict[Exercise, int] = {}
    for block in plan.blocks:
        for option in block.options:
            exercises.setdefault(option.exercise, len(exercises))
    blocks = [
        {
            "step": block.step,
            "chosen": block.chosen,
            "options": [
                to_plain(replace(o, exercise=_NOBODY)) | {"exercise": exercises[o.exercise]} for o in block.options
            ],
        }
        for block in plan.blocks
    ]
    return {
        "format": FORMAT,
        "routine": plan.routine,
        "name": plan.name,
        "level": plan.level,
        "exercises": [to_plain(exercise) for exercise in exercises],
        "blocks": blocks,
    }


def plan_from_data(data: Any) -> Plan:
    """Return the plan that was kept; raises DamagedDataError where the data is none, or of a newer program."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DamagedDataError("this is no plan that this program can read")
    try:
        exercises = data["exercises"]
        blocks = [_with_exercises(block, exercises) for block in data["blocks"]]
        plan = from_plain(Plan, {**data, "blocks": blocks})
    except (KeyError, IndexError, TypeError, AttributeError) as problem:
        raise DamagedDataError(f"the plan lacks {problem}") from None
    if not plan.blocks or any(not 0 <= block.chosen < len(block.options) for block in plan.blocks):
        raise DamagedDataError("the plan lacks what was chosen")
    if any(not 0 <= s.record < len(o.records) for b in plan.blocks for o in b.options for s in o.segments):
        raise DamagedDataError("the plan lacks a record")
    return plan


def listing(plan: Plan) -> dict[str, Any]:
    """Return what `holdwell plan --json` prints: the flat row of segments, each with its start."""
    segments, starts = [], 0.0
    for segment in plan.segments:
        segments.append(_listed(segment, starts))
        starts += segment.estimate
    return {
        "routine": plan.routine,
        "level": plan.level,
        "seconds": plain_number(starts),
        "estimated": plan.estimated,
        "segments": segments,
    }


_NOBODY = Exercise("", "")


def _with_exercises(block: dict[str, Any], exercises: list[Any]) -> dict[str, Any]:
    """Return a block's data with each option's exercise in its place."""
    options = [{**option, "exercise": exercises[option["exercise"]]} for option in block["options"]]
    return {**block, "options": options}


def _listed(segment: Segment, starts: float) -> dict[str, Any]:
    return {
        "kind": segment.kind.value,
        "starts": plain_number(starts),
        "seconds": None if segment.seconds is None else plain_number(segment.seconds),
        "exercise": segment.exercise,
        "position": segment.position,
        "set": segment.set,
        "sets": segment.sets,
        "round": segment.round,
        "rounds": segment.rounds,
        "rep": segment.rep,
        "reps": segment.reps,
        "phase": segment.phase,
        "at_least": None if segment.at_least is None else plain_number(segment.at_least),
        "sound": segment.sound.value,
    }
