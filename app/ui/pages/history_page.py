"""Past sessions: four figures, the year, the list, and beside it the chosen session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.core.days import day_of
from app.core.past import PastSession, PastStep
from app.ui.history_overview import Overview, figures_of
from app.ui.history_query import HistoryQuery
from app.ui.pages.history_adding import HistoryAdding
from app.ui.pages.history_detail import HistoryDetail
from app.ui.pages.history_editor import HistoryEditor
from app.ui.pages.history_empty import HistoryEmpty
from app.ui.pages.history_figures import FigureCard
from app.ui.pages.history_trends import HistoryTrends
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.session_list import SessionList
from app.ui.widgets.setting_field import Choices
from app.ui.widgets.year_calendar import YearCalendar
from app.ui.wording import day, near_day

TYPED = 160  # milliseconds after the last key before the list follows
LIST_HEIGHT = 520
NOTHING_FITS = "No session fits. Clear the search, the filters or the chosen day."
FILES = (
    ("export", "Export for spreadsheets…"),
    ("print", "The last four weeks as a PDF…"),
    ("backup", "Back up the whole history…"),
    ("import", "Import an export…"),
    ("restore", "Restore a backup…"),
)


class HistoryPage(ScrollPage):
    """What is asked for is answered by `show_sessions`, `add_sessions`, `show_steps`, `show_overview`."""

    session_chosen = Signal()
    more_requested = Signal(object)
    query_changed = Signal(object)
    change_saved = Signal(object)
    delete_requested = Signal(object)
    undo_requested = Signal()
    adding_requested = Signal()
    added = Signal(object)
    file_requested = Signal(str)
    library_requested = Signal()

    def __init__(
        self, theme: Theme, name_of: Callable[[str], str], today: Callable[[], date] = date.today,
        day_ends: int = 4, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._name_of, self._today, self._day_ends = theme, name_of, today, day_ends
        self._session: PastSession | None = None
        self._steps: Sequence[PastStep] = ()
        self._form: QWidget | None = None
        self._keys: tuple[list[str | None], list[str | None]] = ([None], [None])
        self._any = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard stops only where it shows
        self.setAccessibleName("History")
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        theme = self._theme
        self.calendar = YearCalendar(theme)
        self.list = SessionList(theme, self._day_words)
        self.detail = HistoryDetail(theme, self._name_of)
        self.trends = HistoryTrends(theme)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search names, notes, exercises")
        self.search.setAccessibleName("Search the history")
        self.search.setClearButtonEnabled(True)
        self.routine, self.exercise = Choices(theme), Choices(theme)
        for box, name, every in (
            (self.routine, "Routine", "Every routine"),
            (self.exercise, "Exercise", "Every exercise"),
        ):
            box.setAccessibleName(f"Show only one {name.lower()}")
            box.addItem(every)
        self.day_chip = Button(theme, "", Kind.CHIP)
        self.day_chip.hide()
        self.add_button = Button(theme, "Add by hand", name="Add a session by hand")
        self.files_button = Button(theme, "Export ▾", name="Export, back up, import, restore or print")
        self.files_menu = QMenu(self)
        for key, words in FILES:
            self.files_menu.addAction(words).setData(key)
        self.empty = HistoryEmpty(theme)
        self._nothing = Label(theme, NOTHING_FITS, 18, role=Role.MUTED)
        self._progress = Label(theme, "", 16, role=Role.MUTED)
        self._progress.hide()
        self._undo_bar = QFrame()
        self._undone = Label(theme, "", 16)
        self.undo_button = Button(theme, "Undo", name="Undo the last change")
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(self._theme, "History", 38, 700), 1)
        head.addWidget(self.add_button)
        head.addWidget(self.files_button)
        self.column.addLayout(head)
        self.column.addWidget(self._progress)
        self.column.addSpacing(12)
        self._figures = QGridLayout()
        self._figures.setSpacing(18)
        self._cards = [FigureCard(self._theme) for _ in range(4)]
        self._figures_box = QWidget()
        self._figures_box.setLayout(self._figures)
        self._figures.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self.column.addWidget(self._figures_box)
        self.column.addSpacing(18)
        self._year = QFrame()
        self._year.setProperty("kind", "card")
        year = QVBoxLayout(self._year)
        year.setContentsMargins(22, 14, 22, 12)
        year.addWidget(Label(self._theme, "The year", 17, 700))
        year.addWidget(self.calendar)
        self.column.addWidget(self._year)
        self.column.addSpacing(18)
        self._arrange_filters()
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.empty)
        self._list_card = QFrame()
        self._list_card.setProperty("kind", "card")
        inner = QVBoxLayout(self._list_card)
        inner.setContentsMargins(10, 10, 6, 10)
        inner.addWidget(self.list)
        self._right = QVBoxLayout()
        self._right.setSpacing(12)
        self._arrange_undo()
        self._right.addWidget(self.detail)
        self._right.addStretch(1)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(18)
        self._sides.addWidget(self._list_card, 5, Qt.AlignmentFlag.AlignTop)
        self._sides.addLayout(self._right, 5)
        self.column.addLayout(self._sides)
        self.column.addSpacing(18)
        self.column.addWidget(self.trends)
        self.column.addStretch(1)

    def _arrange_filters(self) -> None:
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 12)
        filters.setSpacing(10)
        filters.addWidget(self.search, 3)
        filters.addWidget(self.routine, 2)
        filters.addWidget(self.exercise, 2)
        filters.addWidget(self.day_chip)
        self.column.addWidget(self._filters)

    def _arrange_undo(self) -> None:
        self._undo_bar.setProperty("kind", "card")
        row = QHBoxLayout(self._undo_bar)
        row.setContentsMargins(22, 10, 12, 10)
        row.addWidget(self._undone, 1)
        row.addWidget(self.undo_button)
        self._undo_bar.hide()
        # Above the chosen session: that is where the person looks who has just deleted one.
        self._right.addWidget(self._undo_bar)

    def _connect(self) -> None:
        self.list.session_chosen.connect(self._choose)
        self.list.more_wanted.connect(self.more_requested)
        self.search.textChanged.connect(self._typed.start)
        self._typed.timeout.connect(self._ask)
        self.routine.currentIndexChanged.connect(self._ask)
        self.exercise.currentIndexChanged.connect(self._ask)
        self.calendar.day_chosen.connect(self._ask)
        self.day_chip.clicked.connect(self._forget_day)
        self.detail.edit_requested.connect(self._edit)
        self.detail.delete_requested.connect(self._delete)
        self.undo_button.clicked.connect(self.undo_requested)
        self.add_button.clicked.connect(self.adding_requested)
        self.empty.library_requested.connect(self.library_requested)
        self.files_button.clicked.connect(self._open_files)
        self.files_menu.triggered.connect(self._ask_for_file)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo_requested)
        self._theme.changed.connect(self._dress)
        self._dress()

    @property
    def session(self) -> PastSession | None:
        """Return the session that is shown beside the list."""
        return self._session

    @property
    def steps(self) -> Sequence[PastStep]:
        """Return its steps; empty until they are there."""
        return self._steps

    @property
    def query(self) -> HistoryQuery:
        """Return what the list is asked for."""
        routines, exercises = self._keys
        return HistoryQuery(
            self.search.text().strip(),
            routines[max(0, self.routine.currentIndex())],
            exercises[max(0, self.exercise.currentIndex())],
            self.calendar.chosen,
        )

    @property
    def form(self) -> QWidget | None:
        """Return the form that is open in place of the chosen session; None where there is none."""
        return self._form

    def show_overview(self, overview: Overview) -> None:
        """Show the four figures and the year."""
        for card, figure in zip(self._cards, figures_of(overview), strict=True):
            card.show_figure(figure.title, figure.large, figure.small)
        self.calendar.show_days(overview.totals, overview.today)
        self._any = bool(overview.totals)
        self._place_cards()

    def show_choices(self, routines: Sequence[tuple[str, str]], exercises: Sequence[tuple[str, str]]) -> None:
        """Offer routines and exercises, as pairs of key and name, to filter by."""
        boxes = ((self.routine, routines), (self.exercise, exercises))
        for number, (box, pairs) in enumerate(boxes):
            box.blockSignals(True)
            while box.count() > 1:
                box.removeItem(box.count() - 1)
            box.addItems([name for _, name in pairs])
            self._keys[number][1:] = [key for key, _ in pairs]
            box.blockSignals(False)
        self.trends.show_choices(routines, exercises)

    def show_sessions(self, sessions: Sequence[PastSession], chosen: str = "") -> None:
        """List the newest sessions that were asked for; the one of an id is chosen, else the first."""
        self.close_form()
        self.list.start(sessions, chosen)
        found = bool(sessions)
        asked = self.query != HistoryQuery()
        self._nothing.setVisible(not found and (asked or self._any))
        self.empty.setVisible(not (found or asked or self._any))
        self._list_card.setVisible(found)
        self.detail.setVisible(found)
        for part in (self._figures_box, self._year, self._filters, self.trends):
            part.setVisible(found or asked or self._any)
        row = self.list.sizeHintForRow(0) if found else 0
        self.list.setFixedHeight(min(LIST_HEIGHT, max(3, self.list.sessions.rowCount()) * row + 4))
        if not found:
            self._session = None

    def add_sessions(self, sessions: Sequence[PastSession]) -> None:
        """List older sessions under those that stand there."""
        self.list.add(sessions)

    def show_steps(self, session: PastSession, steps: Sequence[PastStep]) -> None:
        """Show the steps of a session."""
        self._session, self._steps = session, steps
        self.detail.show_session(session, steps, self._day_words(session.started))

    def show_undo(self, words: str) -> None:
        """Say what was changed, with the button that takes it back; "" puts it away."""
        self._undone.setText(words)
        self._undo_bar.setVisible(bool(words))

    def show_progress(self, words: str) -> None:
        """Say what is being done with a file and how far it is; "" puts it away."""
        self._progress.setText(words)
        self._progress.setVisible(bool(words))

    def open_adding(self, form: HistoryAdding) -> None:
        """Show the form that adds a session by hand."""
        form.added.connect(self.added)
        form.cancelled.connect(self.close_form)
        self._open(form)
        form.what.setFocus()

    @Slot()
    def close_form(self) -> None:
        """Put the open form away, without keeping what was typed."""
        form, self._form = self._form, None
        if form is not None:
            self._right.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.detail.setVisible(self._session is not None)
            self.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, with the top in sight: no ring stands around what nobody chose."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in fewer columns where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < 900 * self._theme.text_scale
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._place_cards()

    def _open(self, form: QWidget) -> None:
        self.close_form()
        self._form = form
        self.detail.hide()
        self._right.insertWidget(1, form)
        form.show()
        layout = self.page.layout()
        if layout is not None:
            layout.activate()
        # Its beginning is what is to be seen: a form of many steps is higher than the window.
        self.verticalScrollBar().setValue(max(0, form.mapTo(self.page, form.rect().topLeft()).y() - 12))

    def _place_cards(self) -> None:
        columns = 4 if self.width() >= 980 * self._theme.text_scale else 2
        if columns != self._columns:
            self._columns = columns
            for number, card in enumerate(self._cards):
                self._figures.addWidget(card, number // columns, number % columns)

    def _day_words(self, moment: datetime) -> str:
        return near_day(day_of(moment, self._day_ends), self._today())

    @Slot(object)
    def _choose(self, session: PastSession) -> None:
        self.close_form()
        self._session, self._steps = session, ()
        self.session_chosen.emit()

    @Slot()
    def _ask(self) -> None:
        chosen = self.calendar.chosen
        self.day_chip.setVisible(chosen is not None)
        if chosen is not None:
            self.day_chip.say(f"{day(chosen)}  ×", f"Show all days, not only {day(chosen)}")
        self.query_changed.emit(self.query)

    @Slot()
    def _forget_day(self) -> None:
        self.calendar.choose(None)
        self._ask()

    @Slot()
    def _edit(self) -> None:
        if self._session is not None and self._steps:
            form = HistoryEditor(self._theme, self._name_of, self._session, self._steps)
            form.saved.connect(self.change_saved)
            form.cancelled.connect(self.close_form)
            self._open(form)
            form.when.setFocus()

    @Slot()
    def _delete(self) -> None:
        if self._session is not None:
            self.delete_requested.emit(self._session)

    @Slot()
    def _open_files(self) -> None:
        # Under the button and inside the window: their right edges are one.
        corner = self.files_button.mapToGlobal(self.files_button.rect().bottomRight())
        self.files_menu.popup(corner - QPoint(self.files_menu.sizeHint().width(), 0))

    @Slot(QAction)
    def _ask_for_file(self, action: QAction) -> None:
        self.file_requested.emit(str(action.data()))

    @Slot()
    def _dress(self) -> None:
        self.search.setFont(self._theme.font(16))
        for box in (self.routine, self.exercise):
            box.setFont(self._theme.font(16, 500))
