"""Which place a few words mean: city, region and country that agree with each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from credcheck.claims._flags import flag_place
from credcheck.claims._known_names import names
from credcheck.claims._meanings import Hit, Spot
from credcheck.claims._tokens import Text, Token
from credcheck.model import Part, Place

_CUTS = "/|;•·→➡✈🏠🏥&⇄↔+~"
_DASHES = ("-", "–")
_SHORT = 3
_ALIKE = frozenset({"city", "country"})
_HEAVY = 15
# Towns lighter than this, where no English is spoken, are known to few: in a bio their names are mostly something else.
_LIGHT = 4
_CLEARLY = 3
"""So many times as large is the town of a name that is meant without saying its state."""
_ENGLISH = frozenset({"US", "GB", "CA", "AU", "IE", "NZ"})


@dataclass(frozen=True, slots=True)
class Spotted:
    """Words that name a place: which words, and what they may mean."""

    first: int
    last: int
    choices: tuple[Spot, ...]


def pieces(text: Text, hits: tuple[Hit, ...]) -> list[list[Token]]:
    """A location cut where one place ends and another begins: "Boston / Philly", "Oxfordshire & Leeds"."""
    whole = [
        (h.tokens()[0].start, h.tokens()[-1].end)
        for h in hits
        if h.text is text and h.get("spot") and " and " in h.phrase
    ]
    found: list[list[Token]] = [[]]
    parting = _parting_dashes(text, hits)
    for token in text.tokens:
        inside = any(a <= token.start < b for a, b in whole)
        cuts = token.text in _CUTS or (token.fold == "and" and bool(found[-1]))
        dash = token.kind == "dash" and (not token.glued or token.start in parting)
        if not inside and (cuts or (dash and found[-1])):
            found.append([])
        elif token.kind != "emoji":
            found[-1].append(token)
    return [part for piece in found if piece for part in _parted(text, hits, piece)]


def _parting_dashes(text: Text, hits: tuple[Hit, ...]) -> frozenset[int]:
    """Where a dash without spaces parts two places: "Dakar-Valencia", "UK-NZ", but not "Stratford-upon-Avon"."""
    dashes = [t for t in text.tokens if t.kind == "dash" and t.glued]
    if not dashes:
        return frozenset()
    spots = [(h.tokens()[0].start, h.tokens()[-1].end, _sorts(h)) for h in hits if h.text is text and h.get("spot")]
    starts, ends = {a: sorts for a, _, sorts in spots}, {b: sorts for _, b, sorts in spots}
    between = (t for t in dashes if _ALIKE & ends.get(t.start, set()) & starts.get(t.end, set()))
    return frozenset(t.start for t in between if not any(a < t.start and t.end < b for a, b, _ in spots))


def _sorts(hit: Hit) -> set[str]:
    return {e.value.kind for e in hit.entries if isinstance(e.value, Spot)}


def _parted(text: Text, hits: tuple[Hit, ...], piece: list[Token]) -> list[list[Token]]:
    """A piece cut before each city that follows a whole place: "Boston, MA London, ON", "Liverpool, Bengaluru"."""
    parts: list[list[Token]] = [[]]
    starts = _city_starts(text, hits, piece)
    for token in piece:
        if token.start in starts and parts[-1]:
            while parts[-1] and parts[-1][-1].kind == "sign":
                parts[-1].pop()
            parts.append([])
        parts[-1].append(token)
    return [p for p in parts if p]


def _city_starts(text: Text, hits: tuple[Hit, ...], piece: list[Token]) -> set[int]:
    starts: set[int] = set()
    before: Spotted | None = None
    for one in spotted(hits, text, piece):
        kinds = {s.kind for s in one.choices}
        unknown = before is not None and is_little_known(before.choices)
        if before is not None and not unknown and kinds == {"city"} and not _shares(before, one):
            starts.add(text.words[one.first].start)
        before = one
    return starts


def _shares(before: Spotted, one: Spotted) -> bool:
    """Whether two names can be one place: a part of town and its city, a city and the region of the same name."""
    countries = {s.place.country for s in one.choices}
    return bool(countries & {s.place.country for s in before.choices if s.kind == "city" and s.weight < _HEAVY})


def spotted(hits: tuple[Hit, ...], text: Text, tokens: list[Token]) -> list[Spotted]:
    """The place words among some tokens, longest first, none inside another."""
    if not tokens:
        return []
    low, high = tokens[0].start, tokens[-1].end
    found: list[Spotted] = []
    reach = -1
    words = text.words
    for hit in hits:
        if hit.text is not text or hit.first <= reach or words[hit.first].start < low:
            continue
        if words[hit.first].start > high:
            break
        if words[hit.last].end > high:
            continue
        choices = tuple(
            e.value for e in hit.entries if isinstance(e.value, Spot) and (e.sort == "spot" or _is_native(e.value))
        )
        if choices and is_written_as_place(hit):
            found.append(Spotted(hit.first, hit.last, _as_spelt(hit, choices)))
            reach = hit.last
    return found


def _as_spelt(hit: Hit, choices: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Of places in several countries those where it is spelt with these marks, and larger ones.

    "Münster" is in no Irish province, but "San José" may well be the one in California.
    """
    if len(choices) == 1:
        return choices
    written = hit.text.original[hit.tokens()[0].start : hit.tokens()[-1].end].casefold()
    if written.isascii():
        return choices
    spelt = [s for s in choices if (s.place.city or s.place.region).casefold() == written]
    countries, most = {s.place.country for s in spelt}, max((s.weight for s in spelt), default=0)
    return tuple(s for s in choices if s.place.country in countries or s.weight > most) or choices


