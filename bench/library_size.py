"""What 500 routines of a person's own cost: the library's first paint, the shelf that follows, and `holdwell check`.

    python bench/library_size.py [ROUNDS]     (5 by default; needs Xvfb)

Prints medians of milliseconds since the interpreter's start and ratios, asserts nothing. The first start after the
files came is told by itself: it reads them all.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import ROOT, screen
from bench.start import fill

WATCHED = """
import sys, time
sys.path.insert(0, {root!r})
from PySide6.QtCore import QTimer
from app.ui.main_window import MainWindow
from app.ui.widgets.card_grid import CardGrid
first, more = MainWindow._go_on_opening, CardGrid._make_more
def opened(self):
    print("painted", time.time(), flush=True)
    first(self)
def grown(self):
    more(self)
    if not self._lacks() and self.window().desk._library is not None:
        self.repaint()
        print("whole", time.time(), len(self._cards), flush=True)
MainWindow._go_on_opening, CardGrid._make_more = opened, grown
from app.__main__ import main
sys.argv = ["holdwell", "--data-dir", {data!r}]
main()
"""


def opening(environment: dict[str, str], data: str) -> tuple[float, float, int]:
    """Return the milliseconds to the first paint and to the whole shelf, and how many cards it has."""
    began = time.time()
    process = subprocess.Popen(
        [sys.executable, "-c", WATCHED.format(root=str(ROOT), data=data)],
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        painted = float(process.stdout.readline().split()[1])
        _, whole, cards = process.stdout.readline().split()
        return (painted - began) * 1000, (float(whole) - began) * 1000, int(cards)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def main() -> None:
    """Open both libraries in turns, and check a hundred files."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with (
        screen() as environment,
        tempfile.TemporaryDirectory() as usual,
        tempfile.TemporaryDirectory() as large,
    ):
        fill(Path(large), 500)
        opening(environment, usual)
        painted, whole, cards = opening(environment, large)
        print(f"500 files never read before: {cards} cards made, first paint {painted:.0f} ms, shelf {whole:.0f} ms")
        rows = [(opening(environment, usual), opening(environment, large)) for _ in range(rounds)]
        for number, name in enumerate(("first paint", "whole shelf")):
            few, many = (statistics.median(row[which][number] for row in rows) for which in (0, 1))
            print(f"{name:12} bundled alone {few:5.0f} ms, with 500 more {many:5.0f} ms: {many / few:.2f} x")
        files = sorted(str(path) for path in (Path(large) / "routines").iterdir())[:100]
        began = time.monotonic()
        checked = subprocess.run(
            [sys.executable, "-m", "app", "check", *files], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
        )
        print(f"holdwell check of 100 files: {1000 * (time.monotonic() - began):.0f} ms, exit {checked.returncode}")


if __name__ == "__main__":
    main()
