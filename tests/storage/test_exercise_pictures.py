"""What an exercise's `picture` says: whose figure it shows, which of a person's images stands for which moment."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.exercise import Exercise, Image, Mirror, side_of
from app.paths import bundled
from app.storage.image_files import MOST_BYTES, ImageHead, image_head, image_problem
from app.storage.library import ExerciseShelf, Library

RIGHT, LEFT = "right knee forward", "left knee forward"


def shelf(folder: Path, **files: str) -> ExerciseShelf:
    """Return the bundled exercises and some of a person's own, written into a folder."""
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text)
    return ExerciseShelf(bundled() / "resources" / "exercises", folder)


def only(found: ExerciseShelf, key: str) -> Exercise:
    exercise = found.find(key)
    assert exercise is not None
    return exercise


def problem(found: ExerciseShelf, key: str) -> str:
    """Return what is wrong with an exercise, in one sentence."""
    read = found.read(key)
    assert read is not None and read.exercise is None
    (fault,) = read.faults
    return f"{fault.text} {fault.hint}".strip()


@pytest.mark.parametrize("words", ["figure of pigeon", "figure of Pigeon", "Figure  of pigeon"])
def test_an_exercise_shows_the_figure_of_another_one(tmp_path: Path, words: str) -> None:
    mine = only(shelf(tmp_path, mine=f"name: Mine\nsides: [right, left]\npicture: {words}\n"), "mine")
    assert (mine.figure, mine.pose, mine.pictured_as) == (True, "pigeon", "pigeon")
    assert mine.posed("left") == ((RIGHT, LEFT), LEFT)


def test_the_figure_s_name_may_be_written_as_it_is_read(tmp_path: Path) -> None:
    mine = only(shelf(tmp_path, mine="name: Mine\npicture: figure of Legs up the wall\n"), "mine")
    assert mine.pictured_as == "legs-up-the-wall"


def test_the_side_that_is_named_is_the_side_that_is_drawn_whatever_the_order(tmp_path: Path) -> None:
    mine = only(
        shelf(tmp_path, mine="name: Mine\nsides: [left first, right after]\npicture: figure of pigeon\n"), "mine"
    )
    assert [mine.posed(side)[1] for side in mine.sides] == [LEFT, RIGHT]


def test_positions_without_a_side_take_those_of_their_number(tmp_path: Path) -> None:
    mine = only(shelf(tmp_path, mine="name: Mine\nsides: [window, door]\npicture: figure of pigeon\n"), "mine")
    assert [mine.posed(side)[1] for side in mine.sides] == [RIGHT, LEFT]
    three = only(shelf(tmp_path, three="name: T\nsides: [a, b, right]\npicture: figure of pigeon\n"), "three")
    assert [three.posed(side)[1] for side in three.sides] == [None, None, RIGHT]


def test_a_figure_without_sides_is_turned_by_the_exercise_s_own(tmp_path: Path) -> None:
    mine = only(shelf(tmp_path, mine="name: Mine\nsides: [right, left]\npicture: figure of sphinx\n"), "mine")
    assert mine.posed("left") == (("right", "left"), "left")


def test_an_own_version_of_a_bundled_exercise_shows_the_same_figure(tmp_path: Path) -> None:
    mine = only(shelf(tmp_path, pigeon="name: My pigeon\npicture: figure of pigeon\n"), "pigeon")
    assert (mine.pictured_as, mine.pose) == ("pigeon", "")
    other = only(shelf(tmp_path, other="name: Other\npicture: figure of pigeon\n"), "other")
    assert other.pictured_as == "pigeon"


