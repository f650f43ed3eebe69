"""The stage moves through the session: into the pose, round to the other side, and at one's own pace too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.exercise import Easier, Exercise
from app.core.figure.positions import START
from app.core.lengths import Count, Span
from app.core.moments import Moment, Paused, PauseReason, Ready, Resting, State, Switching, Waiting, Working
from app.core.plan import Kind, Plan
from app.core.planning import make_plan
from app.core.routine import Each, Node, Phase, Routine, Step
from app.paths import bundled
from app.storage.keyframes import Keyframes
from app.ui.figure_movement import told_apart
from app.ui.picture_wishes import Frame, Piece, Way
from app.ui.pictures import Pictures
from app.ui.player_motion import coming_poses, coming_ways, keys_in, motion_of
from app.ui.spots import Spot, around
from app.ui.theme import Theme
from app.ui.widgets.figure_stage import LEAST_PICTURE, FigureStage, StageValue
from app.ui.widgets.look import Type, theme_look
from app.ui.widgets.stage_frames import Going, StageFrames, going
from app.ui.widgets.stage_motion import FADE, Motion, StageMotion
from app.ui.widgets.stage_picture import PictureWanted, mixed, paint_pixmap

KEYS = Keyframes(bundled() / "resources" / "figures")
PIGEON = Exercise("pigeon", "Pigeon", sides=("right knee forward", "left knee forward"), figure=True)
CAT = Exercise("cat-cow", "Cat-cow", figure=True)


def plan_of(*steps: Node) -> Plan:
    return make_plan(Routine("r", "R", steps, get_ready=Span(10, 10)), 0)


SIDES = plan_of(Step(PIGEON, hold=Span(30, 30), each=Each.SIDE, positions=PIGEON.sides))
STATES: dict[Kind, State] = {
    Kind.READY: Ready(), Kind.SWITCH: Switching(), Kind.REST: Resting(), Kind.WORK: Working(),
}  # fmt: skip


def moment(plan: Plan, index: int, elapsed: float, state: State | None = None) -> Moment:
    segment = plan.segments[index]
    own = state or (STATES[segment.kind] if segment.seconds is not None else Waiting())
    return Moment(
        own, own, segment, index, 0, elapsed, segment.seconds, None, 0.0, 0.0, None, None, None, None, 0.0, False
    )


def motion(plan: Plan, index: int, elapsed: float) -> Motion | None:
    return motion_of(moment(plan, index, elapsed), plan, 1.0, keys_in(plan, KEYS.names))


def place(plan: Plan, kind: Kind) -> int:
    return next(n for n, s in enumerate(plan.segments) if s.kind is kind)


def test_get_ready_shows_the_way_into_the_pose_at_once_and_again_as_the_work_begins() -> None:
    first, last = motion(SIDES, 0, 1.0), motion(SIDES, 0, 9.0)
    assert first is not None and last is not None
    assert (first.start, first.end, first.elapsed, first.lead) == (START, None, 1.0, FADE)
    assert last.elapsed == pytest.approx(9.0 - (10 - last.lead - last.seconds - 0.3))
    assert motion(SIDES, 0, 4.0) is None  # between, the pose stands
    assert last.lead + last.seconds - last.elapsed < 1.0


def test_a_switch_goes_back_to_the_start_and_round_into_the_other_side() -> None:
    turn = motion(SIDES, place(SIDES, Kind.SWITCH), 0.5)
    assert turn is not None and turn.then is not None
    assert (turn.ends, turn.position, turn.turns) == ((None, START), "right knee forward", True)
    assert (turn.then.ends, turn.then.position, turn.then.turns) == ((START, None), None, True)
    assert turn.seconds + turn.then.seconds < 8


def test_a_figure_without_a_start_and_an_easier_form_stand() -> None:
    without = motion_of(moment(SIDES, 0, 1.0), SIDES, 1.0, lambda _exercise: ("hold",))
    easier = motion_of(replace(moment(SIDES, 0, 1.0), easier=0), SIDES, 1.0, KEYS.names)
    assert without is None and easier is None


def test_in_a_pause_the_way_stands_where_it_is() -> None:
    paused = replace(moment(SIDES, 0, 1.0), state=Paused(PauseReason.ASKED, 0.0))
    way = motion_of(paused, SIDES, 1.0, KEYS.names)
    assert way is not None and not way.runs


def test_positions_with_keyframes_of_their_own_are_gone_to_straight() -> None:
    child = Exercise("childs-pose-with-rotation", "Child's pose", sides=("centre", "right", "left"), figure=True)
    plan = plan_of(Step(child, hold=Span(30, 30), each=Each.SIDE, positions=child.sides))
    way = motion(plan, place(plan, Kind.SWITCH), 0.5)
    assert way is not None and (way.start, way.end, way.turns) == ("centre", None, False)


def test_work_at_one_s_own_pace_goes_there_and_back_over_and_over() -> None:
    plan = plan_of(Step(CAT, reps=Count(5, 5), own_pace=True))
    at = place(plan, Kind.WORK)
    ways = [motion(plan, at, elapsed) for elapsed in (0.5, 2.5, 4.5)]
    assert [w.ends for w in ways if w is not None] == [("cow", "cat"), ("cat", "cow"), ("cow", "cat")]
    assert ways[0] is not None and ways[0].then is not None and ways[0].then.ends == ("cat", "cow")
    assert ways[1] is not None and ways[1].elapsed == pytest.approx(0.5)


def test_the_phases_of_own_pace_work_serve_the_figure_a_pause_stands() -> None:
    phases = (Phase("cat", Span(3, 3)), Phase("pause", Span(2, 2)), Phase("cow", Span(1, 1)))
    plan = plan_of(Step(CAT, reps=Count(5, 5), rep=phases, own_pace=True))
    at = place(plan, Kind.WORK)
    assert plan.blocks[0].option.pace == (("cat", 3.0), ("pause", 2.0), ("cow", 1.0))
    there, back = motion(plan, at, 1.0), motion(plan, at, 4.0)
    assert there is not None and (there.ends, there.seconds) == (("cow", "cat"), 3.0)
    assert back is not None and (back.ends, back.lead, back.elapsed) == (("cat", "cow"), 2.0, 1.0)


def test_easier_forms_and_positions_are_no_phases_of_own_pace_work() -> None:
    stretch = Exercise(
        "supine-hamstring-stretch", "Stretch", figure=True, easier=(Easier("Bend the other knee.", "bent knee"),)
    )
    plan = plan_of(Step(stretch, reps=Count(5, 5), own_pace=True))
    assert motion(plan, place(plan, Kind.WORK), 1.0) is None


def test_the_ways_and_the_pictures_of_a_session_are_made_in_its_order_each_once() -> None:
    keys = keys_in(SIDES, KEYS.names)
    ways = coming_ways(moment(SIDES, 0, 0.0), SIDES, 1.0, keys)
    assert [(w.motion.ends, w.motion.turns) for w in ways] == [((START, None), False), ((None, START), True)]
    poses = coming_poses(moment(SIDES, 1, 0.0), SIDES)
    assert poses == ((PIGEON, "right knee forward"), (PIGEON, "left knee forward"))


def test_ways_follow_one_another_on_the_clock_and_one_that_is_to_come_waits(qapp: QApplication) -> None:
    now = [0.0]
    clock = StageMotion(clock=lambda: now[0])
    clock.set_awake(True)
    onward = Motion(START, None, 2.0, turns=True)
    clock.set_motion(Motion(None, START, 2.0, elapsed=-1.0, turns=True, then=onward))
    assert clock.leg() is None and clock.ticking
    now[0] = 2.0
    leg = clock.leg()
    assert leg is not None and (leg[0].end, leg[1]) == (START, 0.5)
    now[0] = 4.0
    assert clock.leg() == (onward, 0.5)
    now[0] = 9.0
    assert clock.share() == 1.0
    clock.set_motion(Motion(START, None, 2.0, elapsed=0.5, lead=1.0))
    assert clock.share() == 0.0 and clock.leads


def test_frames_that_look_alike_are_one() -> None:
    still, slow, fast = (told_apart(60, far) for far in (0.0, 12.0, 900.0))
    assert still == (0, 60)
    assert 15 < len(slow) < 25 and slow[0] == 0 and slow[-1] == 60
    assert fast == tuple(range(61))


COLOURS = (0, 0x40FF0000, 0xFF0000FF, 0x8000FF00)  # clear, half clear, solid


class _Movement:
    """Has frames of two colours: the first one and any later one."""

    def __init__(self, count: int) -> None:
        self.count = count

    def want(self, ways: Sequence[Way]) -> None:
        self.wanted = tuple(ways)

    def frames(self, _way: Way) -> int:
        return self.count

    def at(self, way: Way, _share: float) -> tuple[Frame, Frame]:
        first, later = (QImage(*size, QImage.Format.Format_Indexed8) for size in (way.size, (20, 10)))
        for image, colour in ((first, "#ff0000"), (later, "#0000ff")):
            image.setColorTable([QColor(colour).rgb()])
            image.fill(0)
        return Frame((Piece(first),)), Frame((Piece(later, 30, 40),))


class _Pictures(Pictures):
    """Pictures with made-up frames."""

    def __init__(self, count: int = 50) -> None:
        super().__init__(Theme())
        self.keys_of = KEYS.names
        self._movement = _Movement(count)  # type: ignore[assignment]  # it has what the stage asks for


class _Steps(_Movement):
    """Has frames whose two pieces wander over the whole way."""

    def at(self, way: Way, share: float) -> tuple[Frame, Frame]:
        first, wide, high = (QImage(*size, QImage.Format.Format_Indexed8) for size in (way.size, (40, 20), (9, 30)))
        for image, number in ((first, 1), (wide, 2), (high, 3)):
            image.setColorTable(COLOURS)
            image.fill(number)
        first.setPixel(100, 100, 2)
        x = round(200 * share)
        pieces = (Piece(wide, x, 30 + x // 4), Piece(high, 300 - x, 110 + x // 5))
        return Frame((Piece(first),), colours=COLOURS), Frame(pieces, colours=COLOURS)


class _Again(_Steps):
    """Gives the same frames each time the way is gone."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.kept: dict[float, tuple[Frame, Frame]] = {}

    def at(self, way: Way, share: float) -> tuple[Frame, Frame]:
        first = self.kept.setdefault(-1.0, super().at(way, share))[0]
        return first, self.kept.setdefault(share, super().at(way, share))[1]


