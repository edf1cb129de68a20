"""Post-nominals, and what only looks like one."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Credential, Profile


def codes(profile: Profile) -> list[str]:
    """The codes of the claimed post-nominals."""
    return [c.value.code for c in extract(profile).of(ClaimKind.CREDENTIAL) if isinstance(c.value, Credential)]


@pytest.mark.parametrize(
    ("name", "bio", "expected"),
    [
        ("Jane Example, MD", "Managing Director, Example Capital", []),
        ("Jane Example, MD", "Managing Director and cardiologist", ["MD"]),
        ("Jane Example", "MD at Example. Healthcare investor", []),
        ("Jane Example", "MD at Example Hospital", ["MD"]),
    ],
)
def test_a_managing_director_is_no_physician(name: str, bio: str, expected: list[str]) -> None:
    assert codes(Profile(name=name, bio=bio)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jane Example, MD", ["MD"]),
        ("Jane Example M.D., Ph.D.", ["MD", "PhD"]),
        ("Jane Example MD/MPH", ["MD", "MPH"]),
        ("Jane Example, PA-C", ["PA-C"]),
        ("Jane Example FNP-BC", ["FNP-BC"]),
        ("Jane Example, Pharm.D.", ["PharmD"]),
        ("Jane Example MBBS FRCP(UK)", ["MBBS", "FRCP"]),
        ("Jane Example BSc(Hons) RN", ["BSc", "RN"]),
        ("JaneExampleMD", ["MD"]),
        ("𝐉𝐚𝐧𝐞 𝐄𝐱𝐚𝐦𝐩𝐥𝐞 𝐌𝐃", ["MD"]),
        ("Jane Example MB BCh", ["MBBCh"]),
        ("Jane Example MD FRCP(C)", ["MD", "FRCPC"]),
        ("Jane Example MRCGP[Int]", ["MRCGP"]),
        ("Jane Example RN(AB)", ["RN"]),
        ("Jane Example, DACVIM", ["DACVIM"]),
        ("jane example, rn", ["RN"]),
        ("Md Example Khan", []),
        ("Jane Example BSN(c)", []),
        ("Dr Jane Love MD", ["MD"]),
        ("Jane V., MD", ["MD"]),
        ("Jane D. MD", ["MD"]),
        ("Jane Example, D.M.D.", ["DMD"]),
        ("Jane Ma", []),
        ("Jane Do", []),
        ("Jane Do, DO", ["DO"]),
        ("Jane Example, MA, LPC", ["MA", "LPC"]),
        ("Jane Rai", []),
    ],
)
def test_post_nominals_stand_behind_the_name(name: str, expected: list[str]) -> None:
    assert codes(Profile(name=name)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Nurse. MSN, RN", ["MSN", "RN"]),
        ("MD candidate", []),
        ("MD/PhD student at Example College", []),
        ("Proud wife of an MD", []),
        ("I am not an MD", []),
        ("Living in Baltimore, MD", []),
        ("MD & CEO of Example Capital, investment and finance", []),
        ("RT ≠ endorsement", []),
        ("I do what I can", []),
        ("PhD scholar", []),
        ("BSc(c)", []),
        ("MSc. Candidate", []),
        ("Final year PhD at Example College", []),
        ("Studying BSc Paramedic Science", []),
        ("MPH in Epi - in progress", []),
        ("PhD-ing at Example College", []),
        ("PGcert, MSc", ["PGCert", "MSc"]),
        ("MD Sampler Psych Services", []),
        ("Agent in Sample Falls, MD", []),
    ],
)
def test_in_a_bio_hopes_places_relatives_and_directors_are_no_post_nominals(bio: str, expected: list[str]) -> None:
    assert codes(Profile(name="Jane Example", bio=bio)) == expected


def test_what_is_turned_down_says_why() -> None:
    claims = extract(Profile(name="Jane Do", bio="MD candidate"))
    assert {r.why.id for r in claims.rejected} >= {"claims.credential.future"}


def test_a_surname_that_looks_like_a_degree_is_kept_and_remarked() -> None:
    claims = extract(Profile(name="Jane MA"))
    assert [r.text for r in claims.rejected if r.kind is ClaimKind.CREDENTIAL] == ["MA"]
    name = claims.name()
    assert name is not None
    assert name.family == "MA"


@pytest.mark.parametrize(
    ("name", "bio", "expected"),
    [
        ("Just a tired PA", "PA-C in urgent care", ["PA-C"]),
        ("Jane Example, PA-S2", "", []),
        ("Jane Example", "LVN & proud. BSN by 2031", ["LVN"]),
        ("Jane Example", "Surgeon Commander RN", []),
        ("Jane Example", "Læge, ph.d.-studerende", []),
        ("Jane Example", "DM Cardiology, Sampleton", ["DM"]),
        ("Jane Example", "DM for collabs", []),
    ],
)
def test_a_degree_in_the_making_and_a_navy_are_no_post_nominals(name: str, bio: str, expected: list[str]) -> None:
    assert codes(Profile(name=name, bio=bio)) == expected


@pytest.mark.parametrize(
    ("name", "bio", "expected"),
    [
        ("Jane Example MD, PhD candidate", "", ["MD"]),
        ("Jane Example, MBBS, MPH, PhD(c)", "", ["MBBS", "MPH"]),
        ("Jane Example", "MD/PhD candidate", []),
        ("Jane Example", "MD, PhD student", []),
        ("Jane Example", "RN, BSN, MSN student", ["RN", "BSN"]),
        ("Jane Example", "Trainee | RN | MSc (in progress)", ["RN"]),
        ("J.D. Example", "Author", []),
        ("Jane Example", "MBBS final year, books", []),
        ("Jane Example", "MPH, RN. School-based health centers.", ["MPH", "RN"]),
        ("Jane Example", "RN school next year", []),
        ("MD State Police PIO", "Call 911", []),
        ("Jane Example, J.D.", "", ["JD"]),
        ("Jane Example", "Dad. Deacon. D.O. Doing my best.", ["DO"]),
        ("Jane Example", "Community pharmacist, LPC member", []),
        ("Jane Example", "Managing Director (MD), Sample Pharma Ltd", []),
        ("Lindy Example OTR/L, CHT", "", ["OTR/L", "CHT"]),
    ],
)
def test_what_is_still_hoped_for_takes_nothing_from_what_is_held(name: str, bio: str, expected: list[str]) -> None:
    assert codes(Profile(name=name, bio=bio)) == expected


@pytest.mark.parametrize(
    ("name", "bio", "expected"),
    [
        ("Jon West", "My wife Anna Berg, MD, is the smart one", []),
        ("Jon West", "“An apple a day” – Dr. Jane Example, MD", []),
        ("Jon West, PA-C", "Supervising physician: Anna Berg MD", ["PA-C"]),
        ("Jon West", "Working with Anna Berg MD", []),
        ("Anna West", "Anna Berg MD", ["MD"]),
        ("Anna West", "Anna Berg, MD, surgeon", ["MD"]),
        ("Jane Example", "Jane Example, MD, writes here", ["MD"]),
        ("The Ward Diary", "Anna Berg, MD, surgeon", ["MD"]),
    ],
)
def test_a_degree_behind_the_name_of_another_person_is_theirs(name: str, bio: str, expected: list[str]) -> None:
    assert codes(Profile(name=name, bio=bio)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Optometrist, OD. Runner.", ["OD"]),
        ("Future counselor, OD", []),
        ("Deadlifts. Husband to a way smarter RN", []),
        ("OMS-III, first in family", []),
        ("DM Cardiology resident", []),
        ("Pharmacist. Former LPC chair.", []),
        ("DM Cardiology, Sampleton", ["DM"]),
        ("MS Ortho. Cricket.", ["MS"]),
        ("CEO @sample. MD (Tehran), MBA.", ["MD", "MBA"]),
    ],
)
def test_letters_are_held_only_where_the_words_around_say_so(bio: str, expected: list[str]) -> None:
    assert codes(Profile(name="Jane Example", bio=bio)) == expected


def test_a_managing_director_who_denies_being_a_physician_holds_no_medical_degree() -> None:
    bio = "Managing Director, Sample Capital. Not a physician, the other kind of MD."
    assert codes(Profile(name="Jane Example MD", bio=bio)) == []
    assert codes(Profile(name="Jane Example MD", bio="Managing Director, Sample Health.")) == ["MD"]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Attorney licensed in MD & VA", []),
        ("Realtor licensed in MD/DC/VA", []),
        ("Attorney. DC, MD, VA.", []),
        ("Lawyer barred in DC and MD", []),
        ("Tree care serving MD & PA", []),
        ("Internist in MD", []),
        ("Internist, MD, VA Hospital", ["MD"]),
        ("Psychiatrist MD, NY", ["MD"]),
        ("Nephrologist, MD/MS", ["MD", "MS"]),
    ],
)
def test_states_in_which_somebody_works_are_no_degrees(bio: str, expected: list[str]) -> None:
    assert codes(Profile(name="Jane Example", bio=bio)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("PhD in sarcasm", []),
        ("MD in memes, mum of 2", []),
        ("PhD from the school of hard knocks", []),
        ("PhD in life.", []),
        ("PhD in life sciences", ["PhD"]),
        ("PhD from the School of Medicine", ["PhD"]),
        ("RN in love with my job", ["RN"]),
    ],
)
def test_a_degree_in_a_joke_is_none(bio: str, expected: list[str]) -> None:
    assert codes(Profile(name="Jane Example", bio=bio)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("LPN → RN → (someday) CRNA", ["LPN", "RN"]),
        ("RN, hopefully CRNA one day", ["RN"]),
        ("MD someday", []),
        ("RN one day at a time", ["RN"]),
    ],
)
def test_a_degree_of_some_later_day_is_not_held(bio: str, expected: list[str]) -> None:
    assert codes(Profile(name="Jane Example", bio=bio)) == expected
