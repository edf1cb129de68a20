"""State licensing boards as `resources/lists/state_boards.toml` declares them, and how their rows become candidates."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from credcheck import resources
from credcheck.model import Candidate, Identifier, ListedName, PersonName, Sentence, Status, Taxonomy
from credcheck.registries._json import Table, changed, day, tables
from credcheck.text import fold, tight

REGISTRY = "state_boards"
# What boards write where they note no action.
_NO_ACTION = frozenset({"", "NO", "N", "NONE", "NULL", "N A", "FALSE", "0"})


@dataclass(frozen=True, slots=True)
class Board:
    """One entry of the list of boards."""

    id: str
    state: str
    title: str
    form: str
    url: str
    page: str
    columns: Mapping[str, str]
    keeps: str = "licences"
    lists: str = "all"
    where: str = ""
    header: str = ""
    stale_days: int = 120
    statuses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name_column(self) -> str:
        """The column of the surname, or of the whole name where the board keeps it in one field."""
        return self.columns.get("full") or self.columns["family"]

    def cell(self, row: Table, name: str) -> str:
        """One of our columns in a row of the board, "" where the board has none."""
        return row.word(self.columns[name]) if name in self.columns else ""

    def status(self, text: str) -> Status:
        """The status a board's word stands for; a licence is called taken away only for a word known as a whole."""
        low = fold(text)
        for words in (self.statuses, _statuses()):
            for name, known in words.items():
                if low in {fold(word) for word in known}:
                    return Status(name)
        starts = [Status(n) for n in ("active", "expired") for w in _statuses()[n] if low.startswith(fold(w) + " ")]
        return starts[0] if starts else Status.UNKNOWN


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence to look for: state, number as the first register writes it, and the surnames of its holder."""

    state: str
    number: str
    surnames: tuple[str, ...]

    @property
    def digits(self) -> str:
        """The last run of digits without leading zeros: what a board's number must contain."""
        runs = re.findall(r"[0-9]+", self.number[:40])
        return runs[-1].lstrip("0") if runs else ""


@cache
def boards() -> tuple[Board, ...]:
    """Every board there is an entry for."""
    return tuple(Board(**entry) for entry in _file()["board"])


def read_csv(board: Board, text: str) -> Iterable[Table]:
    """The rows of a board's CSV file; RegistryChanged when its header or a column is not where it was."""
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines[:30]) if line.lstrip('"').startswith(board.header)), None)
    if start is None:
        raise changed(board.title, board.header)
    rows = csv.DictReader(lines[start:])
    try:
        names = [name.strip() for name in rows.fieldnames or ()]
        missing = [column for column in board.columns.values() if column not in names]
        if missing:
            raise changed(board.title, missing[0])
        for cells in rows:
            yield Table(board.title, {k.strip(): v for k, v in cells.items() if k and isinstance(v, str)})
    except csv.Error as error:
        raise changed(board.title, "csv") from error


def read_rows(board: Board, value: object) -> tuple[Table, ...]:
    """The rows of an open-data portal's answer; each must have a number and a name."""
    rows = tables(board.title, value)
    for row in rows:
        row.needed(board.columns["number"])
        row.needed(board.name_column)
    return rows


def belongs(board: Board, row: Table, licence: Licence) -> bool:
    """Whether a row carries the licence's number and its holder's surname; never by name alone."""
    number, name = row.word(board.columns["number"]), row.word(board.name_column)
    return bool(_keys(number) & _keys(licence.number)) and bool(_surname(board, name, licence.surnames))


def candidate(board: Board, rows: list[Table], licence: Licence) -> Candidate:
    """All rows of one licence as one candidate; the number is written as in the register that led here."""
    row = rows[0]
    number, kind = row.word(board.columns["number"]), board.cell(row, "kind")
    raw = board.cell(row, "status")
    return Candidate(
        registry=REGISTRY,
        id=f"{board.id}:{number}:{tight(kind)}".rstrip(":"),
        names=(ListedName(_name(board, row, licence.surnames)),),
        url=_link(board, row),
        taxonomies=(Taxonomy("", kind, licence.number, board.state),),
        identifiers=(Identifier("licence", licence.number, board.state),),
        status=board.status(raw) if raw else Status.UNKNOWN,
        status_since=day(board.cell(row, "since")),
        listed_since=day(board.cell(row, "issued")),
        remark=_remark(board, rows, number, raw),
    )


def _remark(board: Board, rows: list[Table], number: str, raw: str) -> Sentence:
    actions = [a for row in rows if fold(a := board.cell(row, "action")) not in _NO_ACTION]
    noted = "; ".join(dict.fromkeys(actions))[:300]
    if board.keeps == "actions":
        return Sentence("state_boards.action", title=board.title, number=number, text=noted)
    ends = day(board.cell(rows[0], "expires"))
    until = ends.isoformat() if ends else "?"
    if not noted:
        return Sentence("state_boards.licence", title=board.title, number=number, status=raw, until=until)
    return Sentence("state_boards.licence_noted", title=board.title, number=number, status=raw, until=until, text=noted)


def _link(board: Board, row: Table) -> str:
    """The person's page at the board, where the board gives one."""
    column = board.columns.get("link", "")
    if not column:
        return board.page
    cell = row.cells.get(column)
    url = row.word(column, "url") if isinstance(cell, Mapping) else row.word(column)
    return url if url.startswith("https://") else board.page


def _name(board: Board, row: Table, surnames: tuple[str, ...]) -> PersonName:
    if "full" not in board.columns:
        return PersonName(board.cell(row, "given"), board.cell(row, "middle"), board.cell(row, "family"))
    whole = row.word(board.name_column)
    family = _surname(board, whole, surnames)
    rest = fold(whole.replace(",", " ")).replace(fold(family), " ", 1).split()
    return PersonName(" ".join(rest[:1]), " ".join(rest[1:]), family.upper())


def _surname(board: Board, name: str, surnames: tuple[str, ...]) -> str:
    """The first of the surnames that the row carries, or ""."""
    if "full" not in board.columns:
        return next((s for s in surnames if tight(s) == tight(name)), "")
    return next((s for s in surnames if f" {fold(s)} " in f" {fold(name)} "), "")


def _keys(number: str) -> set[str]:
    """What two notations of one number have in common: all digits, or the last run of them, without leading zeros."""
    runs = re.findall(r"[0-9]+", number[:40])
    return {key for key in ("".join(runs).lstrip("0"), (runs or [""])[-1].lstrip("0")) if key}


@cache
def _statuses() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in _file()["statuses"].items()}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resources.read("lists/state_boards.toml"))
