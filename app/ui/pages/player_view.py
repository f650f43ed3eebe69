"""What the player shows: its parts put in their places and filled from a moment of the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.moments import Counting, Moment, Paused, Waiting, Working
from app.core.plan import Kind, Option, Plan
from app.core.player_words import (
    Headline,
    clock_words,
    face_of,
    headline_of,
    line_of,
    next_of,
    pause_words,
    setup_lines,
    spoken_moment,
)
from app.core.routine import Profile
from app.ui.pages.player_places import places
from app.ui.pictures import Pictures
from app.ui.player_motion import KeysOf, coming_poses, coming_ways, frame_at, keys_in, motion_of, unknown_keys
from app.ui.player_parts import timeline_parts
from app.ui.session_player import SessionPlayer
from app.ui.theme import Role, Theme
from app.ui.widgets.countdown import Countdown
from app.ui.widgets.figure_stage import FigureStage, StageValue
from app.ui.widgets.headline import HeadlineView
from app.ui.widgets.hold_bar import BarValue, EdgeBar, HoldBar
from app.ui.widgets.look import Look, Type, theme_look
from app.ui.widgets.next_up import NextUpView
from app.ui.widgets.painted import Painted
from app.ui.widgets.player_band import PlayerBand
from app.ui.widgets.player_buttons import ControlStrip
from app.ui.widgets.player_panels import KeysPanel, Notice, QuestionPanel, WordsPanel
from app.ui.widgets.quiet_hint import QuietHint
from app.ui.widgets.session_timeline import Part, SessionTimeline
from app.ui.widgets.stage_picture import PictureWanted

QUIET_FROM, QUIET_AFTER = 120.0, 60.0  # seconds: of a hold's length, and into it


class PlayerView(QWidget):
    """The player's parts; a second that passes touches only the figures, the bars and the time left."""

    def __init__(
        self, player: SessionPlayer, theme: Theme, pictures: Pictures | None, wall: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._player, self._wall = player, wall
        self.look = theme_look(theme)
        self._quiet = False
        self._pictures = pictures
        self._keys: tuple[Plan, KeysOf] | None = None
        self._spoken_line = ""
        self._make(theme, pictures)
        self._place()

    def _make(self, theme: Theme, pictures: Pictures | None) -> None:
        look, type_ = self.look, Type(theme)
        self.stage = FigureStage(look, type_, pictures, self)
        self.headline = HeadlineView(look, type_, self)
        self.countdown = Countdown(look, type_, self)
        self.bar = HoldBar(look, type_, self)
        self.next_up = NextUpView(look, type_, pictures, self)
        self.timeline = SessionTimeline(look, type_, self)
        self.band = PlayerBand(look, type_, self)
        self.hint = QuietHint(look, type_, self)
        self.edge = EdgeBar(look, type_, self)
        self.words = WordsPanel(look, type_, self)
        self.notice = Notice(look, type_, self)
        self.strip = ControlStrip(look, type_, self)
        self.question = QuestionPanel(look, type_, self)
        self.keys = KeysPanel(look, type_, self)
        self.strip.hide()
        self._parts: tuple[Painted, ...] = (
            self.stage, self.headline, self.countdown, self.bar, self.next_up, self.timeline, self.band, self.hint,
            self.edge, self.words, self.notice, self.strip, self.question, self.keys,
        )  # fmt: skip
        for part in self._parts:
            part.setMouseTracking(True)
        self.setMouseTracking(True)

    @property
    def quiet(self) -> bool:
        """Return whether the dark of a long, quiet hold is shown."""
        return self._quiet

    def set_look(self, look: Look) -> None:
        """Show everything in other colours."""
        if look == self.look:
            return
        self.look = look
        if look.quiet != self._quiet:
            self._quiet = look.quiet
            self._place()
        for part in self._parts:
            part.set_look(look)
        self.update()

    def show_line(self, text: str) -> None:
        """Show a timed line of the hold in place of the cue, until the next segment or cue."""
        self._spoken_line = text

    def show_all(self, typed: str = "") -> None:
        """Show everything as it is now."""
        moment = self._player.moment
        option = self._player.option(moment.block)
        headline = headline_of(moment, option)
        if self._quiet:
            headline = Headline("", headline.name, headline.side, "")
        self.headline.set_words(headline)
        coming = next_of(moment, self._player.plan)
        self.next_up.set_value(coming)
        if coming.exercise is not None and coming.segment is not None:
            self.stage.make_ready(PictureWanted(coming.exercise, coming.segment.position, coming.segment.phase))
        speed = self._player.session.speed
        ways = coming_ways(moment, self._player.plan, speed, self._keys_of())
        self.stage.prepare([(PictureWanted(w.exercise, w.position), w.motion) for w in ways])
        self.stage.draw_ahead(
            [PictureWanted(exercise, position) for exercise, position in coming_poses(moment, self._player.plan)]
        )
        self._place_column()
        self._show_time(moment, option, typed)
        # For whoever looks by ear: at a change, never every second.
        self.countdown.say(spoken_moment(moment, option))
        parts = self.timeline.parts
        self.timeline.say(f"{sum(part.state is Part.DONE for part in parts)} of {len(parts)} done")

    def show_second(self, typed: str = "") -> None:
        """Show the time as it is now."""
        moment = self._player.moment
        self._show_time(moment, self._player.option(moment.block), typed)

    def _show_time(self, moment: Moment, option: Option, typed: str) -> None:
        self.countdown.set_face(face_of(moment, typed))
        self.bar.set_value(bar_of(moment))
        self.edge.set_done(self.bar.value.done)
        if not self._quiet:
            self.timeline.set_parts(timeline_parts(self._player.plan, self._player.records, moment))
            self.band.set_texts(*self._band_texts(moment))
        lines = line_of(moment, option, typed=typed, before=self._before(moment))
        if isinstance(moment.state, Paused):
            lines = (pause_words(moment.state),)
        elif self._spoken_line:
            lines = (self._spoken_line,)
        instead = () if moment.segment.kind is not Kind.WORK else setup_lines(
            option.exercise, moment.segment.position, moment.easier
        )  # fmt: skip
        phase = moment.segment.phase is not None and isinstance(moment.state, Working)
        plan = self._player.plan
        keys_of = self._keys_of()
        frame = frame_at(plan.segments, moment.index, keys_of) if moment.segment.phase is not None else None
        self.stage.set_value(StageValue(wanted_of(moment, option, frame), lines, instead, phase))
        self.stage.set_motion(motion_of(moment, plan, self._player.session.speed, keys_of))

    def _keys_of(self) -> KeysOf:
        """Return what tells the names of keyframes: of figures, and of a person's own images."""
        if self._keys is None or self._keys[0] is not self._player.plan:
            known = unknown_keys if self._pictures is None else self._pictures.keys_of
            self._keys = (self._player.plan, keys_in(self._player.plan, known))
        return self._keys[1]

    def _before(self, moment: Moment) -> tuple[str, ...]:
        """Return how to get up from the exercise before, where another one is being got ready for."""
        if moment.block == 0:
            return ()
        before, here = self._player.option(moment.block - 1), self._player.option(moment.block)
        return before.exercise.after if before.exercise.key != here.exercise.key else ()

    def _band_texts(self, moment: Moment) -> tuple[str, str]:
        about = "about " if self._player.plan.estimated else ""
        left = f"{about}{clock_words(moment.session_left)} left"
        silent = self._player.muted or self._player.profile is Profile.SILENT
        name = self._player.plan.name + (" · sound off" if silent else "")
        if isinstance(moment.state, Paused):
            return left, f"{name} · paused"
        end = self._wall() + timedelta(seconds=moment.session_left / self._player.session.speed)
        return left, f"{name} · done at {end.hour}:{end.minute:02}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every part its place."""
        super().resizeEvent(event)
        self._place()
        self._place_column()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper between the parts."""
        QPainter(self).fillRect(event.rect(), self.look[Role.PAPER])

    def _place(self) -> None:
        spots = places(self.size(), quiet=self._quiet)
        self.stage.setGeometry(spots.stage)
        self.next_up.setGeometry(spots.next_up)
        self.timeline.setGeometry(spots.timeline)
        self.band.setGeometry(spots.band)
        self.strip.setGeometry(spots.strip)
        stage = places(self.size()).stage
        self.words.setGeometry(stage)
        self.question.setGeometry(stage)
        self.keys.setGeometry(0, 0, self.width(), self.height())
        line = max(3, round(self.height() * 0.006))
        self.edge.setGeometry(0, self.height() - line, self.width(), line)
        self.countdown.set_px(spots.countdown_px)
        for part in (self.next_up, self.timeline, self.band, self.bar):
            part.setVisible(not self._quiet)
        for dim in (self.hint, self.edge):
            dim.setVisible(self._quiet)
        self.place_notice()

    def _place_column(self) -> None:
        """Put name, figures and bar one under the other: a long name pushes the figures down."""
        spots = places(self.size(), quiet=self._quiet)
        self.headline.setGeometry(spots.headline)
        height = self.headline.lines().height
        countdown, bar = spots.below(height)
        self.headline.setGeometry(
            spots.headline.left(), spots.headline.top(), spots.headline.width(), countdown.top() - spots.headline.top()
        )
        self.countdown.setGeometry(countdown)
        self.bar.setGeometry(bar)
        hint = QRect(bar)
        hint.setHeight(round(self.height() * 0.1))
        self.hint.setGeometry(hint)

    def place_notice(self) -> None:
        """Put the notice at the stage's top, as high as its words need."""
        margin = round(self.height() * 0.03)
        width = places(self.size()).stage.width() - 2 * margin
        height = self.notice.lines(width, self.window().height()).height
        whole = round(height + self.height() * 0.04)
        # The word of a change stands over the cue for its two seconds, and leaves the picture free.
        top = places(self.size()).stage.height() - margin - whole if self.notice.large else margin
        self.notice.setGeometry(margin, top, width, whole)
        self.stage.keep_free(margin + whole if self.notice.words and self.notice.trouble else 0)


def bar_of(moment: Moment) -> BarValue:
    """Return the bar's value: of the whole dose in work, of the stretch before it else."""
    if isinstance(moment.state, Counting):
        return BarValue(1 - moment.state.left / moment.state.seconds, now=False)
    if isinstance(moment.under, Waiting):
        return BarValue(words=clock_words(int(moment.elapsed)))
    if moment.segment.kind is not Kind.WORK:
        return BarValue(moment.elapsed / moment.length if moment.length else 0.0, now=False)
    length = moment.dose_length or moment.length or 1.0
    elapsed = moment.dose_elapsed
    if moment.past > 0:
        return BarValue(1.0, None if moment.at_least is None else moment.at_least / (length + moment.past))
    lower = None if moment.at_least is None or moment.at_least >= length else moment.at_least / length
    return BarValue(elapsed / length, lower)


def wanted_of(moment: Moment, option: Option, frame: str | None = None) -> PictureWanted:
    """Return the picture for a moment: the easier form's keyframe, else `frame`, else the position's own."""
    exercise, segment = option.exercise, moment.segment
    key = exercise.easier[moment.easier].key if moment.easier is not None else None
    image = None
    if row := exercise.images_for(segment.position, key or frame):
        # What shows a phase begins with it; what shows all of the work goes on from phase to phase.
        whole = segment.kind is Kind.WORK and exercise.images[row[0]].key != segment.phase
        elapsed = moment.dose_elapsed if whole else moment.elapsed
        image = row[image_at(tuple(exercise.images[number].seconds for number in row), elapsed)]
    return PictureWanted(exercise, segment.position, key or frame, image)


def image_at(seconds: tuple[float | None, ...], elapsed: float) -> int:
    """Return which of a person's images is shown: each for its time, round and round; one without a time stays."""
    whole = sum(s for s in seconds if s is not None)
    at = elapsed if None in seconds or whole <= 0 else elapsed % whole
    for number, length in enumerate(seconds):
        if length is None or at < length:
            return number
        at -= length
    return len(seconds) - 1


def is_quiet(moment: Moment, profile: Profile) -> bool:
    """Return whether the window goes nearly black: a long hold under profile quiet, after its first minute."""
    segment = moment.segment
    return (
        profile is Profile.QUIET
        and isinstance(moment.state, Working)
        and segment.rep is None
        and (segment.seconds or 0.0) >= QUIET_FROM
        and moment.elapsed >= QUIET_AFTER
    )
