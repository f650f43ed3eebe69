"""A session that is heard: the engine's answers become sounds and lines on an output that records."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.lengths import Span
from app.core.moments import Command
from app.core.planning import hold_plan
from app.core.routine import Profile
from app.core.script import Detail, every_line
from app.core.session import Session
from app.ui.cue_player import CuePlayer
from app.ui.sound import SoundPlayer
from app.ui.voice import Voice
from tests.core.plans import under_one_profile
from tests.ui.test_sound import SOUNDS, Clock, RecordingOutput
from tests.ui.test_voice import Reciter

PIGEON = Exercise("pigeon", "Pigeon", sides=("right", "left"), setup=("Forehead down.",))


class Listening(SoundPlayer):
    """A sound player that also writes down what it was asked to play."""

    def __init__(self, output: RecordingOutput, clock: Clock) -> None:
        super().__init__(SOUNDS, output, clock)
        self.asked: list[str] = []

    def play(self, name: str, at: float | None = None) -> None:
        self.asked.append(name)
        super().play(name, at)

    def play_line(self, path: Path, at: float | None = None) -> None:
        self.asked.append("speech")
        super().play_line(path, at)


class Room:
    """A session, its cues, and a clock that the test moves."""

    def __init__(self, voice: Voice | None = None, profile: Profile = Profile.BELLS) -> None:
        self.clock = Clock()
        self.sound = Listening(RecordingOutput(self.clock), self.clock)
        self.plan = under_one_profile(hold_plan(PIGEON, Span(30, 40)), profile)
        self.session = Session(self.plan)
        self.cues = CuePlayer(self.sound, voice, detail=Detail.FULL, clock=self.clock)
        self.cues.told(self.session.begin(self.clock.now), self.session.moment(self.clock.now), self.plan)

    def wait(self, seconds: float) -> list[str]:
        """Let time go by; return what was played in it."""
        del self.sound.asked[:]
        for _ in range(round(seconds * 4)):
            self.clock.now += 0.25
            now = self.clock.now
            events = self.session.tick(now)
            if events:
                self.cues.told(events, self.session.moment(now), self.session.plan)
            self.cues.take_due(self.session.moment(now))
        return list(self.sound.asked)

    def press(self, command: Command) -> list[str]:
        del self.sound.asked[:]
        events = self.session.command(command, self.clock.now)
        self.cues.told(events, self.session.moment(self.clock.now), self.session.plan)
        return list(self.sound.asked)


@pytest.fixture
def voice(qtbot: QtBot, tmp_path: Path) -> Voice:
    voice = Voice(tmp_path, Reciter())
    with qtbot.waitSignal(voice.all_rendered, timeout=20_000):
        voice.render(every_line(hold_plan(PIGEON, Span(30, 40)), Detail.NAMES)[:4])
    return voice


def test_bells_ring_through_both_sides_and_end_with_the_chord(qtbot: QtBot) -> None:
    room = Room()
    ticks = ["tick"] * 3
    assert room.wait(78) == [
        *ticks, "begin", *ticks, "change-side", *ticks, "begin", *ticks, "session-over",
    ]  # fmt: skip
    room.sound.close()


def test_the_coach_speaks_what_is_rendered_and_leaves_out_what_is_not(qtbot: QtBot, voice: Voice) -> None:
    room = Room(voice, Profile.COACH)
    assert "speech" in room.wait(10)
    room.sound.close()
    voice.close()


def test_without_a_voice_the_coach_rings_its_bells(qtbot: QtBot) -> None:
    room = Room(None, Profile.COACH)
    assert room.wait(11) == ["tick", "tick", "tick", "begin"]
    room.cues.say("Two minutes left")
    assert "speech" not in room.sound.asked
    room.sound.close()


def test_another_profile_holds_from_its_key_on(qtbot: QtBot) -> None:
    room = Room()
    room.wait(5)
    room.cues.set_profile(Profile.SILENT, room.session.moment(room.clock.now), room.session.plan)
    assert room.wait(20) == []
    room.cues.set_profile(Profile.QUIET, room.session.moment(room.clock.now), room.session.plan)
    assert room.wait(16) == ["change-side"]
    room.sound.close()


def test_a_line_that_is_asked_for_is_spoken_as_soon_as_it_is_rendered(qtbot: QtBot, voice: Voice) -> None:
    room = Room(voice, Profile.COACH)
    room.wait(9)
    del room.sound.asked[:]
    with qtbot.waitSignal(voice.line_rendered, timeout=5_000):
        room.cues.say("2 min left")
    qtbot.waitUntil(lambda: room.sound.asked == ["speech"])
    room.sound.close()
    voice.close()


def test_after_a_pause_the_count_is_heard(qtbot: QtBot) -> None:
    room = Room()
    room.wait(20)
    assert room.press(Command.PAUSE) == []
    room.wait(3)
    assert room.press(Command.PAUSE) == ["count"]
    assert room.wait(3) == ["count", "count", "begin"]
    room.sound.close()
