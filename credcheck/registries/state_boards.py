"""Open registers of state licensing boards, asked by licence number and surname."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import ClassVar
from urllib.parse import urlsplit

from credcheck.model import Claims, Person, PersonName, Sentence
from credcheck.net import Fetched
from credcheck.registries._asking import DAY_S, Gathered, nearest, plain, quoted_licences, understood, us_practice
from credcheck.registries._boards import Board, Licence, belongs, boards, candidate, read_csv, read_rows
from credcheck.registries._json import Table
from credcheck.registries.interface import Confirmer, NotAsked, Reply, Source
from credcheck.text import fold, tight

MOST = 5
"""So many persons are asked about."""
ROWS = 200
LARGEST_CSV = 40_000_000


class StateBoards(Confirmer):
    """Asks the open registers of state licensing boards whether a licence is current, by its number and surname.

    These are the boards that grant the licences. Only some states publish theirs for reading by programs: Washington,
    Colorado, Connecticut, Delaware, Illinois, Texas, Maryland, and of New York the board actions alone.
    """

    id: ClassVar[str] = "state_boards"
    title: ClassVar[str] = "State licensing boards"
    home: ClassVar[str] = "https://www.fsmb.org/contact-a-state-medical-board/"
    covers: ClassVar[Sentence] = Sentence("state_boards.covers")
    terms: ClassVar[Sentence] = Sentence("state_boards.terms")
    order: ClassVar[int] = 50

    @classmethod
    def hosts(cls) -> tuple[str, ...]:
        """The portal of each board that there is an entry for."""
        return tuple(dict.fromkeys(urlsplit(board.url).hostname or "" for board in boards()))

    @classmethod
    def sources(cls) -> tuple[Source, ...]:
        """Each board that there is an entry for."""
        return tuple(Source(b.state, b.title, b.page, Sentence(f"state_boards.keeps.{_kind(b)}")) for b in boards())

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: the profile does not speak of practice in the United States."""
        return None if us_practice(claims) else Sentence("state_boards.not_us")

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """What the boards list under the licence numbers of these persons, and under those that the profile quotes."""
        licences = _licences(nearest(persons, claims, MOST), claims)
        asked = [(board, mine) for board in boards() if (mine := [one for one in licences if one.state == board.state])]
        if not licences:
            raise NotAsked(Sentence("state_boards.no_licence"))
        if not asked:
            raise NotAsked(Sentence("state_boards.no_board", states=_join(licence.state for licence in licences)))
        found = Gathered()
        await asyncio.gather(*(self._board(found, board, mine) for board, mine in asked))
        what = _join(f"{licence.state} {licence.number}" for _, mine in asked for licence in mine)
        return found.reply(Sentence("state_boards.asked", what=what), asked[0][0].page)

    async def _board(self, found: Gathered, board: Board, licences: list[Licence]) -> None:
        with found.trying():
            if board.form == "csv":
                rows = await self._file(found, board)
                for licence in licences:
                    _keep(found, board, rows, licence)
                return
            for licence in licences:
                _keep(found, board, await self._socrata(found, board, licence), licence)

    async def _file(self, found: Gathered, board: Board) -> list[Table]:
        answer = await self.access.http.get(
            board.url,
            keep_s=DAY_S,
            renew_s=30 * DAY_S,
            cap_bytes=LARGEST_CSV,
            worth=understood(lambda answer: _read_file(board, answer)),
        )
        _age(found, board, found.read(answer))
        return _read_file(board, answer)

    async def _socrata(self, found: Gathered, board: Board, licence: Licence) -> list[Table]:
        answer = await self.access.http.get(
            board.url,
            params={"$select": ",".join(board.columns.values()), "$where": where(board, licence), "$limit": ROWS},
            headers={"Accept": "application/json"},
            keep_s=DAY_S,
            worth=understood(lambda answer: read_rows(board, answer.json())),
            per_s=2.0,
        )
        _age(found, board, found.read(answer))
        rows = read_rows(board, answer.json())
        if len(rows) >= ROWS:
            found.faults.append(Sentence("state_boards.cap", title=board.title, n=ROWS))
        return list(rows)


