"""The table of weights as text: read, given measured numbers, corrected, written with a source for every row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.accuracy._offsets import UNHEARD, Fitted, rate_label
from credcheck import resources
from credcheck.match.weights import REFUTING, SILENT

COLUMNS = ("kind", "field", "name", "letters", "m", "u", "times", "source")
HEAD = """# Every weight of the matcher, version {version}. m: how often a level is seen when the record is the holder's; u: how often by
# chance (never less), or `times` the frequency of the value at hand. Rows of kind listed, stage, number and threshold hold their value in m;
# of kind unheard: what u is multiplied by where nobody in the register carries the claimed word; of kind met: as how many others a
# full name is met that so many people (field) carry and so many others (name) are likely to, by how common its parts are; of kind apart: what
# u of a near name is multiplied by where so many people (name) are likely to carry the listed one.
# letters: from how many letters of the claimed word on a row holds. Numbers only; written by benchmarks/accuracy/fit.py (Apache-2.0).
"""  # noqa: E501
SINGLE = ("number", "threshold", "unheard", "met", "apart")
"""Kinds of rows that hold one value."""
CROSSWISE = 5.0
"""The same of a swapped name, which costs more than two bits however often it is drawn."""
BY_RATE = ("met", "apart")
"""Kinds whose name is how many people are likely."""
MARK = "; corrected by "
HELD = 1.2
"""A near level's chance is at least this many times what would make it weigh as much as the same name."""


@dataclass(frozen=True)
class Measured:
    """A number from data: m, u or times of a level (from so many letters on), or the value of a number or threshold."""

    kind: str
    field: str
    name: str
    m: float | None
    u: float | None
    source: str
    letters: int = 0
    times: float | None = None


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    kind: str
    field: str
    name: str
    letters: str
    m: str
    u: str
    times: str
    source: str

    @property
    def label(self) -> str:
        """The level as evidence names it."""
        if self.kind in BY_RATE:
            return rate_label(self.kind, self.field, self.name)
        return f"{self.field}: {self.name}" + (UNHEARD if self.kind == "unheard" else "")


@dataclass(frozen=True)
class Table:
    """All rows."""

    lines: tuple[Line, ...]

    def with_measured(self, measured: list[Measured]) -> Table:
        """Measured numbers in place of what stood there; rows for longer words come right after their level's first."""
        lines = [line for line in self.lines if not line.letters]
        for told in measured:
            at = next(i for i, line in enumerate(lines) if (line.kind, line.field, line.name) == told_key(told))
            first = lines[at]
            if told.letters:
                last = max(i for i, line in enumerate(lines) if (line.kind, line.field, line.name) == told_key(told))
                row = replace(first, letters=str(told.letters), u=_text(told.u), source=f"u: {told.source}")
                lines.insert(last + 1, row)
            else:
                lines[at] = _measured(first, told)
        return Table(tuple(lines))

    def with_met(self, rates: list[Measured]) -> Table:
        """How often names are met again, before the numbers that are about it; as many rows as were counted."""
        lines = [line for line in self.lines if line.kind not in BY_RATE]
        at = next(i for i, line in enumerate(lines) if line.kind == "number")
        rows = [Line(r.kind, r.field, r.name, "", _text(r.m), "", "", r.source) for r in rates]
        return Table((*lines[:at], *rows, *lines[at:]))

    def with_thresholds(self, chosen: list[Measured]) -> Table:
        """The thresholds as chosen; all other rows as they are, those for longer words too."""
        told = {told_key(one): one for one in chosen}
        rows = ((line, told.get((line.kind, line.field, line.name))) for line in self.lines)
        return Table(tuple(_measured(line, one) if one else line for line, one in rows))

    def corrected(self, fitted: Fitted, where: str) -> Table:
        """Every level's u (and times) divided by 2 to the correction; a refuting level's m multiplied by it."""
        lines = tuple(_corrected(line, fitted, where) for line in self.lines)
        same = {line.field: line for line in lines if line.kind == "level" and line.name == "exact"}
        return Table(tuple(_held(line, same[line.field]) if line.field in same else line for line in lines))

    def text(self, version: str) -> str:
        """The file."""
        rows = ["\t".join(getattr(line, column) for column in COLUMNS) for line in self.lines]
        return HEAD.format(version=version) + "\n".join(["\t".join(COLUMNS), *rows]) + "\n"

    def write(self, version: str) -> None:
        """Write the file of a version."""
        (resources.folder() / "weights" / f"{version}.tsv").write_text(self.text(version), "utf-8")


def told_key(told: Measured) -> tuple[str, str, str]:
    """What a measured number belongs to."""
    return told.kind, told.field, told.name


def judged() -> Table:
    """What is known before anything is measured."""
    text = Path(__file__).with_name("judged.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return Table(tuple(Line(*row) for row in rows))


def _measured(line: Line, told: Measured) -> Line:
    kept = "" if told.kind in SINGLE else _said(line, told)
    m, u = (_text(told.m) if told.m is not None else line.m), (_text(told.u) if told.u is not None else line.u)
    times = _text(told.times) if told.times is not None else line.times
    return replace(line, m=m, u=u, times=times, source="; ".join(part for part in (kept, _label(told)) if part))


def _label(told: Measured) -> str:
    return told.source if told.kind in SINGLE else f"{'m' if told.m is not None else 'u'}: {told.source}"


def _said(line: Line, told: Measured) -> str:
    """What the source of the other number was."""
    other = "u" if told.m is not None else "m"
    parts = line.source.split("; ")
    named = [part for part in parts if part.startswith(f"{other}:")]
    return named[0] if named else f"{other}: {parts[0]}" if not parts[0].startswith(("m:", "u:")) else ""


def _corrected(line: Line, fitted: Fitted, where: str) -> Line:
    bits = fitted.bits.get(line.label, 0.0)
    if line.kind not in ("level", "unheard", *BY_RATE) or line.name in SILENT or abs(bits) < 0.01:
        return line
    factor = 2.0**-bits
    m, u, times = float(line.m), float(line.u or 0), float(line.times or 0)
    if line.kind != "level":
        m *= factor
    elif line.name in REFUTING:
        m = min(u, m / factor)
    else:
        u, times = min(1.0, u * factor), times * factor
    base, _, before = line.source.partition(MARK)
    already = float(before.split(" ")[0]) if before else 0.0
    source = f"{base}{MARK}{already + bits:+.2f} bits on {fitted.seen[line.label]:,} claims of {where}"
    return replace(
        line, m=_text(m), u=_text(u) if line.u else "", times=_text(times) if line.times else "", source=source
    )


def _held(line: Line, same: Line) -> Line:
    """A near level held below the same name: the few former names of a sample must not make them weigh more."""
    if line is same or not float(line.times or 0) or line.name in REFUTING:
        return line
    part = (CROSSWISE if line.name == "swapped" else HELD) * float(line.m) / float(same.m)
    u, times = max(float(line.u), part * float(same.u)), max(float(line.times), part * float(same.times))
    return line if _text(times) == line.times else replace(line, u=_text(u), times=_text(times))


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
