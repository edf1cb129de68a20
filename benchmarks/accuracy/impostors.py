"""Do disguised names of registered people raise a CAUTION, and do real names that nobody imitates stay quiet?

usage: python -m benchmarks.accuracy.impostors --zip FILE [--each 500] [--left-out 10000] [--seed S] [--json OUT]

FILE is a register in the official layout with real rows. One person in ten is left out of the copy that is built from
it; names of people left out, which nobody in the copy carries, are written plainly and must raise no CAUTION. Names of
people in the copy are disguised, `--each` for a family. The rival is confusable-homoglyphs, where it is installed: a
name it calls dangerous counts as raised. Its own answer does not depend on the register. No name is printed.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import json
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.flags import TODAY
from benchmarks.accuracy.profiles import answer_from
from credcheck import claims, flags
from credcheck.mirror import Mirrors
from credcheck.model import Case, Claim, ClaimKind, Claims, PersonName, Profile, Severity
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.surroundings import Around
from credcheck.vault import Vault

FAMILY, GIVEN = "Provider Last Name (Legal Name)", "Provider First Name"
RULES = ("lookalike_name", "hidden_characters", "mixed_script")
CYRILLIC = dict(zip("aceopxyijsABCEHKMOPTX", "асеорхуіјѕАВСЕНКМОРТХ", strict=True))
GREEK = dict(zip("oABEHIKMNOPTXYZv", "οΑΒΕΗΙΚΜΝΟΡΤΧΥΖν", strict=True))
LEET = dict(zip("aeiostlbAEIOSTLB", "4310571843105718", strict=True))
SMALL = dict(zip("abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", strict=True))
INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u034f"
BOLD = (0x1D400, 0x1D434, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5A0, 0x1D5D4, 0x1D608, 0x1D63C, 0x1D670)
CAPITALS = (0x1F130, 0x1F150, 0x1F170, 0x24B6)
Spoof = Callable[[str, random.Random], str]


@dataclass(frozen=True)
class Drawn:
    """Names in the copy and names left out of it."""

    listed: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]


# ---------------------------------------------------------------- disguises
def mixed(name: str, draw: random.Random) -> str:
    """A few letters from another alphabet."""
    table = draw.choice((CYRILLIC, GREEK))
    return _some(name, table, draw) if set(name) & set(table) else _some(name, CYRILLIC, draw)


def invisible(name: str, draw: random.Random) -> str:
    """Characters that cannot be seen, inside words."""
    at = [i for i in range(1, len(name)) if name[i - 1].isalpha() and name[i].isalpha()]
    for i in sorted(draw.sample(at, min(len(at), draw.randint(1, 3))), reverse=True):
        name = name[:i] + draw.choice(INVISIBLE) + name[i:]
    return name


def leet(name: str, draw: random.Random) -> str:
    """Figures for letters."""
    return _some(name, LEET, draw)


def fancy(name: str, draw: random.Random) -> str:
    """An ornamental alphabet throughout."""
    kind = draw.randrange(4)
    if kind == 0:
        first = draw.choice(BOLD)
        return "".join(_mathematical(c, first) for c in name)
    if kind == 1:
        return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in name)
    if kind == 2:
        return "".join(SMALL.get(c.lower(), c) for c in name)
    first = draw.choice(CAPITALS)
    return "".join(chr(first + ord(c.upper()) - 65) if c.isascii() and c.isalpha() else c for c in name)


def bidi(name: str, draw: random.Random) -> str:
    """The name backwards, turned round by an override."""
    return draw.choice(("\u202e{}\u202c", "\u202e{}", "\u2067\u202e{}\u202c\u2069")).format(name[::-1])


def letter(name: str, draw: random.Random) -> str:
    """One plain letter more, doubled or swapped."""
    at = draw.choice([i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i - 1].isalpha()])
    kind = draw.randrange(3)
    if kind == 0:
        return name[:at] + draw.choice("aeilnrst") + name[at:]
    return name[:at] + name[at] + name[at:] if kind == 1 else name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


FAMILIES: dict[str, Spoof] = {
    "mixed script": mixed,
    "invisible": invisible,
    "leet": leet,
    "fancy letters": fancy,
    "bidi": bidi,
    "one letter": letter,
}


def _some(name: str, table: dict[str, str], draw: random.Random) -> str:
    at = [i for i, c in enumerate(name) if c in table]
    chosen = set(draw.sample(at, min(len(at), draw.randint(1, 3))))
    return "".join(table[c] if i in chosen else c for i, c in enumerate(name))


def _mathematical(char: str, first: int) -> str:
    if not (char.isascii() and char.isalpha()):
        return char
    code = first + (ord(char) - 65 if char.isupper() else 26 + ord(char) - 97)
    made = chr(code)
    return made if made.isalpha() else char  # a few of these code points are empty


# ---------------------------------------------------------------- the register
def _rows(file: Path) -> Iterator[list[str]]:
    """The rows of the register's main file, its header first."""
    with zipfile.ZipFile(file) as source:
        main = next(n for n in source.namelist() if n.startswith("npidata") and "header" not in n.lower())
        with source.open(main) as raw:
            yield from csv.reader(io.TextIOWrapper(raw, "utf-8", newline=""))


