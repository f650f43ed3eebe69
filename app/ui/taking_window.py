"""The window's part in giving routines away and taking them: files that are chosen, dropped or opened with it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.editing_window import EditingWindow

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from app.ui.history_files import AskPath
    from app.ui.pages.routine_page import RoutinePage
    from app.ui.taking_room import TakingRoom

KINDS = "Routines (*.holdwell *.yaml *.yml *.txt *.xml);;All files (*)"
FITTING = (".holdwell", ".yaml", ".yml", ".txt", ".xml", ".md")


class TakingWindow(EditingWindow):
    """`offer_files` shows what is in files, one after the other; while a session runs they wait for its end."""

    _taking: TakingRoom | None = None
    ask_path: AskPath | None = None  # None: by Qt's own dialogue

    def _connect(self) -> None:
        super()._connect()
        self._files: list[Path] = []  # that wait to be shown
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._offer_next)
        self.setAcceptDrops(True)
        self._shelf.import_requested.connect(self.choose_file)
        if sys.platform == "darwin":  # the only system that tells a program of a file in this way
            from app.ui.file_openings import FileOpenings  # noqa: PLC0415  # see above

            self._openings = FileOpenings(self)
            self._openings.opened.connect(self._open_file)
            app = QApplication.instance()
            if app is not None:
                app.installEventFilter(self._openings)

    @property
    def taking(self) -> TakingRoom | None:
        """Return where a file is being looked at; None where none is."""
        return self._taking

    # Taking

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and show what is in it."""
        from app.ui.history_files import ask_path  # noqa: PLC0415  # not for the first paint

        if self._free and (chosen := (self.ask_path or ask_path)("Import a routine", "", KINDS, False)):
            self.offer_files([Path(chosen)])

    def offer_files(self, files: list[Path]) -> None:
        """Show what is in files, the first one now; what does not fit now comes when it is over."""
        self._files += [file for file in files if file not in self._files]
        if self._free:
            self._offer_next()
        elif self._files:
            self.tell_session(f"{self._files[0].name} was opened. It is shown when the session is over.")

    def tell_session(self, words: str) -> None:
        """Say a line in the running session; the window's own affair."""
        raise NotImplementedError

    @Slot(str)
    def _open_file(self, file: str) -> None:
        self.offer_files([Path(file)])

    @Slot()
    def _offer_next(self) -> None:
        """Show the next file that waits, unless the page that is shown may not be left."""
        if self._taking is not None or not self._files or not self._free or not self.lets_go():
            return
        from app.ui.taking_room import TakingRoom  # noqa: PLC0415  # not for the first paint

        room = TakingRoom(self.desk, self._files.pop(0))
        room.left.connect(self._leave_taking)
        room.taken.connect(self._show_taken)
        room.noticed.connect(self.show_notice)
        self._taking = room
        self.show_one(room.page)

    @Slot()
    def _leave_taking(self) -> None:
        """Go on with the next file, else to the library."""
        self._close_taking()
        self._offer_next()
        if self._taking is None:
            self.show_page("library")

    @Slot(str)
    def _show_taken(self, key: str) -> None:
        """Show the routine that is the person's own now, or the next file."""
        self._close_taking()
        self._read_cards()
        path = self.desk.library.path(key)
        if self._files and path is not None:
            self.show_notice(f"{path.name} is yours now.")
            self._offer_next()
        elif path is not None:
            self.show_routine(str(path))

    def _close_taking(self) -> None:
        room, self._taking = self._taking, None
        if room is not None:
            room.close()

    def show_one(self, page: QWidget, key: str = "", *, session: bool = False) -> bool:
        """Show a page; a file that was being looked at is let go with its own."""
        shown = super().show_one(page, key, session=session)
        if shown and self._taking is not None and page is not self._taking.page:
            self._close_taking()
        if shown and self._files and not session and (self._editor is None or page is not self._editor.page):
            self._next.start(0)
        return shown

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say that files which may hold a routine can be dropped."""
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what is in the files."""
        files = dropped(event)
        if files:
            event.acceptProposedAction()
            self.activateWindow()
            self.offer_files(files)

    # Giving

    def _offer_editing(self, page: RoutinePage) -> None:
        """Let a routine's page lead to the editor, and the routine to other people."""
        super()._offer_editing(page)
        if self.desk.library.file_of(page.routine) is not None:
            page.offer_sharing()
            page.share_requested.connect(self._share)

    @Slot(str)
    def _share(self, file: str) -> None:
        """Write a routine into a file of the person's choice, and say what is personal in it."""
        from app.storage.chosen_file import FileRefusedError  # noqa: PLC0415  # not for the first paint
        from app.storage.parcel import ParcelRefusedError  # noqa: PLC0415  # as above
        from app.storage.shared_file import SUFFIX, write_shared  # noqa: PLC0415  # as above
        from app.storage.sharing import Sharing, personal_in  # noqa: PLC0415  # as above
        from app.ui.history_files import ask_path  # noqa: PLC0415  # as above

        try:
            parcel, routine = Sharing(self.desk.library, self._folders.figures).parcel(Path(file))
            chosen = (self.ask_path or ask_path)(
                f"Share {routine.name}", f"{parcel.key}{SUFFIX}", f"Holdwell (*{SUFFIX})", True
            )
            if not chosen:
                return
            path = Path(chosen) if chosen.lower().endswith(SUFFIX) else Path(f"{chosen}{SUFFIX}")
            write_shared(parcel, path, never=(self._folders.history, self._folders.settings, self._folders.lock))
        except ParcelRefusedError as refused:
            self.show_notice(str(refused.faults[0]))
        except FileRefusedError as refused:
            self.show_notice(str(refused))
        else:
            personal = personal_in(parcel, routine)
            also = f" Whoever gets it can read {'; '.join(personal)}." if personal else ""
            self.show_notice(f"{routine.name} is in {path}.{also}")


def dropped(event: QDropEvent) -> list[Path]:
    """Return the files in what is dropped that may hold a routine."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in FITTING]
