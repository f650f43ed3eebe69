"""Every word on the player follows from the moment."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from app.core.exercise import Easier, Exercise
from app.core.lengths import Count, Span
from app.core.moments import Command, Paused, PauseReason
from app.core.plan import Block, Plan
from app.core.planning import hold_plan, make_plan
from app.core.player_words import (
    Face,
    Headline,
    face_of,
    headline_of,
    line_of,
    next_of,
    page_of,
    pause_words,
    side_words,
    spoken_moment,
)
from app.core.routine import Phase, Routine, Step
from tests.core.driving import Drive
from tests.core.plans import hold, own_pace, phases, plan

PIGEON = Exercise(
    "pigeon",
    "Pigeon",
    sides=("right knee forward", "left knee forward"),
    setup=("Slide the {side} knee up.", "Straighten the {other side} leg.", "Fold."),
    cues=("Hips square.", "Breathe."),
    easier=(Easier("A cushion under the {side} hip."),),
)


def at(what: Plan, seconds: float, *commands: Command) -> Drive:
    """Return a session so many seconds after its begin, some keys pressed."""
    return Drive(what).wait(seconds).press(*commands)


@pytest.mark.parametrize(
    ("seconds", "face"),
    [(158, Face("2:28")), (599, Face("9:49")), (610, Face("10", ":00")), (4210, Face("70", ":00"))],
)
def test_from_ten_minutes_up_the_seconds_are_small(seconds: float, face: Face) -> None:
    drive = at(plan(hold(seconds=seconds)), 20)
    assert face_of(drive.moment) == face


def test_repetitions_count_their_seconds_plainly() -> None:
    drive = at(plan(phases()), 10.5)
    assert face_of(drive.moment) == Face("2")


def test_at_own_pace_the_number_of_repetitions_is_large_and_then_what_was_typed() -> None:
    drive = at(plan(own_pace(reps=12)), 15)
    assert face_of(drive.moment) == Face("12", "×")
    assert face_of(drive.moment, "8") == Face("8", "×")
    option = drive.session.plan.blocks[0].option
    assert line_of(drive.moment, option) == ("Enter when you are done",)
    assert line_of(drive.moment, option, typed="8") == ("Enter: 8 done",)


def test_past_zero_the_time_counts_up_with_a_plus() -> None:
    drive = at(plan(hold(seconds=30)), 15, Command.STAY)
    assert face_of(drive.wait(35).moment) == Face("0:10", "", "+")


@pytest.mark.parametrize(
    ("position", "words"),
    [
        ("right leg", "RIGHT leg"),
        ("left knee forward", "LEFT knee forward"),
        ("knees to the right", "Knees to the RIGHT"),
        ("centre", "Centre"),
        (None, ""),
    ],
)
def test_the_side_is_a_word_in_capitals(position: str | None, words: str) -> None:
    assert side_words(position) == words


def test_the_first_side_says_which_follows_and_the_last_does_not() -> None:
    what = hold_plan(PIGEON, Span(60, 60))
    drive = at(what, 20)
    option = drive.session.plan.blocks[0].option
    assert headline_of(drive.moment, option) == Headline("", "Pigeon", "RIGHT knee forward", "then left")
    drive.press(Command.NEXT)
    assert headline_of(drive.moment, option) == Headline("Change sides", "Pigeon", "LEFT knee forward", "")


def test_what_comes_next_is_the_other_side_the_next_set_the_next_exercise_or_the_end() -> None:
    what = plan(hold("a", 30, positions=("right", "left")), hold("b", 30, sets=2))
    drive = at(what, 0)
    said = [next_of(drive.moment, what).words]
    while len(said) < 7 and not said[-1].startswith("Then"):
        drive.press(Command.NEXT)
        words = next_of(drive.moment, what).words
        if words != said[-1]:
            said.append(words)
    assert said == ["Next: left", "Next: B", "Next: set 2 of 2", "Then you are done."]


def test_the_last_line_of_an_exercise_says_how_to_get_up() -> None:
    lying = Exercise("legs", "Legs up", after=("Bend the knees, roll to your side.",))
    what = hold_plan(lying, Span(60, 60))
    drive = at(what, 20)
    assert next_of(drive.moment, what).words == "Then: Bend the knees, roll to your side."


def test_setup_lines_stand_for_four_seconds_or_share_a_page() -> None:
    lines = tuple("abcdef")
    assert [page_of(lines, t, 24.0) for t in (0, 3.9, 4, 23.9)] == [("a",), ("a",), ("b",), ("f",)]
    assert [page_of(lines, t, 10.0) for t in (0, 4.9, 5, 9.9)] == [("a", "b", "c")] * 2 + [("d", "e", "f")] * 2
    assert page_of(lines, 1.0, 2.0) == lines
    assert page_of((), 1.0, 10.0) == ()


def test_a_cue_gives_way_to_the_next_in_turn() -> None:
    what = hold_plan(PIGEON, Span(60, 60))
    seen: list[str] = []
    for second in (11, 29, 31, 49, 51):
        drive = at(what, second)
        seen += line_of(drive.moment, drive.session.plan.blocks[0].option)
    assert seen == ["Hips square.", "Hips square.", "Breathe.", "Breathe.", "Hips square."]


CAREFUL = Exercise(
    "pigeon",
    "Pigeon",
    sides=("right knee",),
    setup=("Kneel.", "Slide forward."),
    cues=("Hips square.",),
    care=("Does a {side} knee complain?",),
)


def test_what_to_look_out_for_is_shown_after_the_cues_of_a_hold() -> None:
    drive = at(hold_plan(CAREFUL, Span(60, 60)), 10 + 1)
    option = drive.session.plan.blocks[0].option
    assert line_of(drive.moment, option) == ("Hips square.",)
    drive.wait(20)
    assert line_of(drive.moment, option) == ("Does a right knee complain?",)


def test_what_to_look_out_for_closes_a_rest_or_a_get_ready_that_has_time_for_it() -> None:
    step = Step(CAREFUL, reps=Count(8, 8), own_pace=True, sets=Count(2, 2))
    what = make_plan(Routine("r", "R", (step,)))
    drive = at(what, 9)
    option = what.blocks[0].option
    assert line_of(drive.moment, option) == ("Slide forward.",)  # 10 s are two lines
    drive.wait(2).press(Command.DONE).wait(29)
    assert line_of(drive.moment, option) == ("Does a right knee complain?",)


def test_the_easier_form_is_shown_in_words_of_the_running_side() -> None:
    drive = at(hold_plan(PIGEON, Span(60, 60)), 15, Command.EASIER)
    assert "A cushion under the right hip." in line_of(drive.moment, drive.session.plan.blocks[0].option)


def test_a_phase_is_named_with_its_breath() -> None:
    drive = at(plan(phases()), 10.5)
    assert line_of(drive.moment, drive.session.plan.blocks[0].option) == ("Phase 0",)


def test_a_phase_called_pause_does_not_read_like_a_paused_session() -> None:
    made = plan(phases())
    option = made.blocks[0].option
    named = tuple(replace(s, phase="pause") if s.phase else s for s in option.segments)
    drive = at(replace(made, blocks=(Block(1, (replace(option, segments=named),)),)), 10.5)
    assert line_of(drive.moment, drive.session.plan.blocks[0].option) == ("Stay",)


def test_t_tells_what_name_side_and_time_left() -> None:
    drive = at(hold_plan(PIGEON, Span(150, 150)), 20)
    option = drive.session.plan.blocks[0].option
    assert spoken_moment(drive.moment, option) == "Pigeon. Right knee forward. 2 minutes 20 seconds left."


def test_a_pause_says_why() -> None:
    assert "6 minutes 40 seconds" in pause_words(Paused(PauseReason.AWAY, 0.0, 400.0))
    assert pause_words(Paused(PauseReason.ASKED, 0.0)) == "Space goes on."


def test_a_night_away_is_told_in_hours() -> None:
    assert "8 hours 32 minutes 13 seconds" in pause_words(Paused(PauseReason.AWAY, 0.0, 8 * 3600 + 32 * 60 + 13))
    assert "away for 1 hour." in pause_words(Paused(PauseReason.AWAY, 0.0, 3600.0))


def test_what_comes_after_thousands_of_phases_is_found_at_once() -> None:
    lift = Step(Exercise("a", "A"), reps=Count(1000, 1000), rep=(Phase("up", Span(1, 1)), Phase("down", Span(1, 1))))
    what = make_plan(Routine("r", "R", (replace(lift, sets=Count(4, 4)),)))
    moment = at(what, 0).moment
    began = time.process_time()  # the work, not the wait for a busy machine
    assert next_of(moment, what).words == "Next: set 2 of 4"
    assert time.process_time() - began < 0.5  # thousandths by itself; it took seconds, at each of the phases
