"""Which handles of a bio name institutions."""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._ground import Named
from credcheck.claims._handles import institution_of, is_a_persons
from credcheck.claims._known_names import names
from credcheck.claims._tokens import Token
from credcheck.claims._words import words
from credcheck.model import ClaimKind

_PERSONAL = words("institutions.personal")
_NEVER = words("institutions.never")
_SOCIAL = words("institutions.social")
_ADMIRERS = frozenset({"lover", "lovers", "fan", "fans", "supporter", "nerd", "geek", "junkie", "author"})
_RINGS = frozenset("💍👰🤵💒")
_JOINING = frozenset([",", "&", "and", "/", "|", "+", "•", "·"])
_TITLED = frozenset({"dr", "prof", "professor", "nurse"})
_JOINED = 5


def _own_words(draft: Draft) -> tuple[str, ...]:
    """The longer words of the holder's own name and handle: a handle that holds one is another account of theirs."""
    found = [w.fold for w in draft.name.words if w.kind == "word" and len(w.fold) >= 4 and w.fold not in names().words]
    joined = "".join(w.fold for w in draft.name.words[:3] if w.kind == "word" and w.fold not in _TITLED)[:_JOINED]
    found += [joined] if len(joined) >= _JOINED else []
    return tuple(found) if "person" in draft.values(ClaimKind.SUBJECT) else ()


def handles(draft: Draft) -> list[Named]:
    """The handles of a bio that name institutions."""
    tokens, own = draft.bio.tokens, _own_words(draft)
    found = []
    followed = -1
    for i, token in enumerate(tokens):
        if token.kind != "at":
            continue
        known = institution_of(token.text)
        if token.fold.lstrip("@") == draft.profile.handle.lower():
            continue
        if known is None and (_is_of_followers(tokens, i) or _is_listed_with(tokens, followed, i)):
            followed = i
            continue
        if known is None and any(w in token.fold for w in own):
            continue
        if _is_institutional(tokens, i, known is not None):
            found.append(Named(token, token, known, "claims.institution.handle"))
    return found


def _is_of_followers(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a list of accounts that follow begins with a handle: "F/B @a, @b", "followed by @a"."""
    before = [t.fold for t in tokens[max(0, i - 4) : i] if t.text != ":"]
    return (
        before[-3:] == ["f", "/", "b"]
        or before[-2:] in (["followed", "by"], ["following", ":"])
        or before[-1:] == ["fb"]
    )


def _is_listed_with(tokens: tuple[Token, ...], first: int, i: int) -> bool:
    """Whether only commas, "and" and signs part a handle from another one."""
    return first >= 0 and all(t.kind in ("at", "emoji") or t.text in _JOINING for t in tokens[first:i])


def _is_institutional(tokens: tuple[Token, ...], i: int, known: bool) -> bool:
    """A handle names an institution unless the words before it or its own form make it a person's."""
    if i > 1 and tokens[i - 1].fold == "via" and tokens[i - 2].kind == "at":
        return True
    before = [t for t in tokens[max(0, i - 8) : i] if t.clause == tokens[i].clause and t.kind in ("word", "tag")]
    near = {t.fold for t in before[-3:]}
    kin = {t.fold for t in before[-3:] if t.item == tokens[i].item}
    if {t.fold for t in before} & _NEVER:
        return False
    after = [t.fold for t in tokens[i + 1 : i + 4]]
    if after[:1] and (
        after[0] in _RINGS or (after[0] in ("is", "s") and after[1:2] == ["my"] and set(after) & _PERSONAL)
    ):
        return False
    chain = next((t for t in tokens[i + 1 : i + 5] if t.kind != "at"), None)
    if chain is not None and chain.kind == "word" and chain.fold in _ADMIRERS:
        return False
    if after[:1] == ["on"] and set(after[1:2]) & _SOCIAL:
        return False
    if kin & _PERSONAL and not ({"at", "of"} & {before[-1].fold} and known):
        return False
    if near & _SOCIAL and not known:
        return False
    return known or not is_a_persons(tokens[i].text)
