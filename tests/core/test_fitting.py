"""A routine is fitted to the minutes at hand: by its level first, then by what may be left out."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.fitting import fit_minutes
from app.core.lengths import Count, Span
from app.core.planning import make_plan
from app.core.routine import Phase, Routine, Step
from tests.core.routines import STILL, TWO, hold, routine, routines


def test_the_highest_level_that_fits_is_taken() -> None:
    fit = fit_minutes(routine(hold(60, 600)), 5)
    assert fit.plan.seconds <= 300 < make_plan(routine(hold(60, 600)), fit.level + 1).seconds
    assert (fit.over, fit.dropped) == (0, ())


def test_where_level_0_is_too_long_the_last_optional_step_goes_first() -> None:
    made = routine(hold(60, optional=True), hold(100), hold(60, optional=True))
    one, both = fit_minutes(made, 3.2), fit_minutes(made, 2)
    assert (one.places, one.over) == (((2,),), 0)
    assert (both.places, both.over) == (((2,), (0,)), 0)
    assert "Left out: Sphinx, Sphinx." in both.told()


def test_what_is_still_too_long_says_by_how_much() -> None:
    fit = fit_minutes(routine(hold(110)), 1)
    assert fit.over == 60
    assert fit.told() == "2 min at level 0. That is 1 min more than 1 min."


def test_the_last_step_is_never_left_out() -> None:
    fit = fit_minutes(routine(hold(60, optional=True), hold(60, optional=True)), 0.5)
    assert fit.places == ((1,),) and fit.over == 40


def test_a_fixed_level_stays_and_only_steps_go() -> None:
    made = routine(hold(60, 120), hold(60, optional=True), fixed_level=True)
    assert (fit_minutes(made, 60).level, fit_minutes(made, 1.5).places) == (0, ((1,),))


def test_a_rest_that_starts_at_nothing_may_shorten_the_whole_and_the_level_is_still_the_highest() -> None:
    made = routine(hold(10, exercise=TWO, sets=Count(3, 3), rest=Span(0, 3)), switch=Span(60, 60))
    fit = fit_minutes(made, make_plan(made, 100).seconds / 60)
    assert (fit.level, fit.over) == (100, 0)


def test_thousands_of_segments_are_fitted_while_a_finger_rests_on_the_slider() -> None:
    phases = tuple(Phase(name, Span(1, 3)) for name in ("up", "stay", "down"))
    many = Step(STILL, reps=Count(1000, 1000), rep=phases, sets=Count(3, 3), rest=Span(0, 30))
    began = time.process_time()  # the work, not the wait for a busy machine
    assert fit_minutes(routine(many), 200).level == 74
    assert time.process_time() - began < 2  # one plan, a fifth of a second; a plan at each level took six


@settings(max_examples=30, deadline=None)
@given(routines, st.integers(1, 20))
def test_no_higher_level_fits(made: Routine, minutes: int) -> None:
    fit = fit_minutes(made, minutes)
    assert fit.over == max(0.0, fit.plan.seconds - minutes * 60)
    if not fit.over and not fit.places:
        assert all(make_plan(made, level).seconds > minutes * 60 for level in range(fit.level + 1, 101, 9))
