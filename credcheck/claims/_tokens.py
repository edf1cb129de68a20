"""Cuts one part of a profile into tokens that remember where they stand in the original text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from credcheck.claims._words import words
from credcheck.model import Part, Span

_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
)
_W = rf"(?:[^\W_]|[{_MARKS}])"
_TOP = "com|org|net|edu|gov|info|blog|health|care|clinic|doctor|me|io|co|uk|ca|au|de|fr|it|es|eu|in|ie|nz|tv|app|ch|nl"
_TOKEN = re.compile(
    rf"(?P<url>(?:https?://|www\.)[^\s<>\"|—]+)"
    rf"|(?P<email>[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})"
    rf"|(?P<at>@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,4}}\.(?:social|com|org|edu|net|gov|(?:ac|edu|co)\.[a-z]{{2}})(?!\w)"
    rf"|@\w{{1,100}}(?:@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})?)"
    rf"|(?P<tag>[#＃](?:{_W}|_){{1,80}})"
    rf"|(?P<site>[A-Za-z0-9][\w-]{{1,40}}(?:\.[A-Za-z0-9-]{{1,40}}){{0,3}}\.(?:{_TOP})(?:/[^\s<>\"|]*|(?![\w.])))"
    rf"|(?P<dotted>[^\W\d_]{{1,6}}\.(?:[^\W\d_]{{1,6}}\.?){{1,4}}(?!\w))"
    r"|(?P<initial>(?<!\w)[A-Z]\.(?= [A-Z]))"
    rf"|(?P<word>{_W}+(?:['’‘`´ʼ]{_W}+)*)"
    rf"|(?P<flag>[\U0001F1E6-\U0001F1FF]{{2}}|\U0001F3F4[\U000E0061-\U000E007A]{{2,6}}\U000E007F)"
    rf"|(?P<line>[\r\n\u2028\u2029]+)|(?P<other>\S)"
)
# Half as many again as a text of the longest length that we read has; more are single letters, signs or codes in a row.
_MOST_TOKENS = 800
_STRONG = frozenset("|•·●;⎜│¦~*.!?…«»►▪◦✦★☆➡→⇒=")
_WEAK = frozenset(':,/&()[]{}"“”،、')
# A degree run together with a name: "JaneExampleMD".
_DEGREE_TAIL = re.compile(r"(?<=[a-z]{2})(?:MD|PhD|RN|DO|NP|PharmD|DDS|DVM|DNP|MBBS)$")
# Romance articles and prepositions that lose their vowel: "l'Hôpital", "dell'Università".
_ELIDED = re.compile(r"(?:l|d|all|dell|dall|nell|sull)['’‘`´ʼ](?=\w)")
_HOUSES = words("institutions.strong") | words("institutions.weak")
_DASHES = frozenset("-‐‑–—−")
_DROPPED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]"
)
# Syllabics and Lisu letters with which fancy names are written; no European script uses them.
_LOOKS_LIKE = dict(
    zip("ᗩᗷᑕᗪᗴᖴᘜᕼᒍᒪᗰᑎᑭᖇᔕꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHJLMNPRSABCDEFGHIJKLMNOPRSTUVWXYZ", strict=True)
)
# Accents, Arabic vowel signs and hamzas, which many leave out, and the marks of voiced kana.
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u3099\u309a]+")
_PLAIN_LETTERS = str.maketrans("øłđıæœþðØŁĐÆŒÞ", "oldiaotdOLDAOT", "'’‘`´ʼ.")


class Token(NamedTuple):
    """A word or sign: its plain text, its folded form, what it is, and where it stands in the original."""

    text: str
    fold: str
    kind: str
    start: int
    end: int
    glued: bool
    clause: int
    item: int
    follows: bool

    def is_upper(self) -> bool:
        """Whether it is written in capitals."""
        return self.text.isupper()

    def is_capital(self) -> bool:
        """Whether it begins with a capital, or with a letter of a script that has none."""
        return not self.text[:1].islower()


@dataclass(frozen=True, slots=True)
class Text:
    """One part of a profile: the original, all its tokens, and the words among them in which phrases are sought."""

    part: Part
    original: str
    low: str
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    fancy: int = 0
    hidden: int = 0
    cut: int = 0

    def read(self) -> str:
        """The original characters that are read: the text up to its limit."""
        return self.original[: len(self.original) - self.cut]

    def span(self, first: Token, last: Token | None = None) -> Span:
        """The span from one token to another."""
        return Span(self.part, first.start, (last or first).end)

    def quote(self, first: Token, last: Token | None = None) -> str:
        """The original characters from one token to another."""
        return self.original[first.start : (last or first).end]


def cut(part: Part, original: str, limit: int, keeps: Callable[[str], bool]) -> Text:
    """The tokens of a text, of at most `limit` characters; `keeps` says which dotted words are one word ("M.D.")."""
    plain, at, fancy, hidden = _plain(original[:limit])
    tokens = tuple(islice(_tokens(plain, at, keeps, part is Part.NAME), _MOST_TOKENS + 1))
    if len(tokens) > _MOST_TOKENS:
        limit, tokens = tokens[-1].start, tokens[:-1]
    words = tuple(t for t in tokens if t.kind in ("word", "tag") or t.text == "&")
    low = _lower(original[:limit])
    return Text(part, original, low, tokens, words, fancy, hidden, max(0, len(original) - limit))


def _lower(text: str) -> str:
    """The text in small letters, each where it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _plain(text: str) -> tuple[str, list[int] | None, int, int]:
    """The text without disguise, where each character came from (None: where it stands), and what was mended."""
    if text.isascii() or (unicodedata.is_normalized("NFKC", text) and not _DROPPED.search(text) and not _odd(text)):
        return text, None, 0, 0
    out: list[str] = []
    at: list[int] = []
    fancy = hidden = 0
    for i, char in enumerate(text):
        plain = _letter(char)
        hidden += not plain and char not in "\ufe0f\u200d"
        fancy += plain != char and plain.isascii() and plain.isalnum()
        out.append(plain)
        at += [i] * len(plain)
    at.append(len(text))
    return "".join(out), at, fancy, hidden


