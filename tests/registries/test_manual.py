"""Registers for people: the right page, never a claim that anybody was asked."""

from __future__ import annotations

import pytest

from credcheck.model import Claim, ClaimKind, Claims, Credential, CredentialClass, Place
from credcheck.net import Http
from credcheck.registries.interface import NotAsked
from credcheck.registries.manual import Manual, pages, registers
from credcheck.wording import render
from tests.registries.asking import access, claims, country


def said(profession: str = "physician", *more: Claim) -> Claims:
    return claims("Jane", "Example", Claim(ClaimKind.PROFESSION, profession), *more)


def place(region: str, of: str = "US") -> Claim:
    return Claim(ClaimKind.PLACE, Place(region, region=region, country=of))


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (said("physician", country("GB")), ["General Medical Council (GMC)"]),
        (said("nurse", country("GB")), ["Nursing and Midwifery Council (NMC)"]),
        (said("dentist", country("AU")), ["Ahpra register of practitioners"]),
        (said("physician", place("ON", "CA")), ["College of Physicians and Surgeons of Ontario (CPSO)"]),
        (said("physician", place("BC", "CA")), []),
        (said("nurse", place("FL")), ["Florida Department of Health licence search", "Nursys QuickConfirm"]),
        (said("physician"), []),
        (claims("Jane", "Example", country("GB")), []),
        (Claims((country("AU"),)), []),
    ],
)
def test_the_page_follows_country_region_and_profession(wanted: Claims, titles: list[str]) -> None:
    assert [page.title for page in pages(wanted)] == titles


def test_a_credential_stands_for_its_profession() -> None:
    mbbs = Claim(ClaimKind.CREDENTIAL, Credential("MBBS", CredentialClass.LICENCE_DEGREE, "physician"))
    assert [p.title for p in pages(claims("Jane", "Example", mbbs, country("GB")))] == ["General Medical Council (GMC)"]


async def test_it_is_never_asked_and_tells_where_to_look() -> None:
    manual = Manual(access(Http()))
    why = manual.pass_over(said("physician", country("GB")))
    assert why is not None
    assert render(why).startswith("Not asked")
    assert '"Jane Example"' in render(why)
    assert "https://www.gmc-uk.org/registrants" in render(why)
    nothing = manual.pass_over(Claims())
    assert nothing is not None
    assert nothing.id == "manual.none"
    with pytest.raises(NotAsked):
        await manual.find(said("physician", country("GB")))


def test_every_entry_is_complete() -> None:
    assert len({one.url for one in registers()}) == len(registers())
    assert all(one.url.startswith("https://") and one.title and len(one.country) == 2 for one in registers())
