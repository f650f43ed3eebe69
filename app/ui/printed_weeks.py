"""The last four weeks on paper, for whoever gave the exercises: what was prescribed, what was done, week by week."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from app.core.days import day_of
from app.core.four_weeks import ExerciseWeeks, FourWeeks, WeekOfExercise, four_weeks
from app.core.past import PastSession, PastStep
from app.core.record import Outcome
from app.storage.chosen_file import FileRefusedError, written_whole
from app.storage.history import past_sessions, steps
from app.ui.wording import MONTHS, clock, day

DOTS = 1200  # per inch
MILLIMETRE = DOTS / 25.4
INK, MUTED, LINE = QColor("#1E2A28"), QColor("#5C6864"), QColor("#C9C4B6")
WIDTHS = (0.30, 0.14, 0.14, 0.14, 0.14, 0.14)  # of the page: exercise, dose, four weeks
LOOK_BACK = timedelta(days=36)
NOTE = (
    "Done: the doses (a set, a side, a round) that reached at least their lower end, of those that were planned. "
    "Time is time held. Rehearsals are not counted."
)


def print_weeks(
    connection: sqlite3.Connection, path: Path, now: datetime, name_of: Callable[[str], str], day_ends: int
) -> None:
    """Write the last four weeks as a PDF; `FileRefusedError` where it cannot be written."""
    today = day_of(now, day_ends)
    recent: list[tuple[PastSession, list[PastStep]]] = []
    after: PastSession | None = None
    while more := past_sessions(connection, limit=50, after=after, rehearsals=False):
        recent += [(session, steps(connection, session)) for session in more]
        after = more[-1]
        if after.started < now - LOOK_BACK:
            break
    weeks = four_weeks(recent, today, day_ends=day_ends)
    with written_whole(path) as new:
        writer = QPdfWriter(str(new))
        writer.setResolution(DOTS)
        writer.setTitle("The last four weeks")
        writer.setCreator("Holdwell")
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(16, 16, 16, 16),
                QPageLayout.Unit.Millimeter,
            )
        )
        painter = QPainter()
        if not painter.begin(writer):
            raise FileRefusedError(f"{path} cannot be written.")
        Paper(painter, writer, weeks, name_of).paint(f"until {day(today)}")
        if not painter.end():
            raise FileRefusedError(f"{path} cannot be written.")


class Paper:
    """Paints the table, on as many pages as it takes."""

    def __init__(self, painter: QPainter, writer: QPdfWriter, weeks: FourWeeks, name_of: Callable[[str], str]) -> None:
        self._painter, self._writer, self._weeks, self._name_of = painter, writer, weeks, name_of
        self._width = float(writer.width())
        self._height = float(writer.height())
        self._y = 0.0
        self._page = 1

    def paint(self, until: str) -> None:
        """Paint everything."""
        self._line(f"The last four weeks, {until}", 6.2, bold=True)
        self._y += 1.5 * MILLIMETRE
        by_week = zip(self._weeks.weeks, self._weeks.days, strict=True)
        days = ", ".join(f"{count} in the week from {day(first)}" for first, count in by_week)
        self._paragraph(f"Days with a session: {days}.", INK)
        self._paragraph(NOTE, MUTED)
        self._y += 4 * MILLIMETRE
        self._head()
        if not self._weeks.exercises:
            self._paragraph("No session in these four weeks.", INK)
        before = ""
        for exercise in self._weeks.exercises:
            self._exercise(exercise, again=exercise.exercise == before)
            before = exercise.exercise

    def _exercise(self, exercise: ExerciseWeeks, *, again: bool) -> None:
        name = "" if again else self._name_of(exercise.exercise)
        words = "\n".join(filter(None, (name, exercise.position or "")))
        cells = [words, dose_words(exercise), *(week_words(week) for week in exercise.weeks)]
        height = max(self._room(cell, width) for cell, width in zip(cells, WIDTHS, strict=True))
        height += 3 * MILLIMETRE
        if self._y + height > self._height - 8 * MILLIMETRE:
            self._writer.newPage()
            self._page += 1
            self._y = 0
            self._head()
            cells[0] = "\n".join(filter(None, (self._name_of(exercise.exercise), exercise.position or "")))
        self._row(cells, height)

    def _head(self) -> None:
        weeks = (f"Week from\n{first.day} {MONTHS[first.month - 1][:3]}" for first in self._weeks.weeks)
        cells = ["Exercise", "Dose", *weeks]
        self._row(cells, self._room(cells[-1], WIDTHS[-1], bold=True) + 3 * MILLIMETRE, bold=True)
        self._painter.setFont(font(2.8))
        self._painter.setPen(MUTED)
        box = QRectF(0, self._height - 5 * MILLIMETRE, self._width, 5 * MILLIMETRE)
        self._painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"Holdwell · page {self._page}")

    def _row(self, cells: list[str], height: float, *, bold: bool = False) -> None:
        x = 0.0
        self._painter.setFont(font(3.3, bold=bold))
        self._painter.setPen(INK)
        for cell, width in zip(cells, WIDTHS, strict=True):
            box = QRectF(x, self._y + 1.2 * MILLIMETRE, width * self._width - 2 * MILLIMETRE, height)
            self._painter.drawText(box, Qt.TextFlag.TextWordWrap, cell)
            x += width * self._width
        self._y += height
        self._painter.setPen(QPen(LINE, 0.25 * MILLIMETRE))
        self._painter.drawLine(0, round(self._y), round(self._width), round(self._y))

    def _room(self, text: str, width: float, *, bold: bool = False) -> float:
        box = QRectF(0, 0, width * self._width - 2 * MILLIMETRE, 1e6)
        metrics = QFontMetricsF(font(3.3, bold=bold), self._writer)
        return metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, text).height()

    def _line(self, text: str, size: float, *, bold: bool = False) -> None:
        self._painter.setFont(font(size, bold=bold))
        self._painter.setPen(INK)
        height = size * 1.4 * MILLIMETRE
        self._painter.drawText(QRectF(0, self._y, self._width, height), Qt.AlignmentFlag.AlignVCenter, text)
        self._y += height

    def _paragraph(self, text: str, colour: QColor) -> None:
        self._painter.setFont(font(3.3))
        self._painter.setPen(colour)
        room = QRectF(0, self._y, self._width, self._height)
        self._y += self._painter.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() + MILLIMETRE
        self._painter.drawText(room, Qt.TextFlag.TextWordWrap, text)


def font(size: float, *, bold: bool = False) -> QFont:
    """Return the type for paper in a height in millimetres."""
    made = QFont("Inter")
    made.setPixelSize(round(size * MILLIMETRE))
    made.setVariableAxis(QFont.Tag("wght"), 700 if bold else 400)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def dose_words(exercise: ExerciseWeeks) -> str:
    """Return what a dose is: 1:30, or 1:30 to 2:30, or 8 to 12 times."""
    if exercise.most is not None:
        counts = str(exercise.most) if exercise.fewest == exercise.most else f"{exercise.fewest} to {exercise.most}"
        return f"{counts} times"
    low, high = clock(exercise.shortest), clock(exercise.longest)
    return low if low == high else f"{low} to {high}"


def week_words(week: WeekOfExercise) -> str:
    """Return what was done in a week, and what was not and why; a dash where nothing was planned."""
    if not week.planned:
        return "–"
    good = week.outcomes.get(Outcome.DONE, 0) + week.outcomes.get(Outcome.ENOUGH, 0)
    held = clock(week.done_seconds) if week.reps_planned is None else f"{week.reps} of {week.reps_planned} times"
    lines = [f"{good} of {week.planned} done", held]
    if cut := week.outcomes.get(Outcome.CUT_SHORT, 0):
        lines.append(f"{cut} cut short")
    if skipped := week.outcomes.get(Outcome.SKIPPED, 0):
        lines.append(f"{skipped} left out")
    for reason, count in week.reasons.items():
        lines.append(reason.value if count == 1 else f"{reason.value}: {count} times")
    return "\n".join(lines)
