"""A shared file: the same bytes for the same content, and nothing taken of one that is not as it must be."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.chosen_file import FileRefusedError
from app.storage.parcel import MOST_FILES, Parcel, ParcelRefusedError
from app.storage.shared_file import read_shared, shared_bytes, write_shared

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03" + bytes(30)
FILES = {
    "exercises/slide.yaml": b"name: Slide\npicture: [{image: slide.png}]\n",
    "exercises/slide.png": PNG,
    "figures/slide.yaml": b"camera: side\n",
    "routines/evening.yaml": b"format: 1\nname: Evening\nsteps: [{do: slide, hold: 1 min}]\n",
}
PARCEL = Parcel("evening.holdwell", "evening", FILES)
Entry = tuple[str | zipfile.ZipInfo, bytes]


def zipped(*entries: Entry, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive as anybody could make it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def with_good(*entries: Entry) -> bytes:
    """Return an archive with the good files and some more."""
    return zipped(*FILES.items(), *entries)


def refusal(data: bytes) -> str:
    """Return why a file is refused, in one sentence with its name."""
    with pytest.raises(ParcelRefusedError) as refused:
        read_shared(data, "x.holdwell")
    (fault,) = refused.value.faults
    assert str(fault).startswith("x.holdwell: ")
    return str(fault)


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """Return an entry that says it is something else than a file."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def test_what_is_shared_comes_back_whole_and_is_the_same_bytes_each_time() -> None:
    data = shared_bytes(PARCEL)
    assert data == shared_bytes(Parcel("other", "evening", dict(reversed(FILES.items()))))
    assert read_shared(data, "evening.holdwell") == Parcel("evening.holdwell", "evening", dict(sorted(FILES.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["about.txt", *sorted(FILES)]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_archive_packed_anew_by_any_program_is_read_too() -> None:
    folders = [(f"{name}/", b"") for name in ("routines", "exercises", "figures")]
    assert read_shared(zipped(*folders, *FILES.items()), "x").files == dict(sorted(FILES.items()))
    assert read_shared(zipped(*FILES.items(), method=zipfile.ZIP_STORED), "x").key == "evening"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml", "exercises/../../evil.yaml", "/exercises/evil.yaml", "//host/evil.yaml", "C:/evil.yaml",
        "exercises/C:evil.yaml", "exercises\\evil.yaml", "exercises/..\\..\\evil.yaml", "exercises/a/b.yaml",
        "exercises/.hidden.yaml", "exercises/con.yaml", "exercises/NUL.png", "exercises/evil.yaml.", "exercises/ .yaml",
        "exercises/\uff0e\uff0e\uff0fevil.yaml", "exercises/a\u202eevil.yaml", "evil.yaml", "Exercises/evil.yaml",
        "history.sqlite", "settings.json", "routines/x.py", "exercises/x.zip", "exercises/x.holdwell", "figures/x.png",
        "exercises/", "backups/x.yaml", "exercises/x", "exercises/x.YAML",
    ],
)  # fmt: skip
def test_a_name_that_could_lie_anywhere_else_refuses_the_whole_file(name: str) -> None:
    assert "in it is not taken: " in refusal(with_good((name, b"name: Evil\n")))


def test_a_name_with_a_nul_is_judged_as_it_stands_there() -> None:
    data = with_good(("exercises/evilX.png.yaml", b"name: Evil\n")).replace(b"evilX.png", b"evil\0.png")
    assert "in it is not taken" in refusal(data)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([("exercises/Slide.PNG", PNG)], "are one name to some disks"),
        ([("exercises/ｓlide.png", PNG)], "are one name to some disks"),
        ([(special("exercises/a.png", stat.S_IFLNK | 0o777), b"/etc/passwd")], "it is a link"),
        ([(special("exercises/a.png", stat.S_IFIFO | 0o666), b"")], "a device"),
        ([("exercises/a.png", b"PK\x03\x04" + bytes(100))], "not the picture that its name says"),
        ([("exercises/a.svg", b'<!DOCTYPE x [<!ENTITY a "b">]><svg></svg>')], "defines entities"),
        ([("exercises/a.svg", b'<svg><image href="/etc/passwd"/></svg>')], "runs or fetches"),
        ([("routines/other.yaml", b"format: 1\n")], "there are 2 routines in it"),
        ([("exercises/bomb.yaml", b" " * 511_000)], "it can only be a trap"),
        ([("exercises/much.yaml", b"a" * 513_000)], "is too large"),
        ([(f"exercises/{n}.yaml", b"name: A\n") for n in range(MOST_FILES + 1)], f"at most {MOST_FILES}"),
        ([("about.txt", b"Holdwell file, format 2\n")], "A newer Holdwell will read it."),
    ],
)
def test_what_is_in_it_is_bounded_and_of_known_kinds(entries: list[Entry], words: str) -> None:
    assert words in refusal(with_good(*entries))


