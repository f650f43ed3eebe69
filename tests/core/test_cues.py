"""The table of cues: every moment under every profile."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.cues import NOTHING, SPEAKS, TABLE, Cause, Cue, Sound, cues_for, together
from app.core.exercise import Easier, Exercise
from app.core.lengths import Span
from app.core.moments import (
    Command,
    CountBeat,
    CountdownBeat,
    CountStarted,
    DoseEnded,
    EasierTaken,
    Event,
    HalfReached,
    LengthChanged,
    LineDue,
    MinimumReached,
    MinutesLeft,
    PausedNow,
    PauseReason,
    SegmentStarted,
    SessionFinished,
    StayBegan,
    WentOn,
)
from app.core.plan import Kind, Plan, Segment
from app.core.planning import hold_plan
from app.core.prompter import Prompter
from app.core.routine import Profile
from app.core.script import Detail, every_line
from app.core.session import Session
from tests.core.hearing import estimated, hear
from tests.core.plans import under_one_profile

PIGEON = Exercise(
    "pigeon",
    "Pigeon",
    sides=("right knee forward", "left knee forward"),
    setup=("Slide the {side} knee forward.", "Square the hips.", "Forehead on your hands."),
    cues=("Hips square.", "Let go."),
    easier=(Easier("A cushion under the {side} hip, 5 cm thick."),),
)
WORK = Segment(
    kind=Kind.WORK, seconds=120.0, exercise="pigeon", position="right knee forward", set=1, sets=1, round=1, rounds=1,
    rep=None, reps=None, phase=None, at_least=90.0, sound=Profile.BELLS, dose=0, record=0, estimate=120.0,
)  # fmt: skip
READY = replace(WORK, kind=Kind.READY, seconds=10.0)
SWITCH = replace(WORK, kind=Kind.SWITCH, seconds=8.0, position="left knee forward")
REST = replace(WORK, kind=Kind.REST, seconds=30.0)
LEFT = replace(WORK, position="left knee forward")
REP = replace(WORK, seconds=5.0, rep=1, reps=8)
PHASE = replace(WORK, seconds=20.0, rep=1, reps=5, phase="cow")

# Every moment of the table once: the event, the segment that runs, its row, the sound under bells.
MOMENTS: list[tuple[Event, Segment, Cause, str | None]] = [
    (SegmentStarted(0, segment=READY), READY, Cause.GET_READY, None),
    (SegmentStarted(0, segment=WORK, previous=READY), WORK, Cause.BEGIN, "begin"),
    (SegmentStarted(0, segment=SWITCH, previous=WORK), SWITCH, Cause.SWITCH, "change-side"),
    (SegmentStarted(0, segment=REST, previous=WORK), REST, Cause.REST, "rest"),
    (SegmentStarted(0, segment=replace(REP, rep=2), previous=REP), REP, Cause.AGAIN, "begin"),
    (SegmentStarted(0, segment=replace(REP, position="left"), previous=REP), REP, Cause.OTHER_SIDE, "change-side"),
    (SegmentStarted(0, segment=replace(PHASE, phase="cat"), previous=PHASE), PHASE, Cause.PHASE, "phase"),
    (HalfReached(0), WORK, Cause.HALF, None),
    (MinutesLeft(0, minutes=1), WORK, Cause.MINUTES, None),
    (LineDue(0, text="Breathe"), WORK, Cause.LINE, None),
    (MinimumReached(0), WORK, Cause.LOWER_END, "lower-end"),
    (CountdownBeat(0, left=3), WORK, Cause.LAST_SECONDS, "tick"),
    (DoseEnded(0), WORK, Cause.SET_OVER, None),
    (DoseEnded(0, exercise_over=True), WORK, Cause.EXERCISE_OVER, "exercise-over"),
    (PausedNow(0), WORK, Cause.PAUSED, None),
    (PausedNow(0, reason=PauseReason.AWAY, away=200.0), WORK, Cause.AWAY, None),
    (PausedNow(0, reason=PauseReason.RESUMED), WORK, Cause.RESUMED, None),
    (CountStarted(0, seconds=3.0), WORK, Cause.COUNT, None),
    (CountBeat(0, left=3), WORK, Cause.COUNT_BEAT, "count"),
    (WentOn(0), WORK, Cause.GONE_ON, "begin"),
    (WentOn(0), READY, Cause.GONE_ON_BETWEEN, None),
    (LengthChanged(0, seconds=-30.0), WORK, Cause.LONGER, None),
    (StayBegan(0), WORK, Cause.STAYING, None),
    (StayBegan(0, staying=False), WORK, Cause.NOT_STAYING, None),
    (EasierTaken(0, number=0), WORK, Cause.EASIER, None),
    (EasierTaken(0), WORK, Cause.FULL_FORM, None),
    (SessionFinished(0), WORK, Cause.FINISHED, "session-over"),
    (SessionFinished(0, at_end_of_plan=False), WORK, Cause.ENDED, None),
]
HEARD_IN_QUIET = {"lower-end", "exercise-over", "change-side", "rest", "session-over"}


def named(moment: tuple[Event, Segment, Cause, str | None]) -> str:
    return moment[2].value


def test_every_row_of_the_table_has_its_moment_here_but_other_choice() -> None:
    assert {moment[2] for moment in MOMENTS} | {Cause.OTHER_CHOICE} == set(TABLE) == set(Cause)


@pytest.mark.parametrize("moment", MOMENTS, ids=named)
def test_bells_and_coach_hear_the_same_quiet_the_ends_alone_and_silent_nothing(
    moment: tuple[Event, Segment, Cause, str | None],
) -> None:
    event, running, _, sound = moment
    for profile in (Profile.BELLS, Profile.COACH):
        assert cues_for(event, profile, running).sound == sound
    assert cues_for(event, Profile.QUIET, running).sound == (sound if sound in HEARD_IN_QUIET else None)
    assert cues_for(event, Profile.SILENT, running).sound is None


@pytest.mark.parametrize("moment", MOMENTS, ids=named)
def test_every_sound_and_every_word_of_the_coach_has_a_visible_twin(
    moment: tuple[Event, Segment, Cause, str | None],
) -> None:
    event, running, _, _ = moment
    shown = {cues_for(event, p, running, easier="Bend the knees", name="Pigeon").shown for p in Profile}
    assert len(shown) == 1
    assert shown != {None}


@pytest.mark.parametrize("moment", MOMENTS, ids=named)
def test_only_the_coach_speaks(moment: tuple[Event, Segment, Cause, str | None]) -> None:
    event, running, _, _ = moment
    assert all(cues_for(event, p, running).spoken == () for p in Profile if p is not Profile.COACH)


@pytest.mark.parametrize("moment", MOMENTS, ids=named)
def test_what_comes_too_late_is_shown_and_not_heard(moment: tuple[Event, Segment, Cause, str | None]) -> None:
    event, running, _, _ = moment
    cue = cues_for(replace(event, late=True), Profile.COACH, running, easier="x", name="Pigeon")
    assert (cue.sound, cue.spoken, cue.flash) == (None, (), 0)
    assert cue.shown


@pytest.mark.parametrize(
    ("event", "turns"),
    [
        (SegmentStarted(0, segment=SWITCH, previous=WORK), 2),
        (SegmentStarted(0, segment=replace(REP, position="left"), previous=REP), 2),
        (SegmentStarted(0, segment=WORK, previous=READY), 1),
        (SegmentStarted(0, segment=REST, previous=WORK), 1),
        (SegmentStarted(0, segment=replace(REP, rep=2), previous=REP), 0),
        (SegmentStarted(0, segment=replace(PHASE, phase="cat"), previous=PHASE), 0),
        (MinimumReached(0), 0),
        (CountdownBeat(0, left=1), 0),
    ],
)
def test_the_window_turns_at_a_change_twice_for_a_side_and_never_for_a_repetition(event: Event, turns: int) -> None:
    assert cues_for(event, Profile.SILENT, WORK).flash == turns


def test_what_starts_while_the_session_stands_is_not_heard_yet() -> None:
    assert cues_for(SegmentStarted(0, segment=WORK, standing=True), Profile.COACH, WORK).sound is None


def test_a_short_repetition_and_a_phase_have_no_last_seconds() -> None:
    for running in (replace(REP, seconds=4.0), PHASE):
        assert cues_for(CountdownBeat(0, left=3), Profile.BELLS, running) == NOTHING


def test_at_the_end_of_the_session_the_chord_stands_for_the_three_strokes() -> None:
    over = cues_for(DoseEnded(0, exercise_over=True), Profile.BELLS, WORK)
    finished = cues_for(SessionFinished(0), Profile.BELLS, WORK)
    assert together([over, finished]).sound is Sound.SESSION_OVER


def test_at_one_instant_the_end_of_an_exercise_is_heard_before_the_beginning_of_the_next() -> None:
    cue = together(
        [
            cues_for(DoseEnded(0, exercise_over=True), Profile.BELLS, WORK),
            cues_for(SegmentStarted(0, segment=READY, previous=WORK), Profile.BELLS, READY, name="Pigeon"),
        ]
    )
    assert cue == Cue(Sound.EXERCISE_OVER, (), "Next: Pigeon", 1, 1)


def test_time_away_is_said_in_words() -> None:
    cue = cues_for(PausedNow(0, reason=PauseReason.AWAY, away=200.0), Profile.COACH, WORK)
    assert cue.shown == "Paused: away for three minutes"


def test_the_files_last_as_long_as_their_sounds_speak() -> None:
    assert set(SPEAKS) == set(Sound)


# The coach over a whole hold.


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 600), st.floats(0.3, 6.0), st.sampled_from(Detail))
def test_for_every_length_of_step_and_of_speech_no_two_cues_talk_over_each_other(
    length: int, seconds: float, detail: Detail
) -> None:
    plan = under_one_profile(hold_plan(PIGEON, Span(length, length)), Profile.COACH)
    heard, _ = hear(plan, detail=detail, seconds_of=lambda _: seconds)
    row = sorted(heard, key=lambda h: h.at)
    for one, two in pairwise(row):
        assert one.end <= two.at + 1e-6, (one, two)


def coached(length: float, detail: Detail = Detail.FULL) -> list[str]:
    plan = hold_plan(PIGEON, Span(length, length))
    return [h.what for h in hear(plan, detail=detail)[0] if h.what not in {"tick"}]


def test_names_alone_say_name_side_and_length_and_the_switch() -> None:
    assert coached(150, Detail.NAMES) == [
        "Pigeon. Right knee forward. Two and a half minutes.",
        "begin",
        "change-side",
        "Switch to the left. Left knee forward.",
        "begin",
        "session-over",
        "That was all of it.",
    ]


def test_full_says_the_head_s_place_before_the_name_where_little_time_is_left() -> None:
    assert coached(150)[:3] == [
        "Forehead on your hands.",
        "Pigeon. Right knee forward. Two and a half minutes.",
        "begin",
    ]


def test_in_a_long_hold_cues_half_and_minutes_left_come_each_in_its_place() -> None:
    plan = hold_plan(PIGEON, Span(150, 150))
    said = {h.what: h.at - 10 for h in hear(plan)[0] if h.spoken and 10 < h.at < 160}
    assert said == {
        "Hips square.": 15.0,
        "Two minutes left.": 30.0,
        "Let go.": 45.0,
        "Halfway.": 75.0,
        "One minute left.": 90.0,
    }


def test_the_easier_form_is_said_with_its_numbers_written_out() -> None:
    plan = under_one_profile(hold_plan(PIGEON, Span(120, 120)), Profile.COACH)
    session = Session(plan)
    prompter = Prompter(estimated, Detail.FULL)
    prompter.told(session.begin(0.0), session.moment(0.0), plan)
    session.tick(2.0)
    events = session.command(Command.EASIER, 2.0)
    cues = prompter.told(events, session.moment(2.0), session.plan)
    assert [line for _, cue in cues for line in cue.spoken] == [
        "Easier: A cushion under the right hip, five centimetres thick."
    ]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(20.0, "20 seconds more"), (1.2, "1 second more"), (0.2, "1 second more")]
)
def test_what_was_put_to_a_change_of_sides_is_told_in_whole_seconds(seconds: float, shown: str) -> None:
    # E in a switch makes it as long as a get ready, and lacks any part of a second.
    assert cues_for(LengthChanged(0, seconds=seconds), Profile.BELLS, SWITCH).shown == shown


def said_after(command: Command, at: float, plan: Plan, detail: Detail = Detail.FULL) -> dict[str, float]:
    """Return what is said in the course of a session's segments after a key at `at`, and when."""
    session, prompter = Session(plan, unattended=True), Prompter(estimated, detail, Profile.COACH)
    prompter.told(session.begin(0.0), session.moment(0.0), session.plan)
    said: dict[str, float] = {}
    for tenth in range(1, 4000):
        now = tenth / 10
        told = session.command(command, now) if now == at else session.tick(now)
        prompter.told(told, session.moment(now), session.plan)
        said |= dict.fromkeys(prompter.take(session.moment(now)), now)
    return said


