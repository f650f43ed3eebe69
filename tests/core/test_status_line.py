"""A session as lines of text: one line that fits, at every width, and lines that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.exercise import Easier, Exercise
from app.core.lengths import Count, Span
from app.core.moments import Command, Event, Moment
from app.core.plan import Plan
from app.core.planning import make_plan
from app.core.routine import Routine
from app.core.session import Session
from app.core.status_line import bar, columns, cut, in_ascii, lines_of_event, status_line
from tests.core.driving import Drive
from tests.core.routines import hold, routine, routines

PIGEON = Exercise(
    "pigeon", "Pigeon", sides=("right knee forward", "left knee forward"), setup=("Slide the {side} knee up.",)
)
TWO = routine(hold(60, 120, PIGEON), hold(30))


def at(plan: Plan, seconds: float, *commands: Command) -> Moment:
    """Return how things stand so many seconds into a session, some keys pressed then."""
    return Drive(plan).wait(seconds).press(*commands).moment


def test_the_line_says_time_name_side_and_what_comes_next() -> None:
    plan = make_plan(TWO, 50)  # get ready 10 s, 90 s on each side
    assert status_line(at(plan, 40), plan, 79, plain=True) == (
        " 1:00  Pigeon, RIGHT knee forward  #####---|-----  Next: left knee forward"
    )
    assert status_line(at(plan, 3), plan, 79, plain=True).startswith(
        " 0:07  Get ready: Pigeon, RIGHT knee forward  ###"
    )
    assert status_line(at(plan, 40, Command.PAUSE), plan, 79).startswith(" 1:00  Paused: Pigeon")


def test_what_does_not_fit_goes_from_the_end() -> None:
    plan = make_plan(TWO, 50)
    moment = at(plan, 40)
    assert "Next" not in status_line(moment, plan, 50)
    assert status_line(moment, plan, 38, plain=True) == " 1:00  Pigeon, RIGHT knee forward"
    assert status_line(moment, plan, 20) == " 1:00  Pigeon, RIGH…"


@given(routines, st.integers(20, 140), st.floats(0, 200), st.booleans())
def test_no_line_is_wider_than_it_may_be(made: Routine, width: int, seconds: float, plain: bool) -> None:
    plan = make_plan(made, 50)
    line = status_line(at(plan, seconds), plan, width, plain=plain)
    assert columns(line) <= width
    assert line.isascii() or not plain
    assert "\n" not in line


def test_columns_are_counted_as_terminals_do() -> None:
    assert (columns("鸽子式"), columns("e\u0301"), columns("abc")) == (6, 1, 3)
    assert (cut("鸽子式", 4), cut("abc", 3), cut("abcd", 3), cut("abc", 0)) == ("鸽…", "abc", "ab…", "")


def test_the_bar_bears_a_mark_at_the_lower_end() -> None:
    assert bar(0.5, None, 10, plain=True) == "#####-----"
    assert bar(0.0, 0.5, 10, plain=True) == "----|-----"
    assert bar(2.0, None, 4) == "████"


@pytest.mark.parametrize(
    ("text", "plain"), [("→ next · 3×", "> next - 3x"), ("Brücke", "Brucke"), ("Füße", "Fusse"), ("鸽", "?")]
)
def test_a_plain_terminal_gets_plain_letters(text: str, plain: str) -> None:
    assert in_ascii(text) == plain


def lines(plan: Plan, until: float) -> list[str]:
    """Return all lines that stay of a session, a tick each tenth of a second."""
    session = Session(plan, unattended=True)
    told: list[str] = []
    previous: str | None = None

    def take(events: tuple[Event, ...], now: float) -> None:
        nonlocal previous
        for event in events:
            told.extend(lines_of_event(event, session.moment(now), session.plan, previous))
            previous = session.moment(now).segment.exercise

    take(session.begin(0.0), 0.0)
    for tenth in range(1, round(until * 10)):
        take(session.tick(tenth / 10), tenth / 10)
    return told


def test_the_lines_that_stay_tell_the_whole_session_without_a_screen() -> None:
    assert lines(make_plan(routine(hold(8, 20, PIGEON)), 100), 80) == [
        "Get ready. Pigeon. Right knee forward. 10 seconds left.",
        "  Slide the right knee up.",
        "Pigeon. Right knee forward. 20 seconds left.",
        "Enough: stay, or go on.",
        "Half.",
        "Change sides. Pigeon. Left knee forward. 8 seconds left.",
        "Pigeon. Left knee forward. 20 seconds left.",
        "Enough: stay, or go on.",
        "Half.",
        "Exercise over.",
        "All done.",
    ]


def test_what_to_look_out_for_stands_under_the_setup() -> None:
    careful = replace(PIGEON, care=("Does the {side} knee complain?",))
    assert lines(make_plan(routine(hold(8, 8, careful))), 1) == [
        "Get ready. Pigeon. Right knee forward. 10 seconds left.",
        "  Slide the right knee up.",
        "  Does the right knee complain?",
    ]


def test_what_changes_at_half_of_an_easier_form_stands_there() -> None:
    locust = Exercise(
        "locust", "Locust", easier=(Easier("One leg.", half="Now the other {side} leg."),), sides=("left",)
    )
    session = Session(make_plan(routine(hold(20, exercise=locust, get_ready=Span(0, 0)))))
    session.begin(0.0)
    session.command(Command.EASIER, 1.0)
    session.tick(5.5)
    (event,) = session.tick(10.0)
    assert lines_of_event(event, session.moment(10.0), session.plan, None) == ("Now the other left leg.",)


def test_repetitions_are_counted_and_their_seconds_are_not_told() -> None:
    told = lines(make_plan(routine(hold(5, reps=Count(3, 3), get_ready=Span(0, 0)))), 20)
    assert told == ["1 of 3. Sphinx. 15 seconds left.", "2 of 3.", "3 of 3.", "Exercise over.", "All done."]
