"""Whoever hears nothing misses nothing: every sound of the table, looked for on the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.cues import Sound, cues_for, together
from app.core.moments import Event, SegmentStarted
from app.core.plan import Plan
from app.core.routine import Profile
from app.ui.player_light import LightWanted
from tests.core.plans import hold, phases, plan
from tests.ui.player_driving import Driven, drive

# Where the page says it in its own words: the first stroke after a count or of the next repetition changes the line
# above the name ("Going on in" goes, "2 of 4" comes).
OTHERWISE = {"On it goes", "Again"}


def texts(driven: Driven) -> list[str]:
    view = driven.page.view
    words, value = view.headline.words, view.stage.value
    lines = list(value.lines) if value is not None else []
    return [view.notice.words, words.above, words.name, words.side, view.countdown.face.large, *lines]


def seen_sounds(qtbot: QtBot, what: Plan, *, pause_at: float | None = None) -> set[Sound]:
    """Play a plan, look at the page at each sound, and return the sounds that came."""
    driven = drive(qtbot, what, light=LightWanted.ALWAYS)
    told: list[Event] = []
    driven.player.happened.connect(told.append)
    seen: set[Sound] = set()
    for second in range(400):
        before = texts(driven)
        del told[:]
        if second == pause_at:
            driven.press(Qt.Key.Key_Space, Qt.Key.Key_Space)
        driven.pass_seconds(1)
        segment = driven.player.moment.segment
        name = driven.player.exercise().called
        running = next((e.segment for e in told if isinstance(e, SegmentStarted) and e.segment), segment)
        cue = together(cues_for(event, Profile.BELLS, running, name=name) for event in told)
        if cue.sound is not None:
            seen.add(cue.sound)
            after = texts(driven)
            page = " | ".join(after).lower()
            assert cue.shown is not None
            assert cue.shown.lower() in page or (cue.shown in OTHERWISE and after != before), (cue, after)
        if not driven.player.running:
            break
    return seen


def test_every_sound_is_to_be_seen_on_the_page_at_its_moment(qtbot: QtBot) -> None:
    holds = plan(
        hold("pigeon", 60, at_least=40, positions=("right knee", "left knee"), sets=2, rest=20), hold("sphinx", 40)
    )
    heard = seen_sounds(qtbot, holds, pause_at=20)
    heard |= seen_sounds(qtbot, plan(phases(reps=3), phases("bridge", (8,), reps=3, named=False)))
    assert heard == set(Sound)