def test_a_figure_may_be_shown_before_its_exercise_is_written(tmp_path: Path) -> None:
    for folder in ("exercises", "figures"):
        (tmp_path / folder).mkdir()
    (tmp_path / "figures" / "crane.yaml").write_text("camera: [0, 0]\n")
    (tmp_path / "exercises" / "mine.yaml").write_text("name: Mine\npicture: figure of crane\n")
    assert only(Library(bundled(), tmp_path).exercises, "mine").pictured_as == "crane"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("figure of pigon", 'picture: there is no exercise "pigon" whose figure could be shown. Did you mean pigeon?'),
        ("figure of plain", 'picture: the exercise "plain" has no figure. Name one that has.'),
        ("figure of borrower",
         'picture: the exercise "borrower" shows another one\'s figure itself. Write figure of pigeon.'),
        ("figure of broken", 'picture: the exercise "broken" has problems of its own. Check its file.'),
        ("figure of", 'picture: "figure of" is not known. Did you mean figure?'),
        ("figure of " + "x" * 300, f'picture: there is no exercise "{"x" * 60}…" whose figure could be shown.'),
        ("pigeon", 'picture: "pigeon" is not known. It may be figure. Another\'s is written figure of pigeon.'),
    ],
)  # fmt: skip
def test_a_figure_that_is_not_there_is_said_with_what_was_meant(tmp_path: Path, said: str, says: str) -> None:
    found = shelf(
        tmp_path, mine=f"name: Mine\npicture: {said}\n", plain="name: Plain\n", broken="[\n",
        borrower="name: B\npicture: figure of pigeon\n",
    )  # fmt: skip
    assert problem(found, "mine") == says


def warned(folder: Path, exercise: str) -> tuple[str, ...]:
    """Return what is said of an own exercise that is good, with its place."""
    (folder / "exercises").mkdir(exist_ok=True)
    (folder / "exercises" / "mine.yaml").write_text(exercise)
    read = Library(bundled(), folder).exercises.read("mine")
    assert read is not None and read.exercise is not None
    return tuple(str(fault).removeprefix(str(folder / "exercises") + "/") for fault in read.faults)


def test_a_figure_of_its_own_name_that_is_not_there_is_a_warning(tmp_path: Path) -> None:
    lacks = 'mine.yaml:2:10: warning: picture: there is no figure "mine", so words are shown in its place. '
    assert warned(tmp_path, "name: Mine\npicture: figure\n") == (f"{lacks}Another's is written figure of pigeon.",)
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "mine.yaml").write_text("camera: [0, 0]\n")
    assert warned(tmp_path, "name: Mine\npicture: figure\n") == ()


def test_the_name_of_a_figure_that_was_nearly_meant_is_offered(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "pigeons.yaml").write_text("name: Pigeons\npicture: figure\n")
    read = Library(bundled(), tmp_path).exercises.read("pigeons")
    assert read is not None and read.faults[0].hint.startswith("Did you mean pigeon?")


def test_an_exercise_that_shows_one_whose_figure_is_not_there_is_a_warning_too(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "crane.yaml").write_text("name: Crane\npicture: figure\n")
    (fault,) = warned(tmp_path, "name: Mine\npicture: figure of crane\n")
    assert fault.startswith('mine.yaml:2:10: warning: picture: there is no figure "crane"')


def test_an_own_version_of_a_bundled_exercise_has_its_figure(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "pigeon.yaml").write_text("name: My pigeon\npicture: figure\n")
    read = Library(bundled(), tmp_path).exercises.read("pigeon")
    assert read is not None and read.faults == ()


def test_an_exercise_in_a_routine_that_asks_for_a_figure_of_its_name_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    routine = tmp_path / "routines" / "mine.yaml"
    routine.write_text("format: 1\nname: Mine\nsteps:\n  - {name: Pigeon, hold: 1 min, picture: figure}\n")
    read = Library(bundled(), tmp_path).routine("mine")
    assert read is not None and read.routine is not None
    (fault,) = read.faults
    assert (fault.line, fault.column, fault.warning) == (4, 42, True)
    assert 'there is no figure "Pigeon"' in fault.text
    assert fault.hint == "Did you mean pigeon? Another's is written figure of pigeon."


def test_names_longer_than_any_file_s_are_told_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "mine.yaml").write_text(f"name: Mine\npicture: figure of {'x' * 300}\n")
    (tmp_path / "exercises" / "beside.yaml").write_text(f"name: Mine\npicture: [{{image: {'x' * 300}.png}}]\n")
    own = Library(bundled(), tmp_path).exercises
    assert "there is no exercise" in problem(own, "mine")
    assert "beside this file. Put the picture there." in problem(own, "beside")


