"""Names of institutions built around a word such as Hospital, University, Foundation."""

from __future__ import annotations

from credcheck.claims._ground import Ground, Reading
from credcheck.claims._known_names import names
from credcheck.claims._tokens import Token
from credcheck.claims._words import words

_STRONG = words("institutions.strong")
_WEAK = words("institutions.weak")
_GENERIC = words("institutions.generic")
_INNER = words("institutions.inner")
_OFFICE = words("institutions.office")
_SMALL = words("institutions.small_too")
_STOPPERS = _STRONG | _WEAK - frozenset(["health", "medicine", "care", "science", "sciences"])
_LETTERS = 5
_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
_ENGLISH = frozenset(["university", "college", "hospital", "hospitals", "clinic", "institute"])
_HOUSES = frozenset({"school", "center", "centre", "academy", "campus", "department", "lab"})
_LONGEST = 12
_AND = frozenset(["and", "y", "e", "et", "und"])
_SAINTS = frozenset({"st", "ste", "mt"})
_SHORTENED = frozenset({"univ", "hosp", "inst"})


def built(ground: Ground, placed: frozenset[int]) -> list[Reading]:
    """Names around a word such as Hospital, University, Foundation; `placed` are the words that name places."""
    found: list[Reading] = []
    for i, word in enumerate(ground.text.words):
        if (word.fold not in _STRONG and word.fold not in _WEAK) or not _is_keyword(ground, i):
            continue
        first = _to_the_left(ground, i)
        last = without_town(ground, placed, i, to_the_right(ground, i))
        everyday = word.fold not in _STRONG and _is_everyday(ground, placed, first, i, last)
        if _is_enough(ground, word, first, i, last) and not everyday:
            found.append((first, last, None, "claims.institution.built"))
    return found


def without_town(ground: Ground, placed: frozenset[int], i: int, last: int) -> int:
    """Where a name ends: before "in" and a place, which is where the house stands ("Example Clinic in Boston")."""
    for at in range(i + 1, last):
        if ground.text.words[at].fold == "in" and all(j in placed for j in range(at + 1, last + 1)):
            return at - 1
    return last


def _is_keyword(ground: Ground, i: int) -> bool:
    """Whether a keyword is written as part of a name; a hospital may be in small letters behind a name."""
    if ground.is_name_word(i):
        return True
    word = ground.text.words[i]
    if i > 0 and word.fold.endswith("s") and ground.text.words[i - 1].fold.endswith("ing"):  # "Covering hospitals"
        return False
    behind = word.fold in _STRONG and i > 0 and ground.joins(i) and ground.is_name_word(i - 1)
    if word.fold in _SMALL and i > 0 and ground.joins(i) and ground.is_name_word(i - 1):
        return i not in ground.closed and ground.text.words[i - 1].fold not in names().words
    return behind and word.kind == "word" and i not in ground.closed and len(word.fold) > 3


def _is_everyday(ground: Ground, placed: frozenset[int], first: int, i: int, last: int) -> bool:
    """Whether a name in the making is only everyday words and no office stands before: "Breaking News"."""
    all_words = ground.text.words
    before = [w for w in all_words[max(0, first - 2) : first] if w.clause == all_words[first].clause]
    if any(w.fold in _OFFICE or w.fold in ("at", "with") for w in before):
        return False
    if _is_medicine_of_something(ground, placed, first, i) and last == i:
        return True
    return all(j == i or (j not in placed and _is_plain(all_words[j])) for j in range(first, last + 1))


def _is_medicine_of_something(ground: Ground, placed: frozenset[int], first: int, i: int) -> bool:
    """Whether one word that names no place makes a field of medicine: "Breastfeeding Medicine", not "Yale Medicine"."""
    return ground.text.words[i].fold == "medicine" and i - first == 1 and first not in placed


def _is_plain(word: Token) -> bool:
    return word.fold in names().words or word.fold in _INNER | _WEAK


def _is_enough(ground: Ground, word: Token, first: int, i: int, last: int) -> bool:
    """Whether a keyword has enough company to be a name."""
    if word.fold in _STRONG:
        return last > first and not _is_about_one(ground, first, i, last)
    if all_capitals(ground, first, last):
        return False
    if word.fold in _GENERIC:
        if any(w.fold in _INNER - _SAINTS for w in ground.text.words[first:i]):
            return False
        return i - first >= 1 and last == i and not _names_a_field(ground, first)
    return i > first or last > i + 1


def _is_about_one(ground: Ground, first: int, i: int, last: int) -> bool:
    """Whether only everyday words follow a keyword at once: "University Operations", "College Basketball"."""
    behind = ground.text.words[i + 1 : last + 1]
    here = first == i and ground.text.words[i].fold in _ENGLISH
    return here and all(w.fold in names().words and w.fold not in _STRONG | _WEAK | _INNER for w in behind)


