"""A plan as the flat listing that `holdwell plan --json` prints."""

from __future__ import annotations

from typing import Any

from app.core.lengths import plain_number
from app.core.plan import Plan, Segment


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
