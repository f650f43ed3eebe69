"""The history as a file, and back, from its page: what takes long is done on another thread, and told then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from app.paths import Folders
from app.storage.chosen_file import FileRefusedError
from app.storage.history_beside import import_beside, restore_beside
from app.storage.history_bundle import back_up
from app.storage.history_database import COMPANIONS
from app.storage.history_export import export_history
from app.storage.history_import import exported_sessions
from app.storage.history_reader import reading
from app.ui.aside import Aside
from app.ui.history_overview import counted
from app.ui.past import Past
from app.ui.printed_weeks import print_weeks

TABLES = "Spreadsheet (*.csv);;JSON Lines (*.jsonl)"
AskPath = Callable[[str, str, str, bool], str]


def ask_path(title: str, name: str, kinds: str, save: bool) -> str:
    """Return the file the person chose; empty where none was."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    window = QApplication.activeWindow()
    if save:
        return QFileDialog.getSaveFileName(window, title, str(folder / name), kinds)[0]
    return QFileDialog.getOpenFileName(window, title, str(folder), kinds)[0]


class HistoryFiles(QObject):
    """`changed` when the history is another one: something was imported or restored; `progress` says how far it is.

    `progress` comes with "" once nothing is being done any more.
    """

    changed = Signal()
    progress = Signal(str)

    def __init__(
        self, past: Past, folders: Folders, aside: Aside, *, name_of: Callable[[str], str], now: Callable[[], datetime],
        day_ends: int, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._past, self._folders, self._name_of, self._now, self._aside = past, folders, name_of, now, aside
        self._day_ends = day_ends
        self.ask_path: AskPath = ask_path
        aside.refused.connect(self._end_progress)

    @Slot(str)
    def handle(self, wish: str) -> None:
        """Ask for a file and do what is wished: export, import, backup, restore or print."""
        stem = f"holdwell-{self._now():%Y-%m-%d}"
        asked = {
            "export": ("Export the history", f"{stem}.csv", TABLES, True),
            "backup": ("Back up the history", f"{stem}.sqlite", "Backup (*.sqlite)", True),
            "print": ("The last four weeks", f"{stem}.pdf", "PDF (*.pdf)", True),
            "import": ("Import an export", "", "Exports (*.csv *.jsonl)", False),
            "restore": ("Restore a backup", "", "Backup (*.sqlite)", False),
        }
        title, name, kinds, save = asked[wish]
        chosen = self.ask_path(title, name, kinds, save)
        if not chosen:
            return
        path = Path(chosen)
        if save and not path.suffix:
            path = path.with_suffix(Path(name).suffix)
        {
            "export": self._export,
            "backup": self._back_up,
            "print": self._print,
            "import": self._import,
            "restore": self._restore,
        }[wish](path)

    def _export(self, path: Path) -> None:
        def work() -> str:
            self.progress.emit(f"Writing {path.name}…")
            with reading(self._folders.history) as connection:
                done = export_history(connection, path, never=self._own())
            return f"{counted(done.sessions, 'session')} with {counted(done.steps, 'step')} written to {path}."

        self._aside.run(work, self._tell)

    def _back_up(self, path: Path) -> None:
        def work() -> str:
            self.progress.emit(f"Writing {path.name}…")
            with reading(self._folders.history) as connection:
                if connection is None:
                    raise FileRefusedError("There is no history yet, so there is nothing to back up.")
                sessions = back_up(connection, path, never=self._own())
            return f"The whole history, {counted(sessions, 'session')}, written to {path}."

        self._aside.run(work, self._tell)

    def _print(self, path: Path) -> None:
        try:
            printed = self._past.ask(partial(self._printed, path=path))
        except FileRefusedError as refused:
            self._past.noticed.emit(str(refused))
        else:
            self._tell(printed)

    def _printed(self, connection: sqlite3.Connection, path: Path) -> str:
        print_weeks(connection, path, self._now(), self._name_of, self._day_ends)
        return f"The last four weeks are in {path}."

    def _import(self, path: Path) -> None:
        history, backups = self._past.beside()

        def work() -> str:
            self.progress.emit(f"Reading {path.name}…")
            try:
                contents = list(exported_sessions(path))
            except FileRefusedError as refused:
                raise FileRefusedError(f"{refused} Nothing was changed.") from refused

            def told(number: int) -> None:
                self.progress.emit(f"Adding sessions: {number} of {len(contents)}…")

            return import_beside(history, backups, contents, told).sentence

        self._aside.run(work, self._tell_change)

    def _restore(self, path: Path) -> None:
        history, backups = self._past.beside()

        def work() -> str:
            self.progress.emit(f"Restoring {path.name}…")
            done = restore_beside(history, backups, path)
            before = "" if done.before is None else f" What was here before is kept as {done.before}."
            return f"The history of {path} is here now: {counted(done.sessions, 'session')}.{before}"

        self._aside.run(work, self._tell_restored)

    def _tell_restored(self, sentence: object) -> None:
        self._past.reopen()
        self._tell_change(sentence)

    def _tell_change(self, sentence: object) -> None:
        self._tell(sentence)
        self.changed.emit()

    @Slot()
    def _end_progress(self) -> None:
        self.progress.emit("")

    def _tell(self, sentence: object) -> None:
        self.progress.emit("")
        if isinstance(sentence, str) and sentence:
            self._past.noticed.emit(sentence)

    def _own(self) -> tuple[Path, ...]:
        """Return the files that no export may overwrite."""
        history = self._folders.history
        companions = (history.with_name(history.name + end) for end in COMPANIONS)
        return (history, *companions, self._folders.settings, self._folders.lock)
