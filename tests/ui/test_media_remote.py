"""The session on a bus of the test's own, with `playerctl` and `busctl` as the world outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusMessage
from pytestqt.qtbot import QtBot

from app.ui.media_remote import MediaRemote, Playing
from app.ui.suspend import MANAGER, PATH, SERVICE, SleepWatch
from tests.running import ROOT, running
from tests.ui.private_bus import bus_address, connected

__all__ = ["bus_address"]

PIGEON = Playing("Pigeon, right knee forward", "Lower back release", 3, length=150.0, position=12.5, volume=0.5)


class Outside:
    """Runs a program on the bus while our own events go on."""

    def __init__(self, qtbot: QtBot, address: str) -> None:
        self.qtbot = qtbot
        self.address = address
        self.environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": address}

    def start(self, *command: str) -> subprocess.Popen[str]:
        program = shutil.which(command[0])
        if program is None:
            pytest.skip(f"{command[0]} is not installed")
        return subprocess.Popen(
            [program, *command[1:]], env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def run(self, *command: str) -> str:
        with running(self.start(*command)) as process:
            self.qtbot.waitUntil(lambda: process.poll() is not None, timeout=8_000)
            assert process.stdout is not None
            return process.stdout.read().strip()

    def playerctl(self, *words: str) -> str:
        return self.run("playerctl", "-p", "holdwell", *words)


@pytest.fixture
def outside(qtbot: QtBot, bus_address: str) -> Outside:
    return Outside(qtbot, bus_address)


@pytest.fixture
def remote(bus_address: str) -> Iterator[MediaRemote]:
    remote = MediaRemote(bus_address)
    remote.appear(PIGEON)
    assert remote.present
    yield remote
    remote.vanish()


def test_a_remote_reads_exercise_and_side_length_position_state_and_volume(
    outside: Outside, remote: MediaRemote
) -> None:
    form = "{{title}}|{{album}}|{{mpris:length}}|{{status}}|{{volume}}"
    assert outside.playerctl("metadata", "--format", form) == (
        "Pigeon, right knee forward|Lower back release|150000000|Playing|0.5"
    )
    # playerctl lets the position run on by itself since it read it.
    assert 12.5 <= float(outside.playerctl("position")) < 13.5


@pytest.mark.parametrize(
    ("word", "signal"),
    [
        ("play-pause", "play_pause_requested"),
        ("play", "play_requested"),
        ("pause", "pause_requested"),
        ("next", "next_requested"),
        ("previous", "previous_requested"),
        ("stop", "stop_requested"),
    ],
)
def test_every_button_of_a_remote_arrives(
    qtbot: QtBot, outside: Outside, remote: MediaRemote, word: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(remote, signal), timeout=5_000):
        outside.playerctl(word)


def test_the_volume_of_a_remote_arrives_within_its_limits(qtbot: QtBot, outside: Outside, remote: MediaRemote) -> None:
    with qtbot.waitSignal(remote.volume_requested, timeout=5_000) as asked:
        outside.playerctl("volume", "0.25")
    assert asked.args == [0.25]


def test_who_looks_on_is_told_of_the_pause_and_of_the_next_exercise(
    qtbot: QtBot, outside: Outside, remote: MediaRemote, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with log.open("w") as file:
        follower = subprocess.Popen(
            [shutil.which("playerctl") or pytest.skip("playerctl is not installed"), "-p", "holdwell", "--follow",
             "metadata", "--format", "{{status}} {{title}}"],
            env=outside.environment, stdout=file,
        )  # fmt: skip
        try:
            qtbot.waitUntil(lambda: "Playing Pigeon" in log.read_text(), timeout=5_000)
            remote.show(replace(PIGEON, paused=True))
            qtbot.waitUntil(lambda: "Paused Pigeon" in log.read_text(), timeout=5_000)
            remote.show(Playing("Sphinx", "Lower back release", 4, length=60.0))
            qtbot.waitUntil(lambda: "Playing Sphinx" in log.read_text(), timeout=5_000)
        finally:
            follower.terminate()
            follower.wait()


def test_what_travels_has_the_types_of_the_specification(outside: Outside, remote: MediaRemote) -> None:
    told = outside.run("busctl", "--user", "introspect", "org.mpris.MediaPlayer2.holdwell", "/org/mpris/MediaPlayer2")
    rows = {row.split()[0]: row.split() for row in told.splitlines() if row.strip()}
    assert rows[".Metadata"][2] == "a{sv}"
    assert rows[".Position"][2] == "x"
    assert rows[".Volume"][2] == "d"
    assert rows[".Seeked"][2] == "x"
    assert rows[".SupportedUriSchemes"][2] == "as"


def test_the_picture_is_named_as_a_file_and_own_pace_has_no_length(outside: Outside, remote: MediaRemote) -> None:
    remote.show(Playing("Reverse fly", "Band and dumbbells", 5, art=Path("/pictures/a b.png")))
    assert outside.playerctl("metadata", "mpris:artUrl") == "file:///pictures/a b.png"
    assert "mpris:length" not in outside.playerctl("metadata")


def test_it_is_on_the_bus_only_while_it_is_shown_and_comes_back(outside: Outside, remote: MediaRemote) -> None:
    remote.vanish()
    assert "No players found" in outside.playerctl("status")
    remote.appear(PIGEON)
    assert outside.playerctl("status") == "Playing"


def test_without_a_bus_it_is_said_and_nothing_else_happens(qtbot: QtBot) -> None:
    remote = MediaRemote("unix:path=/nonexistent/bus")
    with qtbot.waitSignal(remote.refused, timeout=1_000) as refused:
        remote.appear(PIGEON)
    assert refused.args == ["No remote control: there is no D-Bus session."]
    remote.show(replace(PIGEON, paused=True))
    remote.vanish()


def test_a_second_player_of_the_name_is_refused_in_words(qtbot: QtBot, bus_address: str, remote: MediaRemote) -> None:
    second = MediaRemote(bus_address)
    with qtbot.waitSignal(second.refused, timeout=1_000) as refused:
        second.appear(PIGEON)
    assert refused.args == ["No remote control: another Holdwell has its name on the bus."]
    assert not second.present


def test_the_computer_going_to_sleep_is_heard_and_its_waking(qtbot: QtBot, bus_address: str) -> None:
    login = connected(bus_address, "login1")
    assert login.registerService(SERVICE)
    watch = SleepWatch(connected(bus_address, "watcher"))
    assert watch.listens
    for begins, signal in ((True, watch.sleep_began), (False, watch.sleep_ended)):
        message = QDBusMessage.createSignal(PATH, MANAGER, "PrepareForSleep")
        message.setArguments([begins])
        with qtbot.waitSignal(signal, timeout=3_000):
            login.send(message)


AGAIN_AND_AGAIN = """
import sys
sys.path.insert(0, sys.argv[1])
from PySide6.QtCore import QCoreApplication
from app.ui.media_remote import MediaRemote, Playing
app = QCoreApplication([])
first, second = MediaRemote(sys.argv[2]), MediaRemote(sys.argv[2])
for number in range(200):
    for remote in (first, second):
        remote.appear(Playing("Pigeon", "Evening", number))
        assert remote.present
        remote.vanish()
"""


def test_sessions_that_follow_each_other_at_once_do_not_stand_for_ever(bus_address: str) -> None:
    words = [sys.executable, "-c", AGAIN_AND_AGAIN, str(ROOT), bus_address]
    subprocess.run(words, check=True, timeout=60)
