"""A page of an institution that names the person and the account."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from credcheck.bindings._account import Account, account_of, plain
from credcheck.bindings._beside import has_degree, heads, other_calling
from credcheck.bindings._names import NAMESAKES, claimed_in, named, others_in
from credcheck.bindings._page import Page, read
from credcheck.bindings._reach import addresses, hosts_of, reach, stays_away
from credcheck.bindings._said import credited, disowned, is_theirs, staff
from credcheck.bindings._seat import institution_at, members_write, repeats, visitors_write
from credcheck.bindings.interface import Proof
from credcheck.lists import InstitutionEntry
from credcheck.model import NO_LEADS, Binding, ClaimKind, Claims, Leads, Level, Person, Profile, Sentence, Stage
from credcheck.net import Fetched
from credcheck.text import tight

MOST_PAGES = 5
NOBODY = Profile()
_HEADING = 60
"""Rows shorter than this can be headings of what follows."""
_TRAINING = re.compile(
    r"\bPGY-?\s?\d|\b(?:our|meet the|current) (?:residents|fellows|students|interns)\b|"
    r"\b(?:MD|DO|medical school) class of 20\d\d\b|"
    r"\bclass of 20(?:2[6-9]|3\d)\b|\b(?:first|second|third|fourth)[- ]year (?:medical )?student\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One page, the institution behind it, and the account looked for."""

    page: Page
    institution: InstitutionEntry
    account: Account
    asked: str


class InstitutionPage(Proof):
    """A page on the web host of a known hospital, university or health body names the person and links to the account.

    The page comes from you or from the profile, and is read anew. It has to show both to readers: in one paragraph,
    list entry or table row, or the account on a page headed by the person's name. Pages that members, students or
    visitors write, hidden links and comments do not count, nor do quotes, thanks and sentences that do not say whose
    the account is; a page that anybody may have written is said to be so. It does not prove that the page was not
    tampered with.
    """

    id: ClassVar[str] = "institution_page"
    title: ClassVar[str] = "Institution's page that names person and account"
    level: ClassVar[Level] = Level.L3
    sends: ClassVar[Sentence] = Sentence("institution_page.sends")
    order: ClassVar[int] = 20

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        """Those of the institutions whose pages profile or user name."""
        return hosts_of(_pages(profile, leads)) if account_of(profile) else ()

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """What each page of an institution says of account and person."""
        account, found = account_of(profile), list[Binding]()
        if account is None:
            return tuple(map(_unread, _pages(NOBODY, leads)))
        for url in _pages(profile, leads):
            answer = await reach(self.http, url)
            if answer is None:
                found.append(_made(url, None, Level.L0, Sentence("institution_page.gone", url=url)))
            else:
                found += _of_answer(url, answer, account, claims, persons)
        return tuple(found)


def _unread(url: str) -> Binding:
    """A page that the user gave while nobody knows which account it should show; it was not opened."""
    said = Sentence("institution_page.no_account", url=url)
    return replace(_made(url, None, Level.L0, said), failed=True)


def _pages(profile: Profile, leads: Leads) -> tuple[str, ...]:
    wanted = (url for url in (*leads.pages, *addresses(profile)) if institution_at(url) is not None)
    return tuple(dict.fromkeys(wanted))[:MOST_PAGES]


def _of_answer(
    url: str, answer: Fetched, account: Account, claims: Claims, persons: tuple[Person, ...]
) -> list[Binding]:
    asked = institution_at(url)
    institution = institution_at(f"https://{answer.host}")
    if institution is None or asked is None or stays_away(institution, asked):
        params = {"url": url, "host": answer.host, "institution": asked.name if asked else ""}
        return [_made(url, answer, Level.L0, Sentence("institution_page.left", **params), against=True)]
    seen = _Seen(read(answer.url, answer.text()), institution, account, url)
    return _judged(seen, answer, claims, persons) + _training(seen, answer, claims, persons)


def _judged(seen: _Seen, answer: Fetched, claims: Claims, persons: tuple[Person, ...]) -> list[Binding]:
    """What the page shows, the telling cases first."""
    page, words = seen.page, {"institution": seen.institution.name, "url": seen.asked}
    rows = _rows(seen)
    if not rows:
        return _unnamed(seen, answer, claims, persons, words)
    if any(disowned(page, row, seen.account.handle) for row in rows):
        return [_made(seen.asked, answer, Level.L0, Sentence("institution_page.disowned", **words), against=True)]
    echoed = repeats(seen.asked, (seen.account.handle,), seen.account.addresses) or _users_only(seen, rows)
    if echoed or members_write(answer.url, page.text, f"{page.title} | {page.heading}"):
        said = Sentence("institution_page.members", **words)
        strangers = echoed or visitors_write(answer.url, page.text, _told_names(claims, persons))
        return [_made(seen.asked, answer, Level.L1, said, against=strangers)]
    return _named(seen, answer, rows, claims, persons, words)


def _training(seen: _Seen, answer: Fetched, claims: Claims, persons: tuple[Person, ...]) -> list[Binding]:
    """What the page says of the person's training, where the profile claims practice."""
    page = seen.page
    above = f"{page.title} | {page.heading}"
    told = False
    for row in page.rows:
        above = f"{above} | {row}" if _TRAINING.search(row) and len(row) < _HEADING else above
        if (named(row, persons) or claimed_in(row, claims)) and _TRAINING.search(f"{above} | {row}"):
            told = True
    if not told or claims.word(ClaimKind.STAGE) != Stage.PRACTISING.value:
        return []
    words = {"institution": seen.institution.name, "url": seen.asked}
    return [_made(seen.asked, answer, Level.L0, Sentence("institution_page.training", **words), against=True)]


