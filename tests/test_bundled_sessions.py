"""The bundled routines, whole, through the engine."""

from __future__ import annotations

import pytest

from app.core.moments import Command, Finished, MinimumReached, SegmentStarted
from app.core.plan import Kind, Plan
from app.core.planning import make_plan
from app.core.record import Outcome
from app.core.session import Session
from app.core.snapshot import SessionSnapshot
from tests.bundled import library, routines
from tests.core.driving import Drive

KEYS = library().routine_keys()
LEVELS = (0, 50, 100)


def planned(key: str, level: int, choices: dict[int, int] | None = None) -> Plan:
    """Return the plan of a bundled routine."""
    return make_plan(routines()[key], level, choices)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("key", KEYS)
def test_a_bundled_routine_runs_to_its_end_with_nobody_there(key: str, level: int) -> None:
    made = planned(key, level)
    drive = Drive(made, speed=4, unattended=True).wait(made.seconds / 4 + 1)
    assert drive.state == Finished(at_end_of_plan=True)
    assert drive.events[-1].due == pytest.approx(made.seconds, abs=1e-6)
    starts = [e for e in drive.events if isinstance(e, SegmentStarted)]
    assert [e.segment for e in starts] == list(made.segments)
    assert [e.index for e in starts] == list(range(len(made.segments)))
    assert {r.outcome for r in drive.records} == {Outcome.DONE}
    assert sum(r.done for r in drive.records) == pytest.approx(sum(r.planned for r in drive.records))
    assert all(r.reps == r.reps_planned for r in drive.records)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("key", KEYS)
def test_one_late_tick_tells_a_bundled_routine_as_many_do(key: str, level: int) -> None:
    made = planned(key, level)
    one = Session(made, speed=made.seconds, unattended=True)
    told = [*one.begin(0.0), *one.tick(2.0)]
    drive = Drive(made, unattended=True).wait(made.seconds + 1)
    assert [(type(e), round(e.due, 6)) for e in told] == [(type(e), round(e.due, 6)) for e in drive.events]
    assert one.records == drive.records


@pytest.mark.parametrize("key", KEYS)
def test_a_bundled_routine_cut_off_in_every_segment_can_be_gone_on_with_to_its_end(key: str) -> None:
    made = planned(key, 50)
    drive = Drive(made, unattended=True)
    for number in range(len(made.segments)):
        kept = SessionSnapshot.from_data(drive.session.snapshot(drive.now).to_data())
        resumed = Session.resumed(made, kept, unattended=True)
        gone_on = Drive(made, session=resumed).press(Command.PAUSE)
        moment = resumed.moment(gone_on.now)
        assert moment.segment.rep == made.segments[number].rep
        assert moment.session_left == pytest.approx(sum(s.estimate for s in made.segments[moment.index :]))
        drive.wait(made.segments[number].estimate)
    gone_on.wait(60 + (made.segments[-1].estimate))
    assert gone_on.state == Finished(at_end_of_plan=True)
    assert {r.outcome for r in gone_on.records} == {Outcome.DONE}


@pytest.mark.parametrize("key", KEYS)
def test_right_alone_leads_through_every_dose_of_a_bundled_routine(key: str) -> None:
    made = planned(key, 0)
    drive = Drive(made)
    doses = {(drive.moment.block, drive.segment.dose)}
    while not isinstance(drive.state, Finished):
        drive.wait(1).press(Command.NEXT)
        doses.add((drive.moment.block, drive.segment.dose))
    assert doses == {(number, s.dose) for number, block in enumerate(made.blocks) for s in block.option.segments}


def test_lower_back_release_has_a_tock_in_each_ranged_hold_above_its_lower_end() -> None:
    made = planned("lower-back-release", 100)
    drive = Drive(made, speed=4).wait(made.seconds / 4 + 1)
    assert len([e for e in drive.events if isinstance(e, MinimumReached)]) == 8
    drive = Drive(planned("lower-back-release", 0), speed=4).wait(1154 / 4 + 1)
    assert not [e for e in drive.events if isinstance(e, MinimumReached)]


def test_pigeon_can_be_left_for_thread_the_needle_in_its_middle() -> None:
    made = planned("lower-back-release", 0)
    drive = Drive(made)
    for block in made.blocks:
        if block.option.exercise.key == "pigeon":
            break
        drive.press(Command.SKIP)
    drive.press(Command.NEXT).wait(50).press(Command.OTHER)
    assert drive.where == (Kind.READY, "thread-the-needle", made.blocks[3].options[1].segments[0].position, 1)
    held = [(r.exercise, r.position, r.done) for r in drive.records if r.exercise in {"pigeon", "thread-the-needle"}]
    assert [(name, done) for name, _, done in held] == [
        ("pigeon", 50),
        ("thread-the-needle", 0),
        ("thread-the-needle", 0),
    ]
