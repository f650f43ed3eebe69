"""What holds whatever the order of ticks, gaps and commands."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.moments import Command, Finished, Paused, SegmentStarted
from app.core.plan import Kind, Option, Plan
from app.core.record import Outcome
from app.core.session import Session
from app.core.snapshot import SessionSnapshot
from tests.core.plans import hold, own_pace, phases, plan

CLOSE = 1e-4
POSITIONS: list[tuple[str | None, ...]] = [(None,), ("right", "left"), ("centre", "right", "left")]


@st.composite
def holds(draw: Any) -> Option:
    seconds = draw(st.sampled_from([1, 2, 15, 45, 60, 90, 200]))
    return hold(
        draw(st.sampled_from("ab")),
        seconds,
        at_least=draw(st.sampled_from([None, seconds / 2, seconds])),
        positions=draw(st.sampled_from(POSITIONS)),
        sets=draw(st.integers(1, 2)),
        ready=draw(st.sampled_from([0, 5, 10])),
        switch=draw(st.sampled_from([0, 8])),
        rest=draw(st.sampled_from([0, 30])),
        rest_before=draw(st.sampled_from([0, 0, 25])),
        easier=draw(st.integers(0, 2)),
        settle=draw(st.sampled_from([None, 20])),
    )


@st.composite
def repetitions(draw: Any) -> Option:
    positions = draw(st.sampled_from(POSITIONS))
    return phases(
        draw(st.sampled_from("cd")),
        draw(st.sampled_from([(2, 3), (5,), (15, 15), (0.1, 0.2, 0.3)])),
        reps=draw(st.integers(1, 4)),
        least=draw(st.sampled_from([None, 1])),
        positions=positions,
        alternate=len(positions) > 1 and draw(st.booleans()),
        ready=draw(st.sampled_from([0, 10])),
        easier=draw(st.integers(0, 1)),
    )


@st.composite
def own_paces(draw: Any) -> Option:
    return own_pace("e", reps=draw(st.integers(1, 5)), sets=draw(st.integers(1, 2)))


options = st.one_of(holds(), repetitions(), own_paces())
steps = st.one_of(options, st.lists(options, min_size=2, max_size=3).map(tuple))
plans: st.SearchStrategy[Plan] = st.lists(steps, min_size=1, max_size=4).map(lambda made: plan(*made))
waits = st.one_of(
    st.sampled_from([0.0, 0.5, 1.0, 3.0, 4.9, 5.0, 5.1, 30.0]),
    st.floats(0, 6, allow_nan=False).map(lambda x: round(x, 4)),
)
deeds = st.lists(
    st.tuples(waits, st.one_of(st.none(), st.sampled_from(Command)), st.sampled_from([None, 0, 3])), max_size=60
)
speeds = st.sampled_from([1.0, 0.5, 7.0, 20.0])
a_few = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Player:
    """A session played by a list of deeds, with a check after each."""

    def __init__(self, made: Plan, speed: float, *, unattended: bool = False) -> None:
        """Begin."""
        self.session = Session(made, speed=speed, unattended=unattended, first_time={"a": 25})
        self.now = 12.5
        self.events = list(self.session.begin(self.now))

    def play(self, todo: list[tuple[float, Command | None, int | None]], check: Callable[[Player], None]) -> None:
        """Do every deed after its wait."""
        for wait, command, number in todo:
            self.now += wait
            if command is None:
                self.events += self.session.tick(self.now)
            else:
                self.events += self.session.command(command, self.now, number)
            check(self)


def accounts_balance(player: Player) -> None:
    """Nothing is lost and nothing is counted twice."""
    session = player.session
    spent, records = session.spent, session.records
    if not isinstance(session.state, Finished):
        clock = (player.now - 12.5) * session.speed
        assert session.clock == pytest.approx(clock, abs=CLOSE)
    assert spent.total == pytest.approx(session.clock, abs=CLOSE) or isinstance(session.state, Finished)
    assert sum(r.done for r in records) + spent.given_up == pytest.approx(spent.work, abs=CLOSE)
    assert session.worked_seconds == pytest.approx(sum(r.done for r in records), abs=CLOSE)
    for record in records:
        extra = max(0.0, record.done - record.planned)
        assert record.done >= 0
        assert record.planned == pytest.approx(record.done + record.left_out - extra, abs=CLOSE)
        assert record.started is None or 0 <= record.started <= session.clock + CLOSE
        assert record.started is not None or record.done == 0
        if record.reps is not None and not record.own_pace:
            assert record.reps_planned is not None
            assert record.reps <= record.reps_planned
            assert record.done >= record.reps * record.planned / record.reps_planned - CLOSE


def every_planned_dose_has_its_record(player: Player) -> None:
    """The records of the chosen options stand in order; what else there is was held of a replaced exercise."""
    chosen = [(p.exercise, p.position, p.set) for b in player.session.plan.blocks for p in b.option.records]
    rest = iter((r.exercise, r.position, r.set) for r in player.session.records)
    assert all(one in rest for one in chosen)
    kept = len(player.session.records) - len(chosen)
    assert kept >= 0
    switched = any(len(b.options) > 1 for b in player.session.plan.blocks)
    assert kept == 0 or switched


def the_moment_is_sound(player: Player) -> None:
    """What a screen shows lies within its bounds."""
    moment = player.session.moment(player.now)
    assert moment.elapsed >= 0
    assert moment.left is None or moment.left >= 0
    assert moment.length is None or moment.left is None or moment.elapsed <= moment.length + CLOSE
    assert moment.session_left >= 0
    assert moment.dose_left is None or moment.dose_left >= 0
    assert player.session.plan.segments[moment.index].exercise == moment.segment.exercise
    assert player.session.plan.segments[moment.index].position == moment.segment.position
    deadline = player.session.next_deadline(player.now)
    assert deadline is None or deadline >= player.now
    if isinstance(moment.state, Paused | Finished):
        assert deadline is None


@a_few
@given(plans, speeds, deeds, st.booleans())
def test_time_is_never_lost_or_counted_twice(
    made: Plan, speed: float, todo: list[tuple[float, Command | None, int | None]], unattended: bool
) -> None:
    def check(player: Player) -> None:
        accounts_balance(player)
        every_planned_dose_has_its_record(player)
        the_moment_is_sound(player)

    player = Player(made, speed, unattended=unattended)
    player.play(todo, check)
    dues = [e.due for e in player.events]
    assert all(a <= b + CLOSE for a, b in pairwise(dues)), "events come in order"


@a_few
@given(plans, speeds, deeds)
def test_the_same_commands_give_the_same_record(
    made: Plan, speed: float, todo: list[tuple[float, Command | None, int | None]]
) -> None:
    one, other = Player(made, speed), Player(made, speed)
    one.play(todo, lambda _: None)
    other.play(todo, lambda _: None)
    assert one.events == other.events
    assert one.session.records == other.session.records


@a_few
@given(plans, deeds, st.lists(st.floats(0.01, 4.99), max_size=200))
def test_when_the_ticks_come_changes_nothing(
    made: Plan, todo: list[tuple[float, Command | None, int | None]], ticks: list[float]
) -> None:
    todo = [(min(wait, 4.9), command, number) for wait, command, number in todo]
    one, other = Player(made, 1.0), Player(made, 1.0)
    one.play(todo, lambda _: None)
    between = iter(ticks)
    for wait, command, number in todo:
        until, step = other.now + wait, next(between, 9.0)
        if other.now + step < until:
            other.play([(step, None, None)], lambda _: None)
        other.play([(until - other.now, command, number)], lambda _: None)
    assert [type(e) for e in one.events] == [type(e) for e in other.events]
    assert [e.due for e in one.events] == pytest.approx([e.due for e in other.events], abs=CLOSE)
    ones, others = one.session.records, other.session.records
    assert [(r.exercise, r.position, r.reps) for r in ones] == [(r.exercise, r.position, r.reps) for r in others]
    assert [r.done for r in ones] == pytest.approx([r.done for r in others], abs=CLOSE)


@a_few
@given(plans, speeds)
def test_left_to_itself_every_plan_is_done_to_the_second(made: Plan, speed: float) -> None:
    session = Session(made, speed=speed, unattended=True)
    events, now = list(session.begin(0.0)), 0.0
    while not isinstance(session.state, Finished):
        now += 3.1
        events += session.tick(now)
    assert events[-1].due == pytest.approx(made.seconds, abs=CLOSE)
    assert [e.segment for e in events if isinstance(e, SegmentStarted)] == list(made.segments)
    assert {r.outcome for r in session.records} == {Outcome.DONE}
    assert all(r.reps == r.reps_planned for r in session.records)
    assert [e.due for e in events if isinstance(e, SegmentStarted)] == pytest.approx(_starts(made), abs=CLOSE)


@a_few
@given(plans, st.floats(0.1, 30), st.floats(0, 1e7))
def test_a_tick_at_the_next_deadline_always_tells_something(made: Plan, speed: float, booted: float) -> None:
    session = Session(made, speed=speed, unattended=True)
    session.begin(booted)
    now = booted
    for _ in range(50):
        due = session.next_deadline(now)
        if due is None:
            break
        while due - now > 4.5:
            now += 4
            assert session.tick(now) == ()
        now = due
        assert session.tick(now)


def _starts(made: Plan) -> list[float]:
    at, out = 0.0, []
    for segment in made.segments:
        out.append(at)
        at += segment.estimate
    return out


@a_few
@given(plans, speeds, deeds)
def test_what_is_kept_goes_on_with_the_same_remaining_plan(
    made: Plan, speed: float, todo: list[tuple[float, Command | None, int | None]]
) -> None:
    player = Player(made, speed)
    player.play(todo, lambda _: None)
    if isinstance(player.session.state, Finished):
        return
    before = player.session.moment(player.now)
    snapshot = SessionSnapshot.from_data(player.session.snapshot(player.now).to_data())
    assert snapshot == player.session.snapshot(player.now)
    resumed = Session.resumed(made, snapshot, speed=speed)
    resumed.begin(3.0)
    after = resumed.moment(3.0)
    assert resumed.plan == player.session.plan
    assert isinstance(resumed.state, Paused)
    work = resumed.plan.segments[before.index]
    counted = work.kind is Kind.WORK and work.rep is not None
    assert after.segment.kind is before.segment.kind
    if before.segment.kind is not Kind.WORK:
        assert after.elapsed == 0
    elif not counted:
        assert after.index == before.index
        assert after.elapsed == pytest.approx(before.elapsed, abs=CLOSE)
    else:
        assert (after.elapsed, work.rep) == (0, resumed.plan.segments[after.index].rep)
    lost = sum(r.done for r in player.session.records) - sum(r.done for r in resumed.records)
    assert lost >= -CLOSE
    assert counted or lost == pytest.approx(0, abs=CLOSE)
    if counted:
        same = [
            s for s in resumed.plan.blocks[before.block].option.segments if (s.record, s.rep) == (work.record, work.rep)
        ]
        assert lost <= sum(s.estimate for s in same if s.kind is Kind.WORK) + CLOSE
    assert resumed.spent.total == pytest.approx(resumed.clock, abs=CLOSE)
    assert sum(r.done for r in resumed.records) + resumed.spent.given_up == pytest.approx(resumed.spent.work, abs=CLOSE)
    assert [r.reps for r in resumed.records] == [r.reps for r in player.session.records]


@a_few
@given(plans, deeds, st.integers(1, 30))
def test_right_again_and_again_goes_through_every_dose_in_order_to_the_end(
    made: Plan, todo: list[tuple[float, Command | None, int | None]], later: int
) -> None:
    player = Player(made, 1.0)
    player.play([(w, c, n) for w, c, n in todo[:later] if c is not Command.NEXT], lambda _: None)
    places = [player.session.moment(player.now).index]
    for _ in range(len(player.session.plan.segments) + 1):
        if isinstance(player.session.state, Finished):
            break
        player.events += player.session.command(Command.NEXT, player.now)
        places.append(player.session.moment(player.now).index)
    assert isinstance(player.session.state, Finished)
    assert places == sorted(places)


@a_few
@given(plans, deeds)
def test_right_and_left_at_once_are_as_if_nothing_had_been(
    made: Plan, todo: list[tuple[float, Command | None, int | None]]
) -> None:
    player = Player(made, 1.0)
    player.play(todo, lambda _: None)
    before = player.session.moment(player.now)
    records = player.session.records
    if isinstance(before.state, Finished) or before.segment.kind is not Kind.WORK:
        return
    key = Command.SKIP if len(todo) % 2 else Command.NEXT
    player.play([(0.0, key, None)], lambda _: None)
    if isinstance(player.session.state, Finished):
        return
    player.play([(0.0, Command.BACK, None)], lambda _: None)
    after = player.session.moment(player.now)
    assert (after.index, after.elapsed, after.left, after.past) == pytest.approx(
        (before.index, before.elapsed, before.left, before.past), abs=CLOSE
    )
    assert player.session.records == records