def _is_native(spot: Spot) -> bool:
    """Whether a word for people names a region ("Texan"); those of countries are too often origin ("Indian")."""
    return spot.kind == "demonym" and spot.place.region != ""


def is_written_as_place(hit: Hit) -> bool:
    """Codes of two or three letters count in capitals, or behind a comma; in a bio names count with a capital."""
    tokens, text = hit.tokens(), hit.text
    if len(hit.phrase) <= _SHORT and len(tokens) == 1 and not _is_ideographic(hit.phrase):
        comma = hit.first > 0 and "," in text.original[text.words[hit.first - 1].end : tokens[0].start]
        plain = tokens[0].text.isascii()
        if text.part is Part.LOCATION and not plain and _has_no_case(hit.phrase):
            return True
        return plain and (tokens[0].is_upper() or (text.part is Part.LOCATION and comma))
    return text.part is Part.LOCATION or tokens[0].is_capital()


def is_common(hit: Hit) -> bool:
    """Whether a small town's name is one word that people, things or thoughts have as well: "Page", "Liberal"."""
    if " " in hit.phrase or any(e.sort == "demonym" for e in hit.entries):
        return False
    spots = [e.value for e in hit.entries if isinstance(e.value, Spot)]
    return _is_small(spots) and (_is_word(hit.phrase) or is_little_known(spots))


def is_little_known(spots: Iterable[Spot]) -> bool:
    """Whether only small towns where no English is spoken have the name."""
    return all(s.weight < _LIGHT and s.place.country not in _ENGLISH for s in spots)


def _is_small(spots: Iterable[Spot]) -> bool:
    return all(s.kind == "city" and s.weight < _HEAVY for s in spots)


def _is_word(phrase: str) -> bool:
    known = names()
    return any(phrase in group for group in (known.words, known.given, known.more, known.family))


def is_doubtful(text: Text, tokens: list[Token], found: list[Spotted]) -> bool:
    """Whether other words stand with the one small town found, so that it is hardly one: "Hill Valley 1985"."""
    if len(found) != 1 or found[0].first != found[0].last or not _is_small(found[0].choices):
        return False
    word = text.words[found[0].first]
    if not _is_word(word.fold):
        return is_little_known(found[0].choices) and text.original[word.end : word.end + 1] in _DASHES
    named = {w.start for w in text.words[found[0].first : found[0].last + 1]}
    return any(t.kind == "word" and t.start not in named for t in tokens) and not any(t.text == "," for t in tokens)


