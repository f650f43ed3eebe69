"""Lines spoken ahead: each is rendered into a sound file before it is needed, so that its length is known.

One worker thread asks the system's speech program, line after line, and keeps what it made on the disk by text, voice
and rate; the window's thread only looks up. What cannot be rendered is known before the start.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import queue
import tempfile
import threading
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.speech import about_seconds
from app.ui.speech_programs import INSTALL, SpdSay, SpeechError, SpeechProgram, program_of_this_system

SPEECH_RATE = 24_000  # Hz in the cache: half of the mixer's, and more than any of the voices has
MOST_KEPT = 64 * 1024 * 1024  # bytes of the cache
PEAK = 10 ** (-5 / 20) * 32767  # every line is brought to this: some 3 dB under the bells, as speech is denser
QUIET = 160  # of 32767: what is softer at a line's ends is cut away
GIVES_UP_AFTER = 3  # lines that failed one after the other
USUAL_RATE = 160  # words a minute


class Voice(QObject):
    """The lines of a voice. `cache` is the folder for the files; `program` None: what this system has."""

    line_rendered = Signal(str)  # its text
    all_rendered = Signal(int)  # nothing is waiting any more; how many lines failed so far
    trouble_noticed = Signal(str)  # why nothing is spoken, in words for the screen

    def __init__(
        self,
        cache: Path,
        program: SpeechProgram | SpdSay | None = None,
        *,
        voice: str = "",
        words_a_minute: int = USUAL_RATE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = cache / "speech"
        self._program = program or program_of_this_system()
        self._voice, self._rate = voice, words_a_minute
        self._seconds: dict[str, float] = {}  # of what is rendered
        self._failed: dict[str, str] = {}  # what is not, and why
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._asked: set[str] = set()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._trouble = "" if self._program is not None else INSTALL

    @property
    def trouble(self) -> str:
        """Return why nothing is spoken, in words for the screen; "" where all is well."""
        return self._trouble

    @property
    def live(self) -> bool:
        """Return whether lines are spoken by the system itself, with no file and a guessed length."""
        return isinstance(self._program, SpdSay)

    @property
    def failed(self) -> tuple[str, ...]:
        """Return the lines that could not be rendered."""
        return tuple(self._failed)

    def seconds_of(self, text: str) -> float:
        """Return how long a line takes; infinite where it is not rendered (yet)."""
        if self.live:
            return about_seconds(text)
        return self._seconds.get(text, math.inf)

    def path_of(self, text: str) -> Path | None:
        """Return a line's sound file; None where it is not rendered (yet)."""
        return self._file_of(text) if text in self._seconds else None

    def render(self, texts: Sequence[str]) -> None:
        """Have lines rendered, the first one first; what is rendered or waiting already costs nothing."""
        if self._trouble:
            self.trouble_noticed.emit(self._trouble)
            return
        if self.live:
            return
        for text in texts:
            if text and text not in self._asked:
                self._asked.add(text)
                self._waiting.put(text)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
            self._thread.start()

    def speak_live(self, text: str) -> None:
        """Speak a line now, where the system does that itself; comes back at once."""
        if isinstance(self._program, SpdSay):
            threading.Thread(target=self._say_live, args=(self._program, text), name="voice", daemon=True).start()

    def close(self) -> None:
        """Render no more; a line that is being made is not waited for."""
        self._closed = True
        self._waiting.put(None)

    # On the worker's thread

    def _work(self) -> None:
        if not self._make_room():
            return
        in_a_row = 0
        while (text := self._waiting.get()) is not None and not self._closed:
            try:
                seconds = self._made(text)
            except (SpeechError, OSError, wave.Error, EOFError) as failure:
                self._failed[text] = str(failure)
                in_a_row += 1
                if in_a_row >= GIVES_UP_AFTER:
                    self._tell(f"No voice: {failure}.")
                    return
            else:
                in_a_row = 0
                self._seconds[text] = seconds
                if not self._closed:
                    self.line_rendered.emit(text)
            if self._waiting.empty() and not self._closed:
                self.all_rendered.emit(len(self._failed))

    def _made(self, text: str) -> float:
        """Return a line's seconds; it is rendered where the cache does not have it."""
        path = self._file_of(text)
        with contextlib.suppress(OSError, wave.Error, EOFError):
            return seconds_in(path)
        program = self._program
        if program is None or isinstance(program, SpdSay):
            raise SpeechError("nothing here makes sound files")
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=".") as folder:
            raw, ready = Path(folder) / "raw.wav", Path(folder) / "ready.wav"
            program.render(text, self._voice, self._rate, raw)
            frames = levelled(trimmed(resampled(raw)))
            if not frames:
                raise SpeechError(f"{program.name} made no sound of {text!r}")
            write_frames(ready, frames)
            ready.replace(path)  # whole or not at all
        return len(frames) / SPEECH_RATE

    def _make_room(self) -> bool:
        """Make the folder, and delete its oldest files where it has grown too large; return whether there is one."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            files = [(p.stat(), p) for p in self._folder.glob("*.wav")]
        except OSError as failure:
            self._tell(f"No voice: {self._folder} cannot be used: {failure.strerror}.")
            return False
        size = sum(stat.st_size for stat, _ in files)
        for stat, path in sorted(files, key=lambda f: f[0].st_mtime):
            if size <= MOST_KEPT:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                size -= stat.st_size
        return True

    def _tell(self, trouble: str) -> None:
        self._trouble = trouble
        if not self._closed:  # else nobody is there any more to be told
            self.trouble_noticed.emit(trouble)
            self.all_rendered.emit(len(self._failed))

    def _say_live(self, program: SpdSay, text: str) -> None:
        try:
            program.speak(text, self._rate)
        except SpeechError as failure:
            self._tell(f"No voice: {failure}.")

    def _file_of(self, text: str) -> Path:
        name = self._program.name if self._program is not None else ""
        key = "\0".join((name, self._voice, str(self._rate), text))
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.wav"


def seconds_in(path: Path) -> float:
    """Return the length of a line's file; raise wave.Error where it is none of ours."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, SPEECH_RATE):
            raise wave.Error("not a line of ours")
        return file.getnframes() / SPEECH_RATE


def resampled(path: Path) -> array[int]:
    """Return a program's file as frames of the cache's rate, whatever its own."""
    import miniaudio  # noqa: PLC0415 - late: it costs 140 ms, which no first paint waits for

    try:
        decoded = miniaudio.decode_file(str(path), miniaudio.SampleFormat.SIGNED16, 1, SPEECH_RATE)
    except miniaudio.MiniaudioError as unreadable:
        raise SpeechError("the program's sound file cannot be read") from unreadable
    return array("h", decoded.samples)


def trimmed(frames: array[int]) -> array[int]:
    """Return the frames without the silence at both ends, so that a line starts on its moment."""
    step = SPEECH_RATE // 100
    loud = [i for i in range(0, len(frames), step) if max(map(abs, frames[i : i + step])) > QUIET]
    return frames[max(0, loud[0] - step) : loud[-1] + 3 * step] if loud else array("h")


def levelled(frames: array[int]) -> array[int]:
    """Return the frames with their peak where every line has it."""
    peak = max(max(frames, default=0), -min(frames, default=0))
    return array("h", (int(f * PEAK / peak) for f in frames)) if peak else frames


def write_frames(path: Path, frames: array[int]) -> None:
    """Write frames of the cache's rate as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SPEECH_RATE)
        file.writeframes(frames.tobytes())
