"""Rule: a web domain of the profile looks like an institution's and is not."""

from __future__ import annotations

from credcheck import imitation
from credcheck.flags._look import bound, quoted
from credcheck.flags.interface import Rule
from credcheck.lists import InstitutionEntry
from credcheck.model import Case, ClaimKind, Flag, Institution, Part, Sentence, Severity, Span
from credcheck.text import fold

_TELLING = 8
"""Names shorter than this are words that stand in many bios."""
_LONGEST = 253
"""What is longer is no domain: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4"""


class LookalikeDomain(Rule):
    """The handle's domain or a link looks like the web domain of a hospital or university, and is another.

    CAUTION for letters that imitate others, for an institution's domain inside another's, and where the profile names
    that institution; otherwise a NOTE, since short domains differ by a letter by chance.
    """

    id = "lookalike_domain"
    severity = Severity.CAUTION
    order = 17

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each domain that imitates an institution's."""
        if bound(case):
            return ()
        flags: dict[str, Flag] = {}
        for host, spans in _hosts(case):
            found = imitation.of(host)
            if found is not None and host not in flags:
                loud = found.how in ("letters", "inside") or _claimed(case, found.institution, found.domain)
                severity = Severity.CAUTION if loud else Severity.NOTE
                said = Sentence(
                    f"flag.lookalike_domain.{found.how}", host=host, domain=found.domain, name=found.institution.name
                )
                flags[host] = Flag(self.id, severity, said, spans)
        return tuple(flags.values())


def _hosts(case: Case) -> list[tuple[str, tuple[Span, ...]]]:
    profile = case.profile
    handle = profile.handle.removeprefix("@").lower()
    found: list[tuple[str, tuple[Span, ...]]] = []
    if "." in handle and profile.platform in ("bluesky", "mastodon"):
        found.append((handle.rpartition("@")[2], (Span(Part.HANDLE, 0, len(profile.handle)),)))
    start = 0
    for link in profile.links:
        found.append((imitation.host_of(link.url), (Span(Part.LINKS, start, start + len(link.url)),)))
        start += len(link.url) + 1
    for kind in ("url", "email"):
        found += [(imitation.host_of(i.value), spans) for i, spans in quoted(case, kind)]
    return [(host, spans) for host, spans in found if 0 < len(host) <= _LONGEST]


def _claimed(case: Case, institution: InstitutionEntry, domain: str) -> bool:
    names = {fold(n) for n in (institution.name, *institution.aliases)}
    said = [c.value for c in case.claims.of(ClaimKind.INSTITUTION) if isinstance(c.value, Institution)]
    return any(fold(i.name or i.as_written) in names for i in said) or _spoken(case, domain)


def _spoken(case: Case, domain: str) -> bool:
    """Whether the profile says the domain's own name as a word: "Sampleton" for sampleton.example."""
    label = domain.split(".")[0].replace("-", "")
    words = {fold(f"{case.profile.name} {case.profile.bio}")} if len(label) >= _TELLING else set()
    return any(label.upper() in text.replace("@", " ").split() for text in words)
