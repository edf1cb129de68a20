"""Where a bio names institutions in words: listed names, names built on words such as Hospital."""

from __future__ import annotations

from itertools import pairwise

from credcheck.claims._acronyms import is_college, is_interest, schools, short_names, tagged_names
from credcheck.claims._building import all_capitals, built, to_the_right, without_town
from credcheck.claims._draft import Draft
from credcheck.claims._forces import forces
from credcheck.claims._ground import Ground, Named, Reading
from credcheck.claims._known_names import names
from credcheck.claims._meanings import Hit
from credcheck.claims._post_nominals import post_nominals, tight
from credcheck.claims._tokens import Token
from credcheck.claims._words import words
from credcheck.model import ClaimKind, Institution, Part

_STRONG = words("institutions.strong")
_WEAK = words("institutions.weak")
_GENERIC = words("institutions.generic")
_INNER = words("institutions.inner")
_OFFICE = words("institutions.office")
_DIRECT = words("institutions.direct")
# Who leads a house names it behind a comma as well: "Founder, Sample Wellness".
_HEADED = frozenset({"ceo", "founder", "cofounder", "owner"})
_CHAIRED = words("institutions.chaired")
_OFFICE_WORDS = 4
_BEFORE_NUMBER = 2
_LEADING = _OFFICE | _DIRECT | {"at", "with", "ex"}
# Who leads a field of work: of it, not of a house, is what follows.
_OF_SUBJECTS = frozenset({"chair", "chief", "head", "director", "dean", "vp"})
_TREATED = frozenset({"patient", "patients", "treated", "born", "hospitalized", "hospitalised", "saved"})
_THANKED = frozenset({"grateful", "thank", "thanks", "thankful"})
_NOT_ACRONYMS = words("institutions.not_acronyms")
_THINKING = frozenset({"passionate", "thinking", "think", "thoughts", "enthusiastic", "excited", "tweeting", "tweets"})
_THOUGHT = 7
# Before "at" these say no place of work: "looking at Example Droplets".
_LOOKING = frozenset(
    {"looking", "look", "looks", "good", "bad", "great", "staring", "laughing", "aimed", "better", "best"}
)
_FEWEST, _LONG_LETTERS = 3, 8
_LONGEST = 12
_FIELDS = ("spec", "specman", "field", "fieldman", "role")
_MEANT_OTHERWISE = ("spec", "abbr", "role", "specman", "fieldman")


def written(draft: Draft) -> list[Named]:
    """Names in words, the longest of overlapping ones."""
    ground = Ground(draft.bio, _closed(draft))
    readings = [
        *_listed(draft, ground),
        *built(ground, _placed(draft)),
        *_short_universities(ground),
        *_offices(draft, ground),
        *short_names(draft, ground),
        *schools(draft, ground),
        *tagged_names(draft),
    ]
    fields = [h for h in draft.hits_in(Part.BIO) if h.get(*_FIELDS)]
    readings = [r for r in readings if not _is_only_a_field(draft, fields, r) and not _is_where_treated(ground, r)]
    readings = [r for r in readings if r[3] != "claims.institution.built" or not _is_thought_of(ground, r[0])]
    readings += forces(ground)
    readings.sort(key=lambda r: (r[0] - r[1], r[2] is None))
    found: list[Named] = []
    used: set[int] = set()
    for first, last, known, why in readings:
        if not used & set(range(first, last + 1)):
            used |= set(range(first, last + 1))
            found.append(Named(draft.bio.words[first], draft.bio.words[last], known, why))
    return found


def _is_thought_of(ground: Ground, first: int) -> bool:
    """Whether a name in the making is what somebody likes or thinks about: "passionate about Emergency Medicine"."""
    words, here = ground.text.words, ground.text.words[first].clause
    before = [w.fold for w in words[max(0, first - _THOUGHT) : first] if w.clause == here]
    told = [i for i, (a, b) in enumerate(pairwise(before)) if b == "about" and a in _THINKING]
    return bool(told) and not {"at", "for", "with", "in", "of"} & set(before[told[-1] :])


def _is_where_treated(ground: Ground, reading: Reading) -> bool:
    """Whether the holder was treated there or thanks its people: "patient at Example Clinic"."""
    words, first = ground.text.words, reading[0]
    if words[first].fold in _TREATED and first + 1 < len(words) and words[first + 1].fold == "at":
        return True
    before = [w.fold for w in words[max(0, first - 7) : first] if w.clause == words[first].clause]
    here = before[:-1] if before[-1:] == ["the"] else before
    if here[-1:] not in (["at"], ["in"], ["by"]):
        return False
    return bool(_TREATED & set(here[-2:-1])) or (here[-1] == "at" and bool(_THANKED & set(here)))