class _Kept(_Steps):
    """Gives the same frames each time, as they are kept."""

    kept: tuple[Frame, Frame] | None = None

    def at(self, way: Way, share: float) -> tuple[Frame, Frame]:
        self.kept = self.kept or super().at(way, share)
        return self.kept


def kept_frames() -> tuple[StageFrames, Going]:
    """Return what paints frames that are the same each time, and a way of 320 x 240 pixels."""
    pictures = _Pictures()
    pictures._movement = _Kept(50)  # type: ignore[assignment]  # as above
    way = going(pictures, PictureWanted(CAT, None, "cat"), (Motion("cow", "cat", 4.0), 0.0), QSizeF(330, 250), False)
    assert way is not None
    return StageFrames(pictures), way


def green_stage(qtbot: QtBot, pictures: _Pictures) -> FigureStage:
    """Return a stage on which each keyframe is a plain green picture."""
    theme, picture = Theme(), QPixmap(320, 240)
    picture.fill(QColor("#00ff00"))
    pictures.of = lambda *_args, **_more: picture  # type: ignore[method-assign]  # a picture that is there
    stage = FigureStage(theme_look(theme), Type(theme), pictures)
    qtbot.addWidget(stage)
    stage.resize(500, 420)
    return stage


@pytest.mark.parametrize("movement", [_Steps, _Again])
@pytest.mark.parametrize(("lines", "position"), [(1, 0), (1, 1), (4, 1)])
def test_a_frame_that_is_painted_over_another_leaves_nothing_of_it(
    qtbot: QtBot, lines: int, position: int, movement: type[_Steps]
) -> None:
    pictures = _Pictures()
    pictures._movement = movement(50)  # type: ignore[assignment]  # as above
    stage = green_stage(qtbot, pictures)
    stage.set_value(StageValue(PictureWanted(PIGEON, PIGEON.sides[position]), ("Down",) * lines))

    def stand(elapsed: float) -> None:
        stage.set_motion(Motion(None, "folded down", 4.0, elapsed=elapsed, runs=False))

    stand(3.3)
    wanted = stage.grab().toImage()
    stand(0.4)
    screen = stage.grab().toImage()
    for elapsed in (1.2, 2.9, 0.4, 2.9, 3.3):
        stand(elapsed)
        stage._move_on()
        assert stage._step is not None
        room = stage._step.room
        assert room.height() < stage.height() / 2
        stage.render(screen, room.topLeft(), QRegion(room))
    off = max(abs(a - b) for a, b in zip(bytes(screen.constBits()), bytes(wanted.constBits()), strict=True))
    assert off == 0