def _kind(board: Board) -> str:
    return "current" if board.lists == "current" else board.keeps


def _read_file(board: Board, answer: Fetched) -> list[Table]:
    if answer.is_html() or not answer.body.strip():
        answer.json()  # raises: a page, or nothing, came in place of the file
    return list(read_csv(board, answer.text()))


def where(board: Board, licence: Licence) -> str:
    """The condition in SoQL: number and surname, the apostrophe doubled."""
    columns = board.columns
    parts = [f"{columns['number']} like '%{licence.digits}%'"]
    spellings = [s.replace("'", "''") for s in _spellings(licence.surnames)]  # SoQL's own way to write an apostrophe
    if "full" in columns:
        parts.append("(" + " OR ".join(f"upper({columns['full']}) like '%{s}%'" for s in spellings) + ")")
    else:
        listed = ", ".join(f"'{s}'" for s in spellings)
        parts.append(f"upper({columns['family']}) in ({listed})")
    return " AND ".join([*parts, *([board.where] if board.where else [])])


def _keep(found: Gathered, board: Board, rows: list[Table], licence: Licence) -> None:
    groups: dict[tuple[str, ...], list[Table]] = {}
    for row in rows:
        if belongs(board, row, licence):
            groups.setdefault((row.word(board.columns["number"]), board.cell(row, "kind")), []).append(row)
    found.keep(candidate(board, group, licence) for group in groups.values())


def _age(found: Gathered, board: Board, answer: Fetched) -> None:
    """Note the day of the board's list, and tell when it is old."""
    try:
        made = parsedate_to_datetime(answer.headers.get("last-modified", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return
    made = made if made.tzinfo else made.replace(tzinfo=UTC)
    found.snapshot = min(found.snapshot or made.date(), made.date())
    if answer.at - made > timedelta(days=board.stale_days):
        found.faults.append(Sentence("state_boards.stale", title=board.title, day=made.date().isoformat()))


def _licences(persons: Iterable[Person], claims: Claims) -> list[Licence]:
    """Every licence of these persons with their surnames, and every one the profile quotes with the claimed surname."""
    found: dict[Licence, None] = {}
    for person in persons:
        surnames = _surnames(listed.name for listed in person.names())
        for candidate_ in person.candidates:
            pairs = [(t.state, t.licence) for t in candidate_.taxonomies]
            pairs += [(i.region, i.value) for i in candidate_.identifiers if i.kind == "licence"]
            found |= dict.fromkeys(Licence(state.upper(), number[:40], surnames) for state, number in pairs)
    name = claims.name()
    mine = _surnames([name] if name else [])
    found |= dict.fromkeys(Licence(state, number[:40], mine) for state, number in quoted_licences(claims))
    once = {(one.state, one.digits, one.surnames): one for one in reversed(found)}
    return [one for one in reversed(once.values()) if one.state and one.digits and one.surnames][:20]


def _surnames(names: Iterable[PersonName]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(name.family, 60) for name in names if len(tight(name.family)) > 1))[:4]


def _spellings(surnames: tuple[str, ...]) -> tuple[str, ...]:
    """A surname as boards may spell it: with and without apostrophe, hyphen and accents."""
    found: dict[str, None] = {}
    for surname in surnames:
        upper = re.sub(r"[%_\\]", "", surname.replace("’", "'")).upper()
        for form in (upper, upper.replace("'", ""), upper.replace("'", " "), fold(surname), tight(surname)):
            found[form] = None
    return tuple(form for form in found if form.strip())


def _join(parts: Iterable[str]) -> str:
    return ", ".join(list(dict.fromkeys(parts))[:6])
