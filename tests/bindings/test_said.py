"""What a page of an institution says of an account beside it: warnings, thanks, quotes, visitors' entries, footers."""

from __future__ import annotations

import pytest

from credcheck import lists
from credcheck.bindings.institution_page import InstitutionPage
from credcheck.model import Level, Taxonomy
from tests.bindings.pages import KNOWN, PAGE, X, account, person, prove

LINK = f"<a href='{X}'>@janeexample</a>"
JANE = "<h1>Jane Example, MD</h1>"
HOST = PAGE.split("/", 3)[2]


@pytest.fixture(autouse=True)
def _institutions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "institution_domains", lambda: KNOWN)


async def judged(html: str, url: str = PAGE) -> tuple[str, Level, bool]:
    (found,) = await prove(InstitutionPage, account(url), {url: html})
    return found.sentence.id.partition(".")[2], found.level, found.against


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>News</h1><p>Jane Example, MD is being imitated by {LINK}. Please do not reply.</p>",
        f"{JANE}<p>Somebody posing as Jane Example runs {LINK}.</p>",
        f"{JANE}<p>{LINK} was not created by me and I ask you to block it.</p>",
        f"<h1>Notice</h1><p>Criminals opened {LINK} in the name of Jane Example.</p>",
        f"<h1>Notice</h1><p>Jane Example has no X account; {LINK} asks patients for money.</p>",
        f"<h1>Hinweis</h1><p>Das Konto {LINK} gehört nicht zu Jane Example.</p>",
        f"<h1>Aviso</h1><p>La cuenta {LINK} no pertenece a Jane Example.</p>",
        f"<h1>Attention</h1><p>Le compte {LINK} usurpe l'identité de Jane Example.</p>",
        f"<h1>Scam alert</h1><ul><li>Jane Example: {LINK}</li></ul>",
        f"{JANE}<p>This account is an imitation:</p><p>{LINK}</p>",
        f"{JANE}<p>I am not on social media. {LINK} is someone else.</p>",
        f"{JANE}<p>Not to be confused with {LINK}.</p>",
        f"{JANE}<p>Unofficial fan account: {LINK}</p>",
        f"<h1>Reported accounts</h1><p>Jane Example {LINK}</p>",
        f"{JANE}<p>Her account {LINK} was hacked in May.</p><p>Jane Example: {LINK}</p>",
    ],
)
async def test_a_page_that_warns_of_the_account_in_any_of_its_rows_never_binds_it(html: str) -> None:
    assert await judged(html) == ("disowned", Level.L0, True)


@pytest.mark.parametrize(
    "html",
    [
        f"{JANE}<p>She does not have a waiting list. {LINK}</p>",
        f"{JANE}<p>Studies fake news about vaccines. {LINK}</p>",
        f"{JANE}<p>Beware of imitations: her only account is {LINK}</p>",
        f"{JANE}<p>{LINK}</p><p>Beware of phishing mails.</p>",
        f"{JANE}<p>Expert on medical impersonation. {LINK}</p>",
        f"{JANE}<p>Author of the book “Fake cures”. Via Twitter: {LINK}</p>",
        f"{JANE}<p>She is a critic of scams in medicine; follow {LINK}</p>",
        f"{JANE}<p>She does not use the portal for urgent questions. {LINK}</p>",
        f"{JANE}<p>Views expressed at {LINK} are her own.</p>",
        f"{JANE}<p>Folgen Sie Dr. Example auf Twitter: {LINK}</p>",
        f"{JANE}<div>Cardiology Clinic<br>Springfield<br>Phone 555 0100<br>{LINK}</div>",
        f"{JANE}<p>Posted by the press office. {LINK}</p>",
    ],
)
async def test_words_of_warning_about_something_else_do_not_part_person_and_account(html: str) -> None:
    assert await judged(html) == ("bound", Level.L3, False)


@pytest.mark.parametrize(
    "html",
    [
        f"{JANE}<p>Photo: {LINK}</p>",
        f"{JANE}<p>Interview by {LINK}</p>",
        f"{JANE}<p>“Congratulations!” wrote {LINK}</p>",
        f"{JANE}<p>Portrait: {LINK}</p>",
        f"{JANE}<p>Patient {LINK} thanked the whole team.</p>",
        f"{JANE}<p>If you wonder about {LINK}, write to the office.</p>",
        f"<h1>Patient stories</h1><p>My heart was fixed by Dr. Jane Example, says {LINK}.</p>",
        f"<h1>Community</h1><p>Fan club of Dr. Jane Example: {LINK}</p>",
        f"<h1>Gala</h1><p>Dr. Jane Example and her husband {LINK}</p>",
        f"<h1>Podcast</h1><p>Jane Example, MD was a guest on the show of {LINK}</p>",
        f"<h1>Press</h1><p>Media contact for Jane Example, MD: {LINK}</p>",
        f"{JANE}<p>Patient {LINK} thanked Dr. Jane Example and all of us.</p>",
        f"{JANE}<p>Research group account: {LINK}</p>",
        f"{JANE}<p>Follow our department: {LINK}</p>",
        f"<h1>What people say</h1><blockquote>Great place — Jane Example, MD {LINK}</blockquote>",
    ],
)
async def test_an_account_that_is_thanked_or_quoted_is_not_bound_and_not_spoken_against(html: str) -> None:
    assert await judged(html) == ("apart", Level.L1, False)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("guestbook", "Welcome"),
        ("testimonials/jane", "Thanks"),
        ("profile.php?u=5", "Jane Example"),
        ("apply/jane", "Jane Example"),
        ("a", "Patient reviews"),
        ("a", "Our donors"),
    ],
)
async def test_pages_that_visitors_fill_do_not_bind(path: str, heading: str) -> None:
    word, level, _ = await judged(f"<h1>{heading}</h1><p>Jane Example, MD {LINK}</p>", f"https://{HOST}/{path}")
    assert (word, level) == ("members", Level.L1)


