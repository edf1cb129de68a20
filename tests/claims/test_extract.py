"""The whole reading of a profile."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credcheck.claims import extract, extractors
from credcheck.model import ClaimKind, Claims, Institution, PersonName, Place, Profile, Specialty
from credcheck.wording import templates

JANE = Profile(
    name="Dr. Jane Q. Example, MD, FACC 🫀",
    handle="janeexmd",
    bio="Heart doctor @MayoClinic | Assoc Prof | alum @UCSF. Not your doctor. Views my own",
    location="Boston, MA",
)


def words(claims: Claims, kind: ClaimKind) -> list[object]:
    """The plain values of one kind."""
    found = [c.value for c in claims.of(kind)]
    return [getattr(v, "code", None) or getattr(v, "label", None) or v for v in found]


def test_a_usual_profile_is_read_like_a_careful_person_would() -> None:
    claims = extract(JANE)
    assert claims.name() == PersonName("Jane", "Q.", "Example")
    assert words(claims, ClaimKind.CREDENTIAL) == ["MD", "FACC"]
    assert words(claims, ClaimKind.PROFESSION) == ["physician", "researcher"]
    assert words(claims, ClaimKind.SPECIALTY) == ["Cardiovascular Disease"]
    assert claims.word(ClaimKind.STAGE) == "practising"
    assert claims.word(ClaimKind.SUBJECT) == "person"
    assert claims.word(ClaimKind.COUNTRY) == "US"
    assert claims.word(ClaimKind.NPI_EXPECTED) == "yes"
    assert claims.is_true(ClaimKind.HEALTH_ROLE)
    assert not claims.is_true(ClaimKind.NEGATED)
    relations = {c.value.as_written: c.value.relation for c in claims.all if isinstance(c.value, Institution)}
    assert relations == {"@MayoClinic": "current", "@UCSF": "training"}


def test_every_span_points_at_the_original_characters() -> None:
    claims = extract(JANE)
    quoted = {JANE.quote(s) for c in claims.all for s in c.spans}
    assert {"Jane Q. Example", "MD", "FACC", "Heart doctor", "@MayoClinic", "Boston, MA"} <= quoted


def test_every_claim_says_why_and_every_sentence_has_words() -> None:
    claims = extract(JANE)
    sentences = [c.why for c in claims.all if c.why] + [r.why for r in claims.rejected] + list(claims.steps)
    assert all(c.why for c in claims.all)
    assert {s.id for s in sentences} <= set(templates())


def test_an_empty_profile_claims_nothing() -> None:
    claims = extract(Profile())
    assert claims.name() is None
    assert not claims.is_true(ClaimKind.HEALTH_ROLE)
    assert claims.word(ClaimKind.NPI_EXPECTED) == "no"


def test_extractors_run_in_their_order() -> None:
    orders = [e.order for e in extractors()]
    assert orders == sorted(orders)


@given(st.text(max_size=300), st.text(max_size=600), st.text(max_size=80), st.text(max_size=40))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_without_exception_and_with_spans_inside_it(
    name: str, bio: str, location: str, handle: str
) -> None:
    profile = Profile(name=name, bio=bio, location=location, handle=handle)
    for claim in extract(profile).all:
        for span in claim.spans:
            assert 0 <= span.start <= span.end <= len(profile.part(span.part))


_HOSTILE = [
    "a" * 65536,
    "MD " * 22000,
    "@" * 65536,
    "#a@b" * 16000,
    "not a doctor " * 5000,
    "\u202e\u200b" * 32000,
    "🇫🇷" * 30000,
    "\u0301" * 65536,
    "𝕄𝔻 " * 20000,
    "((((((((" * 8000,
    "University of " * 4600,
    "a." * 32000,
    "http://" * 9000,
    "views " * 10000,
    "नर्स " * 12000,
    "1234567890 " * 6000,
    "ﷺ" * 60000,
    "Lic " * 16000,
    "\n" * 65536,
    "of the and " * 6000,
    "MD/" * 22000,
    "PA-C " * 13000,
    "PGY-2 " * 11000,
    "EM resident " * 5400,
    "wife of a nurse and a " * 3000,
    "Emergency and critical care and " * 2000,
    "London. " * 8000,
    "Boston, MA, " * 5400,
    "UToronto " * 7000,
    "\ud800 nurse " * 8000,
    "\uf8ff" * 65536,
    "مرحبا دكتور " * 5000,
    "医師" * 20000,
    "Ph. D. " * 9000,
    "instagram: @a " * 4600,
    "born in " + "/".join(chr(0x1F1E6 + a) + chr(0x1F1E6 + b) for a in range(26) for b in range(26)) * 12,
    " ".join(f"in {chr(0x1F1E6 + a)}{chr(0x1F1E6 + b)}" for a in range(26) for b in range(26)) * 12,
    "from Leeds native, Kentucky gal, Congress NY-99 " * 1_300,
    "EM " * 22000,
    "Prof Dr " * 8000,
    "MD/London =" * 6000,
    "emergency critical care " * 2800,
    "{MD, " * 13000,
    "加拿大多伦多日本" * 2800,
    "ประเทศไทยกรุงเทพ" * 2800,
    "Harris County, Ohio's 9th District " * 1900,
]
_PROSE = (
    "I am a nurse at the Example Hospital in Leeds and I write about what I see on the ward every week, with tea. "
    * 600
)
_PIECES = [
    "MD",
    "PhD,",
    "RN",
    "not a",
    "doctor",
    "nurse",
    "wife of",
    "my",
    "is a",
    "EM",
    "PGY-2",
    "resident",
    "of",
    "and",
    "University",
    "@MayoClinic",
    "#",
    "|",
    "(",
    ")",
    ".",
    "\n",
    "/",
    "-",
    "London",
    "Boston, MA",
    "🇫🇷",
    "👩‍⚕️",
    "Dr",
    "Jane",
    "Example",
    "\u202e",
    "\u0301",
    "NPI 1234567893",
    "a@b.c",
    "http://a.b",
    "\ud800",
    "𝕄",
    "عربي",
    "東京",
    "former",
    "at",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=80), st.sampled_from(["", " ", ", "]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_of_telling_pieces_is_read_without_exception(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    profile = Profile(name=text[:80], bio=text, location=text[-60:], handle=text[:30])
    claims = extract(profile)
    assert all(profile.quote(s) is not None for c in claims.all for s in c.spans)
    assert {s.id for s in (*(c.why for c in claims.all if c.why), *(r.why for r in claims.rejected))} <= set(
        templates()
    )


@pytest.mark.parametrize("text", _HOSTILE, ids=range(len(_HOSTILE)))
def test_64_kilobytes_of_anything_cost_no_more_than_a_few_readings_of_plain_prose(text: str) -> None:
    """Beside prose of the same size, so that a busy machine slows both; prose takes 9 ms on a free one, so 3 is 27."""
    hostile, prose = (Profile(name=t, bio=t, location=t, handle=t) for t in (text, _PROSE))
    mine = plain = math.inf
    for turn in range(12):
        mine, plain = min(mine, _seconds(hostile)), min(plain, _seconds(prose))
        if turn > 1 and mine < 3 * plain:
            return
    pytest.fail(f"{mine * 1000:.0f} ms beside {plain * 1000:.0f} ms of prose")


def _seconds(profile: Profile) -> float:
    """Processor time of one reading."""
    began = time.process_time()
    extract(profile)
    return time.process_time() - began


def test_what_was_cut_is_said() -> None:
    claims = extract(Profile(bio="nurse " * 2000))
    assert "claims.step.cut" in [s.id for s in claims.steps]


def test_places_and_specialties_carry_their_codes() -> None:
    claims = extract(JANE)
    assert [c.value for c in claims.of(ClaimKind.PLACE)] == [Place("Boston, MA", "Boston", "MA", "US")]
    specialty = claims.of(ClaimKind.SPECIALTY)[0].value
    assert isinstance(specialty, Specialty)
    assert specialty.codes[0] == "207RC0000X"


def test_what_was_weighed_and_turned_down_is_said_for_every_kind() -> None:
    profile = Profile(
        name="Jane Do",
        bio="Cardiologist. Interested in dermatology. Wife of a nurse. MD candidate. Views of Leeds. "
        "Husband @JohnSmith. 1234567893",
    )
    said = {(r.kind, r.why.id): profile.quote(r.spans[0]) for r in extract(profile).rejected if r.spans}
    assert said[ClaimKind.SPECIALTY, "claims.specialty.interest"] == "dermatology"
    assert said[ClaimKind.PROFESSION, "claims.profession.relative"] == "nurse"
    assert said[ClaimKind.CREDENTIAL, "claims.credential.future"] == "MD"
    assert said[ClaimKind.PLACE, "claims.place.elsewhere"] == "Leeds"
    assert said[ClaimKind.INSTITUTION, "claims.institution.account"] == "@JohnSmith"
    assert said[ClaimKind.IDENTIFIER, "claims.identifier.unnamed_npi"] == "1234567893"


def test_a_name_taken_back_is_said() -> None:
    claims = extract(Profile(name="RIP Jane Example"))
    assert [r.text for r in claims.rejected if r.kind is ClaimKind.NAME] == ["RIP Jane Example"]
