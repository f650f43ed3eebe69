"""The editor's page by keyboard: fields, rows, groups, undo, the checker's words, the picker, plain text, the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.storage.yaml_spans import At
from app.ui.pages.editor_doses import SayField, SidesField
from app.ui.pages.editor_fields import OneOfField, TickField, WordsField
from app.ui.pages.editor_steps import MIME
from app.ui.widgets.button import Button
from tests.ui.editor_driving import ALT, CONTROL, SHIFT, Alone

TEXT = """\
# from my physiotherapist
format: 1
name: Mornings
steps:
  # slowly
  - do: supine-hamstring-stretch   # both legs
    hold: 3-5 min
    each: side
  - repeat: 2-3
    steps:
      - do: cat-cow
        reps: 6
        rep: [cow 5 s, cat 5 s]
      - {name: Bridge, reps: 10, hold: 5 s}
  - choose:
      - {do: pigeon, hold: 2 min, each: side}
      - {do: thread-the-needle, hold: 2 min, each: side, when: knees complain}
  - do: sphinx
    hold: 1 min
"""


@pytest.fixture
def editing(qtbot: QtBot, qapp: QApplication) -> Alone:
    return Alone(TEXT, qtbot)


def test_a_dose_is_typed_as_the_format_takes_it_and_only_its_line_changes(editing: Alone) -> None:
    editing.choose("steps", 0)
    editing.fill("hold", "4-5 min")
    assert editing.page.draft.text == TEXT.replace("3-5 min", "4-5 min")
    assert editing.page.steps.row is not None
    assert editing.page.steps.row.dose == "4-5 min, each side"


def test_the_total_follows_what_is_typed(editing: Alone) -> None:
    before = editing.page.rehearsal.total.text()
    editing.choose("steps", 3)
    editing.page.form.take_focus()
    editing.type("20 min")
    editing.qtbot.waitUntil(lambda: editing.page.rehearsal.total.text() != before)
    # At least 378 + 260 + 258 + 1210 s, at most 618 + 390 + 258 + 1210 s, get ready and changes of side among them.
    assert editing.page.rehearsal.total.text() == "35–41 min"
    assert editing.page.rehearsal.ends.text() == "35:06 to 41:16"


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("2 x 10", {"hold": None, "reps": "10", "sets": "2"}),
        ("10 x 5 s", {"hold": "5 s", "reps": "10", "sets": None}),
        ("1:30", {"hold": "1:30", "reps": None, "sets": None}),
    ],
)
def test_a_product_goes_to_sets_and_repetitions(editing: Alone, typed: str, keys: dict[str, str | None]) -> None:
    editing.choose("steps", 3)
    editing.fill("hold", typed)
    assert {key: editing.value("steps", 3, key) for key in keys} == keys
    assert editing.page.draft.read.routine is not None


def test_what_cannot_be_read_stays_as_it_was_typed_with_the_checkers_words_below(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.fill("hold", "three minutes")
    field = editing.field("hold")
    fault = editing.page.draft.faults_at(("steps", 3, "hold"))[0]
    assert editing.value("steps", 3, "hold") == "three minutes"
    assert field.fault == f"{fault.text} {fault.hint}"
    assert field.wrong.isVisible()
    assert field.control.accessibleDescription() == field.fault
    assert editing.page.steps.rows[-1].problems == 1
    assert editing.page.rehearsal.ends.text() == "one problem"
    editing.fill("hold", "3 min")
    assert field.fault == ""
    assert not field.wrong.isVisible()


def test_a_step_without_a_dose_says_so_above_its_fields(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.fill("hold", "")
    assert "no dose" in editing.page.form.others
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.form.others == ""


def test_what_is_wrong_with_the_routine_itself_stands_with_its_own_fields(editing: Alone) -> None:
    editing.choose()
    editing.fill("often", "now and then")
    assert "does not say how often" in editing.field("often").fault
    assert editing.page.steps.rows[0].problems == 1
    editing.fill("name", "")
    assert '"name" is missing.' in editing.page.form.others
    editing.choose("steps", 3)
    editing.fill("hold", "soon")
    editing.choose()
    assert "length" not in editing.page.form.others


def test_a_word_typed_with_pauses_is_one_change_and_undo_and_redo_go_both_ways(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.page.form.take_focus()
    editing.type("9")
    editing.qtbot.waitUntil(lambda: editing.value("steps", 3, "hold") == "9")
    editing.type("0 s")
    editing.qtbot.waitUntil(lambda: editing.value("steps", 3, "hold") == "90 s")
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT
    assert not editing.page.draft.can_undo
    assert editing.page.step_form.hold.line.text() == "1 min"
    editing.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert editing.value("steps", 3, "hold") == "90 s"
    editing.press(Qt.Key.Key_Z, CONTROL)
    editing.press(Qt.Key.Key_Y, CONTROL)
    assert editing.page.step_form.hold.line.text() == "90 s"


def test_a_product_stays_in_its_field_while_it_is_typed_and_goes_to_its_keys_when_that_is_left(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.page.form.take_focus()
    hold = editing.page.step_form.hold.line
    editing.type("2 x 1")
    editing.qtbot.waitUntil(lambda: editing.value("steps", 3, "sets") == "2")
    assert hold.text() == "2 x 1"
    editing.type("2")
    editing.qtbot.waitUntil(lambda: editing.value("steps", 3, "reps") == "12")
    assert hold.text() == "2 x 12"
    editing.press(Qt.Key.Key_Tab)
    assert hold.text() == ""
    assert editing.page.step_form.reps.line.text() == "12"
    assert editing.page.step_form.sets.line.text() == "2"
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT


def test_everything_that_was_done_is_taken_back_to_the_same_bytes(editing: Alone) -> None:
    editing.choose("steps", 0)
    editing.fill("rest", "20 s")
    editing.press(Qt.Key.Key_D, CONTROL)
    editing.press(Qt.Key.Key_Down, ALT)
    editing.press(Qt.Key.Key_Delete)
    editing.choose()
    editing.fill("name", "Evenings")
    editing.page.toggle_text()
    QTest.keyClicks(editing.page.text.text, "# ")
    editing.press(Qt.Key.Key_E, CONTROL)
    assert editing.page.draft.text != TEXT
    for _ in range(20):
        editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT


def test_alt_and_the_arrows_move_a_step_with_its_comments_and_it_stays_chosen(editing: Alone) -> None:
    editing.choose("steps", 3)
    places: list[At] = []
    for _ in range(2):
        editing.press(Qt.Key.Key_Up, ALT)
        places.append(editing.page.at)
    assert places == [("steps", 2), ("steps", 1, "steps", 2)]
    row = editing.page.steps.row
    assert row is not None
    assert (row.title, row.depth) == ("Sphinx", 1)
    editing.choose("steps", 0)
    editing.press(Qt.Key.Key_Down, ALT)
    assert "  # slowly" in editing.page.draft.text
    assert editing.page.draft.read.routine is not None


def test_delete_takes_a_step_out_and_says_how_it_comes_back(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.press(Qt.Key.Key_Delete)
    assert len(editing.page.steps.rows) == 8
    assert "Sphinx was taken out" in editing.page.head.state.text()
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT


def test_a_dropped_row_goes_between_the_rows_it_is_dropped_on(editing: Alone) -> None:
    steps = editing.page.steps
    data = QMimeData()
    data.setData(MIME, str(len(steps.rows) - 1).encode())
    target = steps.visualRect(steps.model().index(1, 0))
    at = QPointF(target.center().x(), target.top() + 2)
    event = QDropEvent(at, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    steps.dropEvent(event)
    assert [row.title for row in editing.page.steps.rows][:3] == ["Mornings", "Sphinx", "Supine hamstring stretch"]
    assert editing.page.at == ("steps", 0)


def test_sides_are_chosen_in_words_and_named_ones_by_the_order_in_which_they_are_ticked(editing: Alone) -> None:
    editing.choose("steps", 0)
    sides = editing.page.step_form.sides
    assert isinstance(sides, SidesField)
    assert sides.box.currentText() == "Each side, one after the other"
    sides.box.setFocus()
    QTest.keyClick(sides.box, Qt.Key.Key_Down)
    QTest.keyClick(sides.box, Qt.Key.Key_Down)
    assert editing.page.draft.texts(("steps", 0, "each")) == ("right leg", "left leg")
    first = next(chip for chip in sides.findChildren(Button) if chip.text() == "1  right leg")
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert editing.page.draft.texts(("steps", 0, "each")) == ("left leg",)
    assert "not done" in sides.fault
    first = next(chip for chip in sides.findChildren(Button) if chip.text() == "right leg")
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert editing.page.draft.texts(("steps", 0, "each")) == ("left leg", "right leg")
    assert editing.page.draft.read.routine is not None
    for _ in range(3):
        QTest.keyClick(sides.box, Qt.Key.Key_Up)
    assert editing.page.draft.keys(("steps", 0)) == ("do", "hold")


def test_a_repetition_is_typed_as_its_phases_and_keeps_the_breath(editing: Alone) -> None:
    editing.choose("steps", 1, "steps", 0)
    editing.fill("rep", "cow 6 s (in), cat 4-8 s (out)")
    routine = editing.page.draft.read.routine
    assert routine is not None
    phases = next(step for step in routine.every_step() if step.rep).rep
    assert [(phase.name, phase.length.upper, phase.breath) for phase in phases] == [("cow", 6, "in"), ("cat", 8, "out")]
    assert editing.page.step_form.phases.line.text() == "cow 6 s (in), cat 4-8 s (out)"
    pace = editing.page.step_form.pace
    assert isinstance(pace, TickField)
    QTest.keyClick(pace.box, Qt.Key.Key_Space)
    assert editing.value("steps", 1, "steps", 0, "pace") == "own"
    assert editing.page.draft.read.routine is not None


def test_lines_that_are_said_are_added_changed_and_taken_out(editing: Alone) -> None:
    editing.choose("steps", 3)
    say = editing.field("say")
    assert isinstance(say, SayField)
    say.add.click()
    say.add.click()
    assert editing.page.draft.count(("steps", 3, "say")) == 2
    moment = say.rows[0][0]
    moment.line.setFocus()
    moment.line.selectAll()
    QTest.keyClicks(moment.line, "every 20 s")
    QTest.keyClick(moment.line, Qt.Key.Key_Return)
    routine = editing.page.draft.read.routine
    assert routine is not None
    assert [line.every for line in list(routine.every_step())[-1].say] == [20, None]
    say.take_out(1)
    say.take_out(0)
    assert "say" not in editing.page.draft.keys(("steps", 3))


def test_sound_optional_goals_and_level_are_chosen_and_taken_back(editing: Alone) -> None:
    editing.choose("steps", 3)
    sound = editing.field("sound")
    assert isinstance(sound, OneOfField)
    QTest.keyClick(sound.box, Qt.Key.Key_End)
    assert editing.value("steps", 3, "sound") == "silent"
    QTest.keyClick(sound.box, Qt.Key.Key_Home)
    assert "sound" not in editing.page.draft.keys(("steps", 3))
    optional = editing.field("optional")
    assert isinstance(optional, TickField)
    QTest.keyClick(optional.box, Qt.Key.Key_Space)
    assert editing.value("steps", 3, "optional") == "yes"
    QTest.keyClick(optional.box, Qt.Key.Key_Space)
    editing.choose()
    goals = editing.field("goal")
    assert isinstance(goals, WordsField)
    QTest.keyClick(goals.control, Qt.Key.Key_Space)
    assert editing.page.draft.texts(("goal",)) == ("relax",)
    level = editing.field("level")
    assert isinstance(level, TickField)
    QTest.keyClick(level.box, Qt.Key.Key_Space)
    routine = editing.page.draft.read.routine
    assert routine is not None
    assert (routine.goal, routine.fixed_level) == (("relax",), True)


def test_the_picker_is_typed_in_moved_through_with_the_arrows_and_taken_with_enter(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.type("b")  # a letter over the steps looks for an exercise
    assert editing.page.pane is editing.page.picker
    editing.type("ack")
    first = [offer.title for offer in editing.page.picker.model.offers]
    editing.press(Qt.Key.Key_Down)
    assert editing.page.picker.search.accessibleDescription().startswith(f"Enter takes {first[1]}")
    editing.press(Qt.Key.Key_Return)
    assert editing.page.at == ("steps", 4)
    assert editing.page.steps.row is not None
    assert editing.page.steps.row.title == first[1]
    assert editing.focus in (editing.page.step_form.hold.line, editing.page.step_form.reps.line)


def test_a_name_that_no_exercise_has_is_taken_as_it_is_written(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.press(Qt.Key.Key_Return, CONTROL)
    editing.type("wall sit")
    editing.press(Qt.Key.Key_Return)
    assert editing.value("steps", 4, "name") == "Wall sit"
    editing.fill("sides", "right leg, left leg")
    assert editing.page.draft.texts(("steps", 4, "sides")) == ("right leg", "left leg")


def test_escape_leaves_the_picker_with_nothing_changed_and_then_the_fields(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.press(Qt.Key.Key_Return, CONTROL)
    editing.type("pig")
    editing.press(Qt.Key.Key_Escape)
    assert editing.page.draft.text == TEXT
    assert editing.page.pane is editing.page.fields
    assert editing.page.steps.hasFocus()


def test_instead_of_a_step_another_may_be_taken_and_a_step_is_put_into_a_circuit(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.page.foot.instead.click()
    editing.type("child")
    editing.press(Qt.Key.Key_Return)
    assert editing.page.at == ("steps", 3, "choose", 1)
    editing.fill("when", "your back is tired")
    editing.choose("steps", 0)
    editing.page.foot.circuit.click()
    assert editing.page.at == ("steps", 0, "steps", 0)
    editing.choose("steps", 0)
    editing.fill("repeat", "2-4")
    routine = editing.page.draft.read.routine
    assert routine is not None
    assert "   # both legs" in editing.page.draft.text


def test_another_exercise_keeps_the_dose(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.page.step_form.other.click()
    editing.type("plank")
    editing.press(Qt.Key.Key_Return)
    assert editing.value("steps", 3, "do") == "forearm-plank"
    assert editing.value("steps", 3, "hold") == "1 min"


def test_plain_text_is_answered_line_by_line_and_taken_as_one_change(editing: Alone) -> None:
    editing.choose("steps", 3)
    editing.page.foot.paste.click()
    for line in ("pigeon 2 min each side", "buy milk", "10 x 5 s bridge, rest 30 s"):
        editing.type(line)
        editing.press(Qt.Key.Key_Return)
    paste = editing.page.paste
    assert [paste.answers.item(n).text() for n in range(2)] == [
        "1   Pigeon: 2 min, each side.",
        '2   left out: "buy milk". There is no length and no number in it. Write 2 min or 10 x.',
    ]
    assert paste.take.text() == "Add 2 steps"
    editing.press(Qt.Key.Key_Return, CONTROL)
    assert [row.title for row in editing.page.steps.rows][-2:] == ["Pigeon", "Bridge"]
    assert editing.page.pane is editing.page.fields
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT


def test_text_pasted_over_the_steps_is_read_as_steps_before_it_is_taken(editing: Alone) -> None:
    editing.choose("steps", 3)
    QApplication.clipboard().setText("Evening\npigeon 2 min each side\nsphinx 1 min")
    editing.press(Qt.Key.Key_V, CONTROL)
    assert editing.page.paste.take.text() == "Add 2 steps"
    editing.press(Qt.Key.Key_Escape)
    assert editing.page.draft.text == TEXT


def test_the_text_is_the_same_draft_and_its_problems_lead_to_their_line_and_column(editing: Alone) -> None:
    editing.press(Qt.Key.Key_E, CONTROL)
    pane = editing.page.text
    assert pane.text.toPlainText() == TEXT
    pane.text.setPlainText(TEXT.replace("hold: 1 min", "hold: soon").replace("reps: 6", "reps: six"))
    editing.qtbot.waitUntil(lambda: pane.count.text() == "The file as text: 2 problems.")
    assert pane.problems.item(0).text().startswith('line 12, column 15: reps: "six" is not a whole number.')
    pane.problems.setCurrentRow(1)
    pane.problems.setFocus()
    editing.press(Qt.Key.Key_Return)
    cursor = pane.text.textCursor()
    assert (cursor.blockNumber() + 1, cursor.positionInBlock() + 1) == (19, 11)
    assert pane.text.hasFocus()
    editing.press(Qt.Key.Key_E, CONTROL)
    assert [row.problems for row in editing.page.steps.rows] == [0, 0, 0, 1, 0, 0, 0, 0, 1]


def test_a_problem_leads_to_its_row_and_its_field(editing: Alone) -> None:
    editing.choose("steps", 1, "steps", 0)
    editing.fill("reps", "many")
    editing.choose()
    editing.page.go_to(editing.page.draft.read.faults[0])
    assert editing.page.at == ("steps", 1, "steps", 0)
    assert editing.page.step_form.reps.line.hasFocus()


def test_the_speed_is_one_five_or_twenty(editing: Alone) -> None:
    rehearsal = editing.page.rehearsal
    seen = []
    for _ in range(3):
        rehearsal.faster.click()
        seen.append(rehearsal.speed)
    assert seen == [1, 5, 20]


def test_every_control_has_a_name_and_the_keyboard_reaches_all_of_them(editing: Alone) -> None:
    editing.choose("steps", 0)
    reached = set()
    for _ in range(120):
        QTest.keyClick(editing.focus, Qt.Key.Key_Tab)
        widget = editing.focus
        if widget in reached:
            break
        assert widget.accessibleName(), widget
        reached.add(widget)
    shown = [field for field in editing.page.form.fields if field.isVisible()]
    assert all(field.control in reached for field in shown)
    assert editing.page.head.save in reached
    assert editing.page.foot.add in reached
    assert editing.page.steps in reached