@pytest.mark.parametrize("handle", ["ourhospital", "midtownhealth", "norapim"])
async def test_an_account_that_bears_no_name_of_the_person_is_not_said_to_stand_in_the_place_of_theirs(
    handle: str,
) -> None:
    html = f"{JANE}<p>Cardiology</p><footer><a href='https://x.com/{handle}'>Follow us</a></footer>"
    assert await judged(html) == ("silent", Level.L0, False)


@pytest.mark.parametrize(
    "row",
    [
        "<a href='https://x.com/drjanee'>X</a>",
        "<p>Follow her: <a href='https://x.com/heartnerd'>X</a></p>",
        "<p>Jane Example: <a href='https://x.com/heartnerd'>X</a></p>",
    ],
)
async def test_another_account_that_is_shown_as_the_persons_is_told(row: str) -> None:
    assert await judged(JANE + row) == ("another_account", Level.L0, True)


@pytest.mark.parametrize(
    "heading",
    [
        "In memoriam: Jane Example, MD",
        "Jane Example Foundation",
        "Winners of the Jane Example, MD Award",
        "Heart Center of Jane Example, MD",
        "Interview with Jane Example, MD",
    ],
)
async def test_a_page_of_what_bears_the_name_is_not_the_person_s(heading: str) -> None:
    word, level, _ = await judged(f"<h1>{heading}</h1><p>{LINK}</p>")
    assert (word, level) == ("apart", Level.L1)


@pytest.mark.parametrize(
    "html",
    [
        f"{JANE}<p>Dr. Jane Example is a cardiologist at Example Clinic. <a href='{X}'>X</a></p>",
        f"<h1>News</h1><p>Jane Example, MD ({LINK}) has joined us.</p>",
        f"<h1>Team</h1><ul><li>Sam Sample, MD</li><li>Jane Example, MD, Cardiology {LINK}</li></ul>",
        f"<h1>Meet Jane Example, MD</h1>{LINK}",
        f"<title>Jane Example, MD - Cardiology - Springfield</title><body>{LINK}",
        f"<h1>News</h1><p>Jane Example, MD tweets at {LINK}</p>",
    ],
)
async def test_an_account_by_the_name_or_on_the_person_s_page_is_theirs(html: str) -> None:
    assert await judged(html) == ("bound", Level.L3, False)


@pytest.mark.parametrize(
    ("html", "word", "level"),
    [
        (f"<h1>Jane Example, RN</h1>{LINK}", "other_calling", Level.L1),
        (f"<h1>Jane Example</h1><p>Marketing manager</p>{LINK}", "other_calling", Level.L1),
        (f"<h1>Jane Example</h1><p>Medical student, class of 2028</p>{LINK}", "other_calling", Level.L1),
        (f"<ul><li>Jane Example, MD</li><li>Jane Example, DDS {LINK}</li></ul>", "other_calling", Level.L1),
        (f"<h1>Jane Example, MD, PhD</h1>{LINK}", "bound", Level.L3),
        (f"<h1>Jane Example, DO</h1>{LINK}", "bound", Level.L3),
        (f"<h1>Dr. Jane Example</h1><p>Marketing manager of hearts</p>{LINK}", "bound", Level.L3),
    ],
)
async def test_a_namesake_of_another_calling_at_the_institution_is_not_the_one_listed(
    html: str, word: str, level: Level
) -> None:
    listed = person(taxonomies=(Taxonomy("207RC0000X"),), credentials=("MD",))
    found = await prove(InstitutionPage, account(PAGE), {PAGE: html}, listed)
    assert [(b.sentence.id.partition(".")[2], b.level) for b in found if "training" not in b.sentence.id] == [
        (word, level)
    ]


async def test_two_people_in_one_row_do_not_share_an_account() -> None:
    row = f"<tr><td>Jane Example, MD</td><td>Sam Sample, MD</td><td>{LINK}</td></tr>"
    assert (await judged(f"<h1>Team</h1><table>{row}</table>"))[1] is Level.L1
