"""Routines on paper, from the window: where to is asked first, then the pictures are made, then it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog

from app.storage.chosen_file import FileRefusedError
from app.ui.history_files import AskPath, ask_path
from app.ui.picture_wishes import Wanted
from app.ui.pictures import Pictures
from app.ui.printed_routine import page_layout, pictures_wanted, print_sheet, write_sheet
from app.ui.sheet_words import Sheet, SheetWish, sheet_of

Found = dict[Wanted, QImage]


def usual_paper() -> QPageSize.PageSizeId:
    """Return the paper that is usual where the person lives."""
    imperial = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4


def ask_printer(name: str) -> QPrinter | None:
    """Return the printer that the person chose for a document of that name; None where none was."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageLayout(page_layout(usual_paper()))
    dialog = QPrintDialog(printer, QApplication.activeWindow())
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if chosen else None


class Sheets(QObject):
    """`noticed` carries a sentence: where the sheet is, or why there is none."""

    noticed = Signal(str)

    def __init__(self, pictures: Pictures, never: tuple[Path, ...], parent: QObject | None = None) -> None:
        """Take what makes pictures, and the files that no sheet may overwrite."""
        super().__init__(parent)
        self._pictures, self._never = pictures, never
        self.ask_path: AskPath = ask_path
        self.ask_printer: Callable[[str], QPrinter | None] = ask_printer

    @Slot(str, object)
    def handle(self, wish: str, what: SheetWish) -> None:
        """Ask where to, and write a routine's sheet there: `save` as a PDF, `print` on a printer."""
        routine = what.routine
        sheet = sheet_of(routine, what.level, dict(what.choices), what.dropped, self._pictures.keys_of)
        if wish == "save":
            chosen = self.ask_path("The routine on paper", f"{routine.key or 'routine'}.pdf", "PDF (*.pdf)", True)
            path = Path(chosen) if not chosen or Path(chosen).suffix else Path(f"{chosen}.pdf")
            target: Path | QPrinter | None = path if chosen else None
        else:
            target = self.ask_printer(routine.name)
        if target is not None:
            wanted = list(dict.fromkeys(pictures_wanted(sheet).values()))
            # Pictures that were never drawn take some seconds; everything else goes on.
            QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
            self._pictures.for_paper(wanted, partial(self._put, target, sheet))

    def _put(self, target: Path | QPrinter, sheet: Sheet, images: Found) -> None:
        QApplication.restoreOverrideCursor()
        if isinstance(target, QPrinter):
            pages = print_sheet(target, sheet, images)
            file = target.outputFileName()
            where = f"in {file}" if file else f"on its way to {target.printerName()}"
            self._tell(pages, where if pages else "not printed: the printer refused it")
            return
        try:
            pages = write_sheet(target, sheet, images, usual_paper(), never=self._never)
        except FileRefusedError as refused:
            self.noticed.emit(str(refused))
        else:
            self._tell(pages, f"in {target}")

    def _tell(self, pages: int, where: str) -> None:
        many = f", {pages} pages" if pages > 1 else ""
        self.noticed.emit(f"The sheet is {where}{many}.")
