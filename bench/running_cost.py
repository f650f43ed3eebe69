"""What a running session costs: CPU of one core in a still hold, paused, hidden and idle, beside a bare label window.

    python bench/running_cost.py [SECONDS]     (20 s for each state by default; Linux, needs Xvfb and xdotool)

Prints percent of one core and PSS; asserts nothing. Everything runs at 1366x768 on a screen of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DISPLAY = ":97"
TICKS = os.sysconf("SC_CLK_TCK")
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("0")
label.resize(1366, 768)
label.show()
timer = QTimer(interval=1000)
if "ticking" in sys.argv:
    timer.timeout.connect(lambda: label.setText(str(int(label.text()) + 1)))
    timer.start()
app.exec()
"""


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process so far, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def pss(pid: int) -> float:
    """Return a process's proportional set size in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def percent(pid: int, seconds: float) -> float:
    """Return the percent of one core that a process takes over the next seconds."""
    before, began = cpu_seconds(pid), time.monotonic()
    time.sleep(seconds)
    return 100 * (cpu_seconds(pid) - before) / (time.monotonic() - began)


def environment() -> dict[str, str]:
    """Return the environment of the windows that are measured."""
    return {
        **os.environ,
        "DISPLAY": DISPLAY,
        "QT_QPA_PLATFORM": "xcb",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }


def bare(*words: str) -> subprocess.Popen[bytes]:
    """Return a bare label window, started."""
    return subprocess.Popen([sys.executable, "-c", BARE, *words], env=environment())


def holdwell(data: str, *words: str) -> subprocess.Popen[bytes]:
    """Return the program, started with a data folder of its own."""
    command = [sys.executable, "-m", "app", *words, "--data-dir", data]
    return subprocess.Popen(command, env=environment(), cwd=ROOT)


def xdotool(*words: str) -> str:
    """Return what xdotool says."""
    return subprocess.run(["xdotool", *words], env=environment(), capture_output=True, text=True, check=False).stdout


def measure(name: str, process: subprocess.Popen[bytes], seconds: float, settle: float = 6.0) -> None:
    """Print what a process takes, after it has settled."""
    time.sleep(settle)
    print(f"{name:34} {percent(process.pid, seconds):6.2f} % of a core  {pss(process.pid):6.1f} MB PSS", flush=True)


def main() -> None:
    """Measure each state in turn and print a line for it."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    manager = subprocess.Popen(["openbox"], env=environment()) if shutil.which("openbox") else None
    time.sleep(1)
    try:
        for name, words in (("bare label", ()), ("bare label, once a second", ("ticking",))):
            process = bare(*words)
            measure(name, process, seconds)
            process.kill()
            process.wait()
        with tempfile.TemporaryDirectory() as data:
            process = holdwell(data)
            measure("library, idle", process, seconds)
            process.kill()
            process.wait()
        with tempfile.TemporaryDirectory() as data:
            process = holdwell(data, "hold", "sphinx", "20 min", "--start")
            measure("player, still hold", process, seconds, settle=22)
            window = xdotool("search", "--onlyvisible", "--pid", str(process.pid)).split()
            if manager is not None and window:
                xdotool("windowminimize", window[-1])
                measure("player, hold, minimised", process, seconds)
                xdotool("windowactivate", "--sync", window[-1])
            if window:
                xdotool("key", "--window", window[-1], "space")
            measure("player, paused", process, seconds, settle=8)
            process.kill()
            process.wait()
    finally:
        if manager is not None:
            manager.kill()
        screen.kill()


if __name__ == "__main__":
    main()