def test_the_coach_says_what_to_look_out_for_after_the_cues_until_a_routine_is_known() -> None:
    careful = replace(PIGEON, sides=(), care=("Does the knee complain?",))
    plan = hold_plan(careful, Span(300, 300))
    heard = {h.what: h.at - 10 for h in hear(plan)[0] if h.spoken}
    assert heard["Does the knee complain?"] == pytest.approx(15 + 30 + 30, abs=10)
    assert "Does the knee complain?" in every_line(plan, Detail.FULL)
    assert "Does the knee complain?" not in {h.what for h in hear(plan, detail=Detail.CUES)[0]}


ONE_LEG = Exercise("locust", "Locust", easier=(Easier("One leg at a time.", half="Now the other leg."),))


@pytest.mark.parametrize("detail", list(Detail))
@pytest.mark.parametrize("at", [5.0, 20.0])
def test_what_changes_at_half_of_an_easier_form_is_said_there(at: float, detail: Detail) -> None:
    plan = hold_plan(ONE_LEG, Span(60, 60))
    half = 10 + 30 + at if at < 10 else 10 + 30 + 10
    said = said_after(Command.EASIER, at, plan, detail)
    assert said["Now the other leg."] == pytest.approx(half, abs=0.2)
    assert "Halfway." not in said
    assert "Now the other leg." in every_line(plan, detail)


