"""A session from its start to its end."""

from __future__ import annotations

from app.core.moments import Command, Event, Finished, SegmentStarted, SessionFinished
from app.core.plan import Plan
from app.core.record import Outcome
from app.core.session import Session
from tests.core.plans import hold, own_pace, phases, plan

START = 1_000.0


def whole() -> Plan:
    return plan(hold("pigeon", 120, positions=("right", "left"), at_least=90), phases(), own_pace())


def run(session: Session, seconds: int) -> list[Event]:
    """Tick once a second and return everything that happened."""
    events = list(session.begin(START))
    for second in range(1, seconds + 1):
        events += session.tick(START + second)
    return events


def test_a_session_left_to_itself_runs_its_whole_plan_to_the_second() -> None:
    made = whole()
    session = Session(made, unattended=True)
    events = run(session, int(made.seconds))
    assert isinstance(session.state, Finished)
    assert session.state.at_end_of_plan
    assert [type(e) for e in events[-1:]] == [SessionFinished]
    assert events[-1].due == made.seconds
    assert [e.segment for e in events if isinstance(e, SegmentStarted)] == list(made.segments)
    assert {r.outcome for r in session.records} == {Outcome.DONE}


def test_own_pace_work_waits_for_the_person() -> None:
    session = Session(plan(own_pace(reps=12, sets=1)))
    run(session, 500)
    assert session.next_deadline(START + 500) is None
    session.command(Command.DONE, START + 501, 9)
    assert session.records[0].reps == 9
    assert session.records[0].outcome is Outcome.CUT_SHORT
