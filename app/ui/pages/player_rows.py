"""Which buttons the player shows at a moment: only those that do something now."""

from __future__ import annotations

from app.core.moments import Waiting
from app.core.plan import Kind
from app.ui.player_keys import Action
from app.ui.session_player import SessionPlayer
from app.ui.widgets.player_buttons import ButtonWords

Rows = tuple[tuple[ButtonWords, ...], tuple[ButtonWords, ...]]


def button_rows(player: SessionPlayer) -> Rows:
    """Return two rows: what moves the session, and what is about it."""
    moment = player.moment
    segment, block = moment.segment, player.plan.blocks[moment.block]
    working = segment.kind is Kind.WORK
    waiting = isinstance(moment.under, Waiting)
    single_hold = working and segment.rep is None and not waiting
    step = "20 s" if not working else "10 s" if (segment.seconds or 0) < 60 else "30 s"
    first = [
        ButtonWords(Action.BACK, "Take back" if moment.can_take_back else "Back", "←"),
        ButtonWords(Action.PAUSE, "Go on" if player.paused else "Pause", "Space"),
        ButtonWords(Action.DONE, "Done", "Enter") if waiting else ButtonWords(Action.NEXT, "Next", "→"),
        ButtonWords(Action.SKIP, "Skip exercise", "Shift →"),
    ]
    if single_hold or not working:
        first += [
            ButtonWords(Action.SHORTER, f"{step} less", "−"),
            ButtonWords(Action.LONGER, f"{step} more", "+"),
        ]
    if single_hold:
        first.append(ButtonWords(Action.STAY, "Stay", "S"))
    if len(block.options) > 1:
        first.append(ButtonWords(Action.OTHER, "Other choice", "A"))
    if block.option.exercise.easier:
        first.append(ButtonWords(Action.EASIER, "Easier", "E"))
    second = (
        ButtonWords(Action.WORDS, "How to", "D"),
        ButtonWords(Action.TELL, "Where am I", "T"),
        ButtonWords(Action.PROFILE, f"Sound: {player.profile}", "P"),
        ButtonWords(Action.MUTE, "Unmute" if player.muted else "Mute", "M"),
        ButtonWords(Action.SOFTER, "Softer", "↓"),
        ButtonWords(Action.LOUDER, "Louder", "↑"),
        ButtonWords(Action.FULL_SCREEN, "Full screen", "F"),
        ButtonWords(Action.KEYS, "All keys", "?"),
        ButtonWords(Action.LEAVE, "End …", "Esc"),
    )
    return tuple(first), second
