"""A sign of what stands in a small file, for two writers within one tick of the disk's clock: times may be alike."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MOST_BYTES = 512_000  # a larger file is refused unread


def content_sign(path: Path | str, state: os.stat_result) -> int:
    """Return a number that another content changes; 0 for what is no plain file, too large, or cannot be read."""
    if not stat.S_ISREG(state.st_mode) or state.st_size > MOST_BYTES:
        return 0
    # crc32 would do; hash() differs from start to start.
    from zlib import crc32  # noqa: PLC0415  # not for the first paint of who has no files

    try:
        with open(path, "rb") as file:  # noqa: PTH123  # a path as the folder's listing gives it
            return crc32(file.read(MOST_BYTES + 1))
    except OSError:
        return 0