def _odd(text: str) -> bool:
    return any(
        "\u1d00" <= c <= "\u1d7f" or "\u0262" <= c <= "\u029f" or "\U0001f150" <= c <= "\U0001f189" for c in text
    )


@lru_cache(maxsize=8192)
def _letter(char: str) -> str:
    """One character without disguise: full-width, mathematical, boxed and small capital letters become plain ones."""
    if char.isascii():
        return char
    if _DROPPED.match(char):
        return ""
    if "\U0001f150" <= char <= "\U0001f169" or "\U0001f170" <= char <= "\U0001f189":
        return (
            chr(ord("A") + (ord(char) - 0x1F150) % 32) if ord(char) < 0x1F16A else chr(ord("A") + ord(char) - 0x1F170)
        )
    if char in _LOOKS_LIKE:
        return _LOOKS_LIKE[char]
    if unicodedata.category(char) == "Co" or char in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return ""
    if char in "™℠©®":
        return char
    name = unicodedata.name(char, "")
    if name.startswith("LATIN LETTER SMALL CAPITAL ") and len(name) == 28:
        return name[-1].lower()
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain.strip() and len(plain) <= 8 else " " if char.isspace() else char


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A word in lower case without accents, apostrophes and dots."""
    low = word.lower().translate(_PLAIN_LETTERS).replace("ß", "ss")
    if low.isascii():
        return low
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", low))


def _tokens(text: str, at: list[int] | None, keeps: Callable[[str], bool], named: bool) -> Iterator[Token]:
    clause = item = 0
    last_end, follows, previous = -1, False, ""
    for kind, piece, start, end in _pieces(text, keeps, named):
        glued = start == last_end
        if kind == "line":
            clause, item, follows = clause + 1, item + 1, False
        elif kind == "other":
            kind, step = _sign(piece, glued, text[end : end + 5], previous)
            clause += step == 2
            item += step >= 1
            follows = follows and step == 0
        if kind != "line":
            a, b = (start, end) if at is None else (at[start], at[end - 1] + 1)
            yield Token(piece, _folded(kind, piece), kind, a, b, glued, clause, item, follows)
        if kind in ("word", "tag"):
            follows = True
        elif kind in ("url", "email", "at", "site", "flag"):
            follows = False
        last_end, previous = end, piece


def _folded(kind: str, piece: str) -> str:
    if kind == "tag":
        return fold(piece[1:])
    return "and" if piece == "&" else fold(piece) if kind == "word" else piece.lower()


def _pieces(text: str, keeps: Callable[[str], bool], named: bool) -> Iterator[tuple[str, str, int, int]]:
    for found in _TOKEN.finditer(text):
        kind, piece, start = str(found.lastgroup), found.group(), found.start()
        if kind in ("url", "site"):
            piece = piece.rstrip(".,;:!?)]}'\"…" if kind == "site" else ".,;:!?)]}'\"")
        if kind == "site":
            kind = "url" if _is_site(piece) else "dotted"
        if kind == "dotted" and not keeps(piece):
            for word in re.finditer(r"[^.]+|\.", piece):
                yield "other" if word.group() == "." else "word", word.group(), start + word.start(), start + word.end()
            continue
        if kind == "dotted" and len(piece) > 3 and piece.endswith(".") and piece.count(".") == 1:
            piece = piece[:-1]
        parted = _second_word(piece, named) if kind == "word" and (named or not piece.isalnum()) else 0
        if parted:
            yield "word", piece[:parted], start, start + parted
            yield "word", piece[parted:], start + parted, start + len(piece)
            continue
        yield "word" if kind in ("dotted", "initial") else kind, piece, start, start + len(piece)


def _second_word(piece: str, named: bool) -> int:
    """Where a word begins that is run together with the one before, else 0: "JaneMD" in names, "all'Ospedale"."""
    if named:
        degree = _DEGREE_TAIL.search(piece)
        return degree.start() if degree else 0
    elided = _ELIDED.match(piece)
    return elided.end() if elided and fold(piece[elided.end() :]) in _HOUSES else 0


def _is_site(piece: str) -> bool:
    """Whether "a.b" is a web address rather than two sentences run together ("Mum.I", "U.S.co")."""
    host = piece.split("/")[0]
    return "/" in piece or (host.islower() and len(host.split(".")[0]) > 2) or (host.count(".") > 1 and host.islower())


def _sign(piece: str, glued: bool, after: str, previous: str) -> tuple[str, int]:
    """What a sign is and how strongly it parts what stands around it: 0 not, 1 items, 2 clauses."""
    if piece in _DASHES:
        joins = glued and (after[:1].strip() or after.startswith(_SUSPENDED))
        return "dash", 0 if joins or previous.lower() == "ex" else 2
    if piece == "." and fold(previous) in _SHORT:
        return "sign", 0
    if piece in _STRONG:
        return "sign", 2
    if piece in _WEAK:
        return "sign", 0 if piece in "&" or (piece == "/" and glued and after[:1].strip()) else 1
    if piece.isascii() or unicodedata.category(piece)[0] == "P":
        return "sign", 0 if piece in "'’‘`´\"™®©+" else 1
    return "emoji", 2


# A hyphen that stands for the second half of the word behind: "Kinder- und Jugendmedizin".
_SUSPENDED = (" und ", " en ", " og ", " och ")
_SHORT = frozenset(
    [
        "st",
        "co",
        "mt",
        "ft",
        "dr",
        "prof",
        "assoc",
        "asst",
        "univ",
        "hosp",
        "dept",
        "med",
        "ped",
        "inf",
        "jr",
        "sr",
        "mr",
        "mrs",
        "ms",
        "no",
        "int",
        "gen",
        "ret",
        "retd",
        "tidl",
        "ehem",
        "fmr",
    ]
)
