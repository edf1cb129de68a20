"""PubMed, asked for publications whose authors gave the ORCID iD of a person found."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from credcheck.errors import RegistryRefused
from credcheck.model import (
    Candidate,
    Claims,
    Identifier,
    Institution,
    ListedName,
    NameKind,
    Person,
    PersonName,
    Sentence,
)
from credcheck.net import Fetched
from credcheck.registries._asking import DAY_S, Gathered, is_researcher, nearest, understood
from credcheck.registries._json import Table, changed, table
from credcheck.registries._xml import Element, all_of, line, root, word
from credcheck.registries.interface import Confirmer, NotAsked, Reply
from credcheck.text import fold, is_orcid, tight

API = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
PAGE = "https://pubmed.ncbi.nlm.nih.gov/?term="
MOST = 3
PAPERS = 20
# Without a key PubMed allows three questions a second.
PER_S = 2.5


class PubMed(Confirmer):
    """Asks PubMed for papers on which a person found gave their ORCID iD, and for the affiliations printed there.

    A paper is taken only when iD, surname and initial of one author agree: PubMed's search for a name with initials
    brings strangers. It supports what other registers say, and proves nothing.
    """

    id: ClassVar[str] = "pubmed"
    title: ClassVar[str] = "PubMed"
    home: ClassVar[str] = "https://pubmed.ncbi.nlm.nih.gov/"
    covers: ClassVar[Sentence] = Sentence("pubmed.covers")
    terms: ClassVar[Sentence] = Sentence("pubmed.terms")
    asks: ClassVar[tuple[str, ...]] = ("eutils.ncbi.nlm.nih.gov",)
    order: ClassVar[int] = 75

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: nothing in the profile speaks of research."""
        return None if is_researcher(claims) else Sentence("pubmed.no_research")

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """The affiliations that papers print beside these persons' ORCID iDs."""
        known = nearest((p for p in persons if is_orcid(p.identifier("orcid"))), claims, MOST)
        if not known:
            raise NotAsked(Sentence("pubmed.no_orcid"))
        found = Gathered()
        await asyncio.gather(*(self._one(found, person) for person in known))
        orcids = ", ".join(person.identifier("orcid") for person in known)
        return found.reply(Sentence("pubmed.asked", orcid=orcids), self.home)

    async def _one(self, found: Gathered, person: Person) -> None:
        orcid = person.identifier("orcid")
        with found.trying():
            search: dict[str, str | int] = {"term": f"{orcid}[auid]", "retmode": "json", "retmax": PAPERS}
            answer = await self._get("esearch.fcgi", search, self._search)
            total, ids = self._search(found.read(answer))
            if not ids:
                return
            papers = await self._get("efetch.fcgi", {"id": ",".join(ids), "retmode": "xml"}, self._papers)
            authors = read_authors(self._papers(found.read(papers)), orcid, person)
            found.keep((_candidate(orcid, authors, total),) if authors else ())

    def _search(self, answer: Fetched) -> tuple[int, tuple[str, ...]]:
        return read_search(table(self.title, answer.json()))

    def _papers(self, answer: Fetched) -> Element:
        return root(self.title, answer, "PubmedArticleSet")

    async def _get(self, what: str, params: Mapping[str, str | int], read: Callable[[Fetched], object]) -> Fetched:
        return await self.access.http.get(
            API + what,
            params={"db": "pubmed", "tool": "credcheck", **params},
            keep_s=DAY_S,
            worth=understood(read),
            per_s=PER_S,
        )


def read_search(body: Table) -> tuple[int, tuple[str, ...]]:
    """How many papers there are, and the first of their numbers; RegistryRefused for a refusal with status 200."""
    refusal = body.word("error") or body.word("esearchresult", "ERROR")
    if refusal:
        raise RegistryRefused(Sentence("pubmed.refused", reason=refusal[:200]))
    total, ids = body.whole("esearchresult", "count"), body.words("esearchresult", "idlist")
    if total is None or (total and not ids) or not all(re.fullmatch(r"[0-9]{1,12}", one) for one in ids):
        raise changed(body.source, "count" if total is None else "idlist")
    return total, ids


def read_authors(papers: Element, orcid: str, person: Person) -> tuple[Element, ...]:
    """The authors of these papers who gave this iD and carry the person's surname and initial."""
    if not all_of(papers, "PubmedArticle") and not all_of(papers, "PubmedBookArticle"):
        raise changed("PubMed", "PubmedArticle")
    return tuple(a for a in all_of(papers, "Author") if _gave(a, orcid) and _is_named_like(a, person))


def _gave(author: Element, orcid: str) -> bool:
    ids = (i for i in all_of(author, "Identifier") if i.get("Source") == "ORCID")
    return any(line(i).replace("-", "").endswith(orcid.replace("-", "")) for i in ids)


def _is_named_like(author: Element, person: Person) -> bool:
    family, initial = tight(word(author, "LastName")), fold(_given(author))[:1]
    return any(
        tight(n.name.family) == family and fold(n.name.given)[:1] in (initial, "") for n in person.names() if family
    )


def _given(author: Element) -> str:
    return word(author, "ForeName") or word(author, "Initials")


def _candidate(orcid: str, authors: tuple[Element, ...], total: int) -> Candidate:
    names = dict.fromkeys(PersonName(given=_given(a), family=word(a, "LastName")) for a in authors)
    printed = dict.fromkeys(line(i) for a in authors for i in all_of(a, "Affiliation"))
    return Candidate(
        registry=PubMed.id,
        id=orcid,
        names=tuple(ListedName(name, NameKind.PROFESSIONAL) for name in names),
        url=f"{PAGE}{orcid}%5Bauid%5D",
        institutions=tuple(Institution(text, relation="unclear") for text in list(printed)[:20] if text),
        identifiers=(Identifier("orcid", orcid, valid=True),),
        remark=Sentence("pubmed.papers", n=total),
    )
