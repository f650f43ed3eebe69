"""`holdwell figure`: pictures, words and measures from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from app.cli import run
from app.paths import bundled
from app.ui.theme import DARK, LIGHT, Role

Picture = NDArray[np.uint8]
SMALL = ("--size", "240x180")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """Stand in an empty folder, with Qt there."""
    monkeypatch.chdir(tmp_path)


def figure(*words: str) -> int:
    """Return the exit status; the person's folder is the empty one."""
    try:
        return run(["--data-dir", "data", "figure", *words])
    except SystemExit as end:
        return int(str(end.code))


def picture(path: str) -> Picture:
    """Return a picture file's (height, width, 3) colours."""
    image = QImage(path)
    assert not image.isNull()
    return numbers(image)


def numbers(image: QImage) -> Picture:
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)  # held: its pixels are read below
    flat = np.frombuffer(plain.constBits(), dtype=np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[..., :3].copy()


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def test_without_a_name_the_picture_lies_in_the_current_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert figure("cat-cow", *SMALL) == 0
    assert capsys.readouterr().out == "cat-cow.png\n"
    image = picture("cat-cow.png")
    assert image.shape == (180, 240, 3)
    assert image[0, 0].tolist() == rgb(LIGHT[Role.STAGE])


def test_the_ground_is_the_stage_s_in_the_dark_too() -> None:
    assert figure("cat-cow", *SMALL, "--theme", "dark", "--out", "a.png") == 0
    assert picture("a.png")[0, 0].tolist() == rgb(DARK[Role.STAGE])


def test_the_second_position_is_the_first_one_s_exact_mirror_by_number_and_by_name() -> None:
    for out, side in (("a.png", "1"), ("b.png", "2"), ("c.png", "left knee forward"), ("d.png", "left")):
        assert figure("pigeon", *SMALL, "--side", side, "--out", out) == 0
    assert np.array_equal(picture("a.png")[:, ::-1], picture("b.png"))
    assert np.array_equal(picture("b.png"), picture("c.png"))
    assert np.array_equal(picture("b.png"), picture("d.png"))
    assert not np.array_equal(picture("a.png"), picture("b.png"))


def test_without_a_side_the_first_position_is_drawn_and_a_keyframe_of_a_position_s_name_is_not_mirrored() -> None:
    for out, words in (("a.png", ()), ("b.png", ("--side", "right")), ("c.png", ("--key", "right"))):
        assert figure("childs-pose-with-rotation", *SMALL, *words, "--out", out) == 0
    assert np.array_equal(picture("b.png"), picture("c.png"))
    assert not np.array_equal(picture("a.png"), picture("b.png"))


def test_a_letter_is_drawn_only_where_it_is_asked_for_and_is_never_mirrored() -> None:
    counts = []
    for words in ((), ("--letter",), ("--letter", "--side", "2")):
        assert figure("pigeon", "--size", "400x300", *words, "--out", "a.png") == 0
        counts.append(int((picture("a.png") == rgb("#C2502C")).all(2).sum()))
    assert counts[0] == 0
    assert min(counts[1:]) > 20


def test_a_letter_where_no_side_works_more_is_left_out_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert figure("cat-cow", *SMALL, "--letter") == 0
    assert "no letter is drawn" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("lat-pulldown",), ("pigeon", "--side", "2", "--theme", "dark")])