def test_what_moves_is_painted_in_its_place_and_mirrored_on_the_other_side(qapp: QApplication) -> None:
    pictures = _Pictures()
    for position, x in (("right knee forward", 35), ("left knee forward", 320 - 35)):
        way = going(pictures, PictureWanted(PIGEON, position), (Motion(START, None, 2.0), 0.5), QSizeF(330, 250), False)
        assert way is not None and way.way.size == (320, 240)
        canvas = QImage(320, 240, QImage.Format.Format_RGB32)
        painter = QPainter(canvas)
        assert StageFrames(pictures).paint(painter, way, QRectF(0, 0, 320, 240), None)
        painter.end()
        assert canvas.pixelColor(x, 45) == QColor("#0000ff")
        assert canvas.pixelColor(160, 120) == QColor("#ff0000")


def test_a_frame_looks_as_if_painted_over_the_ground_whatever_ground_comes_after_another(qapp: QApplication) -> None:
    frames, way = kept_frames()
    for name in ("#E9EFEA", "#1A2623", "#E9EFEA", None, "#FFFFFF"):
        over, on = (QImage(320, 240, QImage.Format.Format_RGB32) for _ in range(2))
        for canvas, ground in ((over, None), (on, name)):
            canvas.fill(QColor(name or "#123456"))
            painter = QPainter(canvas)
            assert frames.paint(painter, way, QRectF(0, 0, 320, 240), None if ground is None else QColor(ground))
            painter.end()
        off = max(abs(a - b) for a, b in zip(bytes(over.constBits()), bytes(on.constBits()), strict=True))
        assert off <= 1, name  # Qt rounds where it mixes


