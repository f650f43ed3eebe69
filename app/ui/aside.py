"""Work that would hold up the window, done on another thread and answered on the window's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from app.storage.chosen_file import FileRefusedError
from app.storage.store_trouble import StoreRefusedError


class Aside(QObject):
    """Runs one thing after the other; `refused` carries why something could not be done, as a sentence."""

    refused = Signal(str)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._arrived.connect(self._answer)

    def run(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        """Work elsewhere, then call `then` with what came back on this thread; not at all where it was refused."""
        if not self._closed:
            self._pool.start(partial(self._work, work, then))

    def close(self) -> None:
        """Wait until nothing is being worked at; from now nothing is taken on, and nothing answered."""
        self._closed = True
        self._pool.clear()
        self._pool.waitForDone()

    def _work(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        try:
            outcome = work()
        except (FileRefusedError, StoreRefusedError, sqlite3.Error, OSError) as problem:
            self.refused.emit(str(problem))
        except Exception:
            # A mistake of ours: whoever waits for the answer is not to wait for ever, and the mistake is written down.
            self.refused.emit("It could not be done.")
            raise
        else:
            self._arrived.emit(then, outcome)

    @Slot(object, object)
    def _answer(self, then: Callable[[object], None], outcome: object) -> None:
        if not self._closed:
            then(outcome)
