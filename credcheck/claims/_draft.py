"""What extractors hand to each other: the texts, the phrases found in them, and the claims so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from credcheck.claims._lexicon import lexicon
from credcheck.claims._meanings import Hit
from credcheck.claims._mentions import Mention
from credcheck.claims._post_nominals import is_one_word
from credcheck.claims._tokens import Text, cut
from credcheck.claims._values import Found, Practised
from credcheck.model import Claim, ClaimKind, Claims, ClaimValue, Part, Profile, Rejected, Sentence, Span

LIMITS = {Part.NAME: 300, Part.BIO: 3000, Part.LOCATION: 300}


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile cut into words, with the claims, rejected readings and steps so far."""

    profile: Profile
    name: Text
    bio: Text
    location: Text
    hits: tuple[Hit, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    steps: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    practice: tuple[Practised, ...] = ()
    display: Found | None = None

    def claim(self, kind: ClaimKind, value: ClaimValue, spans: tuple[Span, ...], why: Sentence) -> Draft:
        """With one claim more."""
        claims = (*self.claims, Claim(kind, value, spans, why))
        texts = (self.profile, self.name, self.bio, self.location)  # what replace() does, three times as fast
        return Draft(*texts, self.hits, claims, self.rejected, self.steps, self.mentions, self.practice, self.display)

    def reject(self, kind: ClaimKind, text: str, why: Sentence, spans: tuple[Span, ...] = ()) -> Draft:
        """With one rejected reading more."""
        rejected = (*self.rejected, Rejected(kind, text, why, spans))
        texts = (self.profile, self.name, self.bio, self.location)
        return Draft(*texts, self.hits, self.claims, rejected, self.steps, self.mentions, self.practice, self.display)

    def without(self, kind: ClaimKind, why: Sentence) -> Draft:
        """Without the claims of one kind, which become rejected readings."""
        gone = [c for c in self.claims if c.kind is kind]
        kept = tuple(c for c in self.claims if c.kind is not kind)
        turned = tuple(Rejected(kind, self._text(c), why, c.spans) for c in gone)
        return replace(self, claims=kept, rejected=(*self.rejected, *turned))

    def of(self, kind: ClaimKind) -> tuple[Claim, ...]:
        """The claims of one kind."""
        return tuple(c for c in self.claims if c.kind is kind)

    def all_of(self, kind: ClaimKind) -> tuple[Claim | Rejected, ...]:
        """The claims and the rejected readings of one kind."""
        return (*self.of(kind), *(r for r in self.rejected if r.kind is kind))

    def values(self, kind: ClaimKind) -> tuple[ClaimValue, ...]:
        """The values claimed of one kind."""
        return tuple(c.value for c in self.claims if c.kind is kind)

    def hits_in(self, part: Part) -> tuple[Hit, ...]:
        """The phrases found in one part."""
        return tuple(h for h in self.hits if h.text.part is part)

    def done(self) -> Claims:
        """The claims as the rest of the program sees them."""
        return Claims(self.claims, self.rejected, self.steps)

    def _text(self, claim: Claim) -> str:
        return " ".join(self.profile.quote(s) for s in claim.spans) or str(claim.value)


def draft(profile: Profile) -> Draft:
    """A profile cut into words, with every phrase of the lists that it holds."""
    name, bio, location = (cut(p, profile.part(p), limit, is_one_word) for p, limit in LIMITS.items())
    table = lexicon()
    hits = (*table.hits(name), *table.hits(bio), *table.hits(location))
    return Draft(profile, name, bio, location, hits, steps=tuple(_steps(name, bio, location)))


def _steps(*texts: Text) -> list[Sentence]:
    """What was done to the texts before they were read."""
    found = []
    for text in texts:
        part = text.part.value
        if text.fancy:
            found.append(Sentence("claims.step.fancy", part=part, n=text.fancy))
        if text.hidden:
            found.append(Sentence("claims.step.hidden", part=part, n=text.hidden))
        if text.cut:
            found.append(Sentence("claims.step.cut", part=part, n=text.cut))
    return found
