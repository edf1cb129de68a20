"""Rule: treatment, promises and contact elsewhere, all three."""

from __future__ import annotations

import re

from credcheck.flags._words import LONGEST, found_in
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_END = re.compile(r"[.!?\n|•·;]+|[\u2600-\u27bf\U0001f300-\U0001faff]+")
"""What parts one thing said from the next; signs and emoji do where there are no stops."""
_QUOTE = "\"'‘’“”„«»`"
_OPENED = re.compile(rf"(?:^|[\s(,/])[{_QUOTE}][^{_QUOTE}\n]{{0,60}}\Z")
_CLOSED = re.compile(rf"\A[^\n]{{0,60}}?[{_QUOTE}](?!\w)")
_TOLD = re.compile(
    r"\b(?:tell(?:s|ing)? (?:me|you|us|people|patients)|myths?|quacks?|hoax|nonsense|nadie que|quien(?:es)? prome\w+|"
    r"ni(?:ng)?ém que|personne ne|niemand|(?:any|some|no ?)(?:one|body) who|"
    r"(?:anyone|someone|people|those|accounts?|ads?|posts?) (?:who |that )?"
    r"(?:offer|sell|promis|claim|tell|say|push)\w*)\b[^.!?\n]{0,60}\Z"
)
_TAKEN_BACK = re.compile(
    rf"\A[{_QUOTE}]?\?|\A[^.!?\n]{{0,40}}(?:\b(?:is|are)|['’]s) (?:an? )?(?:\w+ )?"
    r"(?:myths?|lies?|lying|scams?|nonsense|hoax|bs|bullshit|false|fake|fiction|fantasy|not)\b|"
    r"\A[^.!?\n]{0,30}\bin (?:many|some|most|a few|certain|selected)\b|\A[^.!?\n]{0,20}\b(?:except|but not|unless)\b"
)


class TreatmentSale(Rule):
    """The description offers a treatment, promises its success, and asks people to get in touch elsewhere.

    All three must be there: each alone is common among real professionals. The promises are those that the Food and
    Drug Administration and the Federal Trade Commission of the United States advise to be wary of. A promise that is
    quoted, told of others, asked or taken back is none, and a general one ("guaranteed") has to stand beside the
    treatment.
    """

    id = "treatment_sale"
    severity = Severity.CAUTION
    order = 35

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag with where each of the three stands."""
        text = "\n".join([case.profile.bio, *(link.url for link in case.profile.links)])[:LONGEST]
        treatments, contacts = found_in(text, "sale.treatment"), found_in(text, "sale.contact")
        promises = _promises(text, treatments)
        if not (treatments and contacts and promises) or found_in(text, "sale.warning"):
            return ()  # whoever warns of such offers names the same three
        end = len(case.profile.bio)
        spots = (*treatments[:3], *promises[:3], *contacts[:3])
        spans = tuple(Span(Part.BIO, *m) for m in spots if m[1] <= end)
        return (Flag(self.id, self.severity, Sentence("flag.treatment_sale"), spans),)


def _promises(text: str, treatments: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where success is promised: to cure what cannot be cured so, or in general words beside the treatment."""
    ends = [m.start() for m in _END.finditer(text)]
    offered = {_place(ends, spot) for spot in treatments}
    general = [s for s in found_in(text, "sale.promise") if offered & set(_around(_place(ends, s)))]
    return sorted(s for s in (*general, *found_in(text, "sale.cure")) if not _is_told(text, s))


def _place(ends: list[int], spot: tuple[int, int]) -> int:
    """Which of the things said it stands in."""
    return sum(end < spot[0] for end in ends)


def _around(place: int) -> range:
    return range(place - 1, place + 2)


def _is_told(text: str, spot: tuple[int, int]) -> bool:
    """Whether the words are quoted, others', a question, or taken back right behind."""
    before, after = text[: spot[0]].lower(), text[spot[1] :].lower()
    quoted = _OPENED.search(before[-64:]) and _CLOSED.search(after[:64])
    return bool(quoted or _TOLD.search(before[-120:]) or _TAKEN_BACK.search(after[:64]))
