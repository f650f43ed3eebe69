"""The bodies' numbers: meshes made by `bench/make_bodies.py`, kept as one file of arrays for each build."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from app.core.figure.bones import BONES
from app.core.figure.coarse import coarser
from app.core.figure.contact import Parts, parts_of
from app.core.figure.flesh import Mesh
from app.core.figure.skin import Body
from app.paths import bundled

BUILDS = ("woman", "man")
_BORDER = np.float32(2e-6)  # metres that one step of the numbers by which ends of clothes are kept stands for
HELD_BY = 5  # bones that may hold one point


def body_file(build: str) -> Path:
    """Return where a build's numbers lie."""
    return bundled() / "resources" / "figures" / "bodies" / f"{build}.npz"


@cache
def load_body(build: str) -> Body:
    """Return a person's body; raises OSError or ValueError where the file is missing or damaged."""
    with np.load(body_file(build), allow_pickle=False) as data:
        held, share = data["bones"], data["shares"].astype(np.float32)
        weights = np.zeros((len(held), len(BONES)), dtype=np.float32)
        np.put_along_axis(weights, held.astype(np.int64), share, axis=1)
        weights /= weights.sum(1, keepdims=True)
        ends = [int(x) for x in data["ends"]]
        garments = dict(zip([str(g) for g in data["garments"]], zip([0, *ends[:-1]], ends, strict=True), strict=True))
        return Body(
            points=data["points"].astype(np.float32),
            normals=data["normals"].astype(np.float32) / 127.0,
            faces=data["faces"].astype(np.int32),
            colours=tuple(str(c) for c in data["colours"]),
            face_colour=data["face_colour"].astype(np.int32),
            face_part=data["face_part"].astype(np.int32),
            weights=weights,
            border=data["border"].astype(np.float32) * _BORDER,
            garments=garments,
        )


def save_body(meshes: tuple[Mesh, ...], path: Path) -> None:
    """Write a body's meshes as one file of arrays."""
    colours = tuple(dict.fromkeys(m.colour for m in meshes))
    offsets = np.cumsum([0] + [len(m.points) for m in meshes])
    weights = np.concatenate([m.weights for m in meshes])
    held = np.argsort(-weights, axis=1, kind="stable")[:, :HELD_BY]
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        points=np.concatenate([m.points for m in meshes]),
        normals=np.round(np.concatenate([m.normals for m in meshes]) * 127).astype(np.int8),
        faces=np.concatenate([m.faces + o for m, o in zip(meshes, offsets, strict=False)]).astype(
            np.uint16 if offsets[-1] < 65536 else np.uint32
        ),
        face_colour=np.concatenate([np.full(len(m.faces), colours.index(m.colour), dtype=np.uint8) for m in meshes]),
        face_part=np.concatenate([m.parts for m in meshes]).astype(np.uint8),
        bones=held.astype(np.uint8),
        shares=np.take_along_axis(weights, held, axis=1).astype(np.float16),
        border=np.round(np.concatenate([m.border for m in meshes]) / _BORDER).astype(np.int16),
        colours=np.array(colours),
        garments=np.array([m.name for m in meshes]),
        ends=offsets[1:].astype(np.int32),
    )


@cache
def load_parts(build: str) -> Parts:
    """Return the points of a body that may touch something."""
    return parts_of(load_body(build))


@cache
def load_few(build: str) -> Body:
    """Return a body with fewer triangles, for small pictures, shadows and what moves."""
    return coarser(load_body(build))
