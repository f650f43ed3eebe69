"""How fast figures come and what their movement costs: first picture, frame, thumbnails from disk, CPU of the stage.

    python bench/figure_speed.py [EXERCISE]     (Linux; give a screen, or QT_QPA_PLATFORM=offscreen, for the stage)

Prints milliseconds of processor time and percent of one core; asserts nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QRect, QSize, Qt, QThreadPool, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.core.exercise import Exercise
from app.paths import bundled
from app.storage.library import Library
from app.ui.figure_frames import FigureDrawer
from app.ui.figure_process import FigureProcess
from app.ui.picture_wishes import Wanted, Way
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.figure_stage import FigureStage, StageValue
from app.ui.widgets.look import Type, theme_look
from app.ui.widgets.stage_motion import TICK, Motion
from app.ui.widgets.stage_picture import PictureWanted

STAGE = (736, 552)  # the picture in a window of 1366x768
SECONDS = 10.0
MOVING = (570, 345)  # pixels of it that change with every frame, about


def spent(what: str, began: tuple[float, float]) -> None:
    """Print what was spent since a moment: processor time and time on the wall."""
    cpu, wall = time.process_time() - began[0], time.perf_counter() - began[1]
    print(f"{what:46} {cpu * 1000:7.0f} ms of processor  {wall * 1000:7.0f} ms", flush=True)


def now() -> tuple[float, float]:
    """Return the processor's and the wall's clock."""
    return time.process_time(), time.perf_counter()


def drawn(exercise: Exercise) -> None:
    """Print what one exercise's pictures take."""
    drawer = FigureDrawer()
    wanted = Wanted(exercise.key, exercise.sides, None, None, STAGE, dark=False)
    for what in ("first picture of the program (numpy, body)", "the same again, scene at hand"):
        began = now()
        drawer.draw(wanted, quick=True)
        spent(what, began)
    drawer.rest()
    began = now()
    drawer.draw(wanted, quick=True)
    spent("the same, scene let go and set up again", began)
    other = Wanted("pigeon", (), None, None, STAGE, dark=False)
    began = now()
    drawer.draw(other, quick=True)
    spent("first picture of another exercise (pigeon)", began)
    began = now()
    drawer.draw(wanted)
    spent("smooth picture", began)
    scene = drawer.scene(exercise.key)
    if scene is not None and len(names := scene.figure.names()) > 1:
        way = Way(exercise.key, names[0], names[1], STAGE, dark=False, steps=60)
        drawer.frame(way, 0)
        began = now()
        frame = drawer.frame(way, 20)
        spent("one frame that moves", began)
        if frame is not None:
            print(f"{'':46} {frame.bytes / 1e6:.2f} MB in {len(frame.pieces)} pieces")


def from_the_process(exercise: Exercise) -> None:
    """Print how long a picture takes from asking to having it, drawn in the process that draws figures."""
    wanted = Wanted(exercise.key, exercise.sides, None, None, STAGE, dark=False)
    others = [Wanted(key, (), None, None, STAGE, dark=False) for key in ("pigeon", "lat-pulldown", "locust")]
    with tempfile.TemporaryDirectory() as folder:
        for what in ("nothing kept", "set-ups kept"):
            process, before = FigureProcess(cache=Path(folder)), 0
            for name, one in (("process cold", wanted), *((f"warm, {other.exercise}", other) for other in others)):
                began = now()
                process.draw(one, quick=True)
                wall, cpu = (time.perf_counter() - began[1]) * 1000, worked(process)
                print(
                    f"{f'first picture, {what}, {name}':52} {wall:7.0f} ms, {cpu - before} of its processor", flush=True
                )
                before = cpu
            began = now()
            process.draw(others[0])
            print(f"{'its smooth picture':52} {(time.perf_counter() - began[1]) * 1000:7.0f} ms", flush=True)
            process.close()
            process.rest()


def worked(process: FigureProcess) -> int:
    """Return how many milliseconds of processor time the process that draws has had, to the nearest ten."""
    assert process._child is not None
    fields = Path(f"/proc/{process._child.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return round((int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK"))


def wait_for(done: list[str], pictures: Pictures, count: int) -> None:
    """Let events pass until so many pictures have arrived."""
    loop = QEventLoop()

    def take(name: str) -> None:
        done.append(name)
        if len(done) >= count:
            loop.quit()

    pictures.arrived.connect(take)
    QTimer.singleShot(60_000, loop.quit)
    if len(done) < count:
        loop.exec()


