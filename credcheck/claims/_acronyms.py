"""Short names of institutions: acronyms, one-word names that everybody knows, tags."""

from __future__ import annotations

import re

from credcheck.claims._draft import Draft
from credcheck.claims._ground import Ground, Reading
from credcheck.claims._handles import institution_of, is_known
from credcheck.claims._known_names import names
from credcheck.claims._post_nominals import post_nominals, tight
from credcheck.claims._tokens import Token
from credcheck.claims._words import words
from credcheck.model import ClaimKind, Credential, CredentialClass, Part

_STOP = words("institutions.stop")
_NOT_ACRONYMS = words("institutions.not_acronyms")
_INTEREST = words("institutions.interest")
_ONE_WORD = words("institutions.one_word")
_AMBIGUOUS = words("institutions.ambiguous")
_BESIDE = words("institutions.beside")
_GRADUATES = frozenset({"grad", "alum", "alumna", "alumnus", "alumni", "alumnae"})
_STUDIED = words("institutions.studied")
_TEAMS = words("institutions.teams")
_LIKED = frozenset(
    {"nerd", "geek", "fan", "fans", "enthusiast", "junkie", "supporter", "watcher", "mom", "dad", "mum", "parent"}
)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TELLING = 4
_SCHOOLS = frozenset({"law", "med", "medicine", "nursing", "pharmacy", "dental", "business", "engineering"})
_CLASS = re.compile(r" ['’](?:[6-9]\d|[0-3]\d)\b")
_POST = 5
_IN_CAPITALS = frozenset({"chop", "who"})
_MEANT_OTHERWISE = ("spec", "abbr", "role", "specman", "fieldman")


def short_names(draft: Draft, ground: Ground) -> list[Reading]:
    """One-word names that everybody knows ("Stanford", "NYU"), and acronyms beside a word for an office."""
    found: list[Reading] = []
    if _is_shouted(ground):
        return found
    other = {h.first for h in draft.hits_in(Part.BIO) if h.get(*_MEANT_OTHERWISE, "spot", "demonym")}
    for i, word in enumerate(ground.text.words):
        if word.kind != "word" or word.text.islower() or i in ground.closed or _is_team(ground, i):
            continue
        if (
            word.fold in _ONE_WORD
            and not is_interest(ground, i)
            and (word.is_upper() or (len(word.fold) >= _TELLING and word.fold not in _IN_CAPITALS))
        ):
            found.append((i, _with_school(ground, i), institution_of(word.fold), "claims.institution.listed"))
        elif (
            _is_run_together(word)
            and not is_interest(ground, i)
            and not is_college(draft, ground, i)
            and (known := institution_of(word.text))
        ):
            found.append((i, i, known, "claims.institution.listed"))
        elif (
            i not in other
            and _is_acronym(word)
            and not is_interest(ground, i)
            and (
                is_known(word.fold)
                or _beside_office(ground, i)
                or _behind_calling(draft, ground, i)
                or _in_brackets(ground, i)
                or _has_class(ground, i)
            )
        ):
            found.append((i, i, None, "claims.institution.office"))
        elif word.fold in _AMBIGUOUS and word.is_capital() and (_beside_office(ground, i) or _has_class(ground, i)):
            found.append((i, i, institution_of(word.fold), "claims.institution.listed"))
    return found


def schools(draft: Draft, ground: Ground) -> list[Reading]:
    """The names before a word for somebody who left a school: "Sampleton grad", "Sample State alumna"."""
    if not any(word.fold in _GRADUATES for word in ground.text.words):
        return []
    other = {
        i for h in draft.hits_in(Part.BIO) if h.get(*_MEANT_OTHERWISE, "demonym") for i in range(h.first, h.last + 1)
    }
    found: list[Reading] = []
    for i, word in enumerate(ground.text.words):
        if word.fold not in _GRADUATES or not ground.joins(i) or not _is_a_name(ground, i - 1, other):
            continue
        first = i - 1
        while first > 0 and ground.joins(first) and _is_a_name(ground, first - 1, other):
            first -= 1
        found.append((first, i - 1, None, "claims.institution.office"))
    return found


def _is_a_name(ground: Ground, i: int, other: set[int]) -> bool:
    """Whether a word is part of a name and means nothing else: "Sampleton", but not "Proud", "Nursing", "Canadian"."""
    word = ground.text.words[i]
    named = ground.is_name_word(i) and i not in other and len(word.text) >= (3 if word.is_upper() else _TELLING)
    return named and (word.fold not in names().words or word.fold == "state")


def _is_shouted(ground: Ground) -> bool:
    """Whether a text is in capitals throughout, so that capitals make no name."""
    longer = [w for w in ground.text.words if w.kind == "word" and len(w.text) > 3]
    return len(longer) > 2 and all(w.is_upper() for w in longer)


def _is_team(ground: Ground, i: int) -> bool:
    """Whether the name of a school's team follows: "LSU Tigers"."""
    behind = ground.text.words[i + 1 : i + 2]
    return bool(behind) and ground.joins(i + 1) and behind[0].fold in _TEAMS


def _behind_calling(draft: Draft, ground: Ground, i: int) -> bool:
    """Whether letters close a sentence that begins with a calling and a comma: "Lecturer, UNS.", "Surgeon, UNTH |"."""
    words, original = ground.text.words, ground.text.original
    if not i or original[words[i - 1].end : words[i].start] not in (", ", " - ", " – "):
        return False
    long = len(words[i].text) >= _TELLING
    if i - 1 not in ground.closed and not (long and _opens_with_post(ground, _before_field(draft, ground, i - 1))):
        return False
    ends = original[words[_with_place(draft, ground, i)].end :][:2].strip() in ("", ".", "|", "•", "·", "\n")
    return ends and (long or words[i - 1].text.islower())


