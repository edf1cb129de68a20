"""Handles under domains: who gave them, and to whom."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck import lists
from credcheck.bindings import domain_handle
from credcheck.bindings.domain_handle import DomainHandle
from credcheck.errors import RegistryChanged, RegistryDown, RegistryError
from credcheck.lists import InstitutionEntry
from credcheck.model import (
    NO_LEADS,
    Binding,
    Candidate,
    Claims,
    Level,
    ListedName,
    NameKind,
    Person,
    PersonName,
    Profile,
)
from credcheck.net import Http, Patience
from credcheck.wording import render, templates

DID = "did:plc:" + "a2" * 12
OTHER = "did:plc:" + "b3" * 12
HANDLE = "jane-example.clinic.example"
CLINIC = InstitutionEntry(
    "https://ror.org/00example0", "Example Clinic", (), ("clinic.example",), "hospital", "", "", "US"
)
SUB = InstitutionEntry(
    "https://ror.org/00example1", "Example Eye Clinic", (), ("eye.clinic.example",), "hospital", "", "", "US"
)


@pytest.fixture(autouse=True)
def _institutions(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"clinic.example": CLINIC, "eye.clinic.example": SUB, "nhs.uk": CLINIC}
    monkeypatch.setattr(lists, "institution_domains", lambda: known)


def person(key: str = "npi:1234567893", given: str = "JANE", family: str = "EXAMPLE", former: str = "") -> Person:
    names = [ListedName(PersonName(given, "QUILL", family))]
    if former:
        names.append(ListedName(PersonName(given, "", former), NameKind.FORMER))
    return Person(key, (Candidate("npi", key[4:], tuple(names)),))


def profile(handle: str = HANDLE, account_id: str = "", platform: str = "bluesky") -> Profile:
    return Profile(handle=handle, platform=platform, account_id=account_id)


class Net:
    """The domain, Bluesky's resolver and the identity directory; each answers what the test says."""

    def __init__(
        self,
        well_known: Any = DID,
        resolved: Any = None,
        document: Any = None,
        handle: str = HANDLE,
    ) -> None:
        self.well_known, self.resolved = well_known, resolved
        self.document = document or {"id": DID, "alsoKnownAs": [f"at://{handle}"]}
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        if request.url.path == "/.well-known/atproto-did":
            return self._give(self.well_known)
        return self._give(self.resolved if request.url.host == "public.api.bsky.app" else self.document)

    @staticmethod
    def _give(made: Any) -> httpx.Response:
        if isinstance(made, Exception):
            raise made
        if isinstance(made, httpx.Response):
            return httpx.Response(made.status_code, headers=made.headers, content=made.content)
        return httpx.Response(200, text=made) if isinstance(made, str) else httpx.Response(200, json=made)

    async def prove(self, shown: Profile, *persons: Person) -> tuple[Binding, ...]:
        http = Http(transport=httpx.MockTransport(self), patience=Patience(first_wait_s=0.001))
        try:
            return await DomainHandle(http).prove(shown, Claims(), persons)
        finally:
            await http.aclose()


async def test_an_institution_that_names_account_and_person_binds_them() -> None:
    net = Net()
    (binding,) = await net.prove(profile(account_id=DID), person(), person("npi:1987654328", "JOHN", "OTHER"))
    assert (binding.level, binding.person, binding.failed) == (Level.L3, "npi:1234567893", False)
    text = render(binding.sentence)
    assert "Example Clinic" in text
    assert "JANE QUILL EXAMPLE" in text
    assert "still works" in render(binding.limits)
    assert net.asked == [f"https://{HANDLE}/.well-known/atproto-did", f"https://plc.directory/{DID}"]


@pytest.mark.parametrize(
    "nobody",
    [
        httpx.Response(404),
        httpx.Response(200, text="<html>Welcome to the Example Clinic</html>"),
        httpx.Response(403),
        httpx.ConnectError("no such host"),
        httpx.Response(302, headers={"Location": "https://127.0.0.1/"}),
    ],
)
async def test_a_name_record_is_taken_from_bluesky_and_that_is_said(nobody: Any) -> None:
    (binding,) = await Net(nobody, {"did": DID}).prove(profile(), person())
    assert binding.level is Level.L3
    assert "as Bluesky reads" in render(binding.limits)


