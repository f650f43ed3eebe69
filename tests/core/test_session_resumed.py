"""Going on with a session that was cut off: from what was kept, with nothing lost but what the rules say."""

from __future__ import annotations

import json

import pytest

from app.core.moments import Command, Paused, PausedNow, PauseReason, Ready, Resting, SegmentStarted, Switching, Working
from app.core.plan import Kind, Plan
from app.core.record import Outcome
from app.core.session import Session
from app.core.snapshot import SessionSnapshot
from tests.core.driving import START, Drive
from tests.core.plans import hold, own_pace, phases, plan

PAUSE = Command.PAUSE
SIDES = ("right", "left")


def cut_off(drive: Drive, made: Plan | None = None) -> Drive:
    """Return the session gone on with from what a file would hold of it, an hour later."""
    kept = json.loads(json.dumps(drive.session.snapshot(drive.now).to_data()))
    session = Session.resumed(made or drive.session.plan, SessionSnapshot.from_data(kept))
    return Drive(session.plan, session=session)


def test_a_session_gone_on_with_waits_paused_and_counts_as_after_a_long_pause() -> None:
    drive = cut_off(Drive(plan(hold("a", 60))).wait(30))
    assert drive.state == Paused(PauseReason.RESUMED, since=START)
    start, paused = drive.events
    assert isinstance(start, SegmentStarted)
    assert start.standing
    assert isinstance(paused, PausedNow)
    assert drive.press(PAUSE).counting == 10


def test_a_hold_goes_on_where_it_stood() -> None:
    drive = cut_off(Drive(plan(hold("a", 60, settle=30), hold("b", 60))).wait(10 + 23.5))
    assert drive.left == 36.5
    assert drive.press(PAUSE).counting == 30
    drive.wait(30 + 36.5)
    assert drive.done == [60, 0]
    assert drive.segment.exercise == "b"


@pytest.mark.parametrize(
    ("wait", "state", "left"), [(6, Ready, 10), (10 + 60 + 5, Switching, 8), (10 + 60 + 8 + 60 + 9, Resting, 30)]
)
def test_ready_switch_and_rest_go_on_from_their_start(wait: int, state: type, left: float) -> None:
    drive = cut_off(Drive(plan(hold("a", 60, positions=SIDES, sets=2))).wait(wait)).press(PAUSE)
    assert isinstance(drive.state, state)
    assert drive.left == left


def test_counted_repetitions_go_on_from_the_current_ones_start() -> None:
    drive = cut_off(Drive(plan(phases(lengths=(2, 3), reps=4))).wait(10 + 5 + 4))
    assert (drive.segment.rep, drive.segment.phase, drive.left) == (2, "phase 0", 2)
    assert (drive.records[0].reps, drive.done) == (1, [5])
    drive.press(PAUSE).wait(10 + 15)
    assert (drive.records[0].reps, drive.done) == (4, [20])
    assert drive.session.spent.given_up == 4


def test_one_of_several_holds_goes_on_where_it_stood() -> None:
    drive = cut_off(Drive(plan(phases(lengths=(60,), reps=4, named=False))).wait(10 + 60 + 20))
    assert (drive.segment.rep, drive.left, drive.done) == (2, 40, [80])


def test_own_pace_goes_on_with_its_time() -> None:
    drive = cut_off(Drive(plan(own_pace())).wait(10 + 20)).press(PAUSE).wait(5)
    assert drive.moment.elapsed == 25


def test_a_hold_in_a_pause_or_in_a_count_goes_on_where_it_stood() -> None:
    for drive in (Drive(plan(hold("a", 60))).wait(30).press(PAUSE), Drive(plan(hold("a", 60))).wait(30)):
        assert cut_off(drive.press(PAUSE)).left == 40


def test_plus_and_stay_are_kept() -> None:
    drive = cut_off(Drive(plan(hold("a", 60))).wait(30).press(Command.LONGER, Command.STAY))
    assert drive.left == 70
    assert drive.moment.under == Working(staying=True)


def test_work_that_waits_behind_a_get_ready_is_kept() -> None:
    drive = cut_off(Drive(plan(hold("a", 60, positions=SIDES, easier=1))).wait(30).press(Command.EASIER).wait(4))
    assert (drive.where, drive.left) == ((Kind.READY, "a", "right", 1), 10)
    assert drive.moment.easier == 0
    drive.press(PAUSE).wait(10)
    assert (drive.where, drive.left) == ((Kind.WORK, "a", "right", 1), 40)


def test_choices_and_what_was_kept_of_a_replaced_exercise_are_kept() -> None:
    made = plan((hold("a", 60), hold("b", 90)))
    before = Drive(made).wait(30).press(Command.OTHER).wait(12)
    drive = cut_off(before, made)
    assert drive.records == before.records
    assert [(r.exercise, r.done, r.outcome) for r in drive.records] == [
        ("a", 20, Outcome.CUT_SHORT),
        ("b", 2, Outcome.CUT_SHORT),
    ]


def test_what_was_done_and_when_it_began_is_kept() -> None:
    before = (
        Drive(plan(hold("a", 60, positions=SIDES), own_pace())).wait(10 + 60 + 8 + 60 + 10 + 20).press(Command.DONE)
    )
    drive = cut_off(before)
    assert drive.records == before.records
    assert drive.session.clock == before.session.clock
    assert drive.session.worked_seconds == 140


def test_a_first_time_is_none_after_work_of_the_exercise() -> None:
    rounds = plan(*(hold("a", 60, round_=n, rounds=2) for n in (1, 2)))
    snapshot = Drive(rounds, first_time={"a": 30}).wait(50).session.snapshot(START + 50)
    session = Session.resumed(rounds, snapshot, first_time={"a": 30})
    drive = Drive(rounds, session=session).press(PAUSE, Command.NEXT)
    assert drive.left == 10


def test_a_snapshot_says_what_the_library_offers() -> None:
    kept = Drive(plan(hold("a", 60, positions=SIDES))).wait(10 + 60 + 8 + 18).session.snapshot(START + 96.2)
    assert (kept.exercise, kept.position, round(kept.left_seconds or 0, 3)) == ("a", "left", 41.8)
    assert Drive(plan(own_pace())).wait(20).session.snapshot(START + 20).left_seconds is None


def test_taking_a_snapshot_changes_nothing() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30)
    assert drive.session.snapshot(START + 33) != drive.session.snapshot(START + 30)
    assert drive.session.snapshot(START + 30) == drive.session.snapshot(START + 30)
    assert drive.left == 40


def test_a_snapshot_of_another_plan_or_of_a_finished_session_is_refused() -> None:
    made = plan(hold("a", 60), hold("b", 60))
    kept = Drive(made).wait(30).session.snapshot(START + 30)
    with pytest.raises(ValueError, match="another plan"):
        Session.resumed(plan(hold("a", 60)), kept)
    ended = Drive(plan(hold("a", 60))).wait(200).session.snapshot(START + 200)
    assert ended.finished
    with pytest.raises(ValueError, match="finished"):
        Session.resumed(plan(hold("a", 60)), ended)


@pytest.mark.parametrize(
    "spoil", [lambda d: d.pop("place"), lambda d: d.update(format=2), lambda d: d.update(kept=[{}])]
)
def test_a_damaged_snapshot_is_refused_with_a_sentence(spoil: object) -> None:
    data = Drive(plan(hold("a", 60))).wait(30).session.snapshot(START + 30).to_data()
    assert callable(spoil)
    spoil(data)
    with pytest.raises(ValueError, match="kept"):
        SessionSnapshot.from_data(data)
