"""The pictures of exercises: asked for at once, made elsewhere, told when they are there.

A widget asks while it paints. What is not there yet is drawn on a worker, or read from the cache, and `arrived` tells
whoever asked to ask again. Nothing here waits, and numpy is not imported before the first figure is drawn.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from app.paths import is_file
from app.ui.image_coding import know_formats, read_png
from app.ui.picture_drawers import AFTER_ASKED, Drawers
from app.ui.picture_making import Making, kept_file
from app.ui.picture_wishes import SIZES, SMALL, FigureSource, LetterSpot, Wanted, Way, bucket, fitting
from app.ui.theme import Theme

if TYPE_CHECKING:  # the first paint needs no exercise, and nothing moves in it
    from app.core.exercise import Exercise
    from app.ui.figure_movement import Movement

DESKTOP_SIZE = QSize(300, 225)  # of the picture on a lock screen
KEPT_BYTES = 10_000_000  # of figures in memory; frames that move have a bound of their own
KEPT_OF_IMAGES = 24_000_000  # bytes of a person's own images in memory: those of one exercise come round and round
AFTER_FRAMES = -5  # priority, behind what moves, of what is drawn for later


class Pictures(QObject):
    """Gives pixmaps of exercises; `arrived` names the exercise whose picture is there now."""

    arrived = Signal(str)
    _made = Signal(object, QImage, bool, object)
    _printed = Signal(object, object)
    _made_ahead = Signal(object)

    def __init__(self, theme: Theme, cache: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cache = cache
        self._pixmaps: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._asked: set[Wanted] = set()
        self._missing: set[Wanted] = set()
        self._began = time.monotonic()
        self._ahead: set[Wanted] = set()
        self._drawers = Drawers(self._asked, self._ahead, self)
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._printed.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        # names of keyframes, where known, the start among them
        self.keys_of: Callable[[str], tuple[str, ...] | None] = lambda _exercise: None
        self.sentences_of: Callable[[str], dict[str, str]] = lambda _exercise: {}  # what each keyframe shows
        self.moves = True  # False: only keyframes are shown, and change at once
        self._movement: Movement | None = None
        self._made_ahead.connect(self._forget_ahead, Qt.ConnectionType.QueuedConnection)

    @property
    def dark(self) -> bool:
        """Return whether figures are drawn for dark paper."""
        return self._theme.dark

    @property
    def movement(self) -> Movement:
        """Return the frames of movement."""
        if self._movement is None:
            from app.ui.figure_movement import Movement  # noqa: PLC0415  # see above

            self._movement = Movement(self._drawers.aside, self._drawers.mover, self, kept=self._way_file)
            self._movement.arrived.connect(self._drawers.rest_soon)
            self._drawers.movement = self._movement
        return self._movement

    def set_source(self, make: Callable[[], FigureSource]) -> None:
        """Take what makes the drawer of figures; it is made when the first figure is asked for."""
        self._drawers.set_make(make)
        self._ahead.clear()
        self._missing.clear()
        self._pixmaps.clear()
        if self._movement is not None:
            self._movement.clear()

    def expect(self) -> None:
        """Have the drawer make itself ready: a figure is wanted soon; where none is, it rests again."""
        if self._drawers.drawer() is not None:
            self._drawers.rest_soon()

    def of(
        self,
        exercise: Exercise,
        position: str | None,
        size: QSize,
        frame: str | None = None,
        *,
        number: int | None = None,
        dark: bool | None = None,
        fits: bool = False,
    ) -> QPixmap | None:
        """Return the picture of an exercise in a position: a person's own image, or a figure; None: not (yet) there.

        `number` is which of its images (None: the first one for the position or the `frame`, a phase or an easier
        form); the rest is as `figure` says.
        """
        if exercise.images:
            number = exercise.images_for(position, frame)[0] if number is None else number
            image = exercise.images[min(number, len(exercise.images) - 1)]
            mirrored = exercise.is_mirrored(image, position)
            return self.image(exercise.key, exercise.folder, image.file, size, mirrored=mirrored)
        if not exercise.figure:
            return None
        sides, posed = exercise.posed(position)
        return self.figure(exercise.pictured_as, sides, posed, size, frame, dark=dark, fits=fits)

    def image(self, exercise: str, folder: str, file: str, size: QSize, *, mirrored: bool = False) -> QPixmap | None:
        """Return the image of that name in a folder, which is an exercise's; None: not (yet) there.

        `size` is in physical pixels and bounds the picture, whose proportions stay.
        """
        path = str(Path(folder) / file)
        return self._get(Wanted(exercise, (), None, None, bucket(size), False, path, mirrored))

    def forget_images(self) -> None:
        """Read a person's own images anew when they are next asked for: their files may be others by now."""
        known = [wanted for wanted in (*self._pixmaps, *self._missing) if wanted.file]
        for wanted in known:
            self._pixmaps.pop(wanted, None)
            self._missing.discard(wanted)
        for exercise in dict.fromkeys(wanted.exercise for wanted in known):
            self.arrived.emit(exercise)

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
        """Return the drawn figure of that name in a position, on a clear ground; None: not (yet) there.

        The picture has the proportions 4 to 3 and at least `size` physical pixels; the caller fits it in. One that
        `fits` is no larger than `size` instead, comes rough at first where it is large, and then smooth. `dark` None:
        for the theme's paper.
        """
        paper = self._theme.dark if dark is None else dark
        drawn = fitting(size) if fits else bucket(size)
        return self._get(Wanted(exercise, sides, position, frame, drawn, paper))

    def nearest(
        self, exercise: str, sides: tuple[str, ...], position: str | None, frame: str | None, *, dark: bool
    ) -> QPixmap | None:
        """Return a figure of the same pose and side that is there, of any size and keyframe; None: there is none.

        One that is in no page may still lie small in the cache folder.
        """
        from app.ui.nearest_picture import nearest_figure, small_ones  # noqa: PLC0415  # not for the first paint

        wanted = Wanted(exercise, sides, position, frame, SIZES[0], dark)
        names = self.keys_of(exercise) or ()
        best = nearest_figure(self._pixmaps, wanted, names)
        if best is not None:
            return self._pixmaps[best]
        for small in small_ones(wanted, names) if self._drawers.drawer() is not None else ():
            # Read while one waits: it takes 3 ms, and stands until the worker has the large one.
            image = read_png(self._cache_file(small))
            if not image.isNull():
                self._pixmaps[small] = QPixmap.fromImage(image)
                return self._pixmaps[small]
        return None

    def nearest_image(self, exercise: Exercise, position: str | None, number: int) -> QPixmap | None:
        """Return one of a person's own images that is there, of the same side and rather this one; None: there is none.

        Until the one whose turn it is has been read, the one before it stands.
        """
        from app.ui.nearest_picture import nearest_image  # noqa: PLC0415  # not for the first paint

        best = nearest_image(self._pixmaps, exercise, position, number)
        return None if best is None else self._pixmaps[best]

    def draw_ahead(self, row: Sequence[tuple[Exercise, str | None, str | None]], size: QSize, *, dark: bool) -> None:
        """Have figures (exercise, position, keyframe) drawn into the cache folder, after all that is wanted sooner.

        `size` is as `figure` says of one that fits.
        """
        wanting = self._cache is not None and self._drawers.drawer() is not None
        source = self._drawers.mover() if wanting else None
        if source is None:
            return
        for exercise, position, frame in row:
            if exercise.images or not exercise.figure or not self.has_figure(exercise.pictured_as):
                continue
            sides, posed = exercise.posed(position)
            wanted = Wanted(exercise.pictured_as, sides, posed, frame, fitting(size), dark)
            kept = self._cache_file(wanted)
            if wanted not in self._ahead and wanted not in self._pixmaps and kept is not None and not is_file(kept):
                self._ahead.add(wanted)
                self._drawers.aside.start(Making(wanted, source, kept, self._tell_ahead), AFTER_FRAMES)

    def _tell_ahead(self, wanted: Wanted, image: QImage, rough: bool) -> None:
        self._made_ahead.emit(wanted)

    @Slot(object)
    def _forget_ahead(self, wanted: Wanted) -> None:
        self._ahead.discard(wanted)
        self._drawers.rest_soon()

    def file_of(self, exercise: Exercise, position: str | None) -> Path | None:
        """Return a file with an exercise's picture for the desktop's own displays; None: not (yet) there.

        A figure is on light paper. An image that would have to be turned over has none: no picture is better than
        that of the other side.
        """
        if exercise.images:
            image = exercise.images[exercise.images_for(position)[0]]
            path = Path(exercise.folder) / image.file
            return None if exercise.is_mirrored(image, position) or not is_file(path) else path
        if not exercise.figure:
            return None
        sides, posed = exercise.posed(position)
        wanted = Wanted(exercise.pictured_as, sides, posed, None, bucket(DESKTOP_SIZE), dark=False)
        file = None if self._get(wanted) is None else self._cache_file(wanted)
        return file if file is not None and is_file(file) else None

    def letter(self, exercise: str, position: str | None, frame: str | None = None) -> LetterSpot | None:
        """Return where the working limb's ring stands on a figure that is there; None where it has none."""
        source = self._drawers.source
        return None if source is None else source.letter(exercise, position, frame)

    def is_coming(self, exercise: str) -> bool:
        """Return whether a picture of an exercise is being made just now."""
        return any(wanted.exercise == exercise for wanted in self._asked)

    def has_figure(self, exercise: str) -> bool:
        """Return whether an exercise has a figure that can be drawn."""
        source = self._drawers.drawer()
        return source is not None and source.stamp(exercise) is not None

    def awaited(self, exercise: str, drawn: bool) -> bool:
        """Return whether a picture that is not there may still come; `drawn`: the exercise names one."""
        return drawn and (not self._drawers.known or not any(w.exercise == exercise for w in self._missing))

    def for_paper(self, wanted: Sequence[Wanted], then: Callable[[dict[Wanted, QImage]], object]) -> None:
        """Make pictures that are not to be shown, and call `then` with those that could be made."""
        source, found = self._drawers.drawer(), dict[Wanted, QImage]()
        know_formats()

        def make() -> None:
            try:
                for one in wanted:
                    kept = self._cache_file(one)
                    Making(one, source, kept, lambda made, image, _rough: found.update({made: image})).run()
            finally:
                # Also after a failure, so that nobody waits for ever.
                self._printed.emit(then, {made: image for made, image in found.items() if not image.isNull()})

        self._drawers.pool.start(make, int(time.monotonic() - self._began))

    @Slot(object, object)
    def _hand_over(self, then: Callable[[object], object], found: object) -> None:
        then(found)
        self._drawers.rest_soon()

    def finish(self) -> None:
        """Wait until all that was asked for is drawn: for a page that is photographed or printed."""
        self._drawers.pool.waitForDone()

    def close(self) -> None:
        """Draw nothing more, and wait for what is being drawn."""
        if self._movement is not None:
            self._movement.clear()
        self._drawers.close()

    def _get(self, wanted: Wanted) -> QPixmap | None:
        found = self._pixmaps.get(wanted)
        if found is not None:
            self._pixmaps.move_to_end(wanted)
            return found
        if wanted not in self._asked and wanted not in self._missing:
            if wanted.file or self.has_figure(wanted.exercise):
                self._asked.add(wanted)
                # What a page asks for now goes before what an earlier one asked for.
                quick = not wanted.file and wanted.size[0] > SMALL
                self._start(wanted, int(time.monotonic() - self._began), quick=quick)
            else:
                self._missing.add(wanted)
        return None

    def _start(self, wanted: Wanted, urgency: int, *, quick: bool) -> None:
        kept = self._cache_file(wanted)
        source = self._drawers.source

        def tell(made: Wanted, image: QImage, rough: bool) -> None:
            self._made.emit(made, image, rough, source)

        self._drawers.pool.start(Making(wanted, source, kept, tell, quick=quick), urgency)

    def _cache_file(self, wanted: Wanted) -> Path | None:
        return kept_file(self._cache, self._drawers.source, wanted)

    def _way_file(self, way: Way) -> Path | None:
        from app.ui.figure_drawing import way_file  # noqa: PLC0415 - what moves comes long after the first paint

        source = self._drawers.drawer()
        stamp = None if source is None else source.stamp(way.exercise)
        return None if self._cache is None or stamp is None else way_file(self._cache, stamp, way)

    @Slot(object, QImage, bool, object)
    def _take(self, wanted: Wanted, image: QImage, rough: bool, source: FigureSource | None) -> None:
        self._asked.discard(wanted)
        if (
            source is not self._drawers.source and not wanted.file
        ):  # another person is drawn by now: it is asked for again
            self.arrived.emit(wanted.exercise)
            return
        if image.isNull():
            self._missing.add(wanted)
        else:
            self._pixmaps[wanted] = QPixmap.fromImage(image)
            self._make_room(own=bool(wanted.file))
        if rough and not image.isNull():
            self._asked.add(wanted)
            self._start(wanted, AFTER_ASKED, quick=False)
        if self._movement is not None and not self._asked:
            self._movement.go_on()
        self._drawers.rest_soon()
        self.arrived.emit(wanted.exercise)

    def _make_room(self, *, own: bool) -> None:
        """Let go of the pictures that were not asked for longest: figures, or a person's own images."""
        held = {w: p.width() * p.height() * 4 for w, p in self._pixmaps.items() if bool(w.file) is own}
        most, together = KEPT_OF_IMAGES if own else KEPT_BYTES, sum(held.values())
        for wanted in list(held)[:-1]:
            if together <= most:
                return
            del self._pixmaps[wanted]
            together -= held[wanted]
