"""The page of a running session: keys and pointer in, the view kept up to date, the question of a pause in the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clocks import steady_clock
from app.core.cues import Change
from app.core.exercise import worded
from app.core.moments import (
    Command,
    Event,
    HalfReached,
    SegmentStarted,
    Waiting,
)
from app.core.player_words import change_words, setup_lines, spoken_moment
from app.ui.pages.player_notes import PlayerNotes
from app.ui.pages.player_rows import button_rows
from app.ui.pages.player_view import PlayerView, is_quiet
from app.ui.pictures import Pictures
from app.ui.player_keys import COMMANDS, Action, action_of, digit_of, one_key_command
from app.ui.player_light import LightWanted, PlayerLight
from app.ui.session_player import SessionPlayer
from app.ui.theme import Theme
from app.ui.widgets.look import quiet_look, theme_look

SHOWN = 4000  # milliseconds that controls and notices stand


class PlayerPage(QWidget):
    """Follows one session; `session_ended` once it is over, `left_requested` when it is kept and left."""

    left_requested = Signal()
    session_ended = Signal()

    def __init__(
        self,
        player: SessionPlayer,
        theme: Theme,
        pictures: Pictures | None = None,
        *,
        light: LightWanted = LightWanted.AUTO,
        one_key: bool = False,
        asks: bool = True,
        voice: bool = False,
        clock: Callable[[], float] = steady_clock,
        wall: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._theme, self._clock = player, theme, clock
        self._one_key, self._voice, self._asks = one_key, voice, asks
        self._light = PlayerLight(theme, light, clock, self)
        self._typed = ""
        self._words_of: Action | None = None
        self._make(pictures, wall)
        self._arrange()
        self._connect(pictures)
        self._show_all()

    def _make(self, pictures: Pictures | None, wall: Callable[[], datetime]) -> None:
        self.view = PlayerView(self._player, self._theme, pictures, wall)
        self._controls_gone = self._single_shot(self._hide_controls)
        self.notes = PlayerNotes(self._player, self.view, self, voice=self._voice)
        self._words_gone = self._single_shot(self.view.words.hide)
        self._end_shown = self._single_shot(self.session_ended.emit)

    def _single_shot(self, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Session")

    def _connect(self, pictures: Pictures | None) -> None:
        self._player.moved.connect(self._show_all)
        self._player.second_began.connect(self._show_second)
        self._player.changed_over.connect(self._change_over)
        self._player.line_due.connect(self._show_line)
        self._player.happened.connect(self._follow)
        self._player.ended.connect(self._end)
        self._theme.changed.connect(self._refresh_look)
        self._light.turned.connect(self._refresh_look)
        self.view.stage.clicked.connect(self._click)
        self.view.strip.asked.connect(self.do)
        self.view.question.asked.connect(self._answer)
        if pictures is not None:
            pictures.arrived.connect(self._take_picture)

    # What a person asks for

    @Slot(object)
    def do(self, action: Action) -> None:
        """Do what a key or a button asks for."""
        if action in COMMANDS:
            self._command(action)
        elif action is Action.WORDS:
            self._toggle_words()
        elif action is Action.TELL:
            self._tell()
        elif action is Action.FULL_SCREEN:
            self._toggle_full_screen()
        elif action is Action.MUTE:
            self._player.toggle_muted()
            self.notes.note("Muted" if self._player.muted else f"Sound on, volume {self._player.volume} %")
        elif action is Action.PROFILE:
            self._player.next_profile()
            self.notes.note(f"Sound: {self._player.profile}")
            self._refresh_look()
        elif action in (Action.LOUDER, Action.SOFTER):
            self._player.change_volume(10 if action is Action.LOUDER else -10)
            self.notes.note(f"Volume {self._player.volume} %")
        elif action is Action.KEYS:
            self.view.keys.setVisible(self.view.keys.isHidden())
            self.view.keys.raise_()
        elif action is Action.LEAVE:
            self._escape()

    def tell(self, words: str) -> None:
        """Show a line for 4 s that is not of the session itself."""
        self.notes.note(words)

    def ask(self) -> bool:
        """Pause and ask in the page what to do; False where the question stands already, or there is no session."""
        if not self._player.running or not self.view.question.isHidden():
            return False
        self._player.pause()
        self._hide_panels()
        self._hide_controls()
        self.view.notice.hide()
        self.view.question.open("")
        return True

    def _command(self, action: Action) -> None:
        command = COMMANDS[action]
        number = int(self._typed) if self._typed and command in (Command.DONE, Command.NEXT) else None
        self._typed = ""
        if self._one_key and command in (Command.PAUSE, Command.DONE):
            command = one_key_command(self._player.session.state)
        self._player.command(command, number)

    def _escape(self) -> None:
        if self.window().isFullScreen():
            self._toggle_full_screen()
        elif self._asks:
            self.ask()
        else:
            self._answer(Action.LEAVE)

    def _toggle_full_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _toggle_words(self) -> None:
        words = self.view.words
        if not words.isHidden() and self._words_of is Action.WORDS:
            words.hide()
            return
        moment = self._player.moment
        exercise = self._player.exercise()
        position = moment.segment.position
        lines = (*setup_lines(exercise, position, moment.easier), *worded(exercise.care, position))
        described = worded((exercise.describe or exercise.summary,), position)
        self._open_words(Action.WORDS, exercise.called, (*lines, *described), 4000 * (len(lines) + 1))
        self._player.say(" ".join(lines))

    def _tell(self) -> None:
        moment = self._player.moment
        option = self._player.option(moment.block)
        sentence = spoken_moment(moment, option)
        self._open_words(Action.TELL, option.exercise.called, tuple(sentence.split(". ")[1:]), SHOWN)
        self._player.say(sentence)
        self.notes.announce(sentence)

    def _open_words(self, of: Action, title: str, lines: tuple[str, ...], stands: int) -> None:
        self._hide_panels()
        self._words_of = of
        self.view.words.set_words(title, lines)
        self.view.words.show()
        self.view.words.raise_()
        self._words_gone.start(stands)

    @Slot(object)
    def _answer(self, action: Action) -> None:
        self.view.question.hide()
        self.setFocus()
        if action is Action.PAUSE:
            self._player.go_on()
        elif action is Action.LEAVE:
            self._player.leave()
            self.left_requested.emit()
        else:
            self._player.end_here()

    @Slot()
    def _click(self) -> None:
        self.setFocus()
        self.do(Action.PAUSE)

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks for, and bring the controls for a while."""
        action = action_of(event.key(), event.modifiers())
        if event.isAutoRepeat() and action not in (Action.LOUDER, Action.SOFTER):
            return
        if not self.view.question.isHidden():
            self._key_in_question(event, action)
            return
        if self._hide_panels(but=action):
            return
        digit = digit_of(event.key())
        if digit or event.key() == Qt.Key.Key_Backspace:
            self._type(digit)
        elif action is None:
            event.ignore()
        self.show_controls()
        if action is not None:
            self.do(action)

    def _key_in_question(self, event: QKeyEvent, action: Action | None) -> None:
        question = self.view.question
        if action is Action.PAUSE:
            self._answer(Action.PAUSE)
        elif action is Action.LEAVE:
            question.hide()
            self.setFocus()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            question.step(1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            question.step(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            question.take()

    def _type(self, digit: str) -> None:
        if isinstance(self._player.moment.under, Waiting):
            self._typed = (self._typed + digit)[-4:] if digit else self._typed[:-1]
            self._show_second()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring the controls before the keyboard moves onto them."""
        if self.view.question.isHidden():
            self.show_controls()
        return super().focusNextPrevChild(forward)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring the controls."""
        self.show_controls()

    def event(self, event: QEvent) -> bool:
        """Let no key of the session go to a shortcut of the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and action_of(event.key(), event.modifiers()) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    # The controls

    def show_controls(self) -> None:
        """Show buttons, key hints and pointer for 4 s."""
        if not self.view.question.isHidden():
            return
        self.view.strip.set_rows(*button_rows(self._player))
        self.view.strip.show()
        self.view.strip.raise_()
        self.unsetCursor()
        self._controls_gone.start(SHOWN)

    @Slot()
    def _hide_controls(self) -> None:
        if self.view.strip.isVisible() and (self.view.strip.focused() or self.view.strip.underMouse()):
            self._controls_gone.start(SHOWN)
            return
        self.view.strip.hide()
        if self._player.running and not self._player.paused:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def _hide_panels(self, but: Action | None = None) -> bool:
        """Hide the words and the keys; return whether a key did no more than that."""
        keys, words = not self.view.keys.isHidden(), not self.view.words.isHidden()
        self.view.keys.hide()
        if but is not Action.WORDS:
            self.view.words.hide()
        return keys or (words and but is Action.LEAVE)

    # What the session tells

    @Slot()
    def _show_all(self) -> None:
        self._refresh_look()
        self.view.show_all(self._typed)
        if self.view.strip.isVisible():
            self.view.strip.set_rows(*button_rows(self._player))

    @Slot()
    def _show_second(self) -> None:
        if not self.isVisible() or self.window().isMinimized():
            return
        if is_quiet(self._player.moment, self._player.profile) != self.view.quiet:
            self._show_all()
        self.view.show_second(self._typed)

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if isinstance(event, SegmentStarted):
            self._typed = ""
            self.view.show_line("")
        elif isinstance(event, HalfReached):
            moment = self._player.moment
            self._show_line(self._player.exercise().half_line(moment.easier, moment.segment.position))

    @Slot(str)
    def _show_line(self, text: str) -> None:
        position = self._player.moment.segment.position
        lines = worded((text,), position) if text else ()
        if lines:
            self.view.show_line(lines[0])
            self.notes.announce(lines[0])

    @Slot(bool)
    def _end(self, _at_end_of_plan: bool) -> None:
        self._hide_panels()
        self.unsetCursor()
        # Where the light stands for the chord, the summary waits until it was seen.
        self._end_shown.start(round(self._light.seconds_to_come() * 1000))

    @Slot(str)
    def _take_picture(self, _exercise: str) -> None:
        self.view.stage.refresh()
        self.view.next_up.refresh()

    # Light and look

    @Slot()
    def _refresh_look(self) -> None:
        quiet = is_quiet(self._player.moment, self._player.profile)
        calm = quiet_look(self._theme) if quiet else theme_look(self._theme)
        self.view.set_look(self._light.look or calm)

    @Slot(object)
    def _change_over(self, change: Change) -> None:
        if self.isVisible():
            self._light.show(change, self._player.profile, out_of_quiet=self.view.quiet)
            if self._light.is_light:
                moment = self._player.moment
                words = change_words(change, moment, self._player.option(moment.block))
                self.notes.note_change(words, self._light.seconds_to_come())

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, and catch up with what happened unseen."""
        super().showEvent(event)
        self.setFocus()
        self._show_all()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop what is only for the eye."""
        super().hideEvent(event)
        for timer in (self._controls_gone, self._words_gone):
            timer.stop()
        self._light.stop()
