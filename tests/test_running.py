"""A child process never outlives its test, and a test never waits for its child for ever."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import running

FOR_EVER = [sys.executable, "-c", "import sys; sys.stdin.read()"]


def child() -> subprocess.Popen[str]:
    return subprocess.Popen(FOR_EVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_test_that_fails_ends_its_child() -> None:
    with pytest.raises(AssertionError, match="failed"), running(child()) as process:
        raise AssertionError("failed")
    assert process.poll() is not None


def test_a_child_that_never_speaks_is_ended() -> None:
    with running(child(), most=0.2) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == ""


def test_no_test_waits_for_a_child_that_nothing_ends() -> None:
    found = [
        f"{path.name}:{node.context_expr.lineno}"
        for path in sorted(Path(__file__).parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.withitem) and ast.unparse(node).startswith("subprocess.Popen(")
    ]
    assert found == []
