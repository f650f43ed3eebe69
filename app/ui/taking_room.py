"""A file from elsewhere while its page is open: looked at on another thread, set out with its pictures, then taken."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.core.exercise import Exercise
from app.core.routine import Routine
from app.paths import Folders, bundled
from app.storage.importing import read_import
from app.storage.library import Library
from app.storage.parcel import Parcel, ParcelRefusedError
from app.storage.put_together import set_out
from app.storage.taking import Offer, checked, offer_of, shelf_of, take_now
from app.storage.workrave_file import languages_of
from app.ui.aside import Aside
from app.ui.pages.taking_page import TakingPage

if TYPE_CHECKING:
    from app.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a file: an offer with its routine and exercises set out, or why there is none."""

    offer: Offer | None = None
    routine: Routine | None = None
    exercises: tuple[Exercise, ...] = ()
    refused: tuple[str, ...] = ()


class TakingRoom(QObject):
    """`taken` carries the routine's file once it is the person's own; `left` tells that the page may go."""

    taken = Signal(str)
    left = Signal()
    noticed = Signal(str)

    def __init__(self, desk: Desk, file: Path) -> None:
        super().__init__(desk)
        self._desk, self._file = desk, file
        self._offer: Offer | None = None
        self._busy = self._gone = False
        self._set_out = ExitStack()
        self._aside = Aside(self)
        self.page = TakingPage(desk.theme, desk.pictures, file.name)
        self._connect()
        self._aside.run(self._look, self._show)

    def _connect(self) -> None:
        self.page.take_requested.connect(self._take)
        self.page.replace_requested.connect(self._replace)
        self.page.leave_requested.connect(self.left)
        self.page.open_requested.connect(self._open)
        self._aside.refused.connect(self._refuse)

    def close(self) -> None:
        """Let the page go, and what was set out for it."""
        self._gone = True
        self._aside.close()
        self._set_out.close()
        self.deleteLater()

    # Looking; on another thread

    def _look(self) -> Looked:
        folders = self._desk.folders
        library = Library(bundled(), folders.data)
        try:
            parcel = read_import(self._file, self._file.name, library, languages_of(os.environ))
        except ParcelRefusedError as refused:
            return Looked(refused=tuple(map(str, refused.faults)))
        offer = offer_of(parcel, folders, library)
        if not offer.good:
            return Looked(refused=tuple(str(fault) for fault in offer.faults))
        folder = self._set_out.enter_context(set_out(folders.data, parcel.files))
        routine, _ = checked(parcel, folder, folders)
        steps = routine.every_step() if routine is not None else ()
        place = {key: number for number, key in enumerate(dict.fromkeys(step.exercise.key for step in steps))}
        exercises = exercises_in(parcel, folder, folders)
        return Looked(offer, routine, tuple(sorted(exercises, key=lambda one: place.get(one.key, len(place)))))

    @Slot(object)
    def _show(self, looked: object) -> None:
        if self._gone or not isinstance(looked, Looked):
            return
        if looked.offer is None or looked.routine is None:
            self.page.show_refused(looked.refused)
        else:
            self._offer = looked.offer
            self.page.show_offer(looked.offer, looked.routine, looked.exercises)

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self._busy = False
        if self._gone:
            return
        if self._offer is None:
            self.page.show_refused([sentence])
        else:
            self.noticed.emit(sentence)

    # Taking

    @Slot(str)
    def _take(self, name: str) -> None:
        self._go(name, in_place=False)

    @Slot()
    def _replace(self) -> None:
        self._go("", in_place=True)

    def _go(self, name: str, *, in_place: bool) -> None:
        offer = self._offer
        if offer is not None and not self._busy:
            self._busy = True
            self._aside.run(partial(self._taken, offer, name, in_place), self._tell)

    def _taken(self, offer: Offer, name: str, in_place: bool) -> Offer:
        """Take it under the names that are free by now, and return what was taken."""
        chosen = name.strip() if name.strip() != offer.name else ""
        return take_now(offer, self._desk.folders, name=chosen or None, in_place=in_place)

    def _tell(self, offer: object) -> None:
        if isinstance(offer, Offer) and not self._gone:
            self._offer = offer
            self._open()

    @Slot()
    def _open(self) -> None:
        if self._offer is not None:
            self.taken.emit(self._offer.key)


def exercises_in(parcel: Parcel, folder: Path, folders: Folders) -> tuple[Exercise, ...]:
    """Return the exercises that a parcel brings, as they are set out in a folder."""
    shelf = shelf_of(folder, folders)
    return tuple(found for key in parcel.exercises if (found := shelf.find(key)) is not None)
