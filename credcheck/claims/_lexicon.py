"""All word lists as one table of folded phrases, so that a text is compared with them in a single pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from credcheck import lists
from credcheck.claims._meanings import Entry, Hit, Spot
from credcheck.claims._phrases import phrases_of_lists
from credcheck.claims._tokens import Text, Token
from credcheck.model import Part, Place

_LONGEST = 9
_RUN = 60
# Han, kana and Thai are written without spaces.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_CALLINGS = frozenset({"role", "specman", "fieldman"})
# What may follow a calling in a run without spaces that says it of the holder: years in it, "am", "and besides".
_SAID_OF_SELF = re.compile(
    "(?:歴?[0-9一二三四五六七八九十]{0,2}(?:年目?|年生)(?:て?す)?|てす|をしています|をしてます|兼.{1,8})"
)
_WARD_POST = re.compile("(.{1,5}科)(?:副?主任|主治|住院)?(?:医[生师師]|醫[生師])")
# A phrase's meanings, or the lines of the list of towns that are still to be read when somebody asks for it.
Meanings = tuple[Entry, ...] | str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded phrases with their meanings; for each first word and each first two letters the longest phrase."""

    phrases: dict[str, Meanings]
    longest: dict[str, int]
    unspaced: dict[str, int]

    def meanings(self, key: str) -> tuple[Entry, ...]:
        """What a folded phrase may mean."""
        found = self.phrases.get(key, ())
        if isinstance(found, str):
            found = self.phrases[key] = tuple(map(_town, found.split("\n")))
        return found

    def hits(self, text: Text) -> tuple[Hit, ...]:
        """Every phrase found in a text, all lengths, in reading order, longer ones first."""
        found: list[Hit] = []
        words = text.words
        for i, word in enumerate(words):
            most = self.longest.get(word.fold, 0) or int(word.text.endswith(("'s", "’s")))
            if most:
                found += self._from(text, words, i, most)
            elif self.unspaced and not word.text.isascii():
                found += self._called(text, i, word.fold)
                found += self._inside(text, i, word.fold) if text.part is not Part.BIO else []
        return tuple(found)

    def _called(self, text: Text, i: int, run: str) -> list[Hit]:
        """The calling that a run of characters without spaces begins with and says of the holder: "看護師8年目"."""
        most = min(self.unspaced.get(run[:2], 0), len(run) - 1)
        for size in range(most, 1, -1):
            entries = tuple(e for e in self.meanings(run[:size]) if e.sort in _CALLINGS)
            if entries and _SAID_OF_SELF.fullmatch(run, size):
                return [Hit(text, i, i, run[:size], entries)]
        return self._of_ward(text, i, run)

    def _of_ward(self, text: Text, i: int, run: str) -> list[Hit]:
        """The physician whose field and post a whole run is: "心内科主治医师"."""
        ward = _WARD_POST.fullmatch(run)
        entries = self.meanings(ward[1]) if ward else ()
        fields = tuple(Entry("specman", e.value) for e in entries if e.sort == "spec")
        return [Hit(text, i, i, run, fields)] if fields else []

    def _inside(self, text: Text, i: int, run: str) -> list[Hit]:
        """The places that a run of characters without spaces begins with or holds: "加拿大多伦多"."""
        found: list[Hit] = []
        at = 0
        while at < min(len(run), _RUN):
            most = self.unspaced.get(run[at : at + 2], 0)
            size = next((n for n in range(most, 1, -1) if run[at : at + n] in self.phrases), 0)
            if size:
                key = run[at : at + size]
                found.append(Hit(text, i, i, key, tuple(e for e in self.meanings(key) if e.sort == "spot")))
            at += size or 1
        return found[-1:] if len(found) < 2 else [_together(found)]

    def _possessive(self, word: Token) -> tuple[Entry, ...]:
        """The places that a possessive names: "Ohio's"."""
        if not word.text.endswith(("'s", "’s")):
            return ()
        return tuple(e for e in self.meanings(word.fold[:-1]) if e.sort == "spot")

    def _from(self, text: Text, words: tuple[Token, ...], i: int, most: int) -> list[Hit]:
        key, here = words[i].fold, []
        last = min(len(words), i + most) - 1
        for j in range(i, last + 1):
            if j > i:
                if not words[j].follows:
                    break
                key = f"{key} {words[j].fold}"
            entries = self.meanings(key) if key in self.phrases else self._possessive(words[i]) if j == i else ()
            if entries:
                here.append(Hit(text, i, j, key, entries))
        return here[::-1]


def _together(found: list[Hit]) -> Hit:
    """Several places in one run of characters as one hit: country, region and city agree later."""
    first = found[0]
    return Hit(first.text, first.first, first.last, first.phrase, tuple(e for h in found for e in h.entries))


@cache
def lexicon() -> Lexicon:
    """The table of all lists, built when first asked."""
    known: dict[str, list[Entry]] = {}
    for key, entry in phrases_of_lists():
        if key and key.count(" ") < _LONGEST:
            known.setdefault(key, []).append(entry)
    phrases: dict[str, Meanings] = _towns()
    for key, entries in known.items():
        found = phrases.get(key, "")
        towns = map(_town, found.split("\n")) if isinstance(found, str) and found else ()
        phrases[key] = (*entries, *towns)
    return Lexicon(phrases, _longest(phrases), _unspaced(phrases))


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """For each first word the number of words of the longest phrase."""
    longest: dict[str, int] = {}
    for key in phrases:
        first, size = key.split(" ", 1)[0], key.count(" ") + 1
        if size > longest.get(first, 0):
            longest[first] = size
    return longest


def _unspaced(phrases: Iterable[str]) -> dict[str, int]:
    """For each first two characters of scripts without spaces the length of the longest phrase."""
    longest: dict[str, int] = {}
    for key in phrases:
        if len(key) > 1 and is_unspaced(key):
            longest[key[:2]] = max(longest.get(key[:2], 0), len(key))
    return longest


def is_unspaced(word: str) -> bool:
    """Whether a word is written in a script without spaces."""
    return not word.isascii() and _UNSPACED.match(word) is not None


def _towns() -> dict[str, Meanings]:
    """Places of one name, left as the list writes them until asked for: there are many, and few are ever named."""
    found: dict[str, Meanings] = {}
    for line in lists.lines("towns"):
        key, rest = line.split("\t", 1)
        found[key] = f"{found[key]}\n{rest}" if key in found else rest
    return found


def _town(line: str) -> Entry:
    kind, city, region, country, weight = line.split("\t")
    return Entry("spot", Spot(kind, Place("", city, region, country), int(weight)))
