"""The player of sounds, on an output that records what a device would have played."""

from __future__ import annotations

import subprocess
import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.sound.frames import read_frames
from app.sound.mixer import RATE
from app.sound.output import Fill, SoundError
from app.ui.sound import HEARD_WITHIN, SoundPlayer
from bench.loudness import frames_of, measured

SOUNDS = Path(__file__).resolve().parent.parent.parent / "resources" / "sounds"
NAMES = ["begin", "change-side", "count", "exercise-over", "lower-end", "phase", "rest", "session-over", "tick"]
BELLS = ["begin", "change-side", "exercise-over", "rest", "session-over"]


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now


class RecordingOutput:
    """A device whose frames the test pulls; it can be missing, dead or slow."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.missing = False
        self.opened = self.closed = 0
        self.fill: Fill | None = None
        self.heard: list[int] = []

    def open(self) -> None:
        if self.missing:
            raise SoundError("No sound device answers")
        self.opened += 1

    def start(self, fill: Fill) -> None:
        self.fill = fill

    def stop(self) -> None:
        self.fill = None

    def close(self) -> None:
        self.closed += 1
        self.fill = None

    def pull(self, seconds: float) -> None:
        for _ in range(round(seconds * 100)):
            assert self.fill is not None
            self.heard.extend(self.fill(RATE // 100))
            self.clock.now += 0.01


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def output(clock: Clock) -> RecordingOutput:
    return RecordingOutput(clock)


@pytest.fixture
def player(qtbot: QtBot, clock: Clock, output: RecordingOutput) -> Iterator[SoundPlayer]:
    player = SoundPlayer(SOUNDS, output, clock)
    player.set_volume(100)
    yield player
    player.close()


def running(output: RecordingOutput) -> bool:
    return output.fill is not None


def test_a_cue_is_heard_as_its_file_has_it(qtbot: QtBot, player: SoundPlayer, output: RecordingOutput) -> None:
    player.play("lower-end")
    qtbot.waitUntil(lambda: running(output))
    output.pull(0.4)
    tock = list(read_frames(SOUNDS / "lower-end.wav"))
    assert output.heard[: len(tock)] == tock


def test_a_cue_that_is_heard_raises_no_complaint(qtbot: QtBot, player: SoundPlayer, output: RecordingOutput) -> None:
    with qtbot.assertNotEmitted(player.silence_noticed, wait=350):
        player.play("tick")
        qtbot.waitUntil(lambda: running(output))
        output.pull(0.2)


def test_a_device_that_only_fills_its_buffer_is_not_taken_for_heard(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput
) -> None:
    assert HEARD_WITHIN < 500
    with qtbot.waitSignal(player.silence_noticed, timeout=3000):
        player.play("begin")
        qtbot.waitUntil(lambda: running(output))
        output.pull(0.06)


def test_a_device_that_asks_for_nothing_any_more_is_noticed_within_half_a_second_and_opened_again(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput
) -> None:
    player.play("tick")
    qtbot.waitUntil(lambda: running(output))
    output.pull(0.2)
    assert HEARD_WITHIN < 500
    with qtbot.waitSignal(player.silence_noticed, timeout=3000):
        player.play("begin")
    qtbot.waitUntil(lambda: output.opened == 2 and running(output), timeout=2000)
    with qtbot.waitSignal(player.heard_again, timeout=3000):
        output.pull(0.2)
    assert not player.silent


def test_no_device_is_said_once_and_the_session_hears_again_when_one_comes(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput
) -> None:
    output.missing = True
    said: list[str] = []
    player.silence_noticed.connect(said.append)
    player.prepare()
    qtbot.waitUntil(lambda: player.silent)
    player.play("begin")
    qtbot.wait(400)
    assert said == ["No sound device answers. Nothing is heard."]
    output.missing = False
    qtbot.waitUntil(lambda: running(output), timeout=3000)
    with qtbot.waitSignal(player.heard_again, timeout=3000):
        output.pull(0.2)


def test_what_was_missed_by_more_than_a_second_is_not_caught_up_with(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput, clock: Clock
) -> None:
    output.missing = True
    player.play("begin")
    qtbot.waitUntil(lambda: player.silent)
    clock.now += 5
    output.missing = False
    player.play("tick")
    qtbot.waitUntil(lambda: running(output))
    output.pull(0.5)
    tick = list(read_frames(SOUNDS / "tick.wav"))
    assert output.heard[: len(tick)] == tick
    assert set(output.heard[len(tick) :]) == {0}


def test_after_two_seconds_of_silence_the_device_is_stopped_but_kept(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput
) -> None:
    player.play("tick")
    qtbot.waitUntil(lambda: running(output))
    output.pull(2.4)
    qtbot.waitUntil(lambda: not running(output), timeout=2000)
    assert output.closed == 0
    player.play("tick")
    qtbot.waitUntil(lambda: running(output))
    assert output.opened == 1


def test_a_pause_fades_the_bell_within_thirty_milliseconds(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput
) -> None:
    player.play("begin")
    qtbot.waitUntil(lambda: running(output))
    output.pull(0.3)
    player.hush()
    del output.heard[:]
    output.pull(0.2)
    assert set(output.heard[int(0.03 * RATE) :]) == {0}


def test_muted_it_opens_no_device_and_complains_of_nothing(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput
) -> None:
    player.set_muted(True)
    with qtbot.assertNotEmitted(player.silence_noticed, wait=350):
        player.prepare()
        player.play("begin")
    assert output.opened == 0


def test_a_missing_sound_file_is_said_and_raises_nothing(qtbot: QtBot, player: SoundPlayer) -> None:
    with qtbot.waitSignal(player.silence_noticed) as noticed:
        player.play("no-such-sound")
    assert "no-such-sound.wav" in str(noticed.args)


def test_a_bell_lets_speech_fade_under_it(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput, tmp_path: Path
) -> None:
    line = tmp_path / "line.wav"
    with wave.open(str(line), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", [9_000] * RATE * 2).tobytes())
    player.set_voice_volume(100)
    player.play_line(line)
    qtbot.waitUntil(lambda: running(output))
    output.pull(0.2)
    player.play("begin")
    del output.heard[:]
    output.pull(0.3)
    begin = read_frames(SOUNDS / "begin.wav")
    assert output.heard[9_600:14_000] == list(begin[9_600:14_000])


# The files.


def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SOUNDS / "make_sounds.py", tmp_path], check=True, timeout=60)
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{n}.wav" for n in NAMES]
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (SOUNDS / made.name).read_bytes(), made.name


def test_the_meter_reads_a_full_sine_of_997_hertz_at_minus_three() -> None:
    from math import pi, sin

    sine = array("h", [round(32767 * sin(2 * pi * 997 * i / RATE)) for i in range(RATE)])
    assert measured(sine).integrated == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_48_khz_mono_below_minus_three_decibels_and_starts_and_ends_at_rest(name: str) -> None:
    frames = read_frames(SOUNDS / f"{name}.wav")
    assert max(map(abs, frames)) < 32768 * 10 ** (-3 / 20)
    assert max(map(abs, frames[:2])) <= 1
    assert max(map(abs, frames[-20:])) <= 2
    assert abs(sum(frames)) / len(frames) < 20


@pytest.mark.parametrize("name", BELLS)
def test_the_bells_are_equally_loud_at_their_loudest(name: str) -> None:
    assert measured(frames_of(SOUNDS / f"{name}.wav")).momentary == pytest.approx(-16.0, abs=0.3)


@pytest.mark.parametrize(("name", "peak"), [("tick", -16), ("count", -16), ("phase", -10), ("lower-end", -3.5)])
def test_what_is_too_short_for_loudness_is_levelled_by_its_peak(name: str, peak: float) -> None:
    frames = frames_of(SOUNDS / f"{name}.wav")
    assert len(frames) < 0.4 * RATE
    assert measured(frames).peak == pytest.approx(peak, abs=0.1)


def strokes(name: str) -> list[float]:
    """Seconds at which a bell is struck: where 10 ms are far louder than the 30 ms before."""
    frames = read_frames(SOUNDS / f"{name}.wav")
    power = [sum(abs(f) for f in frames[i : i + 480]) for i in range(0, len(frames) - 480, 480)]
    found: list[float] = []
    for i, p in enumerate(power):
        before = max(power[max(0, i - 3) : i], default=0)
        if p > 100 * 480 and p > 1.5 * before and (not found or i / 100 - found[-1] > 0.2):
            found.append(i / 100)
    return found


@pytest.mark.parametrize(("name", "count"), [("begin", 1), ("rest", 1), ("change-side", 2), ("exercise-over", 3)])
def test_one_two_and_three_strokes_can_be_counted(name: str, count: int) -> None:
    assert len(strokes(name)) == count


def test_a_bell_still_rings_after_two_seconds_and_the_tock_is_gone_after_three_tenths() -> None:
    begin, tock = (read_frames(SOUNDS / f"{n}.wav") for n in ("begin", "lower-end"))
    assert max(begin[2 * RATE : 2 * RATE + 4800]) > 300
    assert len(tock) < 0.3 * RATE


def test_the_chord_at_the_end_is_sounding_until_it_has_rung_out(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput
) -> None:
    player.play("session-over")
    qtbot.waitUntil(lambda: output.fill is not None, timeout=3_000)
    output.pull(2.0)
    assert player.sounding
    output.pull(10.0)
    assert not player.sounding


def test_what_nobody_hears_is_not_waited_for(qtbot: QtBot, player: SoundPlayer, output: RecordingOutput) -> None:
    output.missing = True
    player.play("session-over")
    qtbot.waitUntil(lambda: player.silent, timeout=3_000)
    assert not player.sounding


def test_of_two_lines_the_second_waits_for_the_first(
    qtbot: QtBot, player: SoundPlayer, output: RecordingOutput, clock: Clock, tmp_path: Path
) -> None:
    lines = [tmp_path / "one.wav", tmp_path / "two.wav"]
    for line in lines:
        with wave.open(str(line), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(array("h", [5000] * (RATE // 2)).tobytes())
    player.set_voice_volume(100)
    player.play_line(lines[0], clock.now + 1.0)
    player.play_line(lines[1], clock.now + 2.0)
    qtbot.waitUntil(lambda: output.fill is not None, timeout=3_000)
    output.pull(3.0)
    loud = sum(abs(frame) > 1000 for frame in output.heard)
    assert loud == pytest.approx(RATE, rel=0.05)