def _out(npi: str) -> bool:
    return npi[-2:-1] == "7"


def build(file: Path, folder: Path, draw: random.Random, each: int, left_out: int) -> tuple[NpiMirror, Drawn]:
    """The copy without those left out, and the names to ask about."""
    kept: set[tuple[str, str]] = set()
    out: set[tuple[str, str]] = set()
    part = folder / "part.zip"
    name = "npidata_pfile_20050523-20261109.csv"
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target, target.open(name, "w") as raw:
        _filter(file, io.TextIOWrapper(raw, "utf-8", newline=""), kept, out)
    mirrors = Mirrors(folder)
    NpiMirror.load(part, mirrors, lambda *told: None, 0.07)
    fits = sorted(pair for pair in kept if all(len(word) > 2 and word.isalpha() for word in pair))
    lonely = sorted(out - kept)
    drawn = Drawn(tuple(draw.sample(fits, each)), tuple(draw.sample(lonely, min(left_out, len(lonely)))))
    return NpiMirror(Access(Http(offline=True), mirrors, Vault())), drawn


def _filter(file: Path, target: io.TextIOWrapper, kept: set[tuple[str, str]], out: set[tuple[str, str]]) -> None:
    rows = _rows(file)
    header = next(rows)
    npi, given, family = (header.index(column) for column in ("NPI", GIVEN, FAMILY))
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    for row in rows:
        pair = (row[given].title(), row[family].title())
        if all(pair):
            (out if _out(row[npi]) else kept).add(pair)
        if not _out(row[npi]):
            writer.writerow(row)
    target.flush()


# ---------------------------------------------------------------- asking
async def raised(name: str, registry: NpiMirror) -> Severity | None:
    """The loudest thing that the rules on names say of a display name."""
    profile = Profile(name, "someone", "Physician")
    read = claims.extract(profile)
    if read.name() is None or not (read.name() or PersonName()).family:
        given, _, family = name.partition(" ")
        role = Claim(ClaimKind.HEALTH_ROLE, True)
        read = Claims((Claim(ClaimKind.NAME, PersonName(given, "", family)), role))
    answers = (await answer_from(read, registry),)
    around = await Around((registry,)).look(profile, read, answers)
    found = flags.raise_flags(Case(profile, read, answers, surroundings=around, today=TODAY))
    told = [f.severity for f in found if f.rule in RULES]
    return min(told, key=[*reversed(Severity)].index, default=None)


def rival() -> Callable[[str], bool] | None:
    """What confusable-homoglyphs calls dangerous, if it is there."""
    try:
        from confusable_homoglyphs import confusables
    except ImportError:
        return None
    return lambda name: bool(confusables.is_dangerous(name))


async def measure(registry: NpiMirror, drawn: Drawn, seed: int) -> dict[str, Any]:
    """Recall by family, and alarms on the names left out, ours and the rival's."""
    other, table, draw = rival(), dict[str, Any](), random.Random(seed)
    for family, spoof in FAMILIES.items():
        spoofs = [spoof(" ".join(pair), draw) for pair in drawn.listed]
        told = [await raised(name, registry) for name in spoofs]
        table[family] = _row(told, [other(n) for n in spoofs] if other else None)
    plain = [" ".join(pair) for pair in drawn.left_out]
    started = time.perf_counter()
    told = [await raised(name, registry) for name in plain]
    table["left out"] = _row(told, [other(n) for n in plain] if other else None)
    table["left out"]["ms a name"] = round(1000 * (time.perf_counter() - started) / max(1, len(plain)), 2)
    return table


def _row(told: list[Severity | None], other: list[bool] | None) -> dict[str, Any]:
    loud = sum(s in (Severity.CAUTION, Severity.ALARM) for s in told)
    row: dict[str, Any] = {"names": len(told), "caution": loud, "note": sum(s is Severity.NOTE for s in told)}
    return {**row, "rival": sum(other)} if other is not None else row


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zip", type=Path, required=True)
    parser.add_argument("--each", type=int, default=500)
    parser.add_argument("--left-out", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        draw = random.Random(options.seed)
        registry, drawn = build(options.zip, Path(folder), draw, options.each, options.left_out)
        table = asyncio.run(measure(registry, drawn, options.seed))
    for family, row in table.items():
        share = row["caution"] / row["names"]
        rest = "".join(f"   {k} {v}" for k, v in row.items() if k not in ("names", "caution"))
        print(f"{family:14}{row['names']:>7} names   CAUTION {row['caution']:>5} = {share:.4f}{rest}")
    if options.json:
        options.json.write_text(json.dumps(table, indent=1), "utf-8")


if __name__ == "__main__":
    main()
