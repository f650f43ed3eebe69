"""Frames in the cache folder: read as they were written, thrown away where they are damaged, never too many."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage import kept_frames
from app.storage.cache_folder import make_room, note_use
from app.storage.kept_frames import KeptFrame, KeptPiece, add_frame, read_way


@st.composite
def pieces(draw: st.DrawFn) -> KeptPiece:
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    stride = width + draw(st.integers(0, 3))
    bits = draw(st.binary(min_size=stride * height, max_size=stride * height))
    return KeptPiece(draw(st.integers(0, 4000)), draw(st.integers(0, 4000)), width, height, stride, bits)


frames = st.builds(
    KeptFrame,
    st.integers(0, 150),
    st.floats(0, 5000),
    st.lists(st.integers(0, 2**32 - 1), max_size=256).map(tuple),
    st.lists(pieces(), max_size=4).map(tuple),
)


@given(st.lists(frames, max_size=4))
@settings(max_examples=40, deadline=None)
def test_frames_are_read_as_they_were_written(row: list[KeptFrame]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ways" / "one.frames"
        for frame in row:
            add_frame(file, frame)
        assert read_way(file) == tuple(row)


@given(st.lists(frames, min_size=1, max_size=3), st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_thrown_away_and_gives_no_frame(row: list[KeptFrame], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.frames"
        for frame in row:
            add_frame(file, frame)
        whole = bytearray(file.read_bytes())
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] ^= data.draw(st.integers(1, 255))
        file.write_bytes(whole)
        assert read_way(file) == ()
        assert not file.exists()


def test_a_file_that_ends_too_early_is_thrown_away(tmp_path: Path) -> None:
    file = tmp_path / "one.frames"
    add_frame(file, KeptFrame(0, 1.0, (1, 2), (KeptPiece(0, 0, 1, 1, 4, b"1234"),)))
    file.write_bytes(file.read_bytes()[:-1])
    assert read_way(file) == ()
    assert not file.exists()


def test_the_ways_keep_their_bound_what_was_used_longest_ago_goes_and_a_session_s_own_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = KeptFrame(0, 1.0, (), (KeptPiece(0, 0, 100, 1, 100, os.urandom(100)),))
    add_frame(tmp_path / "size.frames", frame)
    size = (tmp_path / "size.frames").stat().st_size
    (tmp_path / "size.frames").unlink()
    monkeypatch.setattr(kept_frames, "KEPT_BYTES", 3 * size)
    day = time.time() - 86400
    for n in range(3):
        add_frame(tmp_path / f"old{n}.frames", frame)
        os.utime(tmp_path / f"old{n}.frames", (day + n, day + n))
    read_way(tmp_path / "old0.frames")  # it was used now
    for n in range(9):
        add_frame(tmp_path / f"new{n}.frames", frame)
    names = sorted(path.stem for path in tmp_path.iterdir())
    assert names[:3] == ["new0", "new1", "new2"] and "old0" in names
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4 * size


def test_what_was_used_longest_ago_goes_first_from_a_folder(tmp_path: Path) -> None:
    for n in range(10):
        file = tmp_path / f"{n}.png"
        file.write_bytes(bytes(100))
        os.utime(file, (n, n))
    note_use(tmp_path / "0.png")
    assert make_room(tmp_path, "*.png", 100, 550)
    assert sorted(p.stem for p in tmp_path.glob("*.png")) == ["0", "6", "7", "8", "9"]
    make_room(tmp_path, "*.png", 3, 550)
    assert sorted(p.stem for p in tmp_path.glob("*.png")) == ["0", "9"]


def test_where_nothing_can_be_kept_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    add_frame(tmp_path / "file" / "one.frames", KeptFrame(0, 1.0, (), ()))
    assert read_way(tmp_path / "file" / "one.frames") == ()
