"""Identifiers: NPI and ORCID with their check digits, licence numbers, e-mail addresses, links, accounts elsewhere."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from credcheck.claims._draft import Draft
from credcheck.claims._tokens import Text
from credcheck.claims._words import pattern, pattern_names
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Identifier, Part, Sentence, Span
from credcheck.text import is_npi, is_orcid

_NPI = re.compile(
    r"\b(?:NPI|national provider (?:id(?:entifier)?|number))\b[\s:#.no]{0,6}(?:is )?"
    r"([0-9](?:[ .·•‧∙-]?[0-9]){9})(?![0-9])",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"npiregistry\.cms\.hhs\.gov/(?:registry/)?(?:search/)?provider-(?:view|details)/([12][0-9]{9})(?![0-9])"
)
_BARE_NPI = re.compile(r"(?<![0-9])([12][0-9]{9})(?![0-9])")
_ORCID = re.compile(r"(?<![0-9])([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9Xx])(?![0-9])")
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_LICENCE = re.compile(
    rf"\b(?:(?P<state>{_STATES})\s+)?(?:medical|nursing|pharmacy|dental|RN|MD|DO|NP|PA|state)?\s?"
    r"(?:lic(?:en[cs]e)?)\b\.?\s?(?:no|number|num|nr)?\.?\s?[#:]?\s?"
    rf"(?P<number>[A-Z]{{0,4}}[- .]?[0-9][0-9A-Z.-]{{3,14}})(?:\s?\((?P<after>{_STATES})\))?",
    re.IGNORECASE,
)
# Codes of countries that are states of the US as well, and would be looked up there.
_STATES_TOO = frozenset({"IN", "CA", "DE", "AR", "CO"})
_FEWEST_DIGITS = 4
# What may stand between the name of a national register and the number that it gave.
_NUMBERED = (
    r"(?:\s?(?:registration|registered|reg|number|num|no|nr|nº|n°|num[eé]ro|pin|ref|id|lic)\b\.?|[\s:#.º°-]){0,6}"
)
_PLAIN = {
    code: plain
    for code in (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800))
    if len(plain := normalize("NFKC", chr(code))) == 1
}
"""Full-width and ornamental letters and digits, one for one, so that places stay what they are."""
_OF_ANOTHER = pattern("identifiers.of_another")
_NOT_OWN = pattern("identifiers.not_own")
_SAID_BEFORE = 100
_ELSEWHERE = pattern("identifiers.elsewhere")
_OTHER_ACCOUNT = pattern("identifiers.other_account")


class Identifiers(Extractor):
    """Reads NPI, ORCID, licence numbers, e-mail addresses, links and accounts elsewhere; check digits are tried."""

    order = 5

    def extract(self, draft: Draft) -> Draft:
        """The draft with every identifier in the texts and links."""
        for text in (draft.name, draft.bio, draft.location):
            draft = _tokens(draft, text)
            draft = _numbers(draft, text.part, text.read().translate(_PLAIN), text.low)
        links = "\n".join(link.url for link in draft.profile.links)
        return _links(_numbers(draft, Part.LINKS, links[:6000], ""))


def _tokens(draft: Draft, text: Text) -> Draft:
    for token in text.tokens:
        if token.kind in ("url", "email"):
            why = Sentence(f"claims.identifier.{token.kind}", value=token.text)
            draft = draft.claim(ClaimKind.IDENTIFIER, Identifier(token.kind, token.text), (text.span(token),), why)
    return draft


def _links(draft: Draft) -> Draft:
    at = 0
    for link in draft.profile.links[:50]:
        span = Span(Part.LINKS, at, at + len(link.url))
        at += len(link.url) + 1
        draft = draft.claim(
            ClaimKind.IDENTIFIER,
            Identifier("url", link.url),
            (span,),
            Sentence("claims.identifier.url", value=link.url),
        )
        record = _RECORD.search(link.url)
        if record:
            number = record[1]
            at_number = Span(Part.LINKS, span.start + record.start(1), span.start + record.end(1))
            draft = _claim(draft, Identifier("npi", number, "", is_npi(number)), at_number)
    return draft


def _numbers(draft: Draft, part: Part, text: str, low: str) -> Draft:
    if part is not Part.LINKS and any(sign in text for sign in ":/="):
        for found in _ELSEWHERE.finditer(low):
            start, end = found.span("account")
            draft = _claim(draft, Identifier("handle", text[start:end]), Span(part, start, end))
    if part is not Part.LINKS and "@" in text:
        for found in _OTHER_ACCOUNT.finditer(low):
            start, end = found.span("account" if found["account"] else "second")
            draft = _claim(draft, Identifier("handle", text[start:end]), Span(part, start, end))
    if sum(map(text.count, "0123456789")) < _FEWEST_DIGITS:
        return draft
    draft = _npis(draft, part, text)
    for found in _ORCID.finditer(text):
        number = found.group(1).upper()
        draft = _claim(draft, Identifier("orcid", number, "", is_orcid(number)), Span(part, *found.span(1)))
    if part is Part.LINKS:
        return draft
    draft, national = _national(draft, part, text)
    for found in _LICENCE.finditer(text):
        state = (found["state"] or found["after"] or "").upper()
        if any(found.start("number") == start for start in national):
            continue
        if sum(c.isdigit() for c in found["number"]) >= 4:
            draft = _claim(
                draft, Identifier("licence", found["number"].strip(" .-"), state), Span(part, *found.span("number"))
            )
    return draft


@cache
def _registers() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The national registers whose numbers have a known form: what names them, country, and name with number."""
    names = [[*name.split(".")[2:], name] for name in pattern_names("identifiers.national.")]
    forms = {name: re.compile(pattern(name).pattern.replace("~", _NUMBERED)) for _, _, name in names}
    return tuple((label, country, forms[name]) for label, country, name in names)


