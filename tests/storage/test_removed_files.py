"""What is removed is moved aside and can be put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.removed_files import put_back, remove


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a routine of one's own in a data folder."""
    path = tmp_path / "routines" / "mine.yaml"
    path.parent.mkdir()
    path.write_bytes(b"mine")
    return path


def test_what_is_removed_lies_aside_and_comes_back_as_it_was(mine: Path, tmp_path: Path) -> None:
    removed = remove(mine, tmp_path / "removed")
    assert (removed.lies, mine.exists()) == (tmp_path / "removed" / "routines" / "mine.yaml", False)
    put_back(removed)
    assert mine.read_bytes() == b"mine"
    assert not removed.lies.exists()


def test_the_second_of_a_name_takes_nothing_from_the_first(mine: Path, tmp_path: Path) -> None:
    first = remove(mine, tmp_path / "removed")
    mine.write_bytes(b"another")
    second = remove(mine, tmp_path / "removed")
    assert (first.lies.read_bytes(), second.lies.read_bytes()) == (b"mine", b"another")


def test_what_stands_in_its_place_by_now_is_never_written_over(mine: Path, tmp_path: Path) -> None:
    removed = remove(mine, tmp_path / "removed")
    mine.write_bytes(b"another")
    with pytest.raises(FileExistsError):
        put_back(removed)
    assert (mine.read_bytes(), removed.lies.read_bytes()) == (b"another", b"mine")
