"""The words of a name as given, middle and family name."""

from __future__ import annotations

import unicodedata

from credcheck.claims._family_first import is_vietnamese
from credcheck.claims._known_names import names
from credcheck.claims._name_words import DOCTORAL, HAN, HANGUL, PARTICLES, VOUCHES, is_given
from credcheck.claims._tokens import Token, fold
from credcheck.claims._two_given import with_given_joined
from credcheck.claims._values import Found
from credcheck.model import PersonName


def parts(found: Found, original: str = "") -> PersonName:
    """Given, middle and family name of the words."""
    pieces = _initials([unicodedata.normalize("NFC", w.text) for w in found.words])
    pieces = split(_hyphens(found.words, pieces, original))
    if len(pieces) == 1:
        return _single_name(pieces[0], found)
    if is_vietnamese(pieces):
        return PersonName(pieces[-1], " ".join(pieces[1:-1]), pieces[0], found.suffix, found.nickname)
    pieces = with_given_joined(pieces)
    if len(pieces) > 2 and len(fold(pieces[-1])) == 1 and fold(pieces[-2]) in names().iberian:
        pieces = pieces[:-1]  # the mother's name in short: "Paola Ejemplo R."
    start = len(pieces) - (2 if _two_families(pieces) else 1)
    while start > 1 and _is_particle(pieces[start - 1]):
        start -= 1
    return PersonName(pieces[0], " ".join(pieces[1:start]), " ".join(pieces[start:]), found.suffix, found.nickname)


def _two_families(pieces: list[str]) -> bool:
    """Whether the last two words are both Spanish family names: "Jane Rivera Reyes"."""
    known = names()
    return len(pieces) > 2 and all(fold(p) in known.iberian for p in pieces[-2:])


def _is_particle(word: str) -> bool:
    return fold(word) in PARTICLES and (len(fold(word)) > 1 or word.islower())


def _single_name(name: str, found: Found) -> PersonName:
    """One word: the family name after Dr or Prof; Han and Hangul names begin with the family name."""
    if HANGUL.fullmatch(name) or (HAN.fullmatch(name) and len(name) < 4):
        return PersonName(name[1:], "", name[0], found.suffix, found.nickname)
    if found.title in DOCTORAL:
        return PersonName(family=name, nickname=found.nickname)
    return PersonName(given=name, nickname=found.nickname)


def _initials(pieces: list[str]) -> list[str]:
    """Initials written as one word are two: "J.K." -> "J.", "K."."""
    if len(pieces) > 1 and len(pieces[0]) == 4 and pieces[0][1] == pieces[0][3] == ".":
        return [pieces[0][:2], pieces[0][2:], *pieces[1:]]
    return pieces


def _hyphens(tokens: tuple[Token, ...], pieces: list[str], original: str) -> list[str]:
    """Words that a hyphen joins are one name again."""
    if len(tokens) != len(pieces):
        return pieces
    joined = [pieces[0]]
    for before, token, piece in zip(tokens, tokens[1:], pieces[1:], strict=False):
        if token.start - before.end == 1 and token.glued and original[before.end : token.start] != ".":
            joined[-1] += "-" + piece
        else:
            joined.append(piece)
    return joined


def split(pieces: list[str]) -> list[str]:
    """One word that is two names run together ("JaneExample", "janeexample") becomes two."""
    if len(pieces) != 1 or len(pieces[0]) < 7 or len(pieces[0]) > 30:
        return pieces
    word, known = pieces[0], names()
    humps = [i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower()]
    head = fold(word[: humps[0]]) if len(humps) == 1 and humps[0] >= 3 else ""
    if is_given(head):
        return [word[: humps[0]], word[humps[0] :]]
    if humps or fold(word) in known.given or fold(word) in known.family:
        return pieces
    for i in range(len(word) - 4, 2, -1):
        if _run_together(fold(word[:i]), fold(word[i:]), word.islower()):
            return [word[:i], word[i:] if word.islower() else word[i:].capitalize()]
    return pieces


def _run_together(given: str, rest: str, small: bool) -> bool:
    """Whether two halves of a word are names; in small letters a long given name vouches for an unknown rest."""
    known = names()
    if given not in known.given or rest in known.words:
        return False
    if rest in known.family or rest in known.given:
        return len(given) > 3 or len(rest) > 4
    return small and len(given) >= VOUCHES and len(rest) >= VOUCHES
