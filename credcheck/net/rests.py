"""Hosts that are left alone for a while: those that failed several times in a row, and those that asked for it."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass

from credcheck.errors import RegistryBusy, RegistryDown, RegistryError
from credcheck.model import Sentence

FAILURES = 3
"""So many questions in a row that failed, each with all its attempts, ..."""
REST_S = 30.0
"""... and the host is not asked for so long; then one more failure is enough."""


@dataclass(slots=True)
class _Host:
    failures: int = 0
    until: float = 0.0
    asked_for_it: bool = False


class Rests:
    """A circuit breaker for each host; lives on one event loop, whose clock it reads."""

    def __init__(self) -> None:
        """Start with every host awake."""
        self._hosts: dict[str, _Host] = {}

    def check(self, host: str) -> None:
        """Raise what a question would come to while the host rests."""
        known = self._hosts.get(host)
        left_s = known.until - _now() if known else 0.0
        if known is None or left_s <= 0:
            return
        if known.asked_for_it:
            raise RegistryBusy(Sentence("net.busy_until", host=host, n=math.ceil(left_s)), left_s)
        raise RegistryDown(Sentence("net.resting", host=host, n=math.ceil(left_s)))

    def answered(self, host: str) -> None:
        """The host is well again; where it has asked to be left alone since this question left, it is."""
        known = self._hosts.get(host)
        if known is None or not self._is_left_alone(known):
            self._hosts.pop(host, None)

    def failed(self, host: str, error: RegistryError) -> None:
        """Count a failure; a refusal or an odd status is an answer, and says nothing of the next question."""
        if not isinstance(error, RegistryDown):
            return
        known = self._hosts.setdefault(host, _Host())
        known.failures += 1
        wait_s = error.retry_after_s if isinstance(error, RegistryBusy) else None
        if wait_s is None and self._is_left_alone(known):
            return  # that question had left before, and what the host asked for lasts longer
        known.asked_for_it = wait_s is not None
        if wait_s is not None:
            known.until = _now() + wait_s
        elif known.failures >= FAILURES:
            known.until = _now() + REST_S

    def _is_left_alone(self, known: _Host) -> bool:
        return known.asked_for_it and known.until > _now()


def _now() -> float:
    return asyncio.get_running_loop().time()
