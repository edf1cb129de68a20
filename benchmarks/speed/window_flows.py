"""The window's flows as the benchmark walks them: the real program on the practice register, timed in its thread."""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT / "resources/practice/practice_register.csv.gz"
BLOCK_MS, CLIP_MS, CANCEL_MS, SEARCH_MS = 50, 300, 200, 100
TEXT = (
    "Jane Example, MD\n@janeexample_md\nCardiologist at Example Heart Institute. Case {n}\nBoston, MA\nJoined May 2015"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table."""

    what: str
    value: float
    target: float
    unit: str

    @property
    def held(self) -> bool:
        """Whether the target was held."""
        return self.value <= self.target


class Ticker:
    """A timer in the window's thread: the longest gap between two of its beats is the longest block.

    Beside it the longest time that the thread itself computed between two beats: what a busy machine does not add to.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._timer, self._last = QTimer(), time.perf_counter()
        self._own = time.thread_time()
        self.gaps: list[float] = []
        self.own: list[float] = []
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen."""
        self.gaps, self.own, self._last, self._own = [], [], time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> tuple[float, float]:
        """The longest block in milliseconds: by the clock, and computed by the thread itself."""
        self._timer.stop()
        return max(self.gaps, default=0.0) * 1000, max(self.own, default=0.0) * 1000

    def _beat(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self.gaps.append(now - self._last - 0.005)
        self.own.append(own - self._own)
        self._last, self._own = now, own


class Bench:
    """The real program on the practice register."""

    def __init__(self, folder: Path, chosen: argparse.Namespace) -> None:
        from credcheck.gui.load_qt import load_qt

        load_qt()
        from PySide6.QtCore import QSettings

        from credcheck.gui import theme, work
        from credcheck.gui.collector import Collector
        from credcheck.gui.inside import Inside
        from credcheck.gui.main_window import SWITCH_S, MainWindow, make_app
        from credcheck.gui.worker import Worker
        from credcheck.settings import Settings

        self.app, self.chosen, self.folder = make_app(["credcheck"]), chosen, folder
        Collector(self.app)
        sys.setswitchinterval(SWITCH_S)
        theme.wear(self.app, theme.LIGHT)
        settings = replace(Settings(), data_dir=folder, offline=True)
        self.worker = Worker(work.Opener(settings, True), self.app)
        kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        opening = work.Opening(settings, folder / "settings.toml", practice=True)
        self.window = MainWindow(kept, lambda window: Inside(window, self.worker, kept, opening))
        self.window.show()
        self.ticker = Ticker()
        self.until(lambda: self.inside._ready is not None)

    @property
    def inside(self):  # type: ignore[no-untyped-def]
        """What stands in the window."""
        return self.window.inside

    def until(self, true: Callable[[], object], seconds: float = 120, every_ms: int = 1) -> float:
        """Let the window live until something is so; how many seconds it took."""
        from PySide6.QtCore import QEventLoop, QTimer

        begun, loop = time.perf_counter(), QEventLoop()
        timer = QTimer()
        timer.setInterval(every_ms)
        timer.timeout.connect(lambda: loop.quit() if true() or time.perf_counter() - begun > seconds else None)
        timer.start()
        loop.exec()
        timer.stop()
        if not true():
            raise SystemExit("the window did not get there")
        return time.perf_counter() - begun

    def rest(self, seconds: float) -> None:
        """Let the window live for a while."""
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end)

    # ------------------------------------------------------------ measures
    def clipboard_to_verdict(self) -> list[Measure]:
        """From the call to the verdict card, with a new text each time and a real clipboard."""
        from credcheck.gui.quick_check import QuickCheck

        palette = QuickCheck(self.worker, self.inside.clipboard)
        times = []
        for n in range(self.chosen.checks + 3):
            copy(TEXT.format(n=n))
            self.rest(0.05)
            begun = time.perf_counter()
            palette.pop_up()
            self.until(lambda: palette.report is not None and palette.report.complete and palette.summary.text)
            times.append(time.perf_counter() - begun)
            palette.close()
        kept = sorted(times[3:])
        p95 = kept[min(len(kept) - 1, int(len(kept) * 0.95))] * 1000
        return [
            Measure("clipboard to verdict, p50", statistics.median(kept) * 1000, CLIP_MS, "ms"),
            Measure("clipboard to verdict, p95", p95, CLIP_MS, "ms"),
            Measure("sockets opened meanwhile", len(SOCKETS), 0, ""),
        ]

    def blocks(self) -> list[Measure]:
        """The longest block of the window's thread in each flow."""
        flows = {
            "nothing (the machine)": lambda: self.rest(3),
            "import": self._import, "batch": self._batch, "export": self._export, "history": self._history,
            "check and show": self.check,
        }  # fmt: skip
        return self.longest(flows)

    def longest(self, flows: Mapping[str, Callable[[], object]]) -> list[Measure]:
        """The longest block in each of these flows, by the clock and by what the thread itself computed."""
        made = []
        for name, flow in flows.items():
            self.rest(0.3)
            self.ticker.start()
            flow()
            wall, own = self.ticker.stop()
            made.append(Measure(f"longest block: {name}", wall, BLOCK_MS, "ms"))
            made.append(Measure("  of that the thread's own", own, BLOCK_MS, "ms"))
        return made

    def cancel(self) -> list[Measure]:
        """From Cancel to the page at rest, in the middle of each flow; beside it until the work itself has stopped.

        Exports of many and downloads are timed in `window_large`; one report is written before anybody could stop it.
        """
        check = [self._cancelled_check(n) for n in range(10)]
        return [
            Measure("cancel of a check, longest of 10", max(check) * 1000, CANCEL_MS, "ms"),
            *self.stopped("batch", self._page("queue"), self._begin_batch, "pause"),
            *self.stopped("import", self._page("registers"), self._begin_import, "cancel"),
        ]

    def _cancelled_check(self, n: int) -> float:
        page = self.inside.check_page
        page.top.field.put_in(TEXT.format(n=f"cancel {n}"))
        page.check()
        self.rest(0.005)
        begun = time.perf_counter()
        page.cancel()
        self.until(lambda: not page.running)
        return time.perf_counter() - begun

    def stopped(self, name: str, page: Any, begin: Callable[[], Any], stop: str) -> list[Measure]:
        """From Cancel in the middle until the window is at rest, and until the work itself has stopped."""
        job = begin()
        self.rest(0.4)
        begun = time.perf_counter()
        getattr(page, stop)()
        self.until(lambda: job.ended)
        ended = time.perf_counter() - begun
        self.until(lambda: job.task is None or job.task.done())
        stopped = time.perf_counter() - begun
        return [
            Measure(f"cancel of {name}", ended * 1000, CANCEL_MS, "ms"),
            Measure("  until the work has stopped", stopped * 1000, float("inf"), "ms"),
        ]

    def _begin_batch(self) -> Any:
        page = self._page("queue")
        before = page.counts.waiting
        page.adding.add_files((self._list(),))
        self.until(lambda: page.counts.waiting == before + self.chosen.rows)
        page.start()
        return page._running

    def _begin_import(self) -> Any:
        page = self._page("registers")
        page.import_file("npi", PRACTICE)
        return page._job

    # ------------------------------------------------------------ search
    def search(self) -> list[Measure]:
        """A search among many past checks: how long until the page shows it, and whether the window waits."""
        from credcheck.gui import past

        fill_history(self.folder / "practice/credcheck.sqlite3", self.chosen.lines)
        self._page("history")
        self.until(lambda: self.inside.history_page.model.total >= self.chosen.lines)
        times: list[float] = []
        found: list[past.Found] = []
        self.ticker.start()
        for words in ("jane", "jane 7 31", "nobody at all", "x 99"):
            begun = time.perf_counter()
            asked = past.history(past.Chosen(words))
            self.worker.start(asked, found.append, print, lambda: None, self.window)
            self.until(lambda: len(found) > len(times))
            times.append(time.perf_counter() - begun)
        self.inside.history_page.search.setText("jane 7")
        self.rest(1)
        wall, own = self.ticker.stop()
        return [
            Measure(f"search among {self.chosen.lines:,}, longest", max(times) * 1000, SEARCH_MS, "ms"),
            Measure("  longest block meanwhile", wall, BLOCK_MS, "ms"),
            Measure("  of that the thread's own", own, BLOCK_MS, "ms"),
        ]

    def _import(self) -> None:
        page = self._page("registers")
        page.import_file("npi", PRACTICE)
        self.until(lambda: page._job is None)
        self.rest(0.5)

    def _batch(self) -> None:
        page = self._page("queue")
        page.adding.add_files((self._list(),))
        self.until(lambda: page.counts.waiting == self.chosen.rows)
        page.start()
        self.until(lambda: page.counts.done == self.chosen.rows, seconds=600, every_ms=20)

    def _list(self) -> Path:
        rows = "\n".join(f"{n},Jane Example {n},Cardiologist in Boston" for n in range(self.chosen.rows))
        file = self.folder / "many.csv"
        file.write_text(f"id,name,bio\n{rows}\n", "utf-8")
        return file

    def _export(self) -> None:
        self.check()
        for format in self.inside.exporting.formats:
            target = self.folder / f"report{format.suffix}"
            self.inside.exporting.write(self.inside.check_page.report, target, format)
            self.until(target.exists)
        self.rest(0.3)

    def _history(self) -> None:
        page = self._page("history")
        self.until(lambda: page.model.rowCount() > 0)
        page.table.scrollToBottom()
        page.search.setText("jane")
        self.rest(0.6)

    def check(self) -> None:
        """Check the example and show its report."""
        page = self._page("check")
        page.top.field.put_in(TEXT.format(n="shown"))
        page.check()
        self.until(lambda: not page.running)
        self.rest(0.3)

    def _page(self, name: str):  # type: ignore[no-untyped-def]
        self.inside.go(name)
        return self.inside.pages.page(name)

    def close(self) -> None:
        """End the program."""
        self.window.close()
        self.worker.shutdown()


SOCKETS: list[str] = []


def watch_sockets() -> None:
    """Note every connection that is no local one; the X server is asked over a local one."""

    def hook(event: str, words: tuple[object, ...]) -> None:
        if event == "socket.connect" and isinstance(words[1], tuple):
            SOCKETS.append(str(words[1]))

    sys.addaudithook(hook)


def copy(text: str) -> None:
    """Another program puts a text on the clipboard."""
    command = ["xclip", "-selection", "clipboard"]
    subprocess.run(command, input=text.encode(), check=True, stdout=subprocess.DEVNULL)


def fill_history(file: Path, lines: int) -> None:
    """Put many past checks beside the one that was kept last, by invented people of a hundred names and numbers."""
    with closing(sqlite3.connect(file, timeout=30)) as cache:
        columns = [row[1] for row in cache.execute("PRAGMA table_info(reports)")]
        last = cache.execute(f"SELECT {', '.join(columns)} FROM reports ORDER BY at DESC LIMIT 1").fetchone()
        row = dict(zip(columns, last, strict=True))
        marks = ", ".join("?" for _ in columns)
        others = (
            {**row, "id": f"b-{n}", "at": f"2025-01-{n % 28 + 1:02d}T{n % 24:02d}:00:00.000000+00:00",
             "name": f"Jane {n % 100} Example {n}", "words": f"JANE {n % 100} EXAMPLE {n} X", "account_key": f"x:b{n}"}
            for n in range(lines)
        )  # fmt: skip
        cache.executemany(f"INSERT INTO reports VALUES ({marks})", ([one[c] for c in columns] for one in others))
        cache.commit()
