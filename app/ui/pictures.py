"""The pictures of exercises: asked for at once, made elsewhere, told when they are there.

A widget asks while it paints. What is not there yet is drawn on a worker, or read from the cache, and `arrived` tells
whoever asked to ask again. Nothing here waits, and numpy is not imported before the first figure is drawn.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap, QTransform

from app.ui.theme import Theme

if TYPE_CHECKING:  # the first paint needs no exercise
    from app.core.exercise import Exercise, Image

SIZES = ((320, 240), (640, 480), (1280, 960), (2560, 1920))  # what is drawn; everything else is scaled from these
DESKTOP_SIZE = QSize(300, 225)  # of the picture on a lock screen
KEPT_BYTES = 24_000_000  # of pixmaps in memory
RESTS_AFTER = 8000  # milliseconds without a picture to draw
KEPT_FILES = 400  # of small pictures in the cache folder


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture: whose, of which position and keyframe, how large in physical pixels, on which paper."""

    exercise: str
    sides: tuple[str, ...]
    position: str | None
    frame: str | None
    size: tuple[int, int]
    dark: bool
    file: str = ""  # a person's own image
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class LetterSpot:
    """Where the working limb's ring stands, in shares of the picture's width and height, and its letter."""

    x: float
    y: float
    letter: str


class FigureSource(Protocol):
    """Draws figures; called on a worker thread only, except for `stamp` and `letter`."""

    def stamp(self, exercise: str) -> str | None:
        """Return what changes when the figure's file changes; None where the exercise has no figure."""

    def rest(self) -> None:
        """Let go of what only speeds up the next picture: none is wanted just now. Called on the worker."""

    def letter(self, exercise: str, position: str | None, frame: str | None) -> LetterSpot | None:
        """Return where the ring of a picture drawn before stands; None where it has none."""

    def draw(self, wanted: Wanted) -> QImage | None:
        """Return the figure on a clear ground, `wanted.size` physical pixels, or None where it cannot be drawn."""


class Pictures(QObject):
    """Gives pixmaps of exercises; `arrived` names the exercise whose picture is there now."""

    arrived = Signal(str)
    _made = Signal(object, QImage)

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

    def set_source(self, make: Callable[[], FigureSource]) -> None:
        """Take what makes the drawer of figures; it is made when the first figure is asked for."""
        self._make_source, self._source = make, None
        self._missing.clear()
        self._pixmaps.clear()

    def set_image_folder(self, exercise: str, folder: Path) -> None:
        """Say in which folder a person's own images of an exercise lie."""
        self._image_folders[exercise] = folder

    def own_image(self, exercise: Exercise, image: Image, position: str | None, size: QSize) -> QPixmap | None:
        """Return a person's own image, turned for the second position unless it says never; None: not (yet) there.

        `size` is in physical pixels and bounds the picture, whose proportions stay.
        """
        # A second position is the mirror of the first; with three or more each needs a picture of its own.
        second = len(exercise.sides) == 2 and position == exercise.sides[1]
        return self.image(exercise.key, image.file, size, mirrored=second and image.mirror == "by side")

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
    ) -> QPixmap | None:
        """Return the drawn figure of an exercise in a position, on a clear ground; None: not (yet) there.

        The picture has the proportions 4 to 3 and at least `size` physical pixels; the caller fits it in. `dark` None:
        for the theme's paper.
        """
        paper = self._theme.dark if dark is None else dark
        return self._get(Wanted(exercise, sides, position, frame, bucket(size), paper))

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
        self._pool.clear()
        self._pool.waitForDone(2000)

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
                self._pool.start(Making(wanted, self._source, self._cache_file(wanted), self._made.emit), urgency)
            else:
                self._missing.add(wanted)
        return None

    def _cache_file(self, wanted: Wanted) -> Path | None:
        # Only small figures are kept: the large ones of the player are few and soon drawn.
        if self._cache is None or wanted.file or wanted.size[0] > 640 or self._source is None:
            return None
        import hashlib  # noqa: PLC0415  # not for the first paint

        key = f"{self._source.stamp(wanted.exercise)}|{wanted}"
        return self._cache / "pictures" / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.png"

    @Slot(object, QImage)
    def _take(self, wanted: Wanted, image: QImage) -> None:
        self._asked.discard(wanted)
        if image.isNull():
            self._missing.add(wanted)
        else:
            self._pixmaps[wanted] = QPixmap.fromImage(image)
            held = sum(p.width() * p.height() * 4 for p in self._pixmaps.values())
            while held > KEPT_BYTES and len(self._pixmaps) > 1:
                _, old = self._pixmaps.popitem(last=False)
                held -= old.width() * old.height() * 4
        if not self._asked:
            self._rest.start()
        self.arrived.emit(wanted.exercise)

    @Slot()
    def _let_source_rest(self) -> None:
        if self._source is not None and not self._asked:
            self._pool.start(self._source.rest)


class Making(QRunnable):
    """Draws or reads one picture on the worker."""

    def __init__(
        self, wanted: Wanted, source: FigureSource | None, kept: Path | None, tell: Callable[[Wanted, QImage], object]
    ) -> None:
        super().__init__()
        self._wanted, self._source, self._kept, self._tell = wanted, source, kept, tell

    def run(self) -> None:
        """Make the picture and tell; a null image says that there is none."""
        wanted, image = self._wanted, QImage()
        try:
            if wanted.file:
                image = read_image(Path(wanted.file), QSize(*wanted.size), wanted.mirrored)
            elif self._kept is not None and self._kept.is_file() and not (read := QImage(str(self._kept))).isNull():
                image = read
            elif self._source is not None:
                drawn = self._source.draw(wanted)
                image = drawn or image
                self._keep(image)
        finally:
            # Also after a failure, so that nobody waits for the picture for ever.
            self._tell(wanted, image)

    def _keep(self, image: QImage) -> None:
        if self._kept is None or image.isNull():
            return
        try:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            others = sorted(self._kept.parent.glob("*.png"), key=lambda p: p.stat().st_mtime)
            for old in others[: max(0, len(others) - KEPT_FILES + 1)]:
                old.unlink(missing_ok=True)
        except OSError:
            return  # a cache that cannot be written is no loss: the picture is drawn again next time
        image.save(str(self._kept), "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes the text


def bucket(size: QSize) -> tuple[int, int]:
    """Return the smallest size that is drawn and holds `size`; the largest where none does."""
    return next((s for s in SIZES if s[0] >= size.width() and s[1] >= size.height()), SIZES[-1])


def read_image(file: Path, bounds: QSize, mirrored: bool) -> QImage:
    """Return an image file's picture, no larger than the bounds; a null image where it cannot be read."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    full = reader.size()
    drawn = reader.format().data() in {b"svg", b"svgz"}  # has no size of its own to respect
    if full.isValid() and (drawn or full.width() > bounds.width() or full.height() > bounds.height()):
        reader.setScaledSize(full.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return image.transformed(QTransform.fromScale(-1, 1)) if mirrored and not image.isNull() else image


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
