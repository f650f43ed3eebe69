"""Which picture a phase shows: its keyframe; a phase whose name is none leaves the picture as it is."""

from __future__ import annotations

from app.core.exercise import Exercise, Image
from app.core.figure.positions import START
from app.core.lengths import Count, Span
from app.core.plan import Segment
from app.core.planning import make_plan
from app.core.routine import Phase, Routine, Step
from app.paths import bundled
from app.storage.keyframes import Keyframes
from app.ui.player_motion import frame_at, keys_in, unknown_keys
from tests.bundled import library

KEYS = Keyframes(bundled() / "resources" / "figures")


def corkscrew() -> tuple[Segment, ...]:
    """Return the segments of up, pause and down, twenty times a side; the figure has the keyframes up and down."""
    read = library().routine("upper-back-opener")
    assert read is not None
    assert read.routine is not None
    return make_plan(read.routine, 0).segments


def test_a_pause_at_the_top_is_shown_at_the_top() -> None:
    segments = corkscrew()
    first = next(n for n, s in enumerate(segments) if s.phase == "up")
    shown = [(segments[n].phase, frame_at(segments, n, KEYS.names)) for n in range(first, first + 4)]
    assert shown == [("up", "up"), ("pause", "up"), ("down", "down"), ("up", "up")]


def test_a_pause_before_any_keyframe_of_its_dose_shows_the_position_itself() -> None:
    segments = [s for s in corkscrew() if s.phase == "pause"][:1]
    assert frame_at(segments, 0, KEYS.names) is None


def test_without_a_figure_every_phase_is_asked_for_by_its_name() -> None:
    segments = [s for s in corkscrew() if s.phase == "pause"][:1]
    assert frame_at(segments, 0, unknown_keys) == "pause"


def test_every_bundled_figure_tells_its_keyframes() -> None:
    assert KEYS.names("corkscrew") == ("down", "up", START)
    assert KEYS.names("no-such-exercise") is None


def test_another_one_s_pose_moves_through_that_one_s_keyframes_and_own_images_through_their_keys() -> None:
    phases = (Phase("cow", Span(2, 2)), Phase("cat", Span(2, 2)))
    posed = Exercise("mine", "Mine", figure=True, pose="cat-cow")
    pictured = Exercise("photo", "Photo", images=(Image("a.png", key="cow"), Image("b.png")))
    steps = tuple(Step(exercise, reps=Count(2, 2), rep=phases) for exercise in (posed, pictured))
    keys = keys_in(make_plan(Routine("r", "R", steps)), KEYS.names)
    assert keys("mine") == KEYS.names("cat-cow") != ()
    assert keys("photo") == ("cow",)
    assert keys("no-such-exercise") is None
