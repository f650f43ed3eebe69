"""Pictures of figures for the window's worker, as Qt has them."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.ui.figure_drawing import FigureDrawing
from app.ui.picture_wishes import Frame, Wanted, Way


class FigureDrawer(FigureDrawing):
    """Draws figures for `Pictures`."""

    def draw(self, wanted: Wanted, quick: bool = False) -> QImage | None:
        """Return the figure of a position on a clear ground; None where it cannot be drawn.

        A `quick` one has rough edges, and where it is very large it is smaller.
        """
        drawn = self.pixels(wanted, quick)
        if drawn is None:
            return None
        image = QImage(drawn.bits, drawn.width, drawn.height, drawn.width * 4, QImage.Format.Format_RGBA8888)
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def frame(self, way: Way, number: int) -> Frame | None:
        """Return one frame of a way, cut to where it differs from the first; None where it cannot be drawn."""
        from app.ui.way_files import frame_of  # noqa: PLC0415 - what moves comes long after the first paint

        kept = self.way_frame(way, number)
        return None if kept is None else frame_of(kept)
