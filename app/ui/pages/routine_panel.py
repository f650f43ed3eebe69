"""The right side of a routine's page: the time, shorter and longer, Start, the sound, what is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.core.fitting import Fit
from app.core.plan import Plan
from app.core.routine import Profile, Routine
from app.ui.dose_words import PROFILES
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, KeyedButton, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.length_slider import LengthSlider
from app.ui.widgets.need_icon import NeedIcon
from app.ui.wording import clock, listed, time_of_day

WIDTHS = (328, 400)
ADVICE = (
    "Strong pressure is fine, pain is not: ease off. Severe pain, a recent fall, an old injury, numbness or tingling: "
    "see a professional first."
)


class RoutinePanel(QWidget):
    """`level_moved` carries a level, `minutes_given` minutes (0: let go), `profile_chosen` a profile or ""."""

    level_moved = Signal(int)
    minutes_given = Signal(float)
    start_requested = Signal()
    profile_chosen = Signal(str)
    coached_start_requested = Signal()

    def __init__(self, theme: Theme, routine: Routine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._routine = theme, routine
        self._profile: Profile | None = None
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        theme = self._theme
        self._time = Label(theme, "", 62, 700, tabular=True, wrap=False)
        self._end = Label(theme, "", 16, role=Role.MUTED)
        self._slider = LengthSlider(theme)
        self._shorter = Label(theme, "", 15, role=Role.MUTED, tabular=True, wrap=False)
        self._longer = Label(theme, "", 15, role=Role.MUTED, tabular=True, wrap=False)
        self._minutes = MinutesField(theme)
        self._fits = Label(theme, "", 15, role=Role.MUTED)
        self._start = KeyedButton(theme, "Start", "Enter")
        self._coach_offered = False
        self._coach = Button(theme, "Start with the coach", size=16,
                             name="Start with the coach: a voice tells every step, this time")  # fmt: skip
        self._sound = Label(theme, "", 15, role=Role.MUTED)
        self._change = Button(theme, "change", Kind.LINK, name="Change how it sounds", size=15)
        self._needs_card = QFrame()
        self._needs = Label(theme, "", 16, role=Role.MUTED)
        self._icons = Flow(gap=8)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(self._time_card())
        column.addWidget(self._fill_needs_card())
        column.addWidget(Label(self._theme, ADVICE, 15))
        column.addStretch(1)

    def _time_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(28, 22, 28, 24)
        box.setSpacing(2)
        box.addWidget(Label(self._theme, "Time", 16, role=Role.MUTED))
        box.addWidget(self._time)
        box.addWidget(self._end)
        box.addSpacing(12)
        box.addWidget(self._slider)
        ends = QHBoxLayout()
        ends.addWidget(self._shorter)
        ends.addStretch(1)
        ends.addWidget(self._longer)
        box.addLayout(ends)
        box.addSpacing(14)
        have = QGridLayout()
        have.setHorizontalSpacing(10)
        have.addWidget(Label(self._theme, "I have", 16, wrap=False), 0, 0)
        have.addWidget(self._minutes, 0, 1)
        have.addWidget(self._fits, 0, 2)
        have.setColumnStretch(2, 1)
        box.addLayout(have)
        box.addSpacing(18)
        box.addWidget(self._start)
        box.addSpacing(8)
        box.addWidget(self._coach)
        box.addSpacing(6)
        sound = QHBoxLayout()
        sound.addWidget(self._sound, 1)
        sound.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(sound)
        return card

    def _fill_needs_card(self) -> QFrame:
        self._needs_card.setProperty("kind", "card")
        box = QVBoxLayout(self._needs_card)
        box.setContentsMargins(28, 18, 28, 20)
        box.setSpacing(6)
        box.addWidget(Label(self._theme, "You need", 16, 700))
        box.addWidget(self._needs)
        box.addSpacing(4)
        box.addLayout(self._icons)
        return self._needs_card

    def _connect(self) -> None:
        self._slider.valueChanged.connect(self.level_moved)
        self._minutes.minutes_changed.connect(self._give_minutes)
        self._start.clicked.connect(self.start_requested)
        self._coach.clicked.connect(self.coached_start_requested)
        self._change.clicked.connect(self._offer_profiles)

    @property
    def slider(self) -> LengthSlider:
        """Return the slider from shorter to longer."""
        return self._slider

    @property
    def minutes(self) -> MinutesField:
        """Return the field for the minutes at hand."""
        return self._minutes

    @property
    def fits(self) -> str:
        """Return what was done for the minutes, in words."""
        return self._fits.text()

    @property
    def time(self) -> str:
        """Return the whole length as it is shown."""
        return self._time.text()

    def fit_into(self, width: int) -> None:
        """Take the share of a page of this width that is ours."""
        self.setFixedWidth(min(WIDTHS[1], max(WIDTHS[0], round(width * 0.29))))

    def take_focus(self) -> None:
        """Give the focus to Start."""
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_plan(self, plan: Plan, fit: Fit | None) -> None:
        """Show a plan's length and level, and what was done to fit it."""
        self._time.setText(clock(plan.seconds))
        about = "about " if plan.estimated else ""
        self._time.setAccessibleName(f"Takes {about}{clock(plan.seconds)}")
        self._slider.blockSignals(True)
        self._slider.setValue(plan.level)
        self._slider.blockSignals(False)
        self._fits.setText(fit_words(fit))
        self._minutes.show_minutes(0 if fit is None else max(1, round(fit.minutes)))

    def show_ends(self, shortest: float, longest: float) -> None:
        """Show the lengths of both ends; without a range there is nothing to slide."""
        ranged = shortest != longest and not self._routine.fixed_level
        for widget in (self._slider, self._shorter, self._longer):
            widget.setVisible(ranged)
        self._shorter.setText(f"shorter {clock(shortest)}")
        self._longer.setText(f"longer {clock(longest)}")

    def show_end(self, moment: datetime) -> None:
        """Show the clock time at the end of the routine."""
        self._end.setText(f"done at {time_of_day(moment)}")

    def show_needs(self, needs: Sequence[str]) -> None:
        """Show what is needed, in words and pictures."""
        self._needs.setText(listed(list(needs)) + "." if needs else "Nothing at all.")
        while self._icons.count():
            item = self._icons.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for need in needs:
            self._icons.addWidget(NeedIcon(self._theme, need, 56))

    def show_profile(self, profile: Profile | None) -> None:
        """Say how it sounds; None: as the routine says."""
        self._profile = profile
        words = PROFILES[profile or self._routine.sound]
        self._sound.setText(words if profile is None else f"{words}. Your choice.")
        self.offer_coach(self._coach_offered)

    @property
    def coach(self) -> Button:
        """Return the button that starts with the coach."""
        return self._coach

    def offer_coach(self, first: bool) -> None:
        """Offer the coach where a routine was never done whole, unless it leads anyway."""
        self._coach_offered = first
        self._coach.setVisible(first and (self._profile or self._routine.sound) is not Profile.COACH)

    @Slot(int)
    def _give_minutes(self, minutes: int) -> None:
        self.minutes_given.emit(float(minutes))

    @Slot()
    def _offer_profiles(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        rows = [("", f"As the routine says: {PROFILES[self._routine.sound][:1].lower()}"
                 f"{PROFILES[self._routine.sound][1:]}")]  # fmt: skip
        rows += [(profile.value, words) for profile, words in PROFILES.items()]
        for value, words in rows:
            action = menu.addAction(words)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == (self._profile or ""))
            group.addAction(action)
        menu.triggered.connect(self._take_profile)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._change.mapToGlobal(self._change.rect().bottomLeft()))

    @Slot(QAction)
    def _take_profile(self, action: QAction) -> None:
        self.profile_chosen.emit(action.data())


