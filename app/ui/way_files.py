"""The frames of ways in the cache folder, so that a session that is done again draws nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtGui import QImage

from app.storage.kept_frames import KeptFrame, KeptPiece, add_frame, read_way, throw_away
from app.ui.picture_wishes import Frame, Piece, Way


def way_file(cache: Path, stamp: str, way: Way) -> Path:
    """Return where the frames of a way are kept; `stamp` is what went into its figure."""
    return cache / "ways" / f"{hashlib.sha256(f'{stamp}|{way}'.encode()).hexdigest()[:24]}.frames"


def read_frames(file: Path, way: Way) -> dict[int, Frame]:
    """Return the frames of a way that are kept, by their numbers; none without its first one."""
    out = dict[int, Frame]()
    for kept in read_way(file):
        if not _belongs(kept, way):
            throw_away(file)
            return {}
        out[kept.number] = Frame(tuple(_piece(piece, kept.colours) for piece in kept.pieces), kept.far)
    return out if 0 in out else {}


def keep_frame(file: Path, number: int, frame: Frame) -> None:
    """Keep a frame of a way."""
    colours = frame.pieces[0].image.colorTable() if frame.pieces else []
    add_frame(file, KeptFrame(number, frame.far, tuple(colours), tuple(map(_kept, frame.pieces))))


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


def _kept(piece: Piece) -> KeptPiece:
    image = piece.image
    return KeptPiece(
        piece.x, piece.y, image.width(), image.height(), image.bytesPerLine(), bytes(image.constBits())
    )  # fmt: skip
