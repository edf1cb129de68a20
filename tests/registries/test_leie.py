"""The exclusions list: an entry is somebody's only by NPI and surname; a name alone counts for nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from credcheck import app
from credcheck.ask import answer_of
from credcheck.errors import BadRegisterFile, RegistryDown
from credcheck.flags import raise_flags
from credcheck.match import join, rank
from credcheck.mirror import Mirrors, Offer
from credcheck.model import Case, Claim, ClaimKind, Claims, Identifier, Outcome, Person, Place, Severity, Status
from credcheck.net import Http
from credcheck.registries.interface import Access, NotAsked, Reply
from credcheck.registries.leie import LIST, Leie
from credcheck.settings import Settings
from credcheck.update import update
from credcheck.vault import Vault
from credcheck.wording import render
from tests import factory
from tests.fakes import NOW, listed
from tests.net.loopback import reply, serving
from tests.registries.asking import NPI, claims, country, identifier, person

OTHER = "1987654328"
HEADER = (
    "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,"
    "REINDATE,WAIVERDATE,WVRSTATE"
)
TODAY = datetime.now(UTC).date()
Copy = Callable[..., Access]


def row(family: str, given: str, npi: str = "0000000000", state: str = "WA", **more: str) -> str:
    cells = {
        "LASTNAME": family, "FIRSTNAME": given, "GENERAL": "INDIVIDUAL", "SPECIALTY": "GENERAL PRACTICE", "NPI": npi,
        "DOB": "19600101", "ADDRESS": "1 EXAMPLE ST", "CITY": "SAMPLETON", "STATE": state, "EXCLTYPE": "1128a1",
        "EXCLDATE": "20190220", "REINDATE": "00000000", "WAIVERDATE": "00000000",
    }  # fmt: skip
    return ",".join(f'"{(cells | more).get(c, "")}"' for c in HEADER.split(","))


def file_of(tmp_path: Path, *rows: str, fill: int = 30) -> Path:
    """A list in the official layout, filled up with invented businesses."""
    shops = [row("", "", BUSNAME=f"EXAMPLE SHOP {n}", GENERAL="OTHER BUSINESS") for n in range(fill)]
    file = tmp_path / "UPDATED.csv"
    file.write_text("\r\n".join([HEADER, *rows, *shops, ""]), "utf-8")
    return file


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Makes the local copy of a list with these entries, as if it were the whole."""

    def make(*rows: str, day: date | None = TODAY, fill: int = 30) -> Access:
        mirrors, file = Mirrors(tmp_path / "mirrors"), file_of(tmp_path, *rows, fill=fill)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("credcheck.registries.leie.LIST", replace(LIST, rows=len(rows) + fill))
            Leie.apply(Offer("", file.name, day=day), file, mirrors, lambda *told: None)
        return Access(Http(offline=True), mirrors, Vault())

    return make


async def ask(access: Access, *persons: Person, wanted: Claims | None = None) -> Reply:
    return await Leie(access).confirm(persons, wanted or claims("Jane", "Example", country("US")))


def jane(npi: str = NPI, family: str = "Example", given: str = "Jane", middle: str = "") -> Person:
    return person(Identifier("npi", npi), family=family, given=given, middle=middle)


async def test_npi_and_surname_together_are_an_exclusion(copy: Copy) -> None:
    reply = await ask(copy(row("EXAMPLE", "JANE", NPI), row("SAMPLE", "SAM", OTHER)), jane())
    (one,) = reply.candidates
    assert (one.status, one.status_since, one.aside) == (Status.EXCLUDED, date(2019, 2, 20), False)
    assert [(i.kind, i.value) for i in one.identifiers] == [("npi", NPI)]
    assert one.url == "https://exclusions.oig.hhs.gov/"
    assert reply.snapshot == TODAY
    assert reply.partial is None
    told = render(one.remark)  # type: ignore[arg-type]
    assert "Verify it at the source" in told
    assert "1960" not in told
    assert answer_of("leie", reply, NOW).outcome is Outcome.FOUND


