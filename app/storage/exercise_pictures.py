"""What an exercise's `picture` says: its own figure, the figure of another exercise, or a person's own images."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.exercise import Image, Mirror
from app.core.lengths import quoted
from app.core.routine_format import IMAGE, names_of
from app.paths import is_file
from app.storage.fields import Keys
from app.storage.image_files import IMAGE_ENDINGS, image_problem
from app.storage.yaml_reader import Fields, Items, Text, Value, read_yaml

FIGURE = "figure"
FIGURE_OF = "figure of"
IMAGE_KEYS = names_of(IMAGE)
_OF = re.compile(r"figure\s+of\s+(?P<name>\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pose:
    """What an exercise gives another one to be shown by: its positions, and whether its picture is a figure.

    `of` is the exercise whose figure it shows itself; `good` False: its file cannot be read.
    """

    sides: tuple[str, ...] = ()
    figure: bool = False
    of: str = ""
    good: bool = True


class Poses(Protocol):
    """The exercises whose figures may be shown by others."""

    def pose(self, key: str) -> Pose | None:
        """Return what an exercise gives another one to be shown by; None where there is no such exercise."""

    def names(self) -> Collection[str]:
        """Return the names of all exercises."""

    def has_figure(self, key: str) -> bool:
        """Return whether there is a figure of that name, or where figures lie is not known."""


@dataclass(frozen=True, slots=True)
class PictureRead:
    """What a `picture` says; `pose` is another exercise's key, `pose_sides` are that one's positions."""

    figure: bool = False
    pose: str = ""
    pose_sides: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()


def picture_in(keys: Keys, own_key: str, name: str, folder: Path, poses: Poses | None) -> PictureRead:
    """Return what the key `picture` says, images lying in `folder`; `poses` None: names are taken as they are.

    An exercise that is written out in a routine has no key of its own: its figure would bear its name.
    """
    node = keys.value("picture")
    if node is None:
        return PictureRead()
    if isinstance(node, Text):
        return _figure(keys, own_key, name, poses)
    if isinstance(node, Fields):
        keys.add("picture", "it is figure, or a list of images.", "Write [{image: start.jpg}].")
        return PictureRead()
    images = [image for n in keys.nodes("picture") if (image := _image(n, keys, folder)) is not None]
    if isinstance(node, Items) and not node.items:
        keys.add("picture", "the list is empty.", "Write figure, or [{image: start.jpg}].")
    return PictureRead(images=tuple(images))


def named_pose(text: str) -> str | None:
    """Return the exercise in `figure of NAME` as it is written; None where the text is no such thing."""
    found = _OF.fullmatch(" ".join(text.split()))
    return None if found is None else found["name"]


def pose_in(path: Path) -> Pose:
    """Return what the exercise in a file gives another one; only the words about its picture are read."""
    root = read_yaml(path).root
    if not isinstance(root, Fields):
        return Pose(good=False)
    values = {entry.key: entry.value for entry in root.entries}
    picture, sides = values.get("picture"), values.get("sides")
    said = " ".join(picture.text.split()) if isinstance(picture, Text) else ""
    names = [" ".join(n.text.split()) for n in sides.items if isinstance(n, Text)] if isinstance(sides, Items) else []
    of = as_key(named_pose(said) or "")
    own = said == FIGURE or of == path.stem
    return Pose(tuple(names), own or bool(of), "" if own else of)


def as_key(name: str) -> str:
    """Return a name as its file is called: small letters, words joined by hyphens, apostrophes dropped."""
    return "-".join(name.lower().replace("'", "").replace("’", "").split())


def _figure(keys: Keys, own_key: str, own_name: str, poses: Poses | None) -> PictureRead:
    """Return which figure is meant, with a problem where there is none of that name."""
    text = keys.scalar("picture")
    name = None if text is None else named_pose(text)
    if text is None or name is None:
        if text is not None and text != FIGURE:
            hint = keys.problems.nearest(text, (FIGURE,)) or "It may be figure. Another's is written figure of pigeon."
            keys.add("picture", f"{quoted(text)} is not known.", hint)
        elif text is not None:
            _warn_of_absence(keys, own_key or own_name, poses)
        return PictureRead(figure=text == FIGURE)
    key = name if poses is None or name in poses.names() else as_key(name)
    if key == own_key:
        _warn_of_absence(keys, key, poses)
        return PictureRead(figure=True)
    pose = poses.pose(key) if poses is not None else Pose(figure=True)
    if pose is None:
        hint = keys.problems.nearest(key, poses.names() if poses is not None else ())
        keys.add("picture", f"there is no exercise {quoted(name)} whose figure could be shown.", hint)
    elif not pose.good:
        keys.add("picture", f"the exercise {quoted(name)} has problems of its own.", "Check its file.")
    elif not pose.figure:
        keys.add("picture", f"the exercise {quoted(name)} has no figure.", "Name one that has.")
    elif pose.of:
        hint = f"Write figure of {pose.of}."
        keys.add("picture", f"the exercise {quoted(name)} shows another one's figure itself.", hint)
    else:
        _warn_of_absence(keys, key, poses)
        return PictureRead(figure=True, pose=key, pose_sides=pose.sides)
    return PictureRead()


def _warn_of_absence(keys: Keys, key: str, poses: Poses | None) -> None:
    """Warn where there is no figure of that name: the exercise is good without it."""
    if poses is None or not key or poses.has_figure(key):
        return
    near = keys.problems.nearest(as_key(key), [name for name in poses.names() if name != key])
    text = f"picture: there is no figure {quoted(key)}, so words are shown in its place."
    keys.problems.warn(keys.place("picture"), text, f"{near} Another's is written figure of pigeon.".strip())


def _image(node: Value, keys: Keys, folder: Path) -> Image | None:
    if not isinstance(node, Fields):
        keys.problems.add(node, "picture: an image is written in braces.", "Write {image: start.jpg, for: 2 s}.")
        return None
    inner = Keys(node, keys.problems, IMAGE_KEYS)
    file = inner.name("image", "Write {image: start.jpg}.")
    if file:
        _check_image(inner, file, folder)
    mirror = inner.word("mirror", Mirror) or Mirror.BY_SIDE
    return Image(file, inner.length("for"), inner.text("alt"), inner.text("credit"), mirror, inner.text("key"))


def _check_image(keys: Keys, file: str, folder: Path) -> None:
    if Path(file).suffix.lower() not in IMAGE_ENDINGS:
        keys.add("image", f"{quoted(file)} is no picture that can be shown.", "PNG, JPEG, WebP, GIF and SVG can.")
    elif "/" in file or "\\" in file or file.startswith("."):
        keys.add("image", f"{quoted(file)} does not lie beside this file.", "Put the picture there; write its name.")
    elif not is_file(folder / file):
        keys.add("image", f"there is no {quoted(file)} beside this file.", "Put the picture there.")
    elif problem := image_problem(folder / file):
        # The exercise is good without it: name and set-up stand in the picture's place.
        at = keys.place("image")
        keys.problems.warn(at, f"image: {quoted(file)} {problem}.", "Words are shown in its place.")
