"""Research fields of those who do research."""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._meanings import Field, Hit
from credcheck.claims._topics import listed, topics, widened
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Part, Sentence


class ResearchFields(Extractor):
    """Reads fields of research ("virologist", "professor of biostatistics"), for researchers only."""

    order = 55

    def extract(self, draft: Draft) -> Draft:
        """The draft with the holder's research fields."""
        if "researcher" not in draft.values(ClaimKind.PROFESSION):
            return draft
        hits = draft.hits_in(Part.BIO)
        for first, last, field in sorted([*_named(draft, hits), *_told(draft, hits)], key=lambda f: (f[0], -f[1])):
            if field not in draft.values(ClaimKind.FIELD) and not _is_within(draft, first):
                span = draft.bio.span(draft.bio.words[first], draft.bio.words[last])
                draft = draft.claim(ClaimKind.FIELD, field, (span,), Sentence("claims.field", field=field))
        return draft


def _is_within(draft: Draft, first: int) -> bool:
    """Whether a word is part of a field that is claimed already."""
    at = draft.bio.words[first].start
    return any(s.start <= at < s.end for c in draft.of(ClaimKind.FIELD) for s in c.spans)


def _named(draft: Draft, hits: tuple[Hit, ...]) -> list[tuple[int, int, str]]:
    """The fields of the list, each with what says more closely which: "human genetics"."""
    found: list[tuple[int, int, str]] = []
    reach = -1
    for hit in hits:
        entry = hit.get("fieldman", "field")
        if not entry or not isinstance(entry.value, Field) or hit.first <= reach:
            continue
        reach = hit.last
        first = widened(draft.bio, hit, hits) if entry.sort == "field" else hit.first
        closer = first < hit.first or hit.phrase.endswith(f" {entry.value.name}")
        found.append((first, hit.last, _words(draft, first, hit.last) if closer else entry.value.name))
    return found


def _told(draft: Draft, hits: tuple[Hit, ...]) -> list[tuple[int, int, str]]:
    """The topics named behind a chair or a word for research, but clinical fields, which are specialties."""
    known = {(h.first, h.last): h for h in hits if h.get("field", "spec")}
    return [
        (first, last, _words(draft, first, last))
        for first, last in (*topics(draft.bio, hits), *listed(draft.bio, hits))
        if (first, last) not in known
    ]


def _words(draft: Draft, first: int, last: int) -> str:
    return draft.bio.quote(draft.bio.words[first], draft.bio.words[last]).lower()
