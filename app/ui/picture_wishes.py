"""What is asked for of figures and pictures, and what comes back: no Qt and no numpy is imported with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # the process that draws figures has no Qt
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

SIZES = ((320, 240), (640, 480), (1280, 960), (2560, 1920))  # what is drawn; everything else is scaled from these
SMALL = 640  # pixels of width up to which a picture is drawn smooth at once
CELL = (32, 24)  # pixels: a picture drawn to fit has a whole number of these


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

    `far` is by how many pixels anything moves on the whole way; the first frame says it. `colours` are those of the
    pieces on a clear ground, the clear one first; none where the pieces have no table of colours.
    """

    pieces: tuple[Piece, ...]
    far: float = 0.0
    colours: tuple[int, ...] = ()

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


def bucket(size: QSize) -> tuple[int, int]:
    """Return the smallest size that is drawn and holds `size`; the largest where none does."""
    return next((s for s in SIZES if s[0] >= size.width() and s[1] >= size.height()), SIZES[-1])


def fitting(size: QSize) -> tuple[int, int]:
    """Return the largest size in whole cells that fits into `size`: drawn so, it is shown unscaled and sharp."""
    n = max(10, min(size.width() // CELL[0], size.height() // CELL[1], SIZES[-1][0] // CELL[0]))
    return n * CELL[0], n * CELL[1]
