"""What is removed is moved aside and can be put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.kept_drafts import KeptDraft, KeptDrafts
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


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """Return an exercise of one's own with two pictures, one of which another exercise shows as well."""
    folder = tmp_path / "exercises"
    folder.mkdir()
    for name in ("mine.png", "both.png"):
        (folder / name).write_bytes(name.encode())
    (folder / "other.yaml").write_text("name: Other\npicture: [{image: both.png}]\n", encoding="utf-8")
    path = folder / "slide.yaml"
    text = "name: Slide\npicture: [{image: mine.png}, {image: both.png}, {image: ../gone.png}, {image: none.png}]\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_pictures_that_nothing_else_shows_go_along_and_come_back(shown: Path, tmp_path: Path) -> None:
    removed = remove(shown, tmp_path / "removed")
    assert removed.pictures == ("mine.png",)
    assert sorted(path.name for path in shown.parent.iterdir()) == ["both.png", "other.yaml"]
    put_back(removed)
    assert (shown.parent / "mine.png").read_bytes() == b"mine.png"
    assert list((tmp_path / "removed" / "exercises").iterdir()) == []


def test_a_picture_that_an_unsaved_change_or_a_file_with_problems_speaks_of_stays(shown: Path, tmp_path: Path) -> None:
    drafts = KeptDrafts(tmp_path, "drafts/exercises")
    drafts.keep(KeptDraft(str(shown.with_name("new.yaml")), "New", None, "picture: [{image: mine.png}]"))
    assert remove(shown, tmp_path / "removed").pictures == ()
    drafts.forget(shown.with_name("new.yaml"))
    shown.write_text("picture: [{image: both.png}]", encoding="utf-8")
    shown.with_name("other.yaml").write_text("name: [\nboth.png", encoding="utf-8")
    assert remove(shown, tmp_path / "removed").pictures == ()


def test_names_stay_as_they_are_where_one_of_them_is_taken(shown: Path, tmp_path: Path) -> None:
    taken = tmp_path / "removed" / "exercises" / "mine.png"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"an older one")
    removed = remove(shown, tmp_path / "removed")
    assert removed.lies == tmp_path / "removed" / "exercises-2" / "slide.yaml"
    assert (removed.lies.with_name("mine.png").exists(), taken.read_bytes()) == (True, b"an older one")


def test_another_picture_of_the_name_is_never_written_over(shown: Path, tmp_path: Path) -> None:
    removed = remove(shown, tmp_path / "removed")
    (shown.parent / "mine.png").write_bytes(b"another")
    with pytest.raises(FileExistsError):
        put_back(removed)
    assert not shown.exists() and removed.lies.exists()
