"""Places of the location field and of the bio, to city, region and country."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._draft import Draft
from credcheck.claims._flags import flag_place
from credcheck.claims._lexicon import Hit, Spot
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Part, Place, Sentence

_IN = words("places.in")
_NOT_HERE = words("places.not_here")


@dataclass(frozen=True, slots=True)
class _Spotted:
    """One place word: its tokens' range among the words, and what it may be."""

    first: int
    last: int
    choices: tuple[Spot, ...]


class Places(Extractor):
    """Reads places from the location field, and from the bio where the holder says to live or work there."""

    order = 70

    def extract(self, draft: Draft) -> Draft:
        """The draft with every place."""
        for tokens in _pieces(draft.location):
            draft = _claim(
                draft, draft.location, tokens, _place(draft, draft.location, tokens), "claims.place.location"
            )
        for first, last in _in_bio(draft):
            tokens = [t for t in draft.bio.tokens if first.start <= t.start and t.end <= last.end]
            draft = _claim(draft, draft.bio, tokens, _place(draft, draft.bio, tokens), "claims.place.bio")
        return draft


def _claim(draft: Draft, text: Text, tokens: list[Token], place: Place | None, why: str) -> Draft:
    if place is None:
        return draft
    written = text.quote(tokens[0], tokens[-1])
    value = Place(written, place.city, place.region, place.country)
    return draft.claim(ClaimKind.PLACE, value, (text.span(tokens[0], tokens[-1]),), Sentence(why, text=written))


def _pieces(text: Text) -> list[list[Token]]:
    """The location cut where one place ends and another begins: "Boston / Philly", "Oxfordshire & Leeds"."""
    pieces: list[list[Token]] = [[]]
    for token in text.tokens:
        cuts = token.text in "/|;•·→➡✈🏠🏥&⇄↔" or (token.fold == "and" and token.kind == "word" and len(pieces[-1]) > 0)
        if cuts and token.text == "and" and _joins(text, token):
            cuts = False
        if cuts or (token.kind == "dash" and not token.glued and pieces[-1]):
            pieces.append([])
        elif token.kind != "emoji":
            pieces[-1].append(token)
    return [p for p in pieces if p]


def _joins(text: Text, token: Token) -> bool:
    """Whether "and" stands inside one place: "Trinidad and Tobago"."""
    return False


def _place(draft: Draft, text: Text, tokens: list[Token]) -> Place | None:
    """The place a piece names: city, region and country that agree with each other."""
    flag = next((t for t in tokens if t.kind == "flag"), None)
    spotted = _spotted(draft, text, tokens)
    if not spotted:
        return flag_place(flag) if flag else None
    country = _first(spotted, "country", draft, text)
    regions = [s for one in spotted for s in one.choices if s.kind == "region"]
    cities = [s for one in spotted for s in one.choices if s.kind == "city"]
    code = country.place.country if country else (flag_place(flag) or Place()).country if flag else ""
    return _agreeing(cities, regions, code, country, _unknown_city(text, spotted, tokens))


def _first(spotted: list[_Spotted], kind: str, draft: Draft, text: Text) -> Spot | None:
    return next((s for one in spotted for s in one.choices if s.kind == kind), None)


def _agreeing(cities: list[Spot], regions: list[Spot], code: str, country: Spot | None, unknown: str) -> Place:
    def fits(spot: Spot) -> bool:
        return not code or spot.place.country == code

    here = [c for c in cities if fits(c)]
    areas = [r for r in regions if fits(r)]
    for city in sorted(here, key=lambda c: -c.weight):
        area = next(
            (r for r in areas if r.place.region == city.place.region and r.place.country == city.place.country), None
        )
        if area:
            return Place("", city.place.city, city.place.region, city.place.country)
    if areas and (unknown or not here or any(r.place.country == "US" for r in areas)):
        area = areas[0]
        near = next((c for c in here if c.place.country == area.place.country), None)
        name = unknown or (near.place.city if near and near.place.city != area.place.region else "")
        return Place("", name, area.place.region, area.place.country)
    if here:
        best = max(here, key=lambda c: c.weight)
        return Place("", best.place.city, best.place.region, best.place.country)
    return Place("", unknown, "", code or (country.place.country if country else ""))


def _unknown_city(text: Text, spotted: list[_Spotted], tokens: list[Token]) -> str:
    """The words before the first known place, when a comma ends them: "Example Falls, ON"."""
    first = text.words[spotted[0].first]
    before = [t for t in tokens if t.end <= first.start]
    if len(before) >= 2 and before[-1].text in ",." and all(t.kind == "word" for t in before[:-1]) and len(before) <= 5:
        return text.quote(before[0], before[-2])
    return ""


def _spotted(draft: Draft, text: Text, tokens: list[Token]) -> list[_Spotted]:
    if not tokens:
        return []
    low, high = tokens[0].start, tokens[-1].end
    found: list[_Spotted] = []
    reach = -1
    for hit in draft.hits:
        if (
            hit.text is not text
            or hit.first <= reach
            or not (low <= hit.tokens()[0].start and hit.tokens()[-1].end <= high)
        ):
            continue
        choices = tuple(e.value for e in hit.entries if isinstance(e.value, Spot) and e.sort == "spot")
        if choices and _is_written_as_place(hit, text):
            found.append(_Spotted(hit.first, hit.last, choices))
            reach = hit.last
    return found


def _is_written_as_place(hit: Hit, text: Text) -> bool:
    """Two-letter codes count in capitals, or behind a comma."""
    words = hit.tokens()
    if len(hit.phrase) <= 3 and len(words) == 1:
        comma = hit.first > 0 and "," in text.original[text.words[hit.first - 1].end : words[0].start]
        return words[0].is_upper() or (text.part is Part.LOCATION and comma)
    return text.part is Part.LOCATION or words[0].is_capital()


def _in_bio(draft: Draft) -> list[tuple[Token, Token]]:
    """Where the bio names a place of its own: "based in Leeds", "Cork, Ireland", an item that is only a place."""
    text = draft.bio
    covered = {
        i
        for c in draft.of(ClaimKind.INSTITUTION)
        for s in c.spans
        for i, w in enumerate(text.words)
        if s.start <= w.start < s.end
    }
    covered |= {i for m in draft.mentions if m.hit.text is text for i in range(m.hit.first, m.hit.last + 1)}
    hits = [
        h
        for h in draft.hits_in(Part.BIO)
        if h.get("spot") and h.first not in covered and _is_written_as_place(h, text) and h.tokens()[0].kind == "word"
    ]
    found: list[tuple[int, int]] = []
    for hit in hits:
        if found and hit.first <= found[-1][1]:
            continue
        if (
            found
            and hit.first == found[-1][1] + 1
            and text.original[text.words[hit.first - 1].end : text.words[hit.first].start].strip() in (",", "")
        ):
            found[-1] = (found[-1][0], hit.last)
        else:
            found.append((hit.first, hit.last))
    return [(text.words[a], text.words[b]) for a, b in found if _is_said_of_self(text, a, b)]


def _is_said_of_self(text: Text, first: int, last: int) -> bool:
    words, here = text.words, text.words[first]
    if len(here.fold) <= 2 and first == last:
        return False
    before = [w.fold for w in words[max(0, first - 4) : first] if w.clause == here.clause]
    if set(before) & _NOT_HERE:
        return False
    if before and before[-1] in _IN:
        return True
    inside = [i for i, w in enumerate(words) if w.item == here.item]
    alone = all(first <= i <= last for i in inside)
    comma = any(words[i].item != here.item for i in range(first, last + 1))
    return alone or comma
