"""Pictures as cameras, programs and the web make them, built in the test."""

from __future__ import annotations

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

RED, BLUE = "#d02020", "#2030d0"
GPS = b"\x00\x00\x00\x34\x00\x00\x00\x01"  # 52 degrees
MAKER = b"Camera of Ada"


def two_halves(width: int = 60, height: int = 40, ground: str | None = None) -> QImage:
    """Return a picture whose left half is red and whose right half is blue; `ground` None: nothing is clear."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(ground) if ground else QColor(BLUE))
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, QColor(RED))
    painter.end()
    return image


def encoded(image: QImage, kind: str) -> bytes:
    """Return an image as a file's bytes."""
    with TemporaryDirectory() as folder:  # not a buffer, see `app/ui/image_coding.py`
        file = Path(folder) / "picture"
        writer = QImageWriter(str(file), QByteArray(kind.encode()))
        writer.setQuality(95)
        assert writer.write(image), writer.errorString()
        return file.read_bytes()


def exif(orientation: int) -> bytes:
    """Return an EXIF block with a maker, an orientation and a place, as a camera writes it."""
    maker, place = MAKER + b"\0", 120
    rows = (
        struct.pack(">HHII", 0x010F, 2, len(maker), 60),
        struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0),
        struct.pack(">HHII", 0x8825, 4, 1, place),
    )
    head = b"MM\0*\0\0\0\x08" + struct.pack(">H", len(rows)) + b"".join(rows) + b"\0\0\0\0"
    body = head.ljust(60, b"\0") + maker
    gps = struct.pack(">H", 1) + struct.pack(">HHII", 2, 5, 1, place + 18) + b"\0\0\0\0" + GPS
    return b"Exif\0\0" + body.ljust(place, b"\0") + gps


def segment(mark: int, content: bytes) -> bytes:
    """Return one segment of a JPEG."""
    return bytes((0xFF, mark)) + struct.pack(">H", len(content) + 2) + content


def photograph(orientation: int = 1, width: int = 60, height: int = 40) -> bytes:
    """Return a JPEG with all that a camera and a program write into one."""
    data = encoded(two_halves(width, height), "jpg")
    words = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Ada's living room</x:xmpmeta>"
    more = segment(0xE1, exif(orientation)) + segment(0xE1, words) + segment(0xFE, b"taken at home")
    return data[:2] + more + data[2:]


def colour(image: QImage, x: float, y: float) -> str:
    """Return which of the two halves a place shows, given in shares of width and height; "clear" where none."""
    pixel = image.pixelColor(int(x * image.width()), int(y * image.height()))
    if pixel.alpha() < 40:
        return "clear"
    return "red" if pixel.red() > pixel.blue() else "blue"
