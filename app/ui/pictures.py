"""The pictures of exercises: asked for at once, made elsewhere, told when they are there.

A widget asks while it paints. What is not there yet is drawn on a worker, or read from the cache, and `arrived` tells
whoever asked to ask again. Nothing here waits, and numpy is not imported before the first figure is drawn.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from app.ui.picture_making import SMALL, FigureSource, LetterSpot, Making, Wanted, bucket, fitting
from app.ui.theme import Theme

if TYPE_CHECKING:  # the first paint needs no exercise, and nothing moves in it
    from app.core.exercise import Exercise, Image
    from app.ui.figure_movement import Movement

DESKTOP_SIZE = QSize(300, 225)  # of the picture on a lock screen
KEPT_BYTES = 10_000_000  # of pixmaps in memory; frames that move have a bound of their own
AFTER_ASKED = -1  # priority on the worker of making a rough picture smooth
RESTS_AFTER = 8000  # milliseconds without a picture to draw


class Pictures(QObject):
    """Gives pixmaps of exercises; `arrived` names the exercise whose picture is there now."""

    arrived = Signal(str)
    _made = Signal(object, QImage, bool, object)

    def __init__(self, theme: Theme, cache: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cache = cache
        self._source: FigureSource | None = None
        self._make_source: Callable[[], FigureSource] | None = None
        self._image_folders: dict[str, Path] = {}
        self._pixmaps: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._asked: set[Wanted] = set()
        self._missing: set[Wanted] = set()
        # One worker: figures are drawn one after the other and leave the second core to the window.
        self._began = time.monotonic()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTS_AFTER)
        self._rest.timeout.connect(self._let_source_rest)
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.keys_of: Callable[[str], frozenset[str] | None] = lambda _exercise: None  # names of keyframes, where known
        self.moves = True  # False: only keyframes are shown, and change at once
        self._movement: Movement | None = None

    @property
    def movement(self) -> Movement:
        """Return the frames of movement."""
        if self._movement is None:
            from app.ui.figure_movement import Movement  # noqa: PLC0415  # see above

            self._movement = Movement(self._pool, self._drawer, self)
            self._movement.arrived.connect(self._rest_soon)
        return self._movement

    @property
    def _moving(self) -> bool:
        """Return whether frames of movement are being made."""
        return self._movement is not None and self._movement.busy

    def set_source(self, make: Callable[[], FigureSource]) -> None:
        """Take what makes the drawer of figures; it is made when the first figure is asked for."""
        former, self._make_source, self._source = self._source, make, None
        if former is not None:
            self._pool.start(former.rest)
        self._missing.clear()
        self._pixmaps.clear()
        if self._movement is not None:
            self._movement.clear()

    def set_image_folder(self, exercise: str, folder: Path) -> None:
        """Say in which folder a person's own images of an exercise lie."""
        self._image_folders[exercise] = folder

    def own_image(self, exercise: Exercise, image: Image, position: str | None, size: QSize) -> QPixmap | None:
        """Return a person's own image, turned for the second position unless it says never; None: not (yet) there.

        `size` is in physical pixels and bounds the picture, whose proportions stay.
        """
        # A second position is the mirror of the first; with three or more each needs a picture of its own.
        second = len(exercise.sides) == 2 and position == exercise.sides[1]
        mirrored = image.mirror == "always" or (second and image.mirror == "by side")
        return self.image(exercise.key, image.file, size, mirrored=mirrored)

    def image(self, exercise: str, file: str, size: QSize, *, mirrored: bool = False) -> QPixmap | None:
        """Return the image of that name beside an exercise's file; None: not (yet) there."""
        folder = self._image_folders.get(exercise)
        if folder is None:
            return None
        return self._get(Wanted(exercise, (), None, None, bucket(size), False, str(folder / file), mirrored))

    def figure(
        self,
        exercise: str,
        sides: tuple[str, ...],
        position: str | None,
        size: QSize,
        frame: str | None = None,
        *,
        dark: bool | None = None,
        fits: bool = False,
    ) -> QPixmap | None:
        """Return the drawn figure of an exercise in a position, on a clear ground; None: not (yet) there.

        The picture has the proportions 4 to 3 and at least `size` physical pixels; the caller fits it in. One that
        `fits` is no larger than `size` instead, comes rough at first where it is large, and then smooth. `dark` None:
        for the theme's paper.
        """
        paper = self._theme.dark if dark is None else dark
        drawn = fitting(size) if fits else bucket(size)
        return self._get(Wanted(exercise, sides, position, frame, drawn, paper))

    def figure_file(self, exercise: str, sides: tuple[str, ...], position: str | None) -> Path | None:
        """Return a file of a drawn figure for the desktop's own displays, on light paper; None: not (yet) there."""
        wanted = Wanted(exercise, sides, position, None, bucket(DESKTOP_SIZE), dark=False)
        file = None if self._get(wanted) is None else self._cache_file(wanted)
        return file if file is not None and file.is_file() else None

    def letter(self, exercise: str, position: str | None, frame: str | None = None) -> LetterSpot | None:
        """Return where the working limb's ring stands on a figure that is there; None where it has none."""
        return None if self._source is None else self._source.letter(exercise, position, frame)

    def is_coming(self, exercise: str) -> bool:
        """Return whether a picture of an exercise is being made just now."""
        return any(wanted.exercise == exercise for wanted in self._asked)

    def has_figure(self, exercise: str) -> bool:
        """Return whether an exercise has a figure that can be drawn."""
        source = self._drawer()
        return source is not None and source.stamp(exercise) is not None

    def awaited(self, exercise: str, drawn: bool) -> bool:
        """Return whether a picture that is not there may still come; `drawn`: the exercise names one."""
        return drawn and (self._make_source is None or not any(w.exercise == exercise for w in self._missing))

    def finish(self) -> None:
        """Wait until all that was asked for is drawn: for a page that is photographed or printed."""
        self._pool.waitForDone()

    def close(self) -> None:
        """Draw nothing more, and wait for what is being drawn."""
        if self._movement is not None:
            self._movement.clear()
        self._pool.clear()
        if self._source is not None:
            self._source.close()
        self._pool.waitForDone(2000)
        if self._source is not None:
            self._source.rest()

    def _drawer(self) -> FigureSource | None:
        if self._source is None and self._make_source is not None:
            self._source = self._make_source()
        return self._source

    def _get(self, wanted: Wanted) -> QPixmap | None:
        found = self._pixmaps.get(wanted)
        if found is not None:
            self._pixmaps.move_to_end(wanted)
            return found
        if wanted not in self._asked and wanted not in self._missing:
            if wanted.file or self.has_figure(wanted.exercise):
                self._asked.add(wanted)
                # What a page asks for now goes before what an earlier one asked for.
                urgency = int(time.monotonic() - self._began)
                quick = not wanted.file and wanted.size[0] > SMALL
                self._start(wanted, urgency, quick=quick)
            else:
                self._missing.add(wanted)
        return None

    def _start(self, wanted: Wanted, urgency: int, *, quick: bool) -> None:
        kept = self._cache_file(wanted)
        source = self._source

        def tell(made: Wanted, image: QImage, rough: bool) -> None:
            self._made.emit(made, image, rough, source)

        self._pool.start(Making(wanted, source, kept, tell, quick=quick), urgency)

    def _cache_file(self, wanted: Wanted) -> Path | None:
        if self._cache is None or wanted.file or self._source is None:
            return None
        import hashlib  # noqa: PLC0415  # not for the first paint

        key = f"{self._source.stamp(wanted.exercise)}|{wanted}"
        return self._cache / "pictures" / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.png"

    @Slot(object, QImage, bool, object)
    def _take(self, wanted: Wanted, image: QImage, rough: bool, source: FigureSource | None) -> None:
        self._asked.discard(wanted)
        if source is not self._source and not wanted.file:  # another person is drawn by now: it is asked for again
            self.arrived.emit(wanted.exercise)
            return
        if image.isNull():
            self._missing.add(wanted)
        else:
            self._pixmaps[wanted] = QPixmap.fromImage(image)
            held = sum(p.width() * p.height() * 4 for p in self._pixmaps.values())
            while held > KEPT_BYTES and len(self._pixmaps) > 1:
                _, old = self._pixmaps.popitem(last=False)
                held -= old.width() * old.height() * 4
        if rough and not image.isNull():
            self._start(wanted, AFTER_ASKED, quick=False)
        self._rest_soon()
        self.arrived.emit(wanted.exercise)

    @Slot()
    def _rest_soon(self) -> None:
        if not self._asked and not self._moving:
            self._rest.start()

    @Slot()
    def _let_source_rest(self) -> None:
        if self._source is not None and not self._asked and not self._moving:
            self._pool.start(self._source.rest)


def spoken(exercise: Exercise, position: str | None, image: Image | None = None) -> str:
    """Return what a picture shows, in words."""
    from app.core.exercise import side_of  # noqa: PLC0415  # not for the first paint

    said = image.alt if image is not None else ""
    return (
        said
        or exercise.describe
        or ", ".join(filter(None, (exercise.name, position)))
        + (f" ({side_of(position)} side)" if side_of(position) and position not in ("right", "left") else "")
    )