def _national(draft: Draft, part: Part, text: str) -> tuple[Draft, list[int]]:
    """The draft with the numbers of national registers ("GMC 7654321"), and where these stand."""
    low = text.lower()
    starts: list[int] = []
    for _, country, register in (r for r in _registers() if r[0] in low and len(low) == len(text)):
        for found in register.finditer(low):
            start, end = found.span("number")
            region = "" if country in _STATES_TOO else country
            draft = _claim(draft, Identifier("licence", text[start:end].upper(), region), Span(part, start, end))
            starts.append(start)
    return draft, starts


def _npis(draft: Draft, part: Part, text: str) -> Draft:
    others = [m.start(1) for m in _NPI.finditer(text) if _is_anothers(text, m)]
    named = {m.start(1) for m in _NPI.finditer(text)}
    for found in _BARE_NPI.finditer(text):
        number, valid = found.group(1), is_npi(found.group(1))
        span = Span(part, *found.span(1))
        if found.start(1) in others:
            why = Sentence("claims.identifier.of_another", value=number)
            draft = draft.reject(ClaimKind.IDENTIFIER, number, why, (span,))
        elif found.start(1) in named:
            draft = _claim(draft, Identifier("npi", number, "", valid), span)
        elif valid:
            draft = draft.reject(
                ClaimKind.IDENTIFIER, number, Sentence("claims.identifier.unnamed_npi", value=number), (span,)
            )
    for found in _NPI.finditer(text):
        number = "".join(c for c in found.group(1) if c in "0123456789")
        if found.start(1) not in others and (number != found.group(1) or number[0] not in "12"):
            draft = _claim(draft, Identifier("npi", number, "", is_npi(number)), Span(part, *found.span(1)))
    return draft


def _is_anothers(text: str, number: re.Match[str]) -> bool:
    """Whether what stands around a number says that it is another's: "my colleague ... NPI", "(not mine)"."""
    before, after = text[max(0, number.start() - _SAID_BEFORE) : number.end()], text[number.end() :][:_SAID_BEFORE]
    return _OF_ANOTHER.search(before.lower()) is not None or _NOT_OWN.match(after.lower()) is not None


def _claim(draft: Draft, value: Identifier, span: Span) -> Draft:
    if any(v == value for v in draft.values(ClaimKind.IDENTIFIER)):
        return draft
    suffix = "" if value.valid is None else ".valid" if value.valid else ".invalid"
    why = Sentence(f"claims.identifier.{value.kind}{suffix}", value=value.value)
    return draft.claim(ClaimKind.IDENTIFIER, value, (span,), why)
