"""The large lines under the stage's picture: in which size they stand, and where they begin."""

from __future__ import annotations

from PySide6.QtCore import QSize

from app.ui.widgets.fitted_text import Fitted, fit
from app.ui.widgets.look import Type
from app.ui.widgets.stage_picture import CUE, CUE_WEIGHT, LEADING, margin_in

CUE_LEAST, LARGE_CUE = 0.0425, 0.0756  # of the window's height: the least keeps the capitals at 3 % of it


class StageLines:
    """Lays lines out, all in the largest size that holds each of them; the last layout is kept."""

    def __init__(self, type_: Type) -> None:
        self._measure = type_.measure(CUE_WEIGHT)
        self._fitted: tuple[tuple[object, ...], Fitted] | None = None

    def fitted(self, lines: tuple[str, ...], stage: QSize, window: int, *, large: bool) -> Fitted:
        """Return lines laid out on a stage, in a window of that height; `large` ones are as large as a name."""
        key = (lines, large, stage.width(), stage.height(), window)
        if self._fitted is not None and self._fitted[0] == key:
            return self._fitted[1]
        width = stage.width() - 2 * margin_in(window)
        out: list[str] = []
        px = window * (LARGE_CUE if large else CUE)
        for line in lines:
            px = min(px, fit(line, width, stage.height() * 0.3, self._measure, largest=px, least=window * CUE_LEAST).px)
        for line in lines:
            out += fit(line, width, stage.height() * 0.3, self._measure, largest=px, least=px).lines
        self._fitted = (key, Fitted(tuple(out), px, LEADING))
        return self._fitted[1]

    def top(self, lines: tuple[str, ...], stage: QSize, window: int, *, large: bool) -> float:
        """Return how far from the stage's upper edge lines begin that are laid out so."""
        fitted = self.fitted(lines, stage, window, large=large)
        return stage.height() - margin_in(window) * 0.9 - fitted.height
