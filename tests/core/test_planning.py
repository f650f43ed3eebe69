"""A routine becomes a row of segments, worked out here by hand and checked on routines made up by chance."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.lengths import Count, Span
from app.core.plan import Kind, Plan
from app.core.plan_size import plan_seconds, size_at_most, size_problem
from app.core.planning import PlanError, choice_problem, hold_plan, make_plan, optional_places
from app.core.routine import Choice, Circuit, Each, Phase, Routine, Step
from tests.core.routines import STILL, THREE, TWO, hold, routine, routines

NONE = Span(0, 0)


def row(plan: Plan) -> list[tuple[str, float, str | None]]:
    """Return kind, length (an estimate where there is none) and position of each segment."""
    return [(s.kind.value, s.estimate, s.position) for s in plan.segments]


def test_a_hold_on_two_sides_is_ready_work_switch_work() -> None:
    #  0    10      70  78     138
    #  ready  right  sw   left
    plan = make_plan(routine(hold(60, 120, TWO)))
    assert row(plan) == [("ready", 10, "right"), ("work", 60, "right"), ("switch", 8, "left"), ("work", 60, "left")]
    assert plan.seconds == 138


def test_sets_are_parted_by_a_rest_that_bears_the_set_after_it() -> None:
    plan = make_plan(routine(hold(30, exercise=TWO, sets=Count(2, 2))))
    kinds = [(s.kind.value, s.set, s.position) for s in plan.segments]
    assert kinds[4] == ("rest", 2, "right")
    assert [s.estimate for s in plan.segments if s.kind is Kind.REST] == [30]


def test_the_routines_rest_holds_for_sets_and_for_rounds() -> None:
    inner = hold(30, sets=Count(2, 2), get_ready=NONE)
    plan = make_plan(routine(Circuit(Count(2, 2), (inner,)), rest=Span(20, 20)))
    assert [kind for kind, *_ in row(plan)] == ["work", "rest", "work", "rest", "work", "rest", "work"]
    assert {s.estimate for s in plan.segments if s.kind is Kind.REST} == {20}


def test_rounds_have_no_rest_unless_one_is_named() -> None:
    plan = make_plan(routine(Circuit(Count(2, 2), (hold(30),))))
    assert [kind for kind, *_ in row(plan)] == ["ready", "work", "ready", "work"]


def test_a_rest_between_rounds_comes_before_the_get_ready_of_the_next_round() -> None:
    circuit = Circuit(Count(2, 2), (hold(30), hold(20, exercise=TWO)), Span(15, 15))
    plan = make_plan(routine(circuit))
    rest = next(s for s in plan.segments if s.kind is Kind.REST)
    assert (rest.exercise, rest.round, rest.rounds) == ("sphinx", 2, 2)
    assert [s.kind.value for s in plan.blocks[2].option.segments] == ["rest", "ready", "work"]


def test_a_circuit_in_a_circuit_counts_the_innermost_rounds_and_rests_once() -> None:
    inner = Circuit(Count(2, 2), (hold(10, get_ready=NONE),), Span(5, 5))
    outer = Circuit(Count(2, 2), (inner,), Span(60, 60))
    plan = make_plan(routine(outer))
    assert [(kind, seconds) for kind, seconds, _ in row(plan)] == [
        ("work", 10), ("rest", 5), ("work", 10), ("rest", 60), ("work", 10), ("rest", 5), ("work", 10),
    ]  # fmt: skip
    assert [(s.round, s.rounds) for s in plan.segments if s.kind is Kind.WORK] == [(1, 2), (2, 2), (1, 2), (2, 2)]


def test_no_rest_between_sets_leaves_the_change_of_sides() -> None:
    plan = make_plan(routine(hold(30, exercise=TWO, sets=Count(2, 2), rest=NONE, get_ready=NONE)))
    assert row(plan)[3] == ("switch", 8, "right")
    still = make_plan(routine(hold(30, sets=Count(2, 2), rest=NONE, get_ready=NONE)))
    assert row(still) == [("work", 30, None), ("work", 30, None)]


def test_alternating_changes_side_at_every_repetition() -> None:
    step = Step(TWO, hold=Span(5, 5), reps=Count(2, 2), each=Each.ALTERNATE, positions=TWO.sides, sets=Count(2, 2))
    plan = make_plan(routine(step))
    works = [(s.set, s.position, s.rep, s.reps) for s in plan.segments if s.kind is Kind.WORK]
    assert works[:4] == [(1, "right", 1, 2), (1, "left", 1, 2), (1, "right", 2, 2), (1, "left", 2, 2)]
    assert all(s.kind is not Kind.SWITCH for s in plan.segments)
    assert {s.dose for s in plan.segments} == {0, 1}
    assert [(r.set, r.position, r.planned) for r in plan.blocks[0].option.records] == [
        (1, "right", 10), (1, "left", 10), (2, "right", 10), (2, "left", 10),
    ]  # fmt: skip


def test_alternating_has_a_switch_where_the_step_names_one() -> None:
    step = Step(TWO, hold=Span(5, 5), reps=Count(2, 2), each=Each.ALTERNATE, positions=TWO.sides, switch=Span(4, 4))
    plan = make_plan(routine(step))
    assert row(plan)[1:4] == [("work", 5, "right"), ("switch", 4, "left"), ("work", 5, "left")]
    assert sum(s.kind is Kind.SWITCH for s in plan.segments) == 3


def test_alternating_at_own_pace_is_one_piece_of_work_for_both_sides() -> None:
    step = Step(TWO, reps=Count(8, 8), own_pace=True, each=Each.ALTERNATE, positions=TWO.sides)
    plan = make_plan(routine(step))
    work = plan.segments[-1]
    assert (work.position, work.rep, work.reps, work.seconds, work.estimate) == (None, None, 8, None, 64)
    assert plan.estimated


def test_phases_come_in_order_repetition_by_repetition() -> None:
    phases = (Phase("cow", Span(15, 30), "in"), Phase("cat", Span(15, 30), "out"))
    plan = make_plan(routine(Step(STILL, reps=Count(5, 10), rep=phases)), level=100)
    works = [s for s in plan.segments if s.kind is Kind.WORK]
    assert [(s.rep, s.phase, s.seconds) for s in works[:3]] == [(1, "cow", 30), (1, "cat", 30), (2, "cow", 30)]
    assert len(works) == 20 and works[0].breath == "in" and works[0].at_least is None
    (record,) = plan.blocks[0].option.records
    assert (record.planned, record.at_least, record.reps, record.reps_at_least) == (600, 150, 10, 5)


def test_own_pace_takes_four_seconds_a_repetition_or_the_sum_of_its_phases() -> None:
    bare = make_plan(routine(Step(STILL, reps=Count(12, 12), own_pace=True)))
    phased = make_plan(routine(Step(STILL, reps=Count(12, 12), own_pace=True, rep=(Phase("up", Span(2, 2)),))))
    assert (bare.segments[-1].estimate, phased.segments[-1].estimate) == (48, 24)
    assert bare.segments[-1].seconds is None


def test_the_first_get_ready_replaces_the_steps_own_and_only_there() -> None:
    plan = make_plan(routine(hold(5, get_ready=Span(20, 20)), hold(5), first_get_ready=Span(30, 30)))
    assert [s.estimate for s in plan.segments if s.kind is Kind.READY] == [30, 10]
    without = make_plan(routine(hold(5), hold(5), first_get_ready=NONE))
    assert [kind for kind, *_ in row(without)] == ["work", "ready", "work"]


def test_a_dropped_first_step_hands_the_first_get_ready_on() -> None:
    plan = make_plan(routine(hold(5, optional=True), hold(6), first_get_ready=Span(30, 30)), dropped={(0,)})
    assert [(kind, seconds) for kind, seconds, _ in row(plan)] == [("ready", 30), ("work", 6)]
    assert plan.blocks[0].step == 2


def test_a_ranged_hold_bears_its_lower_end_and_an_exact_one_none() -> None:
    ranged, exact = make_plan(routine(hold(60, 120), hold(60)), level=50).blocks
    assert (ranged.option.segments[1].seconds, ranged.option.segments[1].at_least) == (90, 60)
    assert exact.option.segments[1].at_least is None
    assert ranged.option.segments[0].at_least is None


def test_get_ready_switch_and_rest_have_ranges_too() -> None:
    made = routine(
        hold(30, exercise=TWO, sets=Count(2, 2), rest=Span(10, 30)), get_ready=Span(10, 20), switch=Span(5, 15)
    )
    assert [s.estimate for s in make_plan(made, 50).segments] == [15, 30, 10, 30, 20, 30, 10, 30]


def test_a_choice_takes_its_first_unless_another_is_picked() -> None:
    made = routine(hold(5), Choice((hold(10), hold(20, exercise=TWO))))
    assert make_plan(made).blocks[1].option.exercise is STILL
    assert make_plan(made, choices={2: 2}).blocks[1].option.exercise is TWO


def test_a_pick_for_a_circuit_holds_for_every_choice_in_it_that_has_so_many() -> None:
    circuit = Circuit(Count(2, 2), (Choice((hold(1), hold(2), hold(3))), Choice((hold(4), hold(5)))))
    works = [s.seconds for s in make_plan(routine(circuit), choices={1: 3}).segments if s.kind is Kind.WORK]
    assert works == [3, 4, 3, 4]


@pytest.mark.parametrize(
    ("step", "number", "says"),
    [(0, 1, "There is no step 0"), (3, 1, "has 2 steps"), (1, 1, "Step 1 has no choice. Steps with a choice: 2."),
     (2, 3, "Step 2 has 2 alternatives"), (2, 0, "0 is none of them")],
)  # fmt: skip
def test_a_pick_that_cannot_be_is_said(step: int, number: int, says: str) -> None:
    made = routine(hold(5), Choice((hold(10), hold(20))))
    assert says in (choice_problem(made, step, number) or "")
    with pytest.raises(PlanError, match=r"[Ss]tep"):
        make_plan(made, choices={step: number})


def test_a_fixed_level_is_played_at_its_lower_ends() -> None:
    plan = make_plan(routine(hold(60, 120), fixed_level=True), level=80)
    assert (plan.level, plan.segments[1].seconds) == (0, 60)


def test_an_exercise_with_sides_and_no_each_is_done_on_the_first() -> None:
    plan = make_plan(routine(Step(THREE, hold=Span(30, 30))))
    assert row(plan) == [("ready", 10, "centre"), ("work", 30, "centre")]


def test_one_hold_does_each_side_and_belongs_to_no_routine() -> None:
    plan = hold_plan(TWO, Span(420, 420))
    assert (plan.routine, plan.name) == (None, "Pigeon")
    assert row(plan) == [("ready", 10, "right"), ("work", 420, "right"), ("switch", 8, "left"), ("work", 420, "left")]
    assert row(hold_plan(STILL, Span(60, 120), level=100)) == [("ready", 10, None), ("work", 120, None)]


def test_rounds_of_rounds_of_rounds_are_refused_before_they_are_built() -> None:
    deep: Circuit | Step = hold(1, get_ready=NONE, sets=Count(100, 100))
    for _ in range(20):
        deep = Circuit(Count(100, 100), (deep,))
    problem = size_problem(routine(deep))
    assert problem is not None and "10,000 are the most" in problem[0]
    with pytest.raises(PlanError, match="segments"):
        make_plan(routine(deep))


def test_ten_thousand_segments_and_a_day_are_allowed_and_no_more() -> None:
    def many(sets: int) -> Routine:
        each = hold(8, sets=Count(sets, sets), reps=Count(100, 100), rest=NONE, get_ready=NONE)
        return routine(each)

    assert size_problem(many(100)) is None
    assert len(make_plan(many(100)).segments) == 10_000
    one_more = routine(*many(100).steps, hold(1, get_ready=NONE))
    assert size_problem(one_more) is not None
    day = routine(*(hold(14400, get_ready=NONE) for _ in range(6)))
    assert size_problem(day) is None
    longer = size_problem(routine(*day.steps, hold(1, get_ready=NONE)))
    assert longer is not None and "24 h are the most" in longer[0]


def test_many_alternatives_in_many_rounds_are_refused_too() -> None:
    choice = Choice(tuple(hold(1, get_ready=NONE) for _ in range(1000)))
    problem = size_problem(routine(Circuit(Count(100, 100), (choice,))))
    assert problem is not None and "with all alternatives" in problem[0]


levels = st.integers(0, 100)


@settings(max_examples=60, deadline=None)
@given(routines, levels)
def test_whatever_the_routine_the_plan_adds_up(made: Routine, level: int) -> None:
    plan = make_plan(made, level)
    assert plan.seconds == pytest.approx(sum(s.estimate for s in plan.segments))
    for segment in plan.segments:
        assert segment.estimate > 0
        assert segment.seconds is None or segment.seconds == segment.estimate
    for block in plan.blocks:
        for option in block.options:
            for number, record in enumerate(option.records):
                works = [s for s in option.segments if s.kind is Kind.WORK and s.record == number]
                assert record.planned == pytest.approx(sum(s.estimate for s in works))
                assert {(s.set, s.position, s.round) for s in works} == {(record.set, record.position, record.round)}
                assert record.at_least is None or record.at_least <= record.planned + 1e-9


@settings(max_examples=60, deadline=None)
@given(routines, levels)
def test_get_ready_switch_and_rest_bear_what_follows(made: Routine, level: int) -> None:
    for block in make_plan(made, level).blocks:
        for option in block.options:
            segments = option.segments
            assert segments[-1].kind is Kind.WORK
            for segment, after in pairwise(segments):
                if segment.kind is not Kind.WORK:
                    assert (segment.position, segment.set, segment.round, segment.record, segment.dose) == (
                        after.position, after.set, after.round, after.record, after.dose)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(routines)
def test_the_lower_end_is_level_0_and_no_dose_shrinks_as_the_level_grows(made: Routine) -> None:
    plans = [make_plan(made, level) for level in (0, 30, 70, 100)]
    for block in plans[0].blocks:
        for record in block.option.records:
            assert record.at_least in (None, pytest.approx(record.planned))
    work = [sum(s.estimate for s in p.segments if s.kind is Kind.WORK) for p in plans]
    assert work == sorted(work)


@settings(max_examples=60, deadline=None)
@given(routines)
def test_the_size_is_known_before_the_plan_is_built(made: Routine) -> None:
    plan = make_plan(made, 100)
    picked_longest = [max(len(o.segments) for o in b.options) for b in plan.blocks]
    segments, _, seconds = size_at_most(made)
    assert segments >= sum(picked_longest)
    if all(len(b.options) == 1 for b in plan.blocks):
        assert segments == len(plan.segments)
        assert seconds == pytest.approx(plan.seconds)


@settings(max_examples=150, deadline=None)
@given(routines, levels)
def test_the_length_is_known_without_the_plan(made: Routine, level: int) -> None:
    assert plan_seconds(made, level) == pytest.approx(make_plan(made, level).seconds, abs=0.001)
    picks = {n: 2 for n in range(1, len(made.steps) + 1) if choice_problem(made, n, 2) is None}
    assert plan_seconds(made, level, picks) == pytest.approx(make_plan(made, level, picks).seconds, abs=0.001)


@settings(max_examples=40, deadline=None)
@given(routines)
def test_any_optional_step_can_be_left_out(made: Routine) -> None:
    whole = make_plan(made).seconds
    for place in optional_places(made):
        try:
            assert make_plan(made, dropped={place}).seconds <= whole + 60  # the first get ready may go to another step
        except PlanError as problem:
            assert "No step is left" in str(problem)
