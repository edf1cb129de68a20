"""Words that may be post-nominals, and those that stand together."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._post_nominals import PostNominal, post_nominals, tight
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.model import Part

_LONGEST = 14
_MOST = 100
_SECOND_HALVES = frozenset({"bch", "chb", "chir", "bao"})
_IN_SMALL_NAMES = words("credentials.small")
_LOOSE = 5
_WHOLE = frozenset({"MD", "DO", "RN", "NP", "PA", "OD", "DC", "DDS", "DMD"})
_WORDLIKE = frozenset({"ADMINISTRATOR", "ACUPUNCTURIST"})
_SMALL = frozenset(["phd", "mbbs", "pharmd", "mph", "bsn", "dnp", "mbchb", "psyd", "dds"])


@dataclass(frozen=True, slots=True)
class Found:
    """A word that may be a post-nominal: where it stands among the words, and what it may be."""

    first: int
    last: int
    meaning: PostNominal


def _candidates(text: Text) -> list[Found]:
    found: list[Found] = []
    i = 0
    while i < len(text.words) and len(found) < _MOST:
        one = _at(text, i)
        if one:
            found.append(one)
        i = one.last + 1 + _bracketed(text, one.last) if one else i + 1
    return found


def _bracketed(text: Text, i: int) -> int:
    """How many words of an addition in brackets follow at once: "MRCGP[Int]", "RN(AB)", "BSc(Hons)"."""
    end = text.words[i].end
    if text.original[end : end + 1] not in ("(", "["):
        return 0
    inside = text.original[end + 1 : end + 12].split(")")[0].split("]")[0]
    return 1 if inside.isalpha() and i + 1 < len(text.words) and text.words[i + 1].text != "c" else 0


def _at(text: Text, i: int) -> Found | None:
    """The longest post-nominal that begins at word i: "PA-C", "Pharm D", "MD"."""
    first = text.words[i]
    if first.text.islower() and first.fold not in _SMALL and text.part is not Part.NAME:
        return None
    small = first.fold in _SMALL or _is_small_tail(text, i)
    if first.kind != "word" or not (first.is_capital() or small) or len(first.fold) > _LONGEST:
        return None
    key, found = tight(first.fold), None
    for size in (1, 2, 3):
        words = text.words[i : i + size]
        if size > 1:
            if len(words) < size or words[-1].kind != "word" or not _joined(text, words[-1]):
                break
            if size == 2 and _is_initial_before(words):
                break
            key += tight(words[-1].fold)
        meaning = post_nominals().get(key)
        if meaning and meaning.trust != "word" and _is_written_so(words, meaning, size):
            found = Found(i, i + size - 1, meaning)
    return found


def _is_initial_before(words: tuple[Token, ...]) -> bool:
    """Whether a letter stands before what is a degree without it: "Jane V., MD" holds no VMD."""
    return len(tight(words[0].fold)) == 1 and tight(words[1].fold) in _WHOLE


def _joined(text: Text, word: Token) -> bool:
    between = text.original[max(0, word.start - 2) : word.start]
    bracket = between.endswith("(") and len(word.text) == 1
    short = len(word.text) <= 2 or word.fold in _SECOND_HALVES
    return bracket or between.endswith(("-", "/", ". ", ".")) or (short and between.endswith(" "))


def _is_small_tail(text: Text, i: int) -> bool:
    """Whether it ends a display name that is all in small letters: "jane example, rn"."""
    word = text.words[i]
    return i > 1 and text.part is Part.NAME and word.fold in _IN_SMALL_NAMES and text.original == text.low


def _is_written_so(words: tuple[Token, ...], meaning: PostNominal, size: int) -> bool:
    """In capitals or in its usual case: "MD", "PhD"; in small letters only what no other word looks like."""
    raw = "".join(w.text for w in words).replace(".", "")
    if size > 1 and raw.isalpha() and words[-1].text.islower() and words[0].text.islower():
        return False
    code = meaning.value.code.replace("-", "").replace(".", "").replace("/", "").replace(" ", "")
    loose = len(raw) >= _LOOSE and raw[0].isupper() and raw.upper() == code.upper() and code.upper() not in _WORDLIKE
    return (
        raw.isupper()
        or raw == code
        or loose
        or words[0].fold in _SMALL
        or words[0].text in _IN_SMALL_NAMES
        or ("." in words[0].text and len(raw) > 1)
    )


def runs_in(text: Text) -> list[list[Found]]:
    """Neighbouring post-nominals together: "MD, PhD / MPH"."""
    runs: list[list[Found]] = []
    for one in _candidates(text):
        last = runs[-1][-1] if runs else None
        apart = last and text.original[text.words[last.last].end : text.words[one.first].start]
        if last and last.last + 1 == one.first and len(str(apart)) <= 5 and "\n" not in str(apart):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