async def test_an_npi_with_another_surname_is_somebody_else(copy: Copy) -> None:
    reply = await ask(copy(row("OTHERWISE", "JANE", NPI)), jane())
    assert answer_of("leie", reply, NOW).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("listed_as", "ours"),
    [
        ("EXAMPLE", "Example-Sample"),
        ("EXAMPLE SAMPLE", "Example"),
        ("O'EXAMPLE", "OExample"),
        ("EXAMPLEWITHALONGFAMIL", "Examplewithalongfamilyname"),
        ("MUNOZ", "Muñoz"),
    ],
)
async def test_a_surname_agrees_under_each_of_its_parts_and_where_the_list_cut_it(
    copy: Copy, listed_as: str, ours: str
) -> None:
    reply = await ask(copy(row(listed_as[:20], "JANE", NPI)), jane(family=ours))
    assert [c.status for c in reply.candidates] == [Status.EXCLUDED]


async def test_one_npi_in_several_rows_is_found_in_all_of_them(copy: Copy) -> None:
    rows = (row("EXAMPLE", "JANE", NPI), row("EXAMPLE", "JANE", NPI, EXCLDATE="20210110"))
    assert len((await ask(copy(*rows), jane())).candidates) == 2


async def test_the_unknown_npi_never_joins_anybody(copy: Copy) -> None:
    access = copy(row("EXAMPLE", "JANE", state="TX"))
    strange = person(Identifier("npi", "0000000000"))
    with pytest.raises(NotAsked):
        await ask(access, strange)
    assert (await ask(access, jane())).candidates == ()


async def test_a_name_alone_in_the_same_state_is_possible_and_nobodys(copy: Copy) -> None:
    reply = await ask(copy(row("EXAMPLE", "JANE", MIDNAME="A")), jane(middle="Anne"))
    (one,) = reply.candidates
    assert (one.aside, one.status, one.identifiers) == (True, Status.UNKNOWN, ())
    assert render(one.remark).startswith("Possible, verify at the source")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "entry",
    [
        row("EXAMPLE", "JANE", state="TX"),
        row("EXAMPLE", "JOAN"),
        row("EXAMPLE", "JANE", MIDNAME="Z"),
        row("EXAMPLE", "JANE", OTHER),
        row("EXEMPLAR", "JANE"),
    ],
    ids=["another state", "another given name", "another middle name", "another NPI", "another surname"],
)
async def test_anything_that_speaks_against_a_namesake_leaves_it_out(copy: Copy, entry: str) -> None:
    assert (await ask(copy(entry), jane(middle="Anne"))).candidates == ()


async def test_a_namesake_of_somebody_the_profile_does_not_name_is_left_out(copy: Copy) -> None:
    access = copy(row("EXAMPLE", "JANE"))
    assert (await ask(access, jane(), wanted=claims("Jane", "Sample", country("US")))).candidates == ()
    assert (await ask(access, jane(), wanted=claims("Karen", "Example", country("US")))).candidates == ()
    number_only = claims("", "", identifier("npi", NPI))
    assert len((await ask(access, jane(), wanted=number_only)).candidates) == 1


async def test_a_namesake_in_another_state_than_the_claimed_one_is_left_out(copy: Copy) -> None:
    access = copy(row("EXAMPLE", "JANE"))
    there = Claim(ClaimKind.PLACE, Place("TX", region="TX", country="US"))
    here = Claim(ClaimKind.PLACE, Place("WA", region="WA", country="US"))
    assert (await ask(access, jane(), wanted=claims("Jane", "Example", there))).candidates == ()
    assert len((await ask(access, jane(), wanted=claims("Jane", "Example", here))).candidates) == 1
    once = Claim(ClaimKind.PLACE, Place("TX", region="TX", country="US", relation="training"))
    assert len((await ask(access, jane(), wanted=claims("Jane", "Example", once))).candidates) == 1


async def test_former_names_are_looked_up_too(copy: Copy) -> None:
    before, after = jane(), jane(family="Newname")
    both = Person(before.key, (*after.candidates, *before.candidates))
    assert [c.aside for c in (await ask(copy(row("EXAMPLE", "JANE")), both)).candidates] == [True]


