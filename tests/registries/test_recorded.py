"""The rest of the recorded answers that lie beside the project, each through its adapter; without them nothing runs.

The others stand with their adapters (tests marked `real`). No adapter is meant for: the CMS directory in FHIR (not a
source yet), licence rows of states without an open register, and extracts that were reshaped by somebody else.
"""

from __future__ import annotations

import csv
import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from credcheck.errors import RegistryError
from credcheck.model import Institution
from credcheck.registries._json import Table, table
from credcheck.registries.cms_clinicians import _hospital
from credcheck.registries.orcid import Orcid, read_record
from tests.registries.asking import ORCID, Api, claims, identifier

pytestmark = pytest.mark.real


def bodies(cassette: Path) -> Iterator[tuple[str, Any]]:
    """Path and JSON body of every exchange of a recorded cassette."""
    text = cassette.read_text("utf-8")
    for part in text.split("- request:")[1:]:
        path = re.search(r"uri: https://pub\.orcid\.org(\S+)", part)
        body = re.search(r"string: \|-\n((?: {8}.*\n|\s*\n)+)", part)
        if path and body:
            yield path[1], json.loads(textwrap.dedent(body[1]))


def test_every_recorded_person_of_orcid_is_read(shared: Path) -> None:
    people = [
        (path.split("/")[2], body)
        for path, body in bodies(shared / "orcid" / "rorcid_vcr_orcid_search.yml")
        if path.endswith("/person")
    ]
    assert len(people) >= 5
    for orcid, person in people:
        one = read_record(table("ORCID", {"orcid-identifier": {"path": orcid}, "person": person}))
        assert one.id == orcid
        assert one.names
        assert all(link.url for link in one.links)


@pytest.mark.parametrize("file", ["error", "person", "search", "researcher-urls", "external-identifiers"])
async def test_xml_where_json_is_due_is_never_a_miss(shared: Path, file: str) -> None:
    body = (shared / "orcid" / f"{file}-3.0.xml").read_bytes()
    api = Api(httpx.Response(200, content=body, headers={"content-type": "application/xml"}))
    with pytest.raises(RegistryError):
        await api.ask(Orcid, claims("", "", identifier("orcid", ORCID)))


def test_every_hospital_of_medicares_list_is_read(shared: Path) -> None:
    with (shared / "cms_doctors_clinicians" / "Hospital_General_Information.csv").open(encoding="utf-8") as file:
        rows = [{_column(k): v for k, v in row.items()} for row in csv.DictReader(file)]
    hospitals = [_hospital(Table("Medicare", row)) for row in rows]
    assert len(hospitals) > 5000
    assert all(isinstance(one, Institution) and one.name and len(one.region) == 2 for one in hospitals)


def _column(title: str) -> str:
    """The name of a column as the portal's questions spell it: City/Town -> citytown, Facility ID -> facility_id."""
    return re.sub(r"[^a-z0-9 ]", "", title.lower()).replace(" ", "_")
