"""Routines that were changed and not saved: kept aside as they are typed, so that no crash and no closing loses them.

One small file each in a folder of their own beside the routines: where the routine's file lies, what it held when it
was read, and the text as it was changed. A file that cannot be read is left alone: it may be a later version's.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.storage.whole_file import write_whole

FOLDER = "drafts"
ENDING = ".draft"


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What was changed and not saved; `before` is the file's text when it was read, None where there was no file."""

    path: str
    name: str
    before: str | None
    text: str


class KeptDrafts:
    """The drafts of one data folder."""

    def __init__(self, data: Path, folder: str = FOLDER) -> None:
        """Take the person's data folder; nothing is read or made yet."""
        self._folder = data / folder

    def keep(self, draft: KeptDraft) -> None:
        """Keep a draft, in place of an earlier one of the same file; OSError where the disk refuses."""
        words = json.dumps(asdict(draft), ensure_ascii=False, indent=1)
        write_whole(self._file(draft.path), words.encode("utf-8", "surrogatepass"))

    def forget(self, path: Path | str) -> None:
        """Keep nothing more of a file: it was saved, or the person wants the changes no longer."""
        with suppress(OSError):  # what cannot be deleted is offered once more, and no harm is done
            self._file(path).unlink(missing_ok=True)

    def of(self, path: Path | str) -> KeptDraft | None:
        """Return what was changed in a file and not saved; None where there is nothing."""
        return _read(self._file(path))

    def all(self) -> tuple[KeptDraft, ...]:
        """Return all drafts, by the name of the routine."""
        try:
            files = sorted(self._folder.glob(f"*{ENDING}"))
        except OSError:
            return ()
        found = (_read(file) for file in files)
        return tuple(sorted((draft for draft in found if draft is not None), key=lambda draft: draft.name.casefold()))

    def _file(self, path: Path | str) -> Path:
        from hashlib import sha256  # noqa: PLC0415  # not at every start: most have no draft

        # The whole path counts: two folders may hold a file of one name.
        sign = sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        return self._folder / f"{Path(path).stem[:60]}-{sign}{ENDING}"


def _read(file: Path) -> KeptDraft | None:
    try:
        data = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
        draft = KeptDraft(data["path"], data["name"], data["before"], data["text"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    texts = (draft.path, draft.name, draft.text)
    return draft if all(isinstance(text, str) for text in texts) and isinstance(draft.before, str | None) else None
