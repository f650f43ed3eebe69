"""Figures drawn as numbers, without Qt: scenes are set up once, pictures made when they are asked for."""

from __future__ import annotations

import hashlib
import itertools
import sys
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.core.figure.positions import START
from app.ui.picture_wishes import SMALL, LetterSpot

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.figure.few_colours import FewColours, Numbers
    from app.core.figure.scene import Moment, Scene, Setup
    from app.core.figure.shade import Picture
    from app.storage.kept_frames import KeptFrame
    from app.ui.picture_wishes import Wanted, Way

RING = 0.062  # the ring's radius, of the picture's height
STAGE = 960  # pixels of width up to which edges show so much that they are looked at more finely
QUICK = 450  # pixels of width: a quick picture is no wider
SCENES = 6  # kept set up; each holds its keyframes' points, about 2 MB a keyframe


class Pixels(NamedTuple):
    """A picture's red, green, blue, alpha, four bytes a pixel, row by row."""

    bits: bytes
    width: int
    height: int


class FigureDrawing:
    """Draws figures; everything but `stamp` and `letter` belongs to one thread."""

    def __init__(
        self, own: Path | None = None, person: str = "woman", skin: int = 1, cache: Path | None = None
    ) -> None:
        """Take the folder of the person's own figures, who is drawn, and where to keep what takes time to find."""
        self._own, self._person, self._skin, self._cache = own, person, skin, cache
        self._scenes: OrderedDict[str, Scene] = OrderedDict()
        self._contents: dict[tuple[Path, int, int], str] = {}
        self._setups: dict[str, Setup] = {}
        self._unknown: list[str] | None = None  # figures that may not have been set up yet; None: not looked for
        # Of the way that is being made its colours, its first frame, and its last one until it is asked for.
        self._first: tuple[Way, FewColours, Numbers, Numbers | None] | None = None
        self._looks: str | None = None
        self._letters: dict[tuple[str, str | None, str | None], LetterSpot] = {}

    def stamp(self, exercise: str) -> str | None:
        """Return what changes when the figure, the body or the way it is drawn changes; None: there is no figure."""
        from app.paths import bundled, is_file  # noqa: PLC0415 - the first paint does not need it

        for folder in (self._own, bundled() / "resources" / "figures"):
            path = None if folder is None else folder / f"{exercise}.yaml"
            if path is not None and is_file(path):
                if self._looks is None:
                    self._looks = _looks(bundled())
                return f"{self._content(path)}|{self._person}|{self._skin}|{self._looks}"
        return None

    def _content(self, path: Path) -> str:
        """Return what changes when the words in a figure's file change; an untouched file is read once."""
        try:
            state = path.stat()
            key = (path, state.st_mtime_ns, state.st_size)
            if key not in self._contents:
                self._contents[key] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        except OSError:
            return "unreadable"
        return self._contents[key]

    def scene(self, exercise: str) -> Scene | None:
        """Return an exercise's scene, set up where it was not; None where there is no good figure."""
        stamp = self.stamp(exercise)
        if stamp is None:
            return None
        if stamp in self._scenes:
            self._scenes.move_to_end(stamp)
            return self._scenes[stamp]
        scene = self._set_up(exercise, stamp)
        if scene is None:
            return None
        self._scenes[stamp] = scene
        while len(self._scenes) > SCENES:
            self._scenes.popitem(last=False)
        return scene

    def make_ready(self) -> None:
        """Have the body at hand before the first picture is asked for."""
        from app.storage.body_files import load_body, load_few, load_parts  # noqa: PLC0415 - numpy

        for load in (load_body, load_parts, load_few):
            load(self._person)

    def set_up_another(self) -> bool:
        """Find for one more figure what takes time to find, and keep it; return whether there may be more of them."""
        from app.paths import is_file  # noqa: PLC0415 - the first paint does not need it
        from app.storage.figure_setups import shipped_setup  # noqa: PLC0415 - numpy
        from app.storage.figures import Figures  # noqa: PLC0415 - numpy

        if self._cache is None:
            return False
        if self._unknown is None:
            self._unknown = list(Figures(self._own).names())
        while self._unknown:
            exercise = self._unknown.pop()
            stamp = self.stamp(exercise)
            if stamp is None or is_file(self._setup_file(self._cache, stamp)):
                continue
            if shipped_setup(stamp) is None:
                self._set_up(exercise, stamp)
                return True
        return False

    def _set_up(self, exercise: str, stamp: str) -> Scene | None:
        from app.core.figure.pose import Figure  # noqa: PLC0415 - numpy
        from app.core.figure.scene import Scene  # noqa: PLC0415 - as above
        from app.storage.body_files import load_body, load_few, load_parts  # noqa: PLC0415 - as above
        from app.storage.figures import Figures  # noqa: PLC0415 - as above

        figure = Figures(self._own).figure_for(exercise)
        if not isinstance(figure, Figure):
            return None
        known = self._setups.get(stamp) or self._kept_setup(stamp)
        scene = Scene(figure, load_body(self._person), load_parts(self._person), load_few(self._person), known)
        self._setups[stamp] = scene.setup
        if known is None:
            self._keep_setup(stamp, scene.setup)
        return scene

    def _kept_setup(self, stamp: str) -> Setup | None:
        """Return what came with the program, or was kept of an earlier scene; None where nothing can be read."""
        from app.storage.figure_setups import read_setup, shipped_setup  # noqa: PLC0415 - numpy

        shipped = shipped_setup(stamp)
        return read_setup(self._setup_file(self._cache, stamp)) if shipped is None and self._cache else shipped

    def _keep_setup(self, stamp: str, setup: Setup) -> None:
        from app.storage.figure_setups import write_setup  # noqa: PLC0415 - numpy

        if self._cache is not None:
            write_setup(self._setup_file(self._cache, stamp), setup)

    @staticmethod
    def _setup_file(cache: Path, stamp: str) -> Path:
        return cache / "figures" / f"{hashlib.sha256(stamp.encode()).hexdigest()[:24]}.json"

    def rest(self) -> None:
        """Let go of the scenes: no picture is wanted just now."""
        self._scenes.clear()
        self._first = None
        import ctypes  # noqa: PLC0415 - long after the first paint

        # The GNU library keeps some 20 MB of freed arrays for itself unless it is asked; others have no such function.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
        if trim is not None:
            trim(0)

    def letter(self, exercise: str, position: str | None, frame: str | None) -> LetterSpot | None:
        """Return where the ring of a large picture drawn before stands; None where it has none. From any thread."""
        return self._letters.get((exercise, position, frame))

    def letters(self) -> dict[tuple[str, str | None, str | None], LetterSpot]:
        """Return where all rings stand that were worked out."""
        return dict(self._letters)

    def close(self) -> None:
        """Draw nothing more; there is nothing here that goes on by itself."""

    def know_letter(self, wanted: Wanted, spot: LetterSpot | None) -> None:
        """Take where the ring stands on a picture that was read from the cache."""
        if spot is not None:
            self._letters[wanted.exercise, wanted.position, wanted.frame] = spot

    def pixels(self, wanted: Wanted, quick: bool = False) -> Pixels | None:
        """Return the figure of a position on a clear ground; None where it cannot be drawn.

        A `quick` one has rough edges, and where it is very large it is smaller.
        """
        from app.core.figure.scene import Moment  # noqa: PLC0415
        from app.core.figure.turning import letter_spot, limb_of, shown  # noqa: PLC0415

        scene = self.scene(wanted.exercise)
        if scene is None:
            return None
        what = shown(scene.figure, wanted.sides, wanted.position, wanted.frame)
        width, height = wanted.size
        limb = limb_of(scene.figure, wanted.position)
        if limb is not None and (wanted.exercise, wanted.position, wanted.frame) not in self._letters:
            side, name = limb
            radius = RING * height
            drawn = side.other if what.mirrored else side
            x, y = letter_spot(scene, what.key, (drawn, name), (float(width), float(height)), radius)
            spot = LetterSpot((width - x if what.mirrored else x) / width, y / height, side.value[0].upper())
            self._letters[wanted.exercise, wanted.position, wanted.frame] = spot
        # What is on the stage of a middling screen stands for minutes, and comes after a quick one: it may take longer.
        fine = 3 if SMALL < width <= STAGE else 2
        if quick:
            # For a moment fewer pixels do: half as many in each direction, or a third.
            part = -(-width // QUICK)
            width, height, fine = width // part, height // part, 1
        picture = self._drawn(scene, Moment(what.key), (width, height), wanted.dark, fine=fine)
        # Mirrored, it is exactly the other way round, light and props too.
        return Pixels((picture[:, ::-1] if what.mirrored else picture).tobytes(), width, height)

    def way_frame(self, way: Way, number: int) -> KeptFrame | None:
        """Return one frame of a way, cut to where it differs from the first; None where it cannot be drawn.

        It is kept in the cache folder.
        """
        from app.storage.kept_frames import add_frame  # noqa: PLC0415 - on the worker

        frame, stamp = self._cut(way, number), self.stamp(way.exercise)
        if frame is not None and stamp is not None and self._cache is not None:
            add_frame(way_file(self._cache, stamp, way), frame)
        return frame

    def _cut(self, way: Way, number: int) -> KeptFrame | None:
        from app.ui.frame_cutting import cut  # noqa: PLC0415 - numpy

        scene = self.scene(way.exercise)
        if scene is None or not {way.start, way.end} <= {None, START, *scene.figure.names()}:
            return None
        if START in (way.start, way.end) and scene.figure.start is None:
            return None
        if self._first is None or self._first[0] != way:
            self._first = (way, *self._begun(scene, way))
        _, colours, first, last = self._first
        if number == 0:
            return cut(first, None, colours, 0, far=reach(scene, self._moments(scene, way), way.size))
        picture = last if number == way.steps else None
        if picture is None:
            picture = colours.numbers(self._way_picture(scene, way, number / way.steps))
        self._first = (way, colours, first, None if number == way.steps else last)
        return cut(picture, first, colours, number)

    def _begun(self, scene: Scene, way: Way) -> tuple[FewColours, Numbers, Numbers]:
        """Return the colours of a way, its first frame and its last one."""
        from app.core.figure.few_colours import FewColours  # noqa: PLC0415 - numpy

        ends = [self._way_picture(scene, way, share) for share in (0.0, 1.0)]
        colours = FewColours(ends)
        return colours, colours.numbers(ends[0]), colours.numbers(ends[1])

    def _moments(self, scene: Scene, way: Way) -> Callable[[float], Moment]:
        """Return what gives the moment at a share of a way's time: from the start on, where it leads there."""
        from app.core.figure.scene import Moment  # noqa: PLC0415 - numpy

        start, end = (scene.figure.key(key).name for key in (way.start, way.end))
        if end == START:
            return lambda share: Moment(end, start, 1 - share, way.turns)
        return lambda share: Moment(start, end, share, way.turns)

    def _way_picture(self, scene: Scene, way: Way, share: float) -> Picture:
        return self._drawn(scene, self._moments(scene, way)(share), way.size, way.dark, moves=True)

    def _drawn(
        self, scene: Scene, moment: Moment, size: tuple[int, int], dark: bool, *, fine: int = 2, moves: bool = False
    ) -> Picture:
        theme = "dark" if dark else "light"
        return scene.picture(moment, *size, theme=theme, skin=self._skin, fine=fine, moves=moves)


def import_what_draws() -> None:
    """Import numpy and all that comes with it: a process that is there for nothing else begins with that."""
    import app.core.figure.scene  # noqa: PLC0415 - as said
    import app.core.figure.turning  # noqa: PLC0415 - as said
    import app.storage.body_files  # noqa: PLC0415 - as said
    import app.storage.figure_setups  # noqa: PLC0415 - as said
    import app.storage.figures  # noqa: F401, PLC0415 - as said


def way_file(cache: Path, stamp: str, way: Way) -> Path:
    """Return where the frames of a way are kept; `stamp` is what went into its figure."""
    return cache / "ways" / f"{hashlib.sha256(f'{stamp}|{way}'.encode()).hexdigest()[:24]}.frames"


def reach(scene: Scene, at: Callable[[float], Moment], size: tuple[int, int]) -> float:
    """Return by how many pixels the joint that moves farthest moves on a way, at its steepest."""
    import numpy as np  # noqa: PLC0415 - on the worker

    spots = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        moment = at(share)
        sight = scene.sight(moment)
        view = scene.view(*size, sight)
        q = scene.frames(moment).origin @ sight.camera[:2].T.astype(np.float64)
        spots.append(np.stack([view.x + q[:, 0] * view.scale, view.y - q[:, 1] * view.scale], 1))
    steps = [float(np.linalg.norm(b - a, axis=1).max()) for a, b in itertools.pairwise(spots)]
    # between the middle quarters half of an eased way is gone
    return max(sum(steps), 2.83 * max(steps))


def _looks(bundled: Path) -> str:
    """Return what changes when bodies or the drawing change."""
    digest = hashlib.sha256()
    for folder, pattern in (
        (bundled / "resources" / "figures" / "bodies", "*.npz"),
        (Path(__file__).resolve().parent.parent / "core" / "figure", "*.py"),
    ):
        for path in sorted(folder.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
