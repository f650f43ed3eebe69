"""Routines as one person gives them to another: data folders, files in them, and what is offered of a parcel."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from pathlib import Path

from app.paths import Folders, bundled, folders
from app.storage.library import Library
from app.storage.parcel import Parcel
from app.storage.shared_file import read_shared, shared_bytes
from app.storage.sharing import Sharing
from app.storage.taking import Offer, offer_of, take


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a part of a PNG file."""
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


# A grey picture of 4 x 3 pixels, whole.
PNG = b"".join((
    b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", b"\0\0\0\x04\0\0\0\x03\x08\0\0\0\0"),
    chunk(b"IDAT", zlib.compress(b"\0\x80\x80\x80\x80" * 3)), chunk(b"IEND", b""),
))  # fmt: skip
OTHER_PNG = PNG + b"other"
FIGURE = bundled() / "resources" / "figures" / "sphinx.yaml"
ROUTINE = b"""# an evening's
format: 1
name: Evening
steps:
  - {do: slide, hold: 1 min}   # slowly
  - do: pigeon
    hold: 2 min
    each: side
  - {do: leaning, hold: 30 s}
"""
SLIDE = b"name: Slide\npicture:\n  - {image: start.png, for: 2 s}\n  - {image: end.png, for: 2 s}\n"
FILES: Mapping[str, bytes] = {
    "routines/evening.yaml": ROUTINE,
    "exercises/slide.yaml": SLIDE,
    "exercises/start.png": PNG,
    "exercises/end.png": PNG + b"end",
    "exercises/leaning.yaml": b"name: Leaning\npicture: figure of sphinx\n",
}


def put(data: Path, files: Mapping[str, bytes]) -> Folders:
    """Write files into a data folder and return its places."""
    for name, content in files.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    return folders(data)


def content(data: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones too, by its path in it, and every empty folder.

    What editors complete by is left out: it comes with whatever is kept, and is ours.
    """
    files = [p for p in data.rglob("*") if p.is_file() and p.parent != data / "schemas"]
    found = {p.relative_to(data).as_posix(): p.read_bytes() for p in files}
    empty = {f"{p.relative_to(data).as_posix()}/": b"" for p in data.rglob("*") if p.is_dir() and not any(p.iterdir())}
    return {**found, **empty}


def library(data: Path) -> Library:
    """Return the library of a data folder as it is now."""
    return Library(bundled(), data)


def sent(data: Path, routine: str = "evening") -> Parcel:
    """Return a routine of a data folder as it arrives elsewhere."""
    path = library(data).path(routine)
    assert path is not None
    parcel, _ = Sharing(library(data), data / "figures").parcel(path)
    return read_shared(io.BytesIO(shared_bytes(parcel)).getvalue(), f"{routine}.holdwell")


def offered(data: Path, parcel: Parcel, *, name: str | None = None, in_place: bool = False) -> Offer:
    """Return what taking a parcel into a data folder would do."""
    return offer_of(parcel, folders(data), library(data), name=name, in_place=in_place)


def taken(data: Path, parcel: Parcel, *, name: str | None = None, in_place: bool = False) -> Offer:
    """Take a parcel into a data folder and return what was offered."""
    offer = offered(data, parcel, name=name, in_place=in_place)
    assert offer.good, offer.faults
    take(offer, folders(data))
    return offer