def test_the_ground_is_painted_first_where_a_frame_is_scaled_or_has_colours_of_its_own(qapp: QApplication) -> None:
    frames, way = kept_frames()
    first, later = _Kept(50).at(way.way, 0.5)
    as_it_is = QRectF(10, 20, 320, 240)
    assert frames.step(way, (first, later), as_it_is, 1.0).fills
    assert not frames.step(way, (first, later), as_it_is, 2.0).fills
    assert not frames.step(way, (first, later), QRectF(10, 20, 300, 225), 1.0).fills
    assert not frames.step(way, (first, later._replace(colours=())), as_it_is, 1.0).fills


def test_a_frame_that_is_made_smaller_shows_no_line_where_its_pieces_meet(qapp: QApplication) -> None:
    whole, upper, lower = (QImage(*size, QImage.Format.Format_Indexed8) for size in ((320, 240), (90, 41), (70, 53)))
    for image in (whole, upper, lower):
        image.setColorTable([QColor("#00ff00").rgb()])
        image.fill(0)
    colours = (QColor("#00ff00").rgb(),)
    pieces = (Piece(upper, 21, 30), Piece(lower, 35, 71))
    pair = Frame((Piece(whole),), colours=colours), Frame(pieces, colours=colours)
    frames, way = kept_frames()
    canvas = QImage(290, 220, QImage.Format.Format_RGB32)
    canvas.fill(QColor("#ff0000"))
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frames.paint_step(painter, frames.step(way, pair, QRectF(2, 3, 285, 213.75), 1.0), None)
    painter.end()
    within = canvas.copy(4, 5, 280, 210)
    assert {within.pixel(x, y) for x in range(280) for y in range(210)} == {QColor("#00ff00").rgb()}


def test_a_way_into_a_pose_is_not_begun_with_too_few_frames_and_then_left_alone(qapp: QApplication) -> None:
    pictures = _Pictures(3)
    frames = StageFrames(pictures)
    way = going(pictures, PictureWanted(PIGEON, None), (Motion(START, None, 2.0), 0.1), QSizeF(330, 250), False)
    assert way is not None and not frames.plays(way)
    pictures.movement.count = 50  # type: ignore[attr-defined]  # ours
    assert not frames.plays(way._replace(share=0.5))
    frames.forget()
    assert frames.plays(way)


