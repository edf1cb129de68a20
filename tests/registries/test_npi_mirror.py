from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from benchmarks import population
from credcheck.ask import answer_of
from credcheck.errors import BadRegisterFile, Cancelled, RegistryError
from credcheck.mirror import Mirrors, NameQuery
from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    Identifier,
    Outcome,
    PersonName,
    Place,
    Sentence,
    Specialty,
    Status,
)
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.vault import Vault
from credcheck.wording import render
from tests.mirror import test_spreadsheet as spreadsheets

PRACTICE = Path(__file__).resolve().parents[2] / "resources" / "practice" / "practice_register.csv.gz"
SHORTS = {"BOB": (("ROBERT", 1.0),), "LIZ": (("ELIZABETH", 1.0),)}


def silent(done: int, total: int, what: Sentence) -> None:
    """Nobody listens."""


def registry(folder: Path) -> NpiMirror:
    return NpiMirror(Access(Http(offline=True), Mirrors(folder, lambda: SHORTS), Vault()))


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> NpiMirror:
    folder = tmp_path_factory.mktemp("mirrors")
    NpiMirror.load(PRACTICE, Mirrors(folder), silent)
    return registry(folder)


def claims(given: str = "", family: str = "", **more: str) -> Claims:
    found = [Claim(ClaimKind.NAME, PersonName(given=given, family=family))] if given or family else []
    if "npi" in more:
        found.append(Claim(ClaimKind.IDENTIFIER, Identifier("npi", more["npi"], valid=True)))
    if "licence" in more:
        found.append(Claim(ClaimKind.IDENTIFIER, Identifier("licence", more["licence"], more["state"])))
    if "state" in more:
        found.append(Claim(ClaimKind.PLACE, Place(region=more["state"], country="US")))
    if "code" in more:
        found.append(Claim(ClaimKind.SPECIALTY, Specialty("x", (more["code"],))))
    return Claims(tuple(found))


async def test_a_state_of_training_is_not_asked_for(practice: NpiMirror) -> None:
    trained = Claim(ClaimKind.PLACE, Place(region="MA", country="US", relation="training"))
    reply = await practice.find(Claims((*claims("Jane", "Example").all, trained)))
    assert "pair+state" not in {c.what for c in reply.counts}


async def test_the_example_profiles_person_is_found_first(practice: NpiMirror) -> None:
    reply = await practice.find(claims("Jane", "Example", state="MA", code="207RC0000X"))
    assert reply.candidates[0].id == population.npi(299_900_001)
    assert {c.what: c.people for c in reply.counts}["pair+specialty+state"] == 1
    assert reply.asked.id == "npi_mirror.asked_practice"
    assert (reply.people, reply.share) == (practice.access.mirrors.status()[0].people, 1.0)


@pytest.mark.parametrize(
    ("given", "family", "listed"),
    [("Bob", "Testwell", 8), ("Liz", "Placeholder", 9), ("Maria", "Exemplar", 10), ("Sarah", "Oldcroft", 12)],
)
async def test_nicknames_halves_and_former_names_lead_to_the_record(
    practice: NpiMirror, given: str, family: str, listed: int
) -> None:
    reply = await practice.find(claims(given, family))
    assert reply.candidates[0].id == population.npi(299_900_000 + listed)


async def test_a_quoted_number_is_looked_up_even_when_it_is_deactivated(practice: NpiMirror) -> None:
    reply = await practice.find(claims(npi=population.npi(299_900_019)))
    assert [c.status for c in reply.candidates] == [Status.DEACTIVATED]
    assert (await practice.find(claims(npi="1999999984"))).candidates == ()


async def test_a_quoted_licence_is_looked_up_in_its_state(practice: NpiMirror) -> None:
    reply = await practice.find(claims(licence="EX10001", state="MA"))
    assert population.npi(299_900_001) in [c.id for c in reply.candidates]


