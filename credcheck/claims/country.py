"""The country of practice or residence, as far as the profile lets it be guessed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from credcheck.claims._draft import Draft
from credcheck.claims._flags import flag_countries
from credcheck.claims._lexicon import Spot
from credcheck.claims._words import codes
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Institution, Part, Place, Sentence

_BY_WORD = codes("country")
_DOMAINS = {
    ".ca": "CA",
    ".co.uk": "GB",
    ".nhs.uk": "GB",
    ".org.uk": "GB",
    ".ac.uk": "GB",
    ".com.au": "AU",
    ".ie": "IE",
    ".in": "IN",
    ".fr": "FR",
    ".de": "DE",
    ".it": "IT",
    ".es": "ES",
    ".nl": "NL",
    ".nz": "NZ",
    ".gov": "US",
}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sort of hint counts in guessing the country."""

    place: float = 10.0
    bio_place: float = 5.0
    institution: float = 3.0
    former: float = 0.8
    flag: float = 2.5
    credential: float = 1.6
    demonym: float = 1.5
    word: float = 1.0
    domain: float = 2.0
    enough: float = 1.0


class Country(Extractor):
    """Guesses the country from places, institutions, flags, post-nominals and words of public life."""

    order = 75

    def extract(self, draft: Draft) -> Draft:
        """The draft with the likeliest country, if anything points to one."""
        votes = _votes(draft, Weights())
        if not votes:
            return draft
        code, weight = max(votes.items(), key=lambda vote: vote[1])
        if weight < Weights().enough:
            return draft
        spans = tuple(
            s
            for c in draft.of(ClaimKind.PLACE)
            if isinstance(c.value, Place) and c.value.country == code
            for s in c.spans
        )
        return draft.claim(ClaimKind.COUNTRY, code, spans, Sentence("claims.country", country=code))


def _votes(draft: Draft, weights: Weights) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for claim in draft.of(ClaimKind.PLACE):
        if isinstance(claim.value, Place) and claim.value.country:
            votes[claim.value.country] += weights.place if claim.spans[0].part is Part.LOCATION else weights.bio_place
    for value in draft.values(ClaimKind.INSTITUTION):
        if isinstance(value, Institution) and value.country:
            votes[value.country] += weights.institution if value.relation == "current" else weights.former
    for value in draft.values(ClaimKind.CREDENTIAL):
        if isinstance(value, Credential) and value.country and value.country != "EU":
            votes[value.country] += weights.credential
    for text in (draft.name, draft.bio):
        for code in dict.fromkeys(flag_countries(text)):
            votes[code] += weights.flag
    return _from_words(draft, weights, votes)


def _from_words(draft: Draft, weights: Weights, votes: dict[str, float]) -> dict[str, float]:
    for text in (draft.bio, draft.name):
        for fold in {w.fold for w in text.words}:
            if fold in _BY_WORD:
                votes[_BY_WORD[fold]] += weights.word
        for token in text.tokens:
            if token.kind in ("url", "email"):
                ending = next(
                    (
                        c
                        for e, c in _DOMAINS.items()
                        if token.fold.split("/")[2 if "//" in token.fold else 0].endswith(e)
                    ),
                    "",
                )
                if ending:
                    votes[ending] += weights.domain
    for hit in draft.hits:
        entry = hit.get("demonym")
        if entry and isinstance(entry.value, Spot) and hit.tokens()[0].is_capital():
            votes[entry.value.place.country] += weights.demonym
    return votes
