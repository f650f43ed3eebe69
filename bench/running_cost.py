"""What a running session costs: CPU of one core in a still hold, paused, hidden and idle, beside a bare label window.

    python bench/running_cost.py [SECONDS]     (20 s for each state by default; Linux, needs Xvfb, openbox and xdotool)

Prints percent of one core, wakings a second, PSS beside the bare window's (and that of the process which draws
figures, while it lives); asserts nothing. Everything runs at 1366x768 on a screen of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import children, cpu_seconds, holdwell, pss, screen, wakings

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

MOVING = """format: 1
name: Cats
get ready: 5 s
steps:
  - do: cat-cow
    reps: 60
    rep: [cow 4 s, cat 4 s]
"""


def end(process: subprocess.Popen[bytes]) -> None:
    """End a window."""
    process.kill()
    process.wait()


class Bench:
    """Measures processes one after the other; the first one is what the others' memory is compared with."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._bare: float | None = None

    def measure(self, name: str, process: subprocess.Popen[bytes], settle: float = 6.0) -> None:
        """Print what a process takes, after it has settled."""
        time.sleep(settle)
        pid = process.pid
        cpu, woken, began = cpu_seconds(pid), wakings(pid), time.monotonic()
        time.sleep(self._seconds)
        took = time.monotonic() - began
        percent, often, memory = 100 * (cpu_seconds(pid) - cpu) / took, (wakings(pid) - woken) / took, pss(pid)
        self._bare = memory if self._bare is None else self._bare
        drawing = sum(pss(child) for child in children(pid))
        print(
            f"{name:34} {percent:6.3f} % of a core {often:6.1f} wakings a second {memory:6.1f} MB "
            f"{memory - self._bare:+6.1f} MB" + (f" (drawing: {drawing:.0f} MB)" if drawing else ""),
            flush=True,
        )


def main() -> None:
    """Measure each state in turn and print a line for it."""
    bench = Bench(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
    with screen() as environment, tempfile.TemporaryDirectory() as data:

        def xdotool(*words: str) -> str:
            command = ["xdotool", *words]
            return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

        for name, words in (("bare label", ()), ("bare label, once a second", ("ticking",))):
            process = subprocess.Popen([sys.executable, "-c", BARE, *words], env=environment)
            bench.measure(name, process)
            end(process)
        process = holdwell(environment, data)
        bench.measure("library, pictures being drawn", process, settle=2)
        bench.measure("library, idle", process, settle=12)
        end(process)
        routine = Path(data) / "cats.yaml"
        routine.write_text(MOVING, encoding="utf-8")
        process = holdwell(environment, data, "play", str(routine), "--start")
        bench.measure("player, cat-cow moving", process, settle=45)
        end(process)
        process = holdwell(environment, data, "hold", "sphinx", "20 min", "--start")
        bench.measure("player, still hold", process, settle=25)
        window = xdotool("search", "--onlyvisible", "--pid", str(process.pid)).split()
        xdotool("windowminimize", window[-1])
        bench.measure("player, hold, minimised", process)
        xdotool("windowactivate", "--sync", window[-1])
        xdotool("key", "--window", window[-1], "space")
        bench.measure("player, paused", process, settle=12)
        end(process)


if __name__ == "__main__":
    main()
