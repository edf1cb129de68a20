"""Garbage collection stays on the Qt thread."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from credcheck.gui.collector import MOST_AT_ONCE, Collector


class Loop:
    """Garbage that only the cyclic collection can remove, and that tells on which thread it went."""

    gone: list[int] = []  # noqa: RUF012

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Loop.gone.append(threading.get_ident())


def test_garbage_made_on_another_thread_is_never_collected_there(qapp: QApplication) -> None:
    Loop.gone.clear()
    parent = QObject()
    collector = Collector(parent)
    thread = threading.Thread(target=lambda: [Loop() for _ in range(5000)])
    thread.start()
    thread.join()
    assert Loop.gone == []
    collector.collect()
    assert set(Loop.gone) == {threading.get_ident()}
    gc.disable()


def test_many_new_objects_are_left_out_until_the_user_has_turned_away(qapp: QApplication) -> None:
    Loop.gone.clear()
    parent = QObject()
    collector = Collector(parent)
    words = [[n] for n in range(MOST_AT_ONCE * 2)]
    Loop()
    collector.collect()
    assert Loop.gone == []
    assert gc.get_freeze_count() > len(words)
    collector.start_over()
    assert Loop.gone == [threading.get_ident()]
    assert gc.get_freeze_count() > len(words)  # and what lives is left out anew
