"""The French register: both ways in, whole words only, and only for profiles that speak of France."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import RegistryChanged, RegistryRefused
from credcheck.model import Identifier, Sentence, Status
from credcheck.net import Http
from credcheck.registries._json import table
from credcheck.registries.france_rpps import COLUMNS, FranceRpps, _sent, read_bundle, read_table
from tests.registries.asking import Api, access, ask, claims, country, recorded

NUMBER = "10000000017"
JEANNE = claims("Jeanne", "Exemple", country("FR"))


@pytest.fixture
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDCHECK_KEY_ESANTE", "invented-key")


async def test_without_a_key_the_open_table_is_asked() -> None:
    api = Api(recorded("france_rpps_table.json"))
    reply = await api.ask(FranceRpps, JEANNE)
    (jeanne,) = reply.candidates
    assert (jeanne.id, jeanne.names[0].name.text(), jeanne.status) == (NUMBER, "JEANNE EXEMPLE", Status.ACTIVE)
    assert [t.label for t in jeanne.taxonomies] == ["Médecin", "Cardiologie et maladies vasculaires"]
    assert [i.name for i in jeanne.institutions] == ["CENTRE EXEMPLE", "CABINET SECOND"]
    assert [(p.city, p.country) for p in jeanne.places] == [("Exempleville", "FR"), ("Autreville", "FR")]
    assert jeanne.identifiers == (Identifier("licence", NUMBER, "FR"),)
    assert dict(api.asked[0].url.params)["Nom d'exercice__contains"] == "Exemple"
    assert reply.asked == Sentence("france_rpps.asked_open", name="Jeanne Exemple")


@pytest.mark.usefixtures("_key")
async def test_with_a_key_the_register_itself_is_asked() -> None:
    api = Api(recorded("france_rpps_bundle.json"))
    reply = await api.ask(FranceRpps, JEANNE)
    (jeanne,) = reply.candidates
    assert (jeanne.id, jeanne.names[0].name.text()) == (NUMBER, "Jeanne Exemple")
    assert [t.label for t in jeanne.taxonomies] == ["Médecin", "Salarié", "Cardiologie et maladies vasculaires"]
    assert api.asked[0].headers["ESANTE-API-KEY"] == "invented-key"
    assert "invented-key" not in repr(reply)
    assert reply.asked == Sentence("france_rpps.asked_fhir", name="Jeanne Exemple")


async def test_a_name_inside_another_is_not_theirs() -> None:
    reply = await Api(recorded("france_rpps_table.json")).ask(
        FranceRpps, claims("Jeanne", "Contrexemple", country("FR"))
    )
    assert [one.id for one in reply.candidates] == ["10000000025"]
    assert (await Api(recorded("france_rpps_table.json")).ask(FranceRpps, claims("Jea", "Exemple"))).candidates == ()


async def test_more_rows_than_one_page_are_told() -> None:
    body = recorded("france_rpps_table.json") | {"meta": {"page": 1, "page_size": 50, "total": 180}}
    assert (await Api(body).ask(FranceRpps, JEANNE)).partial == Sentence("france_rpps.many", n=180, shown=50)


async def test_nobody_is_not_found() -> None:
    reply = await Api({"data": [], "meta": {"total": 0}, "links": {}}).ask(FranceRpps, JEANNE)
    assert (reply.candidates, reply.partial) == ((), None)


@pytest.mark.usefixtures("_key")
async def test_a_wrong_key_is_a_refusal_and_is_not_passed_by_silently() -> None:
    with pytest.raises(RegistryRefused):
        await Api(httpx.Response(401, json={"message": "Unauthorized"})).ask(FranceRpps, JEANNE)


@pytest.mark.parametrize("body", [{}, {"data": []}, {"meta": {"total": 1}}, {"data": [{}], "meta": {"total": 1}}])
def test_another_shape_of_the_table_is_our_bug(body: Any) -> None:
    with pytest.raises(RegistryChanged):
        read_table(table("RPPS", body))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"resourceType": "OperationOutcome"},
        {"resourceType": "Bundle"},
        {"resourceType": "Bundle", "total": 2, "entry": []},
    ],
)
def test_another_shape_of_the_bundle_is_our_bug(body: Any) -> None:
    with pytest.raises(RegistryChanged):
        read_bundle(table("RPPS", body))


@given(st.text(max_size=80))
def test_no_sign_of_either_service_is_sent(text: str) -> None:
    assert not set(_sent(text)) & set('*%,().|:&="_')


def test_only_profiles_that_speak_of_france_are_asked_about() -> None:
    rpps = FranceRpps(access(Http()))
    assert rpps.pass_over(JEANNE) is None
    assert rpps.pass_over(claims("Jeanne", "Exemple")) == Sentence("france_rpps.not_france")
    assert rpps.pass_over(claims("", "Exemple", country("FR"))) == Sentence("france_rpps.no_name")


@pytest.mark.real
def test_every_column_stands_in_the_official_header(shared: Path) -> None:
    header = (shared / "france_rpps" / "PS_LibreAcces_Personne_activite_header.txt").read_text("utf-8")
    assert set(COLUMNS.values()) <= set(header.strip().split("|"))


@pytest.mark.online
async def test_the_real_table_still_answers_as_recorded() -> None:
    http = Http(timeout_s=60)
    reply = await ask(FranceRpps, http, claims("Marie", "Martin", country("FR")))
    await http.aclose()
    assert reply.candidates
