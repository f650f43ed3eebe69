"""The open editor: where its routine comes from, how it is kept, what another program did to it, and rehearsals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.core.exercise import Exercise
from app.core.file_names import file_key
from app.core.outline import outline
from app.core.plan import Plan
from app.core.planning import PlanError, make_plan
from app.core.routine import Routine
from app.storage.draft_rows import is_empty
from app.storage.draft_steps import usual_step
from app.storage.kept_drafts import KeptDraft, KeptDrafts
from app.storage.routine_draft import Changed, RoutineDraft
from app.storage.yaml_reader import NotTakenError
from app.ui.pages.editor_page import EditorPage

if TYPE_CHECKING:
    from app.storage.yaml_spans import At
    from app.storage.yaml_writing import Written
    from app.ui.desk import Desk

NEW = "My routine"
KEPT_AFTER = 400  # milliseconds without a change before the unsaved draft is kept aside
CHANGED = "Another program changed this file while you were changing it. Which of the two is it to be?"
GONE = "Another program deleted or renamed this file."
BOTH = (
    ("mine", "Keep mine over it"),
    ("theirs", "Take the other one"),
    ("mine-as", "Keep mine under another name"),
    ("later", "Decide later"),
)
WITHOUT = (("mine", "Write it again"), ("mine-as", "Write it under another name"), ("later", "Decide later"))


class EditorRoom(QObject):
    """Makes the page and serves it; `left` when it may be let go, `rehearsal_requested` with a plan and a speed."""

    left = Signal()
    rehearsal_requested = Signal(object, float)

    def __init__(self, desk: Desk, draft: RoutineDraft, said: str = "") -> None:
        super().__init__(desk)
        self._desk, self._draft = desk, draft
        self._own = desk.folders.routines
        self._kept = KeptDrafts(desk.folders.data)
        self._new = not draft.path.exists()
        self._leaving = False
        self._worth = bool(said) or not is_empty(draft)  # a copy, and what was lost before, is worth a question
        self.page = EditorPage(desk.theme, desk.pictures, draft, self._usual)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(KEPT_AFTER)
        self._quiet.timeout.connect(self.keep_aside)
        self._connect()
        self._begin(said)

    @classmethod
    def begun(cls, desk: Desk) -> EditorRoom:
        """Return the editor of a new routine without a step."""
        path = free_path(desk.folders.routines, NEW, desk.library.routine_keys())
        return cls(desk, RoutineDraft.begun(path, desk.library.exercises, NEW))

    @classmethod
    def opened(cls, desk: Desk, path: Path) -> EditorRoom:
        """Return the editor of a person's own file, with what was changed in it and not saved.

        NotTakenError where it cannot be read.
        """
        left = KeptDrafts(desk.folders.data).of(path)
        if left is None:
            return cls(desk, RoutineDraft.opened(path, desk.library.exercises))
        before = None if left.before is None else left.before.encode("utf-8", "surrogatepass")
        draft = RoutineDraft(path, desk.library.exercises, left.text if before is None else left.before or "", before)
        draft.type_over(left.text, "What was not saved")
        return cls(desk, draft, "What you changed and did not save is here again.")

    @classmethod
    def copied(cls, desk: Desk, source: Path, name: str) -> EditorRoom:
        """Return the editor of a copy of any routine; NotTakenError where its file cannot be read."""
        path = free_path(desk.folders.routines, name, desk.library.routine_keys())
        return cls(desk, RoutineDraft.copied(source, path, desk.library.exercises, name))

    def _connect(self) -> None:
        page = self.page
        page.back_requested.connect(self.leave)
        page.save_requested.connect(self.save)
        page.rehearsal_requested.connect(self._rehearse)
        page.sheet_requested.connect(self._put_on_paper)
        page.answered.connect(self._answer)
        page.draft_changed.connect(self._quiet.start)

    def _begin(self, said: str) -> None:
        if said:
            self.page.say(said)
        if self._draft.read.routine is None and not is_empty(self._draft):
            self.page.toggle_text()
        self.look()

    @property
    def path(self) -> Path:
        """Return the routine's file."""
        return self._draft.path

    # Leaving

    @property
    def unsaved(self) -> bool:
        """Return whether anything was changed and not saved; a new routine that nobody touched counts for nothing."""
        return self._draft.changed and (not self._new or self._draft.can_undo or self._worth)

    def may_leave(self) -> bool:
        """Return whether the page may be let go; else it asks, and `left` comes with the answer."""
        self.page.flush()
        if self._leaving or not self.unsaved:
            return True
        self.page.ask_leave()
        return False

    @Slot()
    def leave(self) -> None:
        """Leave, or ask first."""
        if self.may_leave():
            self._go()

    def _go(self) -> None:
        self._leaving = True
        self._quiet.stop()
        self.left.emit()

    def close(self) -> None:
        """Let the page go; what is not saved stays aside, and is offered again."""
        self._quiet.stop()
        if not self._leaving:
            self.set_aside()
        self.deleteLater()

    def set_aside(self) -> None:
        """Keep what is not saved aside, with what is just being typed: the window goes."""
        self.page.flush()
        self.keep_aside()

    @Slot(str)
    def _answer(self, answer: str) -> None:
        if answer == "keep":
            if self.save():
                self._go()
        elif answer == "without":
            self._kept.forget(self._draft.path)
            self._go()
        elif answer == "mine":
            self._keep_mine()
        elif answer == "theirs":
            self._take_theirs("The other version is here. Undo brings yours back.")
        elif answer == "mine-as":
            self._keep_as(self._draft.value(("name",)) or self._draft.path.stem)

    # Keeping

    @Slot()
    def save(self) -> bool:
        """Write the file; return whether it stands. What another program did to it meanwhile is asked about first."""
        if self._new:
            return self._keep_as(self._draft.value(("name",)) or NEW)
        try:
            kept = self._draft.keep()
        except OSError as refused:
            return self._refused(refused)
        if isinstance(kept, Changed):
            self._ask_about(kept)
            return False
        return self._saved("Saved")

    def _keep_as(self, name: str) -> bool:
        """Write the file under a name that is free."""
        former = self._draft.path
        known = self._desk.library.routine_keys()
        path = former if self._new and is_for(former, name) else free_path(self._own, name, known)
        try:
            self._draft.keep_as(path)
        except (OSError, NotTakenError) as refused:
            return self._refused(refused)
        self._kept.forget(former)
        self._new = False
        return self._saved(f"Saved as {path.name}")

    def _keep_mine(self) -> None:
        """Write ours over the other version, which undo then still has."""
        mine = self._draft.text
        try:
            self._draft.take_theirs()
            self._draft.type_over(mine, "Mine over it")
        except NotTakenError:
            # What cannot be read cannot be brought back by undo either: it stays, and ours goes beside it.
            self._keep_as(self._draft.value(("name",)) or self._draft.path.stem)
            self.page.say(f"The other version cannot be read: it stays, yours is {self._draft.path.name}.")
            return
        try:
            self._draft.keep_over()
        except OSError as refused:
            self._refused(refused)
            return
        self._saved("Saved over the other version. Undo brings that one back")

    def _take_theirs(self, said: str) -> None:
        try:
            self._draft.take_theirs()
        except NotTakenError as refused:
            self.page.say(str(refused))
            return
        self._kept.forget(self._draft.path)
        self.page.show_draft()
        self.page.say(said)

    def _saved(self, words: str) -> bool:
        self._kept.forget(self._draft.path)
        self._quiet.stop()
        bad = len([fault for fault in self._draft.read.faults if not fault.warning])
        problems = "one problem" if bad == 1 else f"{bad} problems"
        self.page.show_draft()
        self.page.say(f"{words}, with {problems}: it cannot be played yet." if bad else f"{words}.")
        return True

    def _refused(self, refused: Exception) -> bool:
        why = refused.strerror if isinstance(refused, OSError) and refused.strerror else str(refused)
        self.page.say(f"It could not be saved: {why}. All of it is still here.")
        return False

    @Slot()
    def keep_aside(self) -> None:
        """Keep what is not saved where no crash can take it."""
        draft = self._draft
        if not self.unsaved:
            self._kept.forget(draft.path)
            return
        name = draft.value(("name",)) or draft.path.stem
        try:
            self._kept.keep(KeptDraft(str(draft.path), name, draft.before, draft.text))
        except OSError as refused:
            why = refused.strerror or str(refused)
            self.page.say(f"What is not saved cannot be kept aside: {why}. Save it soon.")

    # Another program

    @Slot()
    def look(self) -> None:
        """Notice what another program did to the file, and to the exercises."""
        if self._new:
            return
        try:
            theirs = self._draft.elsewhere()
        except OSError:
            return  # what cannot be read now is noticed at the next change, or when it is saved
        if theirs is None:
            return
        if not self._draft.changed and theirs.theirs is not None:
            self._take_theirs("Another program changed this file: this is how it is now.")
        else:
            self._ask_about(theirs, unasked=True)

    def take_exercises(self) -> None:
        """Take the exercises as they are now."""
        self._draft.take_exercises(self._desk.library.exercises)
        self.page.show_draft()

    def _ask_about(self, changed: Changed, *, unasked: bool = False) -> None:
        gone = changed.theirs is None
        self.page.ask(GONE if gone else CHANGED, WITHOUT if gone else BOTH, unasked=unasked)

    # Rehearsals, paper, and new steps

    def _playable(self, words: str) -> Routine | None:
        """Return the routine; None where it has problems: the first of them is gone to then, and said."""
        first = next((fault for fault in self._draft.read.faults if not fault.warning), None)
        if first is not None:
            self.page.go_to(first)
            self.page.say(f"Before it can be {words}: {first.text}")
        return self._draft.read.routine

    @Slot(str)
    def _put_on_paper(self, wish: str) -> None:
        """Write or print the routine as it stands, with its ranges as they are prescribed."""
        from app.ui.sheet_words import SheetWish  # noqa: PLC0415  # not before it is wanted

        routine = self._playable("printed")
        if routine is not None:
            self._desk.sheets.handle(wish, SheetWish(routine, None))

    @Slot(object, float)
    def _rehearse(self, at: At, speed: float) -> None:
        routine = self._playable("played")
        if routine is None:
            return
        self.keep_aside()
        try:
            self.rehearsal_requested.emit(plan_from(routine, at), speed)
        except PlanError as problem:
            self.page.say(str(problem))

    def _usual(self, exercise: Exercise) -> dict[str, Written]:
        return usual_step(exercise, list(self._bundled()))

    def _bundled(self) -> Iterator[Routine]:
        library = self._desk.library
        for path in library.bundled_routines.values():
            routine = library.routine_at(path).routine
            if routine is not None:
                yield routine


