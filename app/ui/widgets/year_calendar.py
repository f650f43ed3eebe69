"""The last 53 weeks as a grid of days: the more was held, the darker and the larger the square."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.days import NOTHING, CalendarDay, DayTotal, calendar, shade
from app.ui.theme import Role, Theme
from app.ui.wording import MONTHS, WEEKDAYS, day

LEGEND = ("none", "under 20 min", "20 to 30 min", "30 min or more")
SHARES = (0.0, 0.46, 0.72, 1.0)  # of the square's side: read without colour
GAP = 3.0
HEAD, FOOT, LEFT = 22.0, 30.0, 38.0


class YearCalendar(QWidget):
    """Arrows go from day to day; Enter, Space or a click chooses one, a second time takes the choice back."""

    day_chosen = Signal(object)  # date, or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today, self._here = date.min, date.min
        self._chosen: date | None = None
        self._totals: Mapping[date, DayTotal] = {}
        self._weeks: tuple[tuple[CalendarDay, ...], ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription("Arrow keys go from day to day, Enter shows one day's sessions.")
        theme.changed.connect(self._resize)

    @property
    def chosen(self) -> date | None:
        """Return the chosen day; None where all are shown."""
        return self._chosen

    def show_days(self, totals: Mapping[date, DayTotal], today: date) -> None:
        """Show what each day held, up to today."""
        if today != self._today:
            self._here = today
        self._totals, self._today = totals, today
        self._weeks = calendar(totals, today)
        self._say()
        self.update()

    def choose(self, chosen: date | None) -> None:
        """Show a day as the chosen one, without telling."""
        self._chosen = chosen
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """Return seven squares with the months above and the legend under them."""
        scale = self._theme.text_scale
        return QSize(900, round((HEAD + FOOT) * scale + 7 * 21))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which a day can still be told from its neighbour."""
        return QSize(420, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbouring day, or choose this one."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self._here + timedelta(days=steps[key]))
        elif key == Qt.Key.Key_Home:
            self._go(self._first)
        elif key == Qt.Key.Key_End:
            self._go(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self._here)
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self._take(self._chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        found = self._day_at(event.position())
        if found is not None:
            self._here = found
            self._take(found)

    def event(self, event: QEvent) -> bool:
        """Say what the day under the pointer held."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._day_at(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.words(found), self)
            return True
        return super().event(event)

    def words(self, of: date) -> str:
        """Return what a day held, in words."""
        total = self._totals.get(of, NOTHING)
        held = "nothing"
        if total.sessions:
            held = f"{total.sessions} session{'s' if total.sessions > 1 else ''}, {total.minutes} min"
        return f"{WEEKDAYS[of.weekday()]}, {day(of)}: {held}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint months, days and legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_names(painter)
        cells = {of.day: self._cell(x, y) for x, week in enumerate(self._weeks) for y, of in enumerate(week)}
        levels = {of.day: shade(of.total) for week in self._weeks for of in week}
        for level in range(len(SHARES)):
            paint_days(painter, [cells[day] for day in cells if levels[day] == level], level, self._theme)
        here = self._here if self.hasFocus() else None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for marked, role in ((self._chosen, Role.CORAL), (here, Role.INK)):
            if marked in cells:
                painter.setPen(QPen(self._theme.colour(role), 2))
                painter.drawRoundedRect(cells[marked].adjusted(-2, -2, 2, 2), 4, 4)
        self._paint_legend(painter)
        painter.end()

    @property
    def _first(self) -> date:
        return self._weeks[0][0].day if self._weeks else self._today

    def _cell(self, column: int, row: int) -> QRectF:
        scale = self._theme.text_scale
        left = LEFT * scale
        step_x = (self.width() - left - 3) / max(1, len(self._weeks))
        step_y = (self.height() - (HEAD + FOOT) * scale) / 7
        return QRectF(left + column * step_x + 1, HEAD * scale + row * step_y + 1, step_x - GAP, step_y - GAP)

    def _day_at(self, point: QPointF) -> date | None:
        for column, week in enumerate(self._weeks):
            for row, of in enumerate(week):
                if self._cell(column, row).adjusted(-1, -1, GAP, GAP).contains(point):
                    return of.day
        return None

    def _paint_names(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(13))
        painter.setPen(self._theme.colour(Role.MUTED))
        height = HEAD * self._theme.text_scale
        free = -1.0
        for column, week in enumerate(self._weeks):
            first = next((of.day for of in week if of.day.day == 1), week[0].day if column == 0 else None)
            x = self._cell(column, 0).left()
            if first is None or x < free:
                continue
            name = MONTHS[first.month - 1][:3]
            following = self._weeks[min(column + 2, len(self._weeks) - 1)]
            if column == 0 and any(of.day.day == 1 for of in following[:7] + self._weeks[1]):
                continue
            painter.drawText(QPointF(x, height - 8), name)
            free = x + painter.fontMetrics().horizontalAdvance(name) + 8
        for row in (0, 2, 4, 6):
            rect = self._cell(0, row)
            box = QRectF(0, rect.top(), rect.left() - 6, rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, WEEKDAYS[row][:3])

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(13))
        side, x = 14.0, float(self.width()) - 2
        middle = self.height() - FOOT * self._theme.text_scale / 2 + 4
        for level in reversed(range(len(LEGEND))):
            width = painter.fontMetrics().horizontalAdvance(LEGEND[level])
            x -= width
            painter.setPen(self._theme.colour(Role.MUTED))
            box = QRectF(x, middle - 12, width + 2, 24)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, LEGEND[level])
            x -= side + 6
            paint_days(painter, [QRectF(x, middle - side / 2, side, side)], level, self._theme)
            x -= 18

    def _go(self, to: date) -> None:
        self._here = min(self._today, max(self._first, to))
        self._say()
        self.update()

    def _take(self, taken: date) -> None:
        self._chosen = None if taken == self._chosen else taken
        self._say()
        self.update()
        self.day_chosen.emit(self._chosen)

    def _say(self) -> None:
        shown = ", chosen" if self._here == self._chosen else ""
        self.setAccessibleName(f"The year. {self.words(self._here)}{shown}")

    @Slot()
    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


def paint_days(painter: QPainter, rects: Sequence[QRectF], level: int, theme: Theme) -> None:
    """Paint days of one level: an empty square, or one in it that grows and darkens from 1 to 3."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Role.TRACK))
    for rect in rects if level < len(SHARES) - 1 else ():  # the largest square covers its ground
        painter.drawRoundedRect(rect, 3, 3)
    if level:
        painter.setBrush(mixed(theme.colour(Role.PINE), theme.colour(Role.TRACK), (0.0, 0.62, 0.8, 1.0)[level]))
        share = (1.0 - SHARES[level]) / 2
        for rect in rects:
            across, down = rect.width() * share, rect.height() * share
            painter.drawRoundedRect(rect.adjusted(across, down, -across, -down), 2, 2)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return so much of one colour over the other."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
