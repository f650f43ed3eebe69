"""Which picture stands on the stage, where in its room, and the words that stand where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from app.core.exercise import Exercise
from app.core.figure.positions import described as figure_words
from app.ui.picture_words import credit_spoken, credited, spoken
from app.ui.pictures import Pictures
from app.ui.theme import Role
from app.ui.widgets.fitted_text import Fitted, fit
from app.ui.widgets.look import Look, Type, paint_lines
from app.ui.widgets.picture_painting import CREDIT, paint_credit

CUE_WEIGHT = 500
CUE = 0.0445  # size of the lines, of the window's height
LEADING = 1.24
ROUND = 4  # a person's own images of one exercise that are read ahead
CORNER = 28.0
Paint = Callable[[QPainter], object]


@dataclass(frozen=True, slots=True)
class PictureWanted:
    """Which picture: of an exercise, in a position, at a keyframe (None: the position's own)."""

    exercise: Exercise
    position: str | None = None
    frame: str | None = None
    image: int | None = None  # which of a person's own images; None: the first for the position or the frame


def pixmap_for(
    pictures: Pictures | None,
    wanted: PictureWanted,
    size: QSizeF,
    ratio: float,
    *,
    dark: bool | None = None,
    fits: bool = False,
) -> QPixmap | None:
    """Return the picture to be fitted into a size in logical pixels; None where there is none, or none yet.

    A figure that `fits` is drawn for just this size.
    """
    if pictures is None:
        return None
    physical = (size * ratio).toSize()
    return pictures.of(
        wanted.exercise, wanted.position, physical, wanted.frame, number=wanted.image, dark=dark, fits=fits
    )


def read_ahead(pictures: Pictures | None, wanted: PictureWanted, size: QSizeF, ratio: float) -> None:
    """Have those of a person's own images read that may come next, so that none is late when its turn comes."""
    row = wanted.exercise.images_for(wanted.position, wanted.frame)
    numbers = tuple(range(len(wanted.exercise.images)))
    if len(numbers) > ROUND:
        # More of them do not fit into memory: the next one alone.
        at = row.index(wanted.image) if wanted.image in row else 0
        numbers = (row[(at + 1) % len(row)],)
    for number in numbers:
        pixmap_for(pictures, replace(wanted, image=number), size, ratio)


def nearest(pictures: Pictures, wanted: PictureWanted, dark: bool) -> QPixmap | None:
    """Return a picture of the same exercise and position that is there already, whatever its size; None: there is none.

    One of the same keyframe rather than another one, and rather a large one.
    """
    if wanted.exercise.images:
        row = wanted.exercise.images_for(wanted.position, wanted.frame)
        return pictures.nearest_image(
            wanted.exercise, wanted.position, row[0] if wanted.image is None else wanted.image
        )
    if not wanted.exercise.figure:
        return None
    sides, position = wanted.exercise.posed(wanted.position)
    return pictures.nearest(wanted.exercise.pictured_as, sides, position, wanted.frame, dark=dark)


def drawn_size(stage: QSizeF, window: float) -> QSizeF:
    """Return the room over two lines on a stage, in a window of that height.

    For that every picture is drawn, so that it is the same over one line or many.
    """
    margin = margin_in(window)
    return QSizeF(stage.width() - margin * 0.8, stage.height() - margin * 1.5 - 2 * window * CUE * LEADING)


def margin_in(window: float) -> float:
    """Return the margin on a stage in a window of that height."""
    return max(24.0, window * 0.06)


def fit_into(pixmap: QPixmap, room: QRectF) -> QRectF:
    """Return where a picture lies that fills a room in its own proportions, in the middle."""
    size = pixmap.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(
        room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, size.width(), size.height()
    )


def paint_pixmap(painter: QPainter, pixmap: QPixmap | None, room: QRectF) -> None:
    """Paint a picture as large as a room has it."""
    if pixmap is not None:
        painter.drawPixmap(fit_into(pixmap, room), pixmap, QRectF(pixmap.rect()))


def mixed(size: QSize, ratio: float, share: float, *, before: Paint, now: Paint) -> QPixmap:
    """Return what `before` paints giving way to what `now` does, of which there is so much a share.

    Added up, so that what is the same in both does not pale between.
    """
    layer, other = (_layer(size, ratio, part, paint) for part, paint in ((1 - share, before), (share, now)))
    painter = QPainter(layer)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.drawPixmap(0, 0, other)
    painter.end()
    return layer


def _layer(size: QSize, ratio: float, part: float, paint: Paint) -> QPixmap:
    """Return what is painted, of which there is so much a part."""
    layer = QPixmap(size)
    layer.setDevicePixelRatio(ratio)
    layer.fill(Qt.GlobalColor.transparent)
    painter = QPainter(layer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    paint(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(0, 0, 0, round(255 * part)))
    painter.end()
    return layer


def described(wanted: PictureWanted) -> str:
    """Return what a picture shows."""
    words = spoken(wanted.exercise, wanted.position, _number(wanted))
    return f"Picture: {words.rstrip('.')}."


def _number(wanted: PictureWanted) -> int | None:
    """Return which of a person's own images it is; None where the exercise has none."""
    row = wanted.exercise.images_for(wanted.position, wanted.frame)
    return wanted.image if wanted.image is not None else row[0] if row else None


def paint_maker(painter: QPainter, wanted: PictureWanted, room: QRectF, *, look: Look, type_: Type) -> None:
    """Paint who made a picture of a person's own, small and in a corner; nobody reads it from the mat."""
    text = credited(wanted.exercise, _number(wanted))
    if text and not look.quiet:
        paint_credit(painter, room, text, type_.font(CREDIT, 500), ink=look[Role.MUTED], ground=look[Role.STAGE])


def seen(pictures: Pictures | None, wanted: PictureWanted) -> str:
    """Return the sentence that says what a figure shows, or who made a picture; empty where nothing is said of it."""
    exercise = wanted.exercise
    sentences = pictures.sentences_of(exercise.pictured_as) if pictures is not None and exercise.figure else {}
    if exercise.images:
        return credit_spoken(exercise, _number(wanted))
    if not sentences:
        return ""
    sides, position = exercise.posed(wanted.position)
    return figure_words(sentences, sides, position, wanted.frame)


def ground_of(look: Look) -> QColor:
    """Return the colour that lies behind the picture."""
    return look[Role.PAPER if look.quiet else Role.STAGE]


def paint_ground(painter: QPainter, part: QRect, size: QSize, look: Look) -> None:
    """Paint a part of the stage's ground, whose lower right corner is round."""
    width, height = size.width(), size.height()
    corner = min(CORNER, height / 10)
    if ground_of(look) == look[Role.PAPER]:
        painter.fillRect(part, look[Role.PAPER])
        return
    if part.bottom() < height - corner - 1 or part.right() < width - corner - 1:
        painter.fillRect(part, look[Role.STAGE])  # where something moves, many times a second
        return
    painter.fillRect(part, look[Role.PAPER])
    path = QPainterPath()
    path.moveTo(0, 0)
    path.lineTo(width, 0)
    path.lineTo(width, height - corner)
    path.quadTo(width, height, width - corner, height)
    path.lineTo(0, height)
    path.closeSubpath()
    painter.fillPath(path, look[Role.STAGE])


def paint_words(
    painter: QPainter, said: tuple[str, tuple[str, ...]], room: QRectF, window: float, *, look: Look, type_: Type
) -> None:
    """Where there is no picture, say the name and how to get into it, large."""
    (title, instead), margin = said, margin_in(window)
    inner = room.adjusted(margin * 0.6, margin * 0.6, -margin * 0.6, 0)
    name = fit(title, inner.width(), inner.height() * 0.4, type_.measure(700),
               largest=window * 0.075, least=window * 0.045)  # fmt: skip
    painter.setPen(look[Role.INK])
    top = paint_lines(painter, name, inner, type_.font(name.px, 700), Qt.AlignmentFlag.AlignLeft)
    inner.setTop(top + margin * 0.4)
    lines = _in_one_size(instead, inner.width(), inner.height(), type_.measure(CUE_WEIGHT), window)
    for fitted in lines:
        below = paint_lines(painter, fitted, inner, type_.font(fitted.px, 400), Qt.AlignmentFlag.AlignLeft)
        inner.setTop(below + fitted.px * 0.35)


def _in_one_size(lines: tuple[str, ...], width: float, height: float, measure: object, window: float) -> list[Fitted]:
    assert callable(measure)
    largest = window * 0.04
    while True:
        fitted = [fit(line, width, height, measure, largest=largest, least=min(largest, 12)) for line in lines]
        px = min((f.px for f in fitted), default=largest)
        fitted = [fit(line, width, height, measure, largest=px, least=px, leading=1.2) for line in lines]
        if sum(f.height + f.px * 0.35 for f in fitted) <= height or largest < 10:
            return fitted
        largest -= 1
