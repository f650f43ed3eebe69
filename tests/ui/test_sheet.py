"""A routine on paper: its words, where they stand, what is drawn, and how one gets there from window and command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.cli import run
from app.clocks import Clocks
from app.core.exercise import Exercise, Image
from app.core.lengths import Count, Span
from app.core.routine import Choice, Circuit, Each, Node, Phase, Routine, Step
from app.paths import bundled, folders
from app.storage.chosen_file import FileRefusedError
from app.ui.main_window import MainWindow
from app.ui.pages.routine_page import RoutinePage
from app.ui.picture_wishes import Wanted
from app.ui.printed_routine import Paper, page_layout, pictures_wanted, write_sheet
from app.ui.printed_weeks import DOTS
from app.ui.sheet_layout import FOOT, GAP, HEADING, TALLEST_PICTURE, laid_out, lines_of, pictures_fit, words_of
from app.ui.sheet_words import Sheet, SheetWish, sheet_of
from app.ui.theme import Appearance, Theme
from app.window_request import WindowRequest
from tests.bundled import routines
from tests.ui.own_pictures import encoded, two_halves

FONTS = bundled() / "resources" / "fonts"
A4, LETTER = (186.0, 273.0), (191.9, 255.4)  # millimetres within our margins
LEGS = ("right leg", "left leg")
PIGEON = Exercise("pigeon", "Pigeon", sides=LEGS, needs=("mat",), setup=("Slide the {side} knee up.",), figure=True)
COW = Exercise("cat-cow", "Cat-cow", figure=True)
SPHINX = Exercise("sphinx", "Sphinx")


@pytest.fixture(autouse=True)
def _type(qapp: QApplication) -> None:
    """Have our typeface, as the window has."""
    Theme(FONTS).apply()


def sheet(*steps: Node, level: int | None = None, **more: object) -> Sheet:
    return sheet_of(Routine("mine", "Mine", steps, **more), level, keys_of=lambda _: ("cow", "cat"))  # type: ignore[arg-type]  # fields of a routine


def test_a_range_stays_a_range_and_a_level_makes_it_one_length() -> None:
    step = Step(PIGEON, hold=Span(180, 300), each=Each.SIDE, positions=LEGS)
    (row,) = sheet(step).rows
    assert (row.dose, row.facts) == ("Hold 3–5 min, each side", ("right leg, then left",))
    assert row.how == ("Slide the right knee up.",)
    (row,) = sheet(step, level=40).rows
    assert (row.dose, row.facts) == ("Hold 3 min 50 s, each side", ("right leg, then left; prescribed: 3–5 min",))


@pytest.mark.parametrize(
    ("step", "dose", "facts"),
    [
        (Step(SPHINX, reps=Count(10, 12)), "10–12 times", ""),
        (Step(SPHINX, hold=Span(5, 5), reps=Count(8, 8)), "8 × 5 s", ""),
        (Step(SPHINX, hold=Span(10, 10), sets=Count(2, 3)), "2–3 sets: hold 10 s", "30 s rest between sets"),
        (Step(SPHINX, reps=Count(6, 6), sets=Count(3, 3), rest=Span(0, 0)), "3 sets of 6", ""),
        (Step(SPHINX, reps=Count(1, 1), sets=Count(3, 3), rest=Span(0, 0)), "3 sets: once", ""),
        (Step(SPHINX, reps=Count(6, 6), own_pace=True), "6 times", "at your own pace"),
        (Step(SPHINX, hold=Span(60, 90)), "Hold 60–90 s", ""),
        (Step(SPHINX, hold=Span(90, 150)), "Hold 1:30–2:30 min", ""),
        (
            Step(COW, reps=Count(6, 6), rep=(Phase("cow", Span(5, 5), "in"), Phase("cat", Span(5, 9)))),
            "6 times",
            "cow 5 s (breathe in), cat 5–9 s",
        ),
        (
            Step(PIGEON, hold=Span(5, 5), reps=Count(8, 8), each=Each.ALTERNATE, positions=LEGS),
            "8 × 5 s a side, changing each time",
            "right leg, then left",
        ),
        (
            Step(SPHINX, hold=Span(30, 30), positions=("a", "b", "c")),
            "Hold 30 s, in each of 3 positions",
            "a, then b, then c",
        ),
        (Step(SPHINX, hold=Span(30, 30), optional=True), "Hold 30 s", "may be left out"),
    ],
)  # fmt: skip
def test_a_dose_is_said_in_words(step: Step, dose: str, facts: str) -> None:
    (row,) = sheet(step).rows
    assert (row.dose, "; ".join(row.facts)) == (dose, facts)


def test_alternatives_circuits_and_what_is_written_for_the_person_are_told() -> None:
    choice = Choice((Step(PIGEON, hold=Span(60, 60)), Step(SPHINX, hold=Span(30, 30), when="the knee complains")))
    inner = Circuit(Count(2, 2), (Step(COW, reps=Count(5, 5), load="8 kg", note="slowly"),))
    rows = sheet(choice, Circuit(Count(3, 3), (inner, Step(SPHINX, hold=Span(5, 5))), Span(60, 60))).rows
    assert rows[0].facts == ("right leg", "or Sphinx: hold 30 s, when the knee complains")
    assert [p.caption for p in rows[0].pictures] == ["", "or Sphinx"]
    assert (rows[1].above, rows[1].depth) == ("3 rounds, 1 min rest between, 2 rounds", 2)
    assert rows[1].facts == ("8 kg", "slowly")
    assert (rows[2].number, rows[2].above, rows[2].depth) == (3, "", 1)


def test_the_routine_s_own_rest_stands_between_rounds_that_name_none() -> None:
    row = Circuit(Count(3, 3), (Step(SPHINX, hold=Span(10, 10)),))
    assert sheet(row, rest=Span(20, 20)).rows[0].above == "3 rounds, 20 s rest between"
    assert sheet(row).rows[0].above == "3 rounds"


def test_a_side_in_a_note_and_in_what_to_look_out_for_is_written_out() -> None:
    careful = Exercise("pigeon", "Pigeon", sides=LEGS, care=("Does the {side} knee complain?",))
    (row,) = sheet(Step(careful, hold=Span(60, 60), each=Each.SIDE, positions=LEGS, note="Press the {side} foot.")).rows
    assert row.how == ("Does the right knee complain?",)
    assert row.facts[-1] == "Press the right foot."


def test_of_a_movement_both_ends_are_drawn() -> None:
    phases = (Phase("cow", Span(5, 5)), Phase("pause", Span(1, 1)), Phase("cat", Span(5, 5)))
    (row,) = sheet(Step(COW, reps=Count(6, 6), rep=phases)).rows
    assert [(p.frame, p.caption) for p in row.pictures] == [("cow", "cow"), ("cat", "cat")]


def test_the_head_says_who_gave_it_how_often_how_long_and_what_is_needed() -> None:
    made = sheet(Step(PIGEON, hold=Span(60, 120)), by="Dr Ada", often=3, until=date(2027, 1, 31), level=50)
    assert made.facts == ("Given by Dr Ada", "3 times a week", "until 31 January 2027", "2 min", "level 50 of 100")
    assert made.needs == "mat"
    fixed = sheet(Step(PIGEON, hold=Span(60, 120)), fixed_level=True)
    assert (fixed.facts, fixed.rows[0].dose) == (("70 s",), "Hold 1 min")


def test_what_the_page_left_out_and_chose_is_left_out_and_chosen() -> None:
    choice = Choice((Step(PIGEON, hold=Span(60, 60)), Step(SPHINX, hold=Span(30, 30))))
    routine = Routine("mine", "Mine", (choice, Step(COW, reps=Count(6, 6), optional=True)))
    (row,) = sheet_of(routine, 0, {1: 2}, ((1,),)).rows
    assert row.name == "Sphinx" and row.facts[-1] == "or Pigeon: hold 1 min"


# Where it stands

WORDS = st.text("abcdefghij lmnopqrstuvwxyz", min_size=1, max_size=300)
STEPS = st.builds(
    lambda name, note, load, figure: Step(
        Exercise(name, name, figure=figure, setup=(note,) * 6), hold=Span(60, 90), note=note, load=load
    ),
    WORDS, WORDS, st.just("") | WORDS, st.booleans(),
)  # fmt: skip
NODES = STEPS | st.builds(lambda step: Circuit(Count(3, 3), (Circuit(Count(2, 2), (step,)),)), STEPS)


@given(st.lists(NODES, min_size=1, max_size=16), st.sampled_from([A4, LETTER]), WORDS)
@settings(max_examples=25, deadline=None)
def test_up_to_sixteen_exercises_take_two_pages_and_none_is_cut(
    nodes: list[Node], paper: tuple[float, float], name: str
) -> None:
    made = sheet_of(Routine("mine", name, tuple(nodes), summary=name * 3, by=name))
    layout = laid_out(made, *paper)
    assert len(layout.pages) <= 2
    assert [placed.row for page in layout.pages for placed in page] == list(made.rows)
    for number, page in enumerate(layout.pages):
        free = layout.head if number == 0 else 0.0
        for placed in page:
            assert placed.top - (HEADING if placed.row.above else 0.0) >= free - 1e-6
            assert placed.height >= 12
            free = placed.top + placed.height
        assert free <= paper[1] - FOOT + 1e-6


def test_forty_exercises_take_as_many_pages_as_they_need_and_all_is_said() -> None:
    steps = [
        Step(Exercise(f"e{n}", f"Exercise {n}"), hold=Span(60, 60), note="as far as it goes " * 9) for n in range(40)
    ]
    made = sheet(*steps)
    layout = laid_out(made, *A4)
    assert 4 <= len(layout.pages) <= 8 and sum(map(len, layout.pages)) == 40
    for placed in layout.pages[1]:
        text, size, weight, most = words_of(placed.row)[2]
        assert not lines_of(text, size, 100.0, weight, most)[-1].endswith("…")


def test_a_bundled_routine_is_one_page_and_says_all_that_must_be_read() -> None:
    for routine in routines().values():
        made = sheet_of(routine)
        layout = laid_out(made, *A4)
        assert len(layout.pages) == 1
        for placed in layout.pages[0]:
            count, wide = pictures_fit(placed.row, len(placed.row.pictures), 147.0, placed.height - GAP)
            room = 147.0 - count * (wide + GAP) - 1.5 * GAP
            tall = sum(len(lines_of(t, s, room, w, m)) * s * 1.3 for t, s, w, m in words_of(placed.row))
            assert count >= 1 and tall <= placed.height - GAP + 0.2


def test_a_long_line_ends_with_an_ellipsis_and_a_whole_one_does_not() -> None:
    assert lines_of("a b c", 3.1, 50.0) == ["a b c"]
    cut = lines_of("word " * 50, 3.1, 50.0, most=2)
    assert len(cut) == 2 and cut[1].endswith("…") and cut[0].startswith("word")
    assert len(lines_of("x" * 400, 3.1, 50.0)) > 5


def test_a_line_that_is_cut_goes_on_where_the_one_above_ends(qapp: QApplication) -> None:
    text = "Banded hip abduction a Donaudampfschifffahrtskapitaen"
    cut = [lines_of(text, 4.0, float(width), most=2) for width in range(30, 60)]
    assert ["Banded hip abduction", "a Donaudampf…"] in [[first, second[:12] + "…"] for first, second in cut]
    assert all(text.startswith(f"{first} {second[:-1]}") for first, second in cut)


def test_an_emoji_does_not_move_the_ends_of_lines(qapp: QApplication) -> None:
    assert lines_of("🧘🧘🧘 Thread the needle slowly", 4.0, 40.0)[1].startswith("needle")


# Ink


def painted(made: Sheet, images: dict[Wanted, QImage], dots: int = 100) -> QImage:
    """Return the first page as it comes from the printer, so many dots an inch."""
    layout = laid_out(made, *A4)
    image = QImage(int(A4[0] / 25.4 * dots), int(A4[1] / 25.4 * dots), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(dots / DOTS, dots / DOTS)
    Paper(painter, made, layout, images, pictures_wanted(made)).page(0)
    painter.end()
    return image


def at(image: QImage, x: float, y: float, dots: int = 100) -> str:
    return QColor(image.pixel(int(x / 25.4 * dots), int(y / 25.4 * dots))).name()


def test_an_own_picture_stands_upright_on_white_beside_its_words(tmp_path: Path) -> None:
    exercise = Exercise("bridge", "Bridge", images=(Image("b.png"),), folder=str(tmp_path))
    made = sheet(Step(exercise, reps=Count(10, 10)))
    (wanted,) = pictures_wanted(made).values()
    assert (wanted.file, wanted.dark) == (str(tmp_path / "b.png"), False)
    image = painted(made, {wanted: two_halves(80, 60)})
    top = laid_out(made, *A4).head + GAP / 2
    assert (at(image, 4, top + 10), at(image, TALLEST_PICTURE * 4 / 3 - 4, top + 10)) == ("#d02020", "#2030d0")
    assert at(image, 150, top + 40) == "#ffffff"


def test_every_exercise_has_twenty_eight_boxes() -> None:
    made = sheet(Step(SPHINX, hold=Span(60, 60)))
    image, down = painted(made, {}), laid_out(made, *A4).head + 10
    row = [at(image, x / 10, down) for x in range(1500, 1860)]
    lines = sum(one == "#ffffff" != other for one, other in pairwise(row))
    assert 8 <= lines <= 9  # eight sides of seven boxes, and a week's number where it meets the row


def test_figures_have_two_hundred_dots_an_inch_at_the_size_they_are_printed() -> None:
    wide = TALLEST_PICTURE * 4 / 3 / 25.4
    for made in (sheet_of(routine) for routine in routines().values()):
        assert all(w.size[0] / wide >= 200 and not w.dark for w in pictures_wanted(made).values())


def pages_of(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
def test_the_file_has_the_pages_that_are_told(size: QPageSize.PageSizeId, tmp_path: Path) -> None:
    steps = [Step(PIGEON, hold=Span(60, 90)) for _ in range(16)]
    images = {wanted: two_halves(64, 48) for wanted in pictures_wanted(sheet(*steps)).values()}
    assert write_sheet(tmp_path / "x.pdf", sheet(*steps), images, size) == pages_of(tmp_path / "x.pdf") == 2
    assert page_layout(size).paintRect().width() > 180


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="does not exist"):
        write_sheet(tmp_path / "no" / "x.pdf", sheet(Step(SPHINX, hold=Span(5, 5))), {}, QPageSize.PageSizeId.A4)


# From the window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    theme = Theme(FONTS)
    theme.set_appearance(Appearance.DARK)
    theme.apply()
    window = MainWindow(theme, folders(tmp_path / "data"), Clocks())
    qtbot.addWidget(window)
    if not hasattr(request, "param"):
        window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # one test draws, and that is enough
    window.open_with(WindowRequest(), listening=False)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.waitUntil(lambda: window.shelf.search is not None)
    window.show_routine("upper-back-opener")
    yield window
    window.leave()
    window.close_stores()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")  # a window without a screen has no front
def test_the_routine_page_offers_paper_in_a_menu(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.sheets.ask_path = lambda *asked: ""
    page = window.page
    assert isinstance(page, RoutinePage)
    QTest.keyClick(page.print_button, Qt.Key.Key_Return)
    menu = page.findChild(QMenu)
    assert menu is not None and [action.text() for action in menu.actions()] == ["Save as PDF …", "Print …"]
    with qtbot.waitSignal(page.sheet_requested) as asked:
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert asked.args == ["save", SheetWish(page.routine, 0)]


@pytest.mark.parametrize("window", ["drawn"], indirect=True)
def test_the_routine_page_saves_the_sheet_as_a_pdf(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.desk.sheets.ask_path = lambda title, name, kinds, save: str(tmp_path / name.removesuffix(".pdf"))
    page = window.page
    assert isinstance(page, RoutinePage)
    action = QAction()
    action.setData("save")
    with qtbot.waitSignal(window.desk.past.noticed, timeout=20_000) as told:
        page.take_wish(action)
        waiting = QApplication.overrideCursor()
    path = tmp_path / "upper-back-opener.pdf"
    assert told.args == [f"The sheet is in {path}."]
    assert waiting is not None and QApplication.overrideCursor() is None
    assert pages_of(path) == 1 and b"/Subtype /Image" in path.read_bytes()


def test_the_sheet_goes_to_the_printer_and_nowhere_where_none_was_chosen(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = window.page
    assert isinstance(page, RoutinePage)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    asked: list[str] = []
    window.desk.sheets.ask_printer = asked.append
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["Upper back opener"] and not (tmp_path / "printed.pdf").exists()
    window.desk.sheets.ask_printer = lambda name: printer
    with qtbot.waitSignal(window.desk.past.noticed, timeout=20_000) as told:
        QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [f"The sheet is in {tmp_path / 'printed.pdf'}."]
    assert pages_of(tmp_path / "printed.pdf") == 1


def test_a_file_that_cannot_be_written_is_said(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.desk.sheets.ask_path = lambda *asked: str(tmp_path / "no" / "x.pdf")
    page = window.page
    assert isinstance(page, RoutinePage)
    action = QAction()
    action.setData("save")
    with qtbot.waitSignal(window.desk.past.noticed, timeout=20_000) as told:
        page.take_wish(action)
    assert told.args is not None and "does not exist" in told.args[0]


# From the command line


def command(tmp_path: Path, *words: str) -> int:
    try:
        return run(["--data-dir", str(tmp_path / "data"), "sheet", *words])
    except SystemExit as end:
        return int(str(end.code))


def test_the_command_writes_the_file_and_says_its_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.pdf"
    assert command(tmp_path, "upper-back-opener", "--level", "40", "--out", str(out)) == 0
    assert capsys.readouterr().out == f"{out}: 1 page\n"
    assert pages_of(out) == 1 and b"/Subtype /Image" in out.read_bytes()
    assert command(tmp_path, "upper-back-opener", "--paper", "letter", "--out", str(out)) == 0


def test_own_pictures_are_in_the_commands_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.png").write_bytes(encoded(two_halves(), "png"))
    (tmp_path / "mine.yaml").write_text(
        "format: 1\nname: Mine\nsteps:\n  - {name: Bridge, reps: 10, picture: [{image: b.png}]}\n", encoding="utf-8"
    )
    assert command(tmp_path, str(tmp_path / "mine.yaml"), "--out", str(tmp_path / "mine.pdf")) == 0
    assert b"/Subtype /Image" in (tmp_path / "mine.pdf").read_bytes()


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("lower-back-relase",), 1, "Did you mean"),
        (("lower-back-release", "--level", "101"), 2, "not a level from 0 to 100"),
        (("lower-back-release", "--choose", "1=2"), 2, "holdwell: "),
        (("lower-back-release", "--paper", "a3"), 2, "a3"),
    ],
)
def test_what_is_wrong_is_said(
    words: tuple[str, ...], status: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(tmp_path, *words, "--out", str(tmp_path / "x.pdf")) == status
    assert says in capsys.readouterr().err and not (tmp_path / "x.pdf").exists()


def test_a_file_with_problems_has_no_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("format: 1\nname: Bad\n", encoding="utf-8")
    assert command(tmp_path, str(tmp_path / "bad.yaml"), "--out", str(tmp_path / "x.pdf")) == 1
    assert '"steps" is missing' in capsys.readouterr().err
    assert command(tmp_path, "upper-back-opener", "--out", str(tmp_path)) == 1
    assert "is a folder" in capsys.readouterr().err
