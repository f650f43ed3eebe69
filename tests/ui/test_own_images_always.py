"""Whatever comes as a picture: it is taken bare, or refused with a sentence; nothing else happens."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.storage.chosen_file import FileRefusedError
from app.storage.image_files import image_head
from app.ui.own_images import MOST_ALONG, ready_data
from app.ui.svg_cleaning import cleaned
from tests.ui.own_pictures import GPS, MAKER, encoded, photograph, two_halves

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'
    b'<defs><g id="a"><rect width="20" height="20" fill="#d02020"/></g></defs><use xlink:href="#a"/>'
    b'<script>go()</script><image href="http://there/a.png"/><path onload="go()" style="fill:url(#b)" d="M0 0L9 9"/>'
    b"<style>rect { stroke: url(http://there/b) }</style><!-- Ada --><metadata>Ada</metadata></svg>"
)


@pytest.fixture(autouse=True)
def _qt(qapp: QApplication) -> None:
    """Have Qt's picture formats there."""


def kinds() -> dict[str, bytes]:
    """Return a file of every kind."""
    return {
        "photo.jpg": photograph(6),
        "drawing.png": encoded(two_halves(), "png"),
        "web.webp": encoded(two_halves(ground="#00000000"), "webp"),
        "legs.svg": SVG,
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return the file with a few bytes changed, doubled, lost or cut off."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(1, len(out)))
        match chance.randrange(4):
            case 0:
                out[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                out[at:at] = out[at : at + chance.randint(1, 40)]
            case 2:
                del out[at : at + chance.randint(1, 40)]
            case _:
                del out[max(40, at) :]
    return bytes(out)


@pytest.mark.qt_log_ignore(".*")  # the libraries say what they think of such files
@pytest.mark.parametrize("name", ["photo.jpg", "drawing.png", "web.webp", "legs.svg"])
def test_a_damaged_file_is_taken_bare_or_refused(name: str) -> None:
    data = kinds()[name]
    chance = random.Random(name)
    taken = 0
    for _ in range(120):
        try:
            readies = ready_data(damaged(data, chance), name)
        except FileRefusedError as refused:
            assert str(refused).startswith(f'"{name}" ') and str(refused).endswith(".")
            continue
        taken += 1
        for ready in readies:
            image = QImage.fromData(ready.data)
            assert not image.isNull() and max(image.width(), image.height()) <= MOST_ALONG
            assert not any(word in ready.data for word in (GPS, MAKER, b"Exif", b"living room", b"there", b"go()"))
    assert taken > 0 or name == "drawing.png"  # whose checksums find all damage


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF0000WEBPVP8 ", b"<svg"]), st.binary()
)
def test_the_first_bytes_of_anything_are_read_without_a_word(start: bytes, rest: bytes) -> None:
    head = image_head(start + rest)
    assert head is None or head.kind in ("png", "jpg", "gif", "webp", "svg")


PIECES = (
    "<g>", "</g>", '<g id="a">', '<use href="#a"/>', '<use href="http://there"/>', "<script>", "</script>", "go()",
    "<a>", "</a>", '<rect onclick="go()" width="9"/>', '<image href="data:image/png;base64,AA"/>', "<style>",
    "</style>", "@import url(//there)", "&lt;script&gt;", "<!-- go() -->", "<![CDATA[<script>go()</script>]]>",
    "<?go go()?>", '<x:script xmlns:x="http://www.w3.org/2000/svg">', "</x:script>",
    '<rect style="fill:URL (http://there)"/>', '<rect style="fill:\\75rl(//there)"/>',
    '<SCRIPT xmlns="http://www.w3.org/2000/svg">', "</SCRIPT>", "<foreignObject>", "</foreignObject>",
    "&#106;avascript:",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_nothing_that_runs_or_reaches_out_comes_through(pieces: list[str]) -> None:
    made = cleaned(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(pieces)}</svg>'.encode())
    if made is not None:
        text = made.data.decode()
        assert not re.search(r"<\w*:?script|<\w*:?foreignobject|\son\w+=|there|<!--|<\?go|import", text, re.IGNORECASE)
        # What is cleaned is clean.
        again = cleaned(made.data)
        assert again is not None and not again.reached
