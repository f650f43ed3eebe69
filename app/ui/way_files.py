"""The frames of ways in the cache folder, so that a session that is done again draws nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from app.storage.kept_frames import KeptFrame, KeptPiece, read_way, throw_away
from app.ui.picture_wishes import Frame, Piece, Way


def read_frames(file: Path, way: Way) -> dict[int, Frame]:
    """Return the frames of a way that are kept, by their numbers; none without its first one."""
    out = dict[int, Frame]()
    for kept in read_way(file):
        if not _belongs(kept, way):
            throw_away(file)
            return {}
        out[kept.number] = frame_of(kept)
    return out if 0 in out else {}


def frame_of(kept: KeptFrame) -> Frame:
    """Return a frame as it is painted."""
    return Frame(tuple(_piece(piece, kept.colours) for piece in kept.pieces), kept.far, kept.colours)


def _belongs(kept: KeptFrame, way: Way) -> bool:
    """Return whether a frame can be one of a way's: within it, and the first one whole."""
    width, height = way.size
    inside = all(p.x + p.width <= width and p.y + p.height <= height for p in kept.pieces)
    whole = kept.number > 0 or [p[:4] for p in kept.pieces] == [(0, 0, width, height)]
    return kept.number <= way.steps and inside and whole


def _piece(kept: KeptPiece, colours: tuple[int, ...]) -> Piece:
    image = QImage(kept.bits, kept.width, kept.height, kept.stride, QImage.Format.Format_Indexed8)
    image.setColorTable(colours)
    return Piece(image.copy(), kept.x, kept.y)
