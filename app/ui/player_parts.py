"""A session's records as the parts of the timeline: pure."""

from __future__ import annotations

from app.core.moments import Finished, Moment
from app.core.plan import Kind, Plan
from app.core.record import Outcome, Record
from app.ui.widgets.session_timeline import Part, TimelinePart

STATES = {
    Outcome.DONE: Part.DONE,
    Outcome.ENOUGH: Part.DONE,
    Outcome.CUT_SHORT: Part.CUT_SHORT,
    Outcome.SKIPPED: Part.SKIPPED,
}


def timeline_parts(plan: Plan, records: tuple[Record, ...], moment: Moment) -> tuple[TimelinePart, ...]:
    """Return one part for every record, in order; what alternates runs together."""
    running = _running(plan, records, moment)
    first = min(running, default=len(records))
    parts = []
    for number, record in enumerate(records):
        share = _share(record)
        if number in running:
            now = moment.segment.kind is Kind.WORK
            share = _own_pace_share(moment) if now and record.own_pace else share
            parts.append(TimelinePart(record.planned, Part.NOW, min(1.0, share)))
        elif record.done > 0 or number < first:
            parts.append(TimelinePart(record.planned, STATES[record.outcome], min(1.0, share)))
        else:
            parts.append(TimelinePart(record.planned, Part.TO_COME))
    return tuple(parts)


def _own_pace_share(moment: Moment) -> float:
    """How far own-pace work is nobody knows; its time against its estimate, and never quite the end."""
    return min(0.95, moment.elapsed / moment.segment.estimate) if moment.segment.estimate else 0.0


def _share(record: Record) -> float:
    if record.own_pace and record.reps_planned:
        return (record.reps or 0) / record.reps_planned
    return record.done / record.planned if record.planned else 0.0


def _running(plan: Plan, records: tuple[Record, ...], moment: Moment) -> set[int]:
    """Return the places, among all records, of those that the running dose counts to.

    Records kept from an exercise that was replaced stand before those of the step that came instead, so the places
    are counted from the end.
    """
    if isinstance(moment.state, Finished):
        return set()
    after = sum(len(block.option.records) for block in plan.blocks[moment.block + 1 :])
    option = plan.blocks[moment.block].option
    numbers = {s.record for s in option.segments if s.kind is Kind.WORK and s.dose == moment.segment.dose}
    # Kept records of later blocks cannot be: nothing is kept of what was not begun.
    start = len(records) - after - len(option.records)
    return {start + number for number in numbers}