def test_half_is_said_once_and_where_it_is_shown_whatever_the_length_becomes() -> None:
    plan = hold_plan(replace(PIGEON, sides=()), Span(150, 150))
    for at in (20.0, 95.0):
        assert said_after(Command.LONGER, at, plan)["Halfway."] == pytest.approx(10 + 75, abs=0.2)


def test_a_line_that_is_more_than_a_second_late_is_left_out() -> None:
    plan = under_one_profile(hold_plan(PIGEON, Span(120, 120)), Profile.COACH)
    session = Session(plan)
    prompter = Prompter(estimated, Detail.NAMES)
    prompter.told(session.begin(0.0), session.moment(0.0), plan)
    session.tick(1.5)
    assert prompter.take(session.moment(1.5)) == ()
    assert prompter.next_at() is None


def test_paused_nothing_is_said_and_going_on_says_what_is_still_to_come() -> None:
    plan = under_one_profile(hold_plan(PIGEON, Span(150, 150)), Profile.COACH)
    session = Session(plan)
    prompter = Prompter(estimated, Detail.FULL)

    def at(now: float) -> tuple[str, ...]:
        prompter.told(session.tick(now), session.moment(now), session.plan)
        return prompter.take(session.moment(now))

    prompter.told(session.begin(0.0), session.moment(0.0), plan)
    for now in range(1, 38):
        at(float(now))
    prompter.told(session.command(Command.PAUSE, 37.0), session.moment(37.0), session.plan)
    assert [at(float(now)) for now in range(38, 52)] == [()] * 14
    prompter.told(session.command(Command.PAUSE, 52.0), session.moment(52.0), session.plan)
    # 27 s of the hold were done; three seconds are counted; the next line stands 30 s into the hold.
    assert [at(float(now)) for now in range(53, 59)] == [(), (), (), (), (), ("Two minutes left.",)]


