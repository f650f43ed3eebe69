"""The states of the tour that show the editor of a routine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from app.storage.kept_drafts import KeptDraft, KeptDrafts
from app.ui.pages.editor_page import EditorPage

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.yaml_spans import At
    from tests.tour import Tour

ROUTINE = """# from my physiotherapist
format: 1
name: Hips and back, mornings
summary: A circuit and long holds for the days in the office.
goal: [relax, mobility]
helps: [lower back, hips]
steps:
  - do: supine-hamstring-stretch   # slowly
    hold: 3-5 min
    each: side
  - repeat: 2-3
    rest: 30 s
    steps:
      - do: cat-cow
        reps: 6
        rep: [cow 5 s, cat 5 s]
      - {name: Bridge, reps: 10, hold: 5 s, sets: 2, rest: 20 s, load: 8 kg}
  - choose:
      - do: pigeon
        hold: 2-3 min
        each: [right knee forward, left knee forward]
        say: [{at: half, text: Breathe out.}, {every: 60 s, text: Still.}]
      - {do: thread-the-needle, hold: 2-3 min, each: side, when: pigeon bothers your knees}
  - do: sphinx
    hold: 1-2 min
    note: hold on to the cushion
  - do: legs-up-the-wall
    hold: 5-10 min
    sound: quiet
    optional: yes
"""
PLAIN = "pigeon 2 min each side\n10 x 5 s bridge, rest 30 s\nsphynx 90 s slowly\nbuy milk\nlegs up the wall 5-10 min"


def opened(tour: Tour, at: At = (), text: str = ROUTINE) -> EditorPage:
    """Open a routine of one's own in the editor, with a row chosen."""
    path = written(tour, text)
    tour.window.edit(str(path))
    page = tour.window.page
    assert isinstance(page, EditorPage)
    page.choose(at)
    tour.settle()
    return page


def written(tour: Tour, text: str) -> Path:
    """Write the routine's file."""
    folder = tour.window.desk.folders.routines
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "hips.yaml"
    path.write_text(text, encoding="utf-8")
    tour.window.desk.forget_library()
    return path


def editor_new(tour: Tour) -> None:
    """A new routine, its name to be typed."""
    tour.window.edit_new()


def editor_routine(tour: Tour) -> None:
    """The routine's own fields."""
    opened(tour)


def editor_step(tour: Tour) -> None:
    """A step with a range on each side."""
    opened(tour, ("steps", 0))


def editor_inline(tour: Tour) -> None:
    """An exercise of one's own within a circuit."""
    opened(tour, ("steps", 1, "steps", 1))


def editor_circuit(tour: Tour) -> None:
    """A circuit."""
    opened(tour, ("steps", 1))


def editor_alternative(tour: Tour) -> None:
    """One of a choice, its sides named, with lines that are said."""
    opened(tour, ("steps", 2, "choose", 0))


def editor_problem(tour: Tour) -> None:
    """A dose that is none, in the checker's words."""
    page = opened(tour, ("steps", 3))
    page.draft.set(("steps", 3, "hold"), "three minutes")
    page.show_draft()
    page.form.take_focus()


def editor_picker(tour: Tour) -> None:
    """The exercises to pick from."""
    page = opened(tour, ("steps", 0))
    page.add()
    QTest.keyClicks(page.picker.search, "back")


def editor_text(tour: Tour) -> None:
    """A broken file as text."""
    opened(tour, (), ROUTINE.replace("2-3 min\n", "two or three\n").replace("reps: 6", "reps: six"))


def editor_plain_text(tour: Tour) -> None:
    """Steps typed as plain text, with the answers."""
    page = opened(tour, ("steps", 3))
    page.open_paste()
    page.paste.text.setPlainText(PLAIN)


def editor_leaving(tour: Tour) -> None:
    """The question before changes are left."""
    page = opened(tour, ("steps", 0))
    page.duplicate()
    page.ask_leave()


def editor_two_writers(tour: Tour) -> None:
    """Another program changed the file."""
    page = opened(tour, ("steps", 0))
    page.duplicate()
    page.draft.path.write_text(f"{ROUTINE}# theirs\n", encoding="utf-8")
    assert tour.window.editor is not None
    tour.window.editor.look()


def editor_unsaved(tour: Tour) -> None:
    """The library after changes that were not saved, with a file that cannot be played."""
    path = written(tour, ROUTINE.replace("5-10 min", "long"))
    kept = KeptDraft(str(path), "Hips and back, mornings", None, ROUTINE)
    KeptDrafts(tour.window.desk.folders.data).keep(kept)
    tour.window.show_page("library")
    QTest.qWait(700)  # until the watcher has told of the file


EDITOR = (
    editor_new, editor_routine, editor_step, editor_inline, editor_circuit, editor_alternative, editor_problem,
    editor_picker, editor_text, editor_plain_text, editor_leaving, editor_two_writers, editor_unsaved,
)  # fmt: skip
