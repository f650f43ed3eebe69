"""A routine before it is played: its steps at the chosen length, how long it takes, what it needs, and Start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.clocks import local_now
from app.core.fitting import Fit, fit_minutes
from app.core.outline import outline
from app.core.plan import Plan
from app.core.plan_cards import needs_of
from app.core.plan_size import plan_seconds
from app.core.planning import make_plan
from app.core.routine import Profile, Routine
from app.ui.pages.routine_panel import RoutinePanel
from app.ui.pictures import Pictures
from app.ui.sheet_words import SheetWish
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.number_scale import NumberScale
from app.ui.widgets.offer_card import OfferCard
from app.ui.widgets.routine_row import RoutineRow, hairline
from app.ui.widgets.scroll_page import MARGIN, ScrollPage
from app.ui.wording import breakable

STIFF = "How stiff is your back now? You may leave it out."


class RoutinePage(ScrollPage):
    """`start_requested` asks to begin with `plan`; `profile_chosen` carries a profile, "" for the routine's own.

    `sheet_requested` carries `save` or `print`, and a SheetWish.
    """

    start_requested = Signal()
    back_requested = Signal()
    profile_chosen = Signal(str)
    offer_answered = Signal(bool)
    edit_requested = Signal(str)
    share_requested = Signal(str)
    remove_requested = Signal(str)
    sheet_requested = Signal(str, object)

    def __init__(
        self, theme: Theme, pictures: Pictures, routine: Routine, *, level: int = 0,
        now: Callable[[], datetime] = local_now, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._pictures, self._routine, self._now = theme, pictures, routine, now
        self._level = 0 if routine.fixed_level else level
        self._choices: dict[int, int] = {}
        self._fit: Fit | None = None
        self._coached = False
        self._plan = make_plan(routine, self._level)
        self._make()
        self._arrange()
        self._connect()
        self._show()

    def _make(self) -> None:
        self._back = Button(self._theme, "‹  Routines", Kind.PLAIN, name="Back to the routines", size=18)
        self._print = Button(self._theme, "Print", Kind.PLAIN, name="Print: the routine as a sheet of paper")
        self._edit = Button(self._theme, "", Kind.PLAIN)
        self._edit.hide()
        self.share = Button(self._theme, "Share", Kind.PLAIN, name=f"Share {self._routine.name} as a file")
        self.share.hide()
        self.remove = Button(self._theme, "Remove", Kind.PLAIN, name=f"Remove {self._routine.name} from the library")
        self.remove.hide()
        self._file = ""
        self._title = Label(self._theme, breakable(self._routine.name), 42, 700)
        by = f"{self._routine.summary}  By {self._routine.by}." if self._routine.by else self._routine.summary
        self._summary = Label(self._theme, breakable(by), 18, role=Role.MUTED)
        self._scale: NumberScale | None = None
        self._rows: list[RoutineRow] = []
        self._panel = RoutinePanel(self._theme, self._routine)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)

    def _arrange(self) -> None:
        self.column.setContentsMargins(MARGIN, 14, MARGIN, 32)
        self._top = QHBoxLayout()
        self._top.addWidget(self._back)
        self._top.addStretch(1)
        self._top.addWidget(self.remove)
        self._top.addWidget(self.share)
        self._top.addWidget(self._print)
        self._top.addWidget(self._edit)
        self.column.addLayout(self._top)
        self.column.addSpacing(10)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self._steps.addWidget(self._title)
        self._steps.addSpacing(4)
        self._steps.addWidget(self._summary)
        self._steps.addSpacing(16)
        self._asides = QVBoxLayout()
        self._asides.setSpacing(8)
        self._steps.addLayout(self._asides)
        sides = QHBoxLayout()
        sides.setSpacing(36)
        sides.addLayout(self._steps, 1)
        sides.addWidget(self._panel, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(sides)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._edit.clicked.connect(self._ask_to_edit)
        self.share.clicked.connect(self._ask_to_share)
        self.remove.clicked.connect(self._ask_to_remove)
        self._print.clicked.connect(self._offer_sheet)
        self._panel.level_moved.connect(self.set_level)
        self._panel.minutes_given.connect(self.set_minutes)
        self._panel.start_requested.connect(self._start_plainly)
        self._panel.profile_chosen.connect(self.profile_chosen)
        self._panel.coached_start_requested.connect(self._start_coached)
        self._minute.timeout.connect(self._tell_the_time)

    def offer_editing(self, file: str) -> None:
        """Offer to change the routine in its file, or where it came with the program a copy of it."""
        self._file = file
        words = "Edit" if self._routine.own else "Edit a copy"
        self._edit.say(
            words, f"{words} of {self._routine.name}" if not self._routine.own else f"Edit {self._routine.name}"
        )
        self._edit.show()

    def offer_sharing(self) -> None:
        """Offer to write the routine, whose file is known, into one to be given away."""
        self.share.show()

    def offer_removing(self) -> None:
        """Offer to take the routine, which is the person's own, out of the library."""
        self.remove.show()

    @Slot()
    def _ask_to_remove(self) -> None:
        self.remove_requested.emit(self._file)

    @Slot()
    def _ask_to_share(self) -> None:
        self.share_requested.emit(self._file)

    @Slot()
    def _ask_to_edit(self) -> None:
        self.edit_requested.emit(self._file)

    @Slot()
    def _offer_sheet(self) -> None:
        """Offer the routine on paper, as a file or from the printer."""
        menu = QMenu(self)
        for wish, words in (("save", "Save as PDF …"), ("print", "Print …")):
            menu.addAction(words).setData(wish)
        menu.triggered.connect(self.take_wish)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._print.mapToGlobal(self._print.rect().bottomLeft()))

    @Slot(QAction)
    def take_wish(self, action: QAction) -> None:
        """Ask for the sheet as an action of the menu says."""
        self._ask_for(str(action.data()))

    def _ask_for(self, wish: str) -> None:
        dropped = self._fit.places if self._fit is not None else ()
        self.sheet_requested.emit(
            wish, SheetWish(self._routine, self._level, tuple(self._choices.items()), tuple(dropped))
        )

    @property
    def print_button(self) -> Button:
        """Return the button that offers the sheet."""
        return self._print

    @property
    def plan(self) -> Plan:
        """Return what Start plays."""
        return self._plan

    @property
    def routine(self) -> Routine:
        """Return the routine."""
        return self._routine

    @property
    def needs(self) -> tuple[str, ...]:
        """Return what the routine needs with the choices as they are made."""
        return needs_of(self._routine, self._choices)

    @property
    def panel(self) -> RoutinePanel:
        """Return the panel with the time and Start."""
        return self._panel

    @property
    def stiffness(self) -> int | None:
        """Return how stiff the back is, 0 to 10; None where that was not asked or not answered."""
        return None if self._scale is None else self._scale.value

    def ask_stiffness(self) -> None:
        """Ask how stiff the back is: where the page before the start does not come, and only there."""
        self._asides.addWidget(Label(self._theme, STIFF, 16, role=Role.MUTED))
        self._scale = NumberScale(self._theme, STIFF)
        self._asides.addWidget(self._scale)
        self._asides.addSpacing(8)

    def show_offer(self, longer: int) -> None:
        """Offer a higher level as the new length."""
        now, then = make_plan(self._routine, self._level).seconds, make_plan(self._routine, longer).seconds
        card = OfferCard(self._theme, now, then)
        card.answered.connect(self.offer_answered)
        self._asides.insertWidget(0, card)
        self._asides.insertSpacing(1, 12)

    @Slot(int)
    def set_level(self, level: int) -> None:
        """Plan at a level from 0 to 100."""
        if not self._routine.fixed_level:
            self._level, self._fit = level, None
            self._show()

    @Slot(float)
    def set_minutes(self, minutes: float) -> None:
        """Plan for so many minutes; 0 lets go of them."""
        if minutes <= 0:
            self._fit = None
        else:
            self._fit = fit_minutes(self._routine, minutes, self._choices)
            self._level = self._fit.level
        self._show()

    @Slot(int, int)
    def choose(self, step: int, number: int) -> None:
        """Take an alternative of a step, both counted from 1."""
        self._choices[step] = number
        if self._fit is not None:
            self._fit = fit_minutes(self._routine, self._fit.minutes, self._choices)
            self._level = self._fit.level
        self._show()

    @property
    def coached(self) -> bool:
        """Return whether this session alone is to be led by the coach."""
        return self._coached

    def offer_coach(self, first: bool) -> None:
        """Offer the coach for a routine that was never done whole."""
        self._panel.offer_coach(first)

    @Slot()
    def _start_plainly(self) -> None:
        self._coached = False
        self.start_requested.emit()

    @Slot()
    def _start_coached(self) -> None:
        self._coached = True
        self.start_requested.emit()

    def show_profile(self, profile: Profile | None) -> None:
        """Say how it sounds; None: as the routine says."""
        self._panel.show_profile(profile)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Start with Enter, go back with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._start_plainly()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self.back_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Print):
            self._ask_for("print")
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Say when it would be done, and keep that true."""
        super().showEvent(event)
        self._tell_the_time()
        self._panel.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panel take its share."""
        self._panel.fit_into(event.size().width())
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the clock be."""
        super().hideEvent(event)
        self._minute.stop()

    def _show(self) -> None:
        dropped = self._fit.places if self._fit is not None else ()
        self._plan = make_plan(self._routine, self._level, self._choices, dropped)
        rows = outline(self._routine, self._plan, dropped)
        if len(rows) != len(self._rows):
            for row in rows:
                widget = RoutineRow(self._theme, self._pictures, row)
                widget.choice_made.connect(self.choose)
                self._rows.append(widget)
                self._steps.addWidget(widget)
            self._steps.addWidget(hairline())
            self._steps.addStretch(1)
        else:
            for widget, row in zip(self._rows, rows, strict=True):
                widget.show_row(row)
        self._panel.show_plan(self._plan, self._fit)
        self._panel.show_ends(*(plan_seconds(self._routine, level, self._choices) for level in (0, 100)))
        self._panel.show_needs(self.needs)
        self._tell_the_time()

    @Slot()
    def _tell_the_time(self) -> None:
        now = self._now()
        self._panel.show_end(now + timedelta(seconds=self._plan.seconds))
        if self.isVisible():
            # Once a minute, on the minute: an idle page costs nothing else.
            self._minute.start((60 - now.second) * 1000 + 50)
