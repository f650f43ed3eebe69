"""Where everything stands on a routine's sheet, in millimetres: worked out before the first drop of ink.

The rows are as tall as they can be with no more pages than it must take. Up to sixteen exercises never take more than
two; no row is cut by a page's end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from app.ui.printed_weeks import MILLIMETRE, font
from app.ui.sheet_words import Sheet, SheetRow

TWO_PAGES_UP_TO = 16  # exercises
TALLEST, USUAL, TIGHT, LOWEST = 52.0, 27.0, 21.0, 12.0  # heights of a row
GAP = 3.0
BOX, WEEKS, DAYS = 4.4, 4, "MTWTFSS"
WEEK_NUMBER = 4.0  # width, before the boxes
BOXES_WIDE = WEEK_NUMBER + len(DAYS) * BOX
TITLE, NAME, DOSE, BODY, HOW, SMALL = 7.6, 4.0, 3.5, 3.1, 2.7, 2.4  # heights of type
LEADING = 1.3
HEADING = 6.0  # above the first exercise of a circuit
FOOT = 6.0
NOTES, NOTE_LINE = 22.0, 8.0
INDENT, DEEPEST = 4.0, 3  # of circuits in circuits
SMALLEST_TEXT = 66.0  # width that a second picture leaves to the words
TALLEST_PICTURE, SMALLEST_PICTURE = 36.0, 20.0  # height of the one, width of the other
FOR_WHOM = 62.0  # width of the lines to be filled in


@dataclass(frozen=True, slots=True)
class Placed:
    """One row on its page: where it begins below the page's top, and how tall it is, its heading not counted."""

    row: SheetRow
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The rows of each page, and how much room the head takes on the first and the notes begin at on the last."""

    width: float
    height: float
    pages: tuple[tuple[Placed, ...], ...]
    head: float
    notes_top: float


def laid_out(sheet: Sheet, width: float, height: float) -> SheetLayout:
    """Return the sheet on pages of so many millimetres."""
    head = _head_height(sheet, width)
    wished = [_wished(row, width) for row in sheet.rows]

    def with_rows(tall: float, whole: bool) -> SheetLayout:
        heights = [min(max(tall, wish if whole else 0.0), height - FOOT - HEADING) for wish in wished]
        return _paged(sheet, heights, width, height, head)

    for pages, lowest in ((1, USUAL), (2, TIGHT)):
        for tall in _down(TALLEST, lowest):
            if len((found := with_rows(tall, whole=True)).pages) <= pages:
                return found
    if len(sheet.rows) > TWO_PAGES_UP_TO:
        return with_rows(USUAL, whole=True)
    # So much to read that it is cut with an ellipsis: more than two sheets are not taken to the mat.
    for tall in _down(USUAL, LOWEST):
        if len((found := with_rows(tall, whole=False)).pages) <= 2:
            return found
    return with_rows(LOWEST, whole=False)


def _down(first: float, last: float) -> list[float]:
    return [first - n / 2 for n in range(int((first - last) * 2) + 1)]


def _paged(sheet: Sheet, heights: Sequence[float], width: float, height: float, head: float) -> SheetLayout:
    bottom = height - FOOT
    pages: list[list[Placed]] = [[]]
    at = head
    for row, tall in zip(sheet.rows, heights, strict=True):
        above = HEADING if row.above else 0.0
        if pages[-1] and at + above + tall > bottom:
            pages.append([])
            at = 0.0
        pages[-1].append(Placed(row, at + above, min(tall, bottom - at - above)))
        at += above + tall
    if at + NOTES > bottom:
        pages.append([])
        at = 0.0
    return SheetLayout(width, height, tuple(tuple(page) for page in pages), head, at)


def _head_height(sheet: Sheet, width: float) -> float:
    lines = sum(len(lines_of(text, BODY, width - FOR_WHOM - GAP, most=2)) for text in head_texts(sheet))
    title = len(lines_of(sheet.title, TITLE, width - FOR_WHOM - GAP, 700, most=2)) * TITLE * LEADING
    return max(title + lines * BODY * LEADING, 2 * NOTE_LINE + SMALL * LEADING) + GAP


def head_texts(sheet: Sheet) -> list[str]:
    facts = " · ".join(sheet.facts)
    texts = (sheet.summary, facts[:1].upper() + facts[1:], f"You need: {sheet.needs}" if sheet.needs else "")
    return [text for text in texts if text]


def _wished(row: SheetRow, width: float) -> float:
    """Return how tall a row must be for all that must be read in it."""
    room = width - BOXES_WIDE - INDENT * min(row.depth, DEEPEST) - 2.5 * GAP - SMALLEST_PICTURE
    return _read_height(row, room) + GAP


def _read_height(row: SheetRow, width: float) -> float:
    """Return how tall a row's words are without those that may be left out."""
    return sum(
        len(lines_of(text, size, width, weight, most=most)) * size * LEADING
        for text, size, weight, most in words_of(row)
    )


def words_of(row: SheetRow) -> list[tuple[str, float, int, int]]:
    """Return a row's texts, the most needed first, with their size, weight and how many lines they take at most."""
    named = [(f"{row.number}  {row.name}", NAME, 700, 2), (row.dose, DOSE, 700, 2)]
    return named + [(fact, BODY, 400, 1000) for fact in row.facts]


def pictures_fit(row: SheetRow, count: int, width: float, height: float) -> tuple[int, float]:
    """Return how many of a row's pictures stand beside its words, and how wide each: the words go first."""
    tall = min(height, TALLEST_PICTURE)
    several = min(picture_width(tall - SMALL * LEADING), (width - SMALLEST_TEXT) / max(count, 1) - GAP)
    tries = [(count, several)] if count > 1 and several >= SMALLEST_PICTURE else []
    tries += [(1, wide) for wide in (picture_width(tall), 34.0, 27.0) if wide <= picture_width(tall)]
    for number, wide in tries if count else ():
        if _read_height(row, width - number * (wide + GAP) - 1.5 * GAP) <= height:
            return number, wide
    return min(count, 1), min(SMALLEST_PICTURE, picture_width(tall))


def picture_width(height: float) -> float:
    return height * 4 / 3


def lines_of(text: str, size: float, width: float, weight: int = 400, most: int = 1000) -> list[str]:
    """Return a text broken into lines of a width; the last one ends with an ellipsis where there were more."""
    layout = QTextLayout(text, font(size, bold=weight > 400))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width * MILLIMETRE)
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts these: an emoji is two of them
    ends = [*starts[1:], len(units) // 2]
    found = [
        units[2 * a : 2 * b].decode("utf-16-le", "surrogatepass").strip() for a, b in zip(starts, ends, strict=True)
    ]
    if len(found) <= most:
        return found
    metrics = QFontMetricsF(font(size, bold=weight > 400))
    rest = units[2 * starts[most - 1] :].decode("utf-16-le", "surrogatepass")
    return [*found[: most - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width * MILLIMETRE)]
