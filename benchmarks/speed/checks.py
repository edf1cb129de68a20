"""How many whole checks a second one core does against a local copy, stage by stage, and how long 50 candidates take.

usage: python -m benchmarks.speed.checks --profiles FILE --register DIR [--rounds N]

Processor time of this process, so that a busy machine does not count against it; lists and files are warm.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.accuracy.profiles import TODAY, _lines, _profile, answer_from
from credcheck import claims, flags, match
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
    inside = options.register / "mirrors"
    mirrors = Mirrors(inside if inside.is_dir() else options.register)
    registry = NpiMirror(Access(Http(offline=True), mirrors, Vault()))
    profiles = [_profile(row) for row in _lines(options.profiles)]
    rounds = [_round(profiles, registry) for _ in range(options.rounds + 1)][1:]  # the first one warms up
    spent, full = min(rounds, key=lambda found: sum(found[0].values()))
    whole = sum(spent.values())
    for stage, seconds in spent.items():
        print(f"{stage:<10} {1000 * seconds / len(profiles):8.3f} ms a profile")
    print(
        f"{'whole':<10} {1000 * whole / len(profiles):8.3f} ms a profile, {len(profiles) / whole:.0f} profiles a second"
    )
    if full:
        print(
            f"{FULL} candidates: {1000 * sum(full) / len(full):.3f} ms of evidence and ranking ({len(full)} profiles)"
        )


def _round(profiles: list[Profile], registry: NpiMirror) -> tuple[Spent, list[float]]:
    spent: Spent = defaultdict(float)
    full: list[float] = []
    for profile in profiles:
        read = _timed(spent, "claims", lambda p=profile: claims.extract(p))  # type: ignore[misc]
        answer = _timed(spent, "search", lambda r=read: asyncio.run(answer_from(r, registry)))  # type: ignore[misc]
        before = spent["match"]
        case = _timed(spent, "match", lambda p=profile, r=read, a=answer: _case(p, r, a))  # type: ignore[misc]
        if len(answer.candidates) >= FULL:
            full.append(spent["match"] - before)
        raised = _timed(spent, "flags", lambda c=case: flags.raise_flags(c))  # type: ignore[misc]
        _timed(spent, "verdict", lambda c=case, f=raised: decide(c, f))  # type: ignore[misc]
    return spent, full


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
