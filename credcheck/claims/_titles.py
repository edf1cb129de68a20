"""What stands around the words of a name: titles before them, a generation behind, slogans among them."""

from __future__ import annotations

from credcheck.claims._known_names import names
from credcheck.claims._name_words import PARTICLES, TITLES, is_everyday
from credcheck.claims._tokens import Token, fold
from credcheck.claims._values import Found

_ALONE = frozenset({"dr", "prof", "nurse", "doc", "doctor", "professor"})
# "Er." is an engineer, "ER" the emergency room.
_ROOM = "ER"
_SUFFIX = {"jr": "Jr", "sr": "Sr", "ii": "II", "iii": "III", "iv": "IV"}
_BEHIND = frozenset({"doc", "doctor", "dr", "prof"})


def titled(found: list[Token], nickname: str) -> Found:
    """The words without the title, suffix, slogan and numbers around a name, which are told beside it."""
    title, heads, found = _heads(found)
    suffix, found = _suffix(found)
    if len(found) > 1 and fold(found[-1].text) in _BEHIND:
        found = found[:-1]
    found = _without_slogan(_unshouted(found))
    if title == "Nurse" and len(found) == 1 and fold(found[0].text) not in names().given:
        title, found, heads = "", [*heads, *found], []
    if len(found) > 1 and any(c.isdigit() for w in found for c in w.text):
        found = [w for w in found if not any(c.isdigit() for c in w.text)]
    return Found(tuple(found), title, tuple(heads), nickname, suffix)


def _heads(found: list[Token]) -> tuple[str, list[Token], list[Token]]:
    """The title, the words that say it, and the words behind them; Prof is more than Dr."""
    title, heads = "", []
    if found:
        found = [*_split_title(found[0]), *found[1:]]
    while (
        found
        and fold(found[0].text) in TITLES
        and found[0].text != _ROOM
        and (len(found) > 1 or fold(found[0].text) in _ALONE)
    ):
        named = TITLES[fold(found[0].text)].strip("-")
        title = "Prof" if "Prof" in (title, named) else title or named
        heads.append(found[0])
        found = found[1:]
        if len(found) > 2 and fold(heads[-1].text) == "prof" and fold(found[0].text) in ("em", "emer"):
            found = found[1:]
    return title, heads, found


def _suffix(found: list[Token]) -> tuple[str, list[Token]]:
    """The generation at the end, and the words before it."""
    suffix = ""
    while len(found) > 1 and fold(found[-1].text) in _SUFFIX:
        suffix = _SUFFIX[fold(found[-1].text)]
        found = found[:-1]
    return suffix, found


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


def _without_slogan(found: list[Token]) -> list[Token]:
    """The name before a slogan: "Jane Example Wear a Mask"."""
    known = names()
    folds = [fold(w.text) for w in found]
    everyday = [i for i, f in enumerate(folds) if i > 1 and is_everyday(f) and f not in PARTICLES]
    named = len(folds) > 3 and not is_everyday(folds[0])
    named = named and (folds[1] in known.family or (folds[0] in known.given and not is_everyday(folds[1])))
    if not named or len(everyday) < 2 or len(everyday) * 2 < len(folds) - 2 or len(folds) - everyday[0] < 3:
        return found
    return found[: everyday[0]]


def _unshouted(found: list[Token]) -> list[Token]:
    """The words without everyday words in capitals between names: "Jane VACCINATED Example"."""
    if len(found) < 3 or all(w.is_upper() for w in found):
        return found
    return [w for w in found if not (w.is_upper() and len(w.text) > 3 and is_everyday(fold(w.text)))]
