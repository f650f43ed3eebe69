"""An exercise of one's own in the real window: made, changed, pictured and kept, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.paths import folders
from app.ui.exercise_room import ExerciseRoom
from app.ui.image_coding import know_formats
from app.ui.main_window import MainWindow
from app.ui.pages.exercise_page import ExercisePage
from app.ui.pages.exercise_picture import NOTHING, OWN, POSE
from app.ui.pages.exercise_words import BOTH, NAMED
from app.ui.pages.hold_page import HoldPage
from app.ui.theme import Theme
from app.window_request import Opening, WindowRequest
from tests.ui.own_pictures import GPS, encoded, photograph, two_halves

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


class Opened:
    """A window on a data folder, with an exercise's page open in it."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        self.data, self.qtbot = data, qtbot
        theme = Theme(FONTS)
        theme.apply()
        self.window = MainWindow(theme, folders(data))
        self.window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
        self.window.open_with(WindowRequest(), listening=False)
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.shelf.search is not None)

    def shut(self) -> None:
        """Leave without a question."""
        self.window.leave()
        self.window.close_stores()

    def begin(self) -> ExercisePage:
        """Open the page of a new exercise."""
        self.window.show_page("hold")
        self.window.new_exercise()
        return self.page

    @property
    def page(self) -> ExercisePage:
        page = self.window.page
        assert isinstance(page, ExercisePage)
        return page

    @property
    def room(self) -> ExerciseRoom:
        assert self.window.exercise_room is not None
        return self.window.exercise_room

    @property
    def text(self) -> str:
        return self.room.draft.text

    @property
    def files(self) -> list[str]:
        return list(self.room.draft.image_files)

    def file(self, name: str) -> Path:
        return self.data / "exercises" / name

    def type(self, key: str, text: str) -> None:
        """Write into a field, as a person does who then goes on."""
        control = self.page.words.fields[key].control
        control.setFocus()
        type_lines(control, text)
        control.give()

    def key(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        QTest.keyClick(self.focus, key, Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier)

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def wait_for_pictures(self, number: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.page.picture.cards) == number)


def type_lines(control: QWidget, text: str) -> None:
    """Type a text, Return between its lines."""
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(control, Qt.Key.Key_Return)
        QTest.keyClicks(control, line)


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    found = Opened(tmp_path / "data", qtbot)
    yield found
    found.shut()


def photo(folder: Path, name: str = "IMG 1.jpg") -> Path:
    path = folder / name
    path.write_bytes(photograph(6))
    return path


def test_an_exercise_is_made_by_keyboard_and_stands_among_the_others(opened: Opened) -> None:
    window = opened.window
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    hold = window.page
    assert isinstance(hold, HoldPage)
    hold.new.setFocus()
    opened.key(Qt.Key.Key_Return)
    assert opened.focus is opened.page.words.fields["name"].control
    QTest.keyClicks(opened.focus, "Bridge: low")
    opened.key(Qt.Key.Key_Tab)
    QTest.keyClicks(opened.focus, "Wakes the seat.")
    opened.key(Qt.Key.Key_S, ctrl=True)
    assert opened.file("bridge-low.yaml").read_text().endswith('\nname: "Bridge: low"\nsummary: Wakes the seat.\n')
    assert opened.page.state == "Saved as bridge-low.yaml"
    opened.key(Qt.Key.Key_Escape)
    after = window.page
    assert isinstance(after, HoldPage) and "bridge-low" in after.shown


def test_nothing_is_complained_about_before_anything_is_written_and_a_name_is_asked_for(opened: Opened) -> None:
    page = opened.begin()
    assert page.words.fields["name"].problem == "" and page.state == "Not saved yet"
    page.save.click()
    assert page.said.startswith("Give it a name first") and opened.focus is page.words.fields["name"].control
    assert not (opened.data / "exercises").exists()
    opened.key(Qt.Key.Key_Escape)
    assert isinstance(opened.window.page, HoldPage)


def test_problems_stand_at_their_fields_in_the_checker_s_words(opened: Opened) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    opened.type("needs", "mat, towl")
    opened.type("cues", "Breathe.\nLift the {sied} hip.")
    opened.type("called", "twenty-one characters")
    fields = page.words.fields
    assert fields["needs"].problem == '"towl" is not known. Did you mean towel?'
    assert fields["cues"].problem == 'Line 2: "{sied}" stays as it is written. Did you mean {side}?'
    assert "is too long. At most 20 characters." in fields["called"].problem
    assert page.state == "Not saved yet, 2 problems"
    assert "Did you mean towel?" in fields["needs"].control.accessibleDescription()


