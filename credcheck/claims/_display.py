"""The words of a display name that are a personal name: what stands around and among them is taken off."""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

from credcheck.claims._draft import Draft
from credcheck.claims._known_names import names
from credcheck.claims._meanings import Hit, Role
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._name_words import STOP, TITLES, is_given, is_name
from credcheck.claims._titles import titled
from credcheck.claims._tokens import Text, Token, fold
from credcheck.claims._values import Found
from credcheck.model import ClaimKind, Part

_OPEN, _CLOSE = "([{<（【", ")]}>）】"
_QUOTES = "\"“”«»‘’'„"
_BARS = "|•·:;~/,⎜│¦@–—✦★*"
_PRONOUNS = frozenset({"she", "he", "they", "her", "him", "them", "ze", "xe", "elle", "ella", "el", "il", "sie", "er"})
_GREETING, _FULL = 6, 2
_NOT_HELD = ("claims.credential.future", "claims.credential.denied")
_HELLO = re.compile(r"^hello_?my_?name_?is_?([^\W\d_]{2,20})$", re.IGNORECASE)


def read_display(draft: Draft) -> Found:
    """The words of the display name that are a personal name."""
    held = [s for c in draft.of(ClaimKind.CREDENTIAL) for s in c.spans if s.part is Part.NAME]
    hoped = [r for r in draft.rejected if r.kind is ClaimKind.CREDENTIAL and r.why.id in _NOT_HELD]
    taken = held + [s for r in hoped for s in r.spans if s.part is Part.NAME]
    tokens = [t for t in _before_cut(draft.name) if not any(s.start <= t.start < s.end for s in taken)]
    tokens = _behind_calling(draft, _before_field(draft, tokens, [s.start for s in held]))
    nickname, tokens = _quoted(tokens)
    found = titled([t for t in tokens if t.kind == "word"], nickname)
    words = _before_trade(draft, _one_script(found.words))
    return Found(words, found.title, found.title_words, found.nickname, found.suffix)


