"""What a rule of the decision found."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.model import Headline, RecordAxis, Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the record axis, the headline, why, and whom."""

    record: RecordAxis
    headline: Headline
    why: tuple[Sentence, ...]
    person: str = ""
