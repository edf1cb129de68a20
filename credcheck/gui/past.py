"""What the window asks of the verification cache: history, judgements, notes, watches, erasure. Work for the loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from credcheck.errors import CredCheckError, StoreError
from credcheck.gui.leads import pages_of
from credcheck.model import Headline, Leads, Report, Sentence

if TYPE_CHECKING:
    from credcheck.app import Parts
    from credcheck.compare import Comparison
    from credcheck.store import Filter, Judgement, Line, Note, Opinion

PAGE = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which past checks are wanted; an empty field asks for nothing."""

    search: str = ""
    headline: str = ""
    opinion: str = ""
    person: str = ""
    account: str = ""
    watched: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Chosen()


@dataclass(frozen=True, slots=True)
class Found:
    """Some past checks, from `start` on, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """Two checks of one account: when each was, and what changed."""

    before: datetime
    after: datetime
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Judged:
    """What the user thinks of a report: the opinion that counts, and notes."""

    report_id: str
    judgement: Judgement | None = None
    notes: tuple[Note, ...] = ()


def history(chosen: Chosen, start: int = 0, limit: int = PAGE) -> Callable[[Parts], Awaitable[Found]]:
    """The past checks that are wanted, newest first, one page of them."""

    async def run(parts: Parts) -> Found:
        wanted = _filter(chosen)
        total = parts.store.count(chosen.search, wanted)
        return Found(parts.store.history(chosen.search, limit, wanted, start), total, start)

    return run


def _filter(chosen: Chosen) -> Filter:
    from credcheck.store import Filter, Opinion

    return Filter(
        headlines=(Headline(chosen.headline),) if chosen.headline else (),
        opinions=(Opinion(chosen.opinion),) if chosen.opinion else (),
        person=chosen.person,
        account_key=chosen.account,
        watched=chosen.watched,
    )


def report(id: str) -> Callable[[Parts], Awaitable[Report]]:
    """One past report."""

    async def run(parts: Parts) -> Report:
        return _kept(parts, id)

    return run


def _kept(parts: Parts, id: str) -> Report:
    found = parts.store.get(id)
    if found is None:
        raise StoreError(Sentence("gui.history.gone"))
    return found


# ---------------------------------------------------------------- the user's own judgement
def judged(id: str) -> Callable[[Parts], Awaitable[Judged]]:
    """What the user thinks of a report."""

    async def run(parts: Parts) -> Judged:
        return _judged(parts, id)

    return run


def judge(id: str, opinion: str, reason: str = "") -> Callable[[Parts], Awaitable[Judged]]:
    """Keep an opinion; nothing is overwritten."""

    async def run(parts: Parts) -> Judged:
        from credcheck.store import Opinion

        parts.store.judgements.judge(id, Opinion(opinion), reason)
        return _judged(parts, id)

    return run


def undo(id: str) -> Callable[[Parts], Awaitable[Judged]]:
    """Take the last opinion back."""

    async def run(parts: Parts) -> Judged:
        parts.store.judgements.undo(id)
        return _judged(parts, id)

    return run


def note(id: str, text: str) -> Callable[[Parts], Awaitable[Judged]]:
    """Keep a note."""

    async def run(parts: Parts) -> Judged:
        parts.store.notes.add(id, text)
        return _judged(parts, id)

    return run


def drop_note(id: str, note_id: int, back: bool = False) -> Callable[[Parts], Awaitable[Judged]]:
    """Take a note away, or bring it back."""

    async def run(parts: Parts) -> Judged:
        (parts.store.notes.restore if back else parts.store.notes.remove)(note_id)
        return _judged(parts, id)

    return run


def _judged(parts: Parts, id: str) -> Judged:
    return Judged(id, parts.store.judgements.of(id), parts.store.notes.of(id))


# ---------------------------------------------------------------- watch list
def watch(id: str, every_days: int) -> Callable[[Parts], Awaitable[Sentence]]:
    """Watch the account of a report."""

    async def run(parts: Parts) -> Sentence:
        made = parts.store.watches.add(id, every_days)
        return Sentence("history.watching", days=every_days, due=f"{made.due.astimezone():%Y-%m-%d}")

    return run


def unwatch(account: str) -> Callable[[Parts], Awaitable[Sentence]]:
    """Watch an account no longer."""

    async def run(parts: Parts) -> Sentence:
        parts.store.watches.remove(account)
        return Sentence("history.not_watching")

    return run


async def due(parts: Parts) -> int:
    """How many watched accounts are due."""
    return len(parts.store.watches.due())


async def check_due(parts: Parts) -> int:
    """Check every watched account that is due; one that fails stays due and stops nothing. How many were checked."""
    checked = 0
    for one in parts.store.watches.due():
        before = parts.store.get(one.report_id)
        if before is None:
            continue
        try:
            made = await _again(parts, before)
        except CredCheckError:  # the check has logged it
            continue
        if made is not None:
            parts.store.watches.checked(one.account_key, made.id)
            checked += 1
    return checked


# ---------------------------------------------------------------- again, and what changed
def check_again(id: str) -> Callable[[Parts], Awaitable[Report]]:
    """Check the account of a past report again, as it was then."""

    async def run(parts: Parts) -> Report:
        from credcheck.store import account_key

        made = await _again(parts, _kept(parts, id))
        if made is None:
            raise StoreError(Sentence("gui.history.gone"))
        parts.store.watches.checked(account_key(made.case.profile), made.id)
        return made

    return run


async def _again(parts: Parts, before: Report) -> Report | None:
    """The profile as it was, and the pages that were looked at then; None where it was erased meanwhile."""
    made = await parts.checker.check(before.case.profile, leads=Leads(pages_of(before)))
    if parts.store.get(before.id) is not None:
        return made
    parts.store.forget(made.id)
    return None


def changed(id: str, account: str) -> Callable[[Parts], Awaitable[Compared | None]]:
    """What changed since the check before of the same account; None when there was none."""

    async def run(parts: Parts) -> Compared | None:
        from credcheck.compare import compare

        now = _kept(parts, id)
        lines = parts.store.history("", 1000, _filter(Chosen(account=account))) if account else ()
        older = next((line for line in lines if line.at < now.at and line.id != id), None)
        if older is None:
            return None
        before = _kept(parts, older.id)
        return Compared(before.at, now.at, compare(before, now))

    return run


# ---------------------------------------------------------------- erasure
def erase(account: str, report_id: str) -> Callable[[Parts], Awaitable[int]]:
    """Erase every check of an account for good, or the one check where the account has no address."""

    async def run(parts: Parts) -> int:
        return parts.store.erase.account(account) if account else parts.store.erase.report(report_id)

    return run


def erase_older(days: int) -> Callable[[Parts], Awaitable[int]]:
    """Erase what is older than so many days."""

    async def run(parts: Parts) -> int:
        return parts.store.erase.older_than(days)

    return run


def save_all(file: Path) -> Callable[[Parts], Awaitable[int]]:
    """Write the whole cache into a file."""

    async def run(parts: Parts) -> int:
        return parts.store.archive.write(file)

    return run


def take_in(file: Path) -> Callable[[Parts], Awaitable[int]]:
    """Take in what a file holds and this cache lacks."""

    async def run(parts: Parts) -> int:
        return parts.store.archive.read(file)

    return run


def opinions() -> tuple[Opinion, ...]:
    """The opinions there are, in the order of their keys 1, 2, 3."""
    from credcheck.store import Opinion

    return tuple(Opinion)
