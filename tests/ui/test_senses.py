"""A session and all that it reaches beyond its window, on stand-ins for the system that are real classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.lengths import Span
from app.core.moments import SegmentStarted
from app.core.plan import Kind, Plan
from app.core.planning import hold_plan
from app.core.routine import Profile
from app.core.session import Session
from app.ui.senses import Around, Hearing, Senses
from app.ui.session_player import SessionPlayer
from app.ui.speech_programs import SpdSay, SpeechProgram
from app.ui.suspend import MANAGER, PATH, SERVICE
from tests.core.plans import under_one_profile
from tests.ui.private_bus import bus_address, connected
from tests.ui.test_awake import Granting, Refusing
from tests.ui.test_media_remote import Outside
from tests.ui.test_sound import SOUNDS, Clock, RecordingOutput
from tests.ui.test_voice import Reciter

__all__ = ["bus_address"]

PIGEON = Exercise("pigeon", "Pigeon", sides=("right knee forward", "left knee forward"))
PLAN = hold_plan(PIGEON, Span(60, 60))


class Evening:
    """A person's room: the senses, a session in it, and the clock."""

    def __init__(
        self,
        folder: Path,
        *,
        bus: str = "unix:path=/nonexistent/bus",
        keeper: Granting | Refusing | None = None,
        speech: SpeechProgram | SpdSay | None = None,
        how: Hearing | None = None,
        plan: Plan = PLAN,
        system_bus: QDBusConnection | None = None,
        system_speech: bool = False,
    ) -> None:
        self.clock = Clock()
        self.output = RecordingOutput(self.clock)
        around = Around(
            self.output,
            (keeper or Granting(),),
            None if system_speech else speech or Reciter(),
            bus,
            system_bus,
            self.clock,
        )
        self.senses = Senses(SOUNDS, folder, around)
        cues = self.senses.cues_for(plan, how or Hearing())
        self.player = SessionPlayer(Session(plan), cues=cues, awake=self.senses.awake, clock=self.clock)
        self.senses.accompany(self.player)
        self.events: list[object] = []
        self.player.happened.connect(self.events.append)

    def begin(self) -> None:
        self.player.begin()

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.clock.now += 1
            self.player.wake()

    @property
    def troubles(self) -> dict[str, str]:
        return {trouble.part: trouble.words for trouble in self.player.troubles}


@pytest.fixture
def evening(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Evening]]:
    made: list[Evening] = []

    def make(**how: object) -> Evening:
        made.append(Evening(tmp_path, **how))  # type: ignore[arg-type]  # passed through as they come
        return made[-1]

    yield make
    for one in made:
        one.player.leave()
        one.senses.close()


def test_a_whole_session_is_led_over_the_bus_alone(
    qtbot: QtBot, evening: Callable[..., Evening], bus_address: str
) -> None:
    room = evening(bus=bus_address)
    outside = Outside(qtbot, bus_address)
    room.begin()
    title = outside.playerctl("metadata", "title")
    assert title == "Pigeon, right knee forward"
    outside.playerctl("pause")
    assert outside.playerctl("status") == "Paused"
    outside.playerctl("play")
    assert outside.playerctl("status") == "Playing"
    for _ in range(4):  # into the hold, out of it, into the other side's, out of it
        outside.playerctl("next")
    assert not room.player.running
    kinds = [e.segment.kind for e in room.events if isinstance(e, SegmentStarted) and e.segment is not None]
    assert kinds == [Kind.READY, Kind.WORK, Kind.SWITCH, Kind.WORK]
    assert "No players found" in outside.playerctl("status")


def test_the_title_changes_with_the_side_and_the_position_runs_with_the_hold(
    qtbot: QtBot, evening: Callable[..., Evening], bus_address: str
) -> None:
    room = evening(bus=bus_address)
    outside = Outside(qtbot, bus_address)
    room.begin()
    room.wait(30)
    assert float(outside.playerctl("position")) == pytest.approx(20, abs=1)
    room.wait(45)
    assert outside.playerctl("metadata", "title") == "Pigeon, left knee forward"


def test_the_volume_of_a_remote_is_the_session_s(
    qtbot: QtBot, evening: Callable[..., Evening], bus_address: str
) -> None:
    room = evening(bus=bus_address)
    room.begin()
    Outside(qtbot, bus_address).playerctl("volume", "0.3")
    assert room.player.volume == 30


