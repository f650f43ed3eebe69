"""Draw all figures on one sheet, to be looked at by whoever changes a pose.

`python bench/figure_gallery.py OUT.png [--theme dark] [--person man] [--skin 2] [--size 640x480] [NAME ...]`
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from app.core.figure.positions import START
from app.core.figure.scene import Moment, Scene
from app.paths import bundled
from app.storage.body_files import load_body
from app.storage.figure_files import load_figure
from app.ui.widgets.figure_painter import image_of


def _sheet(cells: list[tuple[str, QImage]], columns: int, size: tuple[int, int], theme: str) -> QImage:
    """Return all pictures in rows, each with its name."""
    width, height = size
    rows = -(-len(cells) // columns)
    sheet = QImage(columns * (width + 12) + 12, rows * (height + 40) + 12, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#F6F3EC" if theme == "light" else "#0F1615"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont("Inter")
    font.setPixelSize(17)
    painter.setFont(font)
    for n, (label, image) in enumerate(cells):
        x, y = 12 + n % columns * (width + 12), 12 + n // columns * (height + 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#E9EFEA" if theme == "light" else "#1A2623"))
        painter.drawRoundedRect(QRectF(x, y, width, height), 14, 14)
        painter.drawImage(x, y, image)
        painter.setPen(QColor("#1E2A28" if theme == "light" else "#EDF2EE"))
        painter.drawText(QRectF(x, y + height, width, 26), Qt.AlignmentFlag.AlignCenter, label)
    painter.end()
    return sheet


def main() -> None:
    """Draw the sheet and print how long each figure took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--person", default="woman")
    parser.add_argument("--skin", type=int, default=1)
    parser.add_argument("--size", default="480x360")
    parser.add_argument("--between", type=int, default=0, help="pictures between two keyframes")
    parser.add_argument("--start", type=int, default=0, help="pictures of the way into the pose")
    parser.add_argument("--round", action="store_true", help="and of coming round with it from the other side")
    parser.add_argument("--columns", type=int, default=5)
    parser.add_argument("--turn", type=float, help="look from another side")
    args = parser.parse_args()
    app = QGuiApplication(sys.argv[:1])
    width, height = (int(n) for n in args.size.split("x"))
    folder = bundled() / "resources" / "figures"
    body = load_body(args.person)
    cells: list[tuple[str, QImage]] = []
    for path in sorted(folder.glob("*.yaml")):
        if args.names and path.stem not in args.names:
            continue
        figure = load_figure(path)
        if isinstance(figure, list):
            print(*figure, sep="\n")
            continue
        if args.turn is not None:
            figure = replace(figure, turn=args.turn)
        start = time.perf_counter()
        scene = Scene(figure, body)
        took = time.perf_counter() - start
        misses = "; ".join(
            f"{k}: {m.what} {m.by * 1000:.0f} mm"
            for k, s in scene.solved.items()
            for m in s.misses
            if abs(m.by) > 0.004
        )
        moments = [Moment(k) for k in figure.names()]
        if args.between:
            pairs = list(zip(figure.names(), figure.names()[1:], strict=False))
            moments = [Moment(a, b, i / args.between) for a, b in pairs for i in range(args.between + 1)]
        if args.start and figure.start is not None:
            into = figure.names()[0]
            moments = [Moment(START, into, i / args.start, args.round) for i in range(args.start + 1)]
        start = time.perf_counter()
        for moment in moments:
            label = f"{figure.name} · {moment.key}" + (f" {moment.t:.2f}" if moment.to else "")
            cells.append((label, image_of(scene.picture(moment, width, height, theme=args.theme, skin=args.skin))))
        each = (time.perf_counter() - start) / len(moments)
        print(f"{figure.name}: set up {took * 1000:.0f} ms, a picture {each * 1000:.0f} ms. {misses}")
    _sheet(cells, min(args.columns, len(cells)), (width, height), args.theme).save(args.out)
    del app


if __name__ == "__main__":
    main()