def test_sides_are_none_right_and_left_or_named(opened: Opened) -> None:
    page = opened.begin()
    sides = page.words.sides
    assert sides.names.isHidden()
    sides.button(BOTH).click()
    assert "sides: [right, left]" in opened.text and page.preview.captions == ("right", "left")
    sides.button(NAMED).click()
    assert opened.focus is sides.names.control
    sides.names.control.show_text("")
    type_lines(opened.focus, "arms up\narms down")
    sides.names.control.give()
    assert "sides: [arms up, arms down]" in opened.text and page.preview.captions == ("arms up", "arms down")


def test_undo_takes_back_what_was_typed_wherever_the_keyboard_is(opened: Opened) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    QTest.keyClicks(page.words.fields["summary"].control, "Wakes the seat.")
    opened.key(Qt.Key.Key_Z, ctrl=True)
    assert page.words.fields["summary"].control.text() == "" and page.said == "Taken back: the summary."
    opened.key(Qt.Key.Key_Z, ctrl=True)
    assert page.words.fields["name"].control.text() == "" and not page.undo.isEnabled()
    page.redo.click()
    page.redo.click()
    assert page.words.fields["summary"].control.text() == "Wakes the seat."


def test_a_pose_is_searched_and_picked_and_shown_on_both_sides(opened: Opened) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    page.words.sides.button(BOTH).click()
    page.picture.button(POSE).click()
    picker = page.picture.picker
    assert picker is not None and opened.focus is picker.search and len(picker.shown) > 20
    QTest.keyClicks(picker.search, "pig")
    assert picker.shown == ("pigeon",)
    opened.key(Qt.Key.Key_Return)
    assert "picture: figure of pigeon" in opened.text and opened.room.draft.read.faults == ()
    exercise = opened.room.draft.exercise
    assert exercise is not None and exercise.posed("left")[1] == "left knee forward"


