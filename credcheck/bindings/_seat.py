"""Whose web host it is: an institution's own pages, or pages that its members and visitors write."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from credcheck import imitation
from credcheck.lists import InstitutionEntry

SELF_SERVICE = re.compile(
    r"alum|alumni|blogs?|communit(?:y|ies)|events?|forums?|home|groups?|members?|my|pages|people|personal|scholars?|"
    r"sites?|students?|users?|webs?|wiki|wordpress|wp|www"
)
"""Parts of an institution's domain under which members, students, visitors or leavers write their own pages."""
_OWN_PATH = re.compile(
    r"/~|/users?[/:]|/user:|/members?/|/forums?/|/wiki/|/blogs?/|/index\.php/user|/community/|/groups?/|/comments?/|"
    r"/student-?(?:pages|sites)/|/search\b|/talk:|/guest-?book|/classifieds?\b|/petitions?\b|/profile\.php|"
    r"/(?:reviews?|testimonials?|feedback|tributes?|donors?|questions?|contests?|fundrais\w+|apply)(?:/|\Z)|/(?:uploads?|attachments?|userfiles|temp|tmp|sites/default/files)/",
    re.IGNORECASE,
)
_VISITORS_PATH = re.compile(
    r"/users?[/:]|/user:|/members?/|/forums?/|/wiki/|/index\.php/user|/community/|/comments?/|/search\b|/talk:|"
    r"/guest-?book|/classifieds?\b|/petitions?\b|/profile\.php|"
    r"/(?:uploads?|attachments?|userfiles|temp|tmp|sites/default/files)/",
    re.IGNORECASE,
)
"""Paths that whoever registers or asks fills, not only people whom the institution gave a place."""
_LOGIN = re.compile(r"/~([^/]{1,40})")
_OWN_WORDS = re.compile(
    r"\banyone can (?:edit|register)|\bedit this page\b|\bsubmitted by\b|\bnot reviewed\b|\buser-generated\b|"
    r"\bclaim this (?:profile|listing)\b|\bprofile was created by\b|\bjoined: ?\d|"
    r"\bmember since\b|\bposts: ?\d|\bfree listings?\b|"
    r"\byour search for\b|\blast active \w|\bregistered user\b|\bmy fundrais\w+ page\b",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\bguest ?book\b|\bclassified ads?\b|\bpetition\b|\b(?:patients?|visitors?|customers?)['’]? reviews?\b|"
    r"\btestimonials?\b|(?:\A|\| ?)(?:send )?your (?:feedback|stories|questions|comments)\b|\bask (?:our|the|your) \w+|"
    r"\bwall of (?:tributes?|thanks|fame|honou?r)\b|\b(?:our|wall of) donors\b|\bphoto contest\b",
    re.IGNORECASE,
)
"""Headings of pages that visitors fill, or that list them."""
_SPELT = 4
"""So many letters of a surname tell whose login it is."""


def institution_at(url: str) -> InstitutionEntry | None:
    """The institution whose web host this is, or None."""
    found = imitation.institution_of(imitation.host_of(url))
    return None if found is None or any(imitation.is_shared(d) for d in found.domains) else found


def members_write(url: str, text: str, heading: str = "") -> bool:
    """Whether members or visitors write the page, by its host, its path, its heading or its own words."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    own_host = any(SELF_SERVICE.fullmatch(label) for label in labels[:-2])
    told = _OWN_WORDS.search(text) or _HEADED.search(heading)
    return own_host or bool(_OWN_PATH.search(unquote(parts.path))) or bool(told)


def visitors_write(url: str, text: str, names: tuple[str, ...]) -> bool:
    """Whether anybody may have written the page: a forum, a wiki, a search, a form, or a home page of another login."""
    path = unquote(urlsplit(url).path).lower()
    login = _LOGIN.search(path)
    if login is not None:
        return not any(name[:_SPELT] in login[1] for name in names if len(name) >= _SPELT)
    return bool(_VISITORS_PATH.search(path)) or bool(_OWN_WORDS.search(text))


def repeats(url: str, words: tuple[str, ...], addresses: Collection[str]) -> bool:
    """Whether the address asks the page to say these words: a search page names whatever one asks it to.

    A whole address of the account may not stand in the path either: "page not found: x.com/jane".
    """
    parts = urlsplit(url)
    query, path = unquote(f"{parts.query} {parts.fragment}").lower(), unquote(parts.path).lower()
    return any(word and word.lower() in query for word in words) or any(a in path for a in addresses)
