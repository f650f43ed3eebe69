"""A newcomer's get ready: the longest of `settle`, four seconds a line, and what the coach takes to say it."""

from __future__ import annotations

from dataclasses import replace

from app.core.first_time import first_times
from app.core.plan import Block, Plan
from app.core.routine import Profile
from tests.core.plans import hold, plan


def taught(sound: Profile, setup: tuple[str, ...], settle: float | None = None) -> Plan:
    """Return a plan of one hold with so many lines of setup, heard under a profile."""
    made = plan(hold("a", 60))
    option = made.blocks[0].option
    exercise = replace(option.exercise, setup=setup, settle=settle)
    segments = tuple(replace(s, sound=sound) for s in option.segments)
    return replace(made, blocks=(Block(1, (replace(option, exercise=exercise, segments=segments),)),))


def test_a_line_of_the_setup_takes_four_seconds() -> None:
    assert first_times(taught(Profile.BELLS, ("One.", "Two.", "Three.")), ()) == {"a": 12.0}


def test_settle_holds_where_it_is_longer() -> None:
    assert first_times(taught(Profile.BELLS, ("One.",), settle=45.0), ()) == {"a": 45.0}


def test_the_coach_is_waited_for_where_the_spoken_setup_is_longer() -> None:
    made = taught(Profile.COACH, ("One.", "Two."))
    assert first_times(made, (), lambda line: 10.0)["a"] > 4 * 10.0  # "Next", two lines, name and dose
    assert first_times(made, (), lambda line: 0.1) == {"a": 8.0}


def test_nobody_waits_for_a_coach_who_says_nothing() -> None:
    assert first_times(taught(Profile.BELLS, ("One.",)), (), lambda line: 10.0) == {"a": 4.0}
    assert first_times(taught(Profile.COACH, ("One.",)), (), None) == {"a": 4.0}


def test_what_is_known_gets_its_usual_get_ready() -> None:
    assert first_times(taught(Profile.COACH, ("One.",), settle=45.0), {"a"}, lambda line: 10.0) == {}
