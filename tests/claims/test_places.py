"""Places of practice and residence."""

from __future__ import annotations

import pytest

from credcheck import lists
from credcheck.claims import extract
from credcheck.claims._phrases import phrase_key
from credcheck.model import ClaimKind, Place, Profile


def found(location: str, bio: str = "") -> list[tuple[str, str, str]]:
    """City, region and country of every place where the holder lives or works."""
    claims = extract(Profile(name="Jane Example", bio=bio, location=location))
    return [
        (c.value.city, c.value.region, c.value.country)
        for c in claims.of(ClaimKind.PLACE)
        if isinstance(c.value, Place) and not c.value.relation
    ]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Boston, MA", [("Boston", "MA", "US")]),
        ("Boston ✈️ Philly", [("Boston", "MA", "US"), ("Philadelphia", "PA", "US")]),
        ("London, ON", [("London", "Ontario", "CA")]),
        ("London, England", [("London", "England", "GB")]),
        ("London", [("London", "England", "GB")]),
        ("Adelaide, SA", [("Adelaide", "South Australia", "AU")]),
        ("Washington, DC", [("Washington", "DC", "US")]),
        ("New Orleans, LA", [("New Orleans", "LA", "US")]),
        ("Sampleton, MA", [("Sampleton", "MA", "US")]),
        ("NC", [("", "NC", "US")]),
        ("Texas, USA", [("", "TX", "US")]),
        ("🇮🇪", [("", "", "IE")]),
        ("Leeds-London", [("Leeds", "England", "GB"), ("London", "England", "GB")]),
        ("Iran-UK-NZ", [("", "", "IR"), ("", "", "GB"), ("", "", "NZ")]),
        ("Winston-Salem", [("Winston-Salem", "NC", "US")]),
        ("Boston-MA", [("Boston", "MA", "US")]),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", [("", "Scotland", "GB")]),
        ("Trinidad and Tobago", [("", "", "TT")]),
        ("Berlin, Deutschland", [("Berlin", "Berlin", "DE")]),
        ("Somewhere over the rainbow", []),
        ("Hill Valley 1985", []),
        ("LA", [("Los Angeles", "CA", "US")]),
        ("Baton Rouge, LA", [("Baton Rouge", "LA", "US")]),
        ("Kochi", [("Kochi", "Kerala", "IN")]),
        ("Valledupar, Colombia", [("Valledupar", "Cesar", "CO")]),
        ("東京", [("Tokyo", "Tokyo", "JP")]),
        ("🇪🇦", [("", "", "ES")]),
    ],
)
def test_the_location_field_is_read(location: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(location) == expected


@pytest.mark.parametrize(
    ("bio", "countries"),
    [
        ("Physician based in Leeds", ["GB"]),
        ("Beirut, Lebanon", ["LB"]),
        ("Trained in Boston", []),
        ("Ohio native", []),
        ("Author from Los Angeles", []),
        ("Living in the US", ["US"]),
        ("Nurse in 🇬🇧", ["GB"]),
        ("Leeds-based nurse", ["GB"]),
        ("Candidate for Congress (NY-99)", ["US"]),
        ("Reporter at the PA news agency", []),
        ("Flight MD-11, on holiday", []),
        ("Nurse at Sampleton Hospital Melbourne", ["AU"]),
        ("Liberal. Page. Brooks.", []),
        ("I ❤️ Peru", []),
        ("Canada 150 Award", []),
        ("A dept at University of Samplers", []),
        ("Iraq War veteran", []),
        ("Cardiologist at Example Heart Institute, Boston, MA", ["US"]),  # not: a city that is loved
        ("Dermatologist at Lakeview Dermatology", []),  # nor in Saskatchewan
        ("Dermatologist at Lakeview Dermatology in Tulsa, Oklahoma", ["US"]),
    ],
)
def test_a_bio_gives_places_of_the_holder_only(bio: str, countries: list[str]) -> None:
    assert [p[2] for p in found("", bio)] == countries


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("From Ireland, now in India", [("IE", "origin"), ("IN", "")]),
        ("Physician from Vancouver living in Portugal", [("CA", "origin"), ("PT", "")]),
        ("Kentucky gal", [("US", "origin")]),
        ("Ohio native", [("US", "origin")]),
        ("Made in Portugal", [("PT", "origin")]),
        ("Born & brought up in 🇬🇧/ 🇨🇦", [("GB", "origin"), ("CA", "origin")]),
        ("Trained in Boston", [("US", "training")]),
        ("Boston-trained nurse. Living in Leeds", [("US", "training"), ("GB", "")]),
        ("Ex Toronto paramedic", [("CA", "former")]),
        ("Nurse at Sampleton Hospital Melbourne", [("AU", "")]),
        ("Georgia girl", []),
        ("Views of Boston", []),
    ],
)
def test_a_place_of_the_past_is_kept_apart_from_where_the_holder_is(bio: str, expected: list[tuple[str, str]]) -> None:
    claims = extract(Profile(name="Jane Example", bio=bio))
    places = [c.value for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place)]
    assert [(p.country, p.relation) for p in places] == expected


