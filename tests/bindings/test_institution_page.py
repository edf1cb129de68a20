"""Pages of institutions: only what shows person and account to readers, on a page the institution writes, binds."""

from __future__ import annotations

import time
from dataclasses import replace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck import lists
from credcheck.bindings._page import read
from credcheck.bindings.institution_page import InstitutionPage
from credcheck.model import Leads, Level, Link, Profile
from credcheck.wording import render
from tests.bindings.pages import KNOWN, PAGE, X, account, person, prove

LINK = f"<a href='{X}'>X</a>"
HEADED = f"<h1>Jane Example, MD</h1><p>Cardiology</p><p>{LINK}</p>"


@pytest.fixture(autouse=True)
def _institutions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "institution_domains", lambda: KNOWN)


async def judged(html: str, url: str = PAGE) -> tuple[str, Level, bool]:
    (found,) = await prove(InstitutionPage, account(url), {url: html})
    assert render(found.sentence) != found.sentence.id
    return found.sentence.id.partition(".")[2], found.level, found.against


@pytest.mark.parametrize(
    "html",
    [
        HEADED,
        f"<title>Jane Example | Example Clinic</title><body>{LINK}",
        f"<ul><li>Sam Sample</li><li>Jane Example, MD ({LINK})</li></ul>",
        f"<table><tr><td>Example, Jane</td><td>{LINK}</td></tr><tr><td>Sam Sample</td></tr></table>",
        "<h1>Dr. Jane Q. Example</h1><p>On X: @janeexample</p>",
        "<h1>Jane Example</h1><a href='https://twitter.com/JaneExample/'>Twitter</a>",
        f"<h1>Jane Example</h1><div class='d-none d-md-block'>{LINK}</div>",
        f"<h1>Jane Example</h1><p>Follow Dr. Example on Social Media: {LINK}</p>",
        "<h1>Jane Example</h1><p>Twitter: janeexample</p>",
    ],
)
async def test_a_page_that_shows_person_and_account_to_readers_binds(html: str) -> None:
    assert await judged(html) == ("bound", Level.L3, False)


@pytest.mark.parametrize(
    ("html", "url", "word", "level", "against"),
    [
        (f"<h1>Staff</h1><p>Jane Example</p><p>Sam Sample {LINK}</p>", PAGE, "apart", Level.L1, True),
        (f"<h1>Staff</h1><p>Jane Example</p><p>{LINK}</p>", PAGE, "apart", Level.L1, False),
        (f"<h1>Sam Sample, MD</h1>{LINK}", PAGE, "another_person", Level.L1, True),
        ("<h1>Jane Example</h1><a href='https://x.com/other_jane'>X</a>", PAGE, "another_account", Level.L0, True),
        ("<h1>Jane Example</h1><a href='https://linkedin.com/in/jane'>in</a>", PAGE, "silent", Level.L0, False),
        (f"<h1>Jane Example</h1><div style='display: none'>{LINK}</div>", PAGE, "hidden", Level.L0, True),
        (f"<h1>Jane Example</h1><!-- {X} -->", PAGE, "hidden", Level.L0, True),
        (f"<h1>Jane Example</h1><script>var a='{X}'</script>", PAGE, "hidden", Level.L0, True),
        (f"<h1>Jane Example</h1><div style='text-indent:-9999px'>{LINK}</div>", PAGE, "hidden", Level.L0, True),
        (f"<h1>Jane Example</h1><div style='height:0'>{LINK}</div>", PAGE, "hidden", Level.L0, True),
        (f"<h1>Jane Example</h1><div class='d-none'>{LINK}</div>", PAGE, "hidden", Level.L0, True),
        (f"<h1>Jane Example</h1><textarea>{X}</textarea>", PAGE, "hidden", Level.L0, True),
        (f"<h1>Jane Example's team</h1><ul><li>Sam Sample, RN {LINK}</li></ul>", PAGE, "apart", Level.L1, True),
        (f"<h1>Jane Example's team</h1><p>Dr. Ewa Testman: {LINK}</p>", PAGE, "apart", Level.L1, True),
        (f"<h1>Jane Example</h1><div class='testimonials'><p>{LINK}</p></div>", PAGE, "members", Level.L1, True),
        (f"<h1>Notice</h1><p>{LINK} is not operated by Jane Example, MD.</p>", PAGE, "disowned", Level.L0, True),
        (f"<h1>News</h1><p>Jane Example</p><div id='comments'><p>{LINK}</p></div>", PAGE, "members", Level.L1, True),
        (HEADED, "https://wiki.clinic.example/jane", "members", Level.L1, False),
        (HEADED, "https://clinic.example/~jane/", "members", Level.L1, False),
        (HEADED, "https://clinic.example/~exampj2/", "members", Level.L1, False),
        (HEADED, "https://clinic.example/~ms27sam/", "members", Level.L1, True),
        (HEADED, "https://clinic.example/blogs/heart", "members", Level.L1, False),
        (HEADED, "https://clinic.example/forum/jane", "members", Level.L1, True),
        (HEADED, "https://clinic.example/uploads/7/jane.html", "members", Level.L1, True),
        (HEADED, "https://clinic.example:8443/staff/jane", "gone", Level.L0, False),
        (HEADED, "https://clinic.example/missing/x.com/janeexample", "members", Level.L1, True),
        (HEADED + "<p>Anyone can edit this.</p>", PAGE, "members", Level.L1, True),
        (HEADED, "https://clinic.example/find?q=jane+janeexample", "members", Level.L1, True),
    ],
)
async def test_what_readers_do_not_see_or_others_wrote_binds_nobody(
    html: str, url: str, word: str, level: Level, against: bool
) -> None:
    assert await judged(html, url) == (word, level, against)


