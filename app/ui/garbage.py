"""Collects Python's cyclic garbage on the window's thread alone.

Python collects on whatever thread happens to allocate, and so would destroy a page that is no longer needed, with its
timers, on the sound card's thread; Qt ends the process over that. Here collection by itself is off, and the window's
thread does it when enough has gathered.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Slot

EVERY = 20_000  # milliseconds
ENOUGH = 5_000  # containers made and not freed since the last time
OLD_EVERY = 10  # of these collections one looks at all that lives: some 30 ms


class Garbage(QObject):
    """At work from its making until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._collections = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect where enough has gathered."""
        if gc.get_count()[0] >= ENOUGH:
            self._collections += 1
            gc.collect(2 if self._collections % OLD_EVERY == 0 else 1)

    @Slot()
    def collect(self) -> None:
        """Collect all there is: when a session is over and its page gone."""
        gc.collect()

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
