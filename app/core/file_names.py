"""Names of files that come from elsewhere: which may be used, which two are one to some disk, and how one is made."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100  # characters
LONGEST_BYTES = 200  # of UTF-8; file systems take 255, and `-2.yaml` may be added
LONGEST_KEY = 60
# Windows opens a device by these names, whatever ending follows.
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
_FORBIDDEN = set('/\\:*?"<>|')


def folded(name: str) -> str:
    """Return what a name becomes where small and capital letters, or two spellings of one letter, are the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def name_trouble(name: str) -> str:
    """Return why a file of this name may not be written, as half a sentence; "" where it may, on every system."""
    # A full-width solidus becomes a solidus on some disks: both spellings must be harmless.
    for spelling in (name, unicodedata.normalize("NFKC", name)):
        if trouble := _trouble(spelling):
            return trouble
    return ""


def _trouble(name: str) -> str:
    if not name.strip(". "):
        return "it is no file's name"
    rules = (
        (len(name) > LONGEST or len(name.encode("utf-8", "replace")) > LONGEST_BYTES, "its name is too long"),
        (any(_unseen(sign) for sign in name), "its name holds characters that do not show"),
        (_FORBIDDEN.intersection(name), "its name leads out of the folder, or is none that every system can write"),
        (name[0] in ". -" or name[-1] in ". ", "its name begins or ends with a sign that hides or changes it"),
        (name.partition(".")[0].strip().casefold() in _DEVICES, "its name belongs to a device on Windows"),
    )
    return next((trouble for broken, trouble in rules if broken), "")


def _unseen(sign: str) -> bool:
    """Return whether a character is a control or format character, half of a pair, unassigned, or ends a line."""
    category = unicodedata.category(sign)
    return category[0] == "C" or category in ("Zl", "Zp")


def file_key(name: str, otherwise: str) -> str:
    """Return the name that a file gets for what is called `name`: small letters and hyphens; `otherwise` for none."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).lower().replace("'", "").replace("’", ""))
    key = "-".join(word.strip("_") for word in words if word.strip("_"))[:LONGEST_KEY].strip("-")
    while len(key.encode("utf-8", "replace")) > LONGEST_BYTES - 20:
        key = key[:-1]
    return otherwise if not key or name_trouble(f"{key}.yaml") else key
