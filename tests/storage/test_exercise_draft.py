"""An exercise's file changed in place: comments and order stay, every change has its way back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from app.core.exercise import Easier
from app.paths import bundled
from app.storage.exercise_draft import SCHEMA_LINE, ExerciseDraft
from app.storage.file_draft import Changed, Kept
from app.storage.library import Library
from app.storage.yaml_writing import NotEditedError

TEXT = """\
# from the physiotherapist
name: Bridge on one leg   # the right one first

sides: [right, left]
setup:   # slowly
  - Lie on your back.
  - Lift the hips.   # not too high
easier:
  - {text: Both feet down., key: both}   # the first week
picture: figure of pigeon
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "bridge.yaml").write_text(TEXT)
    for name in ("a.png", "b.png"):
        (tmp_path / "exercises" / name).touch()
    return tmp_path


@pytest.fixture
def draft(folder: Path) -> ExerciseDraft:
    return ExerciseDraft.opened(folder / "exercises" / "bridge.yaml", Library(bundled(), folder).exercises)


def changed_lines(draft: ExerciseDraft) -> list[str]:
    """Return the lines that are there now and were not before."""
    before = TEXT.splitlines()
    return [line for line in draft.text.splitlines() if line not in before]


def said(draft: ExerciseDraft) -> tuple[str | None, str | None]:
    """Return whose pose is shown, and what the file says."""
    return draft.pose, draft.value(("picture",))


def test_a_text_that_changes_changes_its_line_alone(draft: ExerciseDraft) -> None:
    draft.set_text("name", "  Bridge,  one leg ")
    assert changed_lines(draft) == ["name: Bridge, one leg     # the right one first"]
    draft.set_texts("setup", ["Lie on your back.", "", "Lift the {side} hip.", "Breathe."])
    assert changed_lines(draft)[1:] == ["  - Lift the {side} hip.  # not too high", "  - Breathe."]
    assert "# slowly" in draft.text and draft.read.faults == ()
    draft.set_text("summary", "Seat: awake.")
    assert draft.text.splitlines()[2] == 'summary: "Seat: awake."'


def test_what_is_emptied_goes_with_its_key(draft: ExerciseDraft) -> None:
    draft.set_texts("sides", [])
    draft.set_texts("easier", [" "])
    assert "sides" not in draft.text and "easier" not in draft.text
    draft.set_text("name", "")
    assert [fault.text for fault in draft.faults_at(("name",))] == ["name: nothing is written here."]


def test_an_easier_form_keeps_its_key_when_its_words_change(draft: ExerciseDraft) -> None:
    draft.set_texts("easier", ["Both feet on the mat."])
    draft.set_texts("easier", ["Both feet on the mat.", "A cushion."])
    exercise = draft.exercise
    assert exercise is not None
    assert exercise.easier == (Easier("Both feet on the mat.", "both"), Easier("A cushion."))
    assert draft.lines("easier") == ("Both feet on the mat.", "A cushion.") and "# the first week" in draft.text


def test_the_picture_is_a_pose_or_pictures_or_nothing(draft: ExerciseDraft) -> None:
    assert said(draft) == ("pigeon", "figure of pigeon")
    draft.set_pose("bridge")
    assert said(draft) == ("bridge", "figure")
    draft.add_images([("a.png", None)])
    assert draft.text.endswith("picture:\n  - image: a.png\n") and said(draft) == (None, None)
    draft.set_pose(None)
    assert "picture" not in draft.text
    for _ in range(3):
        draft.undo()
    assert draft.text == TEXT


def test_pictures_that_follow_each_other_get_their_time_and_one_alone_gets_none(draft: ExerciseDraft) -> None:
    draft.add_images([("a.png", None)])
    assert draft.of_image(0, "for") == ""
    draft.add_images([("b.png", None), ("c.png", 1.5)])
    assert [draft.of_image(n, "for") for n in range(3)] == ["2 s", "2 s", "1.5 s"]
    assert draft.undo() == "2 pictures added" and draft.image_files == ("a.png",)


def test_what_is_said_of_a_picture_goes_with_it(draft: ExerciseDraft) -> None:
    draft.add_images([("a.png", None), ("b.png", None)])
    draft.set_of_image(0, "alt", "Lying: on the back")
    draft.set_of_image(0, "key", "left")
    draft.move(("picture", 0), ("picture", 1))
    assert draft.image_files == ("b.png", "a.png") and draft.of_image(1, "alt") == "Lying: on the back"
    exercise = draft.exercise
    assert exercise is not None and exercise.images_for("left") == (1,)
    draft.set_of_image(1, "alt", " ")
    assert "alt" not in draft.text
    draft.remove_image(0)
    draft.remove_image(0)
    assert "picture" not in draft.text


