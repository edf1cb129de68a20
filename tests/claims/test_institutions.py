"""Employers and schools."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Institution, Place, Profile


def found(bio: str) -> dict[str, str]:
    """Institutions as written, with the relation."""
    claims = extract(Profile(name="Jane Example", bio=bio))
    return {
        c.value.as_written: c.value.relation
        for c in claims.of(ClaimKind.INSTITUTION)
        if isinstance(c.value, Institution)
    }


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Cardiologist @MayoClinic", {"@MayoClinic": "current"}),
        ("Fellow. @YaleMed → @MayoClinic", {"@YaleMed": "training", "@MayoClinic": "current"}),
        ("Covering hospitals and courts", {}),
        ("Peds PT. Sampleton grad.", {"Sampleton": "training"}),
        ("Proud grad. Nursing alumna. Canadian alum.", {}),
        ("House officer, SMPL. Reader.", {"SMPL": "current"}),
        ("Nurse, MAGA, NRA, USA", {}),
        ("Urologist. LSU Tigers. Dad", {}),
        ("NURSE. PROUD MOM. JUST REAL NEWS", {}),
        ("Nurse. Opinions ≠ NHS", {}),
        ("Psychiatrist. Founder, Sampleton Wellness.", {"Sampleton Wellness": "current"}),
        ("Dentist. Fed up with NHS contracts.", {}),
        ("#SCOTUS nerd, @MayoClinic fan", {}),
        ("Assoc Prof, Emergency Medicine @UofMEmergMed", {"@UofMEmergMed": "current"}),
        ("Internist at McMaster University", {"McMaster University": "current"}),
        ("Nurse at Sampleton General Hospital", {"Sampleton General Hospital": "current"}),
        ("Sampleton University School of Medicine", {"Sampleton University School of Medicine": "current"}),
        ("Former nurse @UCSFHospitals", {"@UCSFHospitals": "former"}),
        ("Ex-NHS", {"NHS": "former"}),
        ("Alum @YaleMed @Emory", {"@YaleMed": "training", "@Emory": "training"}),
        ("@UCLA @UCSF alum", {"@UCLA": "training", "@UCSF": "training"}),
        ("MSc Epidemiology @LSHTM", {"@LSHTM": "training"}),
        ("MD candidate @StGeorgesU", {"@StGeorgesU": "training"}),
        ("Stanford grad", {"Stanford": "training"}),
        ("Founder of Sample Press", {"Sample Press": "current"}),
        ("Wife of @JohnSmith", {}),
        ("Nurse at RDH", {"RDH": "current"}),
        ("Analyst @ SAMPL", {"SAMPL": "current"}),
        ("Analyst, U of Sampleton", {"U of Sampleton": "current"}),
        ("MayoClinic nurse", {"MayoClinic": "current"}),
        ("Working at #UNT", {"#UNT": "current"}),
        ("Postdoc in the Zindri lab", {"Zindri lab": "current"}),
        ("Founder: Sampler Doctors", {"Sampler Doctors": "current"}),
        ("Historian, Yale", {"Yale": "current"}),
        ("Breaking News", {}),
        ("Resist Bad Science", {}),
        ("#HumanRights #Science", {}),
        ("@Sampler1 @Sampler2 lover", {}),
        ("Mom, wife, reader, @Hopkins_Radiology", {"@Hopkins_Radiology": "current"}),
        ("Internal Medicine", {}),
        ("Passionate about Mental Health", {}),
        ("Featured in @BBC", {}),
        ("Follow me on Instagram @janeexample2", {}),
    ],
)
def test_institutions_are_read_with_their_relation(bio: str, expected: dict[str, str]) -> None:
    assert found(bio) == expected


def test_a_handle_leads_to_the_registered_institution() -> None:
    claims = extract(Profile(name="Jane Example", bio="Physician @MayoClinic"))
    value = claims.of(ClaimKind.INSTITUTION)[0].value
    assert isinstance(value, Institution)
    assert (value.name, value.country) == ("Mayo Clinic", "US")


def test_the_holders_own_handle_is_no_institution() -> None:
    claims = extract(Profile(name="Jane Example", handle="sample_clinic9", bio="Nurse. Gab @sample_clinic9"))
    assert claims.of(ClaimKind.INSTITUTION) == ()


@pytest.mark.parametrize("length", [8, 60, 61, 64, 100])
def test_the_holders_own_handle_is_no_institution_however_long_it_is(length: int) -> None:
    handle = "q" * length
    claims = extract(Profile(name="Jane Example", handle=handle, bio=f"Cardiologist. Also here: @{handle}"))
    assert claims.of(ClaimKind.INSTITUTION) == ()


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("BDS, MFDS RCSEd. Runner.", {}),
        ("Consultant Orthopaedic Surgeon, KXSH. Falcons.", {"KXSH": "current"}),
        ("Nurse, KXSH, LMNO, PQRS", {}),
        ("Enfermeira, mestre em saúde coletiva (UXYZ).", {"UXYZ": "training"}),
        ("Physio (NXYZ)", {}),
        ("MD Gen Med (AIIMS). Dancer.", {"AIIMS": "training"}),
        ("Physio. MSK | Sports injury rehab", {}),
        ("Designer. Chop life.", {}),
        ("Fellow @MayoClinic via @YaleMed", {"@MayoClinic": "current", "@YaleMed": "training"}),
        ("Ward Sister AMU. Runner.", {}),
        ("NCLEX coach", {}),
        ("Senior Registrar, Hematology, SQXX. Camels.", {"SQXX": "current"}),
        ("Associate Professor of Endocrinology, TXTH Kathmandu. Momos.", {"TXTH": "current"}),
        ("Author, Hematology, SQXX, LMNO", {}),
        ("Partner. Georgetown Law. Dad jokes.", {"Georgetown Law": "current"}),
        ("Professor of Virology, Sampleton Univ. Aerosols.", {"Sampleton Univ": "current"}),
        ("Nurse in LTC. Podcasts.", {}),
        ("Eyes. UXYZ '12. Bubble tea.", {"UXYZ": "training"}),
        ("KAG '24. Bubble tea.", {}),
        ("M3 @MayoClinic", {"@MayoClinic": "training"}),
        ("School nurse. LSU mom.", {}),
        ("Retired engineer. Don't trust the BBC.", {}),
        ("Lecturer in Geomatics, KXSH. Runner.", {"KXSH": "current"}),
        ("Enjoying life in Geomatics, KXSH. Runner.", {}),
        ("Thank you @GreatOrmondSt nurses", {}),
    ],
)
def test_letters_name_an_institution_only_behind_what_is_done_there(bio: str, expected: dict[str, str]) -> None:
    assert found(bio) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Cancer patient at Sample Clinic", {}),
        ("Patient at Sample Clinic", {}),
        ("Forever grateful to the nurses at Sampleton", {}),
        ("Patient advocate at Sample Clinic", {"Sample Clinic": "current"}),
        ("Chair of Medieval History", {}),
        ("Director of Public Affairs", {}),
        ("Founder of Belly Rubs", {"Belly Rubs": "current"}),
        ("Breastfeeding Medicine", {}),
        ("Senior Scientist, Oncology Discovery at Sample Therapeutics", {"Sample Therapeutics": "current"}),
        (
            "Student at Oakhavenly School of Medicine at Mount Samplet",
            {"Oakhavenly School of Medicine at Mount Samplet": "training"},
        ),
        ("MSc in Entrepreneurship at Sample University", {"Sample University": "training"}),
        ("Internist at Sample Medicine", {"Sample Medicine": "current"}),
    ],
)
def test_where_somebody_was_treated_and_what_an_office_is_about_is_no_place_of_work(
    bio: str, expected: dict[str, str]
) -> None:
    assert found(bio) == expected


@pytest.mark.parametrize(
    ("bio", "name", "country"),
    [
        ("Neurologist at MIT", "Massachusetts Institute of Technology", "US"),
        ("Surgeon @houstonmethodist", "Houston Methodist", "US"),
        ("Surgeon @MGHSurgery", "Massachusetts General Hospital", "US"),
        ("Nurse @MonashHealth", "Monash Health", "AU"),
        ("Physician @OhioHealth", "@OhioHealth", "US"),
        ("GP, GMC registered", "GMC", ""),
        ("Doctor at Springfield Clinic", "Springfield Clinic", ""),
        ("Doctor at Lincoln Clinic", "Lincoln Clinic", ""),
    ],
)
def test_an_account_is_called_by_its_own_name_and_never_by_that_of_a_group_it_is_listed_in(
    bio: str, name: str, country: str
) -> None:
    claim = extract(Profile(name="Jane Example", bio=bio)).first(ClaimKind.INSTITUTION)
    assert claim is not None
    assert isinstance(claim.value, Institution)
    assert (claim.value.name, claim.value.country) == (name, country)


@pytest.mark.parametrize(
    ("bio", "named", "places"),
    [
        ("Nurse at St. Samplet's Hospital", ["St. Samplet's Hospital"], []),
        ("RN, Mt. Samplet Medical Center", ["Mt. Samplet Medical Center"], []),
        ("Producer for St. Samplet's Media", ["St. Samplet's Media"], []),
        ("Cardiologist at Example Heart Institute in Boston, MA", ["Example Heart Institute"], ["Boston"]),
        ("Doc at Sample Children's Hospital in Los Angeles, CA", ["Sample Children's Hospital"], ["Los Angeles"]),
        ("Student at Washington University in St. Louis", ["Washington University in St. Louis"], []),
    ],
)
def test_a_name_begins_with_its_saint_and_ends_before_the_town_it_stands_in(
    bio: str, named: list[str], places: list[str]
) -> None:
    claims = extract(Profile(name="Jane Example", bio=bio))
    assert list(found(bio)) == named
    assert [c.value.city for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place)] == places


@pytest.mark.parametrize("number", ["GMC 7654321", "GMC No: 7654321", "NMC PIN 12A3456E", "AHPRA MED0001234567"])
def test_the_register_of_a_number_is_no_employer(number: str) -> None:
    assert found(f"GP at Sample Clinic. {number}") == {"Sample Clinic": "current"}


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        (
            "Nurse, Sampleton Council & University of Exampleton",
            {"Sampleton Council": "current", "University of Exampleton": "current"},
        ),
        (
            "Infectóloga SQXX/Hospital Ejemplar Norte",
            {"SQXX": "current", "Hospital Ejemplar Norte": "current"},
        ),
        (
            "Lecturer, Sampleton Centre University of Exampleton",
            {"Sampleton Centre": "current", "University of Exampleton": "current"},
        ),
        ("Dean, Sampleton School of Medicine & Dentistry", {"Sampleton School of Medicine & Dentistry": "current"}),
        ("Director, SC/ST Sampleton Institute", {"SC/ST Sampleton Institute": "current"}),
    ],
)
def test_two_names_that_are_whole_are_two_institutions(bio: str, expected: dict[str, str]) -> None:
    assert found(bio) == expected


@pytest.mark.parametrize(
    "bio",
    [
        "Nurse. Followed by @sampleann, @bob_sample and @ceesample",
        "RN. F/B @sampleann @bobsample",
        "Nurse. @sample_carpenter is my wife",
        "Nurse. @sample_carpenter 💍",
        "Doctor, @samplebooks author",
        "Physician, University Operations, College Basketball",
        "COO/CDO",
    ],
)
def test_who_follows_whom_one_is_married_to_and_who_prints_ones_books_is_no_employer(bio: str) -> None:
    assert found(bio) == {}


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Nurse, US Army veteran", {"US Army": "former"}),
        ("RN. Navy Combat Veteran", {"Navy": "former"}),
        ("Former Royal Navy Officer, surgeon", {"Royal Navy": "former"}),
        ("Retired Air Force flight surgeon", {"Air Force": "former"}),
        ("Nurse. Army wife. Proud Navy mom", {}),
    ],
)
def test_armed_forces_are_named_by_who_served_in_them(bio: str, expected: dict[str, str]) -> None:
    assert found(bio) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Médecin à l'Hôpital Exemplaire", {"Hôpital Exemplaire": "current"}),
        ("Medico presso l’Ospedale Esempio", {"Ospedale Esempio": "current"}),
        ("Infermiera all'Università Esempio", {"Università Esempio": "current"}),
    ],
)
def test_an_article_that_lost_its_vowel_is_no_part_of_a_name(bio: str, expected: dict[str, str]) -> None:
    assert found(bio) == expected


def test_an_account_of_a_domain_with_a_hyphen_is_one_handle() -> None:
    assert found("Postdoc @sample-lab.bsky.social and @dept.sample.ac.uk") == {
        "@sample-lab.bsky.social": "current",
        "@dept.sample.ac.uk": "current",
    }


@pytest.mark.parametrize(
    "bio",
    [
        "Scientist looking at the Example Droplet",
        "Nurse, passionate about Preventative & Pre-Hospital Medicine",
        "WIP Film maker",
    ],
)
def test_what_is_looked_at_and_thought_of_is_no_institution(bio: str) -> None:
    assert found(bio) == {}


def test_letters_before_a_university_are_another_institution() -> None:
    assert list(found("PhD student @ CeXy University of Glasgow")) == ["CeXy", "University of Glasgow"]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Senior Correspondent, Samplex. I like tea", {"Samplex": "current"}),
        ("President, Sampleton Front of Exampleland", {"Sampleton Front of Exampleland": "current"}),
        ("Writer, Producer, Director, Samplex", {}),
        ("Dad, Art Director, Samplex Lover", {}),
        ("Editor, Mom", {}),
    ],
)
def test_an_office_that_opens_a_sentence_has_its_house_behind_the_comma(bio: str, expected: dict[str, str]) -> None:
    assert found(bio) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Journalist @samplepaper (2007-15)", {"@samplepaper": "former"}),
        ("President of Sampleton University July 2010 - June 2020", {"Sampleton University": "former"}),
        ("Nurse, Sampleton Hospital 2019-present", {"Sampleton Hospital": "current"}),
        ("PhD: University of Sampleton", {"University of Sampleton": "training"}),
        ("Member @samplealumni", {"@samplealumni": "training"}),
        ("4th yr @samplemedicine", {"@samplemedicine": "training"}),
        ("Ex - Director @sampleboard", {"@sampleboard": "former"}),
        ("Frmly @sampleboard", {"@sampleboard": "former"}),
    ],
)
def test_years_signs_and_what_a_handle_is_called_say_what_it_was_to_the_holder(
    bio: str, expected: dict[str, str]
) -> None:
    assert found(bio) == expected
