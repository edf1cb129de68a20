"""What a place in a text is to the holder: where they live or work, come from, were trained, once were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from credcheck.claims._meanings import Hit, Spot
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.model import Part

IN = words("places.in")
_NOT_HERE = words("places.not_here")
_HERE = words("places.here")
# Before a city these make a club of it: "Real Madrid".
_CLUBS = frozenset({"real", "atletico", "inter", "ac", "bayern", "fc", "borussia", "olympique"})
_FALSE = words("places.false")
_PREFIX = words("places.prefix")
_NAMES = words("places.names")
_SAID_BEFORE = {r: words(f"places.{r}") for r in ("training", "former", "origin")}
_SAID_BEHIND = {"origin": words("places.folk"), "training": words("places.schooled"), "": words("places.resident")}
_FOLK = frozenset({"native", "resident", "based"})
_SEAT = words("places.seat")
_NEEDS = 3
_WITH_ARTICLE = frozenset({"us", "usa", "uk", "uae", "bay", "dmv", "nl", "dr"})
_ZIP = 5
_KNOWN = 40
_HEAVY = 15
_BEFORE = 4
# A town's name of three words or more is nothing else.
_LONG_NAME = 2
_MAGAZINE = "new yorker"
_HEARTS = frozenset("❤♥💙💚💛🧡💜🖤🤍🤎💕😍")


def relation(text: Text, group: list[Hit], named: Sequence[tuple[int, int]] = ()) -> str | None:
    """What a place is to the holder, as `Place.relation` has it; None where it is not said to be theirs.

    `named` is where institutions stand, whose words tell nothing of it: "Example Heart Institute, Boston".
    """
    if text.part is Part.NAME:
        return ""
    first, last = group[0].first, group[-1].last
    if _is_district(text, last):
        return ""
    if _is_aside(text, first, last):
        return None
    if _is_code_of_a_thing(text, first, last):
        return None
    before = [w.fold for w in _words_before(text, first) if not any(low <= w.start < high for low, high in named)]
    told = relation_of(before)
    if before[-1:] == ["at"] and _begins_a_name(text, last) and not _is_sure(group[0]):
        return None
    if told is None or (before and before[-1] in IN):
        return told
    behind = _told_behind(text, last)
    if behind is not None and (_is_sure(group[0]) or _is_townsfolk(text, group)):
        return told or behind
    if _is_short(text, first) and len(group) == 1 and first == last:
        return None
    if told:
        return told if _is_sure(group[0]) else None
    return "" if len(group) > 1 or _stands_alone(text, first, last) or _is_plain(group[0], before) else None


def relation_of(before: list[str]) -> str | None:
    """What the nearest telling word before a place makes of it: "from Leeds, living in" says living."""
    for word in reversed(before):
        if word in _HERE:
            return ""
        if word in _NOT_HERE:
            return None
        said = next((said for said, known in _SAID_BEFORE.items() if word in known), "")
        if said:
            return said
    return ""


def _begins_a_name(text: Text, last: int) -> bool:
    """Whether a capital follows, as in "at Lakeview Dermatology", which may be in no Lakeview."""
    behind = text.words[last + 1 : last + 2]
    return bool(behind) and behind[0].follows and behind[0].is_capital()


def _told_behind(text: Text, last: int) -> str | None:
    """What the word behind makes of a place: "Kentucky gal", "Boston trained", "London-based"; None for nothing."""
    after = _after(text, last)
    return next((said for said, known in _SAID_BEHIND.items() if after in known), None)


def _after(text: Text, last: int) -> str:
    behind = text.words[last + 1 : last + 2]
    return behind[0].fold if behind and behind[0].follows else ""


def _words_before(text: Text, first: int) -> list[Token]:
    """The few words before in the same clause; "greater", "north" and their like belong to the place."""
    all_words, clause = text.words, text.words[first].clause
    while first > 0 and all_words[first - 1].fold in _PREFIX and all_words[first].follows:
        first -= 1
    return [w for w in all_words[max(0, first - _BEFORE) : first] if w.clause == clause]


def _is_aside(text: Text, first: int, last: int) -> bool:
    """Whether it is a war, a team, a prize of a year, or a place that is loved: "Canada 150", "who ❤️ Peru"."""
    after = _after(text, last)
    if first and text.words[first].follows and text.words[first - 1].fold in _CLUBS:
        return text.words[first - 1].is_capital()
    return after in _FALSE or (after.isdigit() and len(after) < _ZIP) or _is_loved(text, text.words[first])


def _is_code_of_a_thing(text: Text, first: int, last: int) -> bool:
    """Whether a few letters have an article, as states have none: "the PA news agency", but "the UK"."""
    article = first > 0 and text.words[first - 1].fold == "the" and text.words[first].follows
    return article and first == last and text.words[first].fold not in _WITH_ARTICLE and _is_short(text, first)


def _is_short(text: Text, i: int) -> bool:
    return len(text.words[i].fold) <= _NEEDS


def _is_loved(text: Text, here: Token) -> bool:
    return bool(_HEARTS & set(text.original[max(0, here.start - 3) : here.start]))


def _is_district(text: Text, last: int) -> bool:
    """Whether a number behind a state makes it a district, where a seat is spoken of: "Congress, NY-99"."""
    word = text.words[last]
    if is_constituency(text, last):
        return True
    behind = text.original[word.end : word.end + 4]
    return word.is_upper() and re.match(r"-\d{1,2}\b", behind) is not None and any(w.fold in _SEAT for w in text.words)


def is_constituency(text: Text, last: int) -> bool:
    """Whether a state owns a numbered district: "Ohio's 99th Congressional District"."""
    number, *behind = [w.fold for w in text.words[last + 1 : last + 4]] or [""]
    return text.words[last].text.endswith(("'s", "’s")) and number[:1].isdigit() and "district" in behind


def _stands_alone(text: Text, first: int, last: int) -> bool:
    item = text.words[first].item
    before = first > 0 and text.words[first - 1].item == item
    after = last + 1 < len(text.words) and text.words[last + 1].item == item
    return not before and not after and text.words[first].fold not in _NAMES


def _is_townsfolk(text: Text, group: list[Hit]) -> bool:
    """Whether "native", "resident" or "-based" follows a town's name of no other meaning: "Sampleton resident"."""
    hit = group[-1]
    plain = hit.phrase not in _NAMES and hit.tokens()[0].is_capital() and not hit.tokens()[0].is_upper()
    return len(group) == 1 and plain and len(hit.phrase) > _NEEDS and _after(text, hit.last) in _FOLK


def _is_sure(hit: Hit) -> bool:
    """Whether a word is a region, country or larger city that is nothing else."""
    if hit.phrase in _NAMES or not hit.tokens()[0].is_capital():
        return False
    return any(s.kind != "city" or s.weight >= _HEAVY for s in _spots(hit))


def _is_plain(hit: Hit, before: list[str]) -> bool:
    """Whether it is a region or country that is nothing else, or a city that everybody means by its name."""
    if hit.phrase in _NAMES or not hit.tokens()[0].text[:1].isupper():
        return False
    if hit.phrase.count(" ") >= _LONG_NAME or hit.phrase.endswith(" county"):
        return True
    spots = _spots(hit)
    kinds = {s.kind for s in spots}
    if any(s.kind == "demonym" and s.place.region for s in spots):
        return hit.phrase != _MAGAZINE
    if "region" in kinds or "country" in kinds:
        return "of" in before[-1:] or "for" in before[-1:] or any(s.place.country != "US" for s in spots)
    return max(s.weight for s in spots) >= _KNOWN


def _spots(hit: Hit) -> list[Spot]:
    return [e.value for e in hit.entries if isinstance(e.value, Spot)]