def test_what_a_terminal_would_obey_is_not_said_to_it() -> None:
    assert "\x1b" not in refusal(with_good(("exercises/\x1b[31mred.yaml", b"name: Red\n")))


def test_a_name_that_stands_in_it_twice_refuses_it() -> None:
    data = with_good(("exercises/slidf.png", PNG)).replace(b"slidf.png", b"slide.png")
    assert "stands in it twice" in refusal(data)


def test_too_much_in_all_is_refused_before_it_is_unpacked() -> None:
    pictures = [(f"exercises/{n}.png", PNG + bytes(7_000_000)) for n in range(5)]
    assert "at most 32 MB are taken" in refusal(zipped(*FILES.items(), *pictures, method=zipfile.ZIP_STORED))


def test_a_size_that_is_a_lie_stops_at_the_size_that_was_said() -> None:
    data = bytearray(zipped(*FILES.items(), ("exercises/big.yaml", b"name: A\n" + b"#" * 400_000)))
    at = data.rindex(b"PK\x01\x02")  # the last entry of the directory: the bomb
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert "damaged or cut off" in refusal(bytes(data))


@pytest.mark.parametrize("flags", [0x1, 0x41])
def test_a_locked_file_is_refused(flags: int) -> None:
    data = bytearray(shared_bytes(PARCEL))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= flags
    assert "locked with a password" in refusal(bytes(data))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"do: slide", b"do: slyde"),
        lambda data: b"",
        lambda data: b"PK\x05\x06" + bytes(18),
        lambda data: b"MZ" + data,
        lambda data: zipped(("inner.zip", data)),
        lambda data: zipped(("exercises/a.yaml", b"name: A\n")),
    ],
)
def test_a_file_that_is_cut_off_changed_or_another_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    assert refusal(spoil(shared_bytes(PARCEL)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_change_of_its_bytes_does_more_than_refuse_it(data: st.DataObject) -> None:
    good = bytearray(shared_bytes(PARCEL))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at] = data.draw(st.integers(0, 255))
    try:
        parcel = read_shared(bytes(good), "x")
    except ParcelRefusedError:
        return
    # Bits that say nothing about the content may differ; the content may not.
    assert set(parcel.files.values()) <= set(FILES.values())


def test_a_shared_file_is_written_whole_under_its_own_ending(tmp_path: Path) -> None:
    write_shared(PARCEL, tmp_path / "evening.holdwell")
    assert (tmp_path / "evening.holdwell").read_bytes() == shared_bytes(PARCEL)
    for path, words in ((tmp_path / "x.zip", ".holdwell"), (tmp_path / "no" / "x.holdwell", "does not exist")):
        with pytest.raises(FileRefusedError, match=words):
            write_shared(PARCEL, path)
    assert [p.name for p in tmp_path.iterdir()] == ["evening.holdwell"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("exercises/con.png", PNG, "cannot be shared"),
        ("exercises/a.png", b"GIF89a", "not the picture that its name says"),
        ("exercises/a.png", PNG + bytes(9_000_000), "too large"),
    ],
)
def test_what_nobody_could_take_is_not_shared(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=words):
        write_shared(Parcel("x", "evening", {**FILES, name: content}), tmp_path / "x.holdwell")
    assert list(tmp_path.iterdir()) == []
