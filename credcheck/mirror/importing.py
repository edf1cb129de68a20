"""A register file being read for a build: batches with progress, and its digest computed alongside."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from credcheck.errors import BadRegisterFile
from credcheck.mirror import reading, unpacking
from credcheck.mirror.words import Progress
from credcheck.model import Sentence

EVERY_S = 0.1


class Import:
    """Reads one file; use as a context so that threads and files are closed however it ends."""

    def __init__(
        self,
        file: Path,
        wanted: Callable[[str], bool],
        columns: tuple[str, ...],
        renamed: Mapping[str, str],
        progress: Progress,
    ) -> None:
        """Open the file; a zip's member is chosen by `wanted`."""
        self.rows = 0
        self._file, self._columns, self._renamed, self._progress = file, columns, renamed, progress
        self._source = unpacking.unpack(file, wanted)
        self.member = self._source.member
        self._stopped, self._digest, self._failure = False, "", ""
        self._thread = threading.Thread(target=self._sum, name="register digest", daemon=True)

    def __enter__(self) -> Import:
        """Start the digest."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop reading."""
        self._stopped = self._source.stopped = True
        self._thread.join()
        self._source.close()

    def batches(self) -> Iterator[Any]:
        """The batches, with progress in packed bytes."""
        told = 0.0
        for batch in reading.batches(self._source, self._columns, self._renamed):
            self.rows += batch.num_rows
            yield batch
            if time.monotonic() - told > EVERY_S:
                told = time.monotonic()
                self._progress(self._source.done, self._source.total, Sentence("mirror.reading", rows=self.rows))

    def digest(self) -> str:
        """The SHA-256 of the whole file."""
        self._thread.join()
        if self._failure:
            raise BadRegisterFile(Sentence("mirror.unreadable", file=self._file.name, reason=self._failure))
        return self._digest

    def _sum(self) -> None:
        try:
            self._digest = unpacking.digest(self._file, lambda: self._stopped)
        except OSError as error:
            self._failure = error.strerror or str(error)
