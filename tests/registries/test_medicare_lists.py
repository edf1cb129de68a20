"""Medicare's opt-out and revocation lists: by NPI and surname, told as what they are, downloaded by the catalogue."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from credcheck.ask import answer_of
from credcheck.errors import BadRegisterFile, RegistryChanged, RegistryDown
from credcheck.match import join
from credcheck.mirror import Mirrors, Offer, next_missing
from credcheck.model import Claim, ClaimKind, Identifier, Outcome, Person, Status
from credcheck.net import Http
from credcheck.registries.interface import Access, NotAsked, Reply
from credcheck.registries.medicare_opt_out import MedicareOptOut
from credcheck.registries.medicare_revoked import MedicareRevoked, section
from credcheck.vault import Vault
from credcheck.wording import render
from tests.fakes import NOW, listed
from tests.registries.asking import NPI, claims, country, person

OUT = [
    "First Name",
    "Last Name",
    "NPI",
    "Specialty",
    "Optout Effective Date",
    "Optout End Date",
    "First Line Street Address",
    "Second Line Street Address",
    "City Name",
    "State Code",
    "Zip code",
    "Eligible to Order and Refer",
    "Last updated",
]
REVOKED = [
    "ENRLMT_ID",
    "NPI",
    "FIRST_NAME",
    "MDL_NAME",
    "LAST_NAME",
    "ORG_NAME",
    "MULTIPLE_NPI_FLAG",
    "STATE_CD",
    "PROVIDER_TYPE_DESC",
    "REVOCATION_RSN",
    "REVOCATION_EFCTV_DT",
    "REENROLLMENT_BAR_EXPRTN_DT",
]
TODAY = datetime.now(UTC).date()
LATER, EARLIER = (TODAY + timedelta(days=n) for n in (400, -400))
Plug = type[MedicareOptOut] | type[MedicareRevoked]
both = pytest.mark.parametrize("plug", [MedicareOptOut, MedicareRevoked], ids=lambda plug: plug.id)


def entry(plug: Plug, npi: str = NPI, family: str = "Example", until: date = LATER) -> dict[str, str]:
    if plug is MedicareOptOut:
        return {
            "First Name": "Jane", "Last Name": family, "NPI": npi, "Specialty": "Cardiology",
            "Optout Effective Date": "02/01/2024", "Optout End Date": f"{until:%m/%d/%Y}", "City Name": "SAMPLETON",
            "State Code": "WA", "Eligible to Order and Refer": "Y",
        }  # fmt: skip
    return {
        "NPI": npi, "FIRST_NAME": "JANE", "LAST_NAME": family.upper(), "STATE_CD": "WA",
        "REVOCATION_RSN": "424.535(a)(9) INVENTED REASON", "REVOCATION_EFCTV_DT": "2024-02-01",
        "REENROLLMENT_BAR_EXPRTN_DT": until.isoformat(),
    }  # fmt: skip


def written(plug: Plug, to: Path, *entries: Mapping[str, str]) -> Path:
    with to.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, OUT if plug is MedicareOptOut else REVOKED, restval="")
        rows.writeheader()
        rows.writerows(entries)
    return to


def copied(plug: Plug, folder: Path, *entries: Mapping[str, str], day: date | None = TODAY) -> Access:
    mirrors, file = Mirrors(folder / "mirrors"), written(plug, folder / "list.csv", *entries)
    plug.apply(Offer("", file.name, day=day), file, mirrors, lambda *told: None)
    return Access(Http(offline=True), mirrors, Vault())


async def ask(plug: Plug, access: Access, *persons: Person) -> Reply:
    return await plug(access).confirm(persons, claims("Jane", "Example", country("US")))


@both
async def test_an_entry_is_a_persons_by_npi_and_surname(plug: Plug, tmp_path: Path) -> None:
    found = answer_of("npi_live", Reply((listed("npi_live"),), plug.covers), NOW)
    reply = await ask(plug, copied(plug, tmp_path, entry(plug)), *join((found,)))
    (one,) = join((found, answer_of(plug.id, reply, NOW)))
    assert {c.registry for c in one.candidates} == {"npi_live", plug.id}
    mine = next(c for c in one.candidates if c.registry == plug.id)
    assert (mine.status, mine.aside) == (Status.UNKNOWN, False)
    assert "2024-02-01" in render(mine.remark)  # type: ignore[arg-type]
    assert LATER.isoformat() in render(mine.remark)  # type: ignore[arg-type]


@both
async def test_another_surname_or_another_npi_is_somebody_else(plug: Plug, tmp_path: Path) -> None:
    access = copied(plug, tmp_path, entry(plug, family="Otherwise"), entry(plug, "1987654328"))
    reply = await ask(plug, access, person(Identifier("npi", NPI)))
    assert answer_of(plug.id, reply, NOW).outcome is Outcome.NOT_FOUND


@both
async def test_what_has_ended_is_told_as_ended(plug: Plug, tmp_path: Path) -> None:
    reply = await ask(plug, copied(plug, tmp_path, entry(plug, until=EARLIER)), person(Identifier("npi", NPI)))
    assert reply.candidates[0].remark.id.endswith(".over")  # type: ignore[union-attr]


@both
async def test_nobody_without_an_npi_is_looked_up(plug: Plug, tmp_path: Path) -> None:
    with pytest.raises(NotAsked):
        await ask(plug, copied(plug, tmp_path, entry(plug)), person(Identifier("orcid", "0009-9990-0000-0013")))


@both
async def test_an_old_copy_that_lists_nobody_has_failed(plug: Plug, tmp_path: Path) -> None:
    access = copied(plug, tmp_path, entry(plug, "1987654328"), day=TODAY - timedelta(days=300))
    reply = await ask(plug, access, person(Identifier("npi", NPI)))
    assert answer_of(plug.id, reply, NOW).outcome is Outcome.FAILED


@both
def test_it_is_passed_over_without_a_copy_and_abroad(plug: Plug, tmp_path: Path) -> None:
    none = plug(Access(Http(offline=True), Mirrors(tmp_path / "none"), Vault()))
    assert none.pass_over(claims()).id == "npi_lists.not_installed"  # type: ignore[union-attr]
    there = plug(copied(plug, tmp_path, entry(plug)))
    assert there.pass_over(claims()) is None
    abroad = claims("Jane", "Example", Claim(ClaimKind.NPI_EXPECTED, "no"))
    assert there.pass_over(abroad).id == "npi_lists.not_us"  # type: ignore[union-attr]


@both
def test_a_file_of_another_layout_is_refused(plug: Plug, tmp_path: Path) -> None:
    other = MedicareRevoked if plug is MedicareOptOut else MedicareOptOut
    file = written(other, tmp_path / "list.csv", entry(other))
    with pytest.raises(BadRegisterFile):
        plug.load(file, Mirrors(tmp_path / "mirrors"), lambda *told: None)


@both
@pytest.mark.parametrize("spelt", [str.lower, str.upper])
async def test_the_capitals_of_a_header_do_not_matter(plug: Plug, spelt: Callable[[str], str], tmp_path: Path) -> None:
    file = written(plug, tmp_path / "list.csv", entry(plug))
    header, rest = file.read_text("utf-8").split("\n", 1)
    file.write_text(f"{spelt(header)}\n{rest}", "utf-8")
    mirrors = Mirrors(tmp_path / "mirrors")
    plug.load(file, mirrors, lambda *told: None)
    reply = await ask(plug, Access(Http(offline=True), mirrors, Vault()), person(Identifier("npi", NPI)))
    assert len(reply.candidates) == 1


@pytest.mark.parametrize(
    ("reason", "shown"),
    [("424.535(a)(9) INVENTED REASON", "424.535(a)(9)"), ("INVENTED", ""), ("424.535(A)(1) - X", "424.535(a)(1)")],
)
def test_only_the_section_of_a_reason_is_shown(reason: str, shown: str) -> None:
    assert section(reason) == shown


# ---------------------------------------------------------------- the catalogue
def catalogue(*distributions: Mapping[str, Any], title: str = "Opt Out Affidavits") -> str:
    other = {"title": "Something else", "distribution": [{"downloadURL": "https://data.cms.gov/other.csv"}]}
    return json.dumps({"dataset": [other, {"title": title, "distribution": list(distributions)}]})


def file(day: str, host: str = "data.cms.gov", ending: str = "csv") -> dict[str, str]:
    url = f"https://{host}/sites/default/files/{day}/OptOut.{ending}"
    return {"downloadURL": url, "mediaType": "text/csv", "temporal": f"2026-01-01/{day}"}


def test_the_newest_file_of_the_dataset_is_offered() -> None:
    page = catalogue(file("2026-09-30"), file("2026-10-31"), file("2026-10-31", ending="zip"), {"format": "API"})
    offers = MedicareOptOut.offers(page)
    assert [o.day for o in offers] == [date(2026, 9, 30), date(2026, 10, 31)]
    newest = next_missing(offers, None)
    assert newest is not None
    assert newest.day == date(2026, 10, 31)


def test_a_file_on_another_host_is_not_offered() -> None:
    with pytest.raises(RegistryChanged):
        MedicareOptOut.offers(catalogue(file("2026-09-30", host="files.example")))


def test_an_address_that_is_none_is_passed_over() -> None:
    bad = {"downloadURL": "https://[x.csv"}
    assert [o.name for o in MedicareOptOut.offers(catalogue(bad, file("2026-09-30")))] == ["OptOut.csv"]


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("[" * 200_000, RegistryChanged),
        ("<!doctype html><html></html>", RegistryDown),
        ("", RegistryChanged),
        ("[]", RegistryChanged),
        ('{"dataset": {"a": 1}}', RegistryChanged),
        ('{"dataset": []}', RegistryChanged),
        (catalogue(file("2026-09-30"), title="Renamed"), RegistryChanged),
    ],
)
def test_a_catalogue_that_does_not_list_it_is_an_error_and_no_empty_list(page: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        MedicareRevoked.offers(page)
