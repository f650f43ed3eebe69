"""A routine on paper: figures, doses in words and boxes to tick, on one page or two.

The paper is light whatever the screen is; `sheet_layout` says where everything stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from app.storage.chosen_file import FileRefusedError, written_whole
from app.ui.picture_wishes import SIZES, Wanted
from app.ui.printed_weeks import DOTS, INK, LINE, MILLIMETRE, MUTED, font
from app.ui.sheet_layout import (
    BODY,
    BOX,
    BOXES_WIDE,
    DAYS,
    DEEPEST,
    FOOT,
    FOR_WHOM,
    GAP,
    HEADING,
    HOW,
    INDENT,
    LEADING,
    NOTE_LINE,
    SMALL,
    TITLE,
    WEEK_NUMBER,
    WEEKS,
    Placed,
    SheetLayout,
    head_texts,
    laid_out,
    lines_of,
    pictures_fit,
    words_of,
)  # fmt: skip
from app.ui.sheet_words import CARE, Sheet, SheetPicture, SheetRow

MARGIN = 12.0  # millimetres, as everything below
FIGURE_SIZE = SIZES[1]
IMAGE_SIZE = SIZES[2]


def pictures_wanted(sheet: Sheet) -> dict[SheetPicture, Wanted]:
    """Return what to draw or read for a sheet: on light paper, at 200 dots an inch or more at any size it is given."""
    return {picture: _wanted(picture) for row in sheet.rows for picture in row.pictures if _has_picture(picture)}


def _has_picture(picture: SheetPicture) -> bool:
    return picture.exercise.figure or bool(picture.exercise.images)


def _wanted(picture: SheetPicture) -> Wanted:
    exercise, position = picture.exercise, picture.position
    if exercise.images:
        image = exercise.images[exercise.images_for(position, picture.frame)[0]]
        file = str(Path(exercise.folder) / image.file)
        return Wanted(exercise.key, (), None, None, IMAGE_SIZE, False, file, exercise.is_mirrored(image, position))
    sides, posed = exercise.posed(position)
    return Wanted(exercise.pictured_as, sides, posed, picture.frame, FIGURE_SIZE, dark=False)


def write_sheet(
    path: Path, sheet: Sheet, images: Mapping[Wanted, QImage], size: QPageSize.PageSizeId, *, never: Sequence[Path] = ()
) -> int:
    """Write a sheet as a PDF and return its pages; `FileRefusedError` where it cannot be written."""
    with written_whole(path, never=never) as new:
        writer = QPdfWriter(str(new))
        writer.setTitle(sheet.title)
        writer.setCreator("Holdwell")
        writer.setResolution(DOTS)
        writer.setPageLayout(page_layout(size))
        pages = print_sheet(writer, sheet, images)
    if pages == 0:
        raise FileRefusedError(f"{path} cannot be written.")
    return pages


def page_layout(size: QPageSize.PageSizeId) -> QPageLayout:
    """Return an upright page of a size with our margins."""
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    return QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


def print_sheet(device: QPagedPaintDevice, sheet: Sheet, images: Mapping[Wanted, QImage]) -> int:
    """Paint a sheet on a file or a printer and return its pages; 0 where the device refuses."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    area = device.pageLayout().paintRect(QPageLayout.Unit.Millimeter)
    scale = device.logicalDpiX() / DOTS
    painter.scale(scale, scale)
    hints = QPainter.RenderHint
    painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform | hints.LosslessImageRendering)
    layout = laid_out(sheet, area.width(), area.height())
    paper = Paper(painter, sheet, layout, images, pictures_wanted(sheet))
    for number in range(len(layout.pages)):
        if number:
            device.newPage()
        paper.page(number)
    return len(layout.pages) if painter.end() else 0


