"""Whose account it says it is: a person, somebody without a name, an organisation, a persona."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from credcheck.claims._display import read_display
from credcheck.claims._draft import Draft
from credcheck.claims._handle_names import split_handle
from credcheck.claims._handles import institution_of
from credcheck.claims._known_names import names
from credcheck.claims._mentions import CLINICAL, Mention
from credcheck.claims._opening import Named, is_full_name, joined, opening
from credcheck.claims._personal import is_personal
from credcheck.claims._tokens import Text, fold
from credcheck.claims._words import pattern, words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Part, PersonName, Rejected, Sentence, Span, Subject

_ORG = words("subject.org")
# Houses whose bios list what is done there: "Physiotherapy, massage, chiro".
_HOUSE = frozenset(
    {"clinic", "hospital", "pharmacy", "dental", "dentistry", "orthodontics", "physiotherapy", "practice"}
)
_OFFERED = words("mentions.alone") | {"acupuncture"}
_ROLE_KINDS = (ClaimKind.PROFESSION, ClaimKind.CREDENTIAL)
_WE = frozenset({"we", "our", "us"})
_INITIALS, _SLOGAN = 4, 3
_ENOUGH, _ENOUGH_FOR_A_NAME = 2, 3
_SPOKEN = re.compile(
    r",? (?:is|are|was|has|provides?|offers?|brings?|helps?|works|develop(?:s|ed)?|promotes|supports|makes|serves|\()"
)
_OF = re.compile(r"\b(?:account|page|feed|handle) (?:of|for) ")
_NEAR = 50
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")


class WhoseAccount(Extractor):
    """Decides whose account it is; where it is not a named person's, the name is taken back with the reason."""

    order = 35

    def extract(self, draft: Draft) -> Draft:
        """The draft with the subject, and without what an account of that sort cannot claim."""
        subject = judge(draft)
        if subject is Subject.ANONYMOUS and not pattern("subject.pseudonym").search(draft.bio.low):
            named = _from_bio(draft) or _from_handle(draft)
            if named:
                return named
        said = _said(draft, subject)
        draft = draft.claim(ClaimKind.SUBJECT, subject.value, said, Sentence(f"claims.subject.{subject.value}"))
        if subject is not Subject.PERSON:
            draft = draft.without(ClaimKind.NAME, Sentence(f"claims.name.not_{subject.value}"))
        if subject is Subject.PERSONA:
            draft = _without_health_callings(draft)
        if subject is Subject.ORGANISATION:
            for kind in _ROLE_KINDS:
                draft = draft.without(kind, Sentence(f"claims.role.not_{subject.value}"))
        return draft


def _said(draft: Draft, subject: Subject) -> tuple[Span, ...]:
    """Where the texts say whose account it is; nowhere where it follows from a name that is none."""
    if subject is Subject.PERSON:
        return tuple(s for c in draft.of(ClaimKind.NAME) for s in c.spans)
    if subject is Subject.ANONYMOUS:
        return _first(draft.bio, "subject.pseudonym")
    if subject is Subject.PERSONA:
        opening = pattern("subject.persona_opening").match(draft.bio.low)
        said = (Span(Part.BIO, *opening.span()),) if opening else _first(draft.bio, "subject.persona")
        return said or _first(draft.name, "subject.persona_name")
    named = tuple(draft.name.span(w) for w in draft.name.words if w.fold in _ORG)[:1]
    return named + (_first(draft.bio, "subject.we") or _first(draft.bio, "subject.org_opening"))


def _first(text: Text, name: str) -> tuple[Span, ...]:
    found = pattern(name).search(text.low)
    return (Span(text.part, *found.span()),) if found and found.end() > found.start() else ()


def _without_health_callings(draft: Draft) -> Draft:
    """The draft without the callings that a part, a fan or a bot only speaks of: "Nurse Example, fan account"."""
    played = [c for c in draft.of(ClaimKind.PROFESSION) if c.value in CLINICAL]
    kept = tuple(c for c in draft.claims if c not in played)
    why = Sentence("claims.role.not_persona")
    turned = (Rejected(ClaimKind.PROFESSION, str(c.value), why, c.spans) for c in played)
    return replace(draft, claims=kept, rejected=(*draft.rejected, *turned))


def judge(draft: Draft) -> Subject:
    """Whose account it is, from the display name first and the bio second."""
    bio, name = draft.bio.low, draft.name.low
    opening = pattern("subject.persona_opening").match(bio)
    if opening or pattern("subject.persona").search(bio) or pattern("subject.persona_name").search(name):
        return Subject.PERSONA
    found = draft.display or read_display(draft)
    personal = is_personal(draft, found)
    if is_organisation(draft, personal):
        return Subject.ORGANISATION
    if pattern("subject.pseudonym").search(bio) or not personal:
        return Subject.ANONYMOUS
    return Subject.PERSON


def is_organisation(draft: Draft, personal: bool) -> bool:
    """Whether name and bio speak as an organisation: what speaks for it against what speaks for one person."""
    bio, name = draft.bio.low, draft.name.read()
    parts = [fold(p) for p in _HUMPS.findall(name)] + [t.fold for t in draft.name.words]
    named = any(w in _ORG for w in parts)
    if _spells_out(draft):
        return True
    score = 2.0 * named + 2 * (named and pattern("subject.org_name").search(draft.name.low.strip()) is not None)
    called = personal and not named and draft.name.words[0].fold in names().given
    score += 1.5 * min(2, _spoken_as_many(bio, called))
    score += 2 * bool(pattern("subject.org_opening").search(bio)) + 2 * _opens_with_name(name, bio)
    score += 2 * (not (personal and len(draft.name.words) == 2) and len(name) > 2 and institution_of(name) is not None)
    if score < (_ENOUGH_FOR_A_NAME if personal else _ENOUGH):
        return False
    return score > _personal_score(draft, bio, named, personal)


