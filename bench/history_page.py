"""What the history page costs with ten years of sessions, beside its empty state.

    python -m bench.history_page [ROUNDS]     (9 by default; needs Xvfb)

Prints medians of milliseconds from the wish to the painted page, and the longest that the window was held up while
everything on the page was used. Asserts nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.clocks import Clocks
from app.paths import bundled, folders
from app.storage.history_database import HistoryDatabase
from app.ui.application import make_application
from app.ui.main_window import MainWindow
from app.ui.pages.history_page import HistoryPage
from app.ui.pages.history_trends import TrendView
from app.ui.theme import Theme
from app.window_request import WindowRequest
from bench.history_size import fill
from bench.measuring import ROOT, screen

NOW = datetime(2025, 11, 7, 19, 0, tzinfo=timezone(timedelta(hours=1)))
STILL = 0.7  # seconds until everything that was asked for is there
CHILD = "from bench.history_page import measure; measure({data!r}, {rounds})"


def measure(data: str, rounds: int) -> None:
    """Open the window on a data folder, use its history page, and print what that took: in a process of its own."""
    app = make_application()
    theme = Theme(bundled() / "resources" / "fonts")
    theme.apply()
    window = MainWindow(theme, folders(Path(data)), Clocks(wall=lambda: NOW))

    def passes(seconds: float) -> float:
        """Return the longest pass of the event loop, in milliseconds."""
        longest, end = 0.0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            start = time.perf_counter()
            app.processEvents()
            longest = max(longest, time.perf_counter() - start)
            time.sleep(0.001)
        return longest * 1000

    def doing(work: Callable[[], object]) -> float:
        """Return the longest that something held up the window, in milliseconds."""
        start = time.perf_counter()
        work()
        return max((time.perf_counter() - start) * 1000, passes(STILL))

    def opened() -> float:
        start = time.perf_counter()
        window.show_page("history")
        app.processEvents()
        return (time.perf_counter() - start) * 1000

    window.open_with(WindowRequest(), listening=False)
    passes(2)
    first, after = opened(), passes(STILL)
    times = []
    for _ in range(rounds):
        window.show_page("library")
        passes(0.2)
        times.append(opened())
        after = max(after, passes(STILL))
    print(f"open for the first time {first:.0f}, again {statistics.median(times):.0f}, then at most {after:.0f}")
    page = window.page
    assert isinstance(page, HistoryPage)
    if page.list.sessions.rowCount():

        def open_numbers() -> None:
            page.trends.findChildren(TrendView)[-1].numbers.click()

        def end_of_numbers() -> None:
            focused = app.focusWidget()
            if focused is not None:
                QTest.keyClick(focused, Qt.Key.Key_End)

        bar, rows = page.verticalScrollBar(), page.list.verticalScrollBar()
        used: dict[str, Callable[[], object]] = {
            "the list to its end": lambda: rows.setValue(rows.maximum()),
            "further": lambda: rows.setValue(rows.maximum()),
            "the next session": lambda: QTest.keyClick(page.list, Qt.Key.Key_Down),
            "the page to its end": lambda: bar.setValue(bar.maximum()),
            "an exercise over time": lambda: page.trends.what.setCurrentIndex(page.trends.what.count() - 1),
            "a routine over time": lambda: page.trends.what.setCurrentIndex(1),
            "stiffness over time": lambda: page.trends.what.setCurrentIndex(0),
            "its numbers": open_numbers,
            "the numbers' end": end_of_numbers,
            "one exercise alone": lambda: page.exercise.setCurrentIndex(1),
            "a word that is nowhere": lambda: page.search.setText("nothing"),
        }
        for what, work in used.items():
            print(f"  {what:24} {doing(work):6.1f}")
    window.leave()
    window.close_stores()


def main() -> None:
    """Measure an empty history, then one of ten years, on a screen of their own."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with screen() as environment, tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        places = folders(Path(full))
        database = HistoryDatabase(places.history, places.backups)
        database.open()
        fill(database)
        database.close()
        for name, data in (("empty", empty), ("ten years", full)):
            print(f"{name}, in milliseconds:", flush=True)
            command = [sys.executable, "-c", CHILD.format(data=data, rounds=rounds)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
