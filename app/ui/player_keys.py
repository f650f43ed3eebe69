"""Which key does what in a running session, and what the buttons and the list of keys call it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from app.core.moments import Command, Ready, Resting, State, Switching, Waiting

Key = Qt.Key


class Action(StrEnum):
    """Everything that a person can ask of the player."""

    PAUSE = "pause"
    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    LONGER = "longer"
    SHORTER = "shorter"
    STAY = "stay"
    OTHER = "other"
    EASIER = "easier"
    DONE = "done"
    WORDS = "words"
    TELL = "tell"
    FULL_SCREEN = "full screen"
    MUTE = "mute"
    PROFILE = "profile"
    LOUDER = "louder"
    SOFTER = "softer"
    KEYS = "keys"
    LEAVE = "leave"


COMMANDS: dict[Action, Command] = {
    Action.PAUSE: Command.PAUSE,
    Action.NEXT: Command.NEXT,
    Action.BACK: Command.BACK,
    Action.SKIP: Command.SKIP,
    Action.LONGER: Command.LONGER,
    Action.SHORTER: Command.SHORTER,
    Action.STAY: Command.STAY,
    Action.OTHER: Command.OTHER,
    Action.EASIER: Command.EASIER,
    Action.DONE: Command.DONE,
}

# Presenters send Page Up and Down, a full stop or B; remotes and headsets send media keys.
KEYS: dict[Key, Action] = {
    Key.Key_Space: Action.PAUSE,
    Key.Key_MediaTogglePlayPause: Action.PAUSE,
    Key.Key_MediaPlay: Action.PAUSE,
    Key.Key_MediaPause: Action.PAUSE,
    Key.Key_Period: Action.PAUSE,
    Key.Key_B: Action.PAUSE,
    Key.Key_Right: Action.NEXT,
    Key.Key_PageDown: Action.NEXT,
    Key.Key_MediaNext: Action.NEXT,
    Key.Key_Left: Action.BACK,
    Key.Key_PageUp: Action.BACK,
    Key.Key_MediaPrevious: Action.BACK,
    Key.Key_Plus: Action.LONGER,
    Key.Key_Equal: Action.LONGER,  # the key that bears the plus, without Shift
    Key.Key_Minus: Action.SHORTER,
    Key.Key_S: Action.STAY,
    Key.Key_A: Action.OTHER,
    Key.Key_E: Action.EASIER,
    Key.Key_Return: Action.DONE,
    Key.Key_Enter: Action.DONE,
    Key.Key_D: Action.WORDS,
    Key.Key_T: Action.TELL,
    Key.Key_F: Action.FULL_SCREEN,
    Key.Key_M: Action.MUTE,
    Key.Key_P: Action.PROFILE,
    Key.Key_Up: Action.LOUDER,
    Key.Key_Down: Action.SOFTER,
    Key.Key_VolumeUp: Action.LOUDER,
    Key.Key_VolumeDown: Action.SOFTER,
    Key.Key_VolumeMute: Action.MUTE,
    Key.Key_Question: Action.KEYS,
    Key.Key_Escape: Action.LEAVE,
}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the list of keys."""

    keys: str
    words: str


KEY_LINES: tuple[KeyLine, ...] = (
    KeyLine("Space", "pause, or go on"),
    KeyLine("→", "next: leave this, or start it now"),
    KeyLine("←", "back, or take → back within 10 s"),
    KeyLine("Shift →", "skip the exercise, with all its sides"),
    KeyLine("+  −", "30 s more or less; in a get ready 20 s"),
    KeyLine("S", "stay: go on past zero, until →"),
    KeyLine("Enter", "the set is done; type how many before"),
    KeyLine("A", "another choice of this step"),
    KeyLine("E", "the easier form"),
    KeyLine("D", "how to get into it, in words"),
    KeyLine("T", "name, side and time left"),
    KeyLine("P", "next sound profile"),
    KeyLine("M", "mute, and back"),
    KeyLine("↑  ↓", "louder, softer"),
    KeyLine("F", "full screen; Esc leaves it"),
    KeyLine("Esc", "pause, and ask what to do"),
)


def action_of(key: int, modifiers: Qt.KeyboardModifier) -> Action | None:
    """Return what a key asks for; None for a key that asks for nothing."""
    if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    try:
        action = KEYS.get(Key(key))
    except ValueError:  # a key that Qt has no name for
        return None
    if action is Action.NEXT and key == Key.Key_Right and modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Action.SKIP
    return action


def one_key_command(state: State) -> Command:
    """Return what the one key means: done at own pace, start now before work, else pause and go on."""
    if isinstance(state, Waiting):
        return Command.DONE
    return Command.NEXT if isinstance(state, Ready | Switching | Resting) else Command.PAUSE


def digit_of(key: int) -> str:
    """Return the digit that a key types; empty for another key."""
    return chr(key) if Key.Key_0 <= key <= Key.Key_9 else ""