def test_switched_off_it_is_on_no_bus(qtbot: QtBot, evening: Callable[..., Evening], bus_address: str) -> None:
    room = evening(bus=bus_address, how=Hearing(remotes=False))
    room.begin()
    assert "No players found" in Outside(qtbot, bus_address).playerctl("status")
    assert room.troubles == {}


def test_without_sound_bus_or_anything_that_keeps_the_screen_on_the_session_runs_and_says_each(
    qtbot: QtBot, evening: Callable[..., Evening]
) -> None:
    room = evening(keeper=Refusing())
    room.output.missing = True
    room.begin()
    room.wait(9)
    qtbot.waitUntil(lambda: "sound" in room.troubles, timeout=3_000)
    assert room.troubles == {
        "screen": "The screen may go dark",
        "remote": "No remote control",
        "sound": "Nothing is heard",
    }
    room.wait(20)
    assert room.player.moment.elapsed == pytest.approx(19)


def test_the_word_goes_when_the_sound_comes_back(qtbot: QtBot, evening: Callable[..., Evening]) -> None:
    room = evening()
    room.output.missing = True
    room.begin()
    room.wait(9)
    qtbot.waitUntil(lambda: "sound" in room.troubles, timeout=3_000)
    room.output.missing = False
    qtbot.waitUntil(lambda: room.output.fill is not None, timeout=4_000)
    room.output.pull(0.3)
    qtbot.waitUntil(lambda: "sound" not in room.troubles, timeout=3_000)


def test_a_coach_without_a_voice_is_said_once_and_rings_bells(qtbot: QtBot, evening: Callable[..., Evening]) -> None:
    room = evening(speech=Missing(), plan=under_one_profile(PLAN, Profile.COACH))
    room.begin()
    qtbot.waitUntil(lambda: "voice" in room.troubles, timeout=3_000)
    assert room.troubles["voice"] == "No voice: bells instead"


def test_sleep_pauses_before_and_is_said_after_until_the_session_goes_on(
    qtbot: QtBot, evening: Callable[..., Evening], bus_address: str
) -> None:
    login = connected(bus_address, "login1")
    assert login.registerService(SERVICE)
    room = evening(system_bus=connected(bus_address, "watcher"))
    room.begin()
    room.wait(20)

    def tell(begins: bool) -> None:
        message = QDBusMessage.createSignal(PATH, MANAGER, "PrepareForSleep")
        message.setArguments([begins])
        login.send(message)

    tell(True)
    qtbot.waitUntil(lambda: room.player.paused, timeout=3_000)
    assert room.player.moment.elapsed == pytest.approx(10)
    tell(False)
    qtbot.waitUntil(lambda: "sleep" in room.troubles, timeout=3_000)
    assert room.troubles["sleep"].startswith("The computer slept for ")
    room.player.go_on()
    assert "sleep" not in room.troubles


def test_after_five_minutes_of_a_pause_the_screen_is_let_go_and_held_again_as_it_goes_on(
    qtbot: QtBot, evening: Callable[..., Evening]
) -> None:
    keeper = Granting()
    room = evening(keeper=keeper)
    room.begin()
    room.player.pause()
    assert room.player.long_pause.isActive()
    assert room.player.long_pause.interval() == 5 * 60 * 1000
    assert keeper.released == 0
    room.player.long_pause.timeout.emit()
    assert keeper.released == 1
    with qtbot.waitSignal(room.senses.awake.held):
        room.player.go_on()


@pytest.mark.parametrize("own", [Profile.BELLS, None])
def test_without_a_speech_program_coach_by_its_key_says_on_the_screen_what_to_install(
    qtbot: QtBot, evening: Callable[..., Evening], monkeypatch: pytest.MonkeyPatch, own: Profile | None
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    room = evening(system_speech=True, how=Hearing(profile=own))
    room.begin()
    assert "voice" not in room.troubles
    while room.player.profile is not Profile.COACH:
        room.player.next_profile()
    assert room.troubles["voice"] == "No voice, bells instead: install espeak-ng"


class Missing(Reciter):
    """A speech program that speaks nothing."""

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        super().render(f"bad {text}", voice, words_a_minute, path)


def test_the_screen_is_let_go_at_the_end(qtbot: QtBot, evening: Callable[..., Evening]) -> None:
    keeper = Granting()
    room = evening(keeper=keeper)
    room.begin()
    assert keeper.released == 0
    room.player.end_here()
    assert keeper.released == 1
