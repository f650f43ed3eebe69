"""The window's pages, made from what it has; who shows them and where they lead is the window's."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot

from app.ui.past import left_words
from app.ui.stores import Stores

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.core.routine import Routine
    from app.core.shelf import Card
    from app.ui.history_room import HistoryRoom
    from app.ui.pages.before_page import BeforePage
    from app.ui.pages.hold_page import HoldPage
    from app.ui.pages.routine_page import RoutinePage
    from app.ui.pages.settings_page import SettingsPage
    from app.ui.session_room import SessionRoom
    from app.ui.sheet_words import SheetWish
    from app.ui.widgets.sound_test import SoundTest

RECENT = 6  # holds that stand first on the page of one hold


class RoutineChoice(NamedTuple):
    """How a routine's page opens: the level (None: as last time), minutes and alternatives that were asked for."""

    level: int | None = None
    minutes: float | None = None
    choices: tuple[tuple[int, int], ...] = ()


class Desk(Stores):
    """Makes pages, and finds what they show."""

    def room(self) -> SessionRoom:
        """Return where sessions are played."""
        from app.ui.session_room import SessionRoom  # noqa: PLC0415  # not for the first paint

        return SessionRoom(
            self.theme, self.pictures, self.past, self.senses, self.preferences, clocks=self.clocks,
            week=self.week, parent=self,
        )  # fmt: skip

    def week(self) -> tuple[str, str] | None:
        """Return which day of this week's with a session today is, and the aim, as large and small words."""
        from app.ui.history_overview import overview_of, week_words  # noqa: PLC0415  # not for the first paint

        return week_words(overview_of(self.past, self.preferences, self.often, self.clocks.wall()).week)

    def often(self, routine: str) -> int:
        """Return how many sessions a week a routine asks for; 0 where it says nothing or is gone."""
        read = self.library.routine(routine)
        return (read.routine.often or 0) if read is not None and read.routine is not None else 0

    def routine_page(self, routine: Routine, choice: RoutineChoice) -> RoutinePage:
        """Return a routine's page at the level asked for, else last used."""
        from app.storage.progress_offers import level_taken  # noqa: PLC0415  # not for the first paint
        from app.storage.setting import ASK_STIFFNESS, FULL_SCREEN  # noqa: PLC0415  # as above
        from app.ui.first_pictures import FirstPictures  # noqa: PLC0415  # as above
        from app.ui.pages.routine_page import RoutinePage  # noqa: PLC0415  # as above

        memory = self.past.memories().get(routine.key)
        taken = self.past.ask(partial(level_taken, routine=routine.key))
        remembered = taken if taken is not None else (memory.level if memory else 0)
        level = choice.level if choice.level is not None else remembered
        page = RoutinePage(self.theme, self.pictures, routine, level=level, now=self.clocks.wall)
        FirstPictures(self.pictures, page, lambda: page.plan, full_screen=self.preferences[FULL_SCREEN])
        for step, number in choice.choices:
            page.choose(step, number)
        if choice.minutes is not None:
            page.set_minutes(choice.minutes)
        page.sheet_requested.connect(self._print)
        page.show_profile(self.preferences.profile)
        page.offer_coach(memory is None or memory.whole == 0)
        if self.preferences[ASK_STIFFNESS] and not self._before_is_due(page):
            page.ask_stiffness()
        if choice.level is None and choice.minutes is None:
            self._offer_longer(page)
        return page

    def _offer_longer(self, page: RoutinePage) -> None:
        """Offer the next level where that is due; the answer is kept, and the offer is not made again."""
        from app.storage.progress_offers import answer, offer_for  # noqa: PLC0415  # not for the first paint

        offer = self.past.ask(partial(offer_for, routine=page.routine.key, fixed=page.routine.fixed_level))
        if offer is None:
            return

        def keep(taken: bool) -> None:
            self.past.say(partial(answer, offer=offer, taken=taken, now=self.clocks.wall()))
            if taken:
                page.set_level(offer.longer)

        page.show_offer(offer.longer)
        page.offer_answered.connect(keep)

    @Slot(str, object)
    def _print(self, wish: str, what: SheetWish) -> None:
        self.sheets.handle(wish, what)

    def _before_is_due(self, page: RoutinePage) -> bool:
        memory = self.past.memories().get(page.routine.key)
        return memory is None or memory.needs is None or set(memory.needs) != set(page.needs)

    def before_page(self, page: RoutinePage) -> BeforePage | None:
        """Return the page before the start; None where the routine is known and needs what it needed."""
        from app.storage.setting import ASK_STIFFNESS, FULL_SCREEN  # noqa: PLC0415  # not for the first paint
        from app.ui.first_pictures import FirstPictures  # noqa: PLC0415  # as above
        from app.ui.pages.before_page import BeforePage  # noqa: PLC0415  # as above

        if not self._before_is_due(page):
            return None
        last = page.plan.blocks[-1].option.exercise
        before = BeforePage(
            self.theme,
            page.routine.name,
            page.needs,
            ends_at_wall="wall" in last.needs,
            asks_stiffness=self.preferences[ASK_STIFFNESS],
        )
        full = self.preferences[FULL_SCREEN]
        FirstPictures(self.pictures, before, lambda: page.plan, full_screen=full, moves=True)
        self._have_sound(before)
        return before

    def faulty_exercises(self) -> list[Card]:
        """Return what is wrong with exercises that cannot be done, as cards whose file is the exercise's key."""
        from app.core.shelf import Card  # noqa: PLC0415  # not for the first paint

        shelf = self.library.exercises
        cards = []
        for key, path in shelf.paths.items():
            read = shelf.read(key)
            if read is not None and read.exercise is None:
                faults = tuple(str(replace(f, file=path.name)) for f in read.faults if not f.warning)
                cards.append(Card(key, path.name, key, faults=faults, own=True))
        return cards

    def hold_page(self) -> HoldPage:
        """Return the page of one hold, the exercises held last first."""
        from app.storage.setting import FULL_SCREEN  # noqa: PLC0415  # not for the first paint
        from app.ui.first_pictures import ON_AN_EXERCISE, FirstPictures  # noqa: PLC0415  # as above
        from app.ui.pages.hold_page import HoldPage  # noqa: PLC0415  # not for the first paint

        shelf = self.library.exercises
        exercises = list(shelf.every())
        keys = {exercise.name: exercise.key for exercise in exercises}
        held = [keys[s.name] for s in self.past.sessions(limit=60) if s.routine is None and s.name in keys]
        page = HoldPage(self.theme, self.pictures, exercises, list(dict.fromkeys(held))[:RECENT])
        full = self.preferences[FULL_SCREEN]
        first = FirstPictures(self.pictures, page, lambda: page.coming, full_screen=full, after=ON_AN_EXERCISE)
        page.looked_at.connect(first.begin)
        return page

    def history_room(self) -> HistoryRoom:
        """Return the page of past sessions, with what serves it."""
        from app.ui.history_room import HistoryRoom  # noqa: PLC0415  # not for the first paint

        return HistoryRoom(self)

    def settings_page(self) -> SettingsPage:
        """Return the page of settings."""
        from app.storage.setting import Section  # noqa: PLC0415  # not for the first paint
        from app.ui.pages.settings_page import SettingsPage  # noqa: PLC0415  # as above
        from app.ui.reminding import reach_of_reminders  # noqa: PLC0415  # as above
        from app.ui.voices import Voices  # noqa: PLC0415  # as above

        page = SettingsPage(self.theme, self.preferences.value_of, str(self.folders.settings))
        page.setting_changed.connect(self.preferences.change)
        page.sound_requested.connect(self.play_sound)
        self._have_sound(page.sounds)
        voices = Voices(self.around.speech if self.around is not None else None, page)
        voices.found.connect(page.offer_voices)
        voices.missing.connect(page.show_no_voice)
        voices.look()
        page.show_note(Section.REMINDERS, reach_of_reminders(self.folders))
        return page

    def _have_sound(self, teller: BeforePage | SoundTest) -> None:
        """Have the device ready while a page stands that sounds, and let the page say that it is not heard."""
        sound = self.senses.sound
        self._take_volume()
        sound.set_muted(False)
        sound.silence_noticed.connect(teller.show_silence)
        sound.heard_again.connect(teller.show_heard)
        teller.destroyed.connect(sound.let_go)
        if sound.silent:
            teller.show_silence("Nothing was heard last time.")
        sound.prepare()

    # What is shown

    def where_left(self) -> tuple[str, str] | None:
        """Return the name of the session that was left, and where; None where there is none."""
        left = self.past.unfinished()
        return None if left is None else (left.name, left_words(left, self.today(), self.day_ends))

    def name_of(self, exercise: str) -> str:
        """Return an exercise's name by its key; of one that is gone the key."""
        found = self.library.exercises.find(exercise)
        return exercise.replace("-", " ").capitalize() if found is None else found.name

    def routine_typed(self, text: str) -> tuple[Routine | None, str]:
        """Return the routine of typed steps, one a line, with a sentence where there is none in it."""
        from app.core.plain_text import read_plain_text  # noqa: PLC0415  # not for the first paint

        routine = read_plain_text(text, self.library.exercises.every()).routine()
        return routine, "Nothing of what was typed is a step."

    def routine_at(self, name: str) -> tuple[Routine | None, str]:
        """Return the routine of a name or a file, with a sentence where there is none that can be played."""
        known = name in map(str, (*self.library.own_routines.values(), *self.library.bundled_routines.values()))
        if known:
            read, sentence = self.library.routine_at(Path(name), Path(name).name), ""
        else:
            found, sentence = self.library.find(name)
            if found is None:
                return None, sentence
            read = found
        if read.routine is None:
            return None, str(read.faults[0])
        return read.routine, sentence
