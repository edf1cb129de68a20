"""Feeds one parser for some processor seconds (see __main__.py).

usage: python -m tests.fuzz.one NAME SECONDS FOLDER [--blind]

Time is the processor's, not the clock's: a run that waits for others, or is paused, has done nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.target import Target

try:
    import atheris
except ImportError:
    atheris = None

MEMORY_MB = 2048
INPUT_S = 20
LONGEST = 60_000
TELL_S = 5
KEYS = ("OPENALEX", "ESANTE", "NCBI")


class TooLong(BaseException):
    """One input took longer than it may."""


class Feeder:
    """Runs a parser, counts inputs and time, and keeps what breaks it: one input for each place that breaks."""

    def __init__(self, run: Callable[[bytes], None], seconds: float, folder: Path) -> None:
        """Feed for so long, and tell in this folder."""
        self._run, self._folder = run, folder
        self._begun = self._told = time.process_time()
        self._end = self._begun + seconds
        self._inputs = 0
        self._places: set[str] = set()
        self._reached, self._grew = _reached(folder), self._begun

    def feed(self, content: bytes) -> None:
        """One input; ends the process when the time is over, for libFuzzer does not return."""
        signal.setitimer(signal.ITIMER_PROF, INPUT_S)
        try:
            self._run(content)
        except (Exception, TooLong) as error:  # noqa: BLE001 — whatever it is, it is what is looked for
            self._keep(error, content)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self._inputs += 1
        now = time.process_time()
        if now > self._told + TELL_S or now > self._end:
            self._tell(now)

    def _tell(self, now: float) -> None:
        self._told = now
        if (reached := _reached(self._folder)) > self._reached:
            self._reached, self._grew = reached, now
        told = {
            "inputs": self._inputs,
            "seconds": round(now - self._begun, 1),
            "broke": len(self._places),
            "reached": self._reached,
            "still": round(now - self._grew, 1),
        }
        (self._folder / "told.json").write_text(json.dumps(told), "utf-8")
        if now > self._end:
            sys.stdout.flush()
            os._exit(0)

    def _keep(self, error: BaseException, content: bytes) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} {last.filename}:{last.lineno}"
        if place in self._places:
            return
        self._places.add(place)
        traceback.print_exception(error)
        what = "timeout" if isinstance(error, TooLong) else "crash"
        (self._folder / f"{what}-{hashlib.sha256(content).hexdigest()[:40]}").write_bytes(content)


def main() -> None:
    """Guided where that can be had, blind elsewhere or when told so."""
    name, seconds, folder = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    os.environ |= {f"CREDCHECK_KEY_{key}": "invented-key" for key in KEYS}
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGPROF, _too_long)
    (blind if atheris is None or "--blind" in sys.argv else guided)(name, seconds, folder)


def guided(name: str, seconds: float, folder: Path) -> None:
    """By libFuzzer, which keeps an input when it reaches a new branch of ours."""
    with atheris.instrument_imports(include=["credcheck"], enable_loader_override=False):
        from tests.fuzz.targets import targets
    from tests.fuzz.mutate import mutate
    from tests.fuzz.words import dictionary, words

    target, reached = targets()[name], folder / "reached"
    known = words(target)
    _begin(target, reached)
    (folder / "words").write_text(dictionary(known), "ascii")
    _bounded()

    def change(content: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        return mutate(content, chance, most, known) if chance.random() < 0.5 else bytes(atheris.Mutate(content, most))

    options = [
        f"-timeout={24 * 3600}", f"-rss_limit_mb={MEMORY_MB}", f"-max_len={LONGEST}",
        f"-artifact_prefix={folder}/", f"-dict={folder}/words", "-reduce_inputs=0",
    ]  # fmt: skip
    feeder = Feeder(target.run, seconds, folder)
    atheris.Setup([sys.argv[0], *options, str(reached)], feeder.feed, custom_mutator=change)
    atheris.Fuzz()


def _begin(target: Target, reached: Path) -> None:
    """Its seeds, and what broke it before, beside what earlier runs reached."""
    reached.mkdir(exist_ok=True)
    for seed in (*target.seeds(), *kept(target.name)):
        (reached / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)


def _reached(folder: Path) -> int:
    """How many inputs are kept because each reached what none before did."""
    return len(os.listdir(folder / "reached")) if (folder / "reached").is_dir() else 0  # noqa: PTH208


def blind(name: str, seconds: float, folder: Path) -> None:
    """By chance alone."""
    from tests.fuzz.mutate import mutate
    from tests.fuzz.targets import targets

    target, chance = targets()[name], random.Random()
    seeds = [*target.seeds(), *kept(name)]
    _bounded()
    feeder = Feeder(target.run, seconds, folder)
    while True:
        feeder.feed(mutate(chance.choice(seeds), chance, LONGEST))


def kept(name: str) -> list[bytes]:
    """What broke this parser before."""
    return [path.read_bytes() for path in (Path(__file__).with_name("corpus") / name).glob("*")]


def _bounded() -> None:
    """From here on, no more than so much memory beyond what the program itself takes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0]) if sys.platform == "linux" else 0
    if pages:
        most = pages * resource.getpagesize() + MEMORY_MB * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _too_long(*_: object) -> None:
    raise TooLong


if __name__ == "__main__":
    main()