def test_a_picture_gives_way_without_paling_where_both_are_alike(qapp: QApplication) -> None:
    one = QPixmap(20, 20)
    one.fill(QColor(200, 100, 50))
    for share in (0.0, 0.3, 0.5, 1.0):
        paint = partial(paint_pixmap, pixmap=one, room=QRectF(0, 0, 20, 20))
        colour = mixed(QSize(20, 20), 1.0, share, before=paint, now=paint).toImage().pixelColor(10, 10)
        parts = (colour.red() - 200, colour.green() - 100, colour.blue() - 50, colour.alpha() - 255)
        assert max(map(abs, parts)) <= 4, share


def test_the_stage_s_description_is_the_keyframe_s_sentence_right_and_left_changed_over(qapp: QApplication) -> None:
    theme = Theme()
    pictures = Pictures(theme)
    pictures.keys_of, pictures.sentences_of = KEYS.names, KEYS.sentences
    stage = FigureStage(theme_look(theme), Type(theme), pictures)
    said = []
    for wanted in (
        PictureWanted(PIGEON, "right knee forward"), PictureWanted(PIGEON, "left knee forward"),
        PictureWanted(CAT, None, "cat"), PictureWanted(Exercise("own", "Own")),
    ):  # fmt: skip
        stage.set_value(StageValue(wanted, ("Breathe.",)))
        said.append(stage.accessibleDescription())
    assert said[0].startswith("Right knee bent") and said[1].startswith("Left knee bent")
    assert "rounded up" in said[2] and said[3] == ""


def test_with_many_lines_and_a_notice_the_picture_keeps_nearly_half_of_the_stage(qapp: QApplication) -> None:
    theme = Theme()
    stage = FigureStage(theme_look(theme), Type(theme), None)
    stage.resize(792, 660)
    stage.keep_free(150)
    lines = tuple("A line of the set-up that is long enough to be wrapped on the stage." for _ in range(3))
    room = stage._room(StageValue(PictureWanted(PIGEON), lines))
    assert room.height() >= LEAST_PICTURE * stage.height() - 1
    assert room.top() >= 0


@pytest.mark.parametrize(
    "room", [Spot(0, 0, 50, 40), Spot(15, 8, 35, 23), Spot(45, 0, 50, 12), Spot(0, 32, 50, 40), Spot(0, 0, 50, 3)]
)
def test_what_lies_round_the_pieces_of_a_frame_covers_the_rest_of_a_room_once(room: Spot) -> None:
    pieces = [Spot(10, 5, 40, 13), Spot(0, 13, 50, 17), Spot(20, 20, 50, 30)]
    within = [
        Spot(max(p.left, room.left), max(p.top, room.top), min(p.right, room.right), min(p.bottom, room.bottom))
        for p in pieces
    ]
    seen = [[0] * 50 for _ in range(40)]
    for spot in (*within, *around(pieces, room)):
        for y in range(spot.top, spot.bottom):
            for x in range(spot.left, spot.right):
                seen[y][x] += 1
    for y in range(40):
        for x in range(50):
            assert seen[y][x] == (room.left <= x < room.right and room.top <= y < room.bottom), (x, y)


def test_the_stage_shows_the_frames_of_its_way_and_stands_where_nothing_is_to_move(
    qtbot: QtBot, qapp: QApplication
) -> None:
    pictures = _Pictures()
    stage = green_stage(qtbot, pictures)
    stage.set_value(StageValue(PictureWanted(CAT, None, "cat"), ("Cat",), large=True))
    stage.show()
    middle = stage.rect().center().x()

    def colour() -> QColor:
        return stage.grab().toImage().pixelColor(middle, 150)

    assert colour() == QColor("#00ff00")
    stage.set_motion(Motion("cow", "cat", 4.0, elapsed=1.0))
    assert (stage.ticking, colour()) == (True, QColor("#ff0000"))
    stage._move_on()
    stage.set_motion(Motion("cow", "cat", 4.0, elapsed=1.0, runs=False))
    assert (stage.ticking, colour()) == (False, QColor("#ff0000"))
    stage.set_motion(None)
    assert colour() == QColor("#00ff00")
    pictures.moves = False
    stage.set_motion(Motion(START, None, 4.0, elapsed=1.0))
    assert (stage.ticking, colour()) == (False, QColor("#00ff00"))
