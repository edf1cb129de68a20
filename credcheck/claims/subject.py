"""Whose account it says it is: a person, somebody without a name, an organisation, a persona."""

from __future__ import annotations

import re

from credcheck.claims._display import is_personal, read_display, split_handle
from credcheck.claims._draft import Draft
from credcheck.claims._handles import institution_of
from credcheck.claims._lexicon import names
from credcheck.claims._tokens import fold
from credcheck.claims._words import pattern, words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Part, PersonName, Sentence, Span, Subject

_ORG = words("subject.org")
_ROLE_KINDS = (ClaimKind.PROFESSION, ClaimKind.CREDENTIAL)
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")


class WhoseAccount(Extractor):
    """Decides whose account it is; where it is not a named person's, the name is taken back with the reason."""

    order = 35

    def extract(self, draft: Draft) -> Draft:
        """The draft with the subject, and without what an account of that sort cannot claim."""
        subject = judge(draft)
        if subject is Subject.ANONYMOUS and not pattern("subject.pseudonym").search(draft.bio.read()):
            named = _from_handle(draft)
            if named:
                return named
        draft = draft.claim(ClaimKind.SUBJECT, subject.value, (), Sentence(f"claims.subject.{subject.value}"))
        if subject is not Subject.PERSON:
            draft = draft.without(ClaimKind.NAME, Sentence(f"claims.name.not_{subject.value}"))
        if subject in (Subject.ORGANISATION, Subject.PERSONA):
            for kind in _ROLE_KINDS:
                draft = draft.without(kind, Sentence(f"claims.role.not_{subject.value}"))
        return draft


def judge(draft: Draft) -> Subject:
    """Whose account it is, from the display name first and the bio second."""
    bio, name = draft.bio.read(), draft.name.read()
    if pattern("subject.persona").search(bio) or pattern("subject.persona_name").search(name):
        return Subject.PERSONA
    found = read_display(draft)
    personal = is_personal(draft, found)
    if is_organisation(draft, personal):
        return Subject.ORGANISATION
    if pattern("subject.pseudonym").search(bio) or not personal:
        return Subject.ANONYMOUS
    return Subject.PERSON


def is_organisation(draft: Draft, personal: bool) -> bool:
    """Whether name and bio speak as an organisation: what speaks for it against what speaks for one person."""
    bio, name = draft.bio.read(), draft.name.read()
    parts = [fold(p) for p in _HUMPS.findall(name)] + [t.fold for t in draft.name.words]
    named = any(w in _ORG for w in parts)
    score = 2.0 * named + 1.5 * min(2, len(pattern("subject.we").findall(bio)))
    score += 1.5 * bool(pattern("subject.org_opening").search(bio)) + 2 * _opens_with_name(name, bio)
    score += 2 * (len(draft.name.words) != 2 and len(name) > 2 and institution_of(name) is not None)
    return score >= (2 if not personal else 3) and score > _personal_score(draft, bio, named, personal)


def _personal_score(draft: Draft, bio: str, named: bool, personal: bool) -> float:
    """How much speaks for one person: "I", family words, callings, post-nominals, a title."""
    score: float = len(pattern("subject.self").findall(bio))
    score += 2 * (bool(draft.values(ClaimKind.CREDENTIAL)) and personal)
    score += 2 * bool(draft.values(ClaimKind.TITLE) and not named)
    score += 1.5 * sum(1 for m in draft.mentions if m.is_own() and m.hit.text.part is Part.BIO)
    return score + 2 * (personal and not named and draft.name.words[0].fold in names().given)


def _opens_with_name(name: str, bio: str) -> bool:
    """Whether the bio speaks of the name as of a thing: "Example Aid is a ..."."""
    plain = name.strip().lower()
    return len(plain) > 3 and bool(re.match(rf"(?:the )?{re.escape(plain)},? (?:is|are|provides|offers|brings|helps|\()", bio.lower()))


def _from_handle(draft: Draft) -> Draft | None:
    """The draft with a name read from the handle, where the display name is empty or a slogan."""
    handle = draft.profile.handle[:120]
    split = split_handle(handle)
    if not split or 0 < len(draft.name.words) < 3:
        return None
    draft = draft.without(ClaimKind.NAME, Sentence("claims.name.not_anonymous"))
    span = Span(Part.HANDLE, 0, len(handle))
    value = PersonName(given=split[0], family=split[1])
    draft = draft.claim(
        ClaimKind.NAME, value, (span,), Sentence("claims.name.handle", name=value.text(), handle=handle)
    )
    return draft.claim(ClaimKind.SUBJECT, Subject.PERSON.value, (span,), Sentence("claims.subject.handle"))
