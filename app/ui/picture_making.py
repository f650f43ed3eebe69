"""Pictures made on the worker: read from the cache folder, or drawn and kept there."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRunnable, QSize
from PySide6.QtGui import QImage

from app.ui.image_coding import know_formats, read_png
from app.ui.picture_wishes import FigureSource, LetterSpot, Wanted

KEPT_FILES = 1200  # in the cache folder
KEPT_ON_DISK = 45_000_000  # bytes; as many again for the frames of movement beside them


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
            with contextlib.suppress(RuntimeError):  # who asked is gone by now
                self._tell(wanted, image, rough)

    def _read(self) -> QImage:
        if self._kept is None or self._source is None:
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
