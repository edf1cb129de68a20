"""Invented registers in the official layout: the small practice register that ships, and large ones for measuring.

usage: python -m benchmarks.population practice            writes resources/practice/practice_register.csv.gz
       python -m benchmarks.population N OUT.zip [--seed S]  writes a register of N people as the official zip

Nobody in them is real: surnames are put together from syllables, NPIs start with 2, which was never issued.
"""

from __future__ import annotations

import csv
import gzip
import io
import random
import sys
from pathlib import Path

PRACTICE = Path(__file__).resolve().parent.parent / "resources" / "practice" / "practice_register.csv.gz"
Row = dict[str, str]

_NAME = "Provider {o}Last Name{l};Provider {o}First Name;Provider {o}Middle Name;Provider {o}Name Prefix Text"
_NAME += ";Provider {o}Name Suffix Text;Provider {o}Credential Text"
_ADDRESS = "Provider First Line Business {k} Address;Provider Second Line Business {k} Address"
_ADDRESS += ";Provider Business {k} Address City Name;Provider Business {k} Address State Name"
_ADDRESS += ";Provider Business {k} Address Postal Code;Provider Business {k} Address Country Code (If outside U.S.)"
_ADDRESS += ";Provider Business {k} Address Telephone Number;Provider Business {k} Address Fax Number"
_SLOT = "Healthcare Provider Taxonomy Code_{n};Provider License Number_{n};Provider License Number State Code_{n}"
_SLOT += ";Healthcare Provider Primary Taxonomy Switch_{n}"
_OTHER_ID = "Other Provider Identifier_{n};Other Provider Identifier Type Code_{n};Other Provider Identifier State_{n}"
_OTHER_ID += ";Other Provider Identifier Issuer_{n}"
_OFFICIAL = "Authorized Official {p}"


def header() -> list[str]:
    """The 330 column names of the V2 file."""
    ids = ["NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)"]
    organisation = ["Provider Organization Name (Legal Business Name)"]
    legal = _NAME.format(o="", l=" (Legal Name)").split(";")
    other = ["Provider Other Organization Name", "Provider Other Organization Name Type Code"]
    other += [*_NAME.format(o="Other ", l="").split(";"), "Provider Other Last Name Type Code"]
    places = [*_ADDRESS.format(k="Mailing").split(";"), *_ADDRESS.format(k="Practice Location").split(";")]
    dates = ["Provider Enumeration Date", "Last Update Date", "NPI Deactivation Reason Code", "NPI Deactivation Date"]
    dates += ["NPI Reactivation Date", "Provider Sex Code"]
    official = [_OFFICIAL.format(p=p) for p in ("Last Name", "First Name", "Middle Name", "Title or Position")]
    official += [_OFFICIAL.format(p="Telephone Number")]
    slots = [c for n in range(1, 16) for c in _SLOT.format(n=n).split(";")]
    others = [c for n in range(1, 51) for c in _OTHER_ID.format(n=n).split(";")]
    tail = ["Is Sole Proprietor", "Is Organization Subpart", "Parent Organization LBN", "Parent Organization TIN"]
    tail += [_OFFICIAL.format(p=p) for p in ("Name Prefix Text", "Name Suffix Text", "Credential Text")]
    groups = [f"Healthcare Provider Taxonomy Group_{n}" for n in range(1, 16)]
    head = [*ids, *organisation, *legal, *other, *places, *dates, *official]
    return [*head, *slots, *others, *tail, *groups, "Certification Date"]


def npi(number: int) -> str:
    """A ten-digit NPI from nine digits: the check digit is Luhn over 80840 and these."""
    digits, total = f"80840{number:09d}", 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return f"{number:09d}{-total % 10}"


