"""The states of the tour that show a file from elsewhere before it is taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from app.storage.parcel import Parcel
from app.storage.shared_file import shared_bytes
from tests.storage.giving import put

if TYPE_CHECKING:
    from tests.tour import Tour

EVENING = """format: 1
name: Evening for the hips
summary: What Dr. Grey showed me, slowly and without pain.
by: Dr. Grey
steps:
  - {do: wall-slide, reps: 8, rep: [up 4 s, down 4 s], note: stop where it pinches}
  - choose:
      - {do: pigeon, hold: 2-3 min, each: side}
      - {do: thread-the-needle, hold: 2-3 min, each: side, when: pigeon bothers your knees}
  - {do: heel-drop, hold: 40 s, each: side, sets: 2, rest: 20 s}
  - {do: legs-up-the-wall, hold: 5-10 min, sound: quiet}
"""
TEXT = """My back plan

pigeon 2 min each side
10 x 5 s bridge, rest 30 s
3 sets of 12 rows with 8 kg, slowly
something odd
legs up the wall 7 min
see you in two weeks!
"""
XML = """<exercises>
  <exercise><title>Shoulder-arm stretch</title>
    <description>Keep one arm stretched across the chest. Push it gently with the other arm.</description>
    <sequence duration="40"><image src="arm.png" duration="4"/><image src="arm.png" mirrorx="yes" duration="4"/>
      <image src="gone.png" duration="4"/></sequence></exercise>
  <exercise><title>Look into the darkness</title><sequence duration="20"/></exercise>
</exercises>
"""


def picture(file: Path, words: str, colour: str) -> None:
    """Paint a picture as a person's own might be."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    painter = QPainter(image)
    painter.setPen(QColor("white"))
    font = painter.font()
    font.setPixelSize(90)
    painter.setFont(font)
    painter.drawText(QRect(0, 0, 640, 480), 0x84, words)
    painter.end()
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(file))


def given(tour: Tour) -> Path:
    """Return a folder for files from elsewhere, beside what the window keeps."""
    folder = tour.window.desk.folders.data / "given"
    folder.mkdir(exist_ok=True)
    return folder


def shown(tour: Tour, file: Path) -> None:
    """Offer a file and wait until its page says what is in it."""
    tour.window.offer_files([file])
    for _ in range(100):
        room = tour.window.taking
        if room is not None and room.page.title:
            break
        QTest.qWait(30)


def shared(tour: Tour) -> Path:
    """Return a shared file with two exercises and their pictures."""
    folder = given(tour)
    for name, colour in (("up.png", "#7a8f6a"), ("down.png", "#6a7a8f"), ("heel.png", "#8f6a7a")):
        picture(folder / name, name[:-4], colour)
    files = {
        "routines/evening.yaml": EVENING.encode(),
        "exercises/wall-slide.yaml": b"name: Wall slide\nneeds: [wall]\npicture:\n"
        b"  - {image: up.png, for: 4 s}\n  - {image: down.png, for: 4 s}\n",
        "exercises/heel-drop.yaml": b"name: Heel drop\nsides: [right, left]\npicture: [{image: heel.png}]\n",
        **{f"exercises/{name}": (folder / name).read_bytes() for name in ("up.png", "down.png", "heel.png")},
    }
    (folder / "evening.holdwell").write_bytes(shared_bytes(Parcel("x", "evening", files)))
    return folder / "evening.holdwell"


def taking_shared(tour: Tour) -> None:
    """A shared file with exercises and pictures."""
    shown(tour, shared(tour))


def taking_clash(tour: Tour) -> None:
    """The same where another routine and another exercise have those names."""
    put(tour.window.desk.folders.data, {
        "routines/evening.yaml": EVENING.replace("8, rep", "6, rep").encode(),
        "exercises/heel-drop.yaml": b"name: Heel drop\nsides: [right, left]\n",
    })  # fmt: skip
    shown(tour, shared(tour))


def taking_text(tour: Tour) -> None:
    """Plain text, line by line."""
    file = given(tour) / "plan.txt"
    file.write_text(TEXT)
    shown(tour, file)


def taking_workrave(tour: Tour) -> None:
    """Exercises from Workrave."""
    picture(given(tour) / "arm.png", "→", "#5a7a6f")
    file = given(tour) / "exercises.xml"
    file.write_text(XML)
    shown(tour, file)


def taking_refused(tour: Tour) -> None:
    """A file with problems."""
    file = given(tour) / "evening.yaml"
    file.write_text(EVENING.replace("40 s", "a while").replace("do: pigeon", "do: pidgeon"))
    shown(tour, file)


TAKING = (taking_shared, taking_clash, taking_text, taking_workrave, taking_refused)