def test_a_vector_picture_looks_like_the_other_one_and_is_small(words: tuple[str, ...]) -> None:
    # As large as a vector picture is traced: smaller ones have heavier lines of their own.
    size = ("--size", "1200x900")
    assert figure(*words, *size, "--out", "a.png") == 0
    assert figure(*words, *size, "--out", "a.svg") == 0
    content = Path("a.svg").read_text(encoding="utf-8")
    assert len(content) < 300_000
    assert "<image" not in content
    assert content.count("<path") > 15
    drawn = QImage(1200, 900, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer("a.svg").render(painter, QRectF(0, 0, 1200, 900))
    painter.end()
    assert np.abs(picture("a.png").astype(int) - numbers(drawn)).mean() < 2.0


def test_each_keyframe_is_described_or_the_one_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert figure("cat-cow", "--describe") == 0
    both = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in both] == ["cow", "cat"]
    assert figure("cat-cow", "--describe", "--key", "cat") == 0
    assert f"cat: {capsys.readouterr().out.strip()}" == both[1]
    assert figure("pigeon", "--describe", "--side", "2") == 0
    assert capsys.readouterr().out.startswith("Left knee")


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("pigen",), 1, "Did you mean pigeon?"),
        ((), 2, "name the exercise"),
        (("pigeon", "cat-cow"), 2, "one exercise"),
        (("pigeon", "--key", "hodl"), 2, "Did you mean hold?"),
        (("pigeon", "--side", "3"), 2, "there are 2 positions"),
        (("pigeon", "--side", "right knee forwards"), 2, "Did you mean right knee forward?"),
        (("cat-cow", "--side", "1"), 2, "no positions"),
        (("pigeon", "--size", "12"), 2, "for example 1200x900"),
        (("pigeon", "--size", "5000x10"), 2, "for example 1200x900"),
        (("pigeon", "--out", "a.jpg"), 2, "does not end in .png or .svg"),
        (("pigeon", "--theme", "drak"), 2, "Did you mean dark?"),
        (("pigeon", "--skin", "5"), 2, "1, 2, 3 or 4"),
        (("pigeon", *SMALL, "--out", "no/such/a.png"), 1, "cannot be written"),
        (("--check", "pigen"), 1, "Did you mean pigeon?"),
    ],
)
def test_wrong_words_get_a_sentence(
    words: tuple[str, ...], status: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figure(*words) == status
    assert sentence in capsys.readouterr().err
    assert list(Path().glob("*.png")) == []


def test_an_exercise_without_a_figure_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data" / "exercises").mkdir(parents=True)
    (tmp_path / "data" / "exercises" / "neck-roll.yaml").write_text("name: Neck roll\n", encoding="utf-8")
    assert figure("neck-roll") == 1
    assert "Neck roll has no figure." in capsys.readouterr().err


def test_a_figure_of_one_s_own_wins_and_its_faults_are_said_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "data" / "figures"
    own.mkdir(parents=True)
    shutil.copy(bundled() / "resources" / "figures" / "cat-cow.yaml", own / "pigeon.yaml")
    assert figure("pigeon", "--describe") == 0
    assert capsys.readouterr().out.startswith("cow:")
    (own / "pigeon.yaml").write_text("camera: [1, 2]\nkeys:\n  hold: {fit: [q]}\n", encoding="utf-8")
    assert figure("pigeon", *SMALL) == 1
    assert "pigeon.yaml:3:" in capsys.readouterr().err


def test_the_check_prints_the_worst_of_each_figure_and_fails_where_one_is_out_of_bounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figure("--check", "cat-cow", "sphinx") == 0
    said = capsys.readouterr().out
    assert "cat-cow: good" in said
    assert "below the floor" in said
    own = tmp_path / "data" / "figures"
    own.mkdir(parents=True)
    (own / "sphinx.yaml").write_text("keys: {hold: {at: [0, 0, 0.5]}}\n", encoding="utf-8")
    assert figure("--check", "cat-cow", "sphinx") == 1
    assert "out of bounds" in capsys.readouterr().out


def own(**exercises: str) -> None:
    """Write exercises into the person's folder."""
    folder = Path("data/exercises")
    folder.mkdir(parents=True)
    for name, text in exercises.items():
        (folder / f"{name}.yaml").write_text(text)


def test_an_exercise_with_another_one_s_pose_is_drawn_as_that_one() -> None:
    own(mine="name: Mine\nsides: [left, right]\npicture: figure of pigeon\n")
    assert figure("pigeon", "--side", "left knee forward", "--letter", *SMALL) == 0
    assert figure("mine", "--letter", *SMALL) == 0
    assert (picture("mine.png") == picture("pigeon.png")).all()


def test_an_exercise_with_pictures_of_its_own_says_which(capsys: pytest.CaptureFixture[str]) -> None:
    own(mine="name: Mine\npicture: [{image: a.png}]\n")
    Path("data/exercises/a.png").touch()
    assert figure("mine") == 1
    assert "shown by pictures of its own, a.png in " in capsys.readouterr().err
