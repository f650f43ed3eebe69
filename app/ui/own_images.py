"""A person's own pictures taken in: upright, no larger than is shown, and with nothing in them but the picture.

What comes (a file that was dropped, an image that was pasted) is decoded within bounds and written anew from its
pixels. What the camera or a program wrote beside them (time, device, place, words) is not written. Everything here may
be called on a worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from app.core.file_names import file_key, folded
from app.core.lengths import quoted
from app.storage.chosen_file import FileRefusedError, written_whole
from app.storage.image_files import MOST_BYTES, MOST_PIXELS, ImageHead, image_head, size_problem
from app.storage.yaml_reader import NotTakenError, read_bounded
from app.ui.image_coding import encoded, reader_of

MOST_ALONG = 1600  # pixels of the longer side: what a large screen shows of a picture
LARGE_PNG = 700_000  # bytes from which a picture without clear parts is better kept as a photograph
MOST_KEYFRAMES = 8  # of an animation
MOST_MOMENTS = 400  # pictures of an animation that are looked at
MOST_MOVING = 400_000_000  # pixels of them together
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypavif")


@dataclass(frozen=True, slots=True)
class ReadyImage:
    """A picture as it will be written; `seconds` is how long it stands among the pictures of an animation."""

    name: str
    data: bytes
    seconds: float | None = None


def ready_file(path: Path) -> tuple[ReadyImage, ...]:
    """Return a file's picture ready to be written, several of an animation.

    FileRefusedError, with a sentence, where it is none or too large.
    """
    try:
        data = read_bounded(path, MOST_BYTES)
    except NotTakenError as problem:
        raise FileRefusedError(f"{quoted(path.name)} is not taken: {problem.text}") from None
    return ready_data(data, path.name)


def ready_data(data: bytes, name: str) -> tuple[ReadyImage, ...]:
    """Return a picture's bytes ready to be written; `name` is what it is called, with or without an ending."""
    head = image_head(data)
    if head is None:
        if any(kind in data[:32] for kind in _HEIC):
            raise FileRefusedError(f"{quoted(name)} is a HEIC or AVIF picture. Save it as JPEG, then it can be taken.")
        raise FileRefusedError(f"{quoted(name)} is no picture that can be taken. PNG, JPEG, WebP, GIF and SVG can.")
    if problem := size_problem(head, len(data)):
        raise FileRefusedError(f"{quoted(name)} {problem}.")
    stem = Path(name).stem
    if head.kind == "svg":
        return (_ready_svg(data, name, stem),)
    try:
        with reader_of(data, head.kind) as reader:
            moments = tuple(_moments(reader, head))
    except OSError as refused:
        raise FileRefusedError(f"{quoted(name)} is not taken: {refused.strerror or refused}.") from refused
    if not moments:
        raise FileRefusedError(f"{quoted(name)} is damaged and cannot be read as a picture.")
    photo = head.kind in ("jpg", "webp")
    return tuple(
        ready_image(image, stem if len(moments) == 1 else f"{stem} {number}", photo=photo, seconds=seconds)
        for number, (image, seconds) in enumerate(moments, 1)
    )


def ready_image(image: QImage, stem: str, *, photo: bool = False, seconds: float | None = None) -> ReadyImage:
    """Return pixels ready to be written: a `photo` as JPEG where nothing in it is clear, a drawing as PNG."""
    if image.isNull() or image.width() * image.height() > MOST_PIXELS:
        raise FileRefusedError("This picture is too large, or there is nothing in it.")
    bare = _bare(image)
    clear = bare.hasAlphaChannel()
    try:
        data = b"" if photo and not clear else encoded(bare, "png")
        if not clear and (photo or len(data) > LARGE_PNG):
            data = encoded(bare, "jpg")
    except OSError as problem:
        raise FileRefusedError(f"The picture cannot be written: {problem.strerror or problem}.") from problem
    ending = "png" if data.startswith(b"\x89PNG") else "jpg"
    return ReadyImage(f"{file_key(stem, 'picture')}.{ending}", data, seconds)