@pytest.mark.parametrize(
    ("location", "bio", "regions"),
    [
        ("Springfield", "", [""]),
        ("Springfield", "Internist in Springfield", [""]),
        ("Springfield, IL", "Internist in Springfield", ["IL"]),
        ("Columbus", "", ["OH"]),
    ],
)
def test_a_town_of_many_states_has_none_that_is_not_said(location: str, bio: str, regions: list[str]) -> None:
    claims = extract(Profile(name="Jane Example, MD", bio=bio, location=location))
    found = [c.value for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place)]
    assert [(p.region, p.country) for p in found] == [(region, "US") for region in regions]


def test_a_place_of_the_past_says_so_and_is_not_the_country_of_practice() -> None:
    claims = extract(Profile(name="Jane Example", bio="Nurse. Trained in Boston."))
    place = claims.of(ClaimKind.PLACE)[0]
    assert place.why is not None
    assert place.why.id == "claims.place.training"
    assert claims.of(ClaimKind.COUNTRY) == ()


def test_a_part_of_a_town_is_no_town_abroad_of_that_name() -> None:
    claims = extract(Profile(name="Jane Example", location="East London"))
    assert [c.value.country for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place)] == ["GB"]


def test_a_flag_settles_which_of_two_countries_is_meant() -> None:
    assert [country for _, _, country in found("Rep. of Chile 🇨🇱, America")] == ["CL"]


