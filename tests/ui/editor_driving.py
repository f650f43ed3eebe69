"""The window with its editor, driven by keys that are counted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.paths import bundled, folders
from app.storage.draft_steps import usual_step
from app.storage.library import Library
from app.storage.routine_draft import RoutineDraft
from app.storage.yaml_spans import At
from app.storage.yaml_writing import Written
from app.ui.editor_room import EditorRoom
from app.ui.main_window import MainWindow
from app.ui.pages.editor_fields import Field, LineField
from app.ui.pages.editor_page import EditorPage
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.window_request import WindowRequest

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LIBRARY = Library(bundled(), Path("/nonexistent"))
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """Presses and types to whatever has the keyboard, and counts."""

    def __init__(self) -> None:
        self.presses = 0  # every key, each letter of a text too
        self.actions = 0  # every key, and each text typed into one field as one

    @property
    def page(self) -> EditorPage:
        """Return the editor's page."""
        raise NotImplementedError

    @property
    def focus(self) -> QWidget:
        """Return what has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key, with others held."""
        self.presses += 1
        self.actions += 1
        QTest.keyClick(self.focus, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text."""
        self.presses += len(text)
        self.actions += 1
        for letter in text:
            QTest.keyClicks(self.focus, letter)

    def choose(self, *at: str | int) -> None:
        """Choose the row of a place with the arrows."""
        steps = self.page.steps
        steps.setFocus()
        rows = [row.at for row in steps.rows]
        wanted = rows.index(at)
        for _ in range(len(rows)):
            now = rows.index(self.page.at)
            if now == wanted:
                return
            QTest.keyClick(steps, Qt.Key.Key_Down if now < wanted else Qt.Key.Key_Up)
        raise AssertionError(f"the arrows do not reach {at}")

    def field(self, key: str) -> Field:
        """Return the field of a key on the chosen row's form."""
        return next(field for field in self.page.form.fields if field.key == (key,))

    def fill(self, key: str, text: str) -> None:
        """Type into a field in place of what stands there, and leave it with Enter."""
        field = self.field(key)
        assert isinstance(field, LineField)
        self.page.form.focus_field(field)
        QTest.keyClick(field.line, Qt.Key.Key_A, CONTROL)
        QTest.keyClick(field.line, Qt.Key.Key_Delete)
        QTest.keyClicks(field.line, text)
        QTest.keyClick(field.line, Qt.Key.Key_Return)

    def value(self, *at: str | int) -> str | None:
        """Return what the draft says at a place."""
        place: At = at
        return self.page.draft.value(place)


class Alone(Hands):
    """The page by itself, with a text that is on no disk."""

    def __init__(self, text: str, qtbot: QtBot) -> None:
        super().__init__()
        self.qtbot = qtbot
        theme = Theme(FONTS)
        theme.apply()
        draft = RoutineDraft(Path("/nowhere/mornings.yaml"), LIBRARY.exercises, text, text.encode())
        self._window = QWidget()
        self._page = EditorPage(theme, Pictures(theme), draft, usual, self._window)
        self._page.resize(1366, 768)
        qtbot.addWidget(self._window)
        self._window.resize(1366, 768)
        self._window.show()
        with qtbot.waitActive(self._window):
            self._window.activateWindow()

    @property
    def page(self) -> EditorPage:
        """Return the page."""
        return self._page


def usual(exercise: Exercise) -> dict[str, Written]:
    """Return a step with the dose that an exercise gets where no routine has it."""
    return usual_step(exercise, ())


class Editing(Hands):
    """A window on a data folder with its editor."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        super().__init__()
        self.data, self.qtbot = data, qtbot
        self.window = self._open()

    def _open(self) -> MainWindow:
        theme = Theme(FONTS)
        theme.apply()
        window = MainWindow(theme, folders(self.data))
        window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
        window.open_with(WindowRequest(), listening=False)
        with self.qtbot.waitActive(window):
            window.activateWindow()
        self.qtbot.waitUntil(lambda: window.shelf.search is not None)
        return window

    def shut(self) -> None:
        """End the window as the desktop would."""
        self.window.leave()
        self.window.close()  # the second time it does not ask
        self._let_go()

    def again(self) -> None:
        """Open another window on the same folder, the first one gone as after a kill."""
        self._let_go()
        self.window = self._open()

    def _let_go(self) -> None:
        """Destroy the window: a style for the next one would be worked out for every widget that is left."""
        self.window.hide()
        self.window.close_stores()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def page(self) -> EditorPage:
        """Return the editor's page."""
        assert isinstance(self.window.page, EditorPage)
        return self.window.page

    @property
    def room(self) -> EditorRoom:
        """Return what serves it."""
        assert self.window.editor is not None
        return self.window.editor

    def file(self, name: str, text: str) -> Path:
        """Write one of the person's own routines, as another program would."""
        path = self.data / "routines" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, text: str) -> Path:
        """Open a file in the editor."""
        path = self.file(name, text)
        self.window.desk.forget_library()
        self.window.edit(str(path))
        return path