WALL = Exercise("wall", "Legs up the wall", after=("Bend the knees.", "Roll to your side, wait a breath, sit up."))
UP = "Bend the knees. Roll to your side, wait a breath, sit up."


def two_after_another(ready: float) -> Plan:
    one, two = hold_plan(WALL, Span(60, 60)), hold_plan(PIGEON, Span(60, 60))
    block = two.blocks[0]
    segments = tuple(replace(s, seconds=ready) if s.kind is Kind.READY else s for s in block.option.segments)
    option = replace(block.option, segments=segments)
    return under_one_profile(replace(one, blocks=(*one.blocks, replace(block, options=(option,)))), Profile.COACH)


def said_between(ready: float, detail: Detail) -> list[str]:
    heard = hear(two_after_another(ready), detail=detail)[0]
    return [h.what for h in heard if h.spoken and 70 <= h.at < 70 + ready]


def test_how_to_get_up_is_said_at_the_end_of_an_exercise_before_the_next_is_announced() -> None:
    assert said_between(30, Detail.CUES) == [UP, "Pigeon. Right knee forward. One minute."]


def test_how_to_get_up_makes_way_for_the_name_where_get_ready_is_short_and_is_no_name() -> None:
    assert said_between(10, Detail.CUES) == ["Pigeon. Right knee forward. One minute."]
    assert said_between(30, Detail.NAMES) == ["Pigeon. Right knee forward. One minute."]