async def test_nobody_is_a_candidate_twice(practice: NpiMirror) -> None:
    reply = await practice.find(claims("Jane", "Example", npi=population.npi(299_900_001)))
    ids = [c.id for c in reply.candidates]
    assert len(ids) == len(set(ids))
    assert ids[0] == population.npi(299_900_001)


def test_what_cannot_be_asked_is_passed_over_with_its_reason(practice: NpiMirror, tmp_path: Path) -> None:
    def why(one: NpiMirror, of: Claims) -> str:
        sentence = one.pass_over(of)
        return sentence.id if sentence else ""

    assert why(practice, claims("Jane", "Example")) == ""
    assert why(practice, claims(npi="1234567893")) == ""
    assert why(practice, claims("Jane")) == "npi_mirror.one_name"
    assert why(practice, claims("ليلى", "مثال")) == "npi_mirror.other_script"
    assert why(practice, Claims()) == "npi_mirror.no_name"
    assert why(registry(tmp_path), claims("Jane", "Example")) == "npi_mirror.not_installed"


async def test_without_a_copy_it_fails_and_never_says_not_found(tmp_path: Path) -> None:
    with pytest.raises(RegistryError):
        await registry(tmp_path).find(claims("Jane", "Example"))


def official(rows: list[dict[str, str]], header: list[str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def zipped(path: Path, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.pdf", b"x")
        archive.writestr("in/npidata_pfile_20050523-20251109_fileheader.csv", b"NPI\n")
        archive.writestr("in/npidata_pfile_20050523-20251109.csv", content)
    return path


def test_the_official_zip_is_imported_with_its_snapshot_date(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a.zip", official(population.practice(), population.header()))
    manifest = NpiMirror.load(file, Mirrors(tmp_path / "m"), silent, share=0.07)
    assert (str(manifest.snapshot), manifest.rows, manifest.share, manifest.practice) == (
        "2025-11-09",
        400,
        0.07,
        False,
    )
    assert len(manifest.digest) == 64


def test_an_extract_is_never_taken_for_the_whole_register(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a.zip", official(population.practice(), population.header()))
    assert NpiMirror.load(file, Mirrors(tmp_path / "m"), silent).share < 0.001


async def test_invented_people_have_no_public_page(practice: NpiMirror) -> None:
    reply = await practice.find(claims("Jane", "Example"))
    assert {c.url for c in reply.candidates} == {""}


async def test_the_first_version_of_the_header_is_read_alike(tmp_path: Path) -> None:
    header = ["Provider Gender Code" if c == "Provider Sex Code" else c for c in population.header()]
    rows = [
        {("Provider Gender Code" if k == "Provider Sex Code" else k): v for k, v in r.items()}
        for r in population.practice()
    ]
    NpiMirror.load(zipped(tmp_path / "a.zip", official(rows, header)), Mirrors(tmp_path / "m"), silent)
    reply = await registry(tmp_path / "m").find(claims("Jane", "Example"))
    assert reply.candidates[0].sex == "F"


async def test_a_bad_file_or_a_stop_leaves_the_old_copy_answering(tmp_path: Path) -> None:
    mirrors = Mirrors(tmp_path / "m")
    NpiMirror.load(PRACTICE, mirrors, silent)
    whole = official(population.practice(), population.header())
    (tmp_path / "cut.csv").write_bytes(whole[:-700])
    with pytest.raises(BadRegisterFile):
        NpiMirror.load(tmp_path / "cut.csv", mirrors, silent)
    (tmp_path / "none.csv").write_bytes(official([], population.header()))
    with pytest.raises(BadRegisterFile):
        NpiMirror.load(tmp_path / "none.csv", mirrors, silent)

    def stop(done: int, total: int, what: Sentence) -> None:
        raise Cancelled(Sentence("mirror.cancelled"))

    with pytest.raises(Cancelled):
        NpiMirror.load(zipped(tmp_path / "a.zip", whole), mirrors, stop)
    assert (await registry(tmp_path / "m").find(claims("Jane", "Example"))).candidates
    assert len(list((tmp_path / "m" / "npi").glob("g-*"))) == 1


def test_the_practice_register_is_what_its_generator_writes(tmp_path: Path) -> None:
    population.write_practice(tmp_path / "again.csv.gz")
    assert (tmp_path / "again.csv.gz").read_bytes() == PRACTICE.read_bytes()


WEEK = "npidata_pfile_20251110-20251116.csv"
JANE, SECOND = population.npi(299_900_001), population.npi(299_900_002)


def weekly(path: Path, rows: list[dict[str, str]], name: str = WEEK) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, official(rows, population.header()))
    return path


def report(path: Path, entries: dict[str, str]) -> Path:
    lines = [("NPPES Deactivated NPI Report",), ("NPI", "NPPES Deactivation Date"), *entries.items()]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("NPPES Deactivated NPI Report 20251117.xlsx", spreadsheets.book(spreadsheets.sheet_of(lines)))
    return path


def test_a_zip_of_a_version_that_nobody_writes_is_refused_in_our_words(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a.zip", b"NPI\n")
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 234  # "version needed to extract": found by fuzzing
    file.write_bytes(content)
    with pytest.raises(BadRegisterFile):
        NpiMirror.load(file, Mirrors(tmp_path / "m"), silent)


def person(npi: str, family: str, given: str) -> dict[str, str]:
    return {"NPI": npi, "Entity Type Code": "1", population.FAMILY: family, population.GIVEN: given}


@pytest.fixture
def monthly(tmp_path: Path) -> Mirrors:
    mirrors = Mirrors(tmp_path / "mirrors", lambda: SHORTS)
    rows = [person(JANE, "EXAMPLE", "JANE"), person(SECOND, "WICKHAM", "MARIA")]
    NpiMirror.load(zipped(tmp_path / "m.zip", official(rows, population.header())), mirrors, silent)
    return mirrors


def names(mirrors: Mirrors, family: str, given: str) -> list[str]:
    mirror = mirrors.open("npi")
    assert mirror is not None
    return [hit.record.id for hit in mirror.search(NameQuery(family, given)).hits]


async def test_a_weekly_file_changes_the_copy_and_its_day(tmp_path: Path, monthly: Mirrors) -> None:
    rows = [person(JANE, "MARRIEDNAME", "JANE"), person(population.npi(299_900_003), "NEWCOMER", "PAT")]
    copy = NpiMirror.load(weekly(tmp_path / "w.zip", rows), monthly, silent)
    assert (copy.snapshot, copy.base_snapshot, copy.people) == (date(2025, 11, 16), date(2025, 11, 9), 3)
    assert names(monthly, "Marriedname", "Jane") == [JANE]
    assert names(monthly, "Example", "Jane") == []
    assert names(monthly, "Newcomer", "Pat") == [population.npi(299_900_003)]
    reply = await registry(monthly.folder).find(claims("Jane", "Marriedname"))
    assert reply.snapshot == date(2025, 11, 16)
    assert reply.digests == copy.digests
    assert len(reply.digests) == 2


def test_a_weekly_file_that_does_not_join_on_is_refused(tmp_path: Path, monthly: Mirrors) -> None:
    row = [person(JANE, "MARRIEDNAME", "JANE")]
    late = weekly(tmp_path / "w2.zip", row, "npidata_pfile_20251117-20251123.csv")
    for file, said in ((late, "npi_mirror.gap"), (weekly(tmp_path / "w0.zip", row, WEEK.replace("1116", "1109")), "")):
        with pytest.raises(BadRegisterFile) as caught:
            NpiMirror.load(file, monthly, silent)
        assert caught.value.sentence.id == (said or "npi_mirror.known")
    with pytest.raises(BadRegisterFile) as caught:
        NpiMirror.load(late, Mirrors(tmp_path / "none"), silent)
    assert caught.value.sentence.id == "mirror.nothing_to_change"
    assert names(monthly, "Example", "Jane") == [JANE]


async def test_the_report_of_deactivated_numbers_takes_the_names_away(tmp_path: Path, monthly: Mirrors) -> None:
    unknown = population.npi(299_900_009)
    copy = NpiMirror.load(report(tmp_path / "r.zip", {JANE: "11/12/2025", unknown: "45973"}), monthly, silent)
    assert (copy.people, copy.withdrawn_to, copy.snapshot) == (1, date(2025, 11, 12), date(2025, 11, 9))
    assert names(monthly, "Example", "Jane") == []
    for npi, since in ((JANE, date(2025, 11, 12)), (unknown, date(2025, 11, 12))):
        (found,) = (await registry(monthly.folder).find(claims(npi=npi))).candidates
        assert (found.status, found.status_since) == (Status.DEACTIVATED, since)


def test_a_number_reactivated_since_keeps_its_name(tmp_path: Path, monthly: Mirrors) -> None:
    back = person(JANE, "EXAMPLE", "JANE") | {
        "NPI Deactivation Date": "11/12/2025",
        "NPI Reactivation Date": "11/14/2025",
    }
    NpiMirror.load(weekly(tmp_path / "w.zip", [back]), monthly, silent)
    NpiMirror.load(report(tmp_path / "r.zip", {JANE: "11/12/2025"}), monthly, silent)
    assert names(monthly, "Example", "Jane") == [JANE]


@pytest.mark.parametrize("entries", [{}, {"1": "11/12/2025"}, {JANE: "soon"}])
def test_a_report_without_entries_or_with_others_is_refused(
    tmp_path: Path, monthly: Mirrors, entries: dict[str, str]
) -> None:
    with pytest.raises(BadRegisterFile):
        NpiMirror.load(report(tmp_path / "r.zip", entries | ({"x": "y"} if entries else {})), monthly, silent)
    assert names(monthly, "Example", "Jane") == [JANE]


async def test_the_age_of_the_copy_travels_with_every_answer(tmp_path: Path, monthly: Mirrors) -> None:
    asked = (await registry(monthly.folder).find(claims("Jane", "Example"))).asked
    assert asked.id == "npi_mirror.asked_stale"
    assert dict(asked.params)["day"] == "2025-11-09"
    assert int(dict(asked.params)["n"]) > 45
    today = f"{datetime.now(UTC):%Y%m%d}"
    NpiMirror.load(weekly(tmp_path / "w.zip", [person(JANE, "EXAMPLE", "JANE")], f"npidata_pfile_20251110-{today}.csv"),
                   monthly, silent)  # fmt: skip
    asked = (await registry(monthly.folder).find(claims("Jane", "Example"))).asked
    assert (asked.id, dict(asked.params)["n"]) == ("npi_mirror.asked_as_of", 0)


@pytest.mark.parametrize(
    ("given", "family", "short"),
    [("Jane", "Example", False), ("J", "Example", False), ("Janet", "Example", True), ("Jane", "Exampel", True)],
)
async def test_a_near_spelling_in_an_old_copy_does_not_stand_for_the_name(
    monthly: Mirrors, given: str, family: str, short: bool
) -> None:
    old = await registry(monthly.folder).find(claims(given, family))
    assert old.candidates
    assert (old.partial is not None) is short


async def test_nobody_found_in_an_old_copy_is_no_not_found(tmp_path: Path, monthly: Mirrors) -> None:
    nobody = claims("Zyxw", "Qwxamplezz")
    old = await registry(monthly.folder).find(nobody)
    assert old.partial is not None
    assert "2025-11-09" in render(old.partial)
    assert answer_of("npi_mirror", old, datetime.now(UTC)).outcome is Outcome.FAILED
    today = f"{datetime.now(UTC):%Y%m%d}"
    NpiMirror.load(weekly(tmp_path / "w.zip", [person(JANE, "EXAMPLE", "JANE")], f"npidata_pfile_20251110-{today}.csv"),
                   monthly, silent)  # fmt: skip
    fresh = await registry(monthly.folder).find(nobody)
    assert answer_of("npi_mirror", fresh, datetime.now(UTC)).outcome is Outcome.NOT_FOUND
