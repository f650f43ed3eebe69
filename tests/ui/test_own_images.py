"""Pictures taken in: upright, small enough, bare of what cameras write; and what is refused, with its sentence."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColorSpace, QImage
from PySide6.QtWidgets import QApplication

from app.storage.chosen_file import FileRefusedError
from app.storage.image_files import file_head
from app.ui.image_coding import read_png
from app.ui.image_reading import _pixels, read_image
from app.ui.own_images import MOST_ALONG, put, ready_data, ready_file, ready_image
from app.ui.svg_cleaning import cleaned
from tests.running import ROOT
from tests.ui.own_pictures import GPS, MAKER, colour, encoded, photograph, two_halves

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'
HALVES = '<rect width="20" height="20" fill="#d02020"/><rect x="20" width="20" height="20" fill="#2030d0"/>'


@pytest.fixture(autouse=True)
def _qt(qapp: QApplication) -> None:
    """Have Qt's picture formats there."""


def only(data: bytes, name: str) -> tuple[str, bytes, QImage]:
    (ready,) = ready_data(data, name)
    image = QImage.fromData(ready.data)
    assert not image.isNull()
    return ready.name, ready.data, image


def test_nothing_that_a_camera_wrote_is_left_of_a_photograph() -> None:
    data = photograph()
    assert GPS in data and MAKER in data and b"living room" in data and b"taken at home" in data
    _, bare, image = only(data, "IMG_2041.JPG")
    for word in (GPS, MAKER, b"living room", b"taken at home", b"Exif", b"xap/1.0", b"\xff\xe1", b"\xff\xfe"):
        assert word not in bare
    assert image.textKeys() == []


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [(1, (60, 40), (0.2, 0.5)), (3, (60, 40), (0.8, 0.5)), (6, (40, 60), (0.5, 0.2)), (8, (40, 60), (0.5, 0.8))],
)
def test_a_photograph_comes_out_upright(orientation: int, size: tuple[int, int], red: tuple[float, float]) -> None:
    _, _, image = only(photograph(orientation), "a.jpg")
    assert image.size().toTuple() == size
    assert colour(image, *red) == "red" and colour(image, 1 - red[0], 1 - red[1]) == "blue"


def test_a_photograph_in_the_folder_is_shown_upright_and_within_its_bounds_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photograph(6, 600, 400))
    image = read_image(tmp_path / "a.jpg", QSize(100, 100), mirrored=False)
    assert image.height() == 100 and image.width() in (66, 67)
    assert colour(image, 0.5, 0.2) == "red"


def test_a_picture_that_is_taken_away_while_it_is_read_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(photograph(6, 600, 400))
    head = file_head(file)
    file.unlink()
    assert head is not None and _pixels(file, head, QSize(100, 100)).isNull()