def _is_only_a_field(draft: Draft, fields: list[Hit], reading: Reading) -> bool:
    """Whether a name in the making is nothing but a field or a calling: "Internal Medicine", "Mental Health"."""
    first, last, known, why = reading
    if known is not None and first != last:
        return False
    named = {w.fold for w in draft.bio.words[first : last + 1]}
    if why == "claims.institution.built" and draft.bio.words[last].fold in _GENERIC and not named & _STRONG:
        first = max(first, last - 1)
    return any(h.first <= first and last <= h.last for h in fields)


def _placed(draft: Draft) -> frozenset[int]:
    """The words that name places."""
    return frozenset(
        i for h in draft.hits_in(Part.BIO) if h.get("spot", "demonym", "inst") for i in range(h.first, h.last + 1)
    )


def _short_universities(ground: Ground) -> list[Reading]:
    """Universities in short: "U of Sampleton", "Univ Sampleton"."""
    found: list[Reading] = []
    for i, word in enumerate(ground.text.words[:-1]):
        if word.fold not in ("u", "univ") or not word.is_capital() or not ground.joins(i + 1):
            continue
        start = i + 2 if ground.text.words[i + 1].fold == "of" else i + 1
        if start < len(ground.text.words) and ground.joins(start) and ground.is_name_word(start):
            found.append((i, to_the_right(ground, start), None, "claims.institution.built"))
    return found


def _closed(draft: Draft) -> frozenset[int]:
    """The words that are callings, post-nominals, or the register whose number follows ("GMC No 1234567")."""
    found = {i for m in draft.mentions if m.hit.text is draft.bio for i in range(m.hit.first, m.hit.last + 1)}
    found |= _registers(draft)
    starts = {s.start for c in draft.of(ClaimKind.CREDENTIAL) for s in c.spans if s.part is Part.BIO}
    return frozenset(found | {i for i, w in enumerate(draft.bio.words) if w.start in starts})


def _registers(draft: Draft) -> set[int]:
    """The capital letters in the few words before a number that was read as a register's."""
    numbers = {s.start for c in draft.of(ClaimKind.IDENTIFIER) for s in c.spans if s.part is Part.BIO}
    at = [i for i, word in enumerate(draft.bio.words) if word.start in numbers] if numbers else []
    before = {j for i in at for j in range(max(0, i - _BEFORE_NUMBER), i)}
    return {j for j in before if draft.bio.words[j].is_upper() and len(draft.bio.words[j].text) > 1}


def _listed(draft: Draft, ground: Ground) -> list[Reading]:
    """Names of the lists, widened to what is built around them."""
    found: list[Reading] = []
    reach = -1
    for hit in draft.hits_in(Part.BIO):
        entry = hit.get("inst")
        if not entry or hit.first <= reach or not isinstance(entry.value, Institution):
            continue
        if not _is_written_as_name(hit) or hit.first in ground.closed or is_college(draft, ground, hit.first):
            continue
        reach = hit.last
        if is_interest(ground, hit.first):
            continue
        first, last = _widen(ground, hit.first, hit.last)
        found.append((first, last, entry.value, "claims.institution.listed"))
    return found


def _is_written_as_name(hit: Hit) -> bool:
    tokens = hit.tokens()
    if len(tokens) > 1:
        named = [w for w in tokens if w.fold not in _INNER]
        return not hit.get(*_MEANT_OTHERWISE, "field") and sum(w.is_capital() for w in named) >= max(1, len(named) - 1)
    word = tokens[0]
    letters = word.text.lstrip("#")
    if letters.isupper() and len(letters) <= 6:
        free = word.fold not in _NOT_ACRONYMS and tight(word.fold) not in post_nominals()
        return free and not hit.get(*_MEANT_OTHERWISE, "spot") and not _shouts(hit)
    if word.kind == "tag" or len(word.fold) <= 4:
        return False
    return word.is_capital() and not hit.get(*_MEANT_OTHERWISE, "spot", "field", "demonym")


def _shouts(hit: Hit) -> bool:
    """Whether the neighbours are in capitals too, so that capitals mean nothing."""
    around = hit.text.words[max(0, hit.first - 1) : hit.last + 2]
    return len(around) > 2 and all(w.is_upper() and len(w.text) > 2 for w in around)


def _widen(ground: Ground, first: int, last: int) -> tuple[int, int]:
    """With the name words that belong to it on both sides: "Example School of Medicine"."""
    all_words = ground.text.words
    while (
        first > 1
        and ground.joins(first)
        and all_words[first - 1].fold in ("of", "for", "de")
        and ground.joins(first - 1)
    ):
        if not (all_words[first - 2].fold in _STRONG | _WEAK and ground.is_name_word(first - 2)):
            break
        first -= 2
        while first > 0 and ground.joins(first) and ground.is_name_word(first - 1):
            first -= 1
    while ground.joins(last + 1):
        word = all_words[last + 1]
        if word.fold in _STRONG | _WEAK | {"med", "law"} and ground.is_name_word(last + 1):
            last += 1
        elif (
            word.fold in ("of", "for")
            and all_words[last].fold in _STRONG | _WEAK
            and ground.joins(last + 2)
            and ground.is_name_word(last + 2)
        ):
            last += 2
        else:
            break
    return first, last


