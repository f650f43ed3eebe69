"""Pictures made on the worker: read from the cache folder, or drawn and kept there."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRunnable, QSize
from PySide6.QtGui import QImage

from app.ui.image_coding import know_formats, read_png

SIZES = ((320, 240), (640, 480), (1280, 960), (2560, 1920))  # what is drawn; everything else is scaled from these
CELL = (32, 24)  # pixels: a picture drawn to fit has a whole number of these
KEPT_FILES = 1200  # in the cache folder
KEPT_ON_DISK = 45_000_000  # bytes; as many again for the frames of movement beside them
SMALL = 640  # pixels of width up to which a picture is drawn smooth at once


class Wanted(NamedTuple):
    """One picture: whose, of which position and keyframe, how large in physical pixels, on which paper."""

    exercise: str
    sides: tuple[str, ...]
    position: str | None
    frame: str | None
    size: tuple[int, int]
    dark: bool
    file: str = ""  # a person's own image
    mirrored: bool = False


class LetterSpot(NamedTuple):
    """Where the working limb's ring stands, in shares of the picture's width and height, and its letter."""

    x: float
    y: float
    letter: str


class Way(NamedTuple):
    """The way between two keyframes, never mirrored: in `steps` + 1 frames of a size in physical pixels.

    None: the figure's first keyframe. On one that `turns` the viewer comes round with the figure to its other side.
    """

    exercise: str
    start: str | None
    end: str | None
    size: tuple[int, int]
    dark: bool
    steps: int
    turns: bool = False


class Piece(NamedTuple):
    """A part of a frame, and where its corner is in the whole."""

    image: QImage
    x: int = 0
    y: int = 0


class Frame(NamedTuple):
    """One picture of a way: what differs from the way's first frame, in pieces; the first one is one whole piece.

    `far` is by how many pixels anything moves on the whole way; the first frame says it.
    """

    pieces: tuple[Piece, ...]
    far: float = 0.0

    @property
    def bytes(self) -> int:
        """Return how much memory it takes."""
        return sum(piece.image.sizeInBytes() for piece in self.pieces)


class FigureSource(Protocol):
    """Draws figures; called on a worker thread only, except for `stamp` and `letter`."""

    def stamp(self, exercise: str) -> str | None:
        """Return what changes when the figure's file changes; None where the exercise has no figure."""

    def rest(self) -> None:
        """Let go of what only speeds up the next picture: none is wanted just now. Called on the worker."""

    def letter(self, exercise: str, position: str | None, frame: str | None) -> LetterSpot | None:
        """Return where the ring of a picture drawn before stands; None where it has none."""

    def close(self) -> None:
        """Draw nothing more, also what is being drawn. From any thread."""

    def know_letter(self, wanted: Wanted, spot: LetterSpot | None) -> None:
        """Take where the ring stands on a picture that was read from the cache."""

    def draw(self, wanted: Wanted, quick: bool = False) -> QImage | None:
        """Return the figure on a clear ground, `wanted.size` physical pixels, or None where it cannot be drawn.

        A `quick` one may be smaller and its edges rough.
        """

    def frame(self, way: Way, number: int) -> Frame | None:
        """Return one frame of a way, the first (0) whole; None where there is none."""


Tell = Callable[[Wanted, QImage, bool], object]


class Making(QRunnable):
    """Draws or reads one picture on the worker.

    `tell` gets the picture, null where there is none, and whether a better one is still to be drawn.
    """

    def __init__(
        self, wanted: Wanted, source: FigureSource | None, kept: Path | None, tell: Tell, *, quick: bool = False
    ) -> None:
        super().__init__()
        if wanted.file:
            know_formats()
        self._wanted, self._source, self._kept, self._tell, self._quick = wanted, source, kept, tell, quick

    def run(self) -> None:
        """Make the picture and tell."""
        wanted, image, rough = self._wanted, QImage(), False
        try:
            if wanted.file:
                from app.ui.image_reading import read_image  # noqa: PLC0415 - on the worker, and few have images

                image = read_image(Path(wanted.file), QSize(*wanted.size), wanted.mirrored)
            elif self._source is not None:
                image = self._read()
                if image.isNull():
                    rough = self._quick
                    image = self._source.draw(wanted, quick=rough) or image
                    if not rough:
                        self._keep(image)
        finally:
            # Also after a failure, so that nobody waits for the picture for ever.
            self._tell(wanted, image, rough)

    def _read(self) -> QImage:
        if self._kept is None or self._source is None or not self._kept.is_file():
            return QImage()
        image = read_png(self._kept)
        if not image.isNull():
            from app.storage.cache_folder import note_use  # noqa: PLC0415 - on the worker

            note_use(self._kept)
            image.convertTo(QImage.Format.Format_ARGB32_Premultiplied)
            self._source.know_letter(self._wanted, _spot(image.text("letter")))
        return image

    def _keep(self, image: QImage) -> None:
        if self._kept is None or self._source is None or image.isNull():
            return
        from app.storage.cache_folder import make_room  # noqa: PLC0415 - on the worker

        try:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            make_room(self._kept.parent, "*.png", KEPT_FILES, KEPT_ON_DISK)
        except OSError:
            return  # a cache that cannot be written is no loss: the picture is drawn again next time
        wanted = self._wanted
        spot = self._source.letter(wanted.exercise, wanted.position, wanted.frame)
        image.setText("letter", "" if spot is None else f"{spot.x:.5f} {spot.y:.5f} {spot.letter}")
        # Under another name first: a killed program, or who reads it meanwhile, finds the whole picture or none.
        new = self._kept.with_suffix(".new")
        if image.save(str(new), "PNG", 70):  # type: ignore[call-overload]  # the stubs want bytes, Qt takes the text
            with contextlib.suppress(OSError):  # as above
                new.replace(self._kept)


def kept_file(cache: Path | None, source: FigureSource | None, wanted: Wanted) -> Path | None:
    """Return where a figure's picture is kept in the cache folder; None where it is not kept."""
    if cache is None or wanted.file or source is None:
        return None
    import hashlib  # noqa: PLC0415  # not for the first paint

    key = f"{source.stamp(wanted.exercise)}|{wanted}"
    return cache / "pictures" / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.png"


def _spot(text: str) -> LetterSpot | None:
    """Return a ring's place as it was kept with a picture; None where there is none, or it cannot be read."""
    words = text.split()
    try:
        return LetterSpot(float(words[0]), float(words[1]), words[2]) if len(words) == 3 else None
    except ValueError:
        return None


def bucket(size: QSize) -> tuple[int, int]:
    """Return the smallest size that is drawn and holds `size`; the largest where none does."""
    return next((s for s in SIZES if s[0] >= size.width() and s[1] >= size.height()), SIZES[-1])


def fitting(size: QSize) -> tuple[int, int]:
    """Return the largest size in whole cells that fits into `size`: drawn so, it is shown unscaled and sharp."""
    n = max(10, min(size.width() // CELL[0], size.height() // CELL[1], SIZES[-1][0] // CELL[0]))
    return n * CELL[0], n * CELL[1]
