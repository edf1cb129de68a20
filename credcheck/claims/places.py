"""Places of the location field and of the bio, to city, region and country."""

from __future__ import annotations

import re

from credcheck.claims._draft import Draft
from credcheck.claims._lexicon import Hit, Spot
from credcheck.claims._spots import is_common, is_doubtful, is_written_as_place, pieces, place_of, spotted
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Part, Place, Sentence

_IN = words("places.in")
_NOT_HERE = words("places.not_here")
_FALSE = words("places.false")
_PREFIX = words("places.prefix")
_NAMES = words("places.names")
_NEEDS = 3
_MOST = 12
_ORGANISED = words("institutions.strong") | words("institutions.weak")
_HEAVY = 15
_ZIP = 5
_JOINS = frozenset({"of", "in", "the", "de", "at", "for", "di", "da", "do", "and", "du"})
_HEARTS = frozenset("❤♥💙💚💛🧡💜🖤🤍🤎💕😍")


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
        return draft


def _of_text(draft: Draft, text: Text) -> Draft:
    """The draft with the places of the holder in one text, and those turned down that are not said to be theirs."""
    local, aside = draft.hits_in(text.part), []
    for group in _groups(draft, text):
        if not _is_said_of_self(text, group):
            aside.append(group)
            continue
        tokens = _tokens_of(text, group)
        place = place_of(text, tokens, spotted(local, text, tokens))
        draft = _claim(draft, text, tokens, place, f"claims.place.{text.part.value}")
    for group in aside[:_MOST]:
        span = text.span(group[0].tokens()[0], group[-1].tokens()[-1])
        quote = draft.profile.quote(span)
        draft = draft.reject(ClaimKind.PLACE, quote, Sentence("claims.place.elsewhere", text=quote), (span,))
    return draft


def _texts(draft: Draft) -> tuple[Text, ...]:
    """The bio; of an organisation the name as well."""
    named = "organisation" in draft.values(ClaimKind.SUBJECT)
    return (draft.name, draft.bio) if named else (draft.bio,)


def _claim(draft: Draft, text: Text, tokens: list[Token], place: Place | None, why: str) -> Draft:
    if place is None:
        return draft
    span = text.span(tokens[0], tokens[-1])
    written = draft.profile.quote(span)
    value = Place(written, place.city, place.region, place.country)
    same = [
        c
        for c in draft.values(ClaimKind.PLACE)
        if isinstance(c, Place) and (c.city, c.region, c.country) == (value.city, value.region, value.country)
    ]
    return draft if same else draft.claim(ClaimKind.PLACE, value, (span,), Sentence(why, text=written))


def _groups(draft: Draft, text: Text) -> list[list[Hit]]:
    """The place words of a text, those that continue each other together."""
    covered = _covered(draft, text)
    groups: list[list[Hit]] = []
    for hit in _hits(draft, text, covered):
        if groups and hit.first <= groups[-1][-1].last:
            continue
        if groups and _continues(text, groups[-1][-1], hit):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _covered(draft: Draft, text: Text) -> set[int]:
    """The words that belong to institutions and callings."""
    spans = sorted((s.start, s.end) for c in draft.of(ClaimKind.INSTITUTION) for s in c.spans if s.part is text.part)
    found = {i for i, w in enumerate(text.words) if any(a <= w.start < b for a, b in spans[:60])}
    for mention in draft.mentions:
        if mention.hit.text is text:
            found |= set(range(mention.hit.first, mention.hit.last + 1))
    return found


def _hits(draft: Draft, text: Text, covered: set[int]) -> list[Hit]:
    return [
        h
        for h in draft.hits
        if h.text is text
        and h.get("spot", "demonym")
        and (h.first not in covered or _ends_a_name(h, covered))
        and h.tokens()[0].kind == "word"
        and is_written_as_place(h)
        and (not is_common(h) or (_is_placed(h) and h.phrase not in _ORGANISED))
    ]


