"""One exercise of the person's own while it is made or changed: its draft, its pictures, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from app.core.file_names import file_key
from app.storage.chosen_file import FileRefusedError
from app.storage.exercise_draft import ExerciseDraft
from app.storage.file_draft import Changed
from app.storage.image_files import IMAGE_ENDINGS
from app.storage.kept_drafts import KeptDraft, KeptDrafts
from app.storage.yaml_reader import NotTakenError
from app.storage.yaml_writing import NotEditedError
from app.ui.aside import Aside
from app.ui.image_coding import know_formats
from app.ui.own_images import ReadyImage, put, ready_file, ready_image
from app.ui.pages.exercise_page import ExercisePage

if TYPE_CHECKING:
    from app.ui.desk import Desk

MOST_AT_ONCE = 20  # pictures that one drop brings
NEW = "new-exercise"
ASIDE = "drafts/exercises"  # apart from the routines
KEPT_AFTER = 400  # milliseconds without a change before what is not saved is kept aside

LEAVE = (("save", "Save and leave"), ("drop", "Leave without saving"), ("stay", "Stay"))
BOTH = (
    ("over", "Save mine over it"),
    ("both", "Keep both"),
    ("theirs", "Take the other one"),
    ("later", "Decide later"),
)
WITHOUT = (("over", "Save it again"), ("both", "Save under another name"), ("later", "Decide later"))


class ExerciseRoom(QObject):
    """Makes the page and serves it; `closed` carries the key of the exercise, empty where nothing was kept.

    `saved` comes whenever the file was written.
    """

    closed = Signal(str)
    saved = Signal(str)

    def __init__(self, desk: Desk, draft: ExerciseDraft) -> None:
        super().__init__(desk)
        self._desk, self.draft = desk, draft
        self._brought: list[_Brought] = []  # all pictures that came while this is open
        self._new = self._began = draft.before is None
        self._then_close = False
        self._kept = KeptDrafts(desk.folders.data, ASIDE)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(KEPT_AFTER)
        know_formats()
        self._aside = Aside(self)
        poses = [exercise for exercise in desk.library.exercises.every() if exercise.figure and not exercise.pose]
        self.page = ExercisePage(desk.theme, desk.pictures, draft, poses)
        self._connect()

    @classmethod
    def begun(cls, desk: Desk, name: str = "") -> ExerciseRoom:
        """Return the room of a new exercise."""
        path = desk.folders.exercises / f"{NEW}.yaml"
        left = None if name else KeptDrafts(desk.folders.data, ASIDE).of(path)
        if left is None:
            return cls(desk, ExerciseDraft.begun(path, desk.library.exercises, name))
        room = cls(desk, ExerciseDraft(path, desk.library.exercises, left.text, None))
        room.page.say("What you began and did not save is here again.")
        return room

    @classmethod
    def opened(cls, desk: Desk, key: str) -> ExerciseRoom:
        """Return the room of an exercise: the person's own is changed, of another one a copy is made.

        Raises NotTakenError where its file cannot be read.
        """
        shelf = desk.library.exercises
        path = shelf.paths.get(key)
        if path is None:
            raise NotTakenError(f"there is no exercise {key!r}.")
        if path.parent == desk.folders.exercises:
            draft = ExerciseDraft.opened(path, shelf)
            left = KeptDrafts(desk.folders.data, ASIDE).of(path)
            room = cls(desk, draft)
            if left is not None and left.before == draft.text:
                draft.type_over(left.text, "What was not saved")
                room.page.show_draft()
                room.page.say("What you changed and did not save is here again.")
            return room
        name = f"{desk.name_of(key)}, my own"
        new = desk.folders.exercises / f"{NEW}.yaml"
        return cls(desk, ExerciseDraft.copied(path, new, shelf, name))

    def _connect(self) -> None:
        page = self.page
        page.save_requested.connect(self.save)
        page.back_requested.connect(self.leave)
        page.files_requested.connect(self._choose_files)
        page.brought.connect(self.bring)
        page.answered.connect(self._answer)
        page.draft_changed.connect(self._quiet.start)
        self._quiet.timeout.connect(self.keep_aside)
        self._aside.refused.connect(self._say)

    # Pictures

    @Slot(object)
    def bring(self, mime: QMimeData) -> None:
        """Take in the pictures that were dropped or pasted: files, else pixels."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.bring_files(paths)
        elif mime.hasImage():
            image = mime.imageData()
            if isinstance(image, QImage):
                self._bring(partial(_put_image, image, self._stem(), self.draft.path.parent))

    def bring_files(self, paths: Sequence[Path]) -> None:
        """Take in the pictures in some files."""
        self._bring(partial(_put_files, paths, self.draft.path.parent))

    def _bring(self, work: Callable[[_Brought], None]) -> None:
        brought = _Brought()
        self._brought.append(brought)  # from now: who leaves meanwhile leaves no picture behind
        self._aside.run(partial(work, brought), partial(self._add, brought))

    def _stem(self) -> str:
        return file_key(self.draft.value(("name",)) or "", "picture")

    def _add(self, brought: _Brought, _: object) -> None:
        """Put the pictures that are in the folder now into the file."""
        if brought.files:
            try:
                self.draft.add_images(brought.files)
            except NotEditedError as refusal:
                self._say(str(refusal))
        if brought.refused:
            self._say("\n".join(brought.refused))
        self.page.show_draft()

    @Slot()
    def _choose_files(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in IMAGE_ENDINGS)
        files, _ = QFileDialog.getOpenFileNames(self.page, "Pictures of your own", "", f"Pictures ({kinds})")
        if files:
            self.bring_files([Path(file) for file in files])

    # Keeping and leaving

    @Slot()
    def save(self) -> bool:
        """Write the file; False where that is asked about first, or cannot be."""
        draft = self.draft
        if not draft.value(("name",)):
            self._say("Give it a name first: the exercise is found by it.")
            self.page.words.fields["name"].control.setFocus()
            return False
        try:
            outcome = draft.keep_as(self._free_path()) if self._new else draft.keep()
        except (OSError, NotTakenError) as problem:
            self._say(f"It could not be saved: {getattr(problem, 'strerror', None) or problem}. Nothing is lost yet.")
            return False
        if isinstance(outcome, Changed):
            gone = outcome.theirs is None
            what = "is no longer there" if gone else "was changed by another program meanwhile"
            self.page.ask(f"{draft.path.name} {what}.", WITHOUT if gone else BOTH)
            return False
        self._tell_saved()
        return True

    def _free_path(self) -> Path:
        """Return where a new exercise is kept: a name that neither an own exercise nor a bundled one bears."""
        key = file_key(self.draft.value(("name",)) or "", "exercise")
        taken = {*self._desk.library.exercises.names()}
        names = (key if n == 1 else f"{key}-{n}" for n in range(1, len(taken) + 3))
        folder = self._desk.folders.exercises
        return next(path for n in names if n not in taken and not (path := folder / f"{n}.yaml").exists())

    def _tell_saved(self) -> None:
        self._new = False
        self._forget_aside()
        self.saved.emit(self.draft.path.stem)
        self.draft.take_poses(self._desk.library.exercises)
        self.page.show_draft()
        self.page.say("")
        if self._then_close:
            self._close()

    @property
    def unsaved(self) -> bool:
        """Return whether something would be lost by leaving now."""
        self.page.give()
        return self.draft.changed and (self.draft.can_undo or bool(self.draft.value(("name",))))

    @Slot()
    def leave(self) -> bool:
        """Leave, or ask first where something would be lost; return whether it is left."""
        if self.unsaved:
            self.page.ask("What you changed is not saved.", LEAVE)
            return False
        self._close()
        return True

    @Slot()
    def keep_aside(self) -> None:
        """Keep what is not saved where no crash can take it."""
        draft = self.draft
        if not self.unsaved:
            self._forget_aside()
            return
        name = draft.value(("name",)) or draft.path.stem
        try:
            self._kept.keep(KeptDraft(str(draft.path), name, draft.before, draft.text))
        except OSError as refused:
            self.page.say(f"What is not saved cannot be kept aside: {refused.strerror or refused}. Save it soon.")

    def _forget_aside(self) -> None:
        self._quiet.stop()
        for path in {self.draft.path, self.draft.path.with_name(f"{NEW}.yaml")} if self._began else {self.draft.path}:
            self._kept.forget(path)

    def drop(self) -> None:
        """Go without a word; pictures that were not kept go too."""
        self._quiet.stop()
        self._aside.close()
        self._clear_up()
        self.deleteLater()

    def _close(self) -> None:
        self._forget_aside()
        self.closed.emit("" if self._new else self.draft.path.stem)

    def _clear_up(self) -> None:
        # Pictures that came here and were not kept in the end; undo might have brought them back until now.
        for name in (name for brought in self._brought for name, _ in brought.files):
            if name not in (self.draft.before or ""):
                (self.draft.path.parent / name).unlink(missing_ok=True)

    @Slot()
    def look_again(self) -> None:
        """Take what another program wrote meanwhile, where nothing of one's own is lost by that."""
        self.draft.take_poses(self._desk.library.exercises)
        try:
            if self._new or self.draft.changed or self.draft.elsewhere() is None:
                self.page.show_draft()
                return
            self.draft.take_theirs()
        except (OSError, NotTakenError):
            return  # it is gone, or cannot be read just now: saving will ask
        self.page.show_draft()
        self.page.say("Another program changed this file: this is how it is now.")

    @Slot(str)
    def _answer(self, answer: str) -> None:
        if answer == "save":
            self._then_close = True
            self._then_close = self.save()
        elif answer == "drop":
            self._close()
        elif answer in ("over", "both", "theirs"):
            self._settle(answer)

    def _settle(self, answer: str) -> None:
        """Write mine over theirs, both under two names, or take theirs."""
        try:
            if answer == "over":
                self.draft.keep_over()
            elif answer == "both":
                self.draft.keep_as(self._free_path())
                self._new = False
            else:
                self.draft.take_theirs()
        except (OSError, NotTakenError) as problem:
            self._say(f"That cannot be done: {getattr(problem, 'strerror', None) or problem}.")
            return
        self._tell_saved()

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.page.say(sentence)


class _Brought:
    """What came of pictures: the names and seconds of those that lie in the folder, and why others do not."""

    def __init__(self) -> None:
        self.files: list[tuple[str, float | None]] = []
        self.refused: list[str] = []

    def put(self, ready: Sequence[ReadyImage], folder: Path) -> None:
        """Put pictures into the folder."""
        for one in ready:
            self.files.append((put(one, folder), one.seconds))


def _put_files(paths: Sequence[Path], folder: Path, brought: _Brought) -> None:
    """Put the pictures in some files into the folder; on a worker."""
    if len(paths) > MOST_AT_ONCE:
        brought.refused.append(f"The first {MOST_AT_ONCE} of {len(paths)} pictures were taken.")
    for path in paths[:MOST_AT_ONCE]:
        try:
            brought.put(ready_file(path), folder)
        except FileRefusedError as refusal:
            brought.refused.append(str(refusal))


def _put_image(image: QImage, stem: str, folder: Path, brought: _Brought) -> None:
    """Put pixels into the folder; on a worker."""
    brought.put((ready_image(image, stem),), folder)