def test_exercises_that_name_each_other_end_in_a_sentence(tmp_path: Path) -> None:
    chain = {f"e{n}": f"name: E\npicture: figure of e{(n + 1) % 2000}\n" for n in range(2000)}
    found = shelf(tmp_path, **chain)
    assert problem(found, "e0").endswith("Write figure of e2.")


def test_an_inline_exercise_shows_another_one_s_figure_too(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    routine = tmp_path / "routines" / "mine.yaml"
    routine.write_text("format: 1\nname: Mine\nsteps:\n  - {name: Rest, hold: 1 min, picture: figure of sphinx}\n")
    read = Library(bundled(), tmp_path).routine("mine")
    assert read is not None and read.routine is not None
    assert next(read.routine.every_step()).exercise.pictured_as == "sphinx"
    routine.write_text("format: 1\nname: Mine\nsteps:\n  - {name: Rest, hold: 1 min, picture: figure of spinx}\n")
    bad = Library(bundled(), tmp_path).routine("mine")
    assert bad is not None and "Did you mean sphinx?" in str(bad.faults[0])


PHASES = Exercise("e", "E", sides=("right", "left"), images=(
    Image("one.png", 2), Image("two.png"), Image("cow.png", key="cow"), Image("left.png", key="left"),
    Image("bent.png", key="bent", mirror=Mirror.NEVER),
))  # fmt: skip


def test_an_image_with_a_key_shows_the_phase_the_position_or_the_easier_form_of_that_name() -> None:
    assert PHASES.images_for("right") == (0, 1)
    assert PHASES.images_for("left") == (3,)
    assert PHASES.images_for("left", "cow") == (2,)
    assert PHASES.images_for("right", "bent") == (4,)
    assert PHASES.images_for("right", "no such phase") == (0, 1)


def test_with_keys_alone_the_first_one_stands_for_every_other_moment() -> None:
    keyed = Exercise("e", "E", images=(Image("cow.png", key="cow"), Image("cat.png", key="cat")))
    assert keyed.images_for(None) == (0,)
    assert keyed.images_for(None, "cat") == (1,)
    assert Exercise("e", "E").images_for(None, "cat") == ()


def test_what_is_turned_for_the_second_position() -> None:
    turned = [PHASES.is_mirrored(image, "left") for image in PHASES.images]
    assert turned == [True, True, True, False, False]  # `left` shows the left side as it is
    assert not any(PHASES.is_mirrored(image, "right") for image in PHASES.images)
    assert PHASES.is_mirrored(Image("x.png", mirror=Mirror.ALWAYS), "right")


names = st.sampled_from(["right", "left", "left knee", "right knee", "window", "door", "up"])


@given(st.lists(names, max_size=4, unique=True), st.lists(names, max_size=4, unique=True))
def test_a_borrowed_figure_never_shows_the_other_side(own: list[str], theirs: list[str]) -> None:
    exercise = Exercise("e", "E", sides=tuple(own), figure=True, pose="p", pose_sides=tuple(theirs))
    for position in own:
        sides, posed = exercise.posed(position)
        assert posed is None or posed in sides
        named = {side for other in theirs if (side := side_of(other)) is not None}
        if theirs and side_of(position) in named:
            assert side_of(posed) is side_of(position)


keys = st.sampled_from(["", "right", "cow", "bent"])


@given(st.lists(keys, max_size=5), st.none() | names, st.none() | keys)
def test_there_is_a_picture_for_every_moment_and_never_one_of_another_name(
    said: list[str], position: str | None, frame: str | None
) -> None:
    exercise = Exercise("e", "E", images=tuple(Image(f"{n}.png", key=key) for n, key in enumerate(said)))
    shown = exercise.images_for(position, frame)
    assert bool(shown) is bool(said)
    found = {said[number] for number in shown}
    assert len(found) <= 1
    if frame and frame in said:
        assert found == {frame}
    elif position in said:
        assert found == {position}
    elif "" in said:
        assert found == {""}


def test_a_phase_without_a_name_asks_for_the_position() -> None:
    exercise = Exercise("e", "E", images=(Image("0.png"), Image("1.png", key="right")))
    assert exercise.images_for("right", "") == (1,)


def test_images_are_found_in_the_folder_of_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_head(4, 3))
    mine = only(shelf(tmp_path, mine="name: Mine\npicture: [{image: a.png, key: cow}]\n"), "mine")
    assert (mine.folder, mine.images) == (str(tmp_path), (Image("a.png", key="cow"),))


