"""Wikidata: exact accounts only, nothing that breaks out of the question, and no page in place of an answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import RegistryChanged, RegistryDown
from credcheck.model import Identifier, Sentence
from credcheck.net import Http
from credcheck.registries._json import table
from credcheck.registries.wikidata import Wikidata, keys, query, read_rows
from tests.registries.asking import ORCID, Api, access, ask, claims, identifier, recorded

X = identifier("url", "https://x.com/JaneExample")


async def test_a_person_is_found_by_the_exact_account() -> None:
    api = Api(recorded("wikidata_rows.json"))
    reply = await api.ask(Wikidata, claims("Jane", "Example", X))
    (jane,) = reply.candidates
    assert (jane.id, jane.url) == ("Q900000001", "https://www.wikidata.org/wiki/Q900000001")
    assert jane.names[0].name.text() == "Jane Q. Example"
    assert jane.identifiers == (Identifier("orcid", ORCID, valid=True),)
    assert [i.name for i in jane.institutions] == ["Example University"]
    assert jane.remark == Sentence("wikidata.says", item="Q900000001", what="physician, researcher")
    assert '(wdt:P2002 "JaneExample") (wdt:P2002 "janeexample")' in api.asked[0].url.params["query"]
    assert reply.asked == Sentence("wikidata.asked", what="JaneExample")


@pytest.mark.parametrize(
    ("kind", "value", "platform", "key"),
    [
        ("url", "https://twitter.com/janeexample?lang=en", "", ("P2002", "janeexample")),
        ("url", "https://www.instagram.com/jane.example/", "", ("P2003", "jane.example")),
        ("url", "https://www.tiktok.com/@janeexample", "", ("P7085", "janeexample")),
        ("url", "https://bsky.app/profile/jane.example", "", ("P12361", "jane.example")),
        ("url", "https://www.youtube.com/@janeexample", "", ("P11245", "janeexample")),
        ("url", "https://www.linkedin.com/in/jane-example/", "", ("P6634", "jane-example")),
        ("url", "https://social.example/@jane", "", ("P4033", "jane@social.example")),
        ("handle", "@jane@Social.example", "", ("P4033", "jane@social.example")),
        ("handle", "@janeexample", "x", ("P2002", "janeexample")),
        ("orcid", ORCID, "", ("P496", ORCID)),
        ("handle", "janeexample", "", None),
        ("url", "https://clinic.example/jane", "", None),
        ("url", 'https://x.com/jane" } ?s ?p ?o', "", None),
        ("npi", "1234567893", "", None),
    ],
)
def test_accounts_are_read_from_addresses_and_handles(
    kind: str, value: str, platform: str, key: tuple[str, str] | None
) -> None:
    wanted = claims("Jane", "Example", identifier(kind, value, platform))
    assert keys(wanted) == ((key,) if key else ())
    assert (Wikidata(access(Http())).pass_over(wanted) is None) is bool(key)


@given(st.text(max_size=60), st.sampled_from(["url", "handle", "orcid"]), st.sampled_from(["x", "mastodon", ""]))
def test_no_account_breaks_out_of_the_question(text: str, kind: str, platform: str) -> None:
    for prefix in ("", "https://x.com/", "https://a.example/@"):
        found = keys(claims("", "", identifier(kind, prefix + text, platform)))
        assert all(re.fullmatch(r"[A-Za-z0-9_.@-]+", value) for _, value in found)
        assert query(found).count("VALUES") == 1


async def test_nobody_is_not_found_but_another_shape_is_our_bug() -> None:
    nobody: dict[str, Any] = {"head": {"vars": []}, "results": {"bindings": []}}
    reply = await Api(nobody).ask(Wikidata, claims("Jane", "Example", X))
    assert (reply.candidates, reply.partial) == ((), None)
    with pytest.raises(RegistryChanged):
        await Api({"results": {"bindings": [{"item": {"value": "x"}}]}}).ask(Wikidata, claims("Jane", "Example", X))
    with pytest.raises(RegistryDown):
        await Api(b"<!DOCTYPE html><title>Too many requests").ask(Wikidata, claims("Jane", "Example", X))


@pytest.mark.parametrize("body", [[], "x", {}, {"results": {}}, {"results": []}, {"results": {"bindings": {}}}])
def test_another_shape_is_no_miss(body: Any) -> None:
    with pytest.raises(RegistryChanged):
        read_rows(table("Wikidata", body))


@pytest.mark.online
async def test_the_real_wikidata_still_answers_as_recorded() -> None:
    http = Http()
    reply = await ask(Wikidata, http, claims("", "", identifier("orcid", "0000-0002-1825-0097")))
    await http.aclose()
    assert reply.partial is None