FIRST = [
    "JANE",
    "JOHN",
    "MARIA",
    "ROBERT",
    "ELIZABETH",
    "WILLIAM",
    "SARAH",
    "MICHAEL",
    "PATRICIA",
    "DAVID",
    "LINDA",
    "JAMES",
    "BARBARA",
    "CHRISTOPHER",
    "SUSAN",
    "DANIEL",
    "KAREN",
    "MATTHEW",
    "NANCY",
    "ANTHONY",
    "MARGARET",
    "STEVEN",
    "SANDRA",
    "ANDREW",
    "ASHLEY",
    "JOSHUA",
    "EMILY",
    "KENNETH",
    "DONNA",
    "KEVIN",
    "MICHELLE",
    "BRIAN",
    "CAROL",
    "GEORGE",
    "AMANDA",
    "EDWARD",
    "MELISSA",
    "RONALD",
    "DEBORAH",
    "TIMOTHY",
    "PRIYA",
    "WEI",
    "FATIMA",
    "CARLOS",
    "AISHA",
    "HIROSHI",
    "OLUWASEUN",
    "ELENA",
]
SYLLABLES = (
    ("BRINDLE", "TAVER", "QUILL", "MARSH", "OAKEN", "FERN", "THISTLE", "WIND", "COPPER", "LARK", "HOLLOW", "PEBBLE"),
    ("WICK", "MOOR", "HAVEN", "BROOKE", "SHAW", "DALE", "FIELD", "CROFT", "THWAITE", "MERE", "GATE", "STEAD"),
)
CITIES = [
    "BOSTON,MA,02118",
    "SEATTLE,WA,98104",
    "HOUSTON,TX,77030",
    "CHICAGO,IL,60612",
    "DENVER,CO,80204",
    "ATLANTA,GA,30303",
    "PORTLAND,OR,97239",
    "CLEVELAND,OH,44106",
    "PHILADELPHIA,PA,19104",
    "MIAMI,FL,33136",
    "MADISON,WI,53792",
    "BALTIMORE,MD,21287",
]
KINDS = (
    ("207RC0000X", "M.D."), ("207R00000X", "MD"), ("207Q00000X", "DO"), ("208000000X", "M.D."), ("2084P0800X", "MD"),
    ("207P00000X", "MD"), ("207V00000X", "MD, FACOG"), ("207N00000X", "M.D."), ("208600000X", "MD, FACS"),
    ("363LF0000X", "FNP-C"), ("363A00000X", "PA-C"), ("163W00000X", "RN"), ("122300000X", "DDS"),
    ("183500000X", "PHARMD"),
    ("225100000X", "DPT"), ("103T00000X", "PSYD"), ("367500000X", "CRNA"), ("1041C0700X", "LCSW"),
)  # fmt: skip
FAMILY, GIVEN, MIDDLE = "Provider Last Name (Legal Name)", "Provider First Name", "Provider Middle Name"
CREDENTIAL, SUFFIX, SEX = "Provider Credential Text", "Provider Name Suffix Text", "Provider Sex Code"
ORGANISATION = "Provider Organization Name (Legal Business Name)"
OTHER_FAMILY, OTHER_KIND = "Provider Other Last Name", "Provider Other Last Name Type Code"
STARTED, UPDATED = "Provider Enumeration Date", "Last Update Date"


def person(
    number: int, given: str, family: str, code: str, credential: str, city: str, sex: str = "", **more: str
) -> Row:
    """One individual's row; `more` sets middle, other (a former surname), suffix, licence, since."""
    town, state, postal = city.split(",")
    row = {
        "NPI": npi(number), "Entity Type Code": "1", FAMILY: family, GIVEN: given, MIDDLE: more.get("middle", ""),
        CREDENTIAL: credential, SUFFIX: more.get("suffix", ""), SEX: sex, UPDATED: "09/14/2026",
        STARTED: more.get("since", "05/23/2006"), "Is Sole Proprietor": "N", "Certification Date": "09/14/2026",
        "Healthcare Provider Taxonomy Code_1": code, "Provider License Number_1": more.get("licence", ""),
        "Provider License Number State Code_1": state, "Healthcare Provider Primary Taxonomy Switch_1": "Y",
        **address(town, state, postal),
    }  # fmt: skip
    if more.get("other"):
        row |= {OTHER_FAMILY: more["other"], "Provider Other First Name": given, OTHER_KIND: "1"}
    return row


def address(town: str, state: str, postal: str) -> Row:
    """Mailing and practice address in one town."""
    found: Row = {}
    for kind in ("Mailing", "Practice Location"):
        names = _ADDRESS.format(k=kind).split(";")
        found |= dict(zip(names, ("1 EXAMPLE WAY", "", town, state, postal, "US", "6175550100", ""), strict=True))
    return found


def organisation(number: int, name: str, city: str, other: str = "") -> Row:
    """One organisation's row."""
    row = {
        "NPI": npi(number), "Entity Type Code": "2", "Employer Identification Number (EIN)": "<UNAVAIL>",
        ORGANISATION: name, "Provider Other Organization Name": other, UPDATED: "09/14/2026", STARTED: "05/23/2006",
        "Healthcare Provider Taxonomy Code_1": "282N00000X", "Healthcare Provider Primary Taxonomy Switch_1": "Y",
    }  # fmt: skip
    return row | address(*city.split(","))


def stub(number: int, off: str, on: str = "") -> Row:
    """A deactivated row: only the NPI and its dates."""
    return {"NPI": npi(number), "NPI Deactivation Date": off, "NPI Reactivation Date": on}


