"""The country of practice or residence, as far as the profile lets it be guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from credcheck.claims._draft import Draft
from credcheck.claims._flags import flag_countries
from credcheck.claims._handles import country_of, is_known
from credcheck.claims._language import language_country
from credcheck.claims._meanings import Spot
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._tokens import Token
from credcheck.claims._words import codes, pattern, pattern_names
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Identifier, Institution, Part, Place, Sentence, Span

_BY_WORD = codes("country")
_FEW_LETTERS = 5
# Behind it stands where somebody went: "Khartoum → Nairobi".
_ARROW = re.compile("→|➡|->|=>")
# The countries that numbers of national registers carry; other regions of licences are states of the US.
_ABROAD = frozenset(name[-2:] for name in pattern_names("identifiers.national."))
_LIKELY = frozenset({"US", "GB", "CA", "AU", "IE", "NZ", "IN"})
_SPOKEN_WIDELY = frozenset({"ES", "FR"})
"""Whose languages are at home in many countries: without another hint they tell none of who practises there."""
_DOMAINS = {
    ".ca": "CA", ".co.uk": "GB", ".nhs.uk": "GB", ".org.uk": "GB", ".ac.uk": "GB", ".au": "AU", ".ie": "IE",
    ".in": "IN", ".fr": "FR", ".de": "DE", ".it": "IT", ".es": "ES", ".nl": "NL", ".nz": "NZ", ".gov": "US",
    ".ch": "CH", ".be": "BE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sort of hint counts in guessing the country; below `enough` nothing is guessed."""

    place: float = 10.0
    left_behind: float = 6.0
    bio_place: float = 5.0
    origin: float = 2.0
    institution: float = 3.0
    former: float = 0.8
    licence: float = 5.0
    flag: float = 2.5
    credential: float = 1.6
    american_degree: float = 0.6
    american_degree_in_name: float = 1.0
    language: float = 1.2
    spoken_widely: float = 0.9
    strong: float = 1.0
    demonym: float = 1.5
    word: float = 1.0
    handle: float = 1.0
    spelling: float = 0.5
    domain: float = 2.0
    enough: float = 1.0


class Country(Extractor):
    """Guesses the country from places, institutions, flags, post-nominals and words of public life."""

    order = 75

    def extract(self, draft: Draft) -> Draft:
        """The draft with the likeliest country, if anything points to one."""
        weights = Weights()
        votes = _votes(draft, weights)
        code, weight = max(votes.items(), key=lambda vote: vote[1], default=("", 0.0))
        if weight < weights.enough:
            return draft
        located = (*draft.of(ClaimKind.PLACE), *draft.of(ClaimKind.INSTITUTION), *draft.of(ClaimKind.CREDENTIAL))
        spans = tuple(s for c in located if getattr(c.value, "country", "") == code for s in c.spans)
        return draft.claim(ClaimKind.COUNTRY, code, spans, Sentence("claims.country", country=code))


def _votes(draft: Draft, weights: Weights) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for claim in draft.of(ClaimKind.PLACE):
        if isinstance(claim.value, Place) and claim.value.country:
            votes[claim.value.country] += _of_place(draft, claim.value, claim.spans[0], weights)
    for claim in draft.of(ClaimKind.INSTITUTION):
        place = claim.value
        if isinstance(place, Institution):
            country = place.country or country_of(place.as_written)
            if country:
                firm = place.relation == "current" and not _is_doubtful_acronym(place, country)
                votes[country] += weights.institution if firm else weights.former
    settled = max(votes.values(), default=0.0) >= weights.place
    _vote_licences(draft, weights, votes)
    language = "" if settled else language_country(draft.bio)
    if language:
        votes[language] += weights.spoken_widely if _is_spoken_widely(draft, language) else weights.language
    for claim in draft.of(ClaimKind.CREDENTIAL):
        value = claim.value
        if isinstance(value, Credential) and value.country and value.country != "EU":
            votes[value.country] += weights.credential
        elif isinstance(value, Credential) and value.code == "MD" and not language:
            named = claim.spans[0].part is Part.NAME
            votes["US"] += weights.american_degree_in_name if named else weights.american_degree
    _vote_flags(draft, weights, votes)
    if max(votes.values(), default=0.0) < weights.place:
        _vote_words(draft, weights, votes)
    return votes


def _is_spoken_widely(draft: Draft, language: str) -> bool:
    """Whether a language leaves the country open; French does for clinicians, whom a register may be asked about."""
    clinician = bool(set(draft.values(ClaimKind.PROFESSION)) & (CLINICAL | {"medical_student"}))
    return language in _SPOKEN_WIDELY and (language != "FR" or clinician)


def _vote_licences(draft: Draft, weights: Weights, votes: dict[str, float]) -> None:
    for claim in draft.of(ClaimKind.IDENTIFIER):
        if isinstance(claim.value, Identifier) and claim.value.kind == "licence" and claim.value.region:
            votes[claim.value.region if claim.value.region in _ABROAD else "US"] += weights.licence


def _of_place(draft: Draft, place: Place, span: Span, weights: Weights) -> float:
    """The location field says most; "from" a place is often said of home, other places of the past say nothing."""
    if span.part is Part.LOCATION:
        left = _ARROW.search(draft.location.original, span.end) is not None
        return weights.left_behind if left else weights.place
    if not place.relation:
        return weights.bio_place
    return weights.origin if draft.bio.low[max(0, span.start - 6) : span.start].rstrip().endswith("from") else 0.0


def _is_doubtful_acronym(place: Institution, country: str) -> bool:
    """Whether a few letters name an institution of a country where this one hardly is."""
    letters = place.as_written.lstrip("@#").lower()
    return len(letters) <= _FEW_LETTERS and country not in _LIKELY and not is_known(letters)


def _vote_flags(draft: Draft, weights: Weights, votes: dict[str, float]) -> None:
    for text in (draft.name, draft.bio):
        for code in dict.fromkeys(flag_countries(text)):
            votes[code] += weights.flag


def _vote_words(draft: Draft, weights: Weights, votes: dict[str, float]) -> None:
    for text in (draft.bio, draft.name):
        for word in dict.fromkeys(w.fold for w in text.words if w.fold in _BY_WORD):  # in order: ties go to the first
            votes[_BY_WORD[word]] += weights.word
        for token in text.tokens:
            code = _domain_country(token)
            if code:
                votes[code] += weights.domain
    code = country_of(draft.profile.handle[:120])
    if code:
        votes[code] += weights.handle
    bio = draft.bio.low
    for country, name in (("US", "country.spelling_us"), ("GB", "country.spelling_gb")):
        votes[country] += weights.spelling * min(2, len(set(pattern(name).findall(bio))))
    for country, name in (("US", "country.strong_us"), ("GB", "country.strong_gb")):
        votes[country] += weights.strong * min(2, len(set(pattern(name).findall(bio))))
    for hit in draft.hits:
        entry = hit.get("demonym")
        if entry and isinstance(entry.value, Spot) and hit.tokens()[0].is_capital():
            votes[entry.value.place.country] += weights.demonym


def _domain_country(token: Token) -> str:
    if token.kind not in ("url", "email"):
        return ""
    host = (
        token.fold.split("/")[2 if "//" in token.fold else 0]
        if token.fold.count("/") > 1 or "//" not in token.fold
        else ""
    )
    return next((code for ending, code in _DOMAINS.items() if host.endswith(ending)), "")
