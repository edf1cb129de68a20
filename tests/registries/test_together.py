"""Both rounds together: what one registry finds leads to the next, and one human being stays one person."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from credcheck.ask import answer_of
from credcheck.match import join
from credcheck.model import Claims, Institution, Person
from credcheck.registries.cms_clinicians import CmsClinicians
from credcheck.registries.interface import Registry
from credcheck.registries.npi_live import NpiLive
from credcheck.registries.npi_second import NpiSecond
from credcheck.registries.openalex import OpenAlex
from credcheck.registries.orcid import Orcid
from credcheck.registries.pubmed import PubMed
from credcheck.registries.state_boards import StateBoards
from tests.fakes import NOW
from tests.registries.asking import DATA, NPI, ORCID, Api, claims, identifier, recorded

WANTED = claims("Jane", "Example", identifier("npi", NPI), identifier("orcid", ORCID))
BOARD = [{"license_number": "036000000", "last_name": "EXAMPLE", "first_name": "JANE", "license_status": "ACTIVE"}]


def internet(request: httpx.Request) -> Any:
    """The recorded answers, each from its own host."""
    host, path = request.url.host, request.url.path
    if host == "npiregistry.cms.hhs.gov":
        return recorded("npi_live_page.json")
    if host == "clinicaltables.nlm.nih.gov":
        return recorded("npi_second_rows.json")
    if host == "data.cms.gov":
        return recorded("cms_clinicians_rows.json")
    if host == "pub.orcid.org":
        return recorded("orcid_search.json") if "expanded" in path else recorded("orcid_record.json")
    if host == "api.openalex.org":
        return recorded("openalex_author.json")
    if host == "eutils.ncbi.nlm.nih.gov":
        return (DATA / "pubmed_papers.xml").read_bytes() if "efetch" in path else recorded("pubmed_search.json")
    return BOARD


async def ask(plug: type[Registry], wanted: Claims, *persons: Person) -> Any:
    return answer_of(plug.id, await Api(internet).ask(plug, wanted, *persons), NOW)


async def test_what_finders_find_leads_confirmers_to_the_same_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDCHECK_KEY_OPENALEX", "invented-key")
    found = [await ask(plug, WANTED) for plug in (NpiLive, NpiSecond, Orcid)]
    persons = join(tuple(found))
    confirmed = [await ask(plug, WANTED, *persons) for plug in (CmsClinicians, StateBoards, OpenAlex, PubMed)]
    by_key = {person.key: person for person in join((*found, *confirmed))}
    clinician, researcher = by_key[f"npi:{NPI}"], by_key[f"orcid:{ORCID}"]
    assert {c.registry for c in clinician.candidates} == {"npi_live", "npi_second", "cms_clinicians", "state_boards"}
    assert {c.registry for c in researcher.candidates} == {"orcid", "openalex", "pubmed"}
    assert set(by_key) == {person.key for person in persons}
    assert any(c.school for c in clinician.candidates)
    assert any(isinstance(i, Institution) for c in researcher.candidates for i in c.institutions)
