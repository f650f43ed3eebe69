"""Spoken lines, rendered ahead: by a program of the test's own, and by espeak-ng where it is installed."""

from __future__ import annotations

import math
import os
import shutil
import threading
import wave
from array import array
from pathlib import Path
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.sound.frames import read_frames
from app.sound.mixer import RATE
from app.ui import voice as voice_module
from app.ui.speech_programs import INSTALL, EspeakNg, SpeechError
from app.ui.voice import Voice
from app.ui.voices import Voices


class Reciter:
    """A speech program that hums a tenth of a second for each letter, and stumbles over some words."""

    name = "reciter"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, int]] = []

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        self.asked.append((text, voice, words_a_minute))
        if text.startswith("bad"):
            raise SpeechError("the reciter stumbled")
        hum = [8_000 if i // 100 % 2 else -8_000 for i in range(2_205 * len(text))]
        silence = [0] * 11_025
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(22_050)
            file.writeframes(array("h", silence + hum + silence).tobytes())

    def voices(self) -> tuple[str, ...]:
        return ("alto", "bass")


def rendered(qtbot: QtBot, voice: Voice, *texts: str) -> None:
    with qtbot.waitSignal(voice.all_rendered, timeout=10_000):
        voice.render(texts)


def test_the_length_of_a_line_is_known_once_it_is_rendered_without_the_silence_around_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    voice = Voice(tmp_path, Reciter())
    assert voice.seconds_of("hello") == math.inf
    assert voice.path_of("hello") is None
    rendered(qtbot, voice, "hello")
    assert voice.seconds_of("hello") == pytest.approx(0.5, abs=0.05)
    voice.close()


def test_a_rendered_line_can_be_played_by_the_mixer_at_full_level(qtbot: QtBot, tmp_path: Path) -> None:
    voice = Voice(tmp_path, Reciter())
    rendered(qtbot, voice, "hello")
    path = voice.path_of("hello")
    assert path is not None
    frames = read_frames(path)
    assert len(frames) / RATE == pytest.approx(voice.seconds_of("hello"), abs=0.001)
    assert max(frames) == pytest.approx(10 ** (-5 / 20) * 32767, rel=0.02)
    voice.close()


def test_a_line_is_rendered_once_for_a_voice_and_rate_also_in_a_later_session(qtbot: QtBot, tmp_path: Path) -> None:
    program = Reciter()
    first = Voice(tmp_path, program, voice="alto", words_a_minute=150)
    rendered(qtbot, first, "one", "one", "two")
    again = Voice(tmp_path, program, voice="alto", words_a_minute=150)
    rendered(qtbot, again, "one")
    other = Voice(tmp_path, program, voice="bass", words_a_minute=150)
    rendered(qtbot, other, "one")
    assert program.asked == [("one", "alto", 150), ("two", "alto", 150), ("one", "bass", 150)]
    for voice in (first, again, other):
        voice.close()


def test_a_line_that_cannot_be_rendered_is_known_and_the_others_are_there(qtbot: QtBot, tmp_path: Path) -> None:
    voice = Voice(tmp_path, Reciter())
    rendered(qtbot, voice, "one", "bad one", "two")
    assert voice.failed == ("bad one",)
    assert voice.seconds_of("bad one") == math.inf
    assert voice.seconds_of("two") < math.inf
    voice.close()


def test_a_program_that_fails_again_and_again_is_given_up_and_said(qtbot: QtBot, tmp_path: Path) -> None:
    program = Reciter()
    voice = Voice(tmp_path, program)
    with qtbot.waitSignal(voice.trouble_noticed, timeout=5_000) as noticed:
        voice.render(("bad 1", "bad 2", "bad 3", "bad 4", "fine"))
    assert noticed.args == ["No voice: the reciter stumbled."]
    assert len(program.asked) == 3


def test_a_cache_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "speech").write_text("a file where the folder should be")
    voice = Voice(tmp_path, Reciter())
    with qtbot.waitSignal(voice.trouble_noticed, timeout=5_000) as noticed:
        voice.render(("one",))
    assert "speech cannot be used" in str(noticed.args)


def test_a_file_of_the_cache_that_is_damaged_is_made_again(qtbot: QtBot, tmp_path: Path) -> None:
    program = Reciter()
    first = Voice(tmp_path, program)
    rendered(qtbot, first, "one")
    path = first.path_of("one")
    assert path is not None
    path.write_bytes(b"RIFF")
    again = Voice(tmp_path, program)
    rendered(qtbot, again, "one")
    assert again.seconds_of("one") == pytest.approx(0.3, abs=0.05)
    assert len(program.asked) == 2
    first.close()
    again.close()


def test_the_oldest_lines_are_deleted_when_the_cache_grows_too_large(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "speech"
    folder.mkdir()
    for age, name in enumerate(("new.wav", "old.wav")):
        (folder / name).write_bytes(bytes(1000))
        os.utime(folder / name, (1_000_000 - age, 1_000_000 - age))
    monkeypatch.setattr(voice_module, "MOST_KEPT", 1500)
    voice = Voice(tmp_path, Reciter())
    rendered(qtbot, voice, "one")
    assert {p.name for p in folder.glob("*.wav")} == {"new.wav", voice._file_of("one").name}
    voice.close()


def test_without_a_program_it_is_said_what_to_install(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    voice = Voice(tmp_path)
    assert voice.trouble == INSTALL
    with qtbot.waitSignal(voice.trouble_noticed):
        voice.render(("one",))
    assert not (tmp_path / "speech").exists()


@pytest.fixture
def espeak() -> EspeakNg:
    found = shutil.which("espeak-ng")
    if found is None:
        pytest.skip("espeak-ng is not installed")
    return EspeakNg(found)


@pytest.mark.parametrize("text", ["-v hello", "Pigeon. Right knee forward.", "<b>", "Grüße, naïve café", "$(exit) `x`"])
def test_espeak_speaks_whatever_the_line_holds(qtbot: QtBot, tmp_path: Path, espeak: EspeakNg, text: str) -> None:
    voice = Voice(tmp_path, espeak)
    rendered(qtbot, voice, text)
    assert voice.failed == ()
    assert 0.1 < voice.seconds_of(text) < 5
    voice.close()


def test_espeak_names_its_english_voices(espeak: EspeakNg) -> None:
    assert {"en-us", "en-gb"} <= set(espeak.voices())


def test_a_program_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="No such file"):
        EspeakNg("/nonexistent/espeak-ng").render("x", "", 160, tmp_path / "x.wav")


class Slow(Reciter):
    """A speech program that answers when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.may = Event(), Event()

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        self.began.set()
        self.may.wait(10)
        super().render(text, voice, words_a_minute, path)

    def voices(self) -> tuple[str, ...]:
        self.began.set()
        self.may.wait(10)
        return super().voices()


def test_a_page_that_is_left_before_the_voices_are_known_hears_no_more(qtbot: QtBot) -> None:
    program, page = Slow(), QObject()
    voices = Voices(program, page)
    voices.look()
    assert program.began.wait(10)
    shiboken6.delete(page)
    program.may.set()
    voices.wait()  # a mistake on the thread would fail the test


def test_a_voice_that_is_closed_while_it_renders_tells_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    program, owner = Slow(), QObject()
    voice = Voice(tmp_path, program, parent=owner)
    voice.render(("hello",))
    assert program.began.wait(10)
    voice.close()
    shiboken6.delete(owner)
    program.may.set()
    qtbot.waitUntil(lambda: not any(thread.name == "voice" for thread in threading.enumerate()))
