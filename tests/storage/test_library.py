"""The library lists what there is, reads it when asked, and keeps cards so that a start reads no YAML."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.paths import bundled, folders
from app.storage.cards import Cards
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


def test_a_bad_file_is_a_card_with_its_problems(tmp_path: Path) -> None:
    write(tmp_path / "routines" / "bad.yaml", "format: 1\nname: Bad\nsteps: [{do: sphinx}]\n")
    (card,) = [c for c in Cards(library(tmp_path), tmp_path / "cache").read_missing() if c.key == "bad"]
    assert not card.good and card.faults[0].line == 3


def test_the_first_start_knows_names_and_the_second_everything(tmp_path: Path) -> None:
    write(tmp_path / "routines" / "mine.yaml", ROUTINE)
    first = Cards(library(tmp_path), tmp_path / "cache")
    assert {(c.name, c.read) for c in first.known()} >= {("Mine", False), ("Lower back release", False)}
    made = tuple(first.read_missing())
    second = Cards(library(tmp_path), tmp_path / "cache")
    assert second.known() == first.known() == made and second.missing() == ()
    card = next(c for c in second.known() if c.key == "lower-back-release")
    assert (card.lower, card.upper, card.helps) == (1154, 2054, ("lower back", "hips"))
    assert card.exercises[3:5] == ("pigeon", "thread-the-needle")


def test_a_changed_file_is_read_again_and_no_other(tmp_path: Path) -> None:
    path = write(tmp_path / "routines" / "mine.yaml", ROUTINE)
    tuple(Cards(library(tmp_path), tmp_path / "cache").read_missing())
    write(path, ROUTINE.replace("Mine", "Yours"))
    os.utime(path, ns=(1, 1))
    again = Cards(library(tmp_path), tmp_path / "cache")
    assert again.missing() == ("mine",)
    assert [card.name for card in again.read_missing()] == ["Yours"]


def test_a_changed_exercise_makes_every_card_anew(tmp_path: Path) -> None:
    tuple(Cards(library(tmp_path), tmp_path / "cache").read_missing())
    write(tmp_path / "exercises" / "mine.yaml", "name: Mine\n")
    assert set(Cards(library(tmp_path), tmp_path / "cache").missing()) == SIX


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "exercises": "x", "cards": [1]}', "\0"]
)
def test_a_damaged_index_is_made_anew(text: str, tmp_path: Path) -> None:
    write(tmp_path / "cache" / "library.json", text)
    assert set(Cards(library(tmp_path), tmp_path / "cache").missing()) == SIX


def test_any_change_in_the_index_is_survived(tmp_path: Path) -> None:
    tuple(Cards(library(tmp_path), tmp_path / "cache").read_missing())
    index = tmp_path / "cache" / "library.json"
    kept = json.loads(index.read_text(encoding="utf-8"))
    for damage in (None, 3, "x", {"key": 3}, {"key": "a", "faults": [3]}, {"key": "a", "needs": 3}, {"unknown": 1}):
        kept["cards"][0][1] = damage
        index.write_text(json.dumps(kept), encoding="utf-8")
        assert set(Cards(library(tmp_path), tmp_path / "cache").missing()) == SIX


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    write(tmp_path / "cache", "a file where the folder should be")
    assert len(tuple(Cards(library(tmp_path), tmp_path / "cache").read_missing())) == 6


def test_with_a_data_folder_everything_lies_in_it(tmp_path: Path) -> None:
    places = folders(tmp_path)
    for path in (places.data, places.cache, places.routines, places.exercises, places.history, places.backups,
                 places.settings, places.lock, places.socket, places.figures):  # fmt: skip
        assert path.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []
