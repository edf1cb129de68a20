"""Names as people write them."""

from __future__ import annotations

import unicodedata

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Credential, PersonName, Profile


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("Jane Example", PersonName("Jane", "", "Example")),
        ("Jane R. Sample ICU RN", PersonName("Jane", "R.", "Sample")),
        ("Emeritus Prof. Jane Example", PersonName("Jane", "", "Example")),
        ("Uzm. Dr. Jane Example", PersonName("Jane", "", "Example")),
        ("J.D. Example", PersonName("J.", "D.", "Example")),
        ("Jane Sample-Example MD Ophthalmology", PersonName("Jane", "", "Sample-Example")),
        ("Яна Примерова / Yana Prymerova MD", PersonName("Yana", "", "Prymerova")),
        ("‏د. رغد مثال‏ | Raghad Mithal MD", PersonName("Raghad", "", "Mithal")),
        ("Проф. Примеров", PersonName("", "", "Примеров")),
        ("Dr. Jane Q. Example, MD 🩺", PersonName("Jane", "Q.", "Example")),
        ("Prof Jane Example", PersonName("Jane", "", "Example")),
        ("Jane Example | Cardiologist", PersonName("Jane", "", "Example")),
        ("Jane Example - Example on my mind", PersonName("Jane", "", "Example")),
        ("Jane Example (She/Her)", PersonName("Jane", "", "Example")),
        ("Governor Jane Example", PersonName("Jane", "", "Example")),
        ("Jane Smith Wear a Mask Save a Life", PersonName("Jane", "", "Smith")),
        ("Jane Example Dr", PersonName("Jane", "", "Example")),
        ("Jane\uf8ff Example", PersonName("Jane", "", "Example")),
        ("Ed", PersonName("Ed")),
        ("Dott.ssa Jane Example", PersonName("Jane", "", "Example")),
        ("PD Dr. med. Jane Example", PersonName("Jane", "", "Example")),
        ("Jane Example BSN(c)", PersonName("Jane", "", "Example")),
        ("A.Example,PhD", PersonName("A", "", "Example")),
        ("Rich Example", PersonName("Rich", "", "Example")),
        ("Jane Example 🩺 she/her", PersonName("Jane", "", "Example")),
        ("Jane N. Example", PersonName("Jane", "N.", "Example")),
        ("Jane I. Example", PersonName("Jane", "I.", "Example")),
        ("Wing Ma, MD", PersonName("Wing", "", "Ma")),
        ("Jane Almeida Abarca", PersonName("Jane", "", "Almeida Abarca")),
        ("Jane Example #Code Zebra", PersonName("Jane", "", "Example")),
        ("#HelloMyNameIs Jane Example", PersonName("Jane", "", "Example")),
        ("Olive Smith", PersonName("Olive", "", "Smith")),
        ("(((Jane Example)))", PersonName("Jane", "", "Example")),
        ("Jane Example #WearAMask", PersonName("Jane", "", "Example")),
        ("🇫🇷🇪🇺Jane Example M.D.", PersonName("Jane", "", "Example")),
        ("𝕁𝕒𝕟𝕖 𝔼𝕩𝕒𝕞𝕡𝕝𝕖", PersonName("Jane", "", "Example")),
        ("Ｊａｎｅ Ｅｘａｍｐｌｅ", PersonName("Jane", "", "Example")),
        ("Ja\u200bne \u202eExample", PersonName("Jane", "", "Example")),
        ("Jane “Jamie” Example MD", PersonName("Jane", "", "Example", "", "Jamie")),
        ("A. Jane Example", PersonName("A.", "Jane", "Example")),
        ("J.K. Example", PersonName("J.", "K.", "Example")),
        ("Jane van der Example", PersonName("Jane", "", "van der Example")),
        ("Jane Bin Example", PersonName("Jane", "", "Bin Example")),
        ("Jane Rivera Reyes", PersonName("Jane", "", "Rivera Reyes")),
        ("Jane Example-Sample", PersonName("Jane", "", "Example-Sample")),
        ("Jane O'Sample", PersonName("Jane", "", "O'Sample")),
        ("Jean-Paul Example", PersonName("Jean-Paul", "", "Example")),
        ("John Example Jr.", PersonName("John", "", "Example", "Jr")),
        ("Dr Example", PersonName(family="Example")),
        ("NurseJane", PersonName(given="Jane")),
        ("JaneExample", PersonName("Jane", "", "Example")),
        ("#HelloMyNameIsJane", PersonName(given="Jane")),
        ("Jane Example is vaccinated", PersonName("Jane", "", "Example")),
        ("Jane Example उदाहरण", PersonName("Jane", "", "Example")),
        ("Anna Beispiel, Dr. med.", PersonName("Anna", "", "Beispiel")),
        ("김민준", PersonName("민준", "", "김")),
    ],
)
def test_a_name_is_read_without_what_surrounds_it(display: str, expected: PersonName) -> None:
    assert extract(Profile(name=display)).name() == expected


@pytest.mark.parametrize(
    ("display", "title"),
    [
        ("Dr Jane Example", "Dr"),
        ("Professor Dr. Jane Example", "Prof"),
        ("Nurse Jane", "Nurse"),
        ("Dra. Jane Example", "Dr"),
    ],
)
def test_the_title_before_the_name_is_read(display: str, title: str) -> None:
    assert extract(Profile(name=display)).word(ClaimKind.TITLE) == title


def test_a_name_only_in_the_handle_says_so() -> None:
    claims = extract(Profile(name="", handle="jane_smith", bio="Internal medicine physician"))
    assert claims.name() == PersonName("Jane", "", "Smith")
    claim = claims.first(ClaimKind.NAME)
    assert claim is not None
    assert claim.why is not None
    assert claim.why.id == "claims.name.handle"


@pytest.mark.parametrize(
    "display", ["👑", "Storm ⛈", "100% that Nurse!", "Bearded Disciple", "Dr FAB", "Behn90", "@janex now not here"]
)
def test_no_name_is_invented_for_nicknames_and_slogans(display: str) -> None:
    assert extract(Profile(name=display, bio="Nurse, mom")).name() is None


@pytest.mark.parametrize(
    "bio", ["My name is Jane Example. Nurse", "I'm Jane Example, nurse", "Dr Jane Example, physician"]
)
def test_a_name_only_in_the_bio_says_so(bio: str) -> None:
    claims = extract(Profile(name="✨ good vibes ✨", bio=bio))
    assert claims.name() == PersonName("Jane", "", "Example")
    claim = claims.first(ClaimKind.NAME)
    assert claim is not None
    assert claim.why is not None
    assert claim.why.id == "claims.name.bio"


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Sarah Johnson MD, Cardiologist in Boston, MA", PersonName("Sarah", "", "Johnson")),
        ("Sarah Johnson, MD, FACC. Cardiologist at Example Hospital", PersonName("Sarah", "", "Johnson")),
        ("Sarah Q. Johnson RN BSN, ICU nurse, Denver CO", PersonName("Sarah", "Q.", "Johnson")),
        ("Sarah Ann Example-Sample, paediatric intensive care nurse", PersonName("Sarah", "Ann", "Example-Sample")),
        ("Jane Example, cardiologist in Boston", PersonName("Jane", "", "Example")),
        ("Jane Example cardiologist Boston MA", PersonName("Jane", "", "Example")),
        ("Jane Example @jexample_md Cardiologist in Boston", PersonName("Jane", "", "Example")),
    ],
)
def test_a_text_of_one_line_begins_with_the_name_that_a_degree_or_calling_follows(
    bio: str, expected: PersonName
) -> None:
    assert extract(Profile(bio=bio)).name() == expected


@pytest.mark.parametrize(
    "bio",
    [
        *(
            "Taylor Swift fan, nurse",
            "Virginia Nurse",
            "Georgia State nurse",
            "Austin Texas nurse",
            "Mercy Hospital RN",
        ),
        *("Sarah Johnson, wife of a surgeon", "Jane Example and John Sample, nurses", "Paris France physician"),
        *(
            "Grant Medical Center physician",
            "Jordan River Clinic nurse",
            "Christian mom, nurse",
            "Jack Russell owner. GP",
        ),
    ],
)
def test_no_name_is_made_of_places_houses_idols_and_relatives_at_the_start_of_a_bio(bio: str) -> None:
    assert extract(Profile(bio=bio)).name() is None


def test_a_family_name_that_is_a_town_too_takes_no_degree_for_its_state() -> None:
    held = [c.value for c in extract(Profile(bio="Sarah Johnson MD, Cardiologist")).of(ClaimKind.CREDENTIAL)]
    assert [one.code for one in held if isinstance(one, Credential)] == ["MD"]


def test_an_initial_in_a_handle_is_no_part_of_the_family_name() -> None:
    assert extract(Profile(handle="JaneQSmith", bio="Nurse")).name() == PersonName("Jane", "", "Smith")


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("Nguyễn Văn Mẫu, MD", PersonName("Mẫu", "Văn", "Nguyễn")),
        ("Đặng Thụy Mẫu", PersonName("Mẫu", "Thụy", "Đặng")),
        ("Mẫu Nguyễn, MD", PersonName("Mẫu", "", "Nguyễn")),
        ("Mai Nguyen, MD", PersonName("Mai", "", "Nguyen")),
        ("Nguyen Thanh Mau, MD", PersonName("Nguyen", "Thanh", "Mau")),
        ("Lê Smith, MD", PersonName("Lê", "", "Smith")),
    ],
)
def test_only_vietnamese_letters_put_the_family_name_first(display: str, expected: PersonName) -> None:
    claims = extract(Profile(name=display, bio="Internal medicine physician"))
    assert claims.name() == expected


def test_letters_in_two_pieces_are_read_and_explained_like_those_in_one() -> None:
    display = unicodedata.normalize("NFD", "Nguyễn Văn Mẫu, MD")
    claim = extract(Profile(name=display, bio="Internal medicine physician")).first(ClaimKind.NAME)
    assert claim is not None
    assert claim.value == PersonName("Mẫu", "Văn", "Nguyễn")
    assert claim.why is not None
    assert claim.why.id == "claims.name.family_first"


def test_of_two_titles_the_professor_s_is_told() -> None:
    for name in ("Dr Prof Jane Example", "Prof. Dr. Jane Example"):
        assert extract(Profile(name=name, bio="Physician")).word(ClaimKind.TITLE) == "Prof"


@pytest.mark.parametrize("name", ["FEMA Region", "FEMA Bolden"])
def test_the_letters_of_a_body_are_nobody_s_given_name(name: str) -> None:
    assert extract(Profile(name=name, bio="Physician")).name() is None


@pytest.mark.parametrize(
    ("display", "given", "family"),
    [
        ("Juan Pablo Ejemplo", "Juan Pablo", "Ejemplo"),
        ("María José López García", "María José", "López García"),
        ("Ai Ling Tan", "Ai Ling", "Tan"),
        ("Ji Hoon Park", "Ji Hoon", "Park"),
        ("Mary Beth Example", "Mary Beth", "Example"),
        ("Jane Rose Example", "Jane", "Example"),
        ("Juan Example", "Juan", "Example"),
        ("Paola Rivera R.", "Paola", "Rivera"),
        ("Paola R. Rivera", "Paola", "Rivera"),
        ("Paola R.", "Paola", "R"),
    ],
)
def test_a_given_name_of_two_words_is_one_name(display: str, given: str, family: str) -> None:
    name = extract(Profile(name=display)).name() or PersonName()
    assert (name.given, name.family) == (given, family)


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("Radiographer Jane", PersonName("Jane")),
        ("Nurse-to-be Jane 🩺", PersonName("Jane")),
        ("Mental Health Nurse Jane", PersonName("Jane")),
        ("HelloMyNameIs Jane", PersonName("Jane")),
        ("Hello my name is Jane", PersonName("Jane")),
        ("Sr. Jane Example", PersonName("Jane", "", "Example")),
    ],
)
def test_a_calling_a_greeting_or_a_sister_before_a_name_is_no_part_of_it(display: str, expected: PersonName) -> None:
    assert extract(Profile(name=display)).name() == expected


@pytest.mark.parametrize(
    "display",
    ["Innocent Okafor", "Dr Given Banda", "Dr. Love Nwachukwu", "Stan Kowalski", "Prosper Hakizimana"],
)
def test_an_everyday_word_before_a_family_name_may_be_a_given_name(display: str) -> None:
    found = extract(Profile(name=display, bio="Nurse")).of(ClaimKind.NAME)
    given, family = display.split()[-2:]
    assert [c.value for c in found] == [PersonName(given=given, family=family)]


@pytest.mark.parametrize(
    "display",
    ["Stan BTS", "Gift Shop", "Wisdom Teeth", "Love Leeds", "Silver Surfer", "My Doctor Says So", "DJ Dr. Sample"],
)
def test_an_everyday_word_before_another_is_no_given_name(display: str) -> None:
    assert not extract(Profile(name=display)).of(ClaimKind.NAME)


def test_a_long_word_behind_a_title_is_one_family_name() -> None:
    found = extract(Profile(name="Dr. Frankensample")).of(ClaimKind.NAME)
    assert [c.value for c in found] == [PersonName(family="Frankensample")]


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        ("JaneSmithTV", PersonName("Jane", "", "Smith")),
        ("LouiseADeSousa", PersonName("Louise", "", "Desousa")),
        ("edwinbocardo", PersonName("Edwin", "", "Bocardo")),
        ("JaneZzyzxham", PersonName("Jane", "", "Zzyzxham")),
        ("monicazzyzxham", PersonName("Monica", "", "Zzyzxham")),
    ],
)
def test_a_handle_gives_the_two_names_that_it_is_made_of(handle: str, name: PersonName) -> None:
    assert extract(Profile(handle=handle, bio="Nurse")).name() == name


@pytest.mark.parametrize(
    "handle",
    [
        "JaneSmithShow",
        "MollyInUS",
        "RichNggaHat",
        "brianguitarfan",
        "venuseswilliams",
        "JasonDotBiz",
        "JanaKBArKWWT",
        "sonialzzfajardo",
    ],
)
def test_a_handle_that_may_be_more_than_two_names_gives_none(handle: str) -> None:
    assert extract(Profile(handle=handle, bio="Nurse")).name() is None


@pytest.mark.parametrize("name", ["Jane Smith Author", "Jane Smith MP", "Jane Smith Psychologist"])
def test_a_calling_behind_a_full_name_is_no_family_name(name: str) -> None:
    assert extract(Profile(name=name)).name() == PersonName("Jane", "", "Smith")


@pytest.mark.parametrize(("name", "family"), [("Mary Jane Cook", "Cook"), ("Sarah Beth Carpenter", "Carpenter")])
def test_a_calling_that_is_a_family_name_stays_one(name: str, family: str) -> None:
    found = extract(Profile(name=name)).name()
    assert found is not None
    assert found.family == family


def test_whoever_mutes_anonymous_accounts_is_not_anonymous() -> None:
    muting = Profile(name="Jane Smith", bio="Lawyer. I mute anonymous accounts")
    assert extract(muting).word(ClaimKind.SUBJECT) == "person"
    assert extract(Profile(name="Jane Smith", bio="Anonymous nurse")).word(ClaimKind.SUBJECT) == "anonymous"