def _has_no_case(phrase: str) -> bool:
    """Whether a name of three letters and more is in a script without capitals: "جدة", "ドイツ"."""
    return len(phrase) == _SHORT and phrase.isalpha() and phrase.upper() == phrase.lower()


def _is_ideographic(phrase: str) -> bool:
    """Whether a name is written in signs that need few: "東京", "서울"."""
    return all("\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in phrase)


def place_of(text: Text, tokens: list[Token], found: list[Spotted]) -> Place | None:
    """The place that words and flags mean together, or None."""
    flag = flag_place(next((t for t in tokens if t.kind == "flag"), None))
    if not found:
        return flag
    if len(found) == 1 and text.words[found[0].first].fold == "la" and "," not in {t.text for t in tokens}:
        found = [Spotted(found[0].first, found[0].last, tuple(s for s in found[0].choices if s.kind == "city"))]
    choices = [s for one in found for s in one.choices]
    country = next((s for s in choices if s.kind == "country"), None)
    code = _country_code(found, country, flag)
    return _agreeing(choices, code, _unknown_city(text, found, tokens))


def _country_code(found: list[Spotted], country: Spot | None, flag: Place | None) -> str:
    """The country that is said outright; words that may be a US state as well do not say it ("GA", "Georgia")."""
    if flag and any(s.kind == "country" and s.place.country == flag.country for one in found for s in one.choices):
        return flag.country
    outright = [
        s for one in found for s in one.choices if s.kind == "country" and all(c.kind == "country" for c in one.choices)
    ]
    if outright:
        said = (
            [s for s in outright if s.place.country != "US"]
            if outright[-1].place.country == "US" and len(outright) > 1
            else []
        )
        return (said or outright)[-1].place.country
    if country and not any(s.kind == "region" for one in found for s in one.choices):
        return (
            ""
            if any(s.kind == "city" and s.weight > 30 for one in found for s in one.choices)
            else country.place.country
        )
    return flag.country if flag else ""


def _agreeing(choices: list[Spot], code: str, unknown: str) -> Place:
    """The best combination: a city with its region, else a region, else a city, else a country."""
    fitting = [s for s in choices if not code or s.place.country == code]
    cities = sorted((s for s in fitting if s.kind == "city"), key=lambda s: -s.weight)
    regions = [s for s in fitting if s.kind in ("region", "demonym")]
    for city in cities:
        if any((r.place.region, r.place.country) == (city.place.region, city.place.country) for r in regions):
            return city.place
    if regions and (unknown or not cities or not _outweighs(cities[0], regions)):
        region = regions[-1] if unknown else regions[0]
        region = next((r for r in regions if r.place.country == "US"), region) if not code else region
        name = unknown or next(
            (
                c.place.city
                for c in cities
                if c.place.country == region.place.country
                and c.place.city != region.place.region
                and c.place.region in ("", region.place.region)
            ),
            "",
        )
        return Place("", name, region.place.region, region.place.country)
    if cities:
        return _town(cities)
    return Place("", unknown, "", code or next((s.place.country for s in choices if s.kind == "country"), ""))


def _town(cities: list[Spot]) -> Place:
    """The largest town of the name; without its state where another state has one nearly as large: "Springfield"."""
    first, *others = cities
    here = [c for c in others if c.place.country == first.place.country == "US" and first.place.region]
    if any(c.place.region not in ("", first.place.region) and c.weight * _CLEARLY > first.weight for c in here):
        return replace(first.place, region="")
    return first.place


def _outweighs(city: Spot, regions: list[Spot]) -> bool:
    """Whether one word that is a city and a region ("New York", "Washington") is meant as the city."""
    same = [r for r in regions if r.place.country == city.place.country]
    return not same and city.weight >= 40


def _unknown_city(text: Text, found: list[Spotted], tokens: list[Token]) -> str:
    """The words before the first known place, when a comma ends them: "Example Falls, ON"."""
    first = text.words[found[0].first]
    before = [t for t in tokens if t.end <= first.start]
    if (
        len(before) >= 2
        and before[-1].text in ",."
        and all(t.kind in ("word", "dash") for t in before[:-1])
        and len(before) <= 6
    ):
        return text.original[before[0].start : before[-2].end]
    return ""