def _before_field(draft: Draft, ground: Ground, i: int) -> int:
    """The last word before a field that stands between two commas: "Registrar, Haematology, SQXX."."""
    words = ground.text.words
    field = next((h for h in draft.hits_in(Part.BIO) if h.last == i and h.get("spec")), None)
    alone = field is not None and field.first > 0 and words[field.first - 1].item != words[i].item
    return field.first - 1 if field is not None and alone and field.first - 1 in ground.closed else i


def _with_place(draft: Draft, ground: Ground, i: int) -> int:
    """The word that ends the town behind letters: "TXTH Kathmandu", or their own."""
    towns = (h.last for h in draft.hits_in(Part.BIO) if h.first == i + 1 and h.get("spot"))
    return max(towns, default=i) if ground.joins(i + 1) else i


def _opens_with_post(ground: Ground, i: int) -> bool:
    """Whether the item of a word is a post and its field: "Lecturer in Sampling"."""
    words, first = ground.text.words, i
    while first > 0 and words[first - 1].item == words[i].item:
        first -= 1
    if i in ground.closed:
        return True
    linked = any(w.fold in ("of", "in", "for") for w in words[first + 1 : i])
    return first in ground.closed and linked and i - first <= _POST


def _with_school(ground: Ground, i: int) -> int:
    """The last word of a university and its school: "Georgetown Law"."""
    behind = ground.text.words[i + 1 : i + 2]
    school = bool(behind) and ground.joins(i + 1) and behind[0].is_capital() and behind[0].fold in _SCHOOLS
    return i + 1 if school else i


def _has_class(ground: Ground, i: int) -> bool:
    """Whether the year of a class follows: "UXYZ '12"."""
    return _CLASS.match(ground.text.original, ground.text.words[i].end) is not None


def _in_brackets(ground: Ground, i: int) -> bool:
    """Whether letters stand in brackets behind studies told in a Romance language: "mestre em saúde (UFXX)"."""
    word, original = ground.text.words[i], ground.text.original
    if original[word.start - 1 : word.start] != "(" or original[word.end : word.end + 1] != ")":
        return False
    return any(w.fold in _STUDIED and w.clause == word.clause for w in ground.text.words[max(0, i - 6) : i])


def _is_run_together(word: Token) -> bool:
    """Whether capitals stand inside a word: "UToronto", "MayoClinic"."""
    text = word.text
    return len(text) >= _TELLING and text.isalpha() and text.isascii() and text[0].isupper() and _humps(text)


def _humps(text: str) -> bool:
    return any(b.isupper() for b in text[1:]) and any(b.islower() for b in text)


def is_college(draft: Draft, ground: Ground, i: int) -> bool:
    """Whether letters behind a fellowship say only whose it is: "MFDS RCSEd"."""
    before = ground.text.words[i - 1] if i else None
    if (
        before is None
        or i - 1 not in ground.closed
        or ground.text.original[before.end : ground.text.words[i].start] != " "
    ):
        return False
    held = [(c.value, c.spans) for c in draft.of(ClaimKind.CREDENTIAL) if isinstance(c.value, Credential)]
    spans = (s for v, where in held if v.kind is CredentialClass.FELLOWSHIP for s in where)
    return any(s.part is Part.BIO and s.end == before.end for s in spans)


def is_interest(ground: Ground, i: int) -> bool:
    """Whether a word of liking stands before it in the same clause: "passionate about the NHS"."""
    here, behind = ground.text.words[i], ground.text.words[i + 1 : i + 2]
    if "≠" in ground.text.original[max(0, here.start - 2) : here.start]:
        return True
    if behind and behind[0].fold in _LIKED and behind[0].item == here.item:
        return True
    return any(w.fold in _INTEREST and w.clause == here.clause for w in ground.text.words[max(0, i - 6) : i])


def _is_acronym(word: Token) -> bool:
    letters = word.text.replace(".", "")
    usual = word.fold in _NOT_ACRONYMS or word.fold in _STOP or tight(word.fold) in post_nominals()
    return 3 <= len(letters) <= 7 and letters.isalpha() and letters.isupper() and not usual


def _beside_office(ground: Ground, i: int) -> bool:
    """Whether a word for an office, a calling or alumni stands beside it, in a text not all in capitals."""
    all_words = ground.text.words
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(all_words) and all_words[j].item == all_words[i].item]
    if any(all_words[j].is_upper() and len(all_words[j].text) > 3 and j not in ground.closed for j in near):
        return False
    if any(j in ground.closed or all_words[j].fold in _BESIDE for j in near):
        return True
    linked = i > 1 and ground.joins(i) and all_words[i - 1].fold in ("of", "in", "for", "from")
    return linked and (i - 2 in ground.closed or all_words[i - 2].fold in _BESIDE)


def tagged_names(draft: Draft) -> list[Reading]:
    """Tags that are an institution's name: "#ImperialCollege", "#NHS"."""
    found: list[Reading] = []
    for i, word in enumerate(draft.bio.words):
        letters = word.text[1:]
        if word.kind != "tag" or len(letters) < 3 or word.fold in _NOT_ACRONYMS or letters.islower():
            continue
        if any(h.first == i and h.get(*_MEANT_OTHERWISE, "field") for h in draft.hits_in(Part.BIO)):
            continue
        if any(w.fold in _LIKED and w.item == word.item for w in draft.bio.words[i + 1 : i + 2]):
            continue
        short = len(letters) < 5 and word.fold not in _ONE_WORD
        if not is_known(word.fold) and all(part.lower() in names().words for part in _PARTS.findall(letters)):
            continue
        known = None if short or (letters.istitle() and len(letters) < 7) else institution_of(letters)
        if known:
            found.append((i, i, known, "claims.institution.listed"))
    return found