async def test_a_possible_entry_is_never_a_person_and_moves_no_probability(copy: Copy) -> None:
    found = answer_of("npi_live", Reply((listed("npi_live"),), Leie.covers), NOW)
    wanted = claims("Jane", "Example", country("US"))
    person_ = join((found,))[0]
    leie = answer_of("leie", await ask(copy(row("EXAMPLE", "JANE", state="MA")), person_), NOW)
    assert [c.aside for c in leie.candidates] == [True]
    both = (found, leie)
    assert join(both) == join((found,))
    assert rank(wanted, join(both), both).matches == rank(wanted, join((found,)), (found,)).matches
    flagged = {f.severity for f in raise_flags(Case(factory.profile(), wanted, both, rank(wanted, join(both), both)))}
    assert Severity.ALARM not in flagged


async def test_a_sure_entry_belongs_to_the_person_with_that_npi(copy: Copy) -> None:
    found = answer_of("npi_live", Reply((listed("npi_live"),), Leie.covers), NOW)
    leie = answer_of("leie", await ask(copy(row("EXAMPLE", "JANE", NPI)), *join((found,))), NOW)
    (one,) = join((found, leie))
    assert {c.registry for c in one.candidates} == {"npi_live", "leie"}


async def test_a_reinstated_entry_is_not_called_excluded(copy: Copy) -> None:
    reply = await ask(copy(row("EXAMPLE", "JANE", NPI, REINDATE="20230105")), jane())
    assert [c.status for c in reply.candidates] == [Status.UNKNOWN]
    assert "has ended" in render(reply.candidates[0].remark)  # type: ignore[arg-type]


async def test_a_waiver_is_told(copy: Copy) -> None:
    reply = await ask(copy(row("EXAMPLE", "JANE", NPI, WVRSTATE="MT", WAIVERDATE="20200101")), jane())
    assert "a waiver for MT" in render(reply.candidates[0].remark)  # type: ignore[arg-type]


# ---------------------------------------------------------------- silence is no answer
async def test_a_stale_copy_that_lists_nobody_has_failed(copy: Copy) -> None:
    reply = await ask(copy(day=TODAY - timedelta(days=60)), jane())
    assert answer_of("leie", reply, NOW).outcome is Outcome.FAILED
    assert "credcheck registry update leie" in render(reply.partial)  # type: ignore[arg-type]


async def test_a_part_of_the_list_that_lists_nobody_has_failed(tmp_path: Path) -> None:
    mirrors = Mirrors(tmp_path / "mirrors")
    Leie.load(file_of(tmp_path), mirrors, lambda *told: None)
    reply = await ask(Access(Http(offline=True), mirrors, Vault()), jane())
    assert answer_of("leie", reply, NOW).outcome is Outcome.FAILED


async def test_without_a_copy_it_says_how_to_get_one(tmp_path: Path) -> None:
    access = Access(Http(offline=True), Mirrors(tmp_path), Vault())
    why = Leie(access).pass_over(claims("Jane", "Example", country("US")))
    assert why is not None
    assert "credcheck registry update leie" in render(why)
    with pytest.raises(RegistryDown):
        await ask(access, jane())


def test_abroad_it_is_not_looked_at(copy: Copy) -> None:
    leie = Leie(copy(row("EXAMPLE", "JANE", NPI)))
    assert leie.pass_over(claims("Jane", "Example", Claim(ClaimKind.NPI_EXPECTED, "no"))) is not None
    assert leie.pass_over(claims("Jane", "Example", identifier("npi", NPI))) is None


# ---------------------------------------------------------------- the file
def test_a_list_that_shrank_is_refused_and_the_old_copy_stays(copy: Copy, tmp_path: Path) -> None:
    access = copy(*(row("EXAMPLE", f"JANE{n}") for n in range(100)), fill=0)
    smaller = file_of(tmp_path, *(row("EXAMPLE", f"JANE{n}") for n in range(94)), fill=0)
    with pytest.raises(BadRegisterFile):
        Leie.load(smaller, access.mirrors, lambda *told: None)
    slightly = file_of(tmp_path, *(row("EXAMPLE", f"JANE{n}") for n in range(96)), fill=0)
    assert access.mirrors.manifest("leie").rows == 100  # type: ignore[union-attr]
    assert Leie.load(slightly, access.mirrors, lambda *told: None).rows == 96


