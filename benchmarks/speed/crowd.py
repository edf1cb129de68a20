"""An invented register of any size: who is in it, and the official zip it would come as. Nobody in it is real.

Heads of the name lists are the spellings of resources/lists/names.tsv; the long tail is spliced from them, so that
names look like names. Frequencies fall like those of a census: a few names are very common, most are rare.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from benchmarks import population
from credcheck import lists
from credcheck.registries._nppes import STATES

CODES = [
    "207R00000X",
    "207Q00000X",
    "363LF0000X",
    "208000000X",
    "363A00000X",
    "183500000X",
    "122300000X",
    "225100000X",
    "1041C0700X",
    "163W00000X",
    "101YM0800X",
    "2084P0800X",
    "207P00000X",
    "207L00000X",
    "207V00000X",
    "208600000X",
    "103T00000X",
    "235Z00000X",
    "111N00000X",
    "152W00000X",
    "207RC0000X",
    "207X00000X",
    "2085R0202X",
    "367500000X",
    "225X00000X",
    "207RG0100X",
    "207N00000X",
    "2084N0400X",
    "207RH0003X",
    "207W00000X",
    "208800000X",
    "207RP1001X",
    "207RN0300X",
    "207Y00000X",
    "390200000X",
    "207RE0101X",
    "133V00000X",
    "367A00000X",
    "207RI0200X",
    "231H00000X",
]
TOWNS = [
    "SPRINGFIELD",
    "CLINTON",
    "FRANKLIN",
    "GREENVILLE",
    "BRISTOL",
    "FAIRVIEW",
    "SALEM",
    "MADISON",
    "GEORGETOWN",
    "ARLINGTON",
    "ASHLAND",
    "DOVER",
]
CHUNK = 20_000


@dataclass(frozen=True)
class Crowd:
    """People as numbers into word lists; 0 in `other` and `middle` stands for none."""

    families: list[str]
    givens: list[str]
    family: NDArray[np.int32]
    given: NDArray[np.int32]
    other: NDArray[np.int32]
    middle: NDArray[np.int8]
    female: NDArray[np.bool_]
    code: NDArray[np.int16]
    state: NDArray[np.int16]
    npi: NDArray[np.int64]

    def __len__(self) -> int:
        """How many people."""
        return len(self.family)


def make(count: int, seed: int) -> Crowd:
    """`count` people; the same for the same seed."""
    rng = np.random.default_rng(seed)
    spelt: dict[str, list[str]] = defaultdict(list)
    for row in lists.rows("names"):
        spelt[row["kind"]] += row["names"].upper().split("|")
    families, family = _drawn(rng, _plain(spelt["family"]), count, pool=150_000, tail=0.10, unique=0.08)
    givens, given = _drawn(rng, _plain(spelt["given"]), count, pool=60_000, tail=0.045, unique=0.035)
    doubles = rng.permutation(count)[: int(count * 0.035)]
    start = len(families)
    families += [f"{families[a]}-{families[b]}" for a, b in rng.choice(family, (len(doubles), 2)).tolist()]
    family[doubles] = np.arange(start, len(families), dtype=np.int32)
    other = np.where(rng.random(count) < 0.10, rng.permutation(family), 0).astype(np.int32)
    weights = 1 / (np.arange(len(CODES)) + 3.0)
    places = rng.pareto(1.0, len(STATES)) + 0.2
    return Crowd(
        families, givens, family, given, other,
        np.where(rng.random(count) < 0.6, rng.integers(1, 27, count), 0).astype(np.int8),
        rng.random(count) < 0.65,
        rng.choice(len(CODES), count, p=weights / weights.sum()).astype(np.int16),
        rng.choice(len(STATES), count, p=places / places.sum()).astype(np.int16),
        _npis(count),
    )  # fmt: skip


def _plain(words: list[str]) -> list[str]:
    return [w for w in words if w.isascii() and w.isalpha() and len(w) > 2]


def _drawn(
    rng: np.random.Generator, heads: list[str], count: int, pool: int, tail: float, unique: float
) -> tuple[list[str], NDArray[np.int32]]:
    """A word list and `count` draws from it: common words by rank, and a tail of rare ones."""
    known = ["", *rng.permutation(list(dict.fromkeys(heads))).tolist()]
    rare = max(100, int(count * unique))
    words = _spliced(rng, known, min(pool, max(len(known) + 1000, count // 5)) + rare)
    common = len(words) - rare
    weights = np.cumsum(1 / (np.arange(common - 1) + 4.0) ** 0.95)
    drawn = 1 + np.searchsorted(weights, rng.random(count) * weights[-1])
    in_tail = rng.random(count) < tail
    return words, np.where(in_tail, common + rng.integers(0, rare, count), drawn).astype(np.int32)


def _spliced(rng: np.random.Generator, known: list[str], wanted: int) -> list[str]:
    """More words: the head of one and the tail of another that share two letters where they meet."""
    tails: dict[str, list[str]] = {}
    for word in known:
        for at in range(2, len(word) - 1):
            tails.setdefault(word[at - 2 : at], []).append(word[at:])
    found = dict.fromkeys(known)
    while len(found) < wanted:
        picks, cuts, ends = rng.integers(1, len(known), 100_000), rng.random(100_000), rng.random(100_000)
        for pick, cut, end in zip(picks.tolist(), cuts.tolist(), ends.tolist(), strict=True):
            word = known[pick]
            at = 2 + int(cut * (len(word) - 2))
            follow = tails.get(word[at - 2 : at])
            if follow:
                found[(word[:at] + follow[int(end * len(follow))])[:16]] = None
    return list(found)[:wanted]


def _npis(count: int) -> NDArray[np.int64]:
    """Numbers with a valid check digit, all starting with 2: none of these was ever issued."""
    base = 200_000_000 + np.arange(count, dtype=np.int64) * (99_000_000 // max(count, 1))
    total = np.full(count, 24, np.int64)
    for place in range(9):
        digit = base // 10**place % 10
        doubled = digit * 2
        total += np.where(doubled > 9, doubled - 9, doubled) if place % 2 == 0 else digit
    return base * 10 + -total % 10


def write_zip(crowd: Crowd, path: Path) -> int:
    """The register as the official zip, 330 columns, all quoted; the size of the CSV inside."""
    name = b"npidata_pfile_20050523-20261108.csv"
    packer, crc, size = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15), 0, 0
    with path.open("wb") as out:
        out.write(_local_header(name))
        for text in _texts(crowd):
            crc, size = isal_zlib.crc32(text, crc), size + len(text)
            out.write(packer.compress(text))
        out.write(packer.flush())
        packed = out.tell() - 30 - len(name) - 20
        _finish_zip(out, name, crc, size, packed)
    return size


def _local_header(name: bytes) -> bytes:
    extra = struct.pack("<HHQQ", 1, 16, 0, 0)
    return (
        struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 8, 0, 33, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20)
        + name
        + extra
    )


def _finish_zip(out: Any, name: bytes, crc: int, size: int, packed: int) -> None:
    start = out.tell()
    extra = struct.pack("<HHQQ", 1, 16, size, packed)
    fields = (0x02014B50, 45, 45, 0, 8, 0, 33, crc, 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20, 0, 0, 0, 0, 0)
    out.write(struct.pack("<IHHHHHHIIIHHHHHII", *fields) + name + extra)
    length = out.tell() - start
    out.write(struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, length, start))
    out.write(struct.pack("<IIQI", 0x07064B50, 0, start + length, 1))
    out.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    out.seek(14)
    out.write(struct.pack("<I", crc))
    out.seek(30 + len(name) + 4)
    out.write(struct.pack("<QQ", size, packed))


def _texts(crowd: Crowd) -> Any:
    """The CSV in pieces."""
    header = population.header()
    yield (",".join(f'"{name}"' for name in header) + "\n").encode()
    row, rng = _template(header), np.random.default_rng(1)
    letters = " ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for start in range(0, len(crowd), CHUNK):
        part = slice(start, start + CHUNK)
        noise = rng.integers(1000, 9999, (len(crowd.family[part]), 6)).tolist()
        columns = (
            crowd.family,
            crowd.given,
            crowd.other,
            crowd.middle,
            crowd.female,
            crowd.code,
            crowd.state,
            crowd.npi,
        )
        lines = []
        for (f, g, o, m, female, c, s, npi), n in zip(
            zip(*(x[part].tolist() for x in columns), strict=True), noise, strict=True
        ):
            state, town = STATES[s], TOWNS[n[0] % 12]
            other, letter = crowd.families[o], letters[m].strip()
            also = CODES[n[1] % 40] if n[2] % 5 == 0 else ""
            lines.append(
                row % (
                    npi, crowd.families[f], crowd.givens[g], letter, "M.D." if c < 16 else "", other, "1" if o else "",
                    n[0], town, state, n[1], n[2], n[3], n[4], n[0], town, state, n[1], n[2], n[3], n[4],
                    1 + n[1] % 12, 1 + n[2] % 28, 2006 + n[3] % 20, 1 + n[4] % 12, 1 + n[5] % 28, 2007 + n[0] % 19,
                    "F" if female else "M", CODES[c], f"{n[2]}{n[3]}",
                    state, also, state if also else "", "N" if also else "",
                )
            )  # fmt: skip
        yield "".join(lines).encode()


def _template(header: list[str]) -> str:
    """One row with places for what varies."""
    p = "Provider "
    filled = {
        "NPI": "%d", "Entity Type Code": "1", population.FAMILY: "%s", population.GIVEN: "%s", population.MIDDLE: "%s",
        population.CREDENTIAL: "%s", population.OTHER_FAMILY: "%s", population.OTHER_KIND: "%s",
        population.STARTED: "%02d/%02d/%d", population.UPDATED: "%02d/%02d/%d", population.SEX: "%s",
        "Healthcare Provider Taxonomy Code_1": "%s", "Provider License Number_1": "MD%s",
        "Provider License Number State Code_1": "%s", "Healthcare Provider Primary Taxonomy Switch_1": "Y",
        "Healthcare Provider Taxonomy Code_2": "%s", "Provider License Number State Code_2": "%s",
        "Healthcare Provider Primary Taxonomy Switch_2": "%s", "Is Sole Proprietor": "N",
    }  # fmt: skip
    for kind in ("Mailing", "Practice Location"):
        b = f"{p}Business {kind} Address "
        filled |= {
            f"{p}First Line Business {kind} Address": "%d HOSPITAL RD", b + "City Name": "%s", b + "State Name": "%s",
            b + "Postal Code": "%d%d", b + "Country Code (If outside U.S.)": "US", b + "Telephone Number": "555%d%d",
        }  # fmt: skip
    return ",".join(f'"{filled.get(name, "")}"' for name in header) + "\n"
