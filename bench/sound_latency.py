"""Measures how soon a sound comes out: `python bench/sound_latency.py [COUNT]`. It measures, and asserts nothing.

A PulseAudio of its own, with a null sink whose monitor is recorded: from the call of `play` to the first loud frame
in the recording, with the device running, stopped, and closed. The recording adds its own delay (some 5 to 25 ms)
to every figure: the true ones are smaller.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer

from app.ui.sound import SoundPlayer

SOUNDS = Path(__file__).resolve().parent.parent / "resources" / "sounds"
LOUD = 200
NEEDED = ("pulseaudio", "parec")


class Ear:
    """Records the null sink and notes when silence ends."""

    def __init__(self) -> None:
        self.loud_at: float | None = None
        self.process = subprocess.Popen(
            ["parec", "-d", "nul.monitor", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=5"],
            stdout=subprocess.PIPE,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while block := self.process.stdout.read(480):
            frames = array("h", block[: len(block) // 2 * 2])
            if self.loud_at is None and max(map(abs, frames)) > LOUD:
                self.loud_at = time.monotonic()

    def wait(self, app: QCoreApplication, since: float) -> float | None:
        """Return the milliseconds from `since` to the first loud frame; None where there is none in 3 s."""
        while self.loud_at is None and time.monotonic() - since < 3:
            app.processEvents()
            time.sleep(0.0005)
        return None if self.loud_at is None else (self.loud_at - since) * 1000


def rest(app: QCoreApplication, seconds: float) -> None:
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < seconds * 1000:
        app.processEvents()
        time.sleep(0.005)


def told(name: str, figures: list[float], missing: int) -> None:
    row = sorted(figures)
    if not row:
        print(f"{name:42} never heard")
        return
    lost = f"   {missing} not heard" if missing else ""
    print(f"{name:42}{statistics.median(row):8.1f}{row[-1]:8.1f} ms{lost}")


def measured(count: int) -> None:
    app = QCoreApplication([])
    ear = Ear()
    player = SoundPlayer(SOUNDS)
    player.set_volume(100)
    player.prepare()
    rest(app, 4)  # a null sink plays out two seconds of its own before it takes a new stream
    print(f"{'from play() to the first loud frame':42}{'median':>8}{'most':>8}")
    for name, pause, before in (
        ("device running", 0.5, None),
        ("device stopped after 2 s of silence", 3.2, None),
        ("device let go, opened again", 1.0, player.rest),
    ):
        figures: list[float] = []
        missing = 0
        for _ in range(count):
            if before is not None:
                before()
            rest(app, pause)
            ear.loud_at = None
            start = time.monotonic()
            player.play("tick")
            heard = ear.wait(app, start)
            if heard is None:
                missing += 1
            else:
                figures.append(heard)
        told(name, figures, missing)
    player.close()
    ear.process.terminate()


def main() -> None:
    """Start the server, measure, end it."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"not measured: {', '.join(missing)} is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PULSE_SERVER"] = f"unix:{folder}/native"
        os.environ["HOME"] = folder
        server = subprocess.Popen(
            ["pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no",
             "-L", f"module-native-protocol-unix socket={folder}/native auth-anonymous=1",
             "-L", "module-null-sink sink_name=nul"],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            time.sleep(1.5)
            measured(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