def _spoken_as_many(bio: str, called: bool) -> int:
    """How often a bio speaks as an organisation; "we" counts once where a person is named, who may mean everybody."""
    said = [m.group() for m in pattern("subject.we").finditer(bio)]
    many = sum(word in _WE for word in said)
    return len(said) - many + (min(1, many) if called else many)


def _personal_score(draft: Draft, bio: str, named: bool, personal: bool) -> float:
    """How much speaks for one person: "I", family words, callings, post-nominals, a title."""
    score: float = len(pattern("subject.self").findall(bio))
    score += 2 * (bool(draft.values(ClaimKind.CREDENTIAL)) and personal)
    score += 2 * bool(draft.values(ClaimKind.TITLE) and not named)
    own = [m for m in draft.mentions if m.is_own() and m.hit.text.part is Part.BIO]
    callings = sum(personal or not _is_offered(m) for m in own)
    house = not personal and len(draft.name.words) > 1 and draft.name.words[-1].fold in _HOUSE
    score += min(1, callings) if house else 2 * callings
    score += _ENOUGH_FOR_A_NAME * (personal and not named and _is_account_of(draft, bio))
    return score + 2 * (personal and not named and draft.name.words[0].fold in names().given)


def _is_offered(mention: Mention) -> bool:
    """Whether a word for a calling may name what is offered, or several people: "acupuncture", "midwives"."""
    return mention.hit.phrase in _OFFERED or mention.hit.phrase.split()[-1].endswith("s")


def _is_account_of(draft: Draft, bio: str) -> bool:
    """Whether the bio says whose account it is by the name: "Official account of Rep. Jane Example"."""
    said = _OF.search(bio)
    holder = next((v for v in draft.values(ClaimKind.NAME) if isinstance(v, PersonName)), None)
    if said is None or holder is None:
        return False
    near = bio[said.end() :][:_NEAR]
    return bool(holder.family) and all(part.lower() in near for part in (holder.given, holder.family))


def _spells_out(draft: Draft) -> bool:
    """Whether the display name is letters that the bio spells out first: "SMA", "Sample Medical Association"."""
    name = draft.name.original.strip()
    words = draft.bio.words[: len(name)]
    opening = "".join(w.text[:1] for w in words if w.kind == "word" and w.is_capital())
    return 2 < len(name) < 8 and name.isalpha() and name.isupper() and opening == name


def _opens_with_name(name: str, bio: str) -> bool:
    """Whether the bio speaks of the name as of a thing: "Example Aid is a ..."."""
    plain, opening = name.strip().lower(), bio.removeprefix("the ")
    return len(plain) > 3 and opening.startswith(plain) and _SPOKEN.match(opening, len(plain)) is not None


def _from_bio(draft: Draft) -> Draft | None:
    """The draft with a name that the bio gives ("My name is Jane Example"), where the display name gives none."""
    named = opening(draft) or _introduced(draft)
    if named is None:
        return None
    text = draft.bio
    span = text.span(named.given, named.last)
    middle = text.original[named.given.end : named.family.start].strip() if named.middle else ""
    value = PersonName(_cased(named.given.text), middle, _cased(text.quote(named.family, named.last)))
    said = Sentence("claims.name.bio", text=text.quote(named.given, named.last))
    draft = draft.without(ClaimKind.NAME, Sentence("claims.name.not_anonymous"))
    draft = draft.claim(ClaimKind.NAME, value, (span,), said)
    return draft.claim(ClaimKind.SUBJECT, Subject.PERSON.value, (span,), Sentence("claims.subject.bio"))


def _introduced(draft: Draft) -> Named | None:
    """The name that words before it introduce: "I'm Jane Example", "Dr Jane Example"."""
    words = draft.bio.words
    for i, (given, family) in enumerate(pairwise(words)):
        before = [w.fold for w in words[max(0, i - 3) : i]]
        if not _introduces(before):
            continue
        last = joined(draft.bio, i + 1)
        titled = before[-1:] == ["dr"] and len(before) > 1
        if is_full_name(given, family, titled, last is not family):
            return Named(given, (), family, last)
    return None


def _introduces(before: list[str]) -> bool:
    """Whether the words before introduce somebody: "my name is", "I am", "Dr" at the start."""
    return (
        before[-3:] == ["my", "name", "is"] or before[-2:] == ["i", "am"] or before[-1:] in (["im"], ["dr"], ["prof"])
    )


def _cased(name: str) -> str:
    return name.capitalize() if name.isupper() and len(name) > 2 else name


def _from_handle(draft: Draft) -> Draft | None:
    """The draft with a name read from the handle, where the display name is empty or a slogan."""
    handle = draft.profile.handle[:120]
    words = draft.name.words
    initials = len(words) == 1 and words[0].is_upper() and len(words[0].text) <= _INITIALS
    split = split_handle(handle, not words)
    if not split or (0 < len(words) < _SLOGAN and not (initials and handle[len(split[0])].isupper())):
        return None
    draft = draft.without(ClaimKind.NAME, Sentence("claims.name.not_anonymous"))
    span = Span(Part.HANDLE, 0, len(handle))
    value = PersonName(given=split[0], family=split[1])
    draft = draft.claim(
        ClaimKind.NAME, value, (span,), Sentence("claims.name.handle", name=value.text(), handle=handle)
    )
    return draft.claim(ClaimKind.SUBJECT, Subject.PERSON.value, (span,), Sentence("claims.subject.handle"))