def _names_a_field(ground: Ground, first: int) -> bool:
    """Whether "of" or "in" stands before: "Professor of Family Medicine"."""
    linked = first > 0 and ground.text.words[first - 1].fold in ("of", "in", "to", "for") and ground.joins(first)
    return linked and ground.text.words[first].fold not in _SAINTS and _is_plain(ground.text.words[first])


def all_capitals(ground: Ground, first: int, last: int) -> bool:
    return all(w.is_upper() and len(w.text) > 4 for w in ground.text.words[first : last + 1])


def _to_the_left(ground: Ground, i: int) -> int:
    first, all_words = i, ground.text.words
    while max(0, i - _LONGEST) < first:
        if _is_saint(ground, first - 1):
            first -= 1
        elif not ground.joins(first) or _is_another(ground, first):
            break
        elif ground.is_name_word(first - 1):
            first -= 1
        elif (
            all_words[first - 1].fold in _INNER
            and first > 1
            and ground.joins(first - 1)
            and ground.is_name_word(first - 2)
            and not _are_two(ground, first - 1, i)
        ):
            first -= 2
        else:
            break
    return _behind_at(ground, first, i)


def _is_saint(ground: Ground, i: int) -> bool:
    """Whether word i with its dot begins the name of a house: "St. Example's Hospital", "Mt. Example Clinic"."""
    word, behind = ground.text.words[i], ground.text.words[i + 1]
    return word.fold in _SAINTS and word.is_capital() and ground.text.original[word.end : behind.start] == ". "


def _behind_at(ground: Ground, first: int, i: int) -> int:
    """Where a name begins: behind the "at" before which no house is named ("Oncology Discovery at Example Health")."""
    named = [w.fold for w in ground.text.words[first:i]]
    at = named.index("at") if "at" in named else -1
    housed = any(w in _STRONG | _HOUSES for w in named[: max(at, 0)])
    return first if at < 0 or housed else first + at + 1


def _is_cut_short(ground: Ground, i: int) -> bool:
    """Whether a keyword in short ends a name with its dot: "Sampleton Univ. Aerosols"."""
    word = ground.text.words[i]
    dotted = word.fold in _SHORTENED and ground.text.original[word.end : word.end + 1] == "."
    return dotted and i > 0 and ground.joins(i) and ground.is_name_word(i - 1)


def to_the_right(ground: Ground, last: int) -> int:
    all_words, furthest = ground.text.words, last + _LONGEST
    while last < furthest and ground.joins(last + 1) and not _is_cut_short(ground, last):
        if ground.is_name_word(last + 1):
            if _is_another(ground, last + 1) or _is_dated(ground, last + 1):
                break
            last += 1
        elif (
            all_words[last + 1].fold in _INNER
            and ground.joins(last + 2)
            and ground.is_name_word(last + 2)
            and not _are_two(ground, last + 1, _keyword_behind(ground, last + 1))
        ):
            last += 2
        else:
            break
    return last


def _is_dated(ground: Ground, i: int) -> bool:
    """Whether a month and its year begin at word i: "Sample University July 2010"."""
    behind = ground.text.words[i + 1 : i + 2]
    return bool(behind) and behind[0].text.isdigit() and ground.text.words[i].fold[:3] in _MONTHS


def _is_another(ground: Ground, i: int) -> bool:
    """Whether a second name begins at word i: "Sample Centre | University of Sampleton", "SQXX/Hospital Sample"."""
    before, word, behind = ground.text.words[i - 1], ground.text.words[i], ground.text.words[i + 1 : i + 2]
    if ground.text.original[before.end : word.start].strip() == "/":
        return not all(w.is_upper() and len(w.text) <= _LETTERS for w in (before, word))
    university = word.fold in ("university", "univ") and bool(behind) and behind[0].fold == "of" and ground.joins(i + 1)
    return university and (before.fold in _STOPPERS or any(c.isupper() for c in before.text[1:]))


def _are_two(ground: Ground, at: int, keyword: int) -> bool:
    """Whether "and" parts two whole names: "Sample Council & University of Sampleton", not "Medicine & Dentistry"."""
    words = ground.text.words
    whole = words[at].fold in _AND and words[at - 1].fold in _STOPPERS and words[at - 1].fold != words[at + 1].fold
    return whole and keyword > at and words[keyword].fold in _STRONG and keyword - at + _of_it(ground, keyword) > 1


def _of_it(ground: Ground, keyword: int) -> int:
    """One where a keyword goes on with "of": "University of Sampleton"."""
    return int(ground.joins(keyword + 1) and ground.text.words[keyword + 1].fold == "of")


def _keyword_behind(ground: Ground, at: int) -> int:
    """The next strong keyword of the name behind a word, or that word where there is none."""
    i = at + 1
    while ground.joins(i) and (ground.is_name_word(i) or ground.text.words[i].fold in _INNER - _AND):
        if ground.text.words[i].fold in _STRONG:
            return i
        i += 1
    return at
