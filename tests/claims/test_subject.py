"""Whose account it says it is."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("profile", "subject"),
    [
        (Profile(name="Jane Example", bio="Nurse"), "person"),
        (Profile(name="Jane", bio="ICU nurse"), "person"),
        (Profile(name="Storm ⛈", bio="ICU nurse"), "anonymous"),
        (Profile(name="Gianmarco", bio="Sognatore"), "person"),
        (Profile(name="Modena", bio="Sognatore"), "anonymous"),
        (Profile(name="MD State Police PIO", bio="Public information. Call 911."), "organisation"),
        (Profile(name="SMA", bio="Sample Medical Association: the voice of doctors"), "organisation"),
        (Profile(name="Jane Example", bio="Official account of Rep. Jane Example. Working for you."), "person"),
        (Profile(name="Sample Dems", bio="Eight women for a better state"), "organisation"),
        (Profile(name="Sample In", bio="Sample In is a TV news magazine show"), "organisation"),
        (Profile(name="Rex the Corgi", bio="Treats accepted. My human is a dentist."), "persona"),
        (Profile(name="OncoDoc_Example", bio="Hematologist"), "anonymous"),
        (Profile(name="Rex the Therapy Dog", bio="Hospital visits. Human: an occupational therapist."), "persona"),
        (Profile(name="Jane the GOAT", bio="Hospital visits."), "person"),
        (Profile(name="Ortho Bro", bio="PGY4"), "anonymous"),
        (Profile(name="DrAngryFace", bio="Psychiatrist"), "anonymous"),
        (Profile(name="longhauler_ann", bio="Former nurse"), "anonymous"),
        (Profile(name="Jane_Example", bio="Nurse"), "person"),
        (Profile(name="Sampleton Physio Clinic", bio="Physiotherapy, massage, chiro. Direct billing."), "organisation"),
        (Profile(name="", handle="xq77", bio="ICU nurse"), "anonymous"),
        (Profile(name="Dr Jane Example", bio="Not using my real name"), "anonymous"),
        (
            Profile(name="Sampleton General Hospital", bio="The official account. We care for our patients."),
            "organisation",
        ),
        (Profile(name="Sample News", bio="A community news network. Follow us!"), "organisation"),
        (Profile(name="Sample Aid", bio="Sample Aid is a charity that helps"), "organisation"),
        (Profile(name="Dr Jane Example", bio="Parody account"), "persona"),
        (Profile(name="RIP Jane Example", bio=""), "anonymous"),
        (Profile(name="I ❤️ Jane Example MD", bio=""), "anonymous"),
        (Profile(name="Jane Example MD", bio="AI doctor and writer"), "person"),
        (Profile(name="In loving memory of Jane Example", bio=""), "anonymous"),
        (Profile(name="Angel Without Wings", bio=""), "anonymous"),
        (Profile(name="La Gardienne", bio="Infirmière de nuit. Pseudo, ni noms ni lieux."), "anonymous"),
        (Profile(name="La Nguyen", bio="Nurse"), "person"),
        (Profile(name="Pediatrics in Plain", bio="I'm Dr. Rosamund Teller-Ochoa, a pediatrician"), "person"),
        (Profile(name="Space Cowboy", bio="JANE Q. EXAMPLE, PhD, biologist"), "person"),
        (Profile(name="Zindri", handle="ZindriExample", bio=""), "person"),
        (Profile(name="FEMA Region 3", bio=""), "anonymous"),
        (Profile(name="Lady Karen Brexiteer", bio="Love my country"), "anonymous"),
        (Profile(name="Sampleton Surgery", bio="Follow us for news about Sampleton Surgery."), "organisation"),
        (Profile(name="James", bio="An asthmatic who has been removed from group 6"), "person"),
        (Profile(name="Sample Bot", bio="I am a bot that tweets"), "persona"),
    ],
    ids=str,
)
def test_whose_account_it_is(profile: Profile, subject: str) -> None:
    assert extract(profile).word(ClaimKind.SUBJECT) == subject


def test_an_organisation_claims_no_persons_credentials() -> None:
    claims = extract(Profile(name="California DDS", bio="We serve our community. The official account."))
    assert claims.of(ClaimKind.CREDENTIAL) == ()
    assert claims.name() is None
    assert any(r.why.id == "claims.role.not_organisation" for r in claims.rejected)


def test_a_played_nurse_is_no_nurse_and_says_why() -> None:
    claims = extract(Profile(name="Nurse Example", bio="Fan account"))
    assert claims.of(ClaimKind.PROFESSION) == ()
    assert "claims.role.not_persona" in [r.why.id for r in claims.rejected]


@pytest.mark.parametrize(
    ("profile", "quotes"),
    [
        (Profile(name="Jane Example", bio="Nurse"), ["Jane Example"]),
        (Profile(name="Sample", bio="Parody account"), ["Parody"]),
        (Profile(name="Dr Sample", bio="Surgeon. Not my real name"), ["Not my real name"]),
        (Profile(name="Sampleton Hospital", bio="We care for you"), ["Hospital", "We"]),
        (Profile(name="", bio="ICU nurse"), []),
    ],
    ids=str,
)
def test_the_subject_shows_the_words_that_say_it(profile: Profile, quotes: list[str]) -> None:
    claim = extract(profile).first(ClaimKind.SUBJECT)
    assert claim is not None
    assert [profile.quote(s) for s in claim.spans] == quotes


@pytest.mark.parametrize(
    ("name", "bio"),
    [
        ("Journal of Sample Hepatology", "Peer-reviewed. Editor-in-Chief: @sample. Submit today!"),
        ("Sample Grove Family Medicine Residency", "Unopposed FM residency since 1994."),
        ("Sample & Pine Acupuncture", "Community acupuncture. Sliding scale. Jane Example, owner"),
        ("Clínica Veterinaria Los Ejemplos", "Cuidamos a tus mascotas. Urgencias 24h."),
        ("Physio First Sampleton", "Sports injury clinic. Chartered physiotherapists. Book online"),
        ("SampleBuzz", "Daily cardiology news, trials & ECG quizzes."),
        ("ESMP Congress 2023", "Annual Meeting of the Sample Society"),
    ],
)
def test_a_house_a_journal_or_a_meeting_is_no_person(name: str, bio: str) -> None:
    claims = extract(Profile(name=name, bio=bio))
    assert claims.word(ClaimKind.SUBJECT) == "organisation"
    assert not claims.of(ClaimKind.PROFESSION)


@pytest.mark.parametrize(
    ("name", "handle", "bio"),
    [
        ("Jane Example", "", "Dentist. New patients welcome."),
        ("Jane Smith", "", "Private clinic. Cardiologist."),
        ("Marlo (she/they)", "", "family therapist"),
        ("", "janesmithRPh", "community pharmacist"),
    ],
)
def test_a_person_who_speaks_of_their_house_or_gives_pronouns_stays_one(name: str, handle: str, bio: str) -> None:
    assert extract(Profile(name=name, handle=handle, bio=bio)).word(ClaimKind.SUBJECT) == "person"


@pytest.mark.parametrize(
    ("name", "bio", "subject"),
    [
        ("Dr. Rufus Sample", "Therapy dog. Human: @sample_jane", "persona"),
        ("Professor Sample", "Just a very good cat. Naps.", "persona"),
        ("Dr. Sample's Mask", "Over the nose, please.", "persona"),
        ("Jane Example", "Dog, kids, GP", "person"),
        ("Jane Example", "Paramedic. Not affiliated with any trust.", "person"),
        ("Sample Nurse Show", "Not affiliated with the network", "persona"),
    ],
)
def test_an_animal_or_a_thing_that_speaks_is_a_persona(name: str, bio: str, subject: str) -> None:
    assert extract(Profile(name=name, bio=bio)).word(ClaimKind.SUBJECT) == subject


@pytest.mark.parametrize(
    ("name", "bio", "subject"),
    [
        ("Margaret Sample", "We need a better government for our country", "person"),
        ("Margaret Sample", "We are a charity. Our nurses visit you. Join us", "organisation"),
        ("Sample House", "We help. Our doors are open", "organisation"),
        ("Superintendencia Nacional de Ejemplos", "La Superintendencia es el ente encargado", "organisation"),
    ],
)
def test_who_says_we_need_speaks_for_no_organisation(name: str, bio: str, subject: str) -> None:
    assert extract(Profile(name=name, bio=bio)).word(ClaimKind.SUBJECT) == subject
