"""Files of every kind that can be imported, changed at random by a kept seed: damaged, cut, mixed, repacked."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.paths import bundled, folders
from app.storage.chosen_file import FileRefusedError
from app.storage.importing import read_import
from app.storage.library import Library
from app.storage.parcel import Parcel, ParcelRefusedError
from app.storage.shared_file import shared_bytes
from app.storage.taking import offer_of, take
from tests.storage.giving import FIGURE, FILES, PNG, ROUTINE, content
from tests.storage.test_workrave_file import XML

SEED = 20261121
TEXT = """My back plan
- pigeon 2 min each side
10 x 5 s bridge, rest 30 s
3 sets of 12 rows with 8 kg
child's pose 1:30
legs up the wall 5-10 min, quietly
"""
YAML = (bundled() / "routines" / "gym-upper-back.yaml").read_bytes()
SHARED = shared_bytes(Parcel("x", "evening", {**FILES, "figures/slide.yaml": FIGURE.read_bytes()}))
GOOD: dict[str, tuple[bytes, ...]] = {
    "evening.holdwell": (SHARED,),
    "gym.yaml": (YAML, ROUTINE.replace(b"slide", b"sphinx").replace(b"leaning", b"pigeon")),
    "exercises.xml": (XML.encode(),),
    "plan.txt": (TEXT.encode(), TEXT.encode("utf-16")),
}
# What is put into a file: signs that mean something to one of the readers, or to a disk.
SPICE = (
    b"\0", b"\xff", b"\n", b"\t", b"{", b"}", b"[", b"]", b":", b"- ", b"&a ", b"*a", b"!!x ", b"|", b">", b"'", b'"',
    b"#", b"<", b"</", b"/>", b"&", b"<!DOCTYPE x [", b"<![CDATA[", b"<?", b"../", b"/etc/passwd", b"C:\\", b"CON",
    b"\xe2\x80\xae", b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"999999999999", b"-1", b"1e9", b"0", b"each: side",
    b"picture: figure of ", b"do: ", b"image: ", b"start.png", b"\r\n", b"\xc3\xbc", b"\xf0\x9f\x98\x80",
    b"repeat: 100\n", b"---\n", b"%YAML 9\n",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return some bytes with a few changes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 20))):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((0, 1, 1, 2, 4, 16, 200)))
        kind = chance.randrange(9)
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            changed[at:end] = chance.choice(SPICE)
        elif kind == 2:
            del changed[at:end]
        elif kind == 3:
            changed[at:at] = changed[at:end] * chance.choice((1, 2, 50))
        elif kind == 4:
            changed[at:end] = chance.randbytes(end - at)
        elif kind == 5 and chance.random() < 0.2:
            del changed[at:]
        elif kind > 6 and (digits := [n for n, sign in enumerate(changed) if chr(sign).isdigit()]):
            changed[chance.choice(digits)] = ord(chance.choice("0123456789"))
        else:
            other = chance.choice(chance.choice(list(GOOD.values())))
            start = chance.randrange(len(other))
            changed[at:end] = other[start : start + chance.randrange(80)]
    return bytes(changed)


def repacked(chance: random.Random) -> bytes:
    """Return a shared file with changed names and contents, its checksums right."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SHARED)) as good, zipfile.ZipFile(target, "w") as archive:
        for name in good.namelist():
            inner = good.read(name)
            if chance.random() < 0.2:
                inner = mutated(inner, chance)
            new = mutated(name.encode(), chance).decode("utf-8", "replace") if chance.random() < 0.05 else name
            archive.writestr(zipfile.ZipInfo(new[:300] or "x"), inner, chance.choice((0, zipfile.ZIP_DEFLATED)))
    return target.getvalue()


@dataclass(slots=True)
class Tries:
    """Imports changed files into a data folder, one after the other, and looks at what is left each time."""

    folder: Path
    library: Library
    outcomes: Counter[str]

    @classmethod
    def into(cls, folder: Path) -> Tries:
        """Return tries in a folder that is empty."""
        (folder / "given").mkdir()
        (folder / "given" / "arm.png").write_bytes(PNG)
        return cls(folder, Library(bundled(), folder / "data"), Counter())

    def one(self, seed: int) -> None:
        """Import one changed file; AssertionError where it left something behind that it should not have."""
        chance = random.Random(f"{SEED}/{seed}")
        name = list(GOOD)[seed % len(GOOD)]
        whole = name == "evening.holdwell" and chance.random() < 0.7
        data = repacked(chance) if whole else mutated(chance.choice(GOOD[name]), chance)
        path, mine = self.folder / "given" / name, self.folder / "data"
        path.write_bytes(data)
        mine.mkdir()
        (mine / "kept").write_bytes(b"mine")
        try:
            outcome = self._import(path, mine)
        except (ParcelRefusedError, FileRefusedError) as refused:
            assert str(refused), seed
            outcome = "refused"
        after = content(mine)
        assert after.pop("kept") == b"mine", seed
        assert not [p for p in after if p.startswith(".")], seed
        assert (outcome == "taken") == bool(after), seed
        assert {p.name for p in self.folder.iterdir()} == {"given", "data"}, seed
        shutil.rmtree(mine)
        self.outcomes[f"{name} {outcome}"] += 1

    def _import(self, path: Path, mine: Path) -> str:
        places = folders(mine)
        offer = offer_of(read_import(path, path.name, self.library), places, self.library)
        if not offer.good:
            assert offer.faults
            return "faulty"
        take(offer, places)
        read = Library(bundled(), mine).routine(offer.key)
        assert read is not None and read.routine is not None
        return "taken" if offer.writes else "there"
