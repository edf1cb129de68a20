"""Places of the location field and of the bio, to city, region and country."""

from __future__ import annotations

from itertools import takewhile

from credcheck.claims._draft import Draft
from credcheck.claims._flags import flag_place
from credcheck.claims._lexicon import is_unspaced
from credcheck.claims._meanings import Hit
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._place_words import groups, tokens_of
from credcheck.claims._spots import (
    Spotted,
    is_doubtful,
    pieces,
    place_of,
    spotted,
)
from credcheck.claims._tokens import Text, Token
from credcheck.claims._whereabouts import IN, relation, relation_of
from credcheck.claims._words import codes, words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Institution, Part, Place, Sentence

_NEEDS = 3
_MOST = 12
_ORGANISED = words("institutions.strong") | words("institutions.weak")
_BEFORE = 4
_MOST_SPANS = 60
# What an institution is to the holder makes of the place that ends its name.
_OF_INSTITUTION = {"current": "", "former": "former", "training": "training"}
_SEATS = codes("places.seat_of")
_BETWEEN_FLAGS = "/&,+|-–"
_LIGHT = 10
"""Towns heavier than this are known by their name alone."""
_SPELT_ALIKE = frozenset({"GB", "AU", "IE", "NZ"})
Named = list[tuple[int, int, str]]
"""Where institutions start and end in a text, and what they are to the holder."""


class Places(Extractor):
    """Reads places from the location field, and from the bio where the holder says to live or work there."""

    order = 70

    def extract(self, draft: Draft) -> Draft:
        """The draft with every place."""
        local = draft.hits_in(Part.LOCATION)
        for tokens in pieces(draft.location, local):
            found = spotted(local, draft.location, tokens)
            if is_doubtful(draft.location, tokens, found):
                continue
            draft = _claim(
                draft, draft.location, tokens, place_of(draft.location, tokens, found), "claims.place.location"
            )
        for text in _texts(draft):
            draft = _of_text(draft, text)
        return _flags(_seats(draft))


def _of_text(draft: Draft, text: Text) -> Draft:
    """The draft with the places of the holder in one text, and those turned down that are not said to be theirs."""
    local, named, aside = draft.hits_in(text.part), _named(draft, text), []
    home = _home(draft)
    before: list[Hit] = []
    said: str | None = None
    for group in groups(draft, text):
        if said is None or not _is_one_more(text, before, group):
            home_or_office = _opens_office(draft, text, group) or _is_behind_calling(draft, text, group)
            said = "" if home_or_office else _relation(text, group, named)
        before = group
        if said is None:
            aside.append(group)
            continue
        tokens = tokens_of(text, group)
        found = spotted(local, text, tokens)
        place = _at_home(draft, found, place_of(text, tokens, found))
        if place is None or not _is_named_after(group, named, place, home):
            draft = _claim(draft, text, tokens, place, f"claims.place.{said or text.part.value}", said)
    for group in aside[:_MOST]:
        span = text.span(group[0].tokens()[0], group[-1].tokens()[-1])
        quote = draft.profile.quote(span)
        draft = draft.reject(ClaimKind.PLACE, quote, Sentence("claims.place.elsewhere", text=quote), (span,))
    return draft


def _is_one_more(text: Text, before: list[Hit], group: list[Hit]) -> bool:
    """Whether it is one more code of a list: "in FL & TX"."""
    words = (*before[-1].tokens()[-1:], *group[0].tokens()[:1])
    codes = all(len(w.text) <= _NEEDS and w.is_upper() for w in words)
    return codes and text.original[words[0].end : words[1].start].strip() in ("&", "and", "/", ",", "+")


def _home(draft: Draft) -> frozenset[str]:
    """The countries that the location field names."""
    placed = (c for c in draft.of(ClaimKind.PLACE) if c.spans[0].part is Part.LOCATION)
    return frozenset(c.value.country for c in placed if isinstance(c.value, Place) and c.value.country)


def _is_named_after(group: list[Hit], named: Named, place: Place, home: frozenset[str]) -> bool:
    """Whether an institution only bears the name of a place abroad: "Hospital La Paz" of somebody in Madrid."""
    within = any(low <= group[0].tokens()[0].start < high for low, high, _ in named)
    return within and bool(home) and place.country not in home


def _at_home(draft: Draft, found: list[Spotted], place: Place | None) -> Place | None:
    """A small town that several countries have is the American one beside MD or DO in the name: "Bangor"."""
    towns = [s for one in found for s in one.choices if s.kind == "city"]
    located = [c.value for c in draft.of(ClaimKind.PLACE) if isinstance(c.value, Place) and not c.value.relation]
    meant = {(t.place.city, t.place.country) for t in towns}
    same = next((p for p in located if (p.city, p.country) in meant), None)
    if same is not None and len(found) == 1:
        return Place("", same.city, same.region, same.country)
    alone = len(found) == 1 and len(towns) == len(found[0].choices) and max(t.weight for t in towns) < _LIGHT
    if not alone or place is None or place.country not in _SPELT_ALIKE or not _american(draft):
        return place
    return next((t.place for t in towns if t.place.country == "US"), place)


