"""The live NPI registry: every trap of its API, on invented answers, a faulty local server and real recordings."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import csv
import json
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import RegistryBusy, RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.mirror import Mirrors
from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    Count,
    Identifier,
    NameKind,
    PersonName,
    Place,
    Sentence,
    Status,
)
from credcheck.net import Fetched, Http, Patience
from credcheck.registries import npi_live
from credcheck.registries._npi_json import candidate, read_page
from credcheck.registries.interface import Access, Reply
from credcheck.registries.npi_live import NpiLive
from credcheck.vault import Vault
from credcheck.wording import render, templates
from tests.net.loopback import found, reply, serving

HERE = Path(__file__).resolve().parent
JANE = "1234567893"
SWIFT = Patience(first_wait_s=0.01)
EMPTY = {"result_count": 0, "results": []}


def recorded(name: str) -> Any:
    return json.loads((HERE / "data" / f"{name}.json").read_text("utf-8"))


def npi(n: int) -> str:
    """The n-th invented NPI with a valid check digit."""
    body = f"1{n:08d}"
    total = 24 + sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(body)))
    return body + str(-total % 10)


def row(n: int, given: str = "JANE", family: str = "EXAMPLE", **more: Any) -> dict[str, Any]:
    basic = {"first_name": given, "last_name": family, "status": "A", "middle_name": "--"}
    return {"number": npi(n), "enumeration_type": "NPI-1", "basic": basic, **more}


def page(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"result_count": len(rows), "results": list(rows)}


def claims(given: str = "Jane", family: str = "Example", *identifiers: str, state: str = "") -> Claims:
    made = [Claim(ClaimKind.NAME, PersonName(given=given, family=family))] if given or family else []
    made += [Claim(ClaimKind.IDENTIFIER, Identifier("npi", value)) for value in identifiers]
    made += [Claim(ClaimKind.PLACE, Place(state, region=state, country="US"))] if state else []
    return Claims(tuple(made))


class Api:
    """The registry as a function of the question; remembers every question."""

    def __init__(self, answer: Callable[[dict[str, str]], Any]) -> None:
        self.answer, self.asked = answer, cast("list[dict[str, str]]", [])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(dict(request.url.params))
        made = self.answer(self.asked[-1])
        return made if isinstance(made, httpx.Response) else httpx.Response(200, json=made)

    async def find(self, wanted: Claims, cache: Any = None) -> Reply:
        http = Http(transport=httpx.MockTransport(self), patience=SWIFT, cache=cache)
        try:
            return await NpiLive(Access(http, cast(Mirrors, None), Vault())).find(wanted)
        finally:
            await http.aclose()


async def test_a_name_is_found_with_all_that_the_register_lists() -> None:
    api = Api(lambda asked: recorded("npi_live_page"))
    answer = await api.find(claims())
    jane = answer.candidates[0]
    assert (jane.registry, jane.id, jane.url) == (
        "npi_live",
        JANE,
        f"https://npiregistry.cms.hhs.gov/provider-view/{JANE}",
    )
    assert [(n.name.text(), n.kind) for n in jane.names] == [
        ("JANE QUILL EXAMPLE", NameKind.LEGAL),
        ("JANE SAMPLE", NameKind.FORMER),
    ]
    assert jane.credentials == ("M.D.", "PH.D.")
    assert [(t.code, t.licence, t.state, t.primary) for t in jane.taxonomies] == [
        ("207RC0000X", "036000000", "IL", True),
        ("390200000X", "", "", False),
    ]
    assert [(p.as_written, p.region) for p in jane.places] == [
        ("SPRINGFIELD, IL 62701-0001", "IL"),
        ("PEORIA, IL 61602-0002", "IL"),
        ("MADISON, WI 53703", "WI"),
    ]
    assert (jane.sex, jane.status, jane.listed_since) == ("F", Status.ACTIVE, date(2009, 6, 2))
    assert Identifier("licence", "036000000", "IL") in jane.identifiers
    assert len(answer.digests) == 1
    assert len(answer.digests[0]) == 64
    assert answer.asked == Sentence("npi_live.asked_name", name="Jane Example")
    assert api.asked[0] == {
        "version": "2.1",
        "enumeration_type": "NPI-1",
        "last_name": "Example",
        "first_name": "Jane",
        "use_first_name_alias": "True",
        "limit": "200",
        "skip": "0",
    }


async def test_the_older_format_reads_the_same() -> None:
    body = recorded("npi_live_older")
    (jane,) = (await Api(lambda asked: body).find(claims())).candidates
    assert (jane.id, jane.sex, jane.listed_since, jane.updated) == (JANE, "F", date(2009, 6, 2), date(2025, 1, 14))


@pytest.mark.parametrize("number", ["04", "07", "09", "99"])
async def test_a_refusal_with_status_200_is_no_empty_answer(number: str) -> None:
    refusal = {"Errors": [{"description": "No valid search criteria provided", "field": "generic", "number": number}]}
    with pytest.raises(RegistryRefused) as caught:
        await Api(lambda asked: refusal).find(claims())
    assert number in render(caught.value.sentence)


async def test_a_deactivated_npi_is_a_deactivated_candidate() -> None:
    answer = await Api(lambda asked: recorded("npi_live_deactivated")).find(claims("", "", JANE))
    (gone,) = answer.candidates
    assert (gone.id, gone.status, gone.names) == (JANE, Status.DEACTIVATED, ())
    assert gone.remark == Sentence("npi_live.deactivated", npi=JANE)


@pytest.mark.parametrize(
    ("basic", "status"),
    [
        ({"status": "A"}, Status.ACTIVE),
        ({"status": "D", "deactivation_date": "2020-01-02"}, Status.DEACTIVATED),
        ({"status": "I"}, Status.DEACTIVATED),
        ({"deactivation_date": "2020-01-02"}, Status.DEACTIVATED),
        ({"status": "A", "deactivation_date": "2019-01-02", "reactivation_date": "2020-01-02"}, Status.ACTIVE),
        ({}, Status.UNKNOWN),
    ],
)
def test_every_status_letter_is_read(basic: dict[str, str], status: Status) -> None:
    assert candidate({"number": JANE, "basic": {"last_name": "EXAMPLE", **basic}}).status is status


async def test_an_npi_of_an_organisation_names_nobody() -> None:
    body = page(
        {"number": JANE, "enumeration_type": "NPI-2", "basic": {"organization_name": "EXAMPLE CLINIC", "status": "A"}}
    )
    (clinic,) = (await Api(lambda asked: body).find(claims("", "", JANE))).candidates
    assert (clinic.names, clinic.institutions[0].name) == ((), "EXAMPLE CLINIC")
    assert clinic.remark is not None
    assert "organisation" in render(clinic.remark)


async def test_an_empty_answer_is_asked_for_again() -> None:
    turns = iter([EMPTY, page(row(1))])
    api = Api(lambda asked: next(turns))
    assert len((await api.find(claims())).candidates) == 1


async def test_nobody_twice_is_not_found_and_not_kept() -> None:
    kept: dict[str, Fetched] = {}

    class Cache:
        def get(self, key: str) -> Fetched | None:
            return kept.get(key)

        def put(self, key: str, answer: Fetched, keep_s: float, renew_s: float = 0.0) -> None:
            kept[key] = answer

    api = Api(lambda asked: EMPTY)
    answer = await api.find(claims(), Cache())
    assert (answer.candidates, answer.partial, len(api.asked), kept) == ((), None, 2, {})
    await Api(lambda asked: page(row(1))).find(claims(), Cache())
    assert len(kept) == 1


async def test_pages_are_read_to_the_end() -> None:
    everyone = [row(n) for n in range(450)]
    api = Api(lambda asked: page(*everyone[int(asked["skip"]) :][: int(asked["limit"])]))
    answer = await api.find(claims())
    assert [asked["skip"] for asked in api.asked] == ["0", "200", "400"]
    assert answer.counts == (Count("pair", 450, exact=False),)
    assert answer.partial == Sentence("npi_live.many", n=450, shown=200)


async def test_the_cap_is_told_and_narrowed_by_the_state() -> None:
    def answer(asked: dict[str, str]) -> Any:
        if asked.get("state"):
            return page(row(9999))
        return page(*(row(int(asked["skip"]) + n) for n in range(200)))

    api = Api(answer)
    got = await api.find(claims(state="IL"))
    assert [asked["skip"] for asked in api.asked] == ["0", "200", "400", "600", "800", "1000", "0"]
    assert got.partial == Sentence("npi_live.cap", n=1200)
    assert "1,200" in render(got.partial)
    assert got.counts == (Count("pair", 1201, exact=False),)


async def test_rows_that_repeat_end_the_search_and_are_told() -> None:
    api = Api(lambda asked: page(*(row(n) for n in range(200))))
    got = await api.find(claims())
    assert len(api.asked) == 2
    assert len(got.candidates) == 200
    assert got.partial == Sentence("npi_live.cap", n=1200)


@pytest.mark.parametrize("initial", ["J", "J.", "É", ""])
async def test_an_initial_is_never_sent_but_ranked_here(initial: str) -> None:
    rows = [row(1, "JANE"), row(2, "EMIL"), row(3, "ROBERT")]
    rows[2]["basic"]["middle_name"] = "J."
    api = Api(lambda asked: page(*rows))
    got = await api.find(claims(initial))
    assert all("first_name" not in asked for asked in api.asked)
    expected = {"J": {npi(1), npi(3)}, "J.": {npi(1), npi(3)}, "É": {npi(2)}, "": {npi(1), npi(2), npi(3)}}[initial]
    assert {one.id for one in got.candidates} == expected


@pytest.mark.parametrize(
    ("family", "sent"),
    [
        ("Ex*", "Ex"),
        ("O’Example", "O'Example"),
        ("Éxämple", "Example"),
        ("Ex@mple<b>", "Ex mple b"),
        ("Exampłe", "EXAMPLE"),
        ("Example\u202e\x00", "Example"),
    ],
)
async def test_only_letters_that_the_registry_takes_are_sent(family: str, sent: str) -> None:
    api = Api(lambda asked: EMPTY)
    await api.find(claims("Jane", family))
    assert api.asked[0]["last_name"] == sent
    assert all("*" not in value for asked in api.asked for value in asked.values())


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_breaks_the_question(given_name: str, family: str) -> None:
    async def ask() -> None:
        wanted = claims(given_name, family)
        api = Api(lambda asked: EMPTY)
        if wanted.all and NpiLive(Access(Http(), cast(Mirrors, None), Vault())).pass_over(wanted) is None:
            await api.find(wanted)
        for asked in api.asked:
            assert "*" not in asked["last_name"]
            assert asked["last_name"].isascii()
            assert len(asked["last_name"]) >= 2

    asyncio.run(ask())


async def test_strangers_of_the_fuzzy_surname_search_are_dropped() -> None:
    other = row(3, "JANE", "OTHERWISE", other_names=[{"code": "1", "first_name": "JANE", "last_name": "EXAMPLE"}])
    rows = [row(1), row(2, "JANE", "STRANGER"), other, row(4, "JANE", "EXAMPLE-SMITH"), row(5, "JANE", "EXAMPEL")]
    got = await Api(lambda asked: page(*rows)).find(claims())
    assert {one.id for one in got.candidates} == {npi(1), npi(3), npi(4), npi(5)}


async def test_a_hit_of_another_state_stays_for_the_matcher() -> None:
    away = row(1, addresses=[{"address_purpose": "MAILING", "city": "RENO", "state": "NV", "postal_code": "895010001"}])
    got = await Api(lambda asked: page(away)).find(claims(state="IL"))
    assert got.candidates[0].places[0].region == "NV"


async def test_each_half_of_a_double_surname_is_asked_for_when_the_whole_is_unknown() -> None:
    api = Api(lambda asked: page(row(1)) if asked["last_name"] == "Example" else EMPTY)
    got = await api.find(claims("Jane", "Sample-Example"))
    assert [asked["last_name"] for asked in api.asked] == ["Sample-Example"] * 2 + ["Sample"] * 2 + ["Example"]
    assert [one.id for one in got.candidates] == [npi(1)]


async def test_a_late_page_that_fails_leaves_the_first_and_says_so() -> None:
    def answer(asked: dict[str, str]) -> Any:
        return httpx.Response(500) if asked["skip"] == "200" else page(*(row(n) for n in range(200)))

    got = await Api(answer).find(claims())
    assert len(got.candidates) == 200
    assert got.partial is not None
    assert got.partial.id == "net.server_error"


async def test_a_name_that_fails_leaves_the_number_and_says_so() -> None:
    api = Api(lambda asked: page(row(1)) if "number" in asked else httpx.Response(403))
    got = await api.find(claims("Jane", "Example", JANE))
    assert [one.id for one in got.candidates] == [npi(1)]
    assert got.partial is not None
    assert got.partial.id == "net.refused"


async def test_a_failed_half_is_never_a_miss() -> None:
    api = Api(lambda asked: EMPTY if "number" in asked else httpx.Response(403))
    with pytest.raises(RegistryRefused):
        await api.find(claims("Jane", "Example", JANE))


async def test_a_number_with_a_wrong_check_digit_is_not_sent() -> None:
    api = Api(lambda asked: page(row(1)))
    await api.find(claims("Jane", "Example", "1234567890"))
    assert all("number" not in asked for asked in api.asked)


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {"result_count": 1},
        {"results": {}},
        {"results": [1]},
        page({"number": "12", "basic": {}}),
        page({"number": JANE, "basic": []}),
        page({"number": JANE, "basic": {"last_name": {"a": 1}}}),
        page({"number": JANE, "basic": {}, "addresses": "none"}),
        page({"number": JANE, "basic": {}, "taxonomies": [None]}),
        page({"basic": {}}),
        {"Errors": "none"},
    ],
)
async def test_another_shape_is_our_bug_and_no_miss(body: Any) -> None:
    with pytest.raises(RegistryChanged):
        await Api(lambda asked: body).find(claims())


FIELDS = st.sampled_from(["results", "Errors", "number", "basic", "addresses", "taxonomies", "other_names"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner),
    max_leaves=12,
)


@given(ANYTHING)
def test_no_shape_raises_anything_but_a_registry_error(body: object) -> None:
    with contextlib.suppress(RegistryError):
        for one in read_page(body).rows:
            candidate(one)


WHOLE = found(page(row(1)))
FAULTS = [
    (reply(b"<html><body>Down for maintenance</body></html>", "200 OK", "text/html"), RegistryDown),
    (reply(b"<!DOCTYPE html><p>maintenance", "200 OK"), RegistryDown),
    (WHOLE[:-20], RegistryDown),
    (reply(WHOLE.partition(b"\r\n\r\n")[2][:-20]), RegistryDown),
    (reply(b""), RegistryDown),
    (reply(b"<html>wall</html>", "403 Forbidden", "text/html"), RegistryRefused),
    (reply(b"", "429 Too Many"), RegistryBusy),
    (reply(b"", "429 Too Many", "text/plain", "Retry-After: 900"), RegistryBusy),
    (reply(b"", "500 Oops"), RegistryDown),
    (reply(b"", "503 Maintenance"), RegistryDown),
    (reply(b"[]"), RegistryChanged),
    (reply(b"hello"), RegistryChanged),
    (b"", RegistryDown),
]


@pytest.mark.parametrize(("raw", "kind"), FAULTS)
async def test_a_fault_is_never_an_empty_reply(
    raw: bytes, kind: type[RegistryError], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(raw) as server:
        await _fails(server.url, kind, monkeypatch)


async def test_silence_is_never_an_empty_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)

    async with serving(silent) as server:
        await _fails(server.url, RegistryDown, monkeypatch, timeout_s=0.2)


async def test_no_connection_is_never_an_empty_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(b"") as server:
        url = server.url
    await _fails(url, RegistryDown, monkeypatch)
    await _fails(url, RegistryDown, monkeypatch, offline=True)


async def _fails(
    url: str, kind: type[RegistryError], monkeypatch: pytest.MonkeyPatch, timeout_s: float = 5, offline: bool = False
) -> None:
    monkeypatch.setattr(npi_live, "API", url)
    http = Http(timeout_s=timeout_s, patience=SWIFT, offline=offline)
    for wanted in (claims(), claims("", "", JANE), claims("Jane", "Example", JANE)):
        with pytest.raises(kind):
            await NpiLive(Access(http, cast(Mirrors, None), Vault())).find(wanted)
    await http.aclose()


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        (claims(), True),
        (claims("", "Example"), True),
        (claims("", "", JANE), True),
        (claims("Jane", ""), False),
        (claims("Jane", "X"), False),
        (claims("", "", "1234567890"), False),
        (Claims(), False),
    ],
)
async def test_the_registry_is_passed_over_only_with_nothing_to_ask(wanted: Claims, asked: bool) -> None:
    why = NpiLive(Access(Http(), cast(Mirrors, None), Vault())).pass_over(wanted)
    assert (why is None) is asked


def test_every_sentence_has_a_template() -> None:
    for module in (npi_live, sys.modules["credcheck.registries._npi_json"]):
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Sentence"]
        ids = [ast.literal_eval(call.args[0]) for call in calls]
        assert ids
        assert [id for id in ids if id not in templates()] == []


# ---------------------------------------------------------------- real recordings, and the real registry
@pytest.mark.real
async def test_every_recorded_body_goes_through(shared: Path) -> None:
    files = sorted((shared / "nppes_api_json").glob("*.json"))
    assert len(files) >= 13
    people = 0
    for file in files:
        body = json.loads(file.read_text("utf-8"))
        if "Errors" in body:
            with pytest.raises(RegistryRefused):
                await Api(lambda asked, body=body: body).find(claims())  # type: ignore[misc]
            continue
        found_ = [candidate(r) for r in read_page(body).rows]
        people += sum(bool(one.names) for one in found_)
        assert all(one.names or one.remark for one in found_)
        assert all(one.status is Status.ACTIVE and one.listed_since for one in found_)
        assert all(i.valid for one in found_ for i in one.identifiers if i.kind == "npi")
        assert all(one.sex in ("F", "M", "X", "U", "") for one in found_)
        assert not [p for one in found_ for p in one.places if p.country == "US" and len(p.region) != 2]
    assert people >= 130


@pytest.mark.real
async def test_every_recorded_person_is_found_by_their_own_name(shared: Path) -> None:
    for file in sorted((shared / "nppes_api_json").glob("*.json")):
        body = json.loads(file.read_text("utf-8"))
        rows = body.get("results", [])
        for one in (candidate(r) for r in rows[:: max(1, len(rows) // 10)]):
            for listed in one.names:
                wanted = claims(listed.name.given, listed.name.family)
                if one.names and len(listed.name.family) > 1:
                    assert one.id in {c.id for c in (await Api(lambda asked: body).find(wanted)).candidates}  # noqa: B023


@pytest.mark.real
def test_the_flattened_rows_go_through(shared: Path) -> None:
    with (shared / "nppes_api_json" / "austinkwillis_api_flattened_1000.csv").open(
        newline="", encoding="utf-8"
    ) as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1000
    statuses = set()
    for flat in rows:
        nested: dict[str, Any] = {"basic": {}}
        for key, value in flat.items():
            if key.startswith("basic."):
                nested["basic"][key.removeprefix("basic.")] = value or None
            else:
                nested[key] = ast.literal_eval(value) if value.startswith("[") else (value or None)
        one = candidate(nested)
        statuses.add(one.status)
        assert one.names
        assert one.taxonomies
        assert one.listed_since
    assert Status.ACTIVE in statuses


@pytest.fixture
async def online() -> AsyncIterator[NpiLive]:
    http = Http()
    yield NpiLive(Access(http, cast(Mirrors, None), Vault()))
    await http.aclose()


@pytest.mark.online
async def test_the_real_registry_still_answers_as_recorded(online: NpiLive) -> None:
    deactivated = await online.find(claims("", "", "1659781227"))
    assert all(one.status is Status.DEACTIVATED for one in deactivated.candidates)
    assert (await online.find(claims("", "", "1999999984"))).candidates == ()
    common = await online.find(claims("John", "Smith"))
    assert common.candidates
    assert replace(common.candidates[0], names=()).id.isdigit()