class Elsewhere(Net):
    """The handle's web server leads to another host, which names the account."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "evil.example":
            return httpx.Response(200, text=DID)
        return super().__call__(request)


async def test_what_another_host_says_is_not_said_by_the_domain() -> None:
    away = httpx.Response(302, headers={"Location": "https://evil.example/did"})
    nobody = httpx.Response(400, json={"error": "InvalidRequest"})
    (binding,) = await Elsewhere(away, nobody).prove(profile(account_id=DID), person())
    assert binding.level is Level.L0


NAMES = [
    ("jane-example", True),
    ("janeexample", True),
    ("jane.example", True),
    ("example-jane", True),
    ("drjaneexample", True),
    ("dr-jane-example", True),
    ("janeexamplemd", True),
    ("jane-q-example", True),
    ("janequillexample", True),
    ("jane-example.staff", True),
    ("jane-example.sites", False),
    ("jane-example.alumni", False),
    ("press.jane-example", False),
    ("jane-sample", True),
    ("jexample", False),
    ("example", False),
    ("jane", False),
    ("janet-example", False),
    ("jane-examples", False),
    ("jane-example2", False),
    ("press", False),
    ("notjane-example", False),
]


@pytest.mark.parametrize(("label", "bound"), NAMES)
async def test_only_a_handle_that_spells_the_name_names_the_person(label: str, bound: bool) -> None:
    handle = f"{label}.clinic.example"
    (binding,) = await Net(handle=handle).prove(profile(handle), person(former="SAMPLE"))
    assert (binding.level, bool(binding.person)) == ((Level.L3, True) if bound else (Level.L1, False))


async def test_the_institution_itself_is_nobody() -> None:
    (binding,) = await Net(handle="clinic.example").prove(profile("clinic.example"), person())
    assert (binding.level, binding.person) == (Level.L1, "")


async def test_the_longest_domain_gives_the_institution() -> None:
    handle = "jane-example.eye.clinic.example"
    (binding,) = await Net(handle=handle).prove(profile(handle), person())
    assert "Example Eye Clinic" in render(binding.sentence)


LOOKALIKES = [
    "jane-example.clinic.example.org",
    "jane-example.myclinic.example",
    "jane-example.clinic-example.com",
    "jane-example.cl1nic.example",
    "jane-example.clinic.examp1e",
    "jane-example.xn--clnic-2xa.example",
    "jane-example-clinic.example",
    "clinic.example.jane-example.com",
    "janeexamplemd.com",
    "jane-example.invented-trust.nhs.uk",
]


@pytest.mark.parametrize("handle", LOOKALIKES)
async def test_a_lookalike_or_private_domain_never_binds(handle: str) -> None:
    (binding,) = await Net(handle=handle).prove(profile(handle), person())
    assert (binding.level <= Level.L1, binding.person) == (True, "")
    assert "Anyone can register" in render(binding.limits)


async def test_a_domain_that_imitates_an_institutions_is_worth_less_than_ones_own() -> None:
    imitates, own = "jane-example.clinic.examp1e", "janeexamplemd.com"
    (low,) = await Net(handle=imitates).prove(profile(imitates), person())
    (high,) = await Net(handle=own).prove(profile(own), person())
    assert (low.level, high.level) == (Level.L0, Level.L1)


async def test_a_domain_that_names_another_account_shows_nothing() -> None:
    (binding,) = await Net(OTHER).prove(profile(account_id=DID), person())
    assert (binding.level, binding.person, binding.sentence.id) == (Level.L0, "", "domain_handle.other_account")


async def test_a_domain_that_names_no_account_shows_nothing() -> None:
    unknown = httpx.Response(400, json={"error": "InvalidRequest", "message": "Unable to resolve handle"})
    (binding,) = await Net(httpx.Response(404), unknown).prove(profile(), person())
    assert (binding.level, binding.sentence.id) == (Level.L0, "domain_handle.other_account")


@pytest.mark.parametrize(
    "document",
    [
        {"id": DID, "alsoKnownAs": []},
        {"id": DID, "alsoKnownAs": ["at://someone.else.example"]},
        {"id": DID, "alsoKnownAs": ["at://someone.else.example", f"at://{HANDLE}"]},
        {"id": OTHER, "alsoKnownAs": [f"at://{HANDLE}"]},
        httpx.Response(404),
        httpx.Response(410),
    ],
)
async def test_an_account_that_does_not_name_the_handle_back_shows_nothing(document: Any) -> None:
    (binding,) = await Net(document=document).prove(profile(), person())
    assert (binding.level, binding.person, binding.sentence.id) == (Level.L0, "", "domain_handle.not_named_back")


async def test_a_did_web_document_is_read_from_its_own_host() -> None:
    did = "did:web:jane.example.org"
    net = Net(did, document={"id": did, "alsoKnownAs": [f"at://{HANDLE}"]})
    (binding,) = await net.prove(profile(), person())
    assert binding.level is Level.L3
    assert net.asked[1] == "https://jane.example.org/.well-known/did.json"


async def test_many_namesakes_are_not_told_apart() -> None:
    people = [person(f"npi:{n}") for n in range(10)]
    (binding,) = await Net().prove(profile(), *people)
    assert (binding.level, binding.person, binding.sentence.id) == (Level.L1, "", "domain_handle.namesakes")


@pytest.mark.parametrize(
    "shown",
    [
        profile(""),
        profile("jane.bsky.social"),
        profile("handle.invalid"),
        profile("jane"),
        profile("jane example.org"),
        profile(HANDLE, platform="mastodon"),
        profile(HANDLE, platform=""),
        profile("127.0.0.1"),
        profile("a/../b.example"),
        profile("x" * 300 + ".example"),
    ],
)
async def test_without_a_domain_of_its_own_nobody_is_asked(shown: Profile) -> None:
    net = Net()
    assert await net.prove(shown, person()) == ()
    assert net.asked == []


@pytest.mark.parametrize(
    ("net", "kind"),
    [
        (Net(httpx.Response(404), httpx.Response(500)), RegistryDown),
        (Net(httpx.Response(404), httpx.Response(200, text="<html>Maintenance")), RegistryDown),
        (Net(httpx.Response(404), httpx.Response(400, json={"error": "Else"})), RegistryChanged),
        (Net(httpx.Response(404), []), RegistryChanged),
        (Net(httpx.Response(404), {"did": "no did"}), RegistryChanged),
        (Net(document=httpx.Response(500)), RegistryDown),
        (Net(document=httpx.ConnectError("gone")), RegistryDown),
        (Net(document={"id": DID}), RegistryChanged),
        (Net(document=httpx.Response(200, json=["x"])), RegistryChanged),
    ],
)
async def test_failing_to_look_is_no_proof_of_anything(net: Net, kind: type[RegistryError]) -> None:
    with pytest.raises(kind):
        await net.prove(profile(), person())


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_no_label_and_no_name_break_the_reader(label: str, first: str, last: str) -> None:
    assert domain_handle._spells(label, PersonName(first, "", last)) in (True, False)


def test_every_sentence_has_a_template() -> None:
    text = Path(domain_handle.__file__).read_text("utf-8")
    words = {n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    ids = {w for w in words if w.startswith("domain_handle.")}
    assert len(ids) >= 10
    assert [id for id in ids if id not in templates()] == []


@pytest.mark.parametrize(
    ("shown", "hosts"),
    [
        (profile("jane.clinic.example"), ("jane.clinic.example", "public.api.bsky.app", "plc.directory")),
        (profile("jane.bsky.social"), ()),
        (Profile("Jane Example", "jane.clinic.example", platform="x"), ()),
        (Profile("Jane Example", "", platform="bluesky"), ()),
    ],
)
def test_only_a_bluesky_handle_that_is_a_domain_gives_it_anything_to_ask(
    shown: Profile, hosts: tuple[str, ...]
) -> None:
    assert DomainHandle(Http(offline=True)).hosts(shown, NO_LEADS) == hosts