class Paper:
    """Paints the pages."""

    def __init__(
        self,
        painter: QPainter,
        sheet: Sheet,
        layout: SheetLayout,
        images: Mapping[Wanted, QImage],
        wanted: Mapping[SheetPicture, Wanted],
    ) -> None:
        self._painter, self._sheet, self._layout = painter, sheet, layout
        self._images, self._wanted = images, wanted

    def page(self, number: int) -> None:
        """Paint one page."""
        layout = self._layout
        if number == 0:
            self._head()
        for placed in layout.pages[number]:
            self._row(placed)
        last = number == len(layout.pages) - 1
        if last:
            self._notes()
        foot = layout.height - SMALL * LEADING
        self._text(0, foot, SMALL, CARE, width=layout.width * 0.75, colour=MUTED)
        where = f"Holdwell · page {number + 1} of {len(layout.pages)}"
        self._right(layout.width, foot, SMALL, where)

    def _head(self) -> None:
        width = self._layout.width - FOR_WHOM - GAP
        at = 0.0
        for line in lines_of(self._sheet.title, TITLE, width, 700, most=2):
            self._text(0, at, TITLE, line, weight=700)
            at += TITLE * LEADING
        for number, label in enumerate(("For", "Week 1 begins on"), 1):
            x = width + GAP
            self._text(x, number * NOTE_LINE - SMALL * LEADING, SMALL, label, colour=MUTED)
            self._rule(number * NOTE_LINE + 0.6, x)
        for number, text in enumerate(head_texts(self._sheet)):
            muted = number == 0 and bool(self._sheet.summary)
            for line in lines_of(text, BODY, width, most=2):
                self._text(0, at, BODY, line, colour=MUTED if muted else INK)
                at += BODY * LEADING

    def _row(self, placed: Placed) -> None:
        row, top, height = placed.row, placed.top, placed.height
        layout = self._layout
        left = INDENT * min(row.depth, DEEPEST)
        if row.above:
            self._rule(top - HEADING)
            words = lines_of(row.above, BODY, layout.width, 700, most=1)[0]
            self._text(left - INDENT, top - HEADING + 1.6, BODY, words[:1].upper() + words[1:], weight=700)
        else:
            self._rule(top)
        for level in range(min(row.depth, DEEPEST)):
            # A line beside all that belongs to one circuit.
            self._painter.setPen(QPen(MUTED, 0.6 * MILLIMETRE))
            x = level * INDENT + 1.0
            begins = row.above and level == min(row.depth, DEEPEST) - 1
            self._line(x, top + (0.5 if begins else -HEADING if row.above else -0.4), x, top + height)
        boxes = layout.width - BOXES_WIDE
        self._boxes(boxes, top, height)
        x = self._pictures(row, QRectF(left, top + GAP / 2, boxes - left, height - GAP))
        self._write(row, QRectF(x, top + GAP / 2, boxes - x - GAP * 1.5, height - GAP))

    def _pictures(self, row: SheetRow, room: QRectF) -> float:
        """Paint a row's pictures side by side and return where the words begin."""
        found = ((self._wanted.get(picture), picture.caption) for picture in row.pictures)
        there = [(self._images[one], caption) for one, caption in found if one is not None and one in self._images]
        count, wide = pictures_fit(row, len(there), room.width(), room.height())
        x = room.x()
        for image, caption in there[:count]:
            box = QRectF(x, room.y(), wide, wide * 3 / 4)
            self._picture(image, box)
            if count > 1 and caption:
                words = lines_of(caption, SMALL, wide, most=1)[0]
                self._middle(QRectF(x, box.bottom(), wide, SMALL * LEADING), SMALL, words)
            x += wide + GAP
        return x

    def _write(self, row: SheetRow, box: QRectF) -> None:
        """Write what there is room for, the most needed first."""
        at, bottom = box.top(), box.bottom() + 0.2
        for text, size, weight, most in words_of(row):
            room = int((bottom - at) / (size * LEADING))
            if room < 1:
                return
            for line in lines_of(text, size, box.width(), weight, most=min(most, room)):
                self._text(box.left(), at, size, line, weight=weight)
                at += size * LEADING
        at += 0.8
        for sentence in row.how:
            lines = lines_of(sentence, HOW, box.width())
            if at + len(lines) * HOW * LEADING > bottom:
                return
            for line in lines:
                self._text(box.left(), at, HOW, line, colour=MUTED)
                at += HOW * LEADING

    def _picture(self, image: QImage, box: QRectF) -> None:
        size = image.size().scaled(
            10_000, round(10_000 * box.height() / box.width()), Qt.AspectRatioMode.KeepAspectRatio
        )
        factor = box.width() / 10_000
        wide, tall = size.width() * factor, size.height() * factor
        place = QRectF(box.center().x() - wide / 2, box.center().y() - tall / 2, wide, tall)
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
        self._painter.drawImage(_dots(place), flat)

    def _boxes(self, left: float, top: float, height: float) -> None:
        """Draw four weeks of seven days, as tall as there is room for, with the days' letters above."""
        box = min(BOX, (height - GAP - SMALL) / WEEKS)
        size = min(SMALL, box * 0.8)
        at = top + GAP / 2
        for number, letter in enumerate(DAYS):
            self._middle(QRectF(left + WEEK_NUMBER + number * BOX, at, BOX, SMALL), size, letter)
        at += SMALL + 0.4
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for week in range(WEEKS):
            self._middle(QRectF(left, at + week * box, 3.6, box), size, str(week + 1))
            self._painter.setPen(QPen(MUTED, 0.2 * MILLIMETRE))
            for number in range(len(DAYS)):
                self._painter.drawRect(_dots(QRectF(left + WEEK_NUMBER + number * BOX, at + week * box, BOX, box)))

    def _notes(self) -> None:
        layout = self._layout
        self._rule(layout.notes_top)
        self._text(0, layout.notes_top + 2.0, BODY, "Notes", weight=700)
        at = layout.notes_top + 3.0 + NOTE_LINE
        while at <= min(layout.height - FOOT, layout.notes_top + 6 * NOTE_LINE):
            self._rule(at)
            at += NOTE_LINE

    def _rule(self, top: float, left: float = 0.0) -> None:
        self._painter.setPen(QPen(LINE, 0.25 * MILLIMETRE))
        self._line(left, top, self._layout.width, top)

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._painter.drawLine(QPointF(x1 * MILLIMETRE, y1 * MILLIMETRE), QPointF(x2 * MILLIMETRE, y2 * MILLIMETRE))

    def _text(
        self,
        x: float,
        y: float,
        size: float,
        text: str,
        *,
        weight: int = 400,
        width: float | None = None,
        colour: QColor = INK,
    ) -> None:
        self._painter.setFont(font(size, bold=weight > 400))
        self._painter.setPen(colour)
        box = QRectF(x, y, width if width is not None else self._layout.width, size * LEADING)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        self._painter.drawText(_dots(box), flags | Qt.TextFlag.TextDontClip, text)

    def _right(self, x: float, y: float, size: float, text: str) -> None:
        self._painter.setFont(font(size))
        self._painter.setPen(MUTED)
        box = QRectF(x - 60, y, 60, size * LEADING)
        self._painter.drawText(_dots(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def _middle(self, box: QRectF, size: float, text: str) -> None:
        self._painter.setFont(font(size))
        self._painter.setPen(MUTED)
        self._painter.drawText(_dots(box), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)


def _dots(box: QRectF) -> QRectF:
    return QRectF(box.x() * MILLIMETRE, box.y() * MILLIMETRE, box.width() * MILLIMETRE, box.height() * MILLIMETRE)