def _offices(draft: Draft, ground: Ground) -> list[Reading]:
    """A capital name behind an office or "at": "Founder of Example Press", "at Example", "@ Example"."""
    found: list[Reading] = []
    placed = _placed(draft)
    other = {h.first for h in draft.hits_in(Part.BIO) if h.get("spec", "field", "role", "spot", "specman", "demonym")}
    all_words = ground.text.words
    for i, word in enumerate(all_words):
        j = _start_behind(ground, i)
        if j is None or all_words[j].clause != word.clause or (j in other and all_words[j].fold != "st"):
            continue
        if word.fold == "at" and _is_tag_of_one(all_words[j]):
            found.append((j, j, None, "claims.institution.office"))
            continue
        if not ground.is_name_word(j) and not (word.fold == "at" and _is_letters(all_words[j])):
            continue
        last = without_town(ground, placed, j, to_the_right(ground, j))
        single = j == last
        common = single and (len(all_words[j].text) < 3 or all_words[j].fold in names().words)
        common = common or _is_only_a_subject(ground, i, j, last)
        shouted = all_capitals(ground, j, last) and (word.is_upper() or len(all_words[j].text) > _LONG_LETTERS)
        if common or shouted:
            continue
        found.append((j, last, None, "claims.institution.office"))
    return found


def _is_only_a_subject(ground: Ground, i: int, first: int, last: int) -> bool:
    """Whether what an office is "of" is everyday words alone: "Chair of Medieval History", "Chief of Belly Rubs"."""
    word, between = ground.text.words[i].fold, ground.text.words[i + 1]
    if word not in _OF_SUBJECTS or between.fold != "of":
        return False
    return all(w.fold in names().words and w.fold not in _STRONG | _WEAK for w in ground.text.words[first : last + 1])


def _is_behind_comma(ground: Ground, i: int, j: int) -> bool:
    """Whether the name of a house begins behind an office and a comma: "Founder, Sample Wellness", "Editor, Sample"."""
    office = ground.text.words[i].fold
    if office in _HEADED and _is_of_two(ground, j):
        return True
    return office in _CHAIRED and ground.is_name_word(j) and _opens_clause(ground, i)


def _opens_clause(ground: Ground, i: int) -> bool:
    """Whether the item of word i is the first of its clause: "Senior Correspondent, Sample", no list of callings."""
    words, here = ground.text.words, ground.text.words[i]
    first = next((j for j in range(i, -1, -1) if words[j].clause != here.clause), -1) + 1
    return words[first].item == here.item and i - first <= _OFFICE_WORDS


def _is_of_two(ground: Ground, i: int) -> bool:
    """Whether a name of two words or more begins at word i."""
    return ground.is_name_word(i) and ground.joins(i + 1) and ground.is_name_word(i + 1)


def _is_tag_of_one(word: Token) -> bool:
    """Whether a tag is written as a name: "at #UNT"."""
    return word.kind == "tag" and word.text[1:2].isupper() and len(word.text) > _FEWEST


def _is_letters(word: Token) -> bool:
    """Whether a word is an abbreviation, which behind "at" is no post-nominal: "nurse at RDH"."""
    return word.kind == "word" and word.text.isalpha() and word.is_upper() and len(word.text) >= _FEWEST


def _start_behind(ground: Ground, i: int) -> int | None:
    """The word at which a name behind word i would begin, or None."""
    all_words, word = ground.text.words, ground.text.words[i]
    j = i + 1
    if j >= len(all_words):
        return None
    between = ground.text.original[word.end : all_words[j].start].strip()
    at_sign = between.endswith("@")
    if not at_sign and word.fold not in _LEADING:
        return None
    if word.fold == "at" and i > 0 and all_words[i - 1].fold in _LOOKING:
        return None
    if between == ":" and word.fold in _DIRECT:
        return j
    if between == "," and _is_behind_comma(ground, i, j):
        return j
    if not at_sign and not ground.joins(j):
        return None
    if word.fold in _OFFICE and not at_sign:
        if all_words[j].fold in ("of", "at", "for") and ground.joins(j + 1):
            j += 1
        elif word.fold not in _DIRECT:
            return None
    if word.fold == "with" and not (i > 0 and i - 1 in ground.closed):
        return None
    if j < len(all_words) and all_words[j].fold == "the" and ground.joins(j + 1):
        j += 1
    return j if j < len(all_words) else None
