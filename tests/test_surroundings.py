"""What lies around an account: look-alike names in local registers, other accounts in the cache."""

from __future__ import annotations

import dataclasses

import pytest

from credcheck import claims, wire
from credcheck.model import Profile, Report, Severity, Surroundings
from credcheck.registries.interface import Reply
from credcheck.store import ReportStore
from tests.fakes import FakeFinder, checker, listed

JANE = Profile(name="Jane Example, MD", handle="janeexample", platform="x", bio="Cardiologist in Boston")
LONG = "Cardiologist in Boston who writes about hearts, hospitals and the long way home from night shifts"


class ByName(FakeFinder):
    """A register of one person, who is found by name only, near spellings included."""

    async def find(self, claims: object) -> Reply:
        return Reply((listed("npi_mirror"),), self.reply.asked)  # type: ignore[union-attr]


async def flags_of(profile: Profile, store: ReportStore | None = None) -> dict[str, Severity]:
    return {f.rule: f.severity for f in (await report_of(profile, store)).flags}


async def report_of(profile: Profile, store: ReportStore | None = None) -> Report:
    made = dataclasses.replace(checker(ByName("npi_mirror")), store=store)
    return await made.check(profile)


@pytest.mark.parametrize("name", ["J\u0430ne Ex\u0430mple, MD", "J\u200bane Example, MD", "J4ne Example, MD"])
async def test_a_disguised_name_that_reads_like_a_registered_one_is_a_caution(name: str) -> None:
    raised = await flags_of(dataclasses.replace(JANE, name=name))
    assert raised["lookalike_name"] is Severity.CAUTION


async def test_a_figure_behind_the_name_disguises_nothing() -> None:
    for name in ("Jane Example, MS3", "Jane Example MD | M3 mentor"):
        assert "lookalike_name" not in await flags_of(dataclasses.replace(JANE, name=name, bio="Medical student"))


async def test_the_registered_name_itself_and_an_unregistered_one_are_left_alone() -> None:
    assert "lookalike_name" not in await flags_of(JANE)
    for name in ("B\u043eb Sample, MD", "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"):
        assert "lookalike_name" not in await flags_of(dataclasses.replace(JANE, name=name))


async def test_one_other_letter_is_a_note_and_a_caution_with_the_specialty_copied() -> None:
    near = dataclasses.replace(JANE, name="Jane Exampel, MD", bio="Physician")
    assert (await flags_of(near))["lookalike_name"] is Severity.NOTE
    assert (await flags_of(dataclasses.replace(near, bio="Cardiologist")))["lookalike_name"] is Severity.CAUTION


@pytest.fixture
def store() -> ReportStore:
    made = ReportStore("sqlite://")
    made.open()
    return made


async def test_another_account_on_the_platform_that_claims_the_same_person_is_a_caution(store: ReportStore) -> None:
    first = dataclasses.replace(JANE, bio=LONG)
    await report_of(first, store)
    raised = await flags_of(dataclasses.replace(first, handle="janeexamp1e"), store)
    assert raised["identity_twice"] is Severity.CAUTION
    assert raised["lookalike_account"] is Severity.CAUTION
    assert raised["copied_bio"] is Severity.CAUTION


async def test_checking_the_same_account_again_raises_nothing(store: ReportStore) -> None:
    first = dataclasses.replace(JANE, bio=LONG)
    assert await flags_of(first, store) == await flags_of(first, store)


@pytest.mark.parametrize("order", [("", "x"), ("x", "")])
async def test_a_handle_of_which_one_text_does_not_say_where_it_lives_is_no_other_account(
    store: ReportStore, order: tuple[str, ...]
) -> None:
    made = [await flags_of(dataclasses.replace(JANE, bio=LONG, platform=where), store) for where in order]
    assert all(not {"identity_twice", "lookalike_account", "copied_bio"} & set(raised) for raised in made)
    await flags_of(dataclasses.replace(JANE, bio=LONG), store)
    elsewhere = await flags_of(dataclasses.replace(JANE, bio=LONG, platform="bluesky"), store)
    assert "identity_twice" in elsewhere


