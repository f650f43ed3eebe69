#!/usr/bin/env python3
"""Set Holdwell up and start it, or run its checks; needs Python 3.11 and nothing else.

    python3 run.py                      set up where needed, then open the window
    python3 run.py play NAME ...        any of Holdwell's commands (see `python3 run.py --help`)
    python3 run.py test [PYTEST WORDS]  set up where needed, then run every check
    python3 run.py setup                set up only
    --yes, as the first word            do not ask before installing system packages

Exit status: that of what was started; 1 where the set-up failed or there is no display.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / "holdwell-setup"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
NO_QT = {"list", "plan", "check", "history", "share", "import", "desktop", "where", "edit", "schema", "completion",
         "--text", "--lines", "--events", "--version", "--help", "-h"}  # fmt: skip
NO_WINDOW = {*NO_QT, "figure", "sheet", "remind"}

# What Qt's own libraries load from the system: the shared library and its package by package manager.
# Found by `ldd` on Qt's plugins and libraries, from Debian's, Fedora's and Arch's package indexes.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libGLX.so.0": ("libglx0", "libglvnd-glx", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
    "libz.so.1": ("zlib1g", "zlib", "zlib"),
    "libzstd.so.1": ("libzstd1", "libzstd", "zstd"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs", "krb5"),
}
# What the window needs; plugins that only some desktops load are left alone.
QT_PARTS = (
    "lib/libQt6Core.so.6",
    "lib/libQt6Gui.so.6",
    "lib/libQt6Widgets.so.6",
    "lib/libQt6DBus.so.6",
    "lib/libQt6Network.so.6",
    "lib/libQt6PrintSupport.so.6",
    "lib/libQt6Svg.so.6",
    "plugins/platforms/libqxcb.so",
    "plugins/platforms/libqoffscreen.so",
)
# What the checks use besides: a screen of their own, a message bus, a voice. Without them those tests are skipped.
TEST_PROGRAMS = {"Xvfb": "xvfb", "dbus-daemon": "dbus", "espeak-ng": "espeak-ng"}
FEDORA_PROGRAMS = {"xvfb": "xorg-x11-server-Xvfb", "dbus": "dbus-daemon", "espeak-ng": "espeak-ng"}
ARCH_PROGRAMS = {"xvfb": "xorg-server-xvfb", "dbus": "dbus", "espeak-ng": "espeak-ng"}


def say(text: str) -> None:
    """Print one line of what is being done, to standard error: standard output is the command's own."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> SystemExit:
    """Return the exit with status 1 that says one sentence."""
    say(text)
    return SystemExit(1)


def succeeds(*command: str | Path) -> bool:
    """Return whether a command, run with nothing shown and nothing to read, ends with status 0."""
    quiet = subprocess.DEVNULL
    return subprocess.run(command, check=False, stdin=quiet, stdout=quiet, stderr=quiet).returncode == 0


def is_root_on_debian() -> bool:
    """Return whether packages can be installed by us: root, on Debian or what is made from it."""
    return not WINDOWS and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def agreed(question: str, yes: bool) -> bool:
    """Return whether to go ahead: asked at a terminal, taken for granted with --yes and where nobody can answer."""
    if yes or not (sys.stdin and sys.stdin.isatty()):
        return True
    return input(f"{question} [Y/n] ").strip().lower() in ("", "y", "yes")


