"""The layers hold: who may import whom, no catch-all names, no file with two jobs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"

# Package -> what of the project it may import. The longest matching name counts; its own package is always allowed.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "app.core": ("app.core",),
    "app.storage": ("app.core", "app.storage", "app.paths"),
    "app.sound": ("app.sound",),
    "app.ui": ("app.core", "app.storage", "app.sound", "app.ui", "app.clocks", "app.paths", "app.window_request"),
    "app.clocks": (),
    "app.paths": (),
    "app.window_request": (),
    "app": ("app",),
}
QT = ("PySide6", "shiboken6")
# Third-party and standard modules that a layer must not touch: core has no files, no clock, no system.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "app.core": (*QT, "yaml", "sqlite3", "os", "io", "pathlib", "shutil", "tempfile", "time", "subprocess", "socket",
                 "threading", "asyncio", "miniaudio", "platformdirs", "logging"),
    "app.storage": (*QT, "socket", "miniaudio"),
    "app.sound": QT,
    "app": ("socket", "urllib", "http", "ssl"),
}  # fmt: skip
# Only the window may import Qt; the commands below reach it inside a function, when a window or a picture is wanted.
MAY_REACH_QT = ("app.ui", "app.open_command", "app.play_command", "app.figure_command", "app.remind_command",
                "app.sheet_command", "app.window_command")  # fmt: skip
NO_SUCH_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools"}
MOST_LINES = 400


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(APP.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = list(modules())
NAMES = {name for name, _ in MODULES}


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be seen in one module: whom it imports, and the lines that hide errors or connect to a lambda."""

    imports: frozenset[str]
    silent: tuple[int, ...]
    lambdas: tuple[int, ...]


@cache
def seen(path: Path) -> Seen:
    """Return what is to be seen in a module, which is read once for all that is asked of it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return Seen(
        frozenset(name for node in nodes for name in imported(node)),
        tuple(node.lineno for node in nodes if isinstance(node, ast.ExceptHandler) and swallows_all(node)),
        tuple(node.lineno for node in nodes if isinstance(node, ast.Call) and connects_to_lambda(node)),
    )


def imported(node: ast.AST) -> set[str]:
    """Return the modules that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {full if (full := f"{node.module}.{alias.name}") in NAMES else node.module for alias in node.names}
    return {"a relative import"} if isinstance(node, ast.ImportFrom) else set()


def swallows_all(node: ast.ExceptHandler) -> bool:
    """Return whether any error ends here without a word."""
    silent = all(isinstance(s, ast.Pass) for s in node.body)
    return silent and (node.type is None or getattr(node.type, "id", "") == "Exception")


def connects_to_lambda(node: ast.Call) -> bool:
    """Return whether a call connects a signal to a lambda."""
    connects = isinstance(node.func, ast.Attribute) and node.func.attr == "connect"
    return connects and any(isinstance(a, ast.Lambda) for a in node.args)


def layer(name: str, table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return next(table[k] for k in sorted(table, key=len, reverse=True) if name == k or name.startswith(f"{k}."))


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == p or name.startswith(f"{p}.") for p in packages)


# Each rule is one test of all modules: it names those that break it, and 1,600 tests would cost more than they ask.


def test_a_module_imports_only_what_its_layer_may() -> None:
    found = set()
    for name, path in MODULES:
        allowed = layer(name, MAY_IMPORT)
        ours = {i for i in seen(path).imports if within(i, ("app",)) or i == "a relative import"}
        found |= {(name, i) for i in ours if not within(i, allowed)}
    assert found == set()


def test_a_module_keeps_away_from_what_its_layer_must_not_touch() -> None:
    found = set()
    for name, path in MODULES:
        forbidden = {f for k, row in FORBIDDEN.items() if within(name, (k,)) for f in row}
        if name in {"app.ui.application", "app.ui.instance"}:
            forbidden -= {"socket"}  # the wake-up pair of the signal handler; no internet socket is opened with it
        found |= {(name, i) for i in seen(path).imports if within(i, tuple(forbidden))}
    assert found == set()


def test_only_the_window_imports_qt() -> None:
    others = [(name, path) for name, path in MODULES if not within(name, MAY_REACH_QT)]
    assert {(name, i) for name, path in others for i in seen(path).imports if within(i, (*QT, "app.ui"))} == set()


def test_pages_do_not_know_each_other() -> None:
    pages = {n: p for n, p in MODULES if n.startswith("app.ui.pages.")}
    meetings = {
        (name, other)
        for name, path in pages.items()
        for other in seen(path).imports
        if other in pages and family(other) != family(name)
    }
    assert meetings == set()


def family(name: str) -> str:
    """Return the page a module belongs to: `library_page` and `library_cards` are one family."""
    return name.rsplit(".", 1)[-1].split("_", maxsplit=1)[0]


def test_no_file_has_two_jobs_or_a_name_that_says_none() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
    assert [name for name, _ in MODULES if NO_SUCH_NAMES.intersection(name.split("."))] == []


def test_no_module_swallows_every_error() -> None:
    assert [(name, line) for name, path in MODULES for line in seen(path).silent] == []


def test_signals_are_not_connected_to_lambdas() -> None:
    assert [(name, line) for name, path in MODULES for line in seen(path).lambdas] == []