def test_a_large_picture_is_made_as_small_as_a_screen_shows() -> None:
    _, _, image = only(photograph(6, 5000, 2500), "a.jpg")
    assert (image.width(), image.height()) == (MOST_ALONG // 2, MOST_ALONG)


@pytest.mark.parametrize(
    ("data", "ending"),
    [("photo", "jpg"), ("drawing", "png"), ("clear", "png"), ("webp", "jpg"), ("clear webp", "png")],
)
def test_a_picture_is_kept_as_what_it_is(data: str, ending: str) -> None:
    made = {
        "photo": photograph(),
        "drawing": encoded(two_halves(), "png"),
        "clear": encoded(two_halves(ground="#00000000"), "png"),
        "webp": encoded(two_halves(), "webp"),
        "clear webp": encoded(two_halves(ground="#00000000"), "webp"),
    }[data]
    name, _, image = only(made, "One Leg.x")
    assert name == f"one-leg.{ending}"
    assert [colour(image, x, 0.5) for x in (0.2, 0.8)] == ["red", "clear" if "clear" in data else "blue"]


def test_words_in_a_png_and_a_profile_of_colours_are_left_out() -> None:
    image = two_halves()
    image.setText("Comment", "Ada at home")
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    data = encoded(image, "png")
    assert b"Ada at home" in data and b"iCCP" in data
    _, bare, shown = only(data, "a.png")
    assert b"Ada" not in bare and b"iCCP" not in bare
    # The same colour, in the words of the web: red of the wider space is beyond its red.
    assert shown.pixelColor(5, 5).red() > 0xD0


@pytest.mark.parametrize(
    ("name", "written"),
    [("../../etc/passwd", "passwd.jpg"), ("CON.jpg", "picture.jpg"), ("Übung zwei.jpg", "übung-zwei.jpg"),
     (".jpg", "jpg.jpg"), ("a\nb.jpg", "a-b.jpg"), ("x" * 300 + ".jpg", "x" * 60 + ".jpg")],
)  # fmt: skip
def test_a_name_is_made_that_every_system_can_write(name: str, written: str) -> None:
    assert only(photograph(), name)[0] == written


def test_a_name_that_is_taken_gets_a_number_also_where_only_capitals_differ(tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    (ready,) = ready_data(photograph(), "a.jpg")
    assert [put(ready, folder) for _ in range(3)] == ["a.jpg", "a-2.jpg", "a-3.jpg"]
    (folder / "a.jpg").rename(folder / "A.JPG")
    assert put(ready, folder) == "a-4.jpg"
    assert (folder / "a-4.jpg").read_bytes() == ready.data


def test_a_drawing_stays_one_without_its_maker_and_remarks() -> None:
    made = "<metadata>Ada</metadata><!-- at home --><title>Ada</title>" + HALVES
    name, data, image = only(SVG.format(made).encode(), "legs.svg")
    assert name == "legs.svg" and b"Ada" not in data and b"home" not in data
    assert [colour(image, x, 0.5) for x in (0.2, 0.8)] == ["red", "blue"]


@pytest.mark.parametrize(
    "more",
    ["<script>alert(1)</script>", '<image href="http://there/a.png"/>', '<rect onclick="x()"/>',
     '<image xlink:href="file:///etc/passwd"/>', "<style>@import 'http://there/a.css';</style>",
     '<rect fill="url(http://there/a.svg#b)"/>', '<foreignObject><b xmlns="x">hi</b></foreignObject>',
     '<rect style="fill: URL( &quot;//there/a&quot; )"/>'],
)  # fmt: skip
def test_a_drawing_that_runs_or_reaches_out_becomes_pixels(more: str) -> None:
    name, _, image = only(SVG.format(HALVES + more).encode(), "legs.svg")
    assert name == "legs.png"
    assert [colour(image, x, 0.5) for x in (0.2, 0.8)] == ["red", "blue"]
    found = cleaned(SVG.format(HALVES + more).encode())
    assert found is not None and b"there" not in found.data and b"script" not in found.data


def test_a_drawing_refers_to_itself_as_before() -> None:
    inner = '<defs><g id="a"><rect width="20" height="20" fill="#d02020"/></g></defs><a><use xlink:href="#a"/></a>'
    name, _, image = only(SVG.format(inner).encode(), "legs.svg")
    assert name == "legs.svg" and colour(image, 0.2, 0.5) == "red" and colour(image, 0.8, 0.5) == "clear"


def test_a_drawing_that_would_take_for_ever_is_refused_at_once() -> None:
    doubled = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 12))
    for inner in (
        f'<g id="a0"><rect/></g>{doubled}<use href="#a11"/>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        "<rect/>" * 60_000,
        "<g>" * 300 + "</g>" * 300,
    ):
        with pytest.raises(FileRefusedError, match="has too many parts"):
            ready_data(SVG.format(inner).encode(), "a.svg")
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    bomb = f'<!DOCTYPE svg [<!ENTITY a "ha">{entities}]>' + SVG.format("<text>&i;</text>")
    with pytest.raises(FileRefusedError, match="is no SVG that can be drawn"):
        ready_data(bomb.encode(), "a.svg")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Dear diary", "is no picture that can be taken. PNG, JPEG, WebP, GIF and SVG can."),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "is a HEIC or AVIF picture. Save it as JPEG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\1\0\0\0\1\0\0\x08\x06\0\0\0", "is too large: 65536 x 65536 pixels"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\1\0\0\0\1\0\x08\x06\0\0\0", "is damaged and cannot be read"),
        (b"", "is no picture"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(FileRefusedError) as refused:
        ready_file(tmp_path / "a.png")
    assert str(refused.value).startswith('"a.png" ') and says in str(refused.value)


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.png"):
        with pytest.raises(FileRefusedError, match="is not taken: th"):
            ready_file(path)


def gif(*colours: int) -> bytes:
    """Return an animation of 20 x 10 pixels, a second each, of red (0) and blue (1)."""
    frames = b""
    for number in colours:
        # One code a pixel, with a clear code so often that the codes never grow.
        codes = [4, *[number, number, 4] * 100, 5]
        bits = sum(code << (3 * n) for n, code in enumerate(codes))
        data = bits.to_bytes((3 * len(codes) + 7) // 8, "little")
        blocks = b"".join(bytes((len(data[n : n + 255]),)) + data[n : n + 255] for n in range(0, len(data), 255))
        frames += b"\x21\xf9\x04\x04\x64\x00\x00\x00" + b"\x2c\0\0\0\0\x14\0\x0a\0\0\x02" + blocks + b"\0"
    return b"GIF89a\x14\0\x0a\0\xf1\0\0" + b"\xd0\x20\x20\x20\x30\xd0\0\0\0\0\0\0" + frames + b"\x3b"


def test_an_animation_becomes_pictures_that_follow_each_other() -> None:
    readies = ready_data(gif(0, 1, 0), "cat cow.gif")
    assert [ready.name for ready in readies] == ["cat-cow-1.png", "cat-cow-2.png", "cat-cow-3.png"]
    assert [colour(QImage.fromData(ready.data), 0.5, 0.5) for ready in readies] == ["red", "blue", "red"]
    assert [ready.seconds for ready in readies] == [1, 1, 1]
    many = ready_data(gif(*[0, 1] * 30), "long.gif")
    assert len(many) == 8 and {ready.seconds for ready in many} == {7.5}


def test_in_the_folder_an_animation_shows_its_first_picture(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(gif(1, 0))
    assert colour(read_image(tmp_path / "a.gif", QSize(100, 100), mirrored=False), 0.5, 0.5) == "blue"


def test_what_is_pasted_is_kept_as_a_drawing_unless_that_is_much_larger() -> None:
    assert ready_image(two_halves(), "pasted").name == "pasted.png"
    noise = QImage(random.Random(1).randbytes(600 * 600 * 4), 600, 600, 2400, QImage.Format.Format_RGB32)
    assert ready_image(noise, "pasted").name == "pasted.jpg"


AT_ONCE = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from app.ui.image_coding import know_formats
from app.ui.own_images import ready_file
from app.ui.pictures import Pictures
from app.ui.theme import Theme
app, file, pictures = QApplication([]), Path(sys.argv[1]), Pictures(Theme())
pictures.image("a", str(file.parent), file.name, QSize(50, 50))
assert know_formats.cache_info().currsize
taking = threading.Thread(target=lambda: [ready_file(file) for _ in range(150)])
taking.start()
while taking.is_alive():
    pictures.forget_images()
    assert pictures.image("a", str(file.parent), file.name, QSize(50, 50)) is None
    pictures.finish()
    app.processEvents()
    assert pictures.image("a", str(file.parent), file.name, QSize(50, 50)) is not None
"""


def test_pictures_are_taken_in_and_shown_at_the_same_time_without_waiting_for_each_other(tmp_path: Path) -> None:
    # In a process of its own: who waits so holds Python's lock, and no time limit in here would ever end it.
    (tmp_path / "a.jpg").write_bytes(photograph())
    subprocess.run([sys.executable, "-c", AT_ONCE, str(tmp_path / "a.jpg")], cwd=ROOT, check=True, timeout=60)


def test_a_damaged_picture_of_our_own_is_none_and_no_other_format_is_asked(tmp_path: Path) -> None:
    (tmp_path / "kept.png").write_bytes(gif(0))
    assert read_png(tmp_path / "kept.png").isNull() and read_png(tmp_path / "nowhere.png").isNull()


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "gif", "svg"])
def test_every_kind_of_picture_is_read_from_the_folder_and_turned(tmp_path: Path, kind: str) -> None:
    data = {"gif": gif(0), "svg": SVG.format(HALVES).encode()}.get(kind) or encoded(two_halves(), kind)
    file = tmp_path / f"a.{kind}"
    file.write_bytes(data)
    shown, turned = (read_image(file, QSize(200, 200), mirrored=mirrored) for mirrored in (False, True))
    assert colour(shown, 0.2, 0.5) == "red"
    assert colour(turned, 0.8, 0.5) == "red"
    if kind != "gif":
        assert colour(turned, 0.2, 0.5) == "blue"


def test_what_cannot_be_shown_is_no_picture_and_hangs_nothing(tmp_path: Path) -> None:
    for name, data in {
        "bomb.png": b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\1\0\0\0\1\0\0\x08\x06\0\0\0",
        "half.jpg": photograph()[:400],
        "empty.webp": b"",
        "lies.png": b"GIF",
        "loop.svg": SVG.format('<g id="a"><use href="#a"/></g>').encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert read_image(tmp_path / name, QSize(100, 100), mirrored=False).isNull(), name
    os.mkfifo(tmp_path / "pipe.png")
    for name in ("nowhere.png", "pipe.png"):
        assert read_image(tmp_path / name, QSize(100, 100), mirrored=True).isNull()
