"""`holdwell sheet`: a routine as a PDF to print, with figures, doses and boxes to tick."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from app.core.planning import PlanError
from app.core.routine import Routine
from app.file_words import file_path
from app.paths import Folders, bundled, folders
from app.plan_options import level, pick
from app.storage.chosen_file import FileRefusedError
from app.storage.keyframes import Keyframes
from app.storage.library import Library

PAPERS = ("a4", "letter")


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("sheet", help="a routine on paper: a PDF with figures, doses and boxes to tick")
    parser.add_argument("routine", metavar="ROUTINE", help="a name from `holdwell list`, or a file")
    parser.add_argument(
        "--level", type=level, metavar="N", help="doses at a level, 0 to 100; else ranges as prescribed"
    )
    parser.add_argument(
        "--choose", type=pick, action="append", default=[], metavar="N=K", help="alternative K of step N comes first"
    )
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="the paper's size; else a4")
    parser.add_argument("--out", type=file_path, metavar="FILE", help="else ROUTINE.pdf in the current folder")


def run(args: argparse.Namespace) -> int:
    """Write the PDF, say where it is, and return the exit status."""
    own = folders(args.data_dir)
    read, sentence = Library(bundled(), own.data).find(args.routine)
    if read is None:
        return _said(sentence, 1)
    for fault in read.faults:
        print(fault, file=sys.stderr)
    routine = read.routine
    if routine is None:
        return 1
    if args.level is not None and routine.fixed_level:
        return _said(f"{routine.name} has a fixed level: its sheet is as it is written, without --level.", 2)
    out = args.out if args.out is not None else Path(f"{routine.key}.pdf")
    try:
        pages = _written(routine, args, own, out)
    except PlanError as problem:
        return _said(str(problem), 2)
    except FileRefusedError as refused:
        return _said(str(refused), 1)
    print(f"{out}: {pages} {'page' if pages == 1 else 'pages'}")
    return 0


def _said(sentence: str, status: int) -> int:
    print(f"holdwell: {sentence}", file=sys.stderr)
    return status


def _written(routine: Routine, args: argparse.Namespace, own: Folders, out: Path) -> int:
    """Draw and write; return the pages."""
    # A file needs no screen.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPageSize  # noqa: PLC0415 - Qt

    from app.storage.setting import PERSON, SKIN  # noqa: PLC0415 - after what the words of the command ask for
    from app.storage.settings import Settings  # noqa: PLC0415 - as above
    from app.ui.figure_frames import FigureDrawer  # noqa: PLC0415 - Qt
    from app.ui.picture_making import Making, kept_file  # noqa: PLC0415 - Qt
    from app.ui.picture_wishes import Wanted  # noqa: PLC0415 - Qt
    from app.ui.printed_routine import pictures_wanted, write_sheet  # noqa: PLC0415 - Qt
    from app.ui.sheet_words import sheet_of  # noqa: PLC0415 - as above
    from app.ui.theme import load_family  # noqa: PLC0415 - Qt

    application = QGuiApplication.instance() or QGuiApplication([])
    load_family(bundled() / "resources" / "fonts")
    keys = Keyframes(own.figures, bundled() / "resources" / "figures")
    sheet = sheet_of(routine, args.level, dict(args.choose), keys_of=keys.names)
    chosen = Settings(own.settings)
    source = FigureDrawer(own.figures, chosen[PERSON], chosen[SKIN] - 1)
    images: dict[Wanted, QImage] = {}

    def take(wanted: Wanted, image: QImage, rough: bool) -> None:
        if not image.isNull():
            images[wanted] = image

    for wanted in dict.fromkeys(pictures_wanted(sheet).values()):
        Making(wanted, source, kept_file(own.cache, source, wanted), take).run()
    size = QPageSize.PageSizeId.Letter if args.paper == "letter" else QPageSize.PageSizeId.A4
    pages = write_sheet(out, sheet, images, size, never=(own.history, own.settings))
    del application
    return pages
