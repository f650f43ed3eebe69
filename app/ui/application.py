"""The window's process: one for each data folder, ended cleanly by the desktop, told of its own mistakes."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.paths import Folders, bundled
from app.ui.display import NO_DISPLAY, display_is_there
from app.ui.failures import Failures
from app.ui.garbage import Garbage
from app.ui.instance import AlreadyRunningError, Instance
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.window_request import WindowRequest

IN_TERMINAL = "holdwell: a session of this data folder runs in a terminal; it goes first."


def open_window(request: WindowRequest, folders: Folders) -> int:
    """Open the window, or hand the request to the one that is open, and return the exit status."""
    if not display_is_there():
        print(NO_DISPLAY, file=sys.stderr)  # noqa: T201  # the one place where the window speaks to a terminal
        return 1
    app = make_application()
    try:
        instance = Instance(folders)
    except AlreadyRunningError:
        from app.storage.terminal_lock import held_by_terminal  # noqa: PLC0415  # not for the first paint
        from app.ui.hand_over import hand_over  # noqa: PLC0415  # Qt's network part waits until it is needed

        if held_by_terminal(folders.lock):
            print(IN_TERMINAL, file=sys.stderr)  # noqa: T201  # the window's own voice in a terminal
            return 1
        return tell_answer(hand_over(request, folders))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        print(f"holdwell: the folder {folders.data} cannot be made: {reason}.", file=sys.stderr)  # noqa: T201  # as above
        return 1
    if request.start:
        from app.ui.figure_process import start_early  # noqa: PLC0415  # the library's first paint does not need it

        start_early()  # a session begins at once, and its figure is to be there as soon as the stage
    garbage = Garbage()
    failures = Failures(folders.log)
    failures.install()
    theme = Theme(bundled() / "resources" / "fonts")
    theme.apply()
    window = MainWindow(theme, folders)
    failures.noticed.connect(window.show_notice)
    ending = Ending()
    ending.asked.connect(window.leave)
    app.commitDataRequest.connect(window.stand_by)
    window.open_with(request, listening=instance.locked)
    try:
        return app.exec()
    finally:
        window.close_stores()
        garbage.close()
        instance.close()
        ending.close()
        failures.uninstall()


def make_application() -> QApplication:
    """Return the application, named so that desktops find its icon and its entry."""
    QCoreApplication.setApplicationName("holdwell")
    QGuiApplication.setApplicationDisplayName("Holdwell")
    QGuiApplication.setDesktopFileName("holdwell")
    # As a word of the command line: `setStyle` hands the style to Python, whose type for it takes 6 ms to make.
    return QApplication(["holdwell", "-style", "fusion"])


def tell_answer(answer: str | None) -> int:
    """Say what the running window answered and return the exit status."""
    if answer == "":
        return 0
    why = "it does not answer." if answer is None else answer
    print(f"holdwell: a window of this data folder is open already; {why}", file=sys.stderr)  # noqa: T201  # as above
    return 1


class Ending(QObject):
    """Hears SIGTERM and SIGINT at once, also while the interpreter waits inside Qt."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ends: tuple[int, int] | None = None
        if os.name != "posix":
            return  # the console's own way of ending reaches Python's loop there
        self._ends = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, leave_to_notifier)
        self._notifier = QSocketNotifier(self._ends[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def close(self) -> None:
        """Hear no more."""
        if self._ends is not None:
            signal.set_wakeup_fd(-1)
            self._notifier.setEnabled(False)
            for end in self._ends:
                os.close(end)
            self._ends = None

    @Slot()
    def _hear(self) -> None:
        if self._ends is not None:
            os.read(self._ends[0], 64)
            self.asked.emit()


def leave_to_notifier(number: int, frame: FrameType | None) -> None:
    """Do nothing: the byte in the pipe has told already."""
