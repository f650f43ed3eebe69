"""An SVG made harmless: what runs, what reaches out of the file, what names its maker, and what would take for ever.

A person's own drawing may come from anywhere. It is written anew from what a still picture is made of; nothing else
in it is kept. Another file's picture, a script, a foreign element, a comment and a filter are no part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QXmlStreamReader, QXmlStreamWriter

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
MOST_ELEMENTS = 50_000
MOST_DEEP = 100
MOST_DRAWN = 200_000  # elements once every reference is followed
LEFT_OUT = {"script", "foreignobject", "metadata", "filter", "title", "desc"}
_MOVES = re.compile("animate|set$|discard$", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\s*\((?!\s*['\"]?\s*#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE)
_REFERENCE = re.compile(r"url\s*\(\s*['\"]?\s*#([^'\")\s]+)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpe?g|webp|gif)[;,]", re.IGNORECASE)

Token = QXmlStreamReader.TokenType


@dataclass(slots=True)
class Cleaned:
    """A harmless SVG; `reached` tells that it held a script or reached out, `rasters` that pixels are within it."""

    data: bytes
    reached: bool = False
    rasters: bool = False


@dataclass(slots=True)
class _Part:
    """An element with an id: how many elements it holds, and what they refer to."""

    elements: int = 0
    refers: list[str] = field(default_factory=list)


class _Intricate:
    """Counts what is drawn when every reference is followed."""

    def __init__(self) -> None:
        self.parts: dict[str, _Part] = {"": _Part()}
        self.open: list[str | None] = []

    def begin(self, name: str | None, refers: list[str]) -> None:
        self.open.append(name)
        for around in {"", *(n for n in self.open if n)}:
            part = self.parts.setdefault(around, _Part())
            part.elements += 1
            part.refers += refers

    def end(self) -> None:
        self.open.pop()

    def drawn(self) -> int:
        """Return how many elements are drawn; more than any bound where something refers to itself."""
        known: dict[str, int] = {}
        waits: list[tuple[str, bool]] = [("", False)]
        within: set[str] = set()
        while waits:
            name, done = waits.pop()
            part = self.parts.get(name)
            if part is None or (name in known and not done):
                continue
            if done:
                within.discard(name)
                known[name] = part.elements + sum(known.get(other, 0) for other in part.refers)
                if known[name] > MOST_DRAWN:
                    return known[name]
                continue
            if name in within:
                return MOST_DRAWN + 1
            within.add(name)
            waits.append((name, True))
            for other in set(part.refers):
                if other in within:
                    return MOST_DRAWN + 1
                waits.append((other, False))
        return known[""]


def cleaned(data: bytes) -> Cleaned | None:
    """Return an SVG with nothing in it but its drawing; None where it is none, or too intricate to be drawn."""
    source, out = QBuffer(), QByteArray()
    source.setData(QByteArray(data))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QXmlStreamReader(source)
    writer = QXmlStreamWriter(out)
    made, counted, skipped, elements = Cleaned(b""), _Intricate(), 0, 0
    while not reader.atEnd():
        token = reader.readNext()
        if token == Token.StartElement:
            elements += 1
            if skipped or not _is_drawn(reader):
                skipped += 1
                made.reached |= reader.name().casefold() in ("script", "foreignobject", "image")
                continue
            if elements > MOST_ELEMENTS or len(counted.open) > MOST_DEEP:
                return None
            _begin(reader, writer, made, counted)
        elif token == Token.EndElement:
            if skipped:
                skipped -= 1
            else:
                counted.end()
                writer.writeEndElement()
        elif token == Token.Characters and not skipped and counted.open:
            _text(reader.text(), writer, made)
    if reader.hasError() or not elements or counted.drawn() > MOST_DRAWN:
        return None
    made.data = bytes(out.data())
    return made


def _is_drawn(reader: QXmlStreamReader) -> bool:
    """Return whether an element belongs to a still drawing."""
    name = reader.name()
    known = reader.namespaceUri() in (SVG, "")
    if name == "image" and not any(_DATA.match(_href(reader, space)) for space in ("", XLINK)):
        return False
    return known and name.casefold() not in LEFT_OUT and not _MOVES.match(name)


def _href(reader: QXmlStreamReader, space: str) -> str:
    """Return what an element leads to; empty where it leads nowhere."""
    attributes = reader.attributes()
    return str(attributes.value(space, "href")) if attributes.hasAttribute(space, "href") else ""


def _begin(reader: QXmlStreamReader, writer: QXmlStreamWriter, made: Cleaned, counted: _Intricate) -> None:
    """Write an element with what it may say of itself."""
    first = not counted.open
    name, own, refers = reader.name(), None, []
    writer.writeStartElement("g" if name == "a" else name)  # nobody can follow a link in a still picture
    if first:
        writer.writeDefaultNamespace(SVG)
        writer.writeNamespace(XLINK, "xlink")
    attributes = reader.attributes()
    for attribute in (attributes.at(n) for n in range(attributes.size())):
        key, value, space = attribute.name(), attribute.value(), attribute.namespaceUri()
        if space not in ("", XLINK, XML) or key.casefold() == "filter":
            continue
        if key.casefold().startswith("on"):
            made.reached = True
            continue
        if key == "href":
            inner = value.startswith("#")
            if not inner and not (name == "image" and _DATA.match(value)):
                made.reached = True
                continue
            made.rasters |= not inner
            refers += [value[1:]] if inner else []
        elif _OUTSIDE.search(value):
            made.reached = True
            continue
        if key == "id" and not space:
            own = value
        refers += _REFERENCE.findall(value)
        if space:
            writer.writeAttribute(space, key, value)
        else:
            writer.writeAttribute(key, value)
    counted.begin(own, refers)


def _text(text: str, writer: QXmlStreamWriter, made: Cleaned) -> None:
    """Write what stands between elements, rules of style included, unless it reaches out."""
    if _OUTSIDE.search(text):
        made.reached = True
    else:
        writer.writeCharacters(text)
