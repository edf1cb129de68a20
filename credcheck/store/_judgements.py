"""What the user thinks of a report, and notes on it; nothing is overwritten, and every step can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Subquery, func, insert, select, update

from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.store._desk import Desk
from credcheck.store._tables import JUDGEMENTS, NOTES, REPORTS, stamp, storable


class Opinion(StrEnum):
    """The user's own judgement of a verdict."""

    AGREE = "agree"
    DISAGREE = "disagree"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An opinion with its reason."""

    opinion: Opinion
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the user on a report."""

    id: int
    text: str
    at: datetime


class Judgements:
    """The user's opinions; the last one that was not undone counts."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def judge(self, report_id: str, opinion: Opinion, reason: str = "") -> Judgement:
        """Keep an opinion; BadInput for a disagreement without a reason, or when there is no such report."""
        if opinion is Opinion.DISAGREE and not reason.strip():
            raise BadInput(Sentence("store.reason_missing"))
        made = Judgement(opinion, storable(reason.strip()), self._desk.now())
        with self._desk.writing() as connection:
            check_report(connection, report_id)
            row = {"report_id": report_id, "at": stamp(made.at), "opinion": opinion.value, "reason": made.reason}
            connection.execute(insert(JUDGEMENTS).values(**row, undone=False))
        return made

    def of(self, report_id: str) -> Judgement | None:
        """The opinion that counts, or None."""
        with self._desk.reading() as connection:
            row = connection.execute(_newest(report_id)).first()
        return Judgement(Opinion(row.opinion), row.reason, datetime.fromisoformat(row.at)) if row else None

    def undo(self, report_id: str) -> Judgement | None:
        """Take the last opinion back; the one that counts now."""
        with self._desk.writing() as connection:
            row = connection.execute(_newest(report_id)).first()
            if row:
                connection.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.id == row.id).values(undone=True))
        return self.of(report_id)


class Notes:
    """The user's remarks on reports."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def add(self, report_id: str, text: str) -> Note:
        """Keep a note; BadInput for an empty one, or when there is no such report."""
        text, at = storable(text.strip()), self._desk.now()
        if not text:
            raise BadInput(Sentence("store.empty_note"))
        with self._desk.writing() as connection:
            check_report(connection, report_id)
            row = {"report_id": report_id, "at": stamp(at), "text": text, "removed": False}
            made = connection.execute(insert(NOTES).values(**row)).inserted_primary_key
        return Note(made[0] if made else 0, text, at)

    def of(self, report_id: str) -> tuple[Note, ...]:
        """The notes on a report, the oldest first."""
        query = select(NOTES).where(NOTES.c.report_id == storable(report_id), NOTES.c.removed.is_(False))
        with self._desk.reading() as connection:
            return tuple(_note(row) for row in connection.execute(query.order_by(NOTES.c.id)))

    def remove(self, note_id: int) -> None:
        """Take a note away; `restore` brings it back."""
        self._mark(note_id, removed=True)

    def restore(self, note_id: int) -> None:
        """Bring a removed note back."""
        self._mark(note_id, removed=False)

    def _mark(self, note_id: int, *, removed: bool) -> None:
        with self._desk.writing() as connection:
            connection.execute(update(NOTES).where(NOTES.c.id == note_id).values(removed=removed))


def check_report(connection: Connection, report_id: str) -> None:
    """BadInput when there is no such report."""
    if connection.scalar(select(REPORTS.c.id).where(REPORTS.c.id == storable(report_id))) is None:
        raise BadInput(Sentence("input.no_such_report", id=report_id[:80]))


def latest() -> Subquery:
    """The opinion that counts, report by report."""
    newest = select(func.max(JUDGEMENTS.c.id)).where(JUDGEMENTS.c.undone.is_(False)).group_by(JUDGEMENTS.c.report_id)
    return select(JUDGEMENTS.c.report_id, JUDGEMENTS.c.opinion).where(JUDGEMENTS.c.id.in_(newest)).subquery()


def _newest(report_id: str) -> Any:
    query = select(JUDGEMENTS).where(JUDGEMENTS.c.report_id == storable(report_id), JUDGEMENTS.c.undone.is_(False))
    return query.order_by(JUDGEMENTS.c.id.desc()).limit(1)


def _note(row: Row[Any]) -> Note:
    return Note(row.id, row.text, datetime.fromisoformat(row.at))
