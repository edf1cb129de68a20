"""Feeds one parser for some seconds: usage: python -m tests.fuzz.one NAME SECONDS FOLDER (see __main__.py)."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import random
import sys
import time
import traceback
from pathlib import Path

try:
    import atheris
except ImportError:
    atheris = None

MEMORY_MB = 2048
INPUT_S = 20
LONGEST = 60_000
KEYS = ("OPENALEX", "ESANTE", "NCBI")


def main() -> None:
    """Guided where that can be had, blind elsewhere."""
    name, seconds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    os.environ |= {f"CREDCHECK_KEY_{key}": "invented-key" for key in KEYS}
    logging.disable(logging.CRITICAL)
    (guided if atheris is not None else blind)(name, seconds, folder)


def guided(name: str, seconds: int, folder: Path) -> None:
    """By libFuzzer, which keeps an input when it reaches a new branch of ours."""
    with atheris.instrument_imports(include=["credcheck"], enable_loader_override=False):
        from tests.fuzz.targets import targets
    from tests.fuzz.mutate import mutate

    target, seeds = targets()[name], folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for seed in (*target.seeds(), *kept(name)):
        (seeds / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)

    def change(content: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        return mutate(content, chance, most) if chance.random() < 0.5 else bytes(atheris.Mutate(content, most))

    options = [
        f"-max_total_time={seconds}", f"-timeout={INPUT_S}", f"-rss_limit_mb={MEMORY_MB}", f"-max_len={LONGEST}",
        f"-artifact_prefix={folder}/", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(seeds)], target.run, custom_mutator=change)
    atheris.Fuzz()


def blind(name: str, seconds: int, folder: Path) -> None:
    """By chance alone; an input that breaks the parser is kept, and the run goes on."""
    from tests.fuzz.mutate import mutate
    from tests.fuzz.targets import targets

    target, chance, end, inputs = targets()[name], random.Random(), time.monotonic() + seconds, 0
    seeds = [*target.seeds(), *kept(name)]
    while time.monotonic() < end:
        content, inputs = mutate(chance.choice(seeds), chance, LONGEST), inputs + 1
        begun = time.monotonic()
        try:
            target.run(content)
        except Exception:  # noqa: BLE001 — whatever it is, it is what is looked for
            traceback.print_exc()
            keep(folder, "crash", content)
        if time.monotonic() - begun > INPUT_S:
            keep(folder, "timeout", content)
    (folder / "told.json").write_text(json.dumps({"inputs": inputs}), "utf-8")


def keep(folder: Path, what: str, content: bytes) -> None:
    """Write an input down under its digest."""
    (folder / f"{what}-{hashlib.sha256(content).hexdigest()[:40]}").write_bytes(content)


def kept(name: str) -> list[bytes]:
    """What broke this parser before."""
    return [path.read_bytes() for path in (Path(__file__).with_name("corpus") / name).glob("*")]


if __name__ == "__main__":
    main()