def test_what_is_wrong_is_found_at_its_place_and_the_rest_is_shown(draft: ExerciseDraft) -> None:
    draft.set_texts("needs", ["mat", "towl"])
    draft.add_images([("a.png", None), ("nowhere.png", None)])
    assert draft.read.exercise is None
    assert [f.text for f in draft.faults_at(("needs", 1))] == ['needs: "towl" is not known.']
    assert [f.text for f in draft.faults_at(("picture", 1))] == ['image: there is no "nowhere.png" beside this file.']
    assert draft.faults_at(("picture", 0)) == ()
    exercise = draft.exercise
    assert exercise is not None and exercise.name == "Bridge on one leg"
    assert not draft.broken
    draft.type_over("- not an exercise\n")
    assert [draft.exercise, draft.broken] == [None, True]
    draft.type_over("name: A\ncues: [unclosed\n")
    assert draft.exercise is not None and [draft.broken] == [True]


def test_a_new_one_is_untouched_until_something_is_written(folder: Path) -> None:
    draft = ExerciseDraft.begun(folder / "exercises" / "new.yaml", Library(bundled(), folder).exercises, "")
    assert (draft.untouched, draft.before) == (True, None)
    draft.set_text("name", "Bridge: low")
    assert [draft.untouched] == [False]
    assert draft.text == f'{SCHEMA_LINE}\nname: "Bridge: low"\n'
    assert isinstance(draft.keep(), Kept)
    assert (folder / "exercises" / "new.yaml").read_text() == draft.text


def test_a_copy_shows_the_figure_of_its_source_and_leaves_its_pictures_behind(folder: Path) -> None:
    library = Library(bundled(), folder)
    pigeon = library.exercises.paths["pigeon"]
    copy = ExerciseDraft.copied(pigeon, folder / "exercises" / "new.yaml", library.exercises, "My pigeon")
    assert copy.value(("picture",)) == "figure of pigeon" and copy.value(("name",)) == "My pigeon"
    assert copy.read.faults == () and copy.lines("setup")
    pictured = folder / "exercises" / "pictured.yaml"
    pictured.write_text("name: P\npicture: [{image: a.png}]\n")
    copy = ExerciseDraft.copied(pictured, folder / "exercises" / "new.yaml", library.exercises, "Mine")
    assert copy.text == "name: Mine\n"
    pictured.write_text("name: [broken\n")
    copy = ExerciseDraft.copied(pictured, folder / "exercises" / "new.yaml", library.exercises, "Mine")
    assert copy.text == "name: [broken\n"


def test_two_writers_never_lose_a_change(draft: ExerciseDraft) -> None:
    draft.set_text("summary", "Mine.")
    draft.path.write_text("name: Theirs\n")
    assert draft.keep() == Changed("name: Theirs\n")
    assert draft.path.read_text() == "name: Theirs\n"
    draft.take_theirs()
    assert draft.text == "name: Theirs\n"
    draft.undo()
    assert "summary: Mine." in draft.text


KEYS = ("name", "called", "summary", "settle", "describe")
LISTS = ("works", "needs", "sides", "setup", "cues", "easier", "care", "after")
WORDS = (
    "",
    "mat",
    "20 s",
    "{side} knee: up",
    "- 'quoted' \"twice\"",
    "# no comment",
    "[a",
    "yes",
    "1:30",
    "ü  b",
    "null",
)


def edit_at_random(draft: ExerciseDraft, chance: Random) -> None:
    """Make one edit, as the page makes them."""
    number, count = chance.randrange(8), draft.count(("picture",))
    with suppress(NotEditedError):
        if number < 2:
            draft.set_text(chance.choice(KEYS), chance.choice(WORDS))
        elif number < 4:
            draft.set_texts(chance.choice(LISTS), chance.choices(WORDS, k=chance.randrange(4)))
        elif number == 4:
            draft.set_pose(chance.choice((None, "pigeon", "cat-cow")))
        elif number == 5:
            files = [(f"{n}.png", chance.choice((None, 2.5))) for n in range(chance.randint(1, 3))]
            draft.add_images(files, chance.randint(0, count) if count else None)
        elif count:
            at, key = chance.randrange(count), chance.choice(("alt", "for", "key", "credit", "mirror"))
            act = chance.randrange(3)
            if act == 0:
                draft.set_of_image(at, key, chance.choice(WORDS))
            elif act == 1:
                draft.move(("picture", at), ("picture", chance.randrange(count)))
            else:
                draft.remove_image(at)


@pytest.mark.parametrize("seed", range(30))
def test_random_edits_are_taken_back_to_the_same_bytes(folder: Path, seed: int) -> None:
    library = Library(bundled(), folder)
    chance = Random(seed)
    names = sorted(library.exercises.names())
    path = library.exercises.paths[names[seed % len(names)]]
    draft = ExerciseDraft.opened(path, library.exercises)
    before, texts = draft.text, [draft.text]
    comments = [line for line in before.splitlines() if line.startswith("#")]
    for _ in range(25):
        edit_at_random(draft, chance)
        assert draft.exercise is not None
        assert all(line in draft.text for line in comments)
        texts.append(draft.text)
    while draft.can_undo:
        draft.undo()
        assert draft.text in texts
    assert draft.text.encode() == path.read_bytes()
    while draft.can_redo:
        draft.redo()
    assert draft.text == texts[-1]