def png_head(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + struct.pack(">II", width, height) + b"\x08\x06\0\0\0"


JPEG = b"\xff\xd8\xff\xe1\x00\x0aExif\0\0xx\xff\xff\xc2\x00\x11\x08\x00\x03\x00\x04" + bytes(9)


@pytest.mark.parametrize(
    ("data", "head"),
    [
        (png_head(4, 3), ImageHead("png", (4, 3))),
        (JPEG, ImageHead("jpg", (4, 3))),
        (b"GIF89a\x04\x00\x03\x00", ImageHead("gif", (4, 3))),
        (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x03\0\0\x02\0\0", ImageHead("webp", (4, 3))),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x03\x80\x00\x00" + bytes(9), ImageHead("webp", (4, 3))),
        (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x04\0\x03\0", ImageHead("webp", (4, 3))),
        (b'<?xml version="1.0"?>\n<!-- a --><svg xmlns="x">', ImageHead("svg", None)),
        (b"BM000000", None),
        (b"", None),
        (b"\xff\xd8\xff\xe1\xff\xff", None),
    ],
)
def test_a_picture_s_first_bytes_tell_its_kind_and_size(data: bytes, head: ImageHead | None) -> None:
    assert image_head(data) == head


def test_a_picture_that_is_too_large_or_none_is_a_warning_and_words_stand_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(png_head(60_000, 60_000))
    (tmp_path / "notes.jpg").write_text("Dear diary")
    with (tmp_path / "long.gif").open("wb") as file:
        file.write(b"GIF89a\x04\x00\x03\x00")
        file.truncate(MOST_BYTES + 1)
    files = "[{image: bomb.png}, {image: notes.jpg}, {image: long.gif}]"
    read = shelf(tmp_path, mine=f"name: Mine\npicture: {files}\n").read("mine")
    assert read is not None and read.exercise is not None and len(read.exercise.images) == 3
    assert all(fault.warning for fault in read.faults)
    assert [fault.text for fault in read.faults] == [
        'image: "bomb.png" is too large: 60000 x 60000 pixels, where 64 million are the most.',
        'image: "notes.jpg" is no picture that can be read.',
        'image: "long.gif" is too large: 30.0 MB, where 30 are the most.',
    ]
    assert image_problem(tmp_path / "nowhere.png") == "cannot be read: No such file or directory"


def test_the_examples_of_the_page_about_own_exercises_are_good(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "own-exercises.md").read_text()
    exercise, images = (block.partition("```")[0] for block in page.split("```yaml\n")[1:])
    (tmp_path / "mine.yaml").write_text(exercise)
    for name in ("rest", "lift", "up", "both"):
        (tmp_path / f"{name}.jpg").touch()
    (tmp_path / "pictured.yaml").write_text(f"name: Mine\n{images}")
    found = shelf(tmp_path)
    for key in ("mine", "pictured"):
        read = found.read(key)
        assert read is not None and read.faults == ()
    assert len(only(found, "pictured").images) == 4


PNG_WHOLE = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 4, 3) + b"rest IEND\xaeB`\x82"
WEBP_WHOLE = b"RIFF" + struct.pack("<I", 34) + b"WEBPVP8X" + bytes(26)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.png", b"", "is empty"), ("a.png", PNG_WHOLE, ""), ("a.png", PNG_WHOLE + b"more" * 99, ""),
        ("a.png", PNG_WHOLE[:30], "is cut off"), ("a.webp", WEBP_WHOLE, ""), ("a.webp", WEBP_WHOLE[:36], "is cut off"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_told_once_nobody_can_be_writing_it_any_more(
    name: str, data: bytes, says: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert image_problem(path) == ""
    os.utime(path, (1e9, 1e9))
    assert image_problem(path) == says