def thumbnails(library: Library, theme: Theme) -> None:
    """Print how long the pictures of all exercises take, drawn and from the cache folder."""
    with tempfile.TemporaryDirectory() as folder:
        for what in ("thumbnails of the library, drawn", "thumbnails of the library, from the cache"):
            pictures = Pictures(theme, Path(folder))
            pictures.set_source(FigureDrawer)
            began = now()
            asked = 0
            for key in library.exercises.names():
                exercise = library.exercises.find(key)
                if exercise is not None and exercise.figure and pictures.has_figure(key):
                    pictures.figure(key, exercise.sides, None, QSize(200, 150))
                    asked += 1
            wait_for([], pictures, asked)
            spent(f"{what} ({asked})", began)
            pictures.close()


class Blitted(QWidget):
    """Two ready pictures, as large as what moves, put onto the window in turn: what nobody can do with less."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._ready = [QPixmap(*MOVING) for _ in range(2)]
        for pixmap, colour in zip(self._ready, (Qt.GlobalColor.darkGreen, Qt.GlobalColor.darkBlue), strict=True):
            pixmap.fill(colour)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.update(QRect(QPoint(100, 150), QSize(*MOVING))))
        self._timer.start(TICK)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one of them."""
        self._ready.reverse()
        QPainter(self).drawPixmap(100, 150, self._ready[0])


def blitting() -> None:
    """Print what showing ready frames costs, without a figure."""
    window = QWidget()
    window.resize(1366, 768)
    Blitted(window).setGeometry(0, 0, 792, 660)
    window.show()
    run(1.0)
    began = now()
    run(SECONDS)
    cpu, wall = time.process_time() - began[0], time.perf_counter() - began[1]
    print(f"{'ready frames blitted alone':46} {100 * cpu / wall:7.2f} % of a core")


class Watched(FigureStage):
    """A stage that counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Count and paint."""
        self.painted += 1
        super().paintEvent(event)


def stage(exercise: Exercise, theme: Theme, start: str, end: str) -> None:
    """Print what the stage costs while the figure moves, and while it stands; drawn elsewhere, as in the program."""
    pictures = Pictures(theme)
    pictures.set_source(FigureProcess)
    window = QWidget()
    window.resize(1366, 768)
    shown = Watched(theme_look(theme), Type(theme), pictures, window)
    shown.setGeometry(0, 0, 792, 660)
    pictures.arrived.connect(lambda _name: shown.refresh())
    wanted = PictureWanted(exercise, None, end)
    shown.set_value(StageValue(wanted, ("Cat",), (), large=True))
    window.show()
    run(3.0)
    way = Motion(start, end, 4.0)
    began = now()
    shown.prepare([(wanted, way)])
    while pictures.movement.busy:
        run(0.2)
    spent(f"frames of the way ({pictures.movement.held / 1e6:.0f} MB)", began)
    for what, moves in (("stage while the figure moves", True), ("stage in a still hold", False)):
        turn = QTimer()
        turn.timeout.connect(lambda: shown.set_motion(way))
        if moves:
            shown.set_motion(way)
            turn.start(4000)
        else:
            shown.set_motion(None)
        run(0.5)
        shown.painted, began = 0, now()
        run(SECONDS)
        cpu, wall = time.process_time() - began[0], time.perf_counter() - began[1]
        turn.stop()
        pace = f"{shown.painted / wall:.1f} frames a second, clock of frames runs: {shown.ticking}"
        print(f"{what:46} {100 * cpu / wall:7.2f} % of a core, {pace}", flush=True)
    pictures.close()


def run(seconds: float) -> None:
    """Let events pass for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def main() -> None:
    """Measure everything in turn."""
    app = QApplication(sys.argv[:1])
    QThreadPool.globalInstance().setMaxThreadCount(1)
    theme = Theme()
    with tempfile.TemporaryDirectory() as data:
        library = Library(bundled(), Path(data))
        exercise = library.exercises.find(sys.argv[1] if len(sys.argv) > 1 else "cat-cow")
        assert exercise is not None
        # First, as in the program: drawing in this process would leave it larger, and each frame dearer.
        stage(exercise, theme, "cow", "cat")
        blitting()
        from_the_process(exercise)
        thumbnails(library, theme)
        drawn(exercise)
    QCoreApplication.processEvents()
    del app


if __name__ == "__main__":
    main()
