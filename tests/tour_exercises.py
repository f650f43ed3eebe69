"""The states of the tour that show exercises of a person's own: their page, and their pictures in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from app.core.lengths import Count, Span
from app.core.moments import Command
from app.core.plan import Kind
from app.core.planning import hold_plan, make_plan
from app.core.routine import Phase, Routine, Step
from app.ui.pages.exercise_page import ExercisePage
from app.ui.pages.exercise_picture import POSE
from app.ui.pages.hold_page import HoldPage
from tests.tour_taking import picture

if TYPE_CHECKING:
    from app.core.exercise import Exercise
    from tests.tour import Tour

BRIDGE = """name: Bridge on one leg
summary: Wakes the seat, and lets the lower back rest.
needs: [mat]
sides: [right, left]
setup:
  - Lie on your back, knees bent.
  - Cross the {side} ankle over the {other side} knee.
  - Lift the hips.
cues:
  - Let the shoulders sink.
  - Push through the heel.
easier:
  - {text: Both feet on the mat., key: both}
"""
PICTURES = """picture:
  - {image: rest.png, for: 2 s, alt: On the back.}
  - {image: hips.png, for: 2 s}
  - {image: up.png, key: up}
  - {image: both.png, key: both}
"""


def write(tour: Tour, more: str, words: str = BRIDGE) -> None:
    """Write the exercise of one's own with its pictures into the data folder."""
    folder = tour.window.desk.folders.exercises
    for name, colour in (("rest", "#335577"), ("hips", "#775533"), ("up", "#337755"), ("both", "#553377")):
        picture(folder / f"{name}.png", name, colour)
    (folder / "broken.png").write_text("no picture")
    (folder / "bridge.yaml").write_text(words + more)
    tour.window.desk.forget_library()


def exercise(tour: Tour, more: str) -> Exercise:
    """Return the exercise of one's own, written as above."""
    write(tour, more)
    found = tour.window.desk.library.exercises.find("bridge")
    assert found is not None
    return found


def page(tour: Tour, more: str, words: str = BRIDGE) -> ExercisePage:
    """Return the page of that exercise."""
    write(tour, more, words)
    tour.window.show_page("hold")
    tour.window.edit_exercise("bridge")
    assert isinstance(tour.window.page, ExercisePage)
    return tour.window.page


def exercise_new(tour: Tour) -> None:
    """A new exercise, nothing written yet."""
    tour.window.show_page("hold")
    tour.window.new_exercise()


def exercise_words(tour: Tour) -> None:
    """Words, and what is wrong in them."""
    shown = page(tour, "settle: soon\n", BRIDGE.replace("cues:", "works: hips\ncues:"))
    shown.draft.set_texts("needs", ["mat", "towl"])
    shown.draft.set_texts("cues", ["Let the shoulders sink.", "Push through the {sied} heel."])
    shown.show_draft()
    shown.words.fields["cues"].control.setFocus()


def exercise_pose(tour: Tour) -> None:
    """The pose of another exercise is picked."""
    shown = page(tour, "picture: figure of pigeon\n")
    tour.settle()
    shown.picture.button(POSE).setFocus()
    if shown.picture.picker is not None:
        shown.form.ensureWidgetVisible(shown.picture.picker)
        shown.picture.picker.search.setFocus()


def exercise_pictures(tour: Tour) -> None:
    """Pictures of one's own."""
    shown = page(tour, PICTURES)
    tour.settle()
    shown.picture.cards[0].fields["alt"].control.setFocus()


def exercise_leaving(tour: Tour) -> None:
    """What was changed is not saved."""
    shown = page(tour, PICTURES)
    shown.draft.set_text("summary", "Wakes the seat.")
    shown.show_draft()
    assert tour.window.exercise_room is not None
    tour.window.exercise_room.leave()


def exercise_change(tour: Tour) -> None:
    """An exercise is to be changed instead of held."""
    exercise(tour, PICTURES)
    tour.window.show_page("hold")
    assert isinstance(tour.window.page, HoldPage)
    tour.window.page.change.click()


def exercise_text(tour: Tour) -> None:
    """A file that can only be put right as text."""
    page(tour, "cues:\n- [unclosed\n")


def exercise_faults(tour: Tour) -> None:
    """Files that cannot be done, among those that can."""
    write(tour, "picture: figure of pigon\nsettle: soon\n")
    tour.window.show_page("hold")
    assert isinstance(tour.window.page, HoldPage)
    QTest.qWait(50)
    tour.window.page.verticalScrollBar().setValue(99_999)


def own_picture(tour: Tour) -> None:
    """A picture of one's own on the left side."""
    tour.play(hold_plan(exercise(tour, PICTURES), Span(60, 60)))
    tour.skip_to(lambda: (s := tour.player.moment.segment).kind is Kind.WORK and s.position == "left")
    tour.wait(3)


def own_phase(tour: Tour) -> None:
    """A phase with a picture of its own."""
    phases = (Phase("up", Span(30, 30)), Phase("down", Span(30, 30)))
    step = Step(exercise(tour, PICTURES), reps=Count(2, 2), rep=phases)
    tour.play(make_plan(Routine("r", "Bridges", (step,))))
    tour.skip_to(lambda: tour.player.moment.segment.kind is Kind.WORK)
    tour.wait(3)


def own_easier(tour: Tour) -> None:
    """An easier form with a picture of its own."""
    tour.play(hold_plan(exercise(tour, PICTURES), Span(60, 60)))
    tour.skip_to(lambda: tour.player.moment.segment.kind is Kind.WORK)
    tour.player.command(Command.EASIER)
    tour.wait(3)


def own_broken(tour: Tour) -> None:
    """A picture that cannot be read: words in its place."""
    tour.play(hold_plan(exercise(tour, "picture: [{image: broken.png}]\n"), Span(60, 60)))
    tour.skip_to(lambda: tour.player.moment.segment.kind is Kind.WORK)
    tour.wait(3)
    QTest.qWait(100)


EXERCISES = (
    exercise_new, exercise_words, exercise_pose, exercise_pictures, exercise_leaving, exercise_change,
    exercise_text, exercise_faults, own_picture, own_phase, own_easier, own_broken,
)  # fmt: skip