def practice() -> list[Row]:
    """About 400 rows: the cases a check meets, then a crowd."""
    boston, seattle, houston, denver = (CITIES[i] for i in (0, 1, 2, 4))
    p, base = person, 299_900_000
    rows = [
        p(base + 1, "JANE", "EXAMPLE", "207RC0000X", "M.D.", boston, "F", middle="ANNE", licence="EX10001"),
        p(base + 2, "JOHN", "SAMPLE", "207R00000X", "MD", boston, "M", middle="A", licence="EX20002"),
        p(base + 3, "JOHN", "SAMPLE", "207Q00000X", "DO", houston, "M", middle="B"),
        p(base + 4, "JOHN", "SAMPLE", "122300000X", "DDS", seattle, "M"),
        p(base + 5, "JOHN", "SAMPLE", "363A00000X", "PA-C", denver, "M", middle="QUENTIN"),
        p(base + 6, "JOHN", "SAMPLE", "207RC0000X", "MD", seattle, "M", suffix="JR."),
        p(base + 7, "JONATHAN", "SAMPLE", "2084P0800X", "M.D.", boston, "M"),
        p(base + 8, "ROBERT", "TESTWELL", "207P00000X", "MD", denver, "M"),
        p(base + 9, "ELIZABETH", "PLACEHOLDER", "208000000X", "MD, FAAP", houston, "F", middle="ROSE"),
        p(base + 10, "MARIA", "SAMPLE-EXEMPLAR", "207V00000X", "MD", boston, "F"),
        p(base + 11, "ANA", "DE LA MUESTRA", "207N00000X", "M.D.", CITIES[9], "F"),
        p(base + 12, "SARAH", "NEWFIELD-DEMO", "207RX0202X", "MD PHD", seattle, "F", other="OLDCROFT", licence="EX12"),
        p(base + 13, "NORA", "FICTIONAL", "163W00000X", "RN", boston, "F", licence="RN777001"),
        p(base + 14, "PETER", "FICTIONAL", "363LF0000X", "DNP, FNP-C", houston, "M"),
        p(base + 15, "TOM", "PRETEND", "390200000X", "", seattle, "M", since="07/01/2025"),
        p(base + 16, "O'DELIA", "O'EXAMPLE", "183500000X", "PHARM.D.", denver, "F"),
        p(base + 17, "JOSE", "EJEMPLO", "103T00000X", "PSY.D.", CITIES[9], "M"),
        p(base + 18, "JANE", "EXEMPLE", "207Q00000X", "MD", CITIES[3], "F"),
        stub(base + 19, "03/15/2021"),
        {**p(base + 20, "WALTER", "BACKAGAIN", "207R00000X", "MD", boston, "M"),
         "NPI Deactivation Date": "01/10/2019", "NPI Reactivation Date": "06/01/2019"},
        {**p(base + 21, "RITA", "TWONUMBERS", "207R00000X", "MD", boston, "F"), "Replacement NPI": npi(base + 22)},
        p(base + 22, "RITA", "TWONUMBERS", "207R00000X", "MD", boston, "F"),
        organisation(base + 23, "EXAMPLE HEART INSTITUTE", boston, "EXAMPLE CARDIOLOGY ASSOCIATES"),
        organisation(base + 24, "SAMPLETON GENERAL HOSPITAL, INC", houston),
        organisation(base + 25, "UNIVERSITY OF PRACTICE MEDICAL CENTER", seattle),
        stub(base + 26, "11/02/2024"),
    ]  # fmt: skip
    return rows + [_one_of_the_crowd(random.Random(n), base + 100 + n) for n in range(374)]


def _one_of_the_crowd(chance: random.Random, number: int) -> Row:
    code, credential = chance.choice(KINDS)
    surname = "".join(chance.choice(part) for part in SYLLABLES)
    if chance.random() < 0.06:
        surname += "-" + "".join(chance.choice(part) for part in SYLLABLES)
    other = "".join(chance.choice(part) for part in SYLLABLES) if chance.random() < 0.08 else ""
    middle, licence = chance.choice("ABCDEFGHJKLMNPRST") if chance.random() < 0.6 else "", f"EX{number % 100_000:05d}"
    where, sex = chance.choice(CITIES), chance.choice("MF")
    given = chance.choice(FIRST)
    return person(number, given, surname, code, credential, where, sex, middle=middle, other=other, licence=licence)


def write_practice(path: Path = PRACTICE) -> None:
    """Write the practice register; the same bytes every time."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header(), restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(practice())
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


def main(arguments: list[str]) -> None:
    """Write what the command line asks for."""
    if arguments == ["practice"]:
        write_practice()
        return
    raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
