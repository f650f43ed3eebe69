"""The library lists what there is and reads it when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.paths import bundled, folders
from app.storage.library import Library

ROUTINE = "format: 1\nname: Mine\nsteps: [{do: sphinx, hold: 1-2 min}]\n"
SIX = {
    "band-and-dumbbells", "gym-upper-back", "lower-back-release", "upper-back-opener", "upper-back-relief",
    "upper-back-strength",
}  # fmt: skip


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def library(data: Path) -> Library:
    return Library(bundled(), data)


def test_the_bundled_routines_come_first_and_own_ones_after(tmp_path: Path) -> None:
    write(tmp_path / "routines" / "mine.yaml", ROUTINE)
    write(tmp_path / "routines" / "notes.txt", "no routine")
    found = library(tmp_path)
    assert set(found.routine_keys()) == {*SIX, "mine"} and found.routine_keys()[-1] == "mine"
    assert found.is_own("mine") and not found.is_own("upper-back-opener")


def test_a_name_is_a_key_the_name_as_it_is_read_or_a_file(tmp_path: Path) -> None:
    file = write(tmp_path / "else" / "other.yaml", ROUTINE)
    found = library(tmp_path)
    for name in ("lower-back-release", "Lower back release", str(file)):
        read, sentence = found.find(name)
        assert read is not None and read.routine is not None and not sentence


def test_an_own_routine_is_found_by_its_name_whatever_its_file_is_called(tmp_path: Path) -> None:
    write(tmp_path / "routines" / "lower-back-release-2.yaml", ROUTINE)
    assert library(tmp_path).key_for("mine") == "lower-back-release-2"


def test_no_name_at_all_is_no_folder(tmp_path: Path) -> None:
    read, sentence = library(tmp_path).find("")
    assert (read, sentence) == (None, "There is no routine without a name. `holdwell list` shows what there is.")


def test_a_mistyped_name_is_offered_the_nearest(tmp_path: Path) -> None:
    read, sentence = library(tmp_path).find("lower-back-relese")
    assert read is None and sentence == "There is no routine 'lower-back-relese'. Did you mean lower-back-release?"
    assert "Did you mean pigeon?" in library(tmp_path).exercise("pigoen")[1]


@pytest.mark.parametrize("name", ["none.yaml", "~nobody-has-this-name/x.yaml", "a/b", "."])
def test_a_file_that_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    read, _ = library(tmp_path).find(name)
    assert read is not None and read.routine is None and read.faults[0].file == name


def test_own_exercises_serve_own_routines_and_bundled_ones_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "exercises" / "sphinx.yaml", "name: My sphinx\n")
    write(tmp_path / "exercises" / "pigeon.yaml", "nam: broken\n")
    write(tmp_path / "routines" / "mine.yaml", ROUTINE)
    found = library(tmp_path)
    mine, release = found.routine("mine"), found.routine("lower-back-release")
    assert mine is not None and mine.routine is not None and release is not None and release.routine is not None
    assert next(mine.routine.every_step()).exercise.name == "My sphinx"
    assert "Sphinx" in [step.exercise.name for step in release.routine.every_step()]


def test_an_own_file_of_a_bundled_name_takes_its_place_and_says_so(tmp_path: Path) -> None:
    write(tmp_path / "routines" / "upper-back-opener.yaml", ROUTINE)
    read = library(tmp_path).routine("upper-back-opener")
    assert read is not None and read.routine is not None and read.routine.name == "Mine"
    assert read.faults[0].warning and "takes the place of the bundled routine" in read.faults[0].text


def test_with_a_data_folder_everything_lies_in_it(tmp_path: Path) -> None:
    places = folders(tmp_path)
    for path in (places.data, places.cache, places.routines, places.exercises, places.history, places.backups,
                 places.settings, places.lock, places.socket, places.figures):  # fmt: skip
        assert path.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []
