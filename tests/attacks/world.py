"""Builds the world of one scenario out of real parts: importers, adapters, proofs and rules; only the wire is played.

What a scenario's `world` holds becomes the bulk files that the importers read and the answers that the adapters get.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from benchmarks import population
from credcheck import bindings as proofs_folder
from credcheck import claims as reading
from credcheck import lists, platforms
from credcheck.app import registries
from credcheck.ask import Plugs
from credcheck.bindings import challenged
from credcheck.bindings.interface import Proof
from credcheck.check import Checker
from credcheck.discover import plugs
from credcheck.lists import InstitutionEntry
from credcheck.mirror import Mirrors
from credcheck.model import (
    Case,
    Challenge,
    Channel,
    ClaimKind,
    Claims,
    Headline,
    Label,
    Leads,
    Level,
    Link,
    Profile,
    RecordAxis,
    Report,
    Verdict,
    Verification,
    Versions,
)
from credcheck.net import Http, Patience
from credcheck.registries.interface import Access, Reply
from credcheck.registries.leie import LIST, Leie
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.store import ReportStore
from credcheck.vault import Vault

Table = dict[str, Any]
ASKED = ("npi_mirror", "leie", "orcid", "cms_clinicians")
"""The registries of the bench; the others would be asked by other keys or hold nothing here."""
_PROFILE = frozenset(
    [
        "platform",
        "handle",
        "display_name",
        "bio",
        "location",
        "links",
        "created",
        "followers",
        "following",
        "posts",
        "account_id",
        "avatar",
        "previous_names",
        "labels",
        "badges",
        "verifications",
        "verified_status",
        "fields",
        "moved_to",
        "pasted",
    ]
)
_WORLD = frozenset(
    [
        "npi",
        "dac",
        "leie",
        "orcid",
        "wikidata",
        "institutions",
        "pages",
        "dns",
        "well_known",
        "did_documents",
        "cached_accounts",
        "challenge",
        "snapshot",
        "unreachable",
    ]
)
_BADGES = {"business_affiliation": "affiliation"}


def scenarios(file: str) -> list[Table]:
    """The scenarios of one file; an unknown key is an error of the file."""
    import tomllib

    found: list[Table] = tomllib.loads((Path(__file__).parent / file).read_text("utf-8"))["scenario"]
    for one in found:
        odd = set(one["profile"]) - _PROFILE | set(one.get("world", {})) - _WORLD
        if odd:
            raise ValueError(f"{one['id']}: unknown keys {sorted(odd)}")
    return found


@dataclass(frozen=True)
class World:
    """One scenario's world: what the wire answers, and the local copies and cache on disk."""

    told: Table
    folder: Path
    today: date

    async def check(self, patch: pytest.MonkeyPatch) -> Report:
        """The report that the program makes on the scenario's profile."""
        known = _institutions(self.told.get("world", {}))
        patch.setattr(lists, "institution_domains", lambda: known)
        http = Http(transport=httpx.MockTransport(self.answer), patience=Patience(attempts=1))
        store = ReportStore("sqlite://", self._at)
        store.open()
        try:
            self._remember(store)
            profile = await self._profile(http)
            checker = self._checker(http, store)
            return await checker.check(profile, leads=Leads(self._pages(), self._challenges(profile)))
        finally:
            await http.aclose()
            store.close()

    # ------------------------------------------------------------ the parts
    def _checker(self, http: Http, store: ReportStore) -> Checker:
        access = Access(http, Mirrors(self.folder / "mirrors"), Vault())
        self._import(access.mirrors)
        made = tuple(cls(access) for cls in registries() if cls.id in ASKED)
        asked = tuple(_WholeCountry(r, self._down("npi")) if isinstance(r, NpiMirror) else r for r in made)
        proofs = tuple(cls(http) for cls in plugs(proofs_folder, Proof))  # type: ignore[type-abstract]
        return Checker(Plugs(asked, proofs), self._at, lambda: "attack", store)

    def _import(self, mirrors: Mirrors) -> None:
        world = self.told.get("world", {})
        file = self.folder / "npi.zip"
        rows = [_npi_row(entry) for entry in world.get("npi", [])]
        rows.append(population.person(299_999_999, "NOBODY", "INVENTEDFILLER", "207R00000X", "MD", "BOSTON,MA,02118"))
        with zipfile.ZipFile(file, "w") as out:
            out.writestr("npidata_pfile_20050523-20261109.csv", _csv(population.header(), rows))
        NpiMirror.load(file, mirrors, lambda *told: None, 0.999)
        if "leie" in world and not self._down("leie"):
            self._import_leie(mirrors, world["leie"])

    def _import_leie(self, mirrors: Mirrors, entries: list[Table]) -> None:
        file = self.folder / "UPDATED.csv"
        head = "LASTNAME FIRSTNAME MIDNAME BUSNAME GENERAL SPECIALTY UPIN NPI DOB ADDRESS CITY STATE ZIP EXCLTYPE "
        head += "EXCLDATE REINDATE WAIVERDATE WVRSTATE"
        rows = [_leie_row(entry) for entry in entries]
        rows += [{"BUSNAME": f"EXAMPLE SHOP {n}", "NPI": "0000000000", "STATE": "WA"} for n in range(30)]
        file.write_text(_csv(head.split(), rows), "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("credcheck.registries.leie.LIST", dataclasses.replace(LIST, rows=len(rows)))
            Leie.load(file, mirrors, lambda *told: None)

    def _at(self) -> datetime:
        return datetime.combine(self.today, time(12), UTC)

    def _down(self, source: str) -> bool:
        return source in self.told.get("world", {}).get("unreachable", [])

    # ------------------------------------------------------------ profile, cache, leads
    async def _profile(self, http: Http) -> Profile:
        told = self.told["profile"]
        if "pasted" in told:
            return platforms.read(told["pasted"]).profile
        bare = _bare(told)
        home = (told.get("handle", "").rpartition("@")[2]) if told["platform"] == "mastodon" else ""
        if told["platform"] in ("bluesky", "mastodon") and not self._down(home):
            fetched = await platforms.fetch(bare, http)
            return dataclasses.replace(fetched, avatar=told.get("avatar", ""))
        return _shown(told, bare)

    def _pages(self) -> tuple[str, ...]:
        """The pages of the world, which the user is taken to have named; proofs pass over those that are not theirs."""
        return tuple(p["url"] for p in self.told.get("world", {}).get("pages", []))

    def _challenges(self, profile: Profile) -> tuple[Challenge, ...]:
        told = self.told.get("world", {}).get("challenge")
        if not told:
            return ()
        channel = _channel(told["sent_through"])
        numbers = [e["number"] for e in self.told["world"].get("npi", []) if e.get("kind") == 1]
        person = f"npi:{numbers[0]}" if numbers else ""
        at = datetime.combine(date.fromisoformat(str(told["sent"])), time(9), UTC)
        return (Challenge(told["code"], challenged(profile), person, channel, told["sent_through"], at),)

    def _remember(self, store: ReportStore) -> None:
        """Earlier checks: of the cached accounts, and of this account under its earlier names."""
        for n, other in enumerate(self.told.get("world", {}).get("cached_accounts", [])):
            profile = _shown(other, _bare(other))
            subject = reading.extract(profile).word(ClaimKind.SUBJECT)
            person = f"npi:{other['npi']}" if other.get("npi") else f"cached:{n}" if subject == "person" else ""
            level = Level(int(other.get("account", "L0")[1:]))
            if not person or level < Level.L3:  # nobody is bound who was not matched; a match is told by its number
                person, level = (person if other.get("npi") else ""), min(level, Level.L1)
            store.save(_earlier(f"cached-{n}", profile, person, level, self._at()))
        told = self.told["profile"]
        for n, name in enumerate(told.get("previous_names", [])):
            was = _bare(told)
            change = {"handle": {"handle": name["value"]}, "name": {"name": name["value"]}}[name["kind"]]
            was = dataclasses.replace(was, **{"name": told["display_name"], "account_id": _number(told), **change})
            seen = datetime.combine(date.fromisoformat(str(name["until"])), time(8), UTC)
            store.save(_earlier(f"earlier-{n}", was, "", Level.L0, seen))

    # ------------------------------------------------------------ the wire
    def answer(self, request: httpx.Request) -> httpx.Response:
        """What the world answers to one request; a page that is not listed is a 404."""
        world, url = self.told.get("world", {}), str(request.url)
        host = request.url.host
        if self._down(host):
            raise httpx.ConnectError("unreachable", request=request)
        if host == "public.api.bsky.app":
            return self._bluesky(request)
        if host == "plc.directory":
            return self._did(unquote(request.url.path.strip("/")))
        if host == "pub.orcid.org":
            return self._orcid(request)
        if host == "query.wikidata.org":
            return self._wikidata(request)
        if host == "data.cms.gov":
            return self._cms(request)
        for known in world.get("well_known", []):
            if known["url"] == url:
                return httpx.Response(200, text=known["body"])
        if request.url.path == "/api/v1/accounts/lookup":
            return httpx.Response(200, json=_mastodon(self.told["profile"], host))
        return self._page(url)

    def _page(self, url: str) -> httpx.Response:
        for page in self.told.get("world", {}).get("pages", []):
            if httpx.URL(page["url"]) == httpx.URL(url):
                if page.get("redirects_to"):
                    return httpx.Response(page.get("status", 302), headers={"location": page["redirects_to"]})
                return httpx.Response(page.get("status", 200), html=page["html"])
        return httpx.Response(404, html="<h1>Not found</h1>")

    def _bluesky(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("resolveHandle"):
            name = f"_atproto.{request.url.params['handle']}"
            texts = [d["value"] for d in self.told.get("world", {}).get("dns", []) if d["name"] == name]
            if texts:
                return httpx.Response(200, json={"did": texts[0].removeprefix("did=")})
            return httpx.Response(400, json={"error": "InvalidRequest", "message": "Unable to resolve handle"})
        if request.url.params["actor"] not in (self.told["profile"].get("account_id"), self.told["profile"]["handle"]):
            return httpx.Response(400, json={"error": "InvalidRequest", "message": "Profile not found"})
        return httpx.Response(200, json=_atproto(self.told["profile"]))

    def _did(self, did: str) -> httpx.Response:
        for document in self.told.get("world", {}).get("did_documents", []):
            if document["did"] == did:
                return httpx.Response(200, json={"id": did, "alsoKnownAs": document["also_known_as"]})
        return httpx.Response(404, json={"message": "not registered"})

    def _orcid(self, request: httpx.Request) -> httpx.Response:
        records = self.told.get("world", {}).get("orcid", [])
        if "expanded-search" in request.url.path:
            asked = request.url.params.get("q", "").lower()
            hits = [_orcid_hit(r) for r in records if r["family"].lower() in asked]
            return httpx.Response(200, json={"expanded-result": hits, "num-found": len(hits)})
        wanted = request.url.path.split("/")[-2]
        for record in records:
            if record["id"] == wanted:
                return httpx.Response(200, json=_orcid_record(record))
        missing = {"response-code": 404, "developer-message": "404", "user-message": "not found", "error-code": 9016}
        return httpx.Response(404, json=missing)

    def _wikidata(self, request: httpx.Request) -> httpx.Response:
        rows, asked = self.told.get("world", {}).get("wikidata", []), request.url.params["query"].lower()
        items = {r["item"] for r in rows if r["property"] != "P106" and f'"{r["value"].lower()}"' in asked}
        items |= {r["item"] for r in rows if f'"{r["label"].lower()}"@en' in asked}
        found = [
            {"item": {"value": f"http://www.wikidata.org/entity/{r['item']}"}, "label": {"value": r["label"]},
             "account": {"value": r["value"]}}
            for r in rows
            if r["item"] in items and f"wdt:{r['property'].lower()} ?account" in asked
        ]  # fmt: skip
        return httpx.Response(200, json={"head": {"vars": []}, "results": {"bindings": found}})

    def _cms(self, request: httpx.Request) -> httpx.Response:
        npi = request.url.params.get("conditions[0][value]", "")
        rows = [r for r in self.told.get("world", {}).get("dac", []) if r["npi"] == npi]
        if "mj5m-pzi6" not in request.url.path:
            rows = []
        return httpx.Response(200, json={"results": [self._dac(r) for r in rows], "count": len(rows)})

    def _dac(self, row: Table) -> Table:
        listed = next(e for e in self.told["world"]["npi"] if e["number"] == row["npi"])
        names = {"provider_first_name": listed["first"], "provider_last_name": listed["last"]}
        return {"npi": row["npi"], **names, "pri_spec": row["specialty"], "med_sch": row["school"],
                "grd_yr": str(row["graduated"]), "state": listed["state"], "citytown": listed["city"]}  # fmt: skip


class _WholeCountry(NpiMirror):
    """The real adapter on the tiny copy, without its counts: these tell how rare a name is in the scenario only."""

    def __init__(self, inner: NpiMirror, down: bool) -> None:
        super().__init__(inner.access)
        self._down = down

    async def find(self, claims: Claims) -> Reply:
        if self._down:
            from credcheck.errors import RegistryDown
            from credcheck.model import Sentence

            raise RegistryDown(Sentence("net.down", host="npi"))
        return dataclasses.replace(await super().find(claims), counts=(), people=0, share=1.0)


# ---------------------------------------------------------------- profiles
def _bare(told: Table) -> Profile:
    handle, platform = told.get("handle", "").removeprefix("@"), told["platform"]
    text = f"@{handle}" if platform == "mastodon" else handle
    url = {"bluesky": f"https://bsky.app/profile/{handle}"}.get(platform, "")
    if platform == "mastodon":
        user, _, home = text.removeprefix("@").rpartition("@")
        url = f"https://{home}/@{user}"
    known = platforms.platform(platform)
    read = known.read(f"https://x.com/{handle}") if known and platform == "x" else None
    return Profile(
        handle=handle, platform=platform, url=url or (read.profile.url if read else ""), account_id=_did(told)
    )


def _did(told: Table) -> str:
    return str(told.get("account_id", "")) if told["platform"] == "bluesky" else ""


def _number(told: Table) -> str:
    """The platform's own id of the account: a renamed account keeps it."""
    return str(told.get("account_id") or f"id-of-{told['handle']}")


def _shown(told: Table, bare: Profile) -> Profile:
    links = tuple(Link(url) for url in told.get("links", []))
    badges = tuple(
        Verification(b.get("issuer", ""), _BADGES.get(b["kind"], b["kind"]), b.get("valid"))
        for b in told.get("badges", [])
    )
    numbered = bool(told.get("previous_names") or told.get("account_id"))
    return dataclasses.replace(
        bare,
        name=told.get("display_name", ""),
        bio=re.sub(r"<[^>]+>", " ", told.get("bio", "")) if told["platform"] == "mastodon" else told.get("bio", ""),
        location=told.get("location", ""),
        links=links,
        joined=_day(told.get("created")),
        followers=told.get("followers"),
        following=told.get("following"),
        posts=told.get("posts"),
        verifications=badges,
        labels=tuple(Label(e["source"], e["value"]) for e in told.get("labels", []) if not e.get("negated")),
        moved_to=told.get("moved_to", ""),
        avatar=told.get("avatar", ""),
        account_id=_number(told) if numbered else bare.account_id,
    )


def _atproto(told: Table) -> Table:
    """The profile as Bluesky's public AppView would answer it."""
    found: Table = {
        "did": told["account_id"], "handle": told["handle"], "displayName": told["display_name"],
        "description": "\n".join([told["bio"], *told.get("links", [])]), "followersCount": told.get("followers"),
        "followsCount": told.get("following"), "postsCount": told.get("posts"),
        "labels": [_label(e) for e in told.get("labels", [])],
    }  # fmt: skip
    if told.get("created"):
        found["createdAt"] = f"{told['created']}T00:00:00.000Z"
    if told.get("verifications"):
        found["verification"] = {
            "verifications": [
                {"issuer": "did:plc:issuer", "issuerHandle": v["issuer"], "isValid": v["is_valid"],
                 "createdAt": f"{v['created']}T00:00:00Z"}
                for v in told["verifications"] if v.get("issuer_trusted", True)
            ],
            "verifiedStatus": told.get("verified_status", "none"), "trustedVerifierStatus": "none",
        }  # fmt: skip
    return found


def _label(entry: Table) -> Table:
    moment = f"{entry.get('at', '2026-01-01')}T00:00:00Z"
    found: Table = {"src": entry["source"], "val": entry["value"], "cts": moment}
    if entry.get("negated"):
        found["neg"] = True
    if entry.get("expires"):
        found["exp"] = f"{entry['expires']}T00:00:00Z"
    return found


def _mastodon(told: Table, host: str) -> Table:
    """The account as its Mastodon server would answer it."""
    user = told["handle"].removeprefix("@").partition("@")[0]
    links = [
        {"name": "Link", "value": f'<a href="{url}">{url}</a>', "verified_at": None} for url in told.get("links", [])
    ]
    fields = [
        {
            "name": f["name"],
            "value": f'<a href="{f["value"]}" rel="me">{f["value"]}</a>'
            if f["value"].startswith("http")
            else f["value"],
            "verified_at": f"{f['verified_at']}T00:00:00.000+00:00" if f.get("verified_at") else None,
        }
        for f in told.get("fields", [])
    ]
    return {
        "id": "1", "username": user, "acct": user, "display_name": told["display_name"],
        "note": told["bio"], "url": f"https://{host}/@{user}",
        "created_at": f"{told.get('created', '2020-01-01')}T00:00:00Z",
        "followers_count": told.get("followers"), "following_count": told.get("following"),
        "statuses_count": told.get("posts"), "fields": links + fields, "avatar": f"https://{host}/a.png",
        "moved": {"acct": told["moved_to"]} if told.get("moved_to") else None,
    }  # fmt: skip


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _channel(way: str) -> Channel:
    if "register" in way:
        return Channel.REGISTRY
    return Channel.INSTITUTION if "institution" in way or "hospital" in way else Channel.ACCOUNT


def _earlier(id: str, profile: Profile, person: str, level: Level, at: datetime) -> Report:
    verdict = Verdict(RecordAxis.MATCH if person else RecordAxis.NONE, level, Headline.NO_RECORD, (), person)
    return Report(id, Case(profile, Claims(), today=at.date()), (), verdict, at, Versions())


# ---------------------------------------------------------------- registers
def _institutions(world: Table) -> dict[str, InstitutionEntry]:
    return {
        e["domain"]: InstitutionEntry("", e["name"], (), (e["domain"],), "healthcare", e["city"], e["state"], "US")
        for e in world.get("institutions", [])
    }


def _npi_row(entry: Table) -> population.Row:
    if entry["status"] == "D" and not entry.get("last") and not entry.get("organisation"):
        return {"NPI": entry["number"], "NPI Deactivation Date": _us(entry.get("deactivated"))}
    place = f"{entry.get('city', '')},{entry.get('state', '')},00000"
    if entry["kind"] == 2:
        row = population.organisation(1, entry["organisation"], place)
    else:
        row = population.person(1, entry["first"], entry["last"], "", entry.get("credential", ""), place)
    row |= {"NPI": entry["number"], population.STARTED: _us(entry.get("enumerated"))}
    row |= {population.MIDDLE: entry.get("middle", ""), population.SUFFIX: entry.get("suffix", "")}
    row |= {population.SEX: entry.get("sex", "")}
    for n, code in enumerate(entry.get("taxonomy", []), 1):
        row[f"Healthcare Provider Taxonomy Code_{n}"] = code
        row[f"Provider License Number State Code_{n}"] = entry.get("state", "")
        row[f"Healthcare Provider Primary Taxonomy Switch_{n}"] = "Y" if n == 1 else "N"
    for other in entry.get("other_names", [])[:1]:
        row |= {population.OTHER_FAMILY: other.get("last", ""), "Provider Other First Name": other.get("first", "")}
        row[population.OTHER_KIND] = "1"
    if entry["status"] == "D" or entry.get("deactivated"):
        row["NPI Deactivation Date"] = _us(entry.get("deactivated"))
        row["NPI Reactivation Date"] = _us(entry.get("reactivated"))
    return row


def _us(day: Any) -> str:
    return f"{date.fromisoformat(str(day)):%m/%d/%Y}" if day else ""


def _leie_row(entry: Table) -> population.Row:
    return {
        "LASTNAME": entry["last"], "FIRSTNAME": entry["first"], "MIDNAME": entry["middle"], "GENERAL": "INDIVIDUAL",
        "SPECIALTY": entry["specialty"], "NPI": entry["npi"], "STATE": entry["state"],
        "EXCLTYPE": entry["exclusion_type"], "EXCLDATE": str(entry["excluded_on"]).replace("-", ""),
        "REINDATE": "00000000", "WAIVERDATE": "00000000",
    }  # fmt: skip


def _csv(header: list[str], rows: list[population.Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, quoting=csv.QUOTE_ALL, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _orcid_hit(record: Table) -> Table:
    return {
        "orcid-id": record["id"], "given-names": record["given"], "family-names": record["family"],
        "institution-name": [e["organisation"] for e in record["employments"]],
        "other-name": record.get("other_names", []),
    }  # fmt: skip


def _orcid_record(record: Table) -> Table:
    urls = [{"url-name": "", "url": {"value": url}} for url in record["urls"]]
    names = {"given-names": {"value": record["given"]}, "family-name": {"value": record["family"]}}
    others = [{"content": name} for name in record.get("other_names", [])]
    jobs = [{"summaries": [{"employment-summary": _job(e, record["id"])}]} for e in record["employments"]]
    return {
        "orcid-identifier": {"path": record["id"]},
        "history": {},
        "person": {"name": names, "other-names": {"other-name": others}, "researcher-urls": {"researcher-url": urls}},
        "activities-summary": {"employments": {"affiliation-group": jobs}, "educations": {"affiliation-group": []}},
    }


def _job(entry: Table, orcid: str) -> Table:
    own = entry["asserted_by"] == "self"
    source = {"source-orcid": {"path": orcid}} if own else {"source-name": {"value": entry["asserted_by"]}}
    place = {"country": "US", "region": "", "city": ""}
    return {"source": source, "organization": {"name": entry["organisation"], "address": place}, "end-date": None}


def pretty(report: Report) -> str:
    """What a failing scenario shows."""
    flags = [f"{f.severity.value}:{f.rule}:{f.sentence.id}" for f in report.flags]
    proofs = [
        f"{b.level.name}:{b.sentence.id}{'!' if b.against else ''}{'?' if b.failed else ''}"
        for b in report.case.bindings
    ]
    return json.dumps(
        {"record": report.verdict.record.value, "level": report.verdict.account.name, "flags": flags, "proofs": proofs}
    )
