"""How many whole checks a second one core does against a local copy, stage by stage, and how long 50 candidates take.

usage: python -m benchmarks.speed.checks --profiles FILE --register DIR [--rounds N]

Processor time of this process, each stage's best of the rounds, so that a busy machine hardly counts against it; lists
and files are warm. All checks run
in one loop, as in the program: asyncio.run writes out what it returns (signal.signal puts its handler into words).
Garbage is looked for as seldom as by the command line.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.accuracy.profiles import TODAY, _lines, _profile, answer_from
from credcheck import claims, flags, match
from credcheck.cli import COLLECT_AFTER
from credcheck.mirror import Mirrors
from credcheck.model import Answer, Case, Claims, Profile
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.vault import Vault
from credcheck.verdict import decide

FULL = 50
Spent = defaultdict[str, float]
T = TypeVar("T")


def main() -> None:
    """Check every profile, print what each stage took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=Path, required=True)
    parser.add_argument("--register", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    gc.set_threshold(COLLECT_AFTER)
    inside = options.register / "mirrors"
    mirrors = Mirrors(inside if inside.is_dir() else options.register)
    registry = NpiMirror(Access(Http(offline=True), mirrors, Vault()))
    profiles = [_profile(row) for row in _lines(options.profiles)]
    loop = asyncio.new_event_loop()
    rounds = [[_check(p, registry, loop) for p in profiles] for _ in range(options.rounds + 1)][
        1:
    ]  # the first warms up
    loop.close()
    best = [_best(of_one) for of_one in zip(*rounds, strict=True)]
    for stage in best[0].seconds:
        print(f"{stage:<10} {1000 * sum(one.seconds[stage] for one in best) / len(best):8.3f} ms a profile")
    whole = sum(sum(one.seconds.values()) for one in best)
    print(f"{'whole':<10} {1000 * whole / len(best):8.3f} ms a profile, {len(best) / whole:.0f} profiles a second")
    full = [one.seconds["match"] for one in best if one.candidates >= FULL]
    if full:
        print(
            f"{FULL} candidates: {1000 * sum(full) / len(full):.3f} ms of evidence and ranking ({len(full)} profiles)"
        )


@dataclass(frozen=True)
class Checked:
    """What each stage of one check took, and how many candidates there were."""

    seconds: dict[str, float]
    candidates: int


def _best(rounds: Sequence[Checked]) -> Checked:
    """The least each stage took in any round: whatever else runs on the machine only ever adds."""
    least = {stage: min(one.seconds[stage] for one in rounds) for stage in rounds[0].seconds}
    return Checked(least, rounds[0].candidates)


def _check(profile: Profile, registry: NpiMirror, loop: asyncio.AbstractEventLoop) -> Checked:
    spent: Spent = defaultdict(float)
    read = _timed(spent, "claims", lambda: claims.extract(profile))
    answer = _timed(spent, "search", lambda: loop.run_until_complete(answer_from(read, registry)))
    case = _timed(spent, "match", lambda: _case(profile, read, answer))
    raised = _timed(spent, "flags", lambda: flags.raise_flags(case))
    _timed(spent, "verdict", lambda: decide(case, raised))
    return Checked(spent, len(answer.candidates))


def _case(profile: Profile, read: Claims, answer: Answer) -> Case:
    ranking = match.rank(read, match.join((answer,)), (answer,))
    return Case(profile, read, (answer,), ranking, today=TODAY)


def _timed(spent: Spent, stage: str, work: Callable[[], T]) -> T:
    started = time.process_time()
    done = work()
    spent[stage] += time.process_time() - started
    return done


if __name__ == "__main__":
    main()