@pytest.mark.parametrize(
    "content",
    [b"", b"<!doctype html><html></html>", HEADER.encode(), HEADER.replace("NPI,", "").encode() + b"\n" + b"," * 16],
    ids=["empty", "a web page", "no rows", "a column is missing"],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "UPDATED.csv"
    file.write_bytes(content)
    with pytest.raises(BadRegisterFile):
        Leie.load(file, Mirrors(tmp_path / "mirrors"), lambda *told: None)


def test_a_file_in_another_encoding_survives(tmp_path: Path) -> None:
    file = file_of(tmp_path, row("EXAMPLE", "JANE", NPI))
    file.write_bytes(
        file.read_bytes().replace(b"SAMPLETON", b"SAN JOS\xc9").replace(b"GENERAL PRACTICE", b"PR\xc1CTICA")
    )
    mirrors = Mirrors(tmp_path / "mirrors")
    Leie.load(file, mirrors, lambda *told: None)
    assert mirrors.open("leie").by_id(NPI) is not None  # type: ignore[union-attr]


def test_no_date_of_birth_or_address_is_kept(copy: Copy, tmp_path: Path) -> None:
    access = copy(row("EXAMPLE", "JANE", NPI))
    record = access.mirrors.open("leie").by_id(NPI)  # type: ignore[union-attr]
    assert record is not None
    assert not {"DOB", "ADDRESS", "CITY", "ZIP"} & set(record.cells)


def test_the_list_is_imported_by_its_name(tmp_path: Path) -> None:
    settings = replace(Settings(), data_dir=tmp_path / "data")
    made = app.import_register(
        settings, file_of(tmp_path, row("EXAMPLE", "JANE", NPI)), lambda *told: None, copy="leie"
    )
    assert (made.name, made.people, made.organisations) == ("leie", 1, 30)


@pytest.mark.real
async def test_every_recorded_entry_with_an_npi_is_found_by_npi_and_surname_and_by_nothing_else(
    shared: Path, tmp_path: Path
) -> None:
    entries = json.loads((shared / "leie" / "leie-recent.json").read_text("utf-8"))
    people = [e for e in entries if e["npi"] and "," in e["n"]]
    assert len(people) > 300
    rows = []
    for entry in entries:
        family, comma, given = entry["n"].replace('"', "'").partition(",")
        names = (family.strip(), given.strip()) if comma else ("", "")
        business = {} if comma else {"BUSNAME": entry["n"].replace('"', "'")}
        family, given = names
        rows.append(row(family, given, entry["npi"] or "0000000000", entry["s"], **business))
    mirrors, file = Mirrors(tmp_path / "mirrors"), file_of(tmp_path, *rows, fill=0)
    Leie.load(file, mirrors, lambda *told: None)
    access = Access(Http(offline=True), mirrors, Vault())
    for entry in people[:300]:
        family, _, given = entry["n"].partition(",")
        sure = (await ask(access, jane(entry["npi"], family=family, given=given))).candidates
        assert Status.EXCLUDED in {c.status for c in sure}
        other = (await ask(access, jane(entry["npi"], family="Zzyzxexample", given=given))).candidates
        assert other == ()


async def test_the_list_is_downloaded_dated_by_the_server_and_replaced_whole(tmp_path: Path) -> None:
    first = file_of(tmp_path, row("EXAMPLE", "JANE", NPI), row("SAMPLE", "SAM", OTHER)).read_bytes()
    second = file_of(tmp_path, row("SAMPLE", "SAM", OTHER)).read_bytes()
    days = ("Mon, 05 Oct 2026 13:00:00 GMT", "Mon, 09 Nov 2026 13:00:00 GMT")
    answers = [
        reply(body, "200 OK", "text/csv", f"Last-Modified: {day}")
        for body, day in zip((first, second), days, strict=True)
    ]
    mirrors, http = Mirrors(tmp_path / "mirrors"), Http()
    async with serving(*answers) as server:

        class Here(Leie):
            """The list on the loopback."""

            file = f"{server.url}/UPDATED.csv"

        one = await update(http, mirrors, Here, lambda *told: None)
        assert (one.copy.snapshot, one.copy.rows) == (date(2026, 10, 5), 32)  # type: ignore[union-attr]
        assert mirrors.open("leie").by_id(NPI) is not None  # type: ignore[union-attr]
        two = await update(http, mirrors, Here, lambda *told: None)
    await http.aclose()
    assert (two.copy.snapshot, two.copy.rows) == (date(2026, 11, 9), 31)  # type: ignore[union-attr]
    assert mirrors.open("leie").by_id(NPI) is None  # type: ignore[union-attr]