def test_the_session_ends_with_how_to_get_up_after_its_chord() -> None:
    heard = hear(under_one_profile(hold_plan(WALL, Span(60, 60)), Profile.COACH))[0]
    assert [h.what for h in heard][-3:] == ["session-over", "That was all of it.", UP]


def test_a_long_quiet_hold_ends_with_three_strokes_and_nothing_is_said() -> None:
    quiet = under_one_profile(two_after_another(30), Profile.QUIET)
    heard, cues = hear(quiet, None)
    assert [h.what for h in heard if h.at <= 100] == ["exercise-over"]
    assert all(cue.shown for _, cue in cues)


def test_what_is_said_first_is_rendered_first() -> None:
    plan = hold_plan(PIGEON, Span(150, 150))
    heard = [h.what for h in sorted(hear(plan)[0], key=lambda h: h.at) if h.spoken and h.at < 10]
    first = every_line(plan, Detail.FULL)[:6]
    assert set(heard) <= set(first)


def test_what_a_key_may_have_said_is_rendered_beforehand() -> None:
    known = set(every_line(hold_plan(PIGEON, Span(150, 150)), Detail.NAMES))
    assert {"Easier: A cushion under the left hip, five centimetres thick.", "Thirty seconds more."} <= known


def test_without_a_voice_the_coach_is_silent_but_for_the_bells() -> None:
    plan = hold_plan(PIGEON, Span(60, 60))
    heard, _ = hear(plan, seconds_of=lambda _: math.inf)
    assert {h.what for h in heard if h.seconds < math.inf} == {"begin", "change-side", "session-over", "tick"}


def test_every_line_that_may_be_needed_is_known_beforehand() -> None:
    plan: Plan = hold_plan(PIGEON, Span(150, 150))
    known = set(every_line(plan, Detail.FULL))
    said = {h.what for h in hear(plan)[0] if h.spoken}
    assert said - known == {"That was all of it."}
