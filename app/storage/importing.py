"""Any file that holds a routine, as a parcel: a shared file, a routine's YAML, Workrave's exercises, plain text.

What a file is, its first bytes say rather than its name. Whatever it is, it becomes a parcel or one refusal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.core.faults import Fault
from app.core.file_names import file_key, name_trouble
from app.core.plain_text import LineKind, PlainLine, read_plain_text
from app.storage.exercise_files import key_of
from app.storage.library import Library
from app.storage.parcel import ENDING, MOST_BYTES, MOST_PICTURE_BYTES, Note, Parcel, ParcelRefusedError
from app.storage.plain_routine import plain_routine_text
from app.storage.renaming import images_in, keys_of
from app.storage.shared_file import SUFFIX, read_shared
from app.storage.workrave_file import MOST_XML_BYTES, Beside, read_workrave
from app.storage.yaml_reader import MOST_BYTES as MOST_TEXT_BYTES
from app.storage.yaml_reader import NotTakenError, read_bounded

STANDARD_INPUT = "standard input"
NAMELESS = "My routine"
# What belongs to the history, and is never taken for plain text.
_HISTORY = (".csv", ".jsonl", ".sqlite")
_ZIP, _XML = b"PK\x03\x04", re.compile(rb"\s*<(?:\?xml|!|\w)")
_ROUTINE = re.compile(r"^(?:format|steps) *:", re.MULTILINE)
MOST_SHARED_BYTES = MOST_BYTES + 2**20
_MOST = {SUFFIX: MOST_SHARED_BYTES, ".zip": MOST_SHARED_BYTES, ".xml": MOST_XML_BYTES}


def read_import(path: Path, shown: str, library: Library, languages: Sequence[str] = ()) -> Parcel:
    """Return what a file holds; raises ParcelRefusedError. `languages` are the person's, the dearest first."""
    suffix = path.suffix.lower()
    if suffix in _HISTORY:
        hint = "`holdwell history import` and `restore` take what the history wrote."
        raise ParcelRefusedError(Fault(shown, 0, 0, "this is no routine, by its name.", hint))
    try:
        data = read_bounded(path, _MOST.get(suffix, MOST_TEXT_BYTES))
    except NotTakenError as problem:
        raise ParcelRefusedError(Fault(shown, 0, 0, problem.text, problem.hint)) from None

    def beside(name: str) -> bytes | None:
        try:
            return read_bounded(path.parent / name, MOST_PICTURE_BYTES)
        except NotTakenError:
            return None

    return parcel_of(data, path.name, shown, library, beside=beside, languages=languages)


def parcel_of(
    data: bytes, name: str, shown: str, library: Library, *, beside: Beside, languages: Sequence[str] = ()
) -> Parcel:
    """Return what some bytes hold that came under a file's name ("": they have none); raises ParcelRefusedError."""
    path = Path(name)
    suffix = path.suffix.lower()
    if data.startswith(_ZIP) or suffix == SUFFIX:
        return read_shared(data, shown)
    if suffix == ".xml" or _XML.match(data):
        return read_workrave(data, shown, beside, languages)
    if suffix in (".yaml", ".yml"):
        return _routine(data, path, shown, beside)
    text = _decoded(data, shown)
    if _ROUTINE.search(text) and all(re.search(rf"^{key} *:", text, re.MULTILINE) for key in ("format", "steps")):
        return _routine(text.encode(), path, shown, beside)
    return _plain(text, path, shown, library)


def _routine(data: bytes, path: Path, shown: str, beside: Beside) -> Parcel:
    """Return a routine's YAML as it is, with the pictures that lie beside it."""
    keys = keys_of(data)
    if "name" in keys and not keys & {"format", "steps"}:
        hint = "Put it into the folder of your exercises; `holdwell where` says where that is."
        raise ParcelRefusedError(Fault(shown, 1, 1, "this is an exercise, and no routine.", hint))
    key = key_of(path)
    key = key if not name_trouble(f"{key}{ENDING}") else file_key(key, "routine")
    files = {f"routines/{key}{ENDING}": data}
    for image in images_in(data):
        if not name_trouble(image) and (content := beside(image)) is not None:
            files[f"routines/{image}"] = content
        if sum(map(len, files.values())) > MOST_BYTES:
            raise ParcelRefusedError(Fault(shown, 0, 0, "the pictures beside it are too large."))
    return Parcel(shown, key, files)


def _plain(text: str, path: Path, shown: str, library: Library) -> Parcel:
    """Return the routine that a plain text says, with the answer to every line."""
    routine = read_plain_text(text, library.exercises.every())
    if not routine.steps:
        faults = [Fault(shown, line.number, 1, line.told()) for line in routine.lines[:100]]
        raise ParcelRefusedError(*faults or [Fault(shown, 0, 0, "there is nothing in it.", "Write one step a line.")])
    stem = path.stem.replace("-", " ").replace("_", " ").strip()
    name = routine.name or (stem[:1].upper() + stem[1:60]) or NAMELESS
    key = file_key(name, "routine")
    content = plain_routine_text(name, routine.nodes).encode()
    notes = tuple(_note(line) for line in routine.lines)
    return Parcel(shown, key, {f"routines/{key}{ENDING}": content}, notes)


def _note(line: PlainLine) -> Note:
    told = line.told()
    left_out = line.kind is LineKind.LEFT_OUT
    return Note(line.number, told.removeprefix("left out: ") if left_out else told, left_out)


def _decoded(data: bytes, shown: str) -> str:
    """Return a text's letters: UTF-8, UTF-16 where it says so, else what Windows writes; refused where it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    odd = sum(not sign.isprintable() and sign not in "\t\n\r\f\v\u2028\u2029\xa0\xad\u200b\ufeff" for sign in text)
    if "\0" in text or odd + text.count("\ufffd") > len(text) // 20:
        hint = "A routine's YAML, a .holdwell file, Workrave's exercises.xml and plain text can be taken."
        raise ParcelRefusedError(Fault(shown, 0, 0, "this is no text.", hint))
    return text