def _named(
    seen: _Seen, answer: Fetched, rows: list[int], claims: Claims, persons: tuple[Person, ...], words: dict[str, str]
) -> list[Binding]:
    """The page names the account: beside whom?"""
    told = f"{seen.page.title} | {seen.page.heading}"
    if all(credited(seen.page, row, seen.account.handle, persons, claims) for row in rows):
        return [_made(seen.asked, answer, Level.L1, Sentence("institution_page.apart", **words))]
    texts = " | ".join(seen.page.rows[row] for row in rows if row < len(seen.page.rows))
    if all(row < len(seen.page.rows) and others_in(seen.page.rows[row], persons, claims) for row in rows):
        return [_made(seen.asked, answer, Level.L1, Sentence("institution_page.apart", **words), against=True)]
    headed = [text for text in (seen.page.title, seen.page.heading) if heads(text, persons, claims)]
    people = named(" | ".join(headed), persons) or named(texts, persons)
    if people and not _meant(people, claims) and not claimed_in(f"{told} | {texts}", claims):
        return [_made(seen.asked, answer, Level.L1, Sentence("institution_page.another_person", **words), against=True)]
    if people and (other := _other_calling(seen.page, (*headed, texts), people, claims)):
        return [_made(seen.asked, answer, Level.L1, Sentence("institution_page.other_calling", told=other, **words))]
    if 0 < len(people) <= NAMESAKES:
        return [
            _made(seen.asked, answer, Level.L3, Sentence("institution_page.bound", name=p.label(), **words), p.key)
            for p in people
        ]
    if people or claimed_in(" | ".join((*headed, texts)), claims):
        return [_made(seen.asked, answer, Level.L1, Sentence("institution_page.namesakes", **words))]
    if named(seen.page.text, persons) or claimed_in(seen.page.text, claims):
        apart = any(row in seen.page.entries for row in rows)  # a list says of each entry what stands in it
        return [_made(seen.asked, answer, Level.L1, Sentence("institution_page.apart", **words), against=apart)]
    return [_made(seen.asked, answer, Level.L1, Sentence("institution_page.another_person", **words), against=True)]


def _other_calling(page: Page, texts: tuple[str, ...], people: tuple[Person, ...], claims: Claims) -> str:
    """The calling that the page gives beside the name where it is none of theirs: then a namesake works there."""
    told = [other_calling(texts, person) for person in people]
    if all(told):
        return told[0]
    if claims.word(ClaimKind.STAGE) == Stage.STUDENT.value or any(has_degree(text, people) for text in texts):
        return ""
    first = next((i for i, row in enumerate(page.rows) if named(row, people)), len(page.rows))
    return next((said for row in page.rows[first : first + 3] if (said := staff(row))), "")


def _unnamed(
    seen: _Seen, answer: Fetched, claims: Claims, persons: tuple[Person, ...], words: dict[str, str]
) -> list[Binding]:
    """The page does not show the account to readers: hidden, another account, or none."""
    page, account = seen.page, seen.account
    hidden = any(account.is_at(link.url) for link in page.links if link.hidden) or _in_hidden(page, account)
    if hidden:
        return [_made(seen.asked, answer, Level.L0, Sentence("institution_page.hidden", **words), against=True)]
    theirs = named(f"{page.title} | {page.heading}", persons) or claimed_in(f"{page.title} | {page.heading}", claims)
    others = [link for link in page.links if account.beside(link.url) and link.shown and not link.users]
    if theirs and any(is_theirs(page, link.row, plain(link.url), persons, claims) for link in others):
        return [
            _made(seen.asked, answer, Level.L0, Sentence("institution_page.another_account", **words), against=True)
        ]
    return [_made(seen.asked, answer, Level.L0, Sentence("institution_page.silent", **words))]


def _meant(people: tuple[Person, ...], claims: Claims) -> bool:
    """Whether the profile's own name fits one of them, a changed surname aside: the given names agree."""
    name = claims.name()
    given = tight(name.given or name.nickname)[:1] if name else ""
    same = {tight(listed.name.given)[:3] for p in people for listed in p.names()}
    return not given or tight(name.given if name else "")[:3] in same


def _rows(seen: _Seen) -> list[int]:
    """The rows of the page that show the account to readers, by link or by its handle in plain letters."""
    page, account = seen.page, seen.account
    linked = [link.row for link in page.links if account.is_at(link.url) and link.shown]
    told = (i for i, row in enumerate(page.rows) if account.named_in(row) or _spelt(account, row))
    return sorted({*linked, *told})


def _spelt(account: Account, row: str) -> bool:
    """Whether a row gives the account's address in plain letters."""
    return any(account.is_at(word.strip(".,;:()<>")) for word in row.split() if "/" in word)


def _in_hidden(page: Page, account: Account) -> bool:
    low = page.hidden.lower()
    return any(address in low for address in account.addresses)


def _users_only(seen: _Seen, rows: list[int]) -> bool:
    """Whether only comments or links marked as users' own show the account."""
    users = set(seen.page.users) | {link.row for link in seen.page.links if link.users}
    return all(row in users for row in rows)


def _told_names(claims: Claims, persons: tuple[Person, ...]) -> tuple[str, ...]:
    """The names that the profile and the records give, each as one word in small letters."""
    names = [name for name in (claims.name(), *(n.name for p in persons for n in p.names())) if name]
    return tuple(tight(part).lower() for name in names for part in (name.given, name.family) if part)


def _made(
    url: str, answer: Fetched | None, level: Level, sentence: Sentence, person: str = "", against: bool = False
) -> Binding:
    limits = "institution_page.limits" if level >= Level.L3 else "institution_page.limits_nothing"
    return Binding(
        InstitutionPage.id,
        level,
        sentence,
        Sentence(limits),
        person,
        url,
        answer.at if answer else None,
        False,
        against,
    )