def put(ready: ReadyImage, folder: Path) -> str:
    """Write a picture into a folder under its name, or one with a number where that is taken; return the name.

    FileRefusedError where the disk refuses it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = {folded(path.name) for path in folder.iterdir()}
    except OSError as problem:
        raise FileRefusedError(f"{folder} cannot be written: {problem.strerror or problem}.") from problem
    stem, ending = Path(ready.name).stem, Path(ready.name).suffix
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in range(1, len(taken) + 2))
    name = next(name for name in names if folded(name) not in taken)
    with written_whole(folder / name) as new:
        new.write_bytes(ready.data)
    return name


def _ready_svg(data: bytes, name: str, stem: str) -> ReadyImage:
    """Return a drawing without what is no part of it; one that reached out, or holds pixels, as pixels itself."""
    from app.ui.image_reading import svg_image  # noqa: PLC0415 - few have one, and its renderer takes a while
    from app.ui.svg_cleaning import cleaned  # noqa: PLC0415 - as above

    made = cleaned(data)
    if made is None:
        raise FileRefusedError(f"{quoted(name)} is no SVG that can be drawn, or has too many parts.")
    image = svg_image(made.data, QSize(MOST_ALONG, MOST_ALONG))
    if image.isNull():
        raise FileRefusedError(f"{quoted(name)} says nothing that can be drawn.")
    if made.reached or made.rasters:
        return ready_image(image, stem)
    return ReadyImage(f"{file_key(stem, 'picture')}.svg", made.data)


def _moments(reader: QImageReader, head: ImageHead) -> Iterator[tuple[QImage, float | None]]:
    """Yield the picture; of an animation some, evenly over its time, each with the seconds that it stands."""
    count = reader.imageCount() if head.kind in ("gif", "webp") else 1
    if count <= 1:
        if head.kind == "jpg" and head.size is not None and max(head.size) > 2 * MOST_ALONG:
            # A large photograph is made smaller while it is read; from twice the size on, nothing of it is lost.
            reader.setScaledSize(QSize(*head.size).scaled(2 * MOST_ALONG, 2 * MOST_ALONG, _WHOLE))
        image = reader.read()
        if not image.isNull():
            yield image, None
        return
    kept: list[tuple[float, QImage]] = []
    time = 0.0
    along = head.size[0] * head.size[1] if head.size is not None else MOST_PIXELS
    for _ in range(min(count, MOST_MOMENTS, max(2, MOST_MOVING // max(1, along)))):
        image = reader.read()
        if image.isNull():
            break
        kept.append((time, _smaller(image)))
        time += max(0.02, reader.nextImageDelay() / 1000)
        if len(kept) > 2 * MOST_KEYFRAMES:
            kept = kept[::2]  # as many as are needed, whatever its length
    number = max(2, min(MOST_KEYFRAMES, round(time), len(kept)))
    if len(kept) < 2:
        yield from ((image, None) for _, image in kept)
        return
    for n in range(number):
        at = time * n / number
        yield min(kept, key=lambda one: abs(one[0] - at))[1], max(1.0, round(time / number, 1))


_WHOLE = Qt.AspectRatioMode.KeepAspectRatio


def _smaller(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= MOST_ALONG:
        return image
    return image.scaled(MOST_ALONG, MOST_ALONG, _WHOLE, Qt.TransformationMode.SmoothTransformation)


def _bare(image: QImage) -> QImage:
    """Return the pixels alone, in the colours of the web: no words, no profile, no resolution."""
    image = _smaller(image)
    if image.format() == QImage.Format.Format_CMYK8888:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    space = image.colorSpace()
    if space.isValid() and space != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    if not _has_clear_parts(image):
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height, line = image.width(), image.height(), image.bytesPerLine()
    return QImage(bytes(image.constBits()), width, height, line, image.format()).copy()


def _has_clear_parts(image: QImage) -> bool:
    """Return whether any pixel lets the ground through."""
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    bits, line, width = bytes(alpha.constBits()), alpha.bytesPerLine(), alpha.width()
    return any(min(bits[y * line : y * line + width]) < 255 for y in range(alpha.height()))
