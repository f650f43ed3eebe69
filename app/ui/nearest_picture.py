"""Which picture stands until the one that is wanted is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtGui import QPixmap

from app.core.exercise import Exercise
from app.core.figure.positions import is_mirrored
from app.ui.picture_wishes import SIZES, Wanted

STANDING_IN = SIZES[:2]  # sizes of the small pictures of lists and cards, which are read in a moment


def nearest_figure(found: Mapping[Wanted, QPixmap], wanted: Wanted, names: tuple[str, ...]) -> Wanted | None:
    """Return which figure shows the same side of the same pose, of any size and keyframe; None: there is none.

    `names` are those of the figure's keyframes.
    """
    pose = _pose(wanted, names)
    same = [w for w in found if not w.file and w.exercise == wanted.exercise and _pose(w, names) == pose]
    return max(
        same,
        key=lambda w: (w.position == wanted.position, w.frame == wanted.frame, w.dark == wanted.dark, w.size),
        default=None,
    )


def small_ones(wanted: Wanted, names: tuple[str, ...]) -> Iterator[Wanted]:
    """Return the small pictures of the same pose that lists may have left in the cache folder, large ones first."""
    pose = _pose(wanted, names)
    for position in dict.fromkeys((wanted.position, None, *wanted.sides)):
        for size in reversed(STANDING_IN):
            other = wanted._replace(position=position, frame=None, size=size)
            if _pose(other, names) == pose:
                yield other


def nearest_image(
    found: Mapping[Wanted, QPixmap], exercise: Exercise, position: str | None, number: int
) -> Wanted | None:
    """Return which of a person's own images is there, of the same side and rather this one; None: there is none."""
    image = exercise.images[number]
    mirrored, path = exercise.is_mirrored(image, position), str(Path(exercise.folder) / image.file)
    same = [w for w in found if w.file and (w.exercise, w.mirrored) == (exercise.key, mirrored)]
    # Of equals the last one, which was seen last.
    return max(reversed(same), key=lambda w: (w.file == path, w.size), default=None)


def _pose(wanted: Wanted, names: tuple[str, ...]) -> tuple[str | None, bool]:
    """Return what a position shows: the keyframe that is named for it (None: the figure's first one), and its side."""
    own = wanted.position if wanted.position in names else None
    return own, is_mirrored(names, wanted.sides, wanted.position)
