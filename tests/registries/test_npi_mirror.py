from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from benchmarks import population
from credcheck.errors import BadRegisterFile, Cancelled, RegistryError
from credcheck.mirror import Mirrors
from credcheck.model import Claim, ClaimKind, Claims, Identifier, PersonName, Place, Sentence, Specialty, Status
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.vault import Vault

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
