"""The window's one stylesheet: what Qt's own widgets look like. Colours come in by role, sizes are the drawings'."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

# A focus ring is two pixels of ink: seen on every ground, and not only as another colour.
SHEET = Template("""
QToolTip { background: $card; color: $ink; border: 1px solid $edge; padding: 6px; }
QScrollArea, QScrollArea > QWidget > QWidget#page { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $track; border-radius: 4px; min-height: 40px; }
QScrollBar::handle:vertical:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QPushButton { background: $card; color: $ink; border: 1px solid $line; border-radius: 14px; padding: 9px 19px; }
QPushButton:hover { border-color: $edge; }
QPushButton:pressed { background: $stage; }
QPushButton:focus { border: 2px solid $ink; padding: 8px 18px; }
QPushButton:disabled { color: $muted; }
QPushButton[kind="main"] { background: $pine; color: $on_pine; border: 2px solid $pine; padding: 8px 24px; }
QPushButton[kind="main"]:hover { border-color: $edge; }
QPushButton[kind="main"]:focus { border: 2px solid $ink; padding: 8px 24px; }
QPushButton[kind="main"]:disabled { background: $track; color: $muted; border-color: $track; }
QPushButton[kind="plain"] { background: transparent; border: 2px solid transparent; color: $muted;
    padding: 6px 10px; }
QPushButton[kind="plain"]:disabled { color: $track; }
QPushButton[kind="plain"]:hover { color: $ink; }
QPushButton[kind="plain"]:focus { border: 2px solid $ink; color: $ink; padding: 6px 10px; }
QPushButton[kind="plain"]:checked { color: $ink; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent; color: $ink; padding: 2px 4px;
    text-decoration: underline; border-radius: 6px; }
QPushButton[kind="link"]:focus { border: 2px solid $ink; padding: 2px 4px; }
QPushButton[kind="chip"] { border-radius: 16px; padding: 5px 15px; min-height: 20px; }
QPushButton[kind="chip"]:checked { background: $pine; color: $on_pine; border-color: $pine; }
QPushButton[kind="chip"]:focus { border: 2px solid $ink; padding: 4px 14px; }
QLineEdit { background: $card; color: $ink; border: 1px solid $line; border-radius: 17px; padding: 6px 15px;
    selection-background-color: $pine; selection-color: $on_pine; placeholder-text-color: $muted; }
QLineEdit[kind="field"] { border-color: $edge; }
QLineEdit:focus { border: 2px solid $ink; padding: 5px 14px; }
QPlainTextEdit { background: $card; color: $ink; border: 1px solid $line; border-radius: 14px; padding: 6px 11px;
    selection-background-color: $pine; selection-color: $on_pine; placeholder-text-color: $muted; }
QPlainTextEdit:focus { border: 2px solid $ink; padding: 5px 10px; }
QMenu { background: $card; color: $ink; border: 1px solid $edge; padding: 6px; }
QMenu::item { padding: 8px 28px 8px 28px; border-radius: 8px; }
QMenu::item:selected { background: $pale; color: $ink; }
QListView { background: transparent; border: none; outline: none; }
QTableView { background: $card; color: $ink; border: none; gridline-color: $line;
    selection-background-color: $pale; selection-color: $ink; }
QHeaderView::section { background: $card; color: $muted; border: none; border-bottom: 1px solid $line; padding: 4px; }
QMenu::indicator { left: 8px; }
QComboBox, QSpinBox, QDateTimeEdit { background: $card; color: $ink; border: 2px solid $line; border-radius: 12px;
    padding: 6px 12px; min-height: 24px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus, QDateTimeEdit QLineEdit, QDateTimeEdit QLineEdit:focus {
    border: none; padding: 0; background: transparent; border-radius: 0; }
QComboBox[kind="field"] { border: 1px solid $edge; padding: 7px 13px; }
QComboBox[kind="field"]:focus { border: 2px solid $ink; padding: 6px 12px; }
QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus { border-color: $ink; }
QDateTimeEdit::up-button, QDateTimeEdit::down-button { width: 0; border: none; }
QComboBox::drop-down { border: none; background: transparent; width: 30px; }
QComboBox QAbstractItemView { background: $card; color: $ink; border: 1px solid $edge;
    selection-background-color: $pale; selection-color: $ink; }
QFrame[kind="card"] { background: $card; border: 1px solid $line; border-radius: 20px; }
QFrame[kind="line"] { background: $line; border: none; }
QFrame[kind="fault"] { background: $card; border: 2px solid $gold; border-radius: 20px; }
""")


def stylesheet(colours: Mapping[str, str]) -> str:
    """Return the sheet for colours named by role."""
    return SHEET.substitute({name.replace(" ", "_"): value for name, value in colours.items()})