def install_packages(packages: Sequence[str], yes: bool) -> bool:
    """Return whether the Debian packages are installed now."""
    if not agreed(f"Install {' '.join(packages)}?", yes):
        return False
    say(f"Installing {' '.join(packages)} ...")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    # The lists are fetched first: on a new machine there are none, and old ones name files that are gone.
    succeeds("apt-get", "update", "-qq")
    return succeeds("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


def install_line(packages: Sequence[tuple[str, str, str]]) -> str:
    """Return the one line to run for (Debian, Fedora, Arch) packages with this system's package manager."""
    managers = (("apt-get", "sudo apt-get install"), ("dnf", "sudo dnf install"), ("pacman", "sudo pacman -S"))
    for column, (program, command) in enumerate(managers):
        if shutil.which(program):
            return f"{command} {' '.join(sorted({p[column] for p in packages}))}"
    return f"your package manager's packages for: {' '.join(sorted({p[0] for p in packages}))}"


# --- the environment ---------------------------------------------------------------------------------------


def has_python() -> bool:
    """Return whether `.venv` has a Python; one that another account made and we may not look at counts as none."""
    try:
        return PYTHON.exists()
    except OSError:
        return False


def make_environment(yes: bool) -> None:
    """Make `.venv` with a pip in it, by whichever way this Python has."""
    if has_python() and succeeds(PYTHON, "-m", "pip", "--version"):
        return
    say("Making .venv ...")
    if made_by_venv() or made_by_virtualenv():
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    installed = is_root_on_debian() and (install_packages([version], yes) or install_packages(["python3-venv"], yes))
    if installed and made_by_venv():
        return
    raise fail(
        f"This Python cannot make a virtual environment: it has no ensurepip. Install it with "
        f"`sudo apt install {version}` (or `python3 -m pip install virtualenv`) and start again."
    )


def made_by_venv() -> bool:
    """Return whether the standard venv module made the environment."""
    shutil.rmtree(VENV, ignore_errors=True)
    return succeeds(sys.executable, "-m", "venv", VENV) and has_python()


def made_by_virtualenv() -> bool:
    """Return whether virtualenv, as a module or a command, made the environment."""
    for command in ([sys.executable, "-m", "virtualenv"], ["virtualenv", "-p", sys.executable]):
        if command[0] == "virtualenv" and shutil.which("virtualenv") is None:
            continue
        shutil.rmtree(VENV, ignore_errors=True)
        if succeeds(*command, "-q", VENV) and has_python():
            return True
    return False


def fingerprint(kind: str) -> str:
    """Return what the set-up was made from: the project's file, this Python, what it is for."""
    digest = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()[:16]
    return f"{kind} {digest} {sys.version_info.major}.{sys.version_info.minor} {HERE}"


def set_up(kind: str, yes: bool) -> None:
    """Make `.venv` and install the project into it, unless that was done for this very state before."""
    done = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() else []
    if fingerprint(kind) in done and has_python():
        return
    make_environment(yes)
    target = f"{HERE}[dev]" if kind == "test" else str(HERE)
    say("Installing what Holdwell needs into .venv (once; a minute or two) ...")
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", target]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise fail("The set-up could not install what Holdwell needs; what pip says is above. Is there a network?")
    # Compiled now, so that no start waits for it, also where the environment forbids Python to keep what it compiles.
    succeeds(PYTHON, "-m", "compileall", "-q", HERE / "app")
    # The set-up for the checks holds all that the window needs.
    kinds = ("test", "window") if kind == "test" else ("window",)
    STAMP.write_text("\n".join(fingerprint(k) for k in kinds) + "\n", encoding="utf-8")


# --- Qt's system libraries ---------------------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """Return the shared libraries that Qt's parts want and this Linux does not have."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return []
    folders = sorted(VENV.glob("lib*/python*/site-packages/PySide6/Qt"))
    parts = [folder / part for folder in folders for part in QT_PARTS if (folder / part).exists()]
    if not parts:
        return []
    told = subprocess.run(["ldd", *parts], capture_output=True, text=True, check=False).stdout
    return sorted(set(re.findall(r"^\s*(\S+) => not found", told, re.MULTILINE)))


def need_libraries(yes: bool) -> None:
    """See to Qt's system libraries: installed where we may, else named with the one line to run."""
    stamp = VENV / "qt-libraries-found"
    if stamp.exists() and stamp.stat().st_mtime >= STAMP.stat().st_mtime:
        return
    missing = [m for m in missing_libraries() if not m.startswith("libQt6")]
    if missing:
        say(f"Qt needs system libraries that are not here: {', '.join(missing)}.")
        packages = [SYSTEM_LIBRARIES[m] for m in missing if m in SYSTEM_LIBRARIES]
        done = bool(packages) and is_root_on_debian() and install_packages(sorted({p[0] for p in packages}), yes)
        missing = [m for m in missing_libraries() if not m.startswith("libQt6")] if done else missing
    if missing:
        packages = [SYSTEM_LIBRARIES.get(m, (m, m, m)) for m in missing]
        raise fail(f"Install them with:\n    {install_line(packages)}")
    stamp.touch()


def offer_test_programs(yes: bool) -> None:
    """Install what the checks use besides where we may; elsewhere say what will be skipped."""
    missing = sorted({p for program, p in TEST_PROGRAMS.items() if shutil.which(program) is None})
    if missing and not (is_root_on_debian() and install_packages(missing, yes)):
        names = [(p, FEDORA_PROGRAMS[p], ARCH_PROGRAMS[p]) for p in missing]
        say(f"Some tests will be skipped; to run them too: {install_line(names)}")


def offer_voice(yes: bool) -> None:
    """On Debian, offer the voice once: without it the coach's lines are shown and rung, not spoken."""
    stamp = VENV / "voice-offered"
    if stamp.exists() or not sys.platform.startswith("linux"):
        return
    if shutil.which("espeak-ng") is None and shutil.which("spd-say") is None and shutil.which("apt-get"):
        if is_root_on_debian():
            install_packages(["espeak-ng"], yes)
        else:
            say("For the spoken coach, which is optional: sudo apt-get install espeak-ng")
    stamp.touch()


# --- what is started ---------------------------------------------------------------------------------------


def has_display() -> bool:
    """Return whether a window can be shown here."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start(words: Sequence[str]) -> int:
    """Run Holdwell with the words given; return its exit status (on POSIX this process becomes it)."""
    command = [str(PYTHON), "-P", "-m", "app", *words]  # -P: another `app` in the folder we are called from stays out
    if not WINDOWS:
        os.execv(PYTHON, command)
    return subprocess.run(command, check=False).returncode


def run_checks(words: Sequence[str]) -> int:
    """Run every check and return 0 where all pass; the words go to pytest."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    tools: list[list[str]] = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", "-n", "2", *words],
    ]
    failed = []
    for tool in tools:
        say(f"--- {' '.join(tool)}")
        command = [str(PYTHON), "-m", *tool]
        if subprocess.run(command, cwd=HERE, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append(tool[0] + (" format" if "format" in tool else ""))
    if failed:
        say(f"Not passed: {', '.join(failed)}.")
    return 1 if failed else 0


def main(words: list[str]) -> int:
    """Set up and start what the words ask for; return its exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - older ones are told so, in a sentence
        raise fail(f"Holdwell needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    yes = bool(words) and words[0] == "--yes"
    words = words[1:] if yes else words
    if words[:1] == ["test"]:
        set_up("test", yes)
        need_libraries(yes)
        offer_test_programs(yes)
        return run_checks(words[1:])
    set_up("window", yes)
    if words[:1] == ["setup"]:
        need_libraries(yes)
        return 0
    if not NO_QT.intersection(words):
        need_libraries(yes)
    if not NO_WINDOW.intersection(words):
        offer_voice(yes)
        if not has_display():
            raise fail(
                "Holdwell needs a display for its window, and there is none. With --text it plays in the terminal."
            )
    return start(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
