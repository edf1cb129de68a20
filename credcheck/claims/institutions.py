"""Institutions: handles, names of the registry of research organisations, and names built on words such as Hospital."""

from __future__ import annotations

from credcheck.claims._accounts import handles
from credcheck.claims._draft import Draft
from credcheck.claims._ground import Named
from credcheck.claims._handles import institution_of
from credcheck.claims._naming import written
from credcheck.claims._post_nominals import tight
from credcheck.claims._relation import clauses, relation
from credcheck.claims._tokens import Text
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Institution, Sentence

_MOST = 12


class Institutions(Extractor):
    """Reads employers and schools with the relation: current, former or training."""

    order = 60

    def extract(self, draft: Draft) -> Draft:
        """The draft with every institution of a person's bio."""
        if set(draft.values(ClaimKind.SUBJECT)) & {"organisation", "persona"}:
            return draft
        text = draft.bio
        around = clauses(text)
        before: Named | None = None
        kind = "current"
        seen: set[str] = set()
        for named in sorted([*handles(draft), *written(draft)], key=lambda n: n.first.start):
            span = text.span(named.first, named.last)
            if tight(text.quote(named.first, named.last)) in seen:
                continue
            seen.add(tight(text.quote(named.first, named.last)))
            kind = kind if before and _is_listed_on(text, before, named) else relation(text, around, named)
            before = named
            value = _value(named, text.quote(named.first, named.last), kind)
            why = Sentence(named.why, text=value.as_written, relation=value.relation)
            draft = draft.claim(ClaimKind.INSTITUTION, value, (span,), why)
        return _accounts(draft)


def _accounts(draft: Draft) -> Draft:
    """The draft with the handles turned down that are no institution's."""
    claimed = {s.start for c in draft.of(ClaimKind.INSTITUTION) for s in c.spans}
    for token in [t for t in draft.bio.tokens if t.kind == "at" and t.start not in claimed][:_MOST]:
        why = Sentence("claims.institution.account", text=token.text)
        draft = draft.reject(ClaimKind.INSTITUTION, token.text, why, (draft.bio.span(token),))
    return draft


def _is_listed_on(text: Text, before: Named, named: Named) -> bool:
    """Whether only a bullet parts two names, so that both stand in one relation: "alum: @A • @B"."""
    return text.original[before.last.end : named.first.start].strip() in ("•", "/", "&", "·", "and")


def _value(named: Named, quote: str, relation: str) -> Institution:
    known = named.known or institution_of(quote)
    if known is None:
        return Institution(quote, quote, relation)
    return Institution(quote, known.name or quote, relation, known.ror, known.country, known.region, known.city)