async def test_a_redirect_within_the_institution_is_followed_and_one_away_is_said() -> None:
    to = "https://www.clinic.example/find/jane"
    moved: dict[str, str | httpx.Response] = {PAGE: httpx.Response(301, headers={"location": to}), to: HEADED}
    (found,) = await prove(InstitutionPage, account(PAGE), moved)
    assert found.level is Level.L3
    away: dict[str, str | httpx.Response] = {
        PAGE: httpx.Response(302, headers={"location": "https://evil.example/"}),
        "https://evil.example/": HEADED,
    }
    (found,) = await prove(InstitutionPage, account(PAGE), away)
    assert (found.sentence.id, found.level, found.against) == ("institution_page.left", Level.L0, True)


async def test_a_page_that_the_user_names_is_read_and_a_stranger_s_is_not() -> None:
    (found,) = await prove(InstitutionPage, account(), {PAGE: HEADED}, leads=Leads((PAGE,)))
    assert (found.level, found.person, found.url) == (Level.L3, "npi:1234567893", PAGE)
    other = "https://janeexample.example/"
    assert await prove(InstitutionPage, account(other), {other: HEADED}) == ()


async def test_namesakes_are_bound_one_by_one_and_too_many_bind_nobody() -> None:
    two = [person(f"npi:{n}") for n in range(2)]
    assert [b.level for b in await prove(InstitutionPage, account(PAGE), {PAGE: HEADED}, *two)] == [Level.L3] * 2
    many = [person(f"npi:{n}") for n in range(4)]
    assert [b.level for b in await prove(InstitutionPage, account(PAGE), {PAGE: HEADED}, *many)] == [Level.L1]


async def test_a_page_that_is_gone_is_said_and_proves_nothing() -> None:
    (found,) = await prove(InstitutionPage, account(PAGE))
    assert (found.sentence.id, found.level) == ("institution_page.gone", Level.L0)


@given(st.text(max_size=400))
def test_no_page_breaks_the_reader(html: str) -> None:
    page = read(PAGE, html)
    assert all(link.row <= len(page.rows) for link in page.links)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/jane#@clinic.example/staff",
        "https://evil.test#@clinic.example/staff/jane",
        "https://evil.test?@clinic.example/staff/jane",
        "https://evil.test\\@clinic.example/staff/jane",
        "https://clinic.example@evil.test/staff/jane",
        "https://clinic.example.evil.test/staff/jane",
        "https://evilclinic.example/staff/jane",
        "https://clin\u0456c.example/staff/jane",
        "https://evil.test/clinic.example/staff/jane",
        "https://evil.test;clinic.example/staff/jane",
    ],
)
async def test_an_address_that_only_seems_to_be_the_institutions_binds_nobody(url: str) -> None:
    pages = dict.fromkeys((url, "https://evil.test/jane", "https://evil.test/", "https://evil.test"), HEADED)
    found = await prove(InstitutionPage, account(url), pages, leads=Leads((url,)))
    assert not [b for b in found if b.level >= Level.L2]


@pytest.mark.parametrize(
    ("row", "handle"),
    [
        ("Cardiology. Follow our clinic on X", "clinic"),
        ("Cardiology. News on Twitter, and cardiology tips", "cardiology"),
        ("X-ray room: jane.smith@clinic.example", "smith"),
        ("On X: @janeexample2", "janeexample"),
        ("@janeexample on the bulletin board", "janeexample"),
    ],
)
async def test_a_handle_that_is_a_word_of_the_page_is_not_meant(row: str, handle: str) -> None:
    shown = replace(account(PAGE, handle=handle), url=f"https://x.com/{handle}")
    found = await prove(InstitutionPage, shown, {PAGE: f"<h1>Jane Example</h1><p>{row}</p>"})
    assert [b.sentence.id for b in found] == ["institution_page.silent"]


@pytest.mark.parametrize("row", ["<p>x", "<p>Jane Example", "<p>Sam Sample, MD x.com/janeexample"])
async def test_a_page_of_very_many_rows_is_judged_fast(row: str) -> None:
    begun = time.process_time()
    await judged(f"<h1>Jane Example, MD</h1>{row * 20_000}")
    assert time.process_time() - begun < 5


async def test_a_page_given_for_an_account_on_no_known_platform_is_said_not_to_be_opened() -> None:
    nowhere = Profile("Jane Example, MD", "janeexample")
    (found,) = await prove(
        InstitutionPage, nowhere, {PAGE: f"<p>Jane Example <a href='{X}'>X</a></p>"}, leads=Leads((PAGE,))
    )
    assert (found.sentence.id, found.level, found.failed) == ("institution_page.no_account", Level.L0, True)
    assert await prove(InstitutionPage, replace(nowhere, links=(Link(PAGE),))) == ()
