"""A file that one thread of one program holds at a time; the system lets go of it however the program ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LOOK_S = 0.01
FAR = 2**30


def taken(path: Path) -> BinaryIO | None:
    """The locked file, None while somebody else holds it. A lock on a file that was removed would keep nobody out.

    (Windows removes no file that is open.) An OSError says why there can be no lock at all.
    """
    file = path.open("wb")
    try:
        _lock(file)
        if os.name != "nt" and not (path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())):
            raise BlockingIOError
        return file
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    except BaseException:
        file.close()
        raise


def held(file: BinaryIO) -> bool:
    """Lock a file that is open until it is closed; False while another program holds it.

    Where the disk knows no locks nobody is kept out.
    """
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _lock(file: BinaryIO) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(file.fileno(), FAR, os.SEEK_SET)  # there nobody who reads the file is kept from it
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def turn(path: Path, wait_s: float) -> Iterator[None]:
    """Wait for the others, but not for one that hangs; where the disk knows no locks nobody is waited for."""
    end, lock = time.monotonic() + wait_s, None
    try:
        while (lock := taken(path)) is None and time.monotonic() < end:
            time.sleep(LOOK_S)
    except OSError:
        pass
    try:
        yield
    finally:
        if lock is not None:
            lock.close()
