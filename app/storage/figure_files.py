"""Figures' files: one YAML file per exercise, and the bodies' numbers; problems come with line and column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.faults import Fault
from app.core.figure.bones import Triple, is_joint
from app.core.figure.contact import STEPS, is_measure, part_names
from app.core.figure.pose import Arm, Contact, Figure, Leg, Pose, Prop, Setting, Target
from app.core.figure.positions import START
from app.core.figure.props import KINDS, NEEDED, PLACES, WORDS
from app.core.lengths import quoted
from app.storage.fields import Keys, Placed, Problems, any_of, nearest
from app.storage.yaml_reader import Fields, Items, Text, Value, limited, read_yaml

TOP_KEYS = ("camera", "letter", "props", "base", "keys", "start")
POSE_KEYS = (
    "describe",
    "up",
    "front",
    "at",
    "lumbar",
    "chest",
    "neck",
    "legs",
    "left leg",
    "right leg",
    "arms",
    "left arm",
    "right arm",
    "fit",
    "touch",
    "without",
)
_ONE = {"space": "space"}
_WAYS, _PLACES, _NUMBERS = "way", "place", "number"
LEG_KEYS = {
    **dict.fromkeys(("thigh", "shin", "knee", "sole", "toes"), _WAYS),
    **dict.fromkeys(("foot", "ankle"), _PLACES),
    **dict.fromkeys(("point", "curl", "turn"), _NUMBERS),
    **_ONE,
}
ARM_KEYS = {
    **dict.fromkeys(("upper", "fore", "elbow", "fingers", "palm"), _WAYS),
    **dict.fromkeys(("hand", "wrist", "grip at"), _PLACES),
    **dict.fromkeys(("roll", "grip", "spread", "thumb", "shrug", "reach"), _NUMBERS),
    **_ONE,
}
SPACES = ("world", "pelvis", "chest", "head")
_LAID = (("thigh", "shin"), ("foot",), ("ankle",)), (("upper", "fore"), ("hand",), ("wrist",), ("grip at",))
_INSTEAD = {  # one way to lay a limb takes the place of the others
    key: tuple(k for other in ways if other != way for k in other) for ways in _LAID for way in ways for key in way
}
_LIMBS = {"legs": ("left leg", "right leg"), "arms": ("left arm", "right arm")}


Nodes = dict[
    str, Value | dict[str, tuple[Value, bool]]
]  # a pose's keys; of a limb each key, and whether it is mirrored


def load_figure(path: Path, shown: str | None = None) -> Figure | list[Fault]:
    """Return a figure, or all that is wrong with its file."""
    document = read_yaml(path, shown)
    problems = Problems(shown if shown is not None else str(path), list(document.faults))
    figure: Figure | None = None
    if isinstance(document.root, Fields):
        figure = _Reader(problems).figure(path.stem, document.root)
    elif document.root is not None:
        problems.add(document.root, "a figure is written as keys with values.", "Begin with `camera: [20, 12]`.")
    elif not problems.found:
        problems.found.append(Fault(problems.file, 1, 1, "the file is empty.", "A figure needs camera and keys."))
    wrong = [f for f in limited(problems.found) if not f.warning]
    return wrong if wrong or figure is None else figure


class _Reader:
    """Reads one file; what is wrong goes to `problems`, and a default stands in for it."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def figure(self, name: str, root: Fields) -> Figure:
        keys = Keys(root, self.problems, TOP_KEYS)
        turn, height = self._numbers(keys, "camera", 2, (20.0, 12.0))
        base = self._limbs_apart(self._fields(keys, "base"))
        poses: list[Pose] = []
        node = self._fields(keys, "keys")
        if node is None or not node.entries:
            keys.missing("keys", "Name one keyframe or more: `keys: {hold: {...}}`.")
        for entry in node.entries if node else ():
            own = entry.value if isinstance(entry.value, Fields) else None
            if own is None and not (isinstance(entry.value, Text) and not entry.value.text):
                self.problems.add(entry, f"{entry.key}: a keyframe is written as keys with values.")
            poses.append(self._pose(entry.key, base, self._limbs_apart(own)))
        start = self._start(keys, base, poses)
        props = tuple(self._props(keys))
        known = {p.name for p in props}
        for pose in (*poses, *([start] if start is not None else [])):
            for gone in pose.without:
                if gone not in known:
                    self.problems.add(
                        keys.place("keys"), f"without: there is no prop {quoted(gone)}.", nearest(gone, known)
                    )
        letter = keys.text("letter")
        if letter and letter not in ("leg", "arm"):
            self.problems.add(keys.place("letter"), f"letter: {quoted(letter)} is not known.", "It may be leg or arm.")
        return Figure(name, turn, height, tuple(poses), props, start, letter)

    def _start(self, keys: Keys, base: Nodes, poses: list[Pose]) -> Pose | None:
        """Return from where one goes into the pose: a keyframe of its own, or another one's name; None: not told."""
        node = keys.value("start")
        if isinstance(node, Text):
            found = next((pose for pose in poses if pose.name == node.text), None)
            if found is None:
                names = [pose.name for pose in poses]
                keys.add(
                    "start", f"there is no keyframe {quoted(node.text)}.", nearest(node.text, names) or any_of(names)
                )
            return None if found is None else replace(found, name=START)
        fields = self._fields(keys, "start")
        return None if fields is None else self._pose(START, base, self._limbs_apart(fields))

    # -- poses --------------------------------------------------------------------------
    def _limbs_apart(self, fields: Fields | None) -> Nodes:
        """Return a pose's nodes, with `arms` and `legs` shared out to left and right."""
        out: Nodes = {}
        if fields is None:
            return out
        keys = Keys(fields, self.problems, POSE_KEYS)
        for name, entry in keys.entries.items():
            limbs = _LIMBS.get(name, (name,)) if name.endswith(("leg", "arm", "legs", "arms")) else ()
            if not limbs:
                out[name] = entry.value
            elif isinstance(entry.value, Fields):
                allowed = LEG_KEYS if "leg" in name else ARM_KEYS
                own = Keys(entry.value, self.problems, tuple(allowed)).entries
                for limb in limbs:
                    mirrored = name in _LIMBS and limb.startswith("right")
                    before = out.get(limb)
                    held = dict(before) if isinstance(before, dict) else {}
                    for key, e in own.items():
                        if key in allowed and (name not in _LIMBS or key not in held):
                            held[key] = (e.value, mirrored)
                    out[limb] = held
            else:
                self.problems.add(entry, f"{name}: a limb is written as keys with values.")
        return out

    def _pose(
        self,
        name: str,
        base: Nodes,
        own: Nodes,
    ) -> Pose:
        node = {**base, **own}
        for limb in ("left leg", "right leg", "left arm", "right arm"):
            under, over = base.get(limb), own.get(limb)
            if isinstance(under, dict) and isinstance(over, dict):
                kept = {k: v for k, v in under.items() if not any(k in _INSTEAD.get(new, ()) for new in over)}
                node[limb] = {**kept, **over}

        def triple(key: str, default: Triple) -> Triple:
            value = node.get(key)
            return default if value is None or isinstance(value, dict) else self._triple(key, value)

        def words(key: str) -> tuple[str, ...]:
            value = node.get(key)
            if not isinstance(value, Items):
                return ()
            return tuple(v.text for v in value.items if isinstance(v, Text))

        def leg(key: str) -> Leg:
            value = node.get(key)
            return replace(Leg(), **self._limb(value, LEG_KEYS)) if isinstance(value, dict) else Leg()

        def arm(key: str) -> Arm:
            value = node.get(key)
            return replace(Arm(), **self._limb(value, ARM_KEYS)) if isinstance(value, dict) else Arm()

        describe = node.get("describe")
        fit = words("fit")
        at = node.get("fit")
        for word in fit:
            if word not in STEPS and isinstance(at, Items):
                self.problems.add(
                    at, f"fit: {quoted(word)} is not known.", nearest(word, STEPS) or any_of(tuple(STEPS))
                )
        return Pose(
            name=name,
            describe=describe.text if isinstance(describe, Text) else "",
            up=triple("up", (0.0, 0.0, 1.0)),
            front=triple("front", (1.0, 0.0, 0.0)),
            at=triple("at", (0.0, 0.0, 0.91)),
            lumbar=triple("lumbar", (0.0, 0.0, 0.0)),
            chest=triple("chest", (0.0, 0.0, 0.0)),
            neck=triple("neck", (0.0, 0.0, 0.0)),
            left_leg=leg("left leg"),
            right_leg=leg("right leg"),
            left_arm=arm("left arm"),
            right_arm=arm("right arm"),
            fit=tuple(w for w in fit if w in STEPS),
            touch=self._touch(node.get("touch")),
            without=words("without"),
        )

    def _touch(self, node: object) -> tuple[Contact, ...]:
        out: list[Contact] = []
        if isinstance(node, Items):
            pairs: list[tuple[str, Placed, float]] = [(v.text, v, 0.0) for v in node.items if isinstance(v, Text)]
        elif isinstance(node, Fields):
            pairs = [(e.key, e, self._number(e.key, e.value)) for e in node.entries]
        else:
            return ()
        for what, at, goal in pairs:
            if is_measure(what):
                out.append(Contact(what, goal))
            else:
                self.problems.add(
                    at,
                    f"touch: {quoted(what)} cannot be measured.",
                    nearest(what, part_names()) or "A part, `left knee x`, or `left reach`.",
                )
        return tuple(out)

    def _limb(self, node: dict[str, tuple[Value, bool]], kinds: dict[str, str]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, (value, mirrored) in node.items():
            kind = kinds[key]
            name = {"grip at": "grip_at"}.get(key, key)
            if kind == "way":
                x, y, z = self._triple(key, value)
                out[name] = (x, -y, z) if mirrored else (x, y, z)
            elif kind == "number":
                out[name] = self._number(key, value)
            elif kind == "space":
                word = value.text if isinstance(value, Text) else ""
                if word not in SPACES:
                    self.problems.add(
                        value, f"space: {quoted(word)} is not known.", nearest(word, SPACES) or any_of(SPACES)
                    )
                else:
                    out[name] = word
            else:
                target = self._target(key, value)
                out[name] = _mirrored(target) if mirrored else target
        return out

    def _target(self, key: str, value: Value) -> Target:
        if isinstance(value, Fields):
            keys = Keys(value, self.problems, ("ref", "local", "off", "mid", "at"))
            mid = keys.value("mid")
            if isinstance(mid, Items) and len(mid.items) == 2:
                pair = self._target(key, mid.items[0]), self._target(key, mid.items[1])
                return Target(mid=pair, off=self._triple_of(keys, "off"))
            ref = keys.scalar("ref")
            if ref is not None and not is_joint(ref):
                keys.add("ref", f"there is no joint {quoted(ref)}.", "For example left knee, right grip, head.")
                ref = None
            return Target(
                self._triple_of(keys, "at"), ref, self._triple_of(keys, "local"), self._triple_of(keys, "off")
            )
        if isinstance(value, Text):
            if is_joint(value.text):
                return Target(ref=value.text)
            self.problems.add(
                value, f"{key}: there is no joint {quoted(value.text)}.", "Write [x, y, z] or for example left knee."
            )
            return Target()
        return Target(self._triple(key, value))

    def _triple_of(self, keys: Keys, name: str) -> Triple:
        node = keys.value(name)
        return (0.0, 0.0, 0.0) if node is None else self._triple(name, node)

    # -- props --------------------------------------------------------------------------
    def _props(self, keys: Keys) -> list[Prop]:
        out: list[Prop] = []
        for node in keys.nodes("props"):
            kind, body = (node.text, None) if isinstance(node, Text) else ("", None)
            if isinstance(node, Fields) and len(node.entries) == 1:
                kind = node.entries[0].key
                inner = node.entries[0].value
                body = inner if isinstance(inner, Fields) else None
            if kind not in KINDS:
                self.problems.add(
                    node,
                    f"props: {quoted(kind)} is no prop that is known.",
                    nearest(kind, KINDS) or any_of(tuple(KINDS)),
                )
                continue
            settings: dict[str, Setting] = {}
            name = kind
            if body is not None:
                known = KINDS[kind].settings
                own = Keys(body, self.problems, ("name", *known))
                name = own.scalar("name") or kind
                for entry in own.entries.values():
                    if entry.key in known:
                        settings[entry.key] = self._setting(entry.key, known[entry.key][0], entry.value)
            for wanted in KINDS[kind].settings:
                if wanted in NEEDED and wanted not in settings:
                    self.problems.add(node, f"{kind}: `{wanted}` is needed.", "It lists the places it runs through.")
            out.append(Prop(kind, name, settings))
        return out

    def _setting(self, key: str, kind: str, value: Value) -> Setting:
        if kind == "number":
            return self._number(key, value)
        if kind == "word":
            return self._word(key, value)
        if kind == "triple":
            return self._triple(key, value)
        items = value.items if isinstance(value, Items) else ()
        if not items:
            self.problems.add(value, f"{key}: a list is wanted here.")
        if kind == "pair":
            pair = tuple(self._number(key, v) for v in items)
            return (pair[0], pair[1]) if len(pair) == 2 else (0.0, 1.0)
        if kind == "words":
            return tuple(self._word(key, v) for v in items)
        least, most = PLACES[key]
        if items and not least <= len(items) <= most:
            self.problems.add(
                value, f"{key}: {'two places are' if most == 2 else 'two places or more are'} wanted here."
            )
        return tuple(self._target(key, v) for v in items)

    def _word(self, key: str, value: Value) -> str:
        """Return a word that this setting may be; the first of them where it is none."""
        word = value.text if isinstance(value, Text) else ""
        if word in WORDS[key]:
            return word
        self.problems.add(
            value, f"{key}: {quoted(word)} is not known.", nearest(word, WORDS[key]) or any_of(WORDS[key])
        )
        return WORDS[key][0]

    # -- numbers ------------------------------------------------------------------------
    def _fields(self, keys: Keys, name: str) -> Fields | None:
        node = keys.value(name)
        if node is None or isinstance(node, Fields):
            return node
        keys.add(name, "keys with values are wanted here.")
        return None

    def _number(self, key: str, value: Value) -> float:
        try:
            number = float(value.text) if isinstance(value, Text) else float("nan")
        except ValueError:
            number = float("nan")
        if not abs(number) < 1000:
            self.problems.add(value, f"{key}: a number is wanted here.")
            return 0.0
        return number

    def _triple(self, key: str, value: Value) -> Triple:
        if not isinstance(value, Items) or len(value.items) != 3:
            self.problems.add(value, f"{key}: three numbers are wanted here.", "Write [forward, left, up].")
            return (0.0, 0.0, 1.0)
        x, y, z = (self._number(key, v) for v in value.items)
        return (x, y, z)

    def _numbers(self, keys: Keys, name: str, n: int, default: tuple[float, ...]) -> tuple[float, ...]:
        node = keys.value(name)
        if node is None:
            return default
        if not isinstance(node, Items) or len(node.items) != n:
            keys.add(name, f"{n} numbers are wanted here.")
            return default
        return tuple(self._number(name, v) for v in node.items)


def _mirrored(target: Target) -> Target:
    """Return a left limb's target for the right one."""

    def flip(v: Triple) -> Triple:
        return (v[0], -v[1], v[2])

    swap = {"left": "right", "right": "left"}
    ref = None if target.ref is None else " ".join(swap.get(w, w) for w in target.ref.split(" "))
    mid = None if target.mid is None else (_mirrored(target.mid[0]), _mirrored(target.mid[1]))
    return Target(flip(target.at), ref, flip(target.local), flip(target.off), mid)
