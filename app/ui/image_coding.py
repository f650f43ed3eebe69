"""Pictures' bytes read and made by Qt, by way of a file of its own.

Qt must not read from a buffer that Python made. While it looks who can read a picture it holds a lock, and asks the
buffer, which takes Python's lock to find out whether Python has a word in that; another thread that has Python's lock
and opens a picture waits for Qt's. Both then stand for ever, and the window with them. A file asks nobody.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QImageReader, QImageWriter

JPEG_QUALITY = 86
PNG_QUALITY = 40  # which for Qt means how hard it is pressed


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
    with TemporaryDirectory(prefix="holdwell-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "picture"
        file.write_bytes(data)
        yield file
