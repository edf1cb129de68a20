"""Medicare's clinician file: rows of one clinician become one record, and absence is never made up."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import httpx
import pytest

from credcheck.errors import RegistryChanged, RegistryDown
from credcheck.model import Claim, ClaimKind, Expected, Identifier, Institution, Sentence, Status
from credcheck.net import Http
from credcheck.registries._json import Table, table
from credcheck.registries.cms_clinicians import CmsClinicians, candidate, read_rows
from credcheck.registries.interface import NotAsked
from tests.registries.asking import NPI, Api, access, ask, claims, identifier, person, recorded

JANE = person(Identifier("npi", NPI))
EMPTY = {"results": [], "count": 0}


async def test_school_year_group_and_places_of_a_clinician_are_read() -> None:
    api = Api(recorded("cms_clinicians_rows.json"))
    reply = await api.ask(CmsClinicians, claims(), JANE)
    (jane,) = reply.candidates
    assert (jane.registry, jane.id, jane.names[0].name.text()) == ("cms_clinicians", NPI, "JANE QUILL EXAMPLE")
    assert (jane.school, jane.school_year, jane.sex, jane.credentials) == (
        "SAMPLE SCHOOL OF MEDICINE",
        2005,
        "F",
        ("MD",),
    )
    assert [t.label for t in jane.taxonomies] == ["CARDIOVASCULAR DISEASE (CARDIOLOGY)", "INTERNAL MEDICINE"]
    assert [i.name for i in jane.institutions] == ["EXAMPLE HEART GROUP", "SAMPLE CLINIC"]
    assert [p.as_written for p in jane.places] == ["SPRINGFIELD, IL 62701-0001", "PEORIA, IL 61602"]
    assert (jane.identifiers, jane.status) == ((Identifier("npi", NPI, valid=True),), Status.ACTIVE)
    assert dict(api.asked[0].url.params)["conditions[0][value]"] == NPI
    assert reply.asked == Sentence("cms_clinicians.asked", n=1, npi=NPI)


HOSPITAL = {"facility_id": "140001", "facility_name": "EXAMPLE HOSPITAL", "citytown": "PEORIA", "state": "IL"}


def with_hospital(request: httpx.Request) -> Any:
    """The clinician file, the file of affiliations and the list of hospitals, each at its own address."""
    if "27ea-46a8" in request.url.path:
        at = {"npi": NPI, "facility_affiliations_certification_number": "140001"}
        return {"results": [at | {"facility_type": "Hospital"}, at | {"facility_type": "Nursing home"}]}
    return {"results": [HOSPITAL]} if "xubh-q36u" in request.url.path else recorded("cms_clinicians_rows.json")


async def test_the_hospitals_of_a_clinician_are_looked_up_by_their_number() -> None:
    api = Api(with_hospital)
    (jane,) = (await api.ask(CmsClinicians, claims(), JANE)).candidates
    assert jane.institutions[-1] == Institution(
        "EXAMPLE HOSPITAL", "EXAMPLE HOSPITAL", "current", "", "US", "IL", "PEORIA"
    )
    assert len(api.asked) == 3


async def test_hospitals_that_cannot_be_looked_up_leave_the_clinician_and_are_told() -> None:
    def answer(request: httpx.Request) -> Any:
        return httpx.Response(500) if "xubh" in request.url.path else with_hospital(request)

    reply = await Api(answer).ask(CmsClinicians, claims(), JANE)
    assert [one.school_year for one in reply.candidates] == [2005]
    assert reply.partial is not None


async def test_somebody_who_does_not_bill_medicare_is_not_found() -> None:
    reply = await Api(EMPTY).ask(CmsClinicians, claims(), JANE)
    assert (reply.candidates, reply.partial) == ((), None)


async def test_persons_without_an_npi_are_not_asked_about() -> None:
    with pytest.raises(NotAsked):
        await Api(EMPTY).ask(CmsClinicians, claims(), person())


async def test_the_nearest_ten_are_asked_about_and_the_rest_is_told() -> None:
    api = Api(lambda request: {"results": [{"npi": request.url.params["conditions[0][value]"]}]})
    strangers = [person(Identifier("npi", npi(n)), given="Zed", family="Stranger") for n in range(12)]
    reply = await api.ask(CmsClinicians, claims(), *strangers, JANE)
    clinicians = [request for request in api.asked if "mj5m-pzi6" in request.url.path]
    assert len(clinicians) == 10
    assert NPI in {one.id for one in reply.candidates}
    assert reply.partial == Sentence("cms_clinicians.many", n=13, shown=10)


async def test_one_failed_number_leaves_the_others_and_is_told() -> None:
    def answer(request: Any) -> Any:
        number = request.url.params["conditions[0][value]"]
        return b"<html>" if number == NPI else {"results": [{"npi": number}]}

    reply = await Api(answer).ask(CmsClinicians, claims(), JANE, person(Identifier("npi", npi(1))))
    assert [one.id for one in reply.candidates] == [npi(1)]
    assert reply.partial is not None


async def test_rows_of_somebody_else_are_our_bug() -> None:
    with pytest.raises(RegistryChanged):
        await Api({"results": [{"npi": npi(5)}]}).ask(CmsClinicians, claims(), JANE)
    with pytest.raises(RegistryDown):
        await Api(b"<html>").ask(CmsClinicians, claims(), JANE)


@pytest.mark.parametrize(
    ("expected", "number", "asked"),
    [(Expected.NO, "", False), (Expected.NO, NPI, True), (Expected.YES, "", True), (Expected.UNKNOWN, "", True)],
)
def test_a_profile_that_speaks_of_no_us_practice_is_passed_over(expected: Expected, number: str, asked: bool) -> None:
    more = (identifier("npi", number),) if number else ()
    wanted = claims("Jane", "Example", Claim(ClaimKind.NPI_EXPECTED, expected.value), *more)
    assert (CmsClinicians(access(Http())).pass_over(wanted) is None) is asked


def npi(n: int) -> str:
    """The n-th invented NPI with a valid check digit."""
    body = f"1{n:08d}"
    total = 24 + sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(body)))
    return body + str(-total % 10)


@pytest.mark.real
def test_every_row_of_the_recorded_extracts_goes_through(shared: Path) -> None:
    with (shared / "cms_doctors_clinicians" / "DAC_2021_386rows_full_columns.csv").open(encoding="utf-8") as file:
        rows = [{k.strip().lower(): v for k, v in row.items()} for row in csv.DictReader(file)]
    assert len(rows) > 300
    made = [candidate(row["npi"], read_rows(table("CMS", {"results": [row]}), "npi", row["npi"])) for row in rows]
    assert all(one.names[0].name.family for one in made)
    assert sum(bool(one.school) for one in made) > 100
    assert sum(one.school_year is not None for one in made) > 300
    assert all(len(p.region) == 2 for one in made for p in one.places)
    assert all(one.school != "OTHER" for one in made)


@pytest.mark.real
def test_every_row_of_the_newer_extract_goes_through(shared: Path) -> None:
    renamed = {"provider_last_name": "Provider Last Name", "provider_first_name": "Provider First Name"}
    with (shared / "cms_doctors_clinicians" / "clean_CMS_sample.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            low = {k.lower(): v for k, v in row.items()} | {new: row[old] for new, old in renamed.items()}
            assert candidate(row["NPI"], (Table("CMS", low),)).names[0].name.family


@pytest.mark.online
async def test_the_real_file_still_answers_as_recorded() -> None:
    http = Http()
    reply = await ask(CmsClinicians, http, claims(), JANE)
    await http.aclose()
    assert reply.partial is None
