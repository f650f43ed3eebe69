"""Frames of movement as they lie in the cache folder: one file for each way, added to frame by frame.

A frame is a record: its length and check sum, then its numbers and pixels, packed. A file of which anything is not as
it was written is thrown away, and its frames are drawn anew.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.storage.cache_folder import make_room, note_use

KEPT_FILES = 400
KEPT_BYTES = 45_000_000  # of all ways; with the pictures beside them under 100 MB
YOUNG = 3 * 3600.0  # seconds: one session's ways do not push each other out
MOST = 32_000_000  # bytes of one unpacked frame that are believed
HEAD = struct.Struct("<II")  # bytes of the packed frame, and their check sum
FRAME = struct.Struct("<HdHH")  # number, how far anything moves on the way, count of colours, count of pieces
PIECE = struct.Struct("<5H")  # corner, width and height, bytes of a row


class KeptPiece(NamedTuple):
    """A rectangle of a frame: where it lies, and a number of a colour for each pixel, `stride` bytes a row."""

    x: int
    y: int
    width: int
    height: int
    stride: int
    bits: bytes


class KeptFrame(NamedTuple):
    """One frame of a way: its number, by how many pixels anything moves on the whole way, its colours and pieces."""

    number: int
    far: float
    colours: tuple[int, ...]
    pieces: tuple[KeptPiece, ...]


def read_way(file: Path) -> tuple[KeptFrame, ...]:
    """Return the frames that a file keeps; none where it is not there, or damaged: then it is thrown away."""
    try:
        whole = file.read_bytes()
    except OSError:
        return ()
    try:
        out = tuple(map(_frame, _records(whole)))
    except (ValueError, struct.error, zlib.error):
        throw_away(file)
        return ()
    note_use(file)
    return out


def add_frame(file: Path, frame: KeptFrame) -> None:
    """Add a frame to a way's file; where it cannot be written, or has no room, it is drawn again next time."""
    packed = zlib.compress(_bytes(frame))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if make_room(file.parent, "*.frames", KEPT_FILES, KEPT_BYTES, young=YOUNG):
            with file.open("ab", buffering=0) as out:  # in one piece, also where the program is ended just now
                out.write(HEAD.pack(len(packed), zlib.crc32(packed)) + packed)
    except OSError:
        return  # a full disk, or a folder that is not ours


def throw_away(file: Path) -> None:
    """Delete a file of which nothing can be used."""
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return  # it is not ours; it is not believed next time either


def _records(whole: bytes) -> Iterator[bytes]:
    """Return what the records hold, unpacked; raises an error at one that is not as it was written."""
    at = 0
    while at < len(whole):
        length, check = HEAD.unpack_from(whole, at)
        packed = whole[at + HEAD.size : at + HEAD.size + length]
        if len(packed) < length or zlib.crc32(packed) != check:
            raise ValueError("not as it was written")
        yield zlib.decompressobj().decompress(packed, MOST)
        at += HEAD.size + length


def _bytes(frame: KeptFrame) -> bytes:
    parts = [FRAME.pack(frame.number, frame.far, len(frame.colours), len(frame.pieces))]
    parts.append(struct.pack(f"<{len(frame.colours)}I", *frame.colours))
    for piece in frame.pieces:
        parts += PIECE.pack(*piece[:5]), piece.bits
    return b"".join(parts)


def _frame(data: bytes) -> KeptFrame:
    number, far, colours, pieces = FRAME.unpack_from(data)
    at = FRAME.size
    table = struct.unpack_from(f"<{colours}I", data, at)
    at += 4 * colours
    out = []
    for _ in range(pieces):
        x, y, width, height, stride = PIECE.unpack_from(data, at)
        at += PIECE.size
        bits = data[at : at + stride * height]
        at += stride * height
        if len(bits) < stride * height or stride < width or not width or not height:
            raise ValueError("not as it was written")
        out.append(KeptPiece(x, y, width, height, stride, bits))
    return KeptFrame(number, far, table, tuple(out))
