"""Whether a line looks like a personal name or a place: cautious, since what is neither stays in the bio."""

from __future__ import annotations

import re
import unicodedata

from credcheck.platforms._words import CITIES, ICONS, LANDS, PARTICLES, PRONOUN, ROLE_ENDS, ROLES, STATES, TITLES

_HEAD_END = re.compile(r"\s*[,|(\[/·•–—:]\s*|\s+-\s+")
_LETTERS = re.compile(r"[A-Za-z]{1,6}\.?(?:[A-Za-z.-]{0,6})")
_PRONOUNS = re.compile(r"[(\[]?\s*([a-zéA-ZÉ]{2,6}(?:\s*[/|]\s*[a-zéA-ZÉ]{2,6}){1,3})\s*[)\]]?")


def is_name(line: str) -> bool:
    """Whether the whole line is a personal name, perhaps with a title and credentials."""
    if (
        not 2 <= len(line) <= 80
        or (is_place(line) and not _ends_in_degree(line))
        or any(c in line for c in "@#?!\n")
        or any(c.isdigit() for c in line)
    ):
        return False
    head, *tail = [part for part in _HEAD_END.split(line) if part] or [""]
    words = _words(head)
    titled = bool(words) and words[0].casefold() in TITLES
    words = words[1:] if titled else words
    while len(words) > 1 and _is_credential(words[-1]):
        words.pop()
    if not all(_is_credentials(part) or is_pronouns(part) for part in tail):
        return False
    if "&" in line or _ends_a_sentence(line):
        return False
    return (1 if titled else 2) <= len(words) <= 5 and all(_is_name_word(word) for word in words)


def is_sure_name(line: str) -> bool:
    """Whether the line is a personal name that a title or a credential marks as one."""
    words = line.split()
    marked = bool(words) and (
        words[0].casefold() in TITLES or any(_is_credential(word.strip(",()")) for word in words[2:])
    )
    return marked and is_name(line)


def _ends_a_sentence(line: str) -> bool:
    last = line.split()[-1] if line.split() else ""
    return last.endswith(".") and len(last) > 4 and not _is_credential(last)


def is_place(line: str) -> bool:
    """Whether the whole line names a known place: City, ST · City, Country · a country, state or large city."""
    plain = _without_icons(line).strip(" .,")
    if not 2 <= len(plain) <= 60:
        return False
    if plain.casefold() in LANDS or plain.casefold() in CITIES:
        return True
    parts = [part.strip() for part in re.split(r"[,/|]", plain) if part.strip()]
    known = [part.casefold() in LANDS or part.casefold() in CITIES or part in STATES for part in parts]
    named = all(_is_place_word(word) for part in parts for word in part.split())
    return 2 <= len(parts) <= 4 and named and known[-1]


def could_be_place(line: str) -> bool:
    """Whether a line could be a place where one is expected: short, capitalised, without a word of work or opinion."""
    plain = _without_icons(line)
    words = plain.replace(",", " ").split()
    if is_place(line):
        return True
    known = any(word.strip("().-–").casefold() in LANDS | CITIES for word in words)
    if known and len(plain) <= 40 and not has_role(plain):
        return True
    return 1 <= len(words) <= 4 and len(plain) <= 40 and all(_is_place_word(w) and not _is_role(w) for w in words)


def pronouns_at_end(line: str) -> str:
    """The pronouns in brackets that end a line: Jane Example (she/her)."""
    match = re.search(r"\(([^()]{3,30})\)$", line[-40:].strip())
    return match[1].strip() if match and is_pronouns(match[1]) else ""


def has_role(line: str) -> bool:
    """Whether a word of the line is one of work, opinion or everyday speech, which personal names do not hold."""
    return any(_is_role(word) for word in line[:300].split())


def is_pronouns(line: str) -> bool:
    """Whether the whole line is a set of pronouns: she/her, (they/them)."""
    match = _PRONOUNS.fullmatch(line.strip()) if len(line) <= 40 else None
    return bool(match) and all(
        word.strip().casefold() in PRONOUN for word in re.split(r"[/|]", match[1] if match else "")
    )


def _ends_in_degree(line: str) -> bool:
    """Whether the "state" behind the comma may as well be a degree: Jane Example, MD."""
    head, _, tail = line.partition(",")
    return tail.strip() in ("MD", "PA", "MA") and len(head.split()) > 1 and head.casefold() not in CITIES | LANDS


def _words(head: str) -> list[str]:
    return [
        word for word in (raw.strip(".,\"'“”‘’") if len(raw) > 3 else raw for raw in head.split()) if _has_letter(word)
    ]


def _has_letter(word: str) -> bool:
    return any(c.isalpha() for c in word)


def _is_name_word(word: str) -> bool:
    if word.casefold() in PARTICLES:
        return True
    if any(len(part) > 2 for part in word.split(".")[:-1]):
        return False
    return (
        word[0].isupper()
        and not _is_role(word)
        and all(c.isalpha() or unicodedata.category(c) == "Mn" or c in "'’‘.-" for c in word)
    )


def _is_role(word: str) -> bool:
    plain = word.casefold().strip(".,;:")
    return plain in ROLES or plain.rstrip("s").endswith(ROLE_ENDS)


def _is_place_word(word: str) -> bool:
    return (word[0].isupper() or word.casefold() in PARTICLES or word in ("of", "the", "and", "&")) and all(
        c.isalpha() or c in "'’.-&" for c in word
    )


def _is_credentials(part: str) -> bool:
    words = part.strip(" .,)(][").split()
    return 1 <= len(words) <= 5 and all(_is_credential(word.strip(",")) for word in words)


def _is_credential(word: str) -> bool:
    capitals = sum(c.isupper() for c in word)
    return bool(_LETTERS.fullmatch(word)) and capitals >= 2 and len(word) <= 10


def _without_icons(line: str) -> str:
    return "".join(c for c in line if unicodedata.category(c) not in ("So", "Sk", "Mn", "Cf")).strip(ICONS)
