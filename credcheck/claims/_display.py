"""The personal name in a display name: what is taken off, what is left, and whether that is a person's name at all."""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

from credcheck.claims._draft import Draft
from credcheck.claims._family_first import is_vietnamese
from credcheck.claims._lexicon import lexicon, names, post_nominals, tight
from credcheck.claims._tokens import Text, Token, fold
from credcheck.claims._values import Found
from credcheck.claims._words import codes, words
from credcheck.model import ClaimKind, Part, PersonName

TITLES = codes("title")
DOCTORAL = frozenset({"Dr", "Prof"})
_ALONE = frozenset({"dr", "prof", "nurse", "doc", "doctor", "professor"})
_PARTICLES = words("names.particles")
_SUFFIX = {"jr": "Jr", "sr": "Sr", "ii": "II", "iii": "III", "iv": "IV"}
_OPEN, _CLOSE = "([{<（【", ")]}>）】"
_QUOTES = "\"“”«»‘’'„"
_BARS = "|•·:;~/,⎜│¦@–—✦★*"
_STOP = words("names.stop")
_ARTICLES = frozenset({"la", "le", "les", "el", "los", "las", "il", "lo", "der", "die", "das", "the"})
_NOT_HOLDER = words("names.not_holder")
_VOUCHES = 5
_TWO, _THREE = 2, 3
_BEHIND = frozenset({"doc", "doctor", "dr", "prof"})
_PRONOUNS = frozenset({"she", "he", "they", "her", "him", "them", "ze", "xe", "elle", "ella", "el", "il", "sie", "er"})
_INITIALLED = re.compile(r"([A-Z][a-z]{2,20})[A-Z]_?([A-Z][a-z]{2,20})")
_SHORT_TAIL = re.compile(r"\w{0,12}")
_DEGREE_TAIL = re.compile(r"_?(?:md|rn|phd|np)\w{0,12}")
_HELLO = re.compile(r"^hello_?my_?name_?is_?([^\W\d_]{2,20})$", re.IGNORECASE)
# A calling run together with what it is of: "OncoDoc", "PedsNurse", "EMDocTexas".
_CALLED = re.compile(r"[A-Za-z](?:Doc|Nurse|Doctor|Medic|Surgeon|Pharmacist|Midwife)(?![a-z])")
_HAN = re.compile("[\u3400-\u9fff]{2,4}$")
_HANGUL = re.compile("[\uac00-\ud7af]{2,4}$")


def read_display(draft: Draft) -> Found:
    """The words of the display name that are a personal name."""
    text = draft.name
    taken = [s for c in draft.of(ClaimKind.CREDENTIAL) for s in c.spans if s.part is Part.NAME]
    hoped = [r for r in draft.rejected if r.kind is ClaimKind.CREDENTIAL and r.why.id == "claims.credential.future"]
    taken += [s for r in hoped for s in r.spans if s.part is Part.NAME]
    degrees = [s.start for c in draft.of(ClaimKind.CREDENTIAL) for s in c.spans if s.part is Part.NAME]
    tokens = [t for t in _before_cut(text) if not any(s.start <= t.start < s.end for s in taken)]
    tokens = _before_field(draft, tokens, degrees)
    nickname, tokens = _quoted(tokens)
    found = _titled([t for t in tokens if t.kind == "word"], nickname)
    return Found(_one_script(found.words), found.title, found.title_words, found.nickname, found.suffix)


def _before_field(draft: Draft, tokens: list[Token], degrees: list[int]) -> list[Token]:
    """The name before a clinical field that stands behind its degrees: "Jane Example MD Ophthalmology"."""
    if not degrees:
        return tokens
    fields = [h for h in draft.hits_in(Part.NAME) if h.get("spec", "specman", "role", "field")]
    starts = [h.tokens()[0].start for h in fields if any(start < h.tokens()[0].start for start in degrees)]
    before = [t for t in tokens if not starts or t.start < min(starts)]
    return before if sum(t.kind == "word" for t in before) >= _TWO else tokens