def test_the_region_that_begins_an_organisations_name_is_a_place_of_theirs() -> None:
    claims = extract(Profile(name="Sample Health", bio="Official account of the Ontario Department of Samples."))
    assert [c.value.region for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place)] == ["Ontario"]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Conseiller municipal de Brive la Gaillarde", [("Brive-la-Gaillarde", "Nouvelle-Aquitaine", "FR")]),
        ("Pau de queijo", []),
        ("Hopa!", []),
        ("Always in Turbo Mode", []),
        ("Sheriff of Maricopa County", [("", "AZ", "US")]),
        ("Washington County nurse", [("", "", "US")]),
        ("Serving Ohio's 99th Congressional District", [("", "OH", "US")]),
        ("MPP for Sample-Example | Mum", [("", "Ontario", "CA")]),
        ("mpp for all", []),
        ("New York Times bestseller", []),
    ],
)
def test_small_towns_counties_and_seats_are_read_only_where_they_can_be_nothing_else(
    bio: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found("", bio) == expected


@pytest.mark.parametrize(
    ("location", "country"),
    [("東京都杉並区", "JP"), ("加拿大多伦多", "CA"), ("กรุงเทพ ประเทศไทย", "TH"), ("Канада", "CA"), ("ਕੈਨੇਡਾ", "CA")],
)
def test_a_country_is_read_in_the_script_it_is_written_in_with_and_without_spaces(location: str, country: str) -> None:
    assert [c for _, _, c in found(location)] == [country]


def test_a_small_town_abroad_does_not_outweigh_the_place_it_stands_before() -> None:
    assert found("Dolo, Venezia, Italy")[0][2] == "IT"


def test_the_list_of_towns_is_keyed_as_texts_are_looked_up() -> None:
    for row in lists.rows("towns"):
        assert row["key"] == (phrase_key(row["key"]) or row["key"])
        assert row["kind"] in ("city", "region", "country")
        assert row["weight"].isdigit()


def test_a_hospital_named_after_a_place_abroad_says_nothing_of_the_holder() -> None:
    bio = "Enfermera, Hospital Universitario La Paz"
    assert {country for _, _, country in found("Madrid", bio)} == {"ES"}


def test_codes_in_a_list_share_what_stands_before_them() -> None:
    assert found("", "Telehealth in FL & TX") == [("", "FL", "US"), ("", "TX", "US")]


def test_an_irish_county_is_not_colorado() -> None:
    assert [c for _, _, c in found("Sampleton, Co. Galway")] == ["IE"]


@pytest.mark.parametrize(
    ("name", "country"),
    [("Jane Example MD", "US"), ("Jane Example", "GB"), ("Jane Example MD FRACP", "GB"), ("Jane Example MBBS", "GB")],
)
def test_a_small_town_of_several_countries_is_the_american_one_beside_an_american_degree(
    name: str, country: str
) -> None:
    read = extract(Profile(name=name, bio="Two days a week in Bangor."))
    assert [c.value.country for c in read.of(ClaimKind.PLACE) if isinstance(c.value, Place)] == [country]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("BDS. StR in Oral Surgery.", []),
        ("Consultant surgeon, Aberdeen. Golf, badly.", ["GB"]),
        ("Nurse, Aberdeen fan", []),
        ("Nurse. Missing Kuwait.", []),
    ],
)
def test_a_field_is_no_town_and_a_town_behind_a_calling_is_where_it_is_followed(bio: str, expected: list[str]) -> None:
    assert [country for _, _, country in found("", bio)] == expected


@pytest.mark.parametrize(
    ("location", "country"),
    [
        ("جدة", "SA"),
        ("الأردن", "JO"),
        ("الاردن", "JO"),
        ("ドイツ", "DE"),
        ("Hull", "GB"),
        ("Hà Nội", "VN"),
        ("Melaka", "MY"),
        ("Gaillimh", "IE"),
        ("València", "ES"),
        ("Münster", "DE"),
        ("San José", "US"),
    ],
)
def test_marks_on_letters_and_short_names_hide_no_place(location: str, country: str) -> None:
    assert [c for _, _, c in found(location)] == [country]


def test_a_town_that_the_location_names_is_meant_in_the_bio_as_well() -> None:
    claims = extract(Profile(name="Jane Example", bio="Community herbs in Santa Fe.", location="Santa Fe, NM"))
    assert {c.value.country for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place)} == {"US"}


def test_the_marks_of_a_name_say_which_of_two_countries_is_meant() -> None:
    assert [country for _, _, country in found("Münster")] == ["DE"]
    assert [country for _, _, country in found("Munster")] == ["IE"]


def test_a_bay_a_resort_and_a_club_are_not_taken_for_another_place() -> None:
    assert found("Tampa Bay Area") == [("Tampa", "FL", "US")]
    assert found("San Francisco Bay Area")[0][1:] == ("CA", "US")
    assert found("The Hamptons") == [("The Hamptons", "NY", "US")]
    assert found("Dubai", "Dentist | Real Madrid | Dogs") == [("Dubai", "Dubai", "AE")]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Nanaimo resident, nurse", [("Nanaimo", "", "CA")]),
        ("Kansan, plant mom", [("", "KS", "US")]),
        ("Minister, Government of Assam", [("Assam", "Assam", "IN")]),
        ("CEO of the Ontario Chamber of Commerce", [("", "Ontario", "CA")]),
        ("Professor, University of Ontario", []),
        ("Surgery resident. ER resident", []),
    ],
)
def test_townsfolk_and_governments_say_where_they_are(bio: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("", bio) == expected


@pytest.mark.parametrize(
    ("location", "region"), [("Monmouthshire", "Wales"), ("Caithness", "Scotland"), ("Middlesex", "England")]
)
def test_british_counties_are_known(location: str, region: str) -> None:
    assert found(location) == [("", region, "GB")]
