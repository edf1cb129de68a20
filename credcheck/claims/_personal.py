"""Whether the words of a display name are a person's name rather than a nickname, a field or a slogan."""

from __future__ import annotations

import re

from credcheck.claims._draft import Draft
from credcheck.claims._handle_names import begins, is_doctors_handle
from credcheck.claims._known_names import names
from credcheck.claims._lexicon import lexicon
from credcheck.claims._name_parts import split
from credcheck.claims._name_words import DOCTORAL, HAN, HANGUL, PARTICLES, is_everyday, is_given, is_name
from credcheck.claims._tokens import Token, fold
from credcheck.claims._values import Found
from credcheck.claims._words import pattern, words
from credcheck.model import ClaimKind, Part

_ARTICLES = frozenset({"la", "le", "les", "el", "los", "las", "il", "lo", "der", "die", "das", "the"})
_SAYS = re.compile(
    r"i (?:❤|♥|💙|💜|💕|<3|love|heart|luv|stan) ?[^a-z]|my (?:doctor|dr|doc|nurse|therapist|gp|surgeon)\b|"
    r"(?:dj|mc) (?:dr|doc|doctor|prof|professor|nurse)\b"
)
_NOT_HOLDER = words("names.not_holder")
# A calling run together with what it is of: "OncoDoc", "PedsNurse", "EMDocTexas".
_CALLED = re.compile(r"[A-Za-z](?:Doc|Nurse|Doctor|Medic|Surgeon|Pharmacist|Midwife)(?![a-z])")


def is_personal(draft: Draft, found: Found) -> bool:
    """Whether the words are a person's name rather than a nickname or a slogan."""
    folds = [fold(w.text) for w in found.words]
    if not any(folds) or len(folds) > 6 or any(c.isdigit() for f in folds for c in f):
        return False
    if any(_CALLED.search(w.text) for w in found.words) or _SAYS.match(draft.name.low):
        return False
    if len(folds) == 1:
        return _is_single_name(found.words[0], folds[0], found.title, draft)
    if _is_nickname(draft, found, folds) or _is_acronym(found.words, folds):
        return False
    known = names()
    everyday = [is_everyday(f) and not (i and f in PARTICLES) for i, f in enumerate(folds)]
    if _has_degree(draft) and (folds[-1] in known.family or not everyday[-1]) and not all(everyday):
        return True
    everyday[0] = everyday[0] and (everyday[-1] or not _is_vouched_for(found, folds))
    everyday[-1] = everyday[-1] and not (folds[-1] in known.family and not everyday[0])
    initial = [len(f) == 1 for f in folds]
    first = is_given(folds[0]) or initial[0]
    if all(initial) or (len(folds) == 3 and folds[1] in ("n", "and") and not found.words[1].text.endswith(".")):
        return False
    if everyday[0] and not (folds[-1] in known.family and len(folds) == 2 and len(folds[0]) < 4):
        return False
    titled = bool(found.title) and len(folds) > 2
    if len(folds) == 2 and everyday[-1] and folds[-1] in known.common and not _has_degree(draft):
        return False
    return sum(everyday) * 2 <= len(folds) and (first or titled or not any(everyday))


def _is_vouched_for(found: Found, folds: list[str]) -> bool:
    """Whether an everyday word is a given name by what stands beside it: "Prosper Owusu", "Dr. Love Nwachukwu"."""
    known, last = names(), folds[-1]
    return last in known.family and (folds[0] in known.rare or (found.title in DOCTORAL and not is_given(last)))


def _is_called_stan(found: Found, folds: list[str]) -> bool:
    """Whether a family name behind it makes a given name of what fans write: "Stan Kowalski"."""
    family = folds[-1] in names().family and not is_given(folds[-1]) and not is_everyday(folds[-1])
    return len(folds) == 2 and family and all(w.is_capital() for w in found.words)


def _is_nickname(draft: Draft, found: Found, folds: list[str]) -> bool:
    """Whether several words are a handle, a field's short form, an article's noun, or somebody who is remembered."""
    known = names()
    opening = {folds[0], *draft.name.low.split()[:2]} - ({"stan"} if _is_called_stan(found, folds) else set())
    if _NOT_HOLDER & opening:
        return True
    if not _has_degree(draft) and _is_clinical(folds[0]):
        return True
    if _is_a_handle(draft.name.read()) and not is_given(folds[0]):
        return True
    return len(folds) == 2 and folds[0] in _ARTICLES and folds[1] not in known.family and not found.title


def _is_a_handle(name: str) -> bool:
    """Whether a display name is written as a handle: "sample_example"."""
    return "_" in name and " " not in name.strip()


def _is_compound(folded: str) -> bool:
    """Whether a word is two everyday words run together, as nicknames are: "Smileyface"."""
    words = names().words
    return any(folded[:i] in words and folded[i:] in words for i in range(3, len(folded) - 2))


def _is_clinical(folded: str) -> bool:
    """Whether a word is short for a clinical field and no name: "Ortho Bro", "Derm Dad"."""
    return (
        not is_name(folded) and len(folded) > 3 and any(e.sort in ("abbr", "spec") for e in lexicon().meanings(folded))
    )


def _is_acronym(found: tuple[Token, ...], folds: list[str]) -> bool:
    """Whether the first word is letters of an organisation: "FEMA Region", "NHS England"."""
    first = found[0].text
    letters = first.isupper() and first.isalpha() and len(first) >= 3 and not all(w.is_upper() for w in found)
    return letters and not is_given(folds[0])


def _is_single_name(word: Token, folded: str, title: str, draft: Draft) -> bool:
    """One word is a name when it is a known given name, or stands with a title or post-nominals."""
    known = names()
    if (folded in known.words and folded not in known.given) or len(folded) < 2:
        return False
    if len(folded) < 4 and folded not in known.given and word.is_upper():
        return False
    if HAN.fullmatch(word.text) or HANGUL.fullmatch(word.text):
        return True
    if len(split([word.text])) == 2:
        return True
    if not is_name(folded) and title and " " not in draft.name.read().strip() and _is_compound(folded):
        return False
    beside = bool(title) or _has_degree(draft) or _is_less_common(folded)
    beside = beside or (word.text.istitle() and pattern("cue.pronouns").search(draft.name.low) is not None)
    handle = draft.profile.handle[:120]
    return folded in known.given or beside or is_doctors_handle(handle.lower(), folded) or begins(handle, folded)


def _is_less_common(folded: str) -> bool:
    """Whether a word is a given name of fewer people, and no town: "Gianmarco", but not "Modena"."""
    known = len(folded) > 4 and folded in names().more
    return known and not any(e.sort == "spot" for e in lexicon().meanings(folded))


def _has_degree(draft: Draft) -> bool:
    """Whether a post-nominal stands in the display name."""
    return any(s.part is Part.NAME for c in draft.of(ClaimKind.CREDENTIAL) for s in c.spans)
