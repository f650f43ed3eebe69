"""Where frames go: the sound card, through miniaudio. Everything here may block, so a worker thread calls it.

miniaudio is imported at the first opening: it costs 140 ms, which no first paint waits for.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from array import array
from collections.abc import Callable, Generator, Iterator
from typing import Any, Protocol

from app.sound.mixer import RATE

Fill = Callable[[int], "array[int] | memoryview"]


class SoundError(Exception):
    """Nothing can be heard; the text says why, in words for the screen."""


class Output(Protocol):
    """A device that asks for frames, or what stands in for it. `open`, `start`, `stop` and `close` may block."""

    def open(self) -> None:
        """Open the device; raise SoundError where there is none."""

    def start(self, fill: Fill) -> None:
        """Ask `fill` for frames, on a thread of the device's own, until stopped; raise SoundError."""

    def stop(self) -> None:
        """Ask for no more frames; raise SoundError where the device is past that."""

    def close(self) -> None:
        """Let the device go. Never raises."""


class MiniaudioOutput:
    """The system's default device."""

    def __init__(self) -> None:
        self._device: Any = None

    def open(self) -> None:
        """Open the default device, by the first of the system's sound servers that answers."""
        import miniaudio  # noqa: PLC0415 - late: see the first lines of this file

        # The null device "plays" without a sound, and JACK is nobody's default: neither may answer for a card.
        wanted = [b for b in miniaudio.Backend if b.name not in {"NULL", "JACK", "CUSTOM"}]
        enabled = miniaudio.get_enabled_backends()
        for backend in (b for b in wanted if b in enabled):
            # ALSA tells its troubles to stderr, past Python; a sound server that hangs must not take stderr with it.
            quiet = silenced_stderr() if backend.name == "ALSA" else contextlib.nullcontext()
            with quiet, contextlib.suppress(miniaudio.MiniaudioError):
                self._device = miniaudio.PlaybackDevice(
                    output_format=miniaudio.SampleFormat.SIGNED16,
                    nchannels=1,
                    sample_rate=RATE,
                    buffersize_msec=20,
                    backends=[backend],
                    app_name="Holdwell",
                )
                return
        raise SoundError("No sound device answers")

    def start(self, fill: Fill) -> None:
        """Start the stream."""
        import miniaudio  # noqa: PLC0415 - late: see the first lines of this file

        frames = asked(fill)
        next(frames)
        try:
            self._device.start(frames)
        except miniaudio.MiniaudioError as refusal:
            raise SoundError("The sound device does not start") from refusal

    def stop(self) -> None:
        """Stop the stream; the device stays open, and costs nothing."""
        import miniaudio  # noqa: PLC0415 - late: see the first lines of this file

        try:
            self._device.stop()
        except miniaudio.MiniaudioError as refusal:
            raise SoundError("The sound device does not stop") from refusal

    def close(self) -> None:
        """Let the device go."""
        device, self._device = self._device, None
        if device is None:
            return
        import miniaudio  # noqa: PLC0415 - late: see the first lines of this file

        context = device._context
        device.close()
        # miniaudio's Python side never lets its context go: each reopening would leave a connection and a thread.
        miniaudio.lib.ma_context_uninit(context)


def asked(fill: Fill) -> Generator[array[int] | memoryview, int, None]:
    """Yield frames as miniaudio asks for them: it sends the number, and takes what comes back."""
    wanted = yield array("h")
    while True:
        wanted = yield fill(wanted)


_descriptor = threading.Lock()


@contextlib.contextmanager
def silenced_stderr() -> Iterator[None]:
    """Point the process's descriptor 2 at nothing for a moment."""
    with _descriptor, contextlib.ExitStack() as undo:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stderr.flush()
            kept = os.dup(2)
            undo.callback(os.close, kept)
            nothing = os.open(os.devnull, os.O_WRONLY)
            undo.callback(os.close, nothing)
            os.dup2(nothing, 2)
            undo.callback(os.dup2, kept, 2)
        yield
