"""What a picture's first bytes say it is, against what its name says; and what of a person a photograph may carry."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_LOOKED_AT = 256 * 1024  # bytes: what cameras write stands before the picture


def picture_trouble(name: str, content: bytes) -> str:
    """Return why a file is not the picture that its name says, as half a sentence; "" where it is."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".svg":
        return _drawing_trouble(content)
    good = {
        ".png": content.startswith(b"\x89PNG\r\n\x1a\n"),
        ".jpg": content.startswith(b"\xff\xd8\xff"),
        ".jpeg": content.startswith(b"\xff\xd8\xff"),
        ".gif": content[:6] in (b"GIF87a", b"GIF89a"),
        ".webp": content[:4] == b"RIFF" and content[8:12] == b"WEBP",
    }
    return "" if good.get(suffix) else "it is not the picture that its name says"


def _drawing_trouble(content: bytes) -> str:
    """Return why a drawing is not shown: it is no SVG, or it would fetch or multiply something."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\0" in content or not start.startswith(b"<") or b"<svg" not in content:
        return "it is not the picture that its name says"
    lower = content.lower()
    if b"<!entity" in lower or re.search(rb"<!doctype[^>]*\[", lower):
        return "a drawing that defines entities is not taken"
    if b"<script" in lower or b"file:" in lower or b"<image" in lower or b"<foreignobject" in lower:
        return "a drawing that runs or fetches something is not taken"
    return ""


def carries_camera_data(content: bytes) -> bool:
    """Return whether a photograph still holds what the camera wrote into it: time, device, often the place."""
    start = content[:_LOOKED_AT]
    return b"Exif\0\0" in start or b"eXIf" in start or (start[:4] == b"RIFF" and b"EXIF" in content)