def plan_from(routine: Routine, at: At) -> Plan:
    """Return the plan at the lower ends from the step of a place on; an alternative is the one that is played."""
    plan = make_plan(routine, 0)
    if not at:
        return plan
    chosen = at[-1] if len(at) > 1 and at[-2] == "choose" else None
    place = tuple(number for number in (at[:-2] if chosen is not None else at) if isinstance(number, int))
    block = next((row.block for row in outline(routine, plan) if row.place[: len(place)] == place), None)
    first = next((n for n, other in enumerate(plan.blocks) if other is block), 0)
    if isinstance(chosen, int) and chosen < len(plan.blocks[first].options):
        plan = plan.choosing(first, chosen)
    return replace(plan, blocks=plan.blocks[first:])


def is_for(path: Path, name: str) -> bool:
    """Return whether a file is called after a name already, the number of a second one aside."""
    return path.stem.rstrip("0123456789").rstrip("-") == file_key(name, "routine")


def free_path(folder: Path, name: str, taken: tuple[str, ...]) -> Path:
    """Return the path of a new file called after a name, that takes nobody's place."""
    key = file_key(name, "routine")
    free = key
    number = 2
    while free in taken or (folder / f"{free}.yaml").exists():
        free, number = f"{key}-{number}", number + 1
    return folder / f"{free}.yaml"
