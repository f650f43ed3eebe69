"""A person's own image read from its file: within bounds, upright, and turned over where that is wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QTransform

from app.storage.image_files import ImageHead, file_head, image_problem
from app.ui.image_coding import reader_of


def read_image(file: Path, bounds: QSize, mirrored: bool) -> QImage:
    """Return an image file's picture, no larger than the bounds; a null image where it cannot be read.

    An animation shows its first picture.
    """
    try:
        head = None if image_problem(file) else file_head(file)
    except OSError:
        head = None
    if head is None:
        return QImage()
    image = _drawing(file, bounds) if head.kind == "svg" else _pixels(file, head, bounds)
    return image.transformed(QTransform.fromScale(-1, 1)) if mirrored and not image.isNull() else image


def svg_image(data: bytes, bounds: QSize) -> QImage:
    """Return a drawing that was cleaned, as large as the bounds allow; a null image where it cannot be drawn."""
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - few have one, and the first paint has none

    renderer = QSvgRenderer(QByteArray(data))
    size = QSizeF(renderer.viewBoxF().size()) if renderer.viewBoxF().isValid() else QSizeF(renderer.defaultSize())
    if not renderer.isValid() or size.width() <= 0 or size.height() <= 0:
        return QImage()
    fitted = size.scaled(QSizeF(bounds), Qt.AspectRatioMode.KeepAspectRatio).toSize().expandedTo(QSize(1, 1))
    image = QImage(fitted, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, fitted.width(), fitted.height()))
    painter.end()
    return image


def _drawing(file: Path, bounds: QSize) -> QImage:
    from app.ui.svg_cleaning import cleaned  # noqa: PLC0415 - as above

    try:
        made = cleaned(file.read_bytes())
    except OSError:
        return QImage()
    return QImage() if made is None else svg_image(made.data, bounds)


def _pixels(file: Path, head: ImageHead, bounds: QSize) -> QImage:
    """Return a picture of pixels, made smaller while it is read where that is possible; null where the file is gone."""
    try:
        # Its bytes first: a file that is taken away meanwhile is no picture, and Qt would go on with a closed one.
        with reader_of(file.read_bytes(), head.kind) as reader:
            return _read(reader, bounds)
    except OSError:
        return QImage()


def _read(reader: QImageReader, bounds: QSize) -> QImage:
    full = reader.size()
    if full.isValid():
        # The size is that before the picture is turned upright.
        turned = reader.transformation().value & 4  # a quarter turn, with or without a flip
        within = bounds.transposed() if turned else bounds
        if full.width() > within.width() or full.height() > within.height():
            scaled = full.scaled(within, Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    return reader.read()
