"""One past session as the list paints it: when, what, how long, and how the back felt."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.core.past import PastSession
from app.ui.theme import Role, Theme
from app.ui.wording import clock, time_of_day


def session_words(session: PastSession, day: str) -> str:
    """Return a session in one line for a screen reader."""
    return ", ".join(
        filter(
            None,
            (
                session.name,
                day,
                time_of_day(session.started),
                f"{clock(session.done_seconds)} of work",
                how_it_went(session),
                stiffness_words(session),
            ),
        )
    )


def paint_session(painter: QPainter, rect: QRectF, session: PastSession, day: str, theme: Theme) -> None:
    """Paint a session in two lines: its name and length, under them the day and how it went."""
    half = rect.height() / 2
    upper = QRectF(rect.x(), rect.y(), rect.width(), half)
    lower = upper.translated(0, half)
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    painter.setPen(theme.colour(Role.INK))
    painter.setFont(theme.font(17, 600, tabular=True))
    held = clock(session.done_seconds)
    painter.drawText(upper, right, held)
    room = rect.width() - painter.fontMetrics().horizontalAdvance(held) - 16
    name = painter.fontMetrics().elidedText(session.name, Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(upper, left, name)
    painter.setFont(theme.font(15, tabular=True))
    stiff = stiffness_words(session, short=True)
    painter.drawText(lower, right, stiff)
    words = " · ".join(filter(None, (f"{day} {time_of_day(session.started)}", how_it_went(session))))
    room = rect.width() - painter.fontMetrics().horizontalAdvance(stiff) - 16
    painter.drawText(lower, left, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room)))


def how_it_went(session: PastSession) -> str:
    """Return in a word or two how a session ended, and whether it was added by hand or corrected."""
    if session.rehearsal:
        word = "rehearsal"
    elif session.whole:
        word = "whole"
    else:
        word = "finished" if session.finished else "ended early"
    return word + (", added by hand" if session.by_hand else ", corrected" if session.edited is not None else "")


def stiffness_words(session: PastSession, *, short: bool = False) -> str:
    """Return how stiff the back was before and after, where it was said."""
    before, after = session.stiff_before, session.stiff_after
    if before is None and after is None:
        return ""
    if short:
        return f"{'–' if before is None else before} → {'–' if after is None else after}"
    told = [f"{before} before" if before is not None else "", f"{after} after" if after is not None else ""]
    return f"stiffness {', '.join(filter(None, told))}"
