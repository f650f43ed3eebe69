"""What a picture's first bytes say it is, against what its name says; and what of a person a photograph may carry."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from app.storage.image_files import image_head, size_problem

_HEAD = 400_000  # bytes in which a picture must say its size
_LOOKED_AT = 256 * 1024  # bytes: what cameras write stands before the picture


def picture_trouble(name: str, content: bytes) -> str:
    """Return why a file is not the picture that its name says, as half a sentence; "" where it is."""
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".").replace("jpeg", "jpg")
    head = image_head(content[:_HEAD])
    if head is None or head.kind != suffix:
        return "it is not the picture that its name says"
    if problem := size_problem(head, len(content)):
        return f"it {problem}"
    return _drawing_trouble(content) if suffix == "svg" else ""


def _drawing_trouble(content: bytes) -> str:
    """Return why a drawing is not taken: it would fetch or multiply something."""
    lower = content.lower()
    if b"\0" in content or b"<!entity" in lower or re.search(rb"<!doctype[^>]*\[", lower):
        return "a drawing that defines entities is not taken"
    if b"<script" in lower or b"file:" in lower or b"<image" in lower or b"<foreignobject" in lower:
        return "a drawing that runs or fetches something is not taken"
    return ""


def carries_camera_data(content: bytes) -> bool:
    """Return whether a photograph still holds what the camera wrote into it: time, device, often the place."""
    start = content[:_LOOKED_AT]
    return b"Exif\0\0" in start or b"eXIf" in start or (start[:4] == b"RIFF" and b"EXIF" in content)