def _american(draft: Draft) -> bool:
    """Whether MD or DO stands in the name and no degree of another country does."""
    named = [c.value for c in draft.of(ClaimKind.CREDENTIAL) if any(s.part is Part.NAME for s in c.spans)]
    degrees = [v for v in named if isinstance(v, Credential)]
    return any(v.code in ("MD", "DO") for v in degrees) and all(v.country in ("", "US") for v in degrees)


def _relation(text: Text, group: list[Hit], named: Named) -> str | None:
    """What a place is to the holder; one that ends an institution's name is what the institution is to them."""
    own = next((said for low, high, said in named if low <= group[0].tokens()[0].start < high), None)
    if own is None:
        return relation(text, group, [(low, high) for low, high, _ in named])
    return _OF_INSTITUTION.get(own, "named")


def _opens_office(draft: Draft, text: Text, group: list[Hit]) -> bool:
    """Whether an organisation's bio begins with where it is: "The BC Centre for Samples"."""
    first, behind = group[0].first, text.words[group[-1].last + 1 : group[-1].last + 2]
    opens = first == 0 or (first == 1 and text.words[0].fold == "the")
    heads = bool(behind) and behind[0].follows and behind[0].is_capital() and behind[0].fold in _ORGANISED
    owned = text.words[first].text.endswith(("'s", "’s"))
    return opens and heads and not owned and "organisation" in draft.values(ClaimKind.SUBJECT)


def _is_behind_calling(draft: Draft, text: Text, group: list[Hit]) -> bool:
    """Whether a place closes a sentence that begins with the holder's calling: "Consultant surgeon, Sampleton."."""
    first, last = group[0].first, group[-1].last
    before, named = text.words[first - 1] if first else None, text.words[first : last + 1]
    if (
        before is None
        or text.original[before.end : named[0].start] != ", "
        or min(len(w.fold) for w in named) <= _NEEDS
    ):
        return False
    ends = text.original[named[-1].end :][:2].strip() in ("", ".", "|", "•")
    callings = (m for m in draft.mentions if m.hit.text is text and m.hit.last == first - 1 and m.is_own())
    return ends and any(m.profession in CLINICAL and not m.stage.startswith("stud") for m in callings)


def _seats(draft: Draft) -> Draft:
    """The draft with the seats of parliaments that only one region has: "MPP for Sample-Example"."""
    words = draft.bio.words if any(seat in draft.bio.low for seat in _SEATS) else ()
    for i, word in enumerate(words[:-2]):
        seat = _SEATS.get(word.fold, "") if word.is_upper() and words[i + 1].fold == "for" else ""
        if seat and words[i + 2].is_capital():
            named = [w for w in words[i + 2 : i + 6] if w.clause == word.clause and w.item == word.item]
            named = list(takewhile(lambda w: w.kind == "word" and w.is_capital(), named))
            region, country = seat.split("-")
            place = Place("", "", region, country)
            return _claim(draft, draft.bio, named, place, "claims.place.bio") if named else draft
    return draft


def _named(draft: Draft, text: Text) -> Named:
    """Where institutions stand, and what they are to the holder."""
    return [
        (s.start, s.end, c.value.relation)
        for c in draft.of(ClaimKind.INSTITUTION)
        if isinstance(c.value, Institution)
        for s in c.spans
        if s.part is text.part
    ][:_MOST_SPANS]


def _flags(draft: Draft) -> Draft:
    """The draft with the flags that say where: "Living in 🇬🇧"."""
    for flag, said in _said_flags(draft.bio)[:_MOST]:
        draft = _claim(draft, draft.bio, [flag], flag_place(flag), f"claims.place.{said or 'bio'}", said)
    return draft


def _said_flags(text: Text) -> list[tuple[Token, str]]:
    """Flags behind words such as "in" and "from", those that follow them too, with what they are to the holder."""
    if not any(t.kind == "flag" for t in text.tokens):
        return []
    found: list[tuple[Token, str]] = []
    before: list[str] = []
    for token in text.tokens:
        if token.kind == "flag":
            said = relation_of(before) if before and before[-1] in IN else None
            found += [(token, said)] if said is not None else []
        elif token.kind == "word":
            before = [*before[1 - _BEFORE :], token.fold]
        elif token.text not in _BETWEEN_FLAGS:
            before = []
    return found


def _texts(draft: Draft) -> tuple[Text, ...]:
    """The bio; of an organisation, and where nobody is named in words without spaces, the name as well."""
    subject = draft.values(ClaimKind.SUBJECT)
    unspaced = "anonymous" in subject and any(is_unspaced(w.fold) for w in draft.name.words)
    named = "organisation" in subject or unspaced
    return (draft.name, draft.bio) if named else (draft.bio,)


def _claim(draft: Draft, text: Text, tokens: list[Token], place: Place | None, why: str, said: str = "") -> Draft:
    if place is None:
        return draft
    span = text.span(tokens[0], tokens[-1])
    written = draft.profile.quote(span)
    value = Place(written, place.city, place.region, place.country, said)
    same = any(
        (c.city, c.region, c.country) == (value.city, value.region, value.country) and c.relation in ("", said)
        for c in draft.values(ClaimKind.PLACE)
        if isinstance(c, Place)
    )
    return draft if same else draft.claim(ClaimKind.PLACE, value, (span,), Sentence(why, text=written))