class MinutesField(QLineEdit):
    """The minutes at hand; empty where none are given. Up and Down go in steps of five."""

    minutes_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._minutes = theme, 0
        self.setPlaceholderText("any time")
        self.setMaxLength(8)
        self.setAccessibleName("I have so many minutes")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.editingFinished.connect(self._take)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def minutes(self) -> int:
        """Return the minutes, 0 where none are given."""
        return self._minutes

    def show_minutes(self, minutes: int) -> None:
        """Show minutes without telling of them."""
        self._minutes = minutes
        self.setText(f"{minutes} min" if minutes else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what stands there with Enter, and step."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self._give(max(0, (self._minutes // 5 + step) * 5) if self._minutes else 20)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _take(self) -> None:
        digits = re.match(r"\s*([0-9]{1,4})", self.text())
        self._give(min(24 * 60, int(digits[1])) if digits else 0)

    def _give(self, minutes: int) -> None:
        changed = minutes != self._minutes
        self.show_minutes(minutes)
        if changed:
            self.minutes_changed.emit(minutes)

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(15, 500))
        self.setFixedWidth(round(106 * self._theme.text_scale))


def fit_words(fit: Fit | None) -> str:
    """Return what was done to fit a routine into the minutes at hand, short."""
    if fit is None:
        return ""
    out = f" Left out: {listed(list(fit.dropped))}." if fit.dropped else ""
    if fit.over:
        return f"{clock(fit.over)} too long even at its shortest.{out}"
    return f"fits: {clock(fit.plan.seconds)}{'.' + out if out else ''}"