def _latin_part(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens from the first part in Latin letters on, where a name in another script stands before a bar."""
    for i, token in enumerate(tokens):
        if token.kind == "word" and _is_latin(token.text):
            return tokens
        if _cuts(token) and i:
            rest = [t for t in tokens[i + 1 :] if t.kind == "word"]
            return tokens[i + 1 :] if len(rest) >= _TWO and all(_is_latin(t.text) for t in rest[:_TWO]) else tokens
    return tokens


def _is_latin(word: str) -> bool:
    if word.isascii() and word.isalpha():
        return True
    return any("a" <= c.lower() <= "z" for c in unicodedata.normalize("NFD", word))


def _before_cut(text: Text) -> list[Token]:
    """The tokens before the first bar, colon, comma or bracket behind a name; what stands in brackets left out."""
    kept: list[Token] = []
    depth = 0
    tokens = _latin_part(_unwrapped(text.tokens))
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
            if sum(t.kind == "word" and fold(t.text) not in TITLES for t in kept) >= _TWO:
                break
            kept += _hello(token)
        elif (token.fold in _STOP and token.kind == "word" and kept and not token.text.endswith(".")) or (
            _cuts(token) and any(t.kind == "word" and fold(t.text) not in TITLES for t in kept)
        ):
            break
        else:
            kept.append(token)
    return kept


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


def _titled(found: list[Token], nickname: str) -> Found:
    title, heads = "", []
    if found:
        found = [*_split_title(found[0]), *found[1:]]
    while found and fold(found[0].text) in TITLES and (len(found) > 1 or fold(found[0].text) in _ALONE):
        named = TITLES[fold(found[0].text)].strip("-")
        title = "Prof" if "Prof" in (title, named) else title or named
        heads.append(found[0])
        found = found[1:]
    suffix = ""
    while len(found) > 1 and fold(found[-1].text) in _SUFFIX:
        suffix = _SUFFIX[fold(found[-1].text)]
        found = found[:-1]
    if len(found) > 1 and fold(found[-1].text) in _BEHIND:
        found = found[:-1]
    found = _without_slogan(_unshouted(found))
    if title == "Nurse" and len(found) == 1 and fold(found[0].text) not in names().given:
        title, found, heads = "", [*heads, *found], []
    if len(found) > 1 and any(c.isdigit() for w in found for c in w.text):
        found = [w for w in found if not any(c.isdigit() for c in w.text)]
    return Found(tuple(found), title, tuple(heads), nickname, suffix)


def _without_slogan(found: list[Token]) -> list[Token]:
    """The name before a slogan: "Jane Example Wear a Mask"."""
    known = names()
    folds = [fold(w.text) for w in found]
    everyday = [i for i, f in enumerate(folds) if i > 1 and _is_everyday(f) and f not in _PARTICLES]
    named = len(folds) > _THREE and not _is_everyday(folds[0])
    named = named and (folds[1] in known.family or (folds[0] in known.given and not _is_everyday(folds[1])))
    if not named or len(everyday) < 2 or len(everyday) * 2 < len(folds) - 2 or len(folds) - everyday[0] < _THREE:
        return found
    return found[: everyday[0]]


def _unshouted(found: list[Token]) -> list[Token]:
    """The words without everyday words in capitals between names: "Jane VACCINATED Example"."""
    if len(found) < _THREE or all(w.is_upper() for w in found):
        return found
    return [w for w in found if not (w.is_upper() and len(w.text) > _THREE and _is_everyday(fold(w.text)))]


def _split_title(token: Token) -> list[Token]:
    """A title run together with a name: "NurseJane" is two words."""
    for size in (2, 3, 4, 5, 6, 9):
        head, rest = token.text[:size], token.text[size:]
        if (
            rest[:1].isupper()
            and head[-1:].islower()
            and len(rest) > 1
            and fold(head) in TITLES
            and TITLES[fold(head)] != "-"
        ):
            middle = token.start + size
            return [
                Token(
                    head, fold(head), "word", token.start, middle, token.glued, token.clause, token.item, token.follows
                ),
                Token(rest, fold(rest), "word", middle, token.end, True, token.clause, token.item, True),
            ]
    return [token]


def _one_script(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words in Latin letters where there are any: a name repeated in another script is one name."""
    latin = tuple(w for w in found if any("a" <= c.lower() <= "z" for c in unicodedata.normalize("NFD", w.text)))
    return latin or found


def parts(found: Found, original: str = "") -> PersonName:
    """Given, middle and family name of the words."""
    pieces = _initials([unicodedata.normalize("NFC", w.text) for w in found.words])
    pieces = _split(_hyphens(found.words, pieces, original))
    if len(pieces) == 1:
        return _single_name(pieces[0], found)
    if is_vietnamese(pieces):
        return PersonName(pieces[-1], " ".join(pieces[1:-1]), pieces[0], found.suffix, found.nickname)
    start = len(pieces) - (2 if _two_families(pieces) else 1)
    while start > 1 and _is_particle(pieces[start - 1]):
        start -= 1
    return PersonName(pieces[0], " ".join(pieces[1:start]), " ".join(pieces[start:]), found.suffix, found.nickname)


def _two_families(pieces: list[str]) -> bool:
    """Whether the last two words are both Spanish family names: "Jane Rivera Reyes"."""
    known = names()
    return len(pieces) > 2 and all(fold(p) in known.iberian for p in pieces[-2:])


def _is_particle(word: str) -> bool:
    return fold(word) in _PARTICLES and (len(fold(word)) > 1 or word.islower())


def _single_name(name: str, found: Found) -> PersonName:
    """One word: the family name after Dr or Prof; Han and Hangul names begin with the family name."""
    if _HANGUL.fullmatch(name) or (_HAN.fullmatch(name) and len(name) < 4):
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


def _split(pieces: list[str]) -> list[str]:
    """One word that is two names run together ("JaneExample", "janeexample") becomes two."""
    if len(pieces) != 1 or len(pieces[0]) < 7 or len(pieces[0]) > 30:
        return pieces
    word, known = pieces[0], names()
    humps = [i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower()]
    head = fold(word[: humps[0]]) if len(humps) == 1 and humps[0] >= _THREE else ""
    if head in known.given or head in known.more:
        return [word[: humps[0]], word[humps[0] :]]
    if humps or fold(word) in known.given or fold(word) in known.family:
        return pieces
    for i in range(len(word) - 4, 2, -1):
        if _run_together(fold(word[:i]), fold(word[i:])):
            return [word[:i], word[i:] if word.islower() else word[i:].capitalize()]
    return pieces


def _run_together(given: str, rest: str) -> bool:
    """Whether two halves of a word are a given and a family name; a long given name vouches for an unknown rest."""
    known = names()
    if given not in known.given or rest in known.words:
        return False
    if rest in known.family or rest in known.given:
        return len(given) > 3 or len(rest) > 4
    return len(given) >= _VOUCHES and len(rest) >= _VOUCHES


def is_personal(draft: Draft, found: Found) -> bool:
    """Whether the words are a person's name rather than a nickname or a slogan."""
    folds = [fold(w.text) for w in found.words]
    if not any(folds) or len(folds) > 6 or any(c.isdigit() for f in folds for c in f):
        return False
    if any(_CALLED.search(w.text) for w in found.words):
        return False
    if len(folds) == 1:
        return _is_single_name(found.words[0], folds[0], found.title, draft)
    if _is_nickname(draft, found, folds) or _is_acronym(found.words, folds):
        return False
    known = names()
    everyday = [_is_everyday(f) and not (i and f in _PARTICLES) for i, f in enumerate(folds)]
    if _has_degree(draft) and (folds[-1] in known.family or not everyday[-1]) and not all(everyday):
        return True
    everyday[0] = everyday[0] and not (folds[0] in known.rare and folds[-1] in known.family and not everyday[-1])
    everyday[-1] = everyday[-1] and not (folds[-1] in known.family and not everyday[0])
    initial = [len(f) == 1 for f in folds]
    first = folds[0] in known.given or folds[0] in known.more or initial[0]
    if all(initial) or (len(folds) == _THREE and folds[1] in ("n", "and") and not found.words[1].text.endswith(".")):
        return False
    if everyday[0] and not (folds[-1] in known.family and len(folds) == 2 and len(folds[0]) < 4):
        return False
    titled = bool(found.title) and len(folds) > 2
    if len(folds) == _TWO and everyday[-1] and folds[-1] in known.common and not _has_degree(draft):
        return False
    return sum(everyday) * 2 <= len(folds) and (first or titled or not any(everyday))


def _is_nickname(draft: Draft, found: Found, folds: list[str]) -> bool:
    """Whether several words are a handle, a field's short form, an article's noun, or somebody who is remembered."""
    known = names()
    if _NOT_HOLDER & {folds[0], *draft.name.low.split()[:2]}:
        return True
    if not _has_degree(draft) and _is_clinical(folds[0]):
        return True
    if _is_a_handle(draft.name.read()) and folds[0] not in known.given and folds[0] not in known.more:
        return True
    return len(folds) == _TWO and folds[0] in _ARTICLES and folds[1] not in known.family and not found.title


def _is_a_handle(name: str) -> bool:
    """Whether a display name is written as a handle: "sample_example"."""
    return "_" in name and " " not in name.strip()


def _is_compound(folded: str) -> bool:
    """Whether a word is two everyday words run together, as nicknames are: "Smileyface"."""
    words = names().words
    return any(folded[:i] in words and folded[i:] in words for i in range(_THREE, len(folded) - 2))


def _is_clinical(folded: str) -> bool:
    """Whether a word is short for a clinical field and no name: "Ortho Bro", "Derm Dad"."""
    known = names()
    named = any(folded in group for group in (known.given, known.more, known.rare, known.family))
    return not named and len(folded) > _THREE and any(e.sort in ("abbr", "spec") for e in lexicon().meanings(folded))


def _is_acronym(found: tuple[Token, ...], folds: list[str]) -> bool:
    """Whether the first word is letters of an organisation: "FEMA Region", "NHS England"."""
    known = names()
    first = found[0].text
    letters = first.isupper() and first.isalpha() and len(first) >= _THREE and not all(w.is_upper() for w in found)
    return letters and folds[0] not in known.given and folds[0] not in known.more


def _is_everyday(folded: str) -> bool:
    """Whether a word is an everyday one and no given name; two letters are one only where they are grammar ("is")."""
    known = names()
    return len(folded) > (1 if folded in _STOP else 2) and folded in known.words and folded not in known.given


def _is_single_name(word: Token, folded: str, title: str, draft: Draft) -> bool:
    """One word is a name when it is a known given name, or stands with a title or post-nominals."""
    known = names()
    if (folded in known.words and folded not in known.given) or len(folded) < 2:
        return False
    if len(folded) < 4 and folded not in known.given and word.is_upper():
        return False
    if _HAN.fullmatch(word.text) or _HANGUL.fullmatch(word.text):
        return True
    if len(_split([word.text])) == 2:
        return True
    named = any(folded in group for group in (known.given, known.more, known.rare, known.family))
    if not named and title and " " not in draft.name.read().strip() and _is_compound(folded):
        return False
    beside = bool(title) or _has_degree(draft)
    handle = draft.profile.handle[:120]
    return folded in known.given or beside or _is_doctors_handle(handle.lower(), folded) or _begins(handle, folded)


def _has_degree(draft: Draft) -> bool:
    """Whether a post-nominal stands in the display name."""
    return any(s.part is Part.NAME for c in draft.of(ClaimKind.CREDENTIAL) for s in c.spans)


def _begins(handle: str, folded: str) -> bool:
    """Whether the handle is the word and one more name: "Jane" of "JaneExample"."""
    body = handle.split(".")[0].rstrip("0123456789_")
    rest = body[len(folded) :].lstrip("_")
    return (
        body[: len(folded)].lower() == folded
        and len(folded) > _THREE
        and len(rest) > _THREE
        and rest[0].isupper()
        and rest[1:].islower()
        and rest.lower() not in names().words
    )


def _is_doctors_handle(handle: str, folded: str) -> bool:
    """Whether the handle is the name with a doctor's mark: "janemd", "drjane"."""
    rest = handle.removeprefix("dr").removeprefix("_")
    if rest != handle and rest.startswith(folded):
        return _SHORT_TAIL.fullmatch(rest, len(folded)) is not None
    return handle.startswith(folded) and _DEGREE_TAIL.fullmatch(handle, len(folded)) is not None


def split_handle(handle: str, alone: bool) -> tuple[str, str] | None:
    """A handle made of a given name and a family name: "jane_example"; both known, unless no display name is there."""
    body = re.sub(r"(?i)^(?:dr|doc|prof|nurse|the|real)_?|_?(?:md|phd|rn|do|np|mph)?[0-9_]*$", "", handle.split(".")[0])
    low, known = body.lower(), names()
    humps = _INITIALLED.fullmatch(body)
    if humps and humps[1].lower() in known.given:
        return humps[1], humps[2]
    found: list[tuple[bool, bool, int, str, str]] = []
    for i in range(3, min(len(low), 30) - 3):
        given, family = low[:i].strip("_"), low[i:].strip("_")
        parted = low[i : i + 1] == "_" or low[i - 1 : i] == "_" or body[i].isupper()
        vouched = family in known.family or (alone and (len(given) >= _VOUCHES or parted) and family.isalpha())
        word = family in known.words and family not in known.family
        if given in known.given and vouched and len(family) > _THREE and not word:
            found.append((parted, family in known.family, len(given), given, family))
    return (max(found)[3].capitalize(), max(found)[4].capitalize()) if found else None


def is_post_nominal(word: Token) -> bool:
    """Whether a word may be a post-nominal."""
    return tight(word.fold) in post_nominals()
