"""Figures drawn in a process of their own, which ends when no more are wanted.

Drawing takes numpy, the body's numbers and large arrays for a moment: some 100 MB that Python would never give back
whole, and work that would hold up the window's thread just when a hold changes. The process is started for the first
picture, works at a lower priority, and takes its memory with it. Where none can be started, the window draws itself.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.ui.figure_frames import FigureDrawer

if TYPE_CHECKING:
    from app.storage.kept_frames import KeptFrame
    from app.ui.figure_drawing import Pixels
    from app.ui.picture_wishes import Wanted, Way

PARTING = 2.0  # seconds in which the process may end by itself
OTHERWISE = {  # in the process's environment
    "OPENBLAS_NUM_THREADS": "1",  # several threads would only get in the way of the window's
    # Large arrays come and go with every picture: the GNU library is to keep their memory while the process lives.
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(256 * 1024 * 1024),
    "MALLOC_TOP_PAD_": str(16 * 1024 * 1024),
}
_early: list[subprocess.Popen[bytes]] = []  # started for whoever draws first
CHILD = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from app.ui.figure_answers import answer_requests; "
    "answer_requests()"
)


class FigureProcess(FigureDrawer):
    """Draws as `FigureDrawer` does, elsewhere; after `close` it draws nothing more."""

    def __init__(
        self, own: Path | None = None, person: str = "woman", skin: int = 1, cache: Path | None = None
    ) -> None:
        super().__init__(own, person, skin, cache)
        self._who = (own, person, skin, cache)
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        early = _early.pop() if _early else None
        if early is not None:
            self._take(early)

    def pixels(self, wanted: Wanted, quick: bool = False) -> Pixels | None:
        """Return the figure of a position on a clear ground; None where it cannot be drawn."""
        drawn: Pixels | None = self._ask("pixels", wanted, quick)
        return drawn

    def way_frame(self, way: Way, number: int) -> KeptFrame | None:
        """Return one frame of a way; None where it cannot be drawn."""
        frame: KeptFrame | None = self._ask("way_frame", way, number)
        return frame

    def rest(self) -> None:
        """End the process: no picture is wanted just now."""
        super().rest()
        child, self._child = self._child, None
        if child is not None:
            end(child)

    def close(self) -> None:
        """Draw nothing more, also what is being drawn. From any thread."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()

    def _ask(self, what: str, *given: object) -> Any:
        """Return what the process answers; one that was ended from outside is started once more."""
        for _ in range(2):
            if self._closed:
                return None
            try:
                child = self._running()
            except OSError:
                return getattr(super(), what)(*given)
            try:
                answer, letters = ask(child, (what, given))
            except (OSError, EOFError, pickle.UnpicklingError):
                self._child = None
                end(child)
                continue
            self._letters.update(letters)
            return answer
        if self._closed:
            return None
        raise ChildProcessError(f"The process that draws figures ended twice over {given[0]}.")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            child = start()
            self._take(child)
            return child
        return self._child

    def _take(self, child: subprocess.Popen[bytes]) -> None:
        """Have a process draw from now on; it makes itself ready while nothing is asked of it yet."""
        self._child = child
        weakref.finalize(self, end, child)
        with contextlib.suppress(OSError):  # it has ended: whoever asks it first finds that out
            tell(child, self._who)


def start_early() -> None:
    """Start a process before it is known who is to be drawn: the next one that draws takes it."""
    with contextlib.suppress(OSError):  # then the window draws, as it does later on
        if not _early:
            _early.append(start())


def start() -> subprocess.Popen[bytes]:
    """Return the process, started; raises OSError where it cannot be."""
    if getattr(sys, "frozen", False):
        raise OSError("A program packed into one file has no interpreter to start.")
    root = str(Path(__file__).resolve().parent.parent.parent)
    return subprocess.Popen(
        [sys.executable, "-P", "-c", CHILD, root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **OTHERWISE},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # only Windows has it
    )


def tell(child: subprocess.Popen[bytes], what: object) -> None:
    """Send the process something."""
    assert child.stdin is not None
    pickle.dump(what, child.stdin)
    child.stdin.flush()


def ask(child: subprocess.Popen[bytes], request: tuple[str, tuple[object, ...]]) -> tuple[Any, dict[Any, Any]]:
    """Return the process's answer; raises OSError or EOFError where it ended."""
    assert child.stdout is not None
    tell(child, request)
    answer: tuple[Any, dict[Any, Any]] = pickle.load(child.stdout)  # our own process wrote it
    return answer


def end(child: subprocess.Popen[bytes]) -> None:
    """Let a process end by itself, or end it, and forget it. Once more does nothing."""
    if child.stdin is not None and not child.stdin.closed:
        try:
            child.stdin.close()
        except OSError:
            child.kill()  # what was to be sent has nobody to read it
    try:
        child.wait(PARTING)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()