def _before_trade(draft: Draft, words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The name before a calling that is no family name: "Jane Example Author"."""
    if len(words) <= _FULL or not is_given(words[0].fold) or words[-1].fold in names().family:
        return words
    trades = {h.tokens()[-1].start: h.tokens()[0].start for h in draft.hits_in(Part.NAME) if h.get("role", "specman")}
    first = trades.get(words[-1].start)
    before = tuple(w for w in words if first is None or w.start < first)
    return before if len(before) >= _FULL else words


def _before_field(draft: Draft, tokens: list[Token], degrees: list[int]) -> list[Token]:
    """The name before a clinical field that stands behind its degrees: "Jane Example MD Ophthalmology"."""
    if not degrees:
        return tokens
    fields = [h for h in draft.hits_in(Part.NAME) if h.get("spec", "specman", "role", "field")]
    starts = [h.tokens()[0].start for h in fields if any(start < h.tokens()[0].start for start in degrees)]
    starts += [start for h in fields if (start := _just_before(h, degrees)) is not None]
    before = [t for t in tokens if not starts or t.start < min(starts)]
    return before if sum(t.kind == "word" for t in before) >= 2 else tokens


def _behind_calling(draft: Draft, tokens: list[Token]) -> list[Token]:
    """The given name behind a calling or its field: "Radiographer Rob", "Mental Health Nurse Kate"."""
    words = [t for t in tokens if t.kind == "word"]
    if len(words) < 2 or is_given(words[0].fold):
        return tokens
    calling = next((h for h in draft.hits_in(Part.NAME) if h.first == 0 and _is_calling(h)), None)
    if calling is None:
        return tokens
    rest = [t for t in tokens if t.start > calling.tokens()[-1].end]
    named = [t for t in rest if t.kind == "word"]
    return rest if len(named) == 1 and is_given(named[0].fold) else tokens


def _is_calling(hit: Hit) -> bool:
    """Whether words name a calling in health, or its field, that is no title and no name as well."""
    first = hit.tokens()[0].fold
    role = hit.get("role")
    clinical = isinstance(role.value, Role) and role.value.profession in CLINICAL if role else False
    titled = hit.first == hit.last and first in TITLES
    return (clinical or hit.get("spec", "specman") is not None) and not titled and not is_name(first)


def _just_before(hit: Hit, degrees: list[int]) -> int | None:
    """Where a field in capitals stands that leads straight to the degree: "Jane Example ICU RN"."""
    first, last = hit.tokens()[0], hit.tokens()[-1]
    leads = any(0 < start - last.end <= 2 for start in degrees)
    return first.start if leads and hit.first > 0 and first.is_upper() and not is_name(first.fold) else None


def _before_cut(text: Text) -> list[Token]:
    """The tokens before the first bar, colon, comma or bracket behind a name; what stands in brackets left out."""
    kept: list[Token] = []
    depth = 0
    tokens = _latin_part(_unwrapped(text.tokens))
    tokens = _ungreeted(tokens) if "name" in text.low else tokens
    for token, after in zip_longest(tokens, tokens[1:]):
        if token.fold in _PRONOUNS and after is not None and after.text == "/" and kept:
            break
        if token.text in _OPEN and token.kind == "sign":
            depth += 1
        elif token.text in _CLOSE and depth and token.kind == "sign":
            depth -= 1
        elif depth or token.kind in ("at", "url", "email", "flag", "emoji"):
            continue
        elif token.kind == "tag":
            if sum(t.kind == "word" and fold(t.text) not in TITLES for t in kept) >= 2:
                break
            kept += _hello(token)
        elif (token.fold in STOP and token.kind == "word" and kept and not token.text.endswith(".")) or (
            _cuts(token) and any(t.kind == "word" and fold(t.text) not in TITLES for t in kept)
        ):
            break
        else:
            kept.append(token)
    return kept


def _ungreeted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens behind "Hello my name is", where a name follows."""
    greeting = ""
    for i, token in enumerate(tokens[:-1][:_GREETING]):
        greeting += token.fold if token.kind == "word" else ""
        if greeting == "hellomynameis":
            return tokens[i + 1 :]
    return tokens


def _latin_part(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens from the first part in Latin letters on, where a name in another script stands before a bar."""
    for i, token in enumerate(tokens):
        if token.kind == "word" and _is_latin(token.text):
            return tokens
        if _cuts(token) and i:
            rest = [t for t in tokens[i + 1 :] if t.kind == "word"]
            return tokens[i + 1 :] if len(rest) >= 2 and all(_is_latin(t.text) for t in rest[:2]) else tokens
    return tokens


def _is_latin(word: str) -> bool:
    if word.isascii() and word.isalpha():
        return True
    return any("a" <= c.lower() <= "z" for c in unicodedata.normalize("NFD", word))


def _unwrapped(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without brackets around the whole: "(((Jane Example)))"."""
    while len(tokens) > 2 and tokens[0].text in _OPEN and tokens[-1].text in _CLOSE:
        tokens = tokens[1:-1]
    return tokens


def _hello(token: Token) -> list[Token]:
    """The name in a tag of the "Hello my name is ..." campaign."""
    found = _HELLO.match(token.text[1:])
    if not found:
        return []
    name = found.group(1)
    start = token.end - len(name)
    return [Token(name, fold(name), "word", start, token.end, True, token.clause, token.item, False)]


def _cuts(token: Token) -> bool:
    if token.kind == "dash":
        return not token.glued
    return token.text in _BARS and token.kind in ("sign", "emoji")


def _quoted(tokens: list[Token]) -> tuple[str, list[Token]]:
    """A nickname in quotation marks between two names, and the rest."""
    marks = [i for i, t in enumerate(tokens) if t.text in _QUOTES and t.kind == "sign"]
    if len(marks) >= 2 and marks[0] > 0 and marks[1] < len(tokens) - 1:
        inner = tokens[marks[0] + 1 : marks[1]]
        return " ".join(t.text for t in inner if t.kind == "word"), tokens[: marks[0]] + tokens[marks[1] + 1 :]
    return "", tokens


def _one_script(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words in Latin letters where there are any: a name repeated in another script is one name."""
    latin = tuple(w for w in found if _is_latin(w.text))
    return latin or found
