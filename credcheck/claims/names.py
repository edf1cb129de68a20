"""The personal name in the display name, and the title before it."""

from __future__ import annotations

from dataclasses import replace

from credcheck.claims._display import read_display
from credcheck.claims._draft import Draft
from credcheck.claims._family_first import is_vietnamese
from credcheck.claims._name_parts import parts
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Sentence


class PersonalName(Extractor):
    """Reads the personal name from the display name: titles, post-nominals, emoji, slogans and job titles taken off."""

    order = 20

    def extract(self, draft: Draft) -> Draft:
        """The draft with a title and a name, if there are any."""
        found = read_display(draft)
        draft = replace(draft, display=found)
        if found.title:
            spans = (draft.name.span(found.title_words[0], found.title_words[-1]),)
            draft = draft.claim(ClaimKind.TITLE, found.title, spans, Sentence("claims.title.read", title=found.title))
        if not found.words:
            return draft
        value = parts(found, draft.name.original)
        span = draft.name.span(found.words[0], found.words[-1])
        why = "claims.name.single" if len(found.words) == 1 else "claims.name.display"
        if is_vietnamese([w.text for w in found.words]):
            why = "claims.name.family_first"
        return draft.claim(ClaimKind.NAME, value, (span,), Sentence(why, name=value.text()))
