"""A mistake of ours is written down and shown; it ends neither the program nor the session."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

LARGEST = 500_000  # bytes of the log, after which it begins anew


class Failures(QObject):
    """Takes the place of the interpreter's exception hooks, also of its threads; `noticed` carries a sentence."""

    noticed = Signal(str)

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._busy = False
        self._before, self._before_in_threads = sys.excepthook, threading.excepthook

    def install(self) -> None:
        """Hear of every exception that nobody caught."""
        sys.excepthook = self.note
        threading.excepthook = self._note_in_thread

    def uninstall(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook = self._before, self._before_in_threads

    def note(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        """Write an exception down and tell of it, once where telling fails too."""
        self._before(kind, problem, trace)
        if issubclass(kind, KeyboardInterrupt) or self._busy:
            return
        self._busy = True
        import traceback  # noqa: PLC0415  # not for the first paint

        try:
            where = self._write("".join(traceback.format_exception(kind, problem, trace)))
            self.noticed.emit(f"Something went wrong inside Holdwell ({kind.__name__}). {where}")
        finally:
            self._busy = False

    def _note_in_thread(self, what: threading.ExceptHookArgs) -> None:
        """Do the same for a thread of Python's own; Qt's workers come to `note` by themselves."""
        if what.exc_value is not None and not issubclass(what.exc_type, SystemExit):
            self.note(what.exc_type, what.exc_value, what.exc_traceback)

    def _write(self, text: str) -> str:
        from datetime import datetime  # noqa: PLC0415  # not for the first paint

        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._log.exists() and self._log.stat().st_size > LARGEST
            with self._log.open("w" if fresh else "a", encoding="utf-8") as file:
                file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{text}\n")
        except OSError as refusal:
            return f"It could not be written down: {refusal.strerror}."
        return f"You can go on; the details are in {self._log}."
