"""What the start costs: time to the first paint of the library and memory, beside a bare label window, in one run.

    python bench/start.py [ROUNDS]     (10 by default; Linux, needs Xvfb)

Four starts are compared: the bare window; the very first start with an empty folder; every later one; and a later one
with 500 routines of the person's own.

Prints medians and ratios, asserts nothing. Each round starts both windows, one after the other, so that whatever else
the machine does weighs on both. The time runs from the start of the interpreter to the end of the first painting.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import pss, screen

ROOT = Path(__file__).resolve().parent.parent
# Both tell of their first painting in the same way: a filter on the window alone (one on the application would cost
# more where there are more widgets) notes the time when all in it is painted.
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
        print(time.time(), time.process_time(), flush=True)
"""
BARE = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
watch = Watch(); watch.seen = False
label = QLabel("Hello"); label.installEventFilter(watch); label.resize(1366, 768); label.show()
app.exec()
"""
)
OURS = (
    """
import sys
sys.path.insert(0, {root!r})
from app.ui.opening import load_binding
load_binding()
"""
    + WATCH
    + """
from app.ui.main_window import MainWindow
open_with = MainWindow.open_with
watch = Watch(); watch.seen = False
def watched(self, *words, **more):
    self.installEventFilter(watch)
    open_with(self, *words, **more)
MainWindow.open_with = watched
from app.__main__ import main
sys.argv = ["holdwell", "--data-dir", {data!r}]
sys.exit(main())
"""
)


Cost = tuple[float, float, float]


def first_paint(environment: dict[str, str], code: str, settle: float) -> Cost:
    """Return the milliseconds to the first paint, those of own processor time, and the memory in MB later on."""
    began = time.time()
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        painted, busy = map(float, process.stdout.readline().split())
        time.sleep(settle)
        return (painted - began) * 1000, busy * 1000, pss(process.pid)
    finally:
        process.terminate()
        process.wait()


def medians(rows: list[Cost]) -> Cost:
    """Return the medians of times and memory."""
    took, worked, held = (statistics.median(column) for column in zip(*rows, strict=True))
    return took, worked, held


def fill(data: Path, count: int) -> None:
    """Write so many routines of a person's own."""
    (data / "routines").mkdir()
    for number in range(count):
        text = f"format: 1\nname: Routine {number}\nsteps:\n  - {{do: sphinx, hold: 1-3 min}}\n"
        (data / "routines" / f"mine-{number:03}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Start both in turns and print what they cost."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    bare: list[Cost] = []
    first: list[Cost] = []
    ours: list[Cost] = []
    many: list[Cost] = []
    with screen() as environment, tempfile.TemporaryDirectory() as known, tempfile.TemporaryDirectory() as full:
        fill(Path(full), 500)
        first_paint(environment, OURS.format(root=str(ROOT), data=full), 20.0)
        first_paint(environment, OURS.format(root=str(ROOT), data=known), 20.0)
        for number in range(rounds + 1):
            with tempfile.TemporaryDirectory() as fresh:
                row = [
                    first_paint(environment, code, settle)
                    for code, settle in (
                        (BARE, 0.5),
                        (OURS.format(root=str(ROOT), data=fresh), 0.2),
                        (OURS.format(root=str(ROOT), data=known), 2.0),
                        (OURS.format(root=str(ROOT), data=full), 2.0),
                    )
                ]
            if number:  # the first round warms the caches of the disk and of the cards
                for into, cost in zip((bare, first, ours, many), row, strict=True):
                    into.append(cost)
    usual, busy, memory = medians(bare)
    for name, rows in (
        ("bare label", bare),
        ("library, first start ever", first),
        ("library", ours),
        ("library of 500", many),
    ):
        took, worked, held = medians(rows)
        print(
            f"{name:26} {took:5.0f} ms {took / usual:5.2f} x   own CPU {worked:5.0f} ms {worked / busy:5.2f} x"
            f"   {held:6.1f} MB {held - memory:+6.1f} MB"
        )


if __name__ == "__main__":
    main()
