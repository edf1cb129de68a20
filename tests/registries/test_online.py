"""Real registries, asked for common names and for numbers that are nobody's: run with `--online`.

Each test fails with the sentence a user would read, so that a maintainer sees at once which source changed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from credcheck import discover, registries
from credcheck.ask import answer_of
from credcheck.errors import RegistryError
from credcheck.match import join
from credcheck.model import Claims, Identifier, Outcome, Person
from credcheck.net import Http
from credcheck.registries._boards import Board, boards, read_csv, read_rows
from credcheck.registries.interface import Bulk, NotAsked, Registry, Reply
from credcheck.registries.leie import LAYOUT, Leie
from credcheck.registries.medicare_opt_out import MedicareOptOut
from credcheck.registries.medicare_revoked import MedicareRevoked
from credcheck.registries.npi_live import NpiLive
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.wording import render
from tests.fakes import NOW
from tests.registries.asking import access, ask, claims, country, doctorate, employer, identifier, person

pytestmark = pytest.mark.online
NOBODY = "1999999984"  # a number with a right check digit that was never issued
SAMPLE = "0000-0002-1825-0097"  # ORCID's own example record, of a fictitious professor
FOUND: dict[str, tuple[Claims, tuple[Person, ...]]] = {
    "npi_live": (claims("John", "Smith", country("US")), ()),
    "npi_second": (claims("John", "Smith", country("US")), ()),
    "orcid": (claims("John", "Smith", doctorate(), employer("University")), ()),
    "france_rpps": (claims("Marie", "Martin", country("FR")), ()),
    "netherlands_big": (claims("Jan", "Jansen", country("NL")), ()),
}
"""Names so common that the registry must list somebody, whoever they are."""
EMPTY: dict[str, tuple[Claims, tuple[Person, ...]]] = {
    "npi_live": (claims("", "", identifier("npi", NOBODY)), ()),
    "npi_second": (claims("", "", identifier("npi", NOBODY)), ()),
    "orcid": (claims("Zzyzxa", "Qwxamplezz", doctorate()), ()),
    "france_rpps": (claims("Zzyzxa", "Qwxamplezz", country("FR")), ()),
    "netherlands_big": (claims("Zzyzxa", "Qwxamplezz", country("NL")), ()),
    "cms_clinicians": (claims(), (person(Identifier("npi", NOBODY)),)),
    "state_boards": (claims(), (person(Identifier("licence", "99999999999", "WA"), family="Qwxamplezz"),)),
    "pubmed": (claims("Jane", "Example", doctorate()), (person(Identifier("orcid", "0009-9990-0000-0013")),)),
    "openalex": (claims("Jane", "Example", doctorate()), (person(Identifier("orcid", "0009-9990-0000-0013")),)),
    "ror": (claims("Jane", "Example", employer("Qwxamplezz Institute of Zzyzxa")), ()),
    "wikidata": (claims("", "", identifier("url", "https://x.com/qwxamplezz_nobody")), ()),
}
"""What nobody has: the registry must answer, and list nobody."""
PLUGS = {plug.id: plug for plug in discover.plugs(registries, Registry) if plug.online}


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    made = Http()
    yield made
    await made.aclose()


async def answered(plug: type[Registry], http: Http, wanted: Claims, *persons: Person) -> Reply:
    """The reply; a fault fails the test with its sentence, a missing key skips it."""
    try:
        return await ask(plug, http, wanted, *persons)
    except NotAsked as error:
        pytest.skip(render(error.sentence))
    except RegistryError as error:
        pytest.fail(render(error.sentence))


def test_every_registry_over_the_internet_is_asked_here() -> None:
    assert set(EMPTY) == set(PLUGS)


@pytest.mark.parametrize("id", EMPTY)
async def test_it_answers_and_lists_nobody_for_what_nobody_has(id: str, http: Http) -> None:
    wanted, persons = EMPTY[id]
    reply = await answered(PLUGS[id], http, wanted, *persons)
    assert answer_of(id, reply, NOW).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("id", FOUND)
async def test_it_lists_somebody_of_a_common_name(id: str, http: Http) -> None:
    wanted, persons = FOUND[id]
    reply = await answered(PLUGS[id], http, wanted, *persons)
    assert reply.candidates
    assert all(one.names and one.id for one in reply.candidates)


async def test_orcid_reads_its_own_example_record(http: Http) -> None:
    reply = await answered(PLUGS["orcid"], http, claims("", "", identifier("orcid", SAMPLE)))
    assert [one.id for one in reply.candidates] == [SAMPLE]


async def test_ror_places_an_institution_by_its_name(http: Http) -> None:
    reply = await answered(PLUGS["ror"], http, claims("Jane", "Example", employer("Karolinska University Hospital")))
    assert [(one.country, bool(one.ror)) for one in reply.institutions] == [("SE", True)]


@pytest.mark.parametrize("id", ["openalex", "pubmed"])
async def test_the_example_record_is_looked_up_by_its_id(id: str, http: Http) -> None:
    researcher = person(Identifier("orcid", SAMPLE), given="Josiah", family="Carberry")
    await answered(PLUGS[id], http, claims("Josiah", "Carberry", doctorate()), researcher)


async def test_clinicians_are_confirmed_by_the_numbers_that_the_npi_registry_gives(http: Http) -> None:
    wanted = FOUND["npi_live"][0]
    found = answer_of("npi_live", await answered(NpiLive, http, wanted), NOW)
    await answered(PLUGS["cms_clinicians"], http, wanted, *join((found,))[:3])


@pytest.mark.parametrize("board", boards(), ids=lambda board: board.id)
async def test_every_board_still_has_the_columns_of_its_entry(board: Board, http: Http) -> None:
    if board.form == "csv":
        answer = await http.get(board.url, cap_bytes=40_000_000)
        assert next(iter(read_csv(board, answer.text())), None) is not None
        return
    answer = await http.get(board.url, params={"$select": ",".join(board.columns.values()), "$limit": 3})
    assert len(read_rows(board, answer.json())) == 3


@pytest.mark.parametrize("plug", [NpiMirror, MedicareOptOut, MedicareRevoked], ids=lambda plug: plug.copy)
async def test_the_page_of_downloads_offers_the_files_we_know(plug: type[Bulk], http: Http) -> None:
    assert plug.offers((await http.get(plug.index, cap_bytes=64_000_000)).text())


async def test_the_exclusions_list_has_the_columns_we_know(http: Http) -> None:
    answer = await http.get(Leie.file, cap_bytes=40_000_000)
    header = answer.text().partition("\n")[0].strip().replace('"', "").split(",")
    assert set(LAYOUT.cells) <= set(header)


def test_what_is_asked_here_is_worth_asking() -> None:
    for asked in (EMPTY, FOUND):
        for id, (wanted, _) in asked.items():
            assert PLUGS[id](access(Http(offline=True))).pass_over(wanted) is None, id
