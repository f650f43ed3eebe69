"""Pictures of what to fetch, drawn by a few strokes in a square of 100; each says its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.shelf import alternatives
from app.ui.theme import Role, Theme
from app.ui.widgets.picture_painting import paint_stage

# Strokes: f filled shape, r filled box, e filled disc, o outlined box, l line, w wide line, p line of paper, c curve.
Stroke = tuple[str, tuple[float, ...]]
DRAWINGS: dict[str, tuple[Stroke, ...]] = {
    "mat": (("f", (10, 62, 90, 62, 78, 78, 2, 78)), ("e", (84, 62, 14, 14))),
    "wall": (("o", (16, 14, 68, 60)), ("l", (16, 34, 84, 34)), ("l", (16, 54, 84, 54)), ("l", (40, 14, 40, 34)),
             ("l", (62, 34, 62, 54)), ("l", (38, 54, 38, 74)), ("l", (66, 54, 66, 74)), ("l", (4, 74, 96, 74))),
    "strap": (("c", (14, 66, 20, 6, 76, 2, 78, 46)), ("c", (78, 46, 80, 84, 36, 84, 34, 56)), ("o", (28, 42, 14, 16))),
    "towel": (("r", (16, 40, 68, 26)), ("e", (74, 40, 20, 26)), ("l", (30, 40, 30, 66)), ("l", (38, 40, 38, 66))),
    "chair": (("l", (28, 10, 28, 88)), ("l", (28, 50, 72, 50)), ("l", (72, 50, 72, 88)), ("l", (28, 18, 40, 18)),
              ("r", (26, 46, 50, 9))),
    "bench": (("r", (8, 40, 84, 12)), ("l", (20, 52, 20, 82)), ("l", (80, 52, 80, 82))),
    "band": (("c", (10, 40, 30, 92, 70, 92, 90, 40)), ("r", (4, 22, 14, 22)), ("r", (82, 22, 14, 22))),
    "dumbbells": (("r", (12, 30, 10, 40)), ("r", (26, 22, 10, 56)), ("r", (64, 22, 10, 56)), ("r", (78, 30, 10, 40)),
                  ("l", (36, 50, 64, 50))),
    "bag": (("r", (14, 40, 72, 40)), ("c", (32, 40, 34, 12, 66, 12, 68, 40)), ("p", (14, 56, 86, 56))),
    "barbell": (("l", (2, 50, 98, 50)), ("r", (14, 22, 10, 56)), ("r", (26, 32, 6, 36)), ("r", (76, 22, 10, 56)),
                ("r", (68, 32, 6, 36))),
    "cable": (("l", (20, 8, 20, 92)), ("l", (20, 14, 60, 14)), ("l", (60, 14, 60, 56)), ("r", (48, 56, 24, 8)),
              ("r", (10, 60, 20, 30))),
    "pulldown": (("l", (50, 6, 50, 34)), ("c", (10, 48, 18, 32, 30, 34, 50, 34)),
                 ("c", (50, 34, 70, 34, 82, 32, 90, 48)),
                 ("r", (30, 72, 40, 10)), ("l", (50, 82, 50, 94))),
    "rack": (("l", (22, 8, 22, 92)), ("l", (78, 8, 78, 92)), ("l", (6, 48, 94, 48)), ("l", (12, 92, 32, 92)),
             ("l", (68, 92, 88, 92))),
    "pad": (("r", (12, 52, 76, 22)), ("p", (20, 58, 80, 58))),
    "stick": (("w", (14, 84, 86, 16)),),
}  # fmt: skip


class NeedIcon(QWidget):
    """The picture of one entry of the needs, of every alternative where it has some."""

    def __init__(self, theme: Theme, need: str, side: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._things, self._side = theme, alternatives(need), side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(need)
        self.setToolTip(need)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return a square for each thing."""
        return QSize(self._side * len(self._things) + 6 * (len(self._things) - 1), self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the things side by side."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for i, thing in enumerate(self._things):
            paint_need(painter, QRectF(i * (self._side + 6), 0, self._side, self._side), thing, self._theme)
        painter.end()


def paint_need(painter: QPainter, rect: QRectF, thing: str, theme: Theme) -> None:
    """Paint a thing into a square; a thing without a drawing is its first letter."""
    paint_stage(painter, rect, theme, 12)
    strokes = DRAWINGS.get(thing)
    if strokes is None:
        painter.setFont(theme.font(rect.height() * 0.45, 600, scaled=False))
        painter.setPen(theme.colour(Role.PINE))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), thing[:1].upper())
        return
    painter.save()
    margin = rect.width() * 0.12
    painter.translate(rect.x() + margin, rect.y() + margin)
    painter.scale((rect.width() - 2 * margin) / 100, (rect.height() - 2 * margin) / 100)
    for kind, numbers in strokes:
        paint_stroke(painter, kind, numbers, theme)
    painter.restore()


def paint_stroke(painter: QPainter, kind: str, numbers: tuple[float, ...], theme: Theme) -> None:
    """Paint one stroke of a drawing in a square of 100."""
    pine, ground = theme.colour(Role.PINE), theme.colour(Role.STAGE)
    width = {"w": 9.0, "p": 4.0}.get(kind, 7.0)
    pen = QPen(ground if kind == "p" else pine, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if kind in {"l", "w", "p"}:
        painter.drawLine(QPointF(*numbers[:2]), QPointF(*numbers[2:]))
    elif kind == "c":
        path = QPainterPath(QPointF(*numbers[:2]))
        path.cubicTo(QPointF(*numbers[2:4]), QPointF(*numbers[4:6]), QPointF(*numbers[6:8]))
        painter.drawPath(path)
    elif kind == "o":
        painter.drawRoundedRect(QRectF(*numbers), 4, 4)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pine)
        if kind == "e":
            painter.drawEllipse(QRectF(*numbers))
        elif kind == "r":
            painter.drawRoundedRect(QRectF(*numbers), 5, 5)
        else:
            points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            painter.drawPolygon(points)
