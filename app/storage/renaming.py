"""Names put into a file's text in place of others, where they stand: everything else of the file stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.storage.yaml_editing import with_value
from app.storage.yaml_reader import Fields, Items, Text, Value, parse_yaml
from app.storage.yaml_spans import At


def renamed_routine(
    data: bytes, exercises: Mapping[str, str], pictures: Mapping[str, str], name: str | None = None
) -> bytes:
    """Return a routine's file with other names of exercises, of pictures beside it, and of itself (None: its own).

    Raises NotEditedError where its text cannot be changed so that it says just that.
    """
    changes = dict(_changes(data, {"do": exercises, "image": pictures}))
    return _changed(data, changes if name is None else {**changes, ("name",): name})


def renamed_exercise(data: bytes, pictures: Mapping[str, str], picture: Mapping[str, str]) -> bytes:
    """Return an exercise's file with other names of its pictures; `picture` says what its `picture:` word becomes.

    Raises NotEditedError as above.
    """
    return _changed(data, dict(_changes(data, {"image": pictures, "picture": picture})))


def images_in(data: bytes) -> list[str]:
    """Return the names of the pictures that a file speaks of, each once."""
    named = (text for at, text in _texts(data) if at[-1] == "image")
    return list(dict.fromkeys(name for name in named if name))


def keys_of(data: bytes) -> frozenset[str]:
    """Return the keys that a file begins with; none where it is no mapping."""
    root = parse_yaml(data, "").root
    return frozenset(entry.key for entry in root.entries) if isinstance(root, Fields) else frozenset()


def picture_word(data: bytes) -> str:
    """Return what an exercise's file says of its picture in a word; "" where it says nothing, or lists images."""
    return next((text for at, text in _texts(data) if at == ("picture",)), "")


def _changes(data: bytes, names: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[At, str]]:
    """Yield the places under the keys of `names` whose text has another name, with that."""
    for at, text in _texts(data):
        new = names.get(str(at[-1]), {}).get(text)
        if new is not None and new != text:
            yield at, new


def _changed(data: bytes, changes: Mapping[At, str]) -> bytes:
    text = data.decode("utf-8")
    for at, new in changes.items():
        text = with_value(text, at, new)
    return text.encode()


def _texts(data: bytes) -> Iterator[tuple[At, str]]:
    """Yield the place of every text under a key, and the text on one line, as the reader of files takes it."""
    waiting: list[tuple[At, Value | None]] = [((), parse_yaml(data, "").root)]
    while waiting:
        at, node = waiting.pop()
        if isinstance(node, Fields):
            waiting += [((*at, entry.key), entry.value) for entry in node.entries]
        elif isinstance(node, Items):
            waiting += [((*at, number), item) for number, item in enumerate(node.items)]
        elif isinstance(node, Text) and at:
            yield at, " ".join(node.text.split())