def test_a_look_at_the_poses_takes_no_picture_away_and_a_pick_does_and_can_be_taken_back(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    opened.room.bring_files([photo(tmp_path)])
    opened.wait_for_pictures(1)
    page.picture.button(POSE).click()
    assert opened.files == ["img-1.jpg"] and page.picture.picker is not None and page.picture.picker.isVisible()
    page.picture.picker.picked.emit("sphinx")
    assert opened.files == [] and "figure of sphinx" in opened.text
    page.picture.button(OWN).click()
    assert "figure of sphinx" in opened.text and page.picture.choose.isVisible()
    opened.room.bring_files([photo(tmp_path, "IMG 2.jpg")])
    opened.wait_for_pictures(1)
    assert opened.files == ["img-2.jpg"]
    page.take_back()
    page.take_back()
    assert opened.files == ["img-1.jpg"] and page.picture.button(OWN).isChecked()
    page.picture.button(NOTHING).click()
    assert "picture" not in opened.text


def test_pictures_are_dropped_moved_and_described_and_nothing_of_the_camera_is_kept(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo(tmp_path, name))) for name in ("IMG 1.jpg", "IMG 2.jpg")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    opened.wait_for_pictures(2)
    assert page.picture.button(OWN).isChecked()
    assert opened.files == ["img-1.jpg", "img-2.jpg"]
    assert GPS not in opened.file("img-1.jpg").read_bytes()
    card = page.picture.cards[0]
    QTest.keyClicks(card.fields["alt"].control, "Hips up")
    QTest.keyClick(card.fields["alt"].control, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert opened.files == ["img-2.jpg", "img-1.jpg"]
    assert opened.room.draft.of_image(1, "alt") == "Hips up" and opened.focus is page.picture.cards[1].up
    QTest.keyClicks(page.picture.cards[1].fields["for"].control, "x")
    page.give()
    assert "is not a length of time" in page.picture.cards[1].problem
    page.picture.cards[0].away.click()
    assert opened.files == ["img-1.jpg"]


def test_all_formats_are_known_before_a_worker_takes_a_picture_in(opened: Opened) -> None:
    know_formats.cache_clear()
    opened.begin()
    assert know_formats.cache_info().currsize == 1


def test_a_picture_is_pasted_from_a_text_field_and_text_stays_text(opened: Opened) -> None:
    opened.begin()
    opened.type("name", "One leg")
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(two_halves())
    opened.key(Qt.Key.Key_V, ctrl=True)
    opened.wait_for_pictures(1)
    assert opened.room.draft.image_files == ("one-leg.png",)
    clipboard.setText(" up")
    opened.page.words.fields["name"].control.setFocus()
    opened.key(Qt.Key.Key_End)
    opened.key(Qt.Key.Key_V, ctrl=True)
    assert opened.page.words.fields["name"].control.text() == "One leg up"
    clipboard.clear()


def test_what_is_no_picture_is_refused_with_a_sentence_and_the_others_are_taken(opened: Opened, tmp_path: Path) -> None:
    page = opened.begin()
    notes = tmp_path / "notes.png"
    notes.write_text("Dear diary")
    opened.room.bring_files([notes, photo(tmp_path)])
    opened.wait_for_pictures(1)
    assert page.said.startswith('"notes.png" is no picture that can be taken.')


def test_pictures_of_an_exercise_that_was_not_kept_are_not_left_behind(opened: Opened, tmp_path: Path) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    opened.room.bring_files([photo(tmp_path)])
    opened.wait_for_pictures(1)
    assert opened.file("img-1.jpg").exists()
    opened.key(Qt.Key.Key_Escape)
    assert page.asked == "What you changed is not saved."
    page.question.answer("drop")
    assert list((opened.data / "exercises").iterdir()) == []
    assert isinstance(opened.window.page, HoldPage)


def test_pictures_that_are_being_taken_in_are_not_left_behind_by_who_leaves_meanwhile(
    opened: Opened, tmp_path: Path
) -> None:
    opened.begin()
    room = opened.room
    room.bring_files([photo(tmp_path), photo(tmp_path, "IMG 2.jpg")])
    opened.window.show_page("library")
    assert opened.window.exercise_room is None
    assert list((opened.data / "exercises").glob("*.jpg")) == []
    QApplication.processEvents()
    assert room.draft.image_files == ()


def test_leaving_asks_escape_stays_and_saving_leads_back(opened: Opened) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    QTest.keyClick(opened.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert page.asked and opened.window.page is page
    opened.key(Qt.Key.Key_Escape)
    assert not page.asked and opened.window.page is page
    opened.key(Qt.Key.Key_Escape)
    opened.key(Qt.Key.Key_Return)
    assert opened.file("bridge.yaml").exists() and isinstance(opened.window.page, HoldPage)


def test_an_own_exercise_is_changed_in_its_place_and_a_bundled_one_as_a_copy(opened: Opened) -> None:
    window = opened.window
    path = opened.file("bridge.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("# mine\nname: Bridge   # low\n")
    window.desk.forget_library()
    window.show_page("hold")
    hold = window.page
    assert isinstance(hold, HoldPage)
    hold.change.click()
    assert "to change it" in hold.hint
    next(tile for tile in hold.tiles if tile.exercise.key == "bridge").click()
    opened.type("summary", "Low.")
    assert opened.room.save()
    assert path.read_text() == "# mine\nname: Bridge   # low\nsummary: Low.\n"
    opened.key(Qt.Key.Key_Escape)
    window.edit_exercise("pigeon")
    assert "picture: figure of pigeon" in opened.text
    assert opened.room.save() and opened.file("pigeon-my-own.yaml").exists()


def test_another_program_s_change_is_taken_where_nothing_is_lost_and_asked_about_where_something_would_be(
    opened: Opened,
) -> None:
    path = opened.file("bridge.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("name: Bridge\n")
    opened.window.desk.forget_library()
    opened.window.edit_exercise("bridge")
    page = opened.page
    path.write_text("name: Bridge of theirs\n")
    opened.room.look_again()
    assert page.words.fields["name"].control.text() == "Bridge of theirs"
    opened.type("summary", "Mine.")
    path.write_text("name: Bridge once more\n")
    assert not opened.room.save() and "changed by another program" in page.asked
    page.question.answer("both")
    assert path.read_text() == "name: Bridge once more\n"
    assert opened.file("bridge-of-theirs.yaml").read_text() == "name: Bridge of theirs\nsummary: Mine.\n"


def test_what_another_program_saves_deletes_or_pictures_shows_at_once(opened: Opened, qtbot: QtBot) -> None:
    window = opened.window
    path = opened.file("bridge.yaml")
    path.parent.mkdir(parents=True)
    assert window.own_files is not None
    with qtbot.waitSignal(window.own_files.changed, timeout=3000):
        path.write_text("name: Bridge\npicture: [{image: a.png}]\n")
    window.show_page("hold")
    hold = window.page
    assert isinstance(hold, HoldPage) and "bridge" not in hold.shown  # its picture is missing
    QTest.keyClicks(hold, "/")
    QTest.keyClicks(opened.focus, "brid")
    with qtbot.waitSignal(window.own_files.changed, timeout=3000):
        opened.file("a.png").write_bytes(encoded(two_halves(), "png"))
    assert window.page is hold and hold.shown == ("bridge",)
    with qtbot.waitSignal(window.own_files.changed, timeout=3000):
        path.unlink()
    assert list(hold.shown) == []


def test_an_exercise_is_made_from_the_routine_s_list_and_is_its_next_step(opened: Opened) -> None:
    window = opened.window
    window.edit_new()
    room = window.editor
    assert room is not None
    room.page.add()
    QTest.keyClicks(room.page.picker.search, "bridge on one leg")
    assert not room.page.picker.change.isEnabled()
    room.page.picker.make.click()
    assert opened.page.words.fields["name"].control.text() == "Bridge on one leg"
    opened.key(Qt.Key.Key_S, ctrl=True)
    opened.key(Qt.Key.Key_Escape)
    assert window.page is room.page and "do: bridge-on-one-leg" in room.page.draft.text
    room.page.add()
    QTest.keyClicks(room.page.picker.search, "bridge on")
    room.page.picker.change.click()
    opened.type("summary", "Wakes the seat.")
    opened.key(Qt.Key.Key_Escape)
    opened.page.question.answer("drop")
    assert window.page is room.page
    room.page.answered.emit("without")


def test_a_broken_file_shows_its_problems_and_is_put_right_as_text(opened: Opened) -> None:
    path = opened.file("bridge.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("- name: Bridge\n")
    opened.file("towl.yaml").write_text("name: Towel\nneeds: [towl]\n")
    opened.window.desk.forget_library()
    opened.window.show_page("hold")
    hold = opened.window.page
    assert isinstance(hold, HoldPage)
    said = [label.text() for card in hold.faults for label in card.findChildren(QLabel)]
    assert "bridge.yaml has one problem and cannot be done" in said
    assert any("towl.yaml:2:9: needs:" in text for text in said)
    hold.faults[0].findChildren(QPushButton)[0].click()
    page = opened.page
    assert page.text.isVisible() and not page.form.isVisible()
    assert page.text.problems.item(0).text().startswith("line 1, column 1: an exercise is written as")
    page.text.text.setPlainText("name: Bridge\n")
    page.text.flush()
    page.as_text.click()
    assert page.form.isVisible() and page.words.fields["name"].control.text() == "Bridge"
    opened.key(Qt.Key.Key_S, ctrl=True)
    assert path.read_text() == "name: Bridge\n"
    opened.key(Qt.Key.Key_E, ctrl=True)
    assert page.text.isVisible() and opened.focus is page.text.text
    opened.key(Qt.Key.Key_Z, ctrl=True)
    assert page.text.text.toPlainText() == "- name: Bridge\n"
    page.as_text.click()
    assert page.said == "It cannot be shown in fields before its problems are put right."


def test_what_was_not_saved_is_there_again_after_a_crash(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    opened.begin()
    opened.type("name", "Bridge")
    opened.room.keep_aside()
    opened.window._let_exercise_go()
    opened.window.show_page("library")
    page = opened.begin()
    assert page.words.fields["name"].control.text() == "Bridge" and "is here again" in page.said
    assert opened.room.save()
    assert list((opened.data / "drafts" / "exercises").iterdir()) == []


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_session_that_begins_meanwhile_leads_back_to_what_is_being_changed(opened: Opened) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    request = WindowRequest(Opening.HOLD, exercise="sphinx", length="1 min", start=True)
    assert opened.window.take_request(request) == ""
    room = opened.window.room
    assert room is not None and room.running and opened.window.page is not page
    room.leave()
    opened.window._after_room()
    assert opened.window.page is page and page.words.fields["name"].control.text() == "Bridge"
    opened.key(Qt.Key.Key_S, ctrl=True)
    assert opened.file("bridge.yaml").exists()


def test_a_logout_does_not_wait_for_an_answer_and_loses_nothing(opened: Opened, tmp_path: Path) -> None:
    opened.begin()
    opened.type("name", "Bridge")
    opened.window.leave()
    assert not opened.window.isVisible()
    (kept,) = (opened.data / "drafts" / "exercises").iterdir()
    assert "name: Bridge\\n" in kept.read_text()


def test_every_control_has_a_name_and_is_reached_by_the_keyboard(opened: Opened, tmp_path: Path) -> None:
    page = opened.begin()
    opened.type("name", "Bridge")
    opened.room.bring_files([photo(tmp_path)])
    opened.wait_for_pictures(1)
    reached: list[QWidget] = []
    page.words.fields["name"].control.setFocus()
    for _ in range(50):
        reached.append(opened.focus)
        assert opened.focus.accessibleName(), opened.focus
        opened.key(Qt.Key.Key_Tab)
    fields = [field.control for field in page.words.fields.values()]
    card = page.picture.cards[0]
    written = [field.control for field in card.fields.values()]
    wanted = [*fields[:2], page.picture.choose, page.picture.paste, *written, card.away, fields[2], fields[-1]]
    assert [widget for widget in reached if widget in wanted][: len(wanted)] == wanted
