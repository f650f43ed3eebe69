"""What a picture's file says of itself before it is decoded: its kind, its size in pixels, its length in bytes."""

from __future__ import annotations

import re
import stat
import time
from dataclasses import dataclass
from pathlib import Path

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
MOST_BYTES = 30_000_000
MOST_SVG_BYTES = 2_000_000
MOST_PIXELS = 64_000_000  # of the whole picture; decoded it takes four bytes each
MOST_ALONG = 20_000  # pixels of the longer side
BEING_WRITTEN = 10  # seconds since the last change of a file that may not be whole yet
_LAST = 64_000  # bytes in which a PNG's end must stand: some programs write their own behind it
_FIRST = 8_000  # bytes that are looked at first: mostly they are enough
_HEAD = 400_000  # bytes in which the size must stand; a JPEG has its camera's words before it


@dataclass(frozen=True, slots=True)
class ImageHead:
    """What the first bytes of a picture say; `kind` is an ending without its dot, the size is None for SVG."""

    kind: str
    size: tuple[int, int] | None


def image_problem(path: Path) -> str:
    """Return why a picture cannot be shown, as the end of a sentence; empty where nothing speaks against it.

    It is opened, not decoded: what is damaged further on is found when it is drawn.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "is no regular file"
        length = status.st_size
        head = file_head(path)
    except OSError as problem:
        return f"cannot be read: {problem.strerror or problem}"
    # One that is just being written is found whole by the next look.
    fresh = time.time() - status.st_mtime < BEING_WRITTEN
    if not length:
        return "" if fresh else "is empty"
    if head is None:
        return "is no picture that can be read"
    return size_problem(head, length) or ("" if fresh or _is_whole(path, head, length) else "is cut off")


def _is_whole(path: Path, head: ImageHead, length: int) -> bool:
    """Return whether a picture's end is there, as far as its kind says where that is."""
    try:
        with path.open("rb") as file:
            if head.kind == "webp":
                return int.from_bytes(file.read(8)[4:], "little") + 8 <= length
            if head.kind != "png":
                return True
            file.seek(max(0, length - _LAST))
            return b"IEND" in file.read(_LAST)
    except OSError:
        return True  # what cannot be read any more is told when it is drawn


def file_head(path: Path) -> ImageHead | None:
    """Return what a file's first bytes say, no more of them read than is needed; OSError passes through."""
    with path.open("rb") as file:
        first = file.read(_FIRST)
        return image_head(first) or (image_head(first + file.read(_HEAD)) if len(first) == _FIRST else None)


def size_problem(head: ImageHead, length: int) -> str:
    """Return why a picture of this head and so many bytes is too large, as the end of a sentence; empty: it is not."""
    most = MOST_SVG_BYTES if head.kind == "svg" else MOST_BYTES
    if length > most:
        return f"is too large: {length / 1e6:.1f} MB, where {most // 1_000_000} are the most"
    if head.size is None:
        return ""
    width, height = head.size
    if width * height > MOST_PIXELS or max(width, height) > MOST_ALONG:
        return f"is too large: {width} x {height} pixels, where {MOST_PIXELS // 1_000_000} million are the most"
    return "has no pixels" if not width or not height else ""


def image_head(data: bytes) -> ImageHead | None:
    """Return what a file's first bytes say; None where they belong to no picture of a kind that is shown."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return ImageHead("png", (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return ImageHead("gif", (int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")))
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg_head(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_head(data)
    text = data[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<") and re.search(rb"<(\w+:)?svg[\s>]", text):
        return ImageHead("svg", None)
    return None


def _jpeg_head(data: bytes) -> ImageHead | None:
    """Return the size in the frame's header, whatever stands before it."""
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        mark = data[at + 1]
        if mark == 0xFF:  # filling
            at += 1
            continue
        if mark in (0x01, *range(0xD0, 0xD9)):  # marks that stand alone
            at += 2
            continue
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[n : n + 2], "big") for n in (at + 5, at + 7))
            return ImageHead("jpg", (width, height))
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _webp_head(data: bytes) -> ImageHead | None:
    """Return the size in the first chunk: extended, lossless or lossy."""
    if len(data) < 30:
        return None
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = (1 + int.from_bytes(data[n : n + 3], "little") for n in (24, 27))
        return ImageHead("webp", (width, height))
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return ImageHead("webp", (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
    if chunk == b"VP8 ":
        width, height = (int.from_bytes(data[n : n + 2], "little") & 0x3FFF for n in (26, 28))
        return ImageHead("webp", (width, height))
    return None
