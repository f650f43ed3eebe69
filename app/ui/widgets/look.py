"""What the player's widgets paint with: the colours of one moment, and type in pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.ui.theme import Role, Theme
from app.ui.widgets.fitted_text import Fitted, Measure

CAPITALS = 0.727  # height of Inter's capitals and figures, of the type size

# Nearly black: a quiet hold is watched by nobody, and lies in a dark room.
QUIET: dict[Role, str] = {
    Role.PAPER: "#060B0A",
    Role.CARD: "#0F1615",
    Role.INK: "#98A7A1",
    Role.MUTED: "#7C8A85",
    Role.LINE: "#17201E",
    Role.TRACK: "#101917",
    Role.STAGE: "#060B0A",
    Role.PINE: "#2F6D62",
    Role.SIDE: "#C69A82",
    Role.CORAL: "#8A5642",
}


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one moment: the theme's, the other theme's for the light of a change, or the quiet dark."""

    colours: Mapping[Role, QColor]
    dark: bool
    quiet: bool = False

    def __getitem__(self, role: Role) -> QColor:
        """Return the colour for a role."""
        return self.colours[role]


def theme_look(theme: Theme) -> Look:
    """Return the theme as it is set."""
    return Look({role: theme.colour(role) for role in Role}, theme.dark)


def other_look(theme: Theme) -> Look:
    """Return the other theme's paper."""
    return Look(theme.other_paper(), not theme.dark)


def washed_look(theme: Theme) -> Look:
    """Return the theme with a wash of colour over the whole paper; text on it stays as easy to read."""
    look = theme_look(theme)
    pale = look[Role.PALE]
    ink = look[Role.INK]
    washed = {Role.PAPER: pale, Role.STAGE: pale, Role.TRACK: look[Role.PAPER], Role.SIDE: ink, Role.MUTED: ink}
    return Look({**look.colours, **washed}, theme.dark)


def quiet_look(theme: Theme) -> Look:
    """Return the dark of a long, quiet hold."""
    dark = theme.other_paper() if not theme.dark else {role: theme.colour(role) for role in Role}
    return Look({**dark, **{role: QColor(name) for role, name in QUIET.items()}}, True, quiet=True)


class Type:
    """The player's type: in pixels of the window, whose room decides the sizes, not in the desk's text sizes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def font(self, px: float, weight: int = 400, tabular: bool = False) -> QFont:
        """Return the type in a size and weight."""
        return self._theme.font(px, weight, tabular, scaled=False)

    def measure(self, weight: int) -> Measure:
        """Return the function that tells a text's width in this weight."""

        @lru_cache(maxsize=64)
        def metrics(px: int) -> QFontMetricsF:
            return QFontMetricsF(self.font(px, weight))

        def width(text: str, px: float) -> float:
            return metrics(round(px)).horizontalAdvance(text)

        return width


def paint_lines(painter: QPainter, fitted: Fitted, rect: QRectF, font: QFont, align: Qt.AlignmentFlag) -> float:
    """Paint fitted lines from a rectangle's top and return the y below them."""
    painter.setFont(font)
    # Lines stand closer than the type's own height: without this a g would lose its tail.
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine
    step = fitted.px * fitted.leading
    top = rect.top()
    for line in fitted.lines:
        painter.drawText(QRectF(rect.left(), top, rect.width(), step), flags, line)
        top += step
    return top