async def test_accounts_that_name_each_other_are_left_alone(store: ReportStore) -> None:
    await report_of(dataclasses.replace(JANE, bio=LONG), store)
    linked = dataclasses.replace(JANE, handle="janeexamp1e", bio=LONG + " Old account: @janeexample")
    assert not {"identity_twice", "lookalike_account", "copied_bio"} & set(await flags_of(linked, store))


async def test_a_renamed_account_is_remarked_by_its_own_number(store: ReportStore) -> None:
    await report_of(dataclasses.replace(JANE, account_id="42", name="Crypto Daily"), store)
    assert (await flags_of(dataclasses.replace(JANE, account_id="42"), store))["renamed"] is Severity.NOTE


@pytest.mark.parametrize(
    ("said", "severity"), [("", Severity.CAUTION), (" Formerly @coryfinch.", Severity.NOTE)], ids=["silent", "told"]
)
async def test_an_account_that_names_its_earlier_handle_itself_is_only_remarked(
    store: ReportStore, said: str, severity: Severity
) -> None:
    now = dataclasses.replace(JANE, account_id="42", bio=f"{JANE.bio}{said}")
    await report_of(dataclasses.replace(JANE, account_id="42", name="Cory Finch", handle="coryfinch"), store)
    assert (await flags_of(now, store))["renamed"] is severity


async def test_a_forgotten_report_is_no_longer_compared(store: ReportStore) -> None:
    made = await report_of(JANE, store)
    store.forget(made.id)
    assert store.around(dataclasses.replace(JANE, handle="other"), made.verdict.person) == Surroundings()


async def test_an_export_holds_digests_of_others_and_nothing_else(store: ReportStore) -> None:
    secret = Profile("Jane Example, MD", "secrethandle", LONG, platform="x")
    await report_of(secret, store)
    other = dataclasses.replace(secret, handle="janeexample")
    raw = wire.dumps(await report_of(other, store))
    assert b"secrethandle" not in raw


def test_claims_of_a_disguised_name_are_read() -> None:
    assert claims.extract(JANE).name() is not None


@pytest.mark.parametrize(
    "name",
    [
        "\u1d0a\u1d00\u0274\u1d07 ex\u1d00\u1d0d\u1d18l\u1d07",
        "\U0001f139\U0001f130\U0001f13d\U0001f134 "
        "\U0001f134\U0001f147\U0001f130\U0001f13c\U0001f13f\U0001f13b\U0001f134 MD",
        "J\u0430ne Example MD",
        "J4n3 Exampl3",
    ],
)
async def test_a_disguised_name_of_one_case_or_with_credentials_is_read_as_a_name(name: str) -> None:
    assert (await flags_of(dataclasses.replace(JANE, name=name)))["lookalike_name"] is Severity.CAUTION


@pytest.mark.parametrize(
    "bio",
    [
        "{}. Opinions are my own and not medical advice. Retweets are not endorsements.",
        "{}. Views are my own and do not represent those of my employer. Tweets are not medical advice. She/her",
        "{} resident at Sampleton University Hospital. She/her.",
    ],
)
async def test_who_shares_a_disclaimer_or_a_post_has_copied_nothing(store: ReportStore, bio: str) -> None:
    other = Profile(name="Sam Sample, MD", handle="samsample", platform="x", bio=bio.format("Pediatrics"))
    await flags_of(other, store)
    assert "copied_bio" not in await flags_of(dataclasses.replace(JANE, bio=bio.format("Pediatrics")), store)


async def test_a_long_description_of_one_s_own_is_copied_with_or_without_a_disclaimer(store: ReportStore) -> None:
    other = Profile(name="Sam Sample, MD", handle="samsample", platform="x", bio=LONG)
    await flags_of(other, store)
    copied = dataclasses.replace(JANE, bio=f"{LONG}. Views are my own.")
    assert (await flags_of(copied, store))["copied_bio"] is Severity.CAUTION
