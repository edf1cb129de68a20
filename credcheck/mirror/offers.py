"""What a register offers for download, and which of it a copy still lacks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from credcheck.mirror.words import Manifest


class Content(Enum):
    """What a file is to the copy: the whole register, rows that changed, or ids that were withdrawn."""

    WHOLE = "whole"
    CHANGES = "changes"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Offer:
    """One file: its address, its name, and the days it covers.

    `day` is the last day it surely covers; None where only the file itself tells. `since` is the first day of changes.
    """

    url: str
    name: str
    content: Content = Content.WHOLE
    day: date | None = None
    since: date | None = None
    cap_bytes: int = 4_000_000_000


def next_missing(offers: tuple[Offer, ...], copy: Manifest | None) -> Offer | None:
    """The file to apply next; None when the copy holds all that is offered.

    A newer whole file comes first, because it also mends what changes cannot say; then changes in the order of their
    days, without a gap; then the withdrawn ids, which come as one full list.
    """
    return _whole(offers, copy) or (_changes(offers, copy) or _withdrawn(offers, copy) if copy else None)


def has_gap(offers: tuple[Offer, ...], copy: Manifest | None) -> bool:
    """Whether newer changes are offered that do not join on to the copy: only the next whole file can."""
    newer = [o for o in offers if copy and o.content is Content.CHANGES and _is_after(o.day, copy.snapshot)]
    return bool(newer) and next_missing(offers, copy) is None


def _whole(offers: tuple[Offer, ...], copy: Manifest | None) -> Offer | None:
    whole = [o for o in offers if o.content is Content.WHOLE]
    newest = max(whole, key=lambda o: o.day or date.max, default=None)
    if newest is None or copy is None or newest.day is None:
        return newest
    is_other = newest.name != copy.source
    is_needed = copy.practice or copy.share < 1.0 or _is_after(newest.day, copy.base_snapshot)
    return newest if is_other and is_needed else None


def _changes(offers: tuple[Offer, ...], copy: Manifest) -> Offer | None:
    if copy.snapshot is None:
        return None
    joins = copy.snapshot + timedelta(days=1)
    fitting = [
        o
        for o in offers
        if o.content is Content.CHANGES and o.day and o.since and o.day > copy.snapshot and o.since <= joins
    ]
    return min(fitting, key=lambda o: o.day or date.max, default=None)


def _withdrawn(offers: tuple[Offer, ...], copy: Manifest) -> Offer | None:
    lists = [o for o in offers if o.content is Content.WITHDRAWN and o.day]
    newest = max(lists, key=lambda o: o.day or date.min, default=None)
    return newest if newest and _is_after(newest.day, copy.withdrawn_to or copy.base_snapshot) else None


def _is_after(day: date | None, other: date | None) -> bool:
    return day is not None and (other is None or day > other)
