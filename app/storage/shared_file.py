"""A `.holdwell` file: one routine with its own exercises and their pictures, as a zip that can be mailed.

In it stand `about.txt` and the folders of a data folder: `routines/` with the one routine, `exercises/` with YAML files
and pictures, `figures/`. Nothing is compressed, every time is the same and the order is the names': the same content is
the same bytes on every machine.

Reading believes nothing that the file says of itself. Names, kinds, numbers and sizes are looked at before anything is
unpacked; unpacking counts what really comes and stops at the bound; every checksum must be right. One thing that is
wrong refuses the whole file.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from app.core.faults import Fault
from app.core.file_names import folded, name_trouble
from app.core.lengths import quoted
from app.storage.chosen_file import FileRefusedError, written_whole
from app.storage.image_files import IMAGE_ENDINGS
from app.storage.parcel import (
    ENDING,
    FOLDERS,
    MOST_BYTES,
    MOST_FILES,
    MOST_PICTURE_BYTES,
    Parcel,
    ParcelRefusedError,
    key_in,
)
from app.storage.picture_kind import picture_trouble
from app.storage.yaml_reader import MOST_BYTES as MOST_YAML_BYTES

SUFFIX = ".holdwell"
FORMAT = 1
ABOUT = "about.txt"
MOST_RATIO = 100  # unpacked to packed; text and pictures stay far below it
SMALL = 100_000  # bytes to which the ratio does not matter
_FIRST_LINE = "Holdwell file, format "
_WORDS = f"{_FIRST_LINE}{FORMAT}\nA routine for Holdwell, a workout timer. Open it there, or: holdwell import FILE\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
_BAD_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, struct.error, ValueError,
            OverflowError, LookupError)  # fmt: skip


def write_shared(parcel: Parcel, path: Path, *, never: Iterable[Path] = ()) -> None:
    """Write a parcel into a file, whole; `FileRefusedError` where it is too large or the disk refuses it."""
    if path.suffix.lower() != SUFFIX:
        raise FileRefusedError(f"{path} should end in {SUFFIX}: that is how it is recognised.")
    if trouble := _too_much(parcel.files):
        raise FileRefusedError(trouble)
    content = shared_bytes(parcel)
    with written_whole(path, never=never) as new:
        new.write_bytes(content)


def shared_bytes(parcel: Parcel) -> bytes:
    """Return a parcel as a shared file holds it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in ((ABOUT, _WORDS.encode()), *sorted(parcel.files.items())):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # as on Unix, whatever system writes it
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _too_much(files: Mapping[str, bytes]) -> str:
    """Return the sentence about what no shared file takes; "" where all of it fits."""
    if len(files) > MOST_FILES:
        return f"There are {len(files)} files in it; a shared file takes {MOST_FILES}."
    if (size := sum(map(len, files.values()))) > MOST_BYTES:
        size_said = f"It would be {size / 2**20:.0f} MB; a shared file takes {MOST_BYTES // 2**20} MB."
        return f"{size_said} Make the pictures smaller."
    for name, content in files.items():
        if len(content) > _bound(name):
            return f"{name} is too large: {len(content) / 1000:.0f} kB; at most {_bound(name) // 1000} kB."
        if trouble := _path_trouble(name):
            return f"{_said(name)} cannot be shared: {trouble}."
        if not name.endswith(ENDING) and (trouble := picture_trouble(name, content)):
            return f"{_said(name)} cannot be shared: {trouble}."
    return ""


