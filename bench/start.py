"""What the start costs: time to the first paint of the library and memory, beside a bare label window, in one run.

    python bench/start.py [ROUNDS]     (10 by default; Linux, needs Xvfb)

Prints medians and ratios, asserts nothing. Each round starts both windows, one after the other, so that whatever else
the machine does weighs on both. The time runs from the start of the interpreter to the end of the first painting.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DISPLAY = ":96"
# Both tell of their first painting in the same way: a filter on the application notes the time after it.
WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, who, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print(time.time(), flush=True)
"""
BARE = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
watch = Watch(); watch.seen = False; app.installEventFilter(watch)
label = QLabel("Hello"); label.resize(1366, 768); label.show()
app.exec()
"""
)
OURS = (
    WATCH
    + """
sys.path.insert(0, {root!r})
import app.ui.application as application
made = application.make_application
def make():
    qt = made()
    global watch
    watch = Watch(); watch.seen = False; qt.installEventFilter(watch)
    return qt
application.make_application = make
from app.__main__ import main
sys.argv = ["holdwell", "--data-dir", {data!r}]
sys.exit(main())
"""
)


def pss(pid: int) -> float:
    """Return a process's proportional set size in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def first_paint(code: str, settle: float) -> tuple[float, float]:
    """Return the milliseconds to the first paint and the memory in MB, `settle` seconds later."""
    environment = {**os.environ, "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}
    began = time.time()
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        painted = float(process.stdout.readline())
        time.sleep(settle)
        return (painted - began) * 1000, pss(process.pid)
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Start both in turns and print what they cost."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    bare: list[tuple[float, float]] = []
    first: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    try:
        with tempfile.TemporaryDirectory() as known:
            for number in range(rounds + 1):
                with tempfile.TemporaryDirectory() as fresh:
                    row = [
                        first_paint(code, settle)
                        for code, settle in (
                            (BARE, 0.5),
                            (OURS.format(root=str(ROOT), data=fresh), 0.2),
                            (OURS.format(root=str(ROOT), data=known), 2.0),
                        )
                    ]
                if number:  # the first round warms the caches of the disk and of the cards
                    for into, cost in zip((bare, first, ours), row, strict=True):
                        into.append(cost)
    finally:
        screen.kill()
    usual = statistics.median(t for t, _ in bare)
    memory = statistics.median(m for _, m in bare)
    for name, rows in (("bare label", bare), ("library, first start ever", first), ("library", ours)):
        took, held = statistics.median(t for t, _ in rows), statistics.median(m for _, m in rows)
        print(f"{name:28} {took:6.0f} ms  {took / usual:5.2f} x   {held:6.1f} MB  {held - memory:+6.1f} MB")


if __name__ == "__main__":
    main()
