"""Where everything on the player lies, for a window's size: pure, in the proportions of the drawings."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize

STAGE_WIDTH = 0.58
BAND_TOP = 0.853  # the band under the stage holds the timeline, or the controls
FIGURES = 0.2777  # type size of the countdown, of the window's height: its figures are 20.2 % high
FIGURES_WIDTH = 1.98  # of m:ss, of the type size


@dataclass(frozen=True, slots=True)
class Places:
    """The rectangles of the player's parts, and the type size of the countdown; in logical pixels."""

    stage: QRect
    headline: QRect  # with all the room it may take
    countdown_height: int
    countdown_px: float
    column: QRect
    bar_height: int
    next_up: QRect
    timeline: QRect
    band: QRect
    strip: QRect

    def below(self, headline: float) -> tuple[QRect, QRect]:
        """Return where countdown and bar lie under a headline of this height: on their own place while it is low."""
        room = self.next_up.top() - self.headline.top() - headline - self.bar_height - self.countdown_height
        gap = max(0.0, min(self.column.height() * 0.045, room / 2.7))
        usual = self.column.top() + self.column.height() * 0.36
        lowest = self.next_up.top() - gap * 1.7 - self.bar_height - self.countdown_height
        top = min(max(usual, self.headline.top() + headline + gap), lowest)
        countdown = QRectF(self.column.left(), top, self.column.width(), self.countdown_height)
        bar = QRectF(self.column.left(), countdown.bottom() + gap * 1.1, self.column.width(), self.bar_height)
        return countdown.toRect(), bar.toRect()


def places(size: QSize, *, quiet: bool = False) -> Places:
    """Return the places in a window of this size."""
    width, height = float(size.width()), float(size.height())
    stage_width, band_top = width * STAGE_WIDTH, height * BAND_TOP
    margin = width * 0.0335
    left = stage_width + width * 0.036
    column = QRectF(left, height * 0.045, width - margin - left, band_top - height * 0.065)
    px = min(height * FIGURES, column.width() / FIGURES_WIDTH)
    figures = px * 0.78
    bar = max(16.0, height * 0.034)
    next_height = height * (0.083 if height > 700 else 0.075)
    next_up = QRectF(left, column.bottom() - next_height, column.width(), next_height)
    headline = QRectF(left, column.top(), column.width(), 0.0)
    headline.setBottom(next_up.top() - column.height() * 0.055 - bar - figures)
    timeline = QRectF(margin, height * 0.892, width - 2 * margin, height * 0.031)
    band = QRectF(margin, height * 0.935, width - 2 * margin, height * 0.038)
    strip = QRectF(0, band_top, width, height - band_top)
    return Places(
        stage=QRectF(0, 0, stage_width, height * 0.95 if quiet else band_top).toRect(),
        headline=headline.toRect(),
        countdown_height=round(figures),
        countdown_px=px,
        column=column.toRect(),
        bar_height=round(bar),
        next_up=next_up.toRect(),
        timeline=timeline.toRect(),
        band=band.toRect(),
        strip=strip.toRect(),
    )
