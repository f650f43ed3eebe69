"""Work on another thread: one thing after the other, answered on the window's own, and never left unanswered."""

from __future__ import annotations

import threading
from functools import partial
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.storage.chosen_file import FileRefusedError
from app.ui.aside import Aside


def test_what_is_worked_at_elsewhere_is_answered_here_in_its_order(qtbot: QtBot) -> None:
    aside, answers = Aside(), list[object]()
    workers: set[threading.Thread] = set()

    def work(number: int) -> int:
        workers.add(threading.current_thread())
        return number

    def take(answer: object) -> None:
        assert threading.current_thread() is threading.main_thread()
        answers.append(answer)

    for number in range(3):
        aside.run(partial(work, number), take)
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers == [0, 1, 2]
    assert threading.main_thread() not in workers
    aside.close()


@pytest.mark.parametrize(
    ("problem", "said"),
    [(FileRefusedError("There is no such file."), "There is no such file."), (KeyError("x"), "It could not be done.")],
)
def test_what_cannot_be_done_is_said_be_it_a_mistake_of_ours(problem: Exception, said: str, qtbot: QtBot) -> None:
    aside, answers = Aside(), list[object]()

    def work() -> None:
        raise problem

    with qtbot.capture_exceptions() as mistakes:
        with qtbot.waitSignal(aside.refused) as told:
            aside.run(work, answers.append)
        aside.close()
    assert (told.args, answers) == ([said], [])
    assert [kind for kind, *_ in mistakes] == ([KeyError] if isinstance(problem, KeyError) else [])


def test_who_closes_waits_for_what_is_begun_and_hears_no_more_of_it(qtbot: QtBot) -> None:
    aside, answers, done = Aside(), list[object](), list[str]()
    began, may = Event(), Event()

    def first() -> None:
        began.set()
        may.wait(10)
        done.append("first")

    aside.run(first, answers.append)
    aside.run(lambda: done.append("second"), answers.append)
    assert began.wait(10)
    threading.Timer(0.05, may.set).start()
    aside.close()
    QApplication.processEvents()
    assert (done, answers) == (["first"], [])