def _ends_a_name(hit: Hit, covered: set[int]) -> bool:
    """Whether it is the place behind an institution's name: "Sample Hospital Melbourne", but not "of Melbourne"."""
    before = hit.text.words[hit.first - 1].fold if hit.first else ""
    ends = hit.first - 1 in covered and hit.last in covered and hit.last + 1 not in covered
    heavy = any(isinstance(e.value, Spot) and (e.value.kind != "city" or e.value.weight >= _HEAVY) for e in hit.entries)
    return ends and heavy and before not in _JOINS and len(hit.phrase) > _NEEDS


def _is_placed(hit: Hit) -> bool:
    """Whether "in" stands before or a comma and more of the place behind: "in Media", "Media, PA"."""
    words = hit.text.words
    before = words[hit.first - 1].fold if hit.first else ""
    return before in _IN or hit.text.original[hit.tokens()[-1].end :][:1] == ","


def _continues(text: Text, before: Hit, hit: Hit) -> bool:
    between = text.original[before.tokens()[-1].end : hit.tokens()[0].start].strip()
    return hit.first == before.last + 1 and between in (",", "")


def _tokens_of(text: Text, group: list[Hit]) -> list[Token]:
    low, high = group[0].tokens()[0].start, group[-1].tokens()[-1].end
    return [t for t in text.tokens if low <= t.start and t.end <= high]


def _is_said_of_self(text: Text, group: list[Hit]) -> bool:
    """Whether the words around make it a place of the holder rather than origin, interest or a name."""
    if text.part is Part.NAME:
        return True
    first, last = group[0].first, group[-1].last
    all_words, here = text.words, text.words[first]
    after = all_words[last + 1].fold if last + 1 < len(all_words) and all_words[last + 1].follows else ""
    if after in _FALSE or (after.isdigit() and len(after) < _ZIP):
        return False
    if _is_loved(text, here):
        return False
    start = first
    while start > 0 and all_words[start - 1].fold in _PREFIX and all_words[start].follows:
        start -= 1
    before = [w.fold for w in all_words[max(0, start - 4) : start] if w.clause == here.clause]
    if before and before[-1] in _IN:
        return not set(before[:-1]) & _NOT_HERE
    if len(here.fold) <= _NEEDS and len(group) == 1:
        return _is_district(text, first)
    if set(before) & _NOT_HERE:
        return False
    return len(group) > 1 or _stands_alone(text, start, last) or _is_plain(group[0], before)


def _is_loved(text: Text, here: Token) -> bool:
    """Whether a heart stands before: "who ❤️ Peru"."""
    before = text.original[max(0, here.start - 3) : here.start]
    return bool(_HEARTS & set(before))


def _is_district(text: Text, i: int) -> bool:
    """Whether a number behind a state makes it a district: "IL-16"."""
    behind = text.original[text.words[i].end : text.words[i].end + 4]
    return bool(re.match(r"-\d{1,2}\b", behind))


def _stands_alone(text: Text, first: int, last: int) -> bool:
    item = text.words[first].item
    before = first > 0 and text.words[first - 1].item == item
    after = last + 1 < len(text.words) and text.words[last + 1].item == item
    return not before and not after and text.words[first].fold not in _NAMES


def _is_plain(hit: Hit, before: list[str]) -> bool:
    """Whether it is a region or country that is nothing else, or a city that everybody means by its name."""
    if hit.phrase in _NAMES or not hit.tokens()[0].is_capital():
        return False
    spots = [e.value for e in hit.entries if isinstance(e.value, Spot)]
    kinds = {s.kind for s in spots}
    if any(s.kind == "demonym" and s.place.region for s in spots):
        return True
    if "region" in kinds or "country" in kinds:
        return "of" in before[-1:] or "for" in before[-1:] or any(s.place.country != "US" for s in spots)
    return max(s.weight for s in spots) >= 40
