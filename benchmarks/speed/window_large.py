"""The window's flows with much in them: a list of 100,000 rows, a long report, settings, purge, exports, a download."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.speed.window_flows import Bench, Measure
from credcheck.model import Report

WAIT_S = 600


def large(bench: Bench) -> list[Measure]:
    """The longest block in each flow, and how long the two largest take."""
    queue, file = bench.inside.queue_page, _list(bench)
    bench.check()  # the last one was cancelled, and its report holds nobody
    return bench.longest({
        "a list is dropped": lambda: _drop(bench, queue, file),
        "filter and sort": lambda: _seek(bench, queue),
        "a long report": lambda: _open_long(bench),
        "settings": lambda: _settings(bench),
        "purge": lambda: _purge(bench),
    })  # fmt: skip


def _list(bench: Bench) -> Path:
    rows = "\n".join(f"{n},Sam {n % 100} Sample {n},Nurse in Boston" for n in range(bench.chosen.lines))
    file = bench.folder / "large.csv"
    file.write_text(f"id,name,bio\n{rows}\n", "utf-8")
    return file


def _drop(bench: Bench, queue: Any, file: Path) -> None:
    """What `dropEvent` does with a file, and its rows looked at meanwhile."""
    bench.inside.go("queue")
    before = queue.counts.all
    queue.adding.add_files((file,))
    bench.until(lambda: queue.counts.all >= before + bench.chosen.lines, WAIT_S, 20)
    queue.table.scrollToBottom()
    bench.rest(0.5)


def _seek(bench: Bench, queue: Any) -> None:
    """Each filter and each order, until its rows stand there."""
    from PySide6.QtCore import Qt

    deeds: list[Callable[[], object]] = [partial(queue.search.setText, text) for text in ("sam 7", "x", "")]
    for box in queue.filters.values():
        deeds += [partial(box.setCurrentIndex, 1), partial(box.setCurrentIndex, 0)]
    header, orders = queue.table.horizontalHeader(), (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
    deeds += [partial(header.setSortIndicator, column, orders[column % 2]) for column in range(5)]
    for deed in deeds:
        deed()
        bench.rest(0.3)
        bench.until(lambda: queue.model.sought == queue._sought(), WAIT_S, 5)
    queue.table.scrollToTop()
    bench.rest(0.3)


def _open_long(bench: Bench) -> None:
    """A report with everything in it many times, opened from the history."""
    bench.inside.show_checked("", long_report(bench.inside.check_page.report))
    bench.rest(1.5)


def long_report(of: Report) -> Report:
    """Sixty people who fit, forty answers: as long as a report gets (31 printed pages)."""
    case = of.case
    first = case.ranking.matches[0]
    people = tuple(replace(first, person=replace(first.person, key=f"{first.person.key}-{n}")) for n in range(60))
    answers = tuple(replace(answer, registry=f"{answer.registry}_{n}") for n in range(8) for answer in case.answers[:5])
    whole = replace(case, ranking=replace(case.ranking, matches=people), answers=answers)
    return replace(of, id="long", case=whole, flags=of.flags * 10)


def _settings(bench: Bench) -> None:
    """The page opened, a number changed, and the parts made anew."""
    bench.inside.go("settings")
    bench.rest(1)
    page = bench.inside.settings_page
    page._change(answer_days=page._settings.answer_days + 1)
    bench.until(lambda: page.message.text, 30)
    bench.rest(1.5)


def _purge(bench: Bench) -> None:
    """Every check older than a week, among the many of the history."""
    page, said = bench.inside.settings_page, list[int]()
    from credcheck.gui import past

    page._do(past.erase_older(7), said.append)
    bench.until(lambda: said, WAIT_S, 20)
    bench.rest(0.3)


# ---------------------------------------------------------------- cancel
def cancels(bench: Bench) -> list[Measure]:
    """From Cancel to the page at rest: an export of many, and a download from a server that never ends."""
    queue = bench.inside.queue_page
    bench.inside.go("queue")
    return [*_cancelled_export(bench, queue), *_cancelled_download(bench)]


def _cancelled_export(bench: Bench, queue: Any) -> list[Measure]:
    for box in queue.filters.values():
        box.setCurrentIndex(0)
    begun = time.perf_counter()
    queue.exporting.write(bench.folder / "many.html")
    bench.until(lambda: not queue.exporting.running, WAIT_S, 20)
    took = time.perf_counter() - begun
    done = Measure(f"export of {queue.counts.done} reports", took, float("inf"), "s")
    return [done, *bench.stopped("export of many", queue.exporting, lambda: _begin_export(bench, queue), "stop")]


def _begin_export(bench: Bench, queue: Any) -> Any:
    queue.exporting.write(bench.folder / "many.pdf")
    return queue.exporting._job


def _cancelled_download(bench: Bench) -> list[Measure]:
    from credcheck.net import Http

    with endless() as address:
        file = bench.folder / "endless.zip"

        async def load(parts: Any) -> None:
            await Http(timeout_s=30).download(address, file, lambda done, total: None)

        job = bench.worker.start(load, print, print, lambda: None, bench.window)
        return bench.stopped("download", job, lambda: job, "cancel")


class _Endless(socketserver.StreamRequestHandler):
    """Sends a file that has no end."""

    def handle(self) -> None:
        """Whatever is asked for."""
        self.rfile.readline()
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 7000000000\r\n\r\n")
        with suppress(OSError):
            while True:
                self.wfile.write(bytes(1 << 16))
                time.sleep(0.001)


@contextmanager
def endless() -> Iterator[str]:
    """The address of a server on this machine that never comes to an end."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Endless) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/endless.zip"
        server.shutdown()
