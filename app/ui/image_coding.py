"""Pictures' bytes read and made by Qt, so that no thread waits for another one for ever.

Qt holds a lock while it looks who can read a picture. Whatever asks for Python's lock meanwhile stands for ever where
another thread has that one and opens a picture: two things do. A buffer that Python made finds out whether Python has a
word in it; a file asks nobody, so files are read and written here. And a format that is met for the first time on a
worker is handed to the window's thread, which tells the application, which is Python's; so all formats are made known
on the window's thread before.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from app.paths import is_file

JPEG_QUALITY = 86
PNG_QUALITY = 40  # which for Qt means how hard it is pressed


@cache
def know_formats() -> None:
    """Have Qt know all formats of pictures: on the window's thread, before a worker reads one that is not our own."""
    QImageReader.supportedImageFormats()


def read_png(file: Path | None) -> QImage:
    """Return a picture that we wrote ourselves; a null image where none is seen (None: nowhere) or it is damaged."""
    if file is None or not is_file(file):
        return QImage()
    reader = QImageReader(str(file), QByteArray(b"png"))
    reader.setAutoDetectImageFormat(False)  # else each format would be asked whether it knows a damaged one
    return reader.read()


@contextmanager
def reader_of(data: bytes, kind: str) -> Iterator[QImageReader]:
    """Give what reads a picture of that kind (`png`, `jpg`, ...), upright; OSError where no file can be written."""
    with _a_file(data) as file:
        reader = QImageReader(str(file), QByteArray(kind.encode()))
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        yield reader
        reader.setFileName("")  # closes the file


def encoded(image: QImage, kind: str) -> bytes:
    """Return a picture as a file's bytes, `png` or `jpg`; OSError where it cannot be made."""
    with _a_file() as file:
        writer = QImageWriter(str(file), QByteArray(kind.encode()))
        writer.setQuality(JPEG_QUALITY if kind == "jpg" else PNG_QUALITY)
        if kind == "jpg":
            writer.setOptimizedWrite(True)
        if not writer.write(image):
            raise OSError(errno.EIO, writer.errorString())
        writer.setFileName("")  # closes the file
        return file.read_bytes()


@contextmanager
def _a_file(data: bytes = b"") -> Iterator[Path]:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - our own pictures need none, and they come first

    with TemporaryDirectory(prefix="holdwell-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "picture"
        file.write_bytes(data)
        yield file
