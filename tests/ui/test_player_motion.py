"""Which picture a phase shows: its keyframe; a phase whose name is none leaves the picture as it is."""

from __future__ import annotations

from app.core.plan import Segment
from app.core.planning import make_plan
from app.paths import bundled
from app.storage.keyframes import Keyframes
from app.ui.player_motion import frame_at, unknown_keys
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
    assert KEYS.names("corkscrew") == frozenset({"up", "down"})
    assert KEYS.names("no-such-exercise") is None