def read_shared(data: bytes, shown: str) -> Parcel:
    """Return what a shared file holds; raises ParcelRefusedError, and unpacks nothing to the disk."""
    if not data.startswith(b"PK\x03\x04"):
        raise _refused(shown, "this is no Holdwell file.", "One is made by `holdwell share`.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _entries(archive, shown)
            files = _unpacked(archive, entries, shown)
    except _BAD_ZIP as problem:
        text = "the file is damaged or cut off, and nothing of it is taken."
        raise _refused(shown, text, "Have it sent again.") from problem
    _check_about(files.pop(ABOUT, b""), shown)
    return _parcel(files, shown)


def _entries(archive: zipfile.ZipFile, shown: str) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return name and entry of every file; refused where anything about them is not as it must be."""
    found = archive.infolist()
    if len(found) > MOST_FILES + len(FOLDERS) + 1:
        raise _refused(shown, f"there are {len(found)} files in it; at most {MOST_FILES} are taken.")
    entries: list[tuple[str, zipfile.ZipInfo]] = []
    seen: dict[str, str] = {}
    for info in found:
        # The name as it stands in the file: `filename` is cut at a NUL, and turned about on Windows.
        name = info.orig_filename
        if info.flag_bits & 0x1:
            raise _refused(shown, f"{_said(name)} in it is locked with a password.", "Have it sent without one.")
        if name.rstrip("/") in FOLDERS and name.endswith("/") and not info.file_size:
            continue  # what an archiver writes of a folder
        if trouble := _path_trouble(name) or _kind_trouble(info):
            raise _refused(shown, f"{_said(name)} in it is not taken: {trouble}.")
        if (other := seen.get(folded(name))) is not None:
            same = f"{_said(other)} and {_said(name)} in it are one name to some disks."
            raise _refused(shown, f"{_said(name)} stands in it twice." if other == name else same)
        seen[folded(name)] = name
        _check_size(info, name, shown)
        entries.append((name, info))
    if sum(info.file_size for _, info in entries) > MOST_BYTES:
        raise _refused(shown, f"what is in it is too large; at most {MOST_BYTES // 2**20} MB are taken.")
    return entries


def _kind_trouble(info: zipfile.ZipInfo) -> str:
    """Return why an entry is no plain file; "" where it is one."""
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
    if kind not in (0, stat.S_IFREG):
        return "it is a link, a folder or a device"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that is not read here"
    return ""


def _path_trouble(name: str) -> str:
    """Return why a path is none that a shared file may hold; "" where it is one."""
    if name == ABOUT:
        return ""
    folder, slash, file = name.partition("/")
    if not slash or folder not in FOLDERS:
        return f"only the folders {', '.join(FOLDERS)} belong there"
    if trouble := name_trouble(file):
        return trouble
    suffix = PurePosixPath(file).suffix
    if suffix != ENDING and (folder == "figures" or suffix.lower() not in IMAGE_ENDINGS):
        return "it is neither YAML nor a picture" if folder != "figures" else "a figure ends in .yaml"
    return ""


def _bound(name: str) -> int:
    return MOST_YAML_BYTES if name.endswith(ENDING) or name == ABOUT else MOST_PICTURE_BYTES


def _check_size(info: zipfile.ZipInfo, name: str, shown: str) -> None:
    if info.file_size > _bound(name):
        text = f"{_said(name)} in it is too large: {info.file_size / 1000:.0f} kB; at most {_bound(name) // 1000} kB."
        raise _refused(shown, text)
    if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        raise _refused(shown, f"{_said(name)} in it is packed so tightly that it can only be a trap.")


def _unpacked(archive: zipfile.ZipFile, entries: list[tuple[str, zipfile.ZipInfo]], shown: str) -> dict[str, bytes]:
    """Return every file's content, its checksum right and its size what it said."""
    files: dict[str, bytes] = {}
    for name, info in entries:
        with archive.open(info) as packed:
            content = packed.read(_bound(name) + 1)
        if len(content) != info.file_size:
            raise zipfile.BadZipFile(name)
        if name.endswith(ENDING) or name == ABOUT:
            files[name] = content
        elif trouble := picture_trouble(name, content):
            raise _refused(shown, f"{_said(name)} in it is not taken: {trouble}.")
        else:
            files[name] = content
    return files


def _check_about(content: bytes, shown: str) -> None:
    """Refuse politely what a later Holdwell wrote; a file made by hand needs no such line."""
    first = content.decode("utf-8", "replace").partition("\n")[0].strip()
    number = first.removeprefix(_FIRST_LINE)
    if number != first and number.isascii() and number.isdigit() and len(number) < 10 and int(number) > FORMAT:
        text = f"this file is written in format {int(number)}, and this Holdwell reads format {FORMAT}."
        raise _refused(shown, text, "A newer Holdwell will read it.")


def _parcel(files: dict[str, bytes], shown: str) -> Parcel:
    routines = [name for name in files if name.startswith("routines/") and name.endswith(ENDING)]
    if len(routines) != 1:
        text = "there is no routine in it." if not routines else f"there are {len(routines)} routines in it."
        raise _refused(shown, text, "A Holdwell file holds one routine.")
    return Parcel(shown, key_in(routines[0]), dict(sorted(files.items())))


def _refused(shown: str, text: str, hint: str = "") -> ParcelRefusedError:
    return ParcelRefusedError(Fault(shown, 0, 0, text, hint))


def _said(name: str) -> str:
    """Return a name in quotation marks as a terminal may show it: what does not print has a mark in its place."""
    return quoted("".join(sign if sign.isprintable() else "\ufffd" for sign in name))
