"""ROR: an institution is placed by its exact name, or stays unknown; no person's name is sent."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credcheck.ask import answer_of
from credcheck.errors import RegistryDown
from credcheck.model import Claim, ClaimKind, Claims, Institution, Outcome, Profile
from credcheck.net import Http
from credcheck.registries._json import table
from credcheck.registries.interface import Reply
from credcheck.registries.ror import Ror, chosen, settled, unknown
from tests.fakes import NOW, FakeFinder, checker, listed
from tests.registries.asking import Api, access, claims, country, employer, recorded

NAME = "Example Institute of Health"
FOUND = recorded("ror_found.json")


async def ask(wanted: Claims, answer: Any = FOUND) -> tuple[Reply, Api]:
    api = Api(answer)
    return await api.ask(Ror, wanted), api


def named(*values: Institution) -> Claims:
    return claims("Jane", "Example", *(Claim(ClaimKind.INSTITUTION, value) for value in values))


async def test_an_institution_is_placed_by_its_exact_name() -> None:
    reply, api = await ask(claims("Jane", "Example", employer(NAME)))
    assert reply.institutions == (Institution(NAME, NAME, "unclear", "00zzzzz01", "US", "WA", "Sampleton"),)
    assert answer_of("ror", reply, NOW).outcome is Outcome.FOUND
    (request,) = api.asked
    assert dict(request.url.params) == {"query": NAME, "filter": "status:active"}
    assert "Jane" not in str(request.url)


async def test_another_name_of_an_institution_leads_to_it_and_its_own_is_shown() -> None:
    reply, _ = await ask(claims("Jane", "Example", employer("example health institute")))
    assert [one.name for one in reply.institutions] == [NAME]


@pytest.mark.parametrize("written", ["Example Institute", "Institute of Health", "EIH of EIH"])
async def test_a_part_of_a_name_or_an_acronym_leads_nowhere(written: str) -> None:
    reply, _ = await ask(claims("Jane", "Example", employer(written)))
    assert answer_of("ror", reply, NOW).outcome is Outcome.NOT_FOUND


def test_of_several_of_one_name_only_that_in_a_named_country_is_meant() -> None:
    twins = tuple(table("ROR", row) for row in FOUND["items"][:1] * 2)
    elsewhere = json.loads(json.dumps(FOUND["items"][0]))
    elsewhere["locations"][0]["geonames_details"]["country_code"] = "CA"
    pair = (twins[0], table("ROR", elsewhere))
    assert chosen(pair, NAME, frozenset()) is None
    assert chosen(twins, NAME, frozenset({"US"})) is None
    assert chosen(pair, NAME, frozenset({"CA"})).country == "CA"  # type: ignore[union-attr]


async def test_an_inactive_institution_is_passed_over() -> None:
    gone = json.loads(json.dumps(FOUND))
    gone["items"][0]["status"] = "withdrawn"
    reply, _ = await ask(claims("Jane", "Example", employer(NAME)), gone)
    assert reply.institutions == ()


def test_only_institutions_that_nobody_has_placed_and_that_are_named_in_full_are_asked_for() -> None:
    known = Institution("Known Institute of Health", "Known Institute of Health", ror="00known01")
    assert unknown(named(known, Institution(NAME), Institution("EIH"), Institution("Zed Ed"))) == (NAME,)
    many = named(*(Institution(f"Example Hospital Number {n}") for n in range(9)))
    assert len(unknown(many)) == 3
    assert Ror(access(Http())).pass_over(named(known)).id == "ror.nothing"  # type: ignore[union-attr]


async def test_one_failed_question_leaves_the_others_and_is_told() -> None:
    def answer(request: Any) -> Any:
        if "Zoology" in str(request.url):
            return b""
        return FOUND

    reply, _ = await ask(named(Institution(NAME), Institution("Example Institute of Zoology")), answer)
    assert len(reply.institutions) == 1
    assert reply.partial is not None
    with pytest.raises(RegistryDown):
        await ask(named(Institution(NAME)), b"")


def test_a_settled_claim_keeps_its_words_and_its_relation() -> None:
    before = named(Institution(NAME, NAME, "former"), Institution("Other Place of Work", ror="00other01"))
    found = Institution(NAME, "The Example Institute", "unclear", "00zzzzz01", "US", "WA", "Sampleton")
    after = settled(before, (found,))
    first, other = (c.value for c in after.of(ClaimKind.INSTITUTION))
    assert first == replace(found, relation="former")
    assert other == before.of(ClaimKind.INSTITUTION)[1].value
    assert settled(before, ()) is before


async def test_the_id_leads_to_evidence_where_the_names_differ() -> None:
    """An ORCID or OpenAlex record names the institution in another language, with the same id."""
    record = replace(
        listed("orcid"), institutions=(Institution("Institut Modele", "Institut Modele", ror="00zzzzz01"),)
    )
    finder = FakeFinder("orcid", Reply((record,), Ror.covers))
    placing = FakeFinder("ror", (await ask(claims("Jane", "Example", employer(NAME))))[0])
    wanted = claims("Jane", "Example", country("US"), employer(NAME))
    report = await checker(finder, placing).check(Profile(name="Jane Example", bio=NAME), wanted)
    levels = {e.level for m in report.case.ranking.matches for e in m.evidence}
    assert any(level.startswith("institution") for level in levels)


@pytest.mark.real
def test_every_recorded_institution_is_read(shared: Path) -> None:
    rows = json.loads((shared / "ror" / "test_data_search_es7_v2.json").read_text("utf-8"))["hits"]["hits"]
    items = [row["_source"] for row in rows] + [json.loads((shared / "ror" / "example_record_v2_1.json").read_text())]
    with gzip.open(shared / "ror" / "ror_updates_latest_records.jsonl.gz", "rt", encoding="utf-8") as lines:
        items += [row for line in lines if "names" in (row := json.loads(line))]
    assert len(items) > 30_000
    for item in items[::3]:
        shown = next(n["value"] for n in item["names"] if "ror_display" in n["types"])
        one = chosen((table("ROR", item),), shown, frozenset())
        if one is not None:
            assert one.ror == item["id"][-9:]
            assert one.name == " ".join(shown.split())
    placed = sum(chosen((table("ROR", i),), i["names"][0]["value"], frozenset()) is not None for i in items[:2000])
    assert placed > 1000
