"""Invented values of every type of the model, and full example reports. Nobody here exists."""

from __future__ import annotations

from datetime import UTC, date, datetime

from credcheck.model import (
    Answer,
    Binding,
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Count,
    Credential,
    CredentialClass,
    Evidence,
    Fit,
    Flag,
    Headline,
    Identifier,
    Institution,
    Label,
    Level,
    Link,
    ListedName,
    Lookalike,
    Match,
    NameKind,
    Neighbour,
    Origin,
    Outcome,
    Part,
    Person,
    PersonName,
    Place,
    Profile,
    Ranking,
    RecordAxis,
    Rejected,
    Relation,
    Report,
    Sentence,
    Severity,
    Span,
    Specialty,
    Stage,
    Status,
    Subject,
    Surroundings,
    Taxonomy,
    Verdict,
    Verification,
    Versions,
)

NPI = "1234567893"
OTHER_NPI = "1987654328"
ORCID = "0000-0002-1825-0097"
AT = datetime(2026, 11, 22, 9, 30, 5, 250_000, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SNAPSHOT = date(2026, 11, 9)
DIGEST = "3b1f0e" + "5c" * 29
BIO = (
    "Board-certified cardiologist at Example University Hospital. Mother of two. Tweets are my own. "
    "NPI 1234567893 · Springfield, IL"
)
HOSTILE_BIO = (
    '<script>alert("x")</script> {{ 7*7 }} {% raw %} =HYPERLINK("http://evil.example","MD") \u202etxt.exe\u202c '
    "#panic() $x$ `rm` [click](javascript:alert(1)) | a | \x1b[31mred\x1b[0m \u200bRN \u2066x\u2069 "
    "\U0001f468\u200d\u2695\ufe0f"
)


SOURCE = "The NPI registry"
WHY = {
    RecordAxis.MATCH: (Sentence("verdict.match", source=SOURCE, name="Jane Example"), Sentence("verdict.not_bound")),
    RecordAxis.SEVERAL: (Sentence("verdict.several", n=2, name="Samuel Sample"),),
    RecordAxis.CONTRADICTED: (Sentence("verdict.borrowed", source=SOURCE, npi=OTHER_NPI, listed="Sam Sample"),),
    RecordAxis.NONE: (Sentence("verdict.not_proof"),),
    RecordAxis.NOT_CHECKABLE: (Sentence("verdict.anonymous"),),
    RecordAxis.INCOMPLETE: (Sentence("verdict.unreached", source=SOURCE), Sentence("verdict.failed")),
}


# ---------------------------------------------------------------- profile
def profile(name: str = "Dr. Jane Example, MD", handle: str = "@drjaneexample", bio: str = BIO) -> Profile:
    """A pasted profile of an invented cardiologist."""
    return Profile(
        name=name,
        handle=handle,
        bio=bio,
        location="Springfield, IL",
        platform="x",
        url="https://x.com/drjaneexample",
        account_id="900001",
        links=(Link("https://example.org/staff/jane-example", "example.org", AT),),
        pronouns="she/her",
        joined=date(2014, 3, 1),
        followers=18_204,
        following=311,
        posts=9_450,
        has_avatar=True,
        labels=(Label("moderation.example", "parody", AT, self_set=True),),
        verifications=(Verification("x.com", "paid", valid=True, created_at=AT),),
        origin=Origin.PASTED,
        read_at=AT,
        text=f"{name}\n{handle}\n{bio}",
    )


def span(of: Profile, quote: str, part: Part = Part.BIO) -> Span:
    """The span of a quoted text in one part of a profile."""
    start = of.part(part).index(quote)
    return Span(part, start, start + len(quote))


def name(given: str = "Jane", family: str = "Example", **more: str) -> PersonName:
    """An invented personal name."""
    return PersonName(given=given, family=family, **more)


# ---------------------------------------------------------------- claims
def claim(kind: ClaimKind, value: ClaimValue, *spans: Span, by_user: bool = False) -> Claim:
    """A claim, read for an example reason."""
    return Claim(kind, value, spans, Sentence("flag.disclaimer") if kind is ClaimKind.CUE else None, by_user)


def claims(of: Profile | None = None) -> Claims:
    """One claim of nearly every kind, with spans into `profile()`."""
    of = of or profile()
    said = (
        claim(ClaimKind.SUBJECT, Subject.PERSON.value, span(of, "Jane Example", Part.NAME)),
        claim(ClaimKind.NAME, name(), span(of, "Jane Example", Part.NAME)),
        claim(ClaimKind.TITLE, "Dr", span(of, "Dr.", Part.NAME)),
        claim(ClaimKind.CREDENTIAL, credential(), span(of, "MD", Part.NAME)),
        claim(ClaimKind.PROFESSION, "physician", span(of, "cardiologist")),
        claim(ClaimKind.STAGE, Stage.PRACTISING.value, span(of, "cardiologist")),
        claim(ClaimKind.SPECIALTY, specialty(), span(of, "cardiologist")),
        claim(ClaimKind.INSTITUTION, institution(), span(of, "Example University Hospital")),
        claim(ClaimKind.PLACE, place(), span(of, "Springfield, IL", Part.LOCATION), span(of, "Springfield, IL")),
        claim(ClaimKind.COUNTRY, "US", span(of, "IL", Part.LOCATION)),
        claim(ClaimKind.IDENTIFIER, Identifier("npi", NPI, valid=True), span(of, NPI)),
        claim(ClaimKind.HEALTH_ROLE, True, span(of, "cardiologist")),
        claim(ClaimKind.NPI_EXPECTED, "yes"),
        claim(ClaimKind.CUE, "disclaimer", span(of, "Tweets are my own")),
    )
    why_not = Sentence("verdict.no_claim")
    passed = Rejected(ClaimKind.STAGE, "Mother of two", why_not, (span(of, "Mother of two"),))
    return Claims(said, (passed,), (Sentence("flag.hidden.bio", n=1),))


def credential(code: str = "MD") -> Credential:
    """A licence degree."""
    return Credential(code, CredentialClass.LICENCE_DEGREE, "physician", "US")


def specialty(label: str = "Cardiovascular Disease") -> Specialty:
    """A clinical field with its code."""
    return Specialty(label, ("207RC0000X",))


def institution(as_written: str = "Example University Hospital") -> Institution:
    """An invented employer."""
    return Institution(
        as_written, "Example University Hospital", "current", "https://ror.org/00example0", "US", "IL", ""
    )


def place(city: str = "Springfield", region: str = "IL") -> Place:
    """A place in the United States."""
    return Place(f"{city}, {region}", city, region, "US")


# ---------------------------------------------------------------- registries
def candidate(
    npi: str = NPI,
    given: str = "Jane",
    family: str = "Example",
    city: str = "Springfield",
    status: Status = Status.ACTIVE,
) -> Candidate:
    """A record as the NPI register would list an invented person."""
    return Candidate(
        registry="npi_mirror",
        id=npi,
        names=(ListedName(name(given, family, middle="Q")), ListedName(name(given, "Sample"), NameKind.FORMER)),
        url=f"https://npiregistry.cms.hhs.gov/provider-view/{npi}",
        credentials=("M.D.",),
        taxonomies=(Taxonomy("207RC0000X", "Cardiovascular Disease Physician", "036000000", "IL", primary=True),),
        places=(place(city),),
        institutions=(institution(),),
        identifiers=(Identifier("npi", npi, valid=True), Identifier("licence", "036000000", "IL")),
        links=(Link("https://example.org/staff/jane-example"),),
        sex="F",
        status=status,
        status_since=date(2009, 6, 2),
        listed_since=date(2009, 6, 2),
        updated=date(2025, 1, 14),
        school="Example State University",
        school_year=2004,
        remark=Sentence("npi_live.deactivated", npi=npi) if status is Status.DEACTIVATED else None,
    )


def answer(outcome: Outcome = Outcome.FOUND, *found: Candidate, registry: str = "npi_mirror") -> Answer:
    """What the local copy of a register said."""
    return Answer(
        registry=registry,
        outcome=outcome,
        why=Sentence("verdict.unreached", source=SOURCE) if outcome is Outcome.FAILED else None,
        asked=Sentence("npi_mirror.asked", what="Jane Example"),
        at=AT,
        snapshot=SNAPSHOT,
        digests=(DIGEST,),
        url="https://npiregistry.cms.hhs.gov/",
        candidates=found,
        counts=(
            Count("family", 1_911),
            Count("pair", 14),
            Count("pair+state", 2),
            Count("pair+specialty+state", 1, exact=False),
        ),
        people=6_712_345,
        share=1.0,
        partial=Sentence("npi_live.cap", n=1200) if outcome is Outcome.FOUND and len(found) > 1 else None,
    )


def not_asked(registry: str = "orcid") -> Answer:
    """A registry that was passed over, with the reason and nothing else."""
    return Answer(registry, Outcome.NOT_ASKED, Sentence("check.offline"))


# ---------------------------------------------------------------- matching
def evidence(kind: ClaimKind, bits: float, level: str, claim: int | None = None) -> Evidence:
    """Evidence whose relation follows the sign of its bits."""
    relation = Relation.SUPPORTS if bits > 0 else Relation.REFUTES if bits < 0 else Relation.SILENT
    sentence = Sentence(f"match.{level}", source=SOURCE, claimed="Springfield, IL", listed="Example")
    return Evidence(kind, relation, level, bits, sentence, candidate().url, "npi_mirror", claim)


def person(npi: str = NPI, given: str = "Jane", family: str = "Example", city: str = "Springfield") -> Person:
    """One invented person of the NPI register."""
    return Person(f"npi:{npi}", (candidate(npi, given, family, city),))


def match(of: Person | None = None, probability: float = 0.993, fits: bool = True) -> Match:
    """A person with evidence for and against."""
    shown = (
        evidence(ClaimKind.NAME, 14.25, "surname.exact", 1),
        evidence(ClaimKind.SPECIALTY, 5.5, "specialty.same", 6),
        evidence(ClaimKind.PLACE, 4.125 if fits else -11.0, "place.city" if fits else "place.elsewhere", 8),
        evidence(ClaimKind.CREDENTIAL, 1.125, "credential.agrees", 3),
        evidence(ClaimKind.INSTITUTION, 0.0, "institution.agrees", 7),
    )
    prior = -17.75
    return Match(of or person(), shown, prior, prior + sum(e.bits for e in shown), probability, fits)


def ranking(*matches: Match) -> Ranking:
    """Matches, and what is left for nobody."""
    steps = (Count("family", 1_911), Count("pair", 14), Count("pair+specialty", 2, exact=False), Count("pair+state", 1))
    rest = max(0.0, 1.0 - sum(m.probability for m in matches))
    return Ranking(matches, rest, Fit(steps if matches else ()), "weights-1")


# ---------------------------------------------------------------- bindings, flags, verdict
def binding(level: Level = Level.L1, failed: bool = False) -> Binding:
    """A proof that is worth little, with its limits."""
    limits = Sentence("domain_handle.limits_private")
    what = Sentence("domain_handle.private", handle="example.org")
    text = Sentence("check.proof_offline", title="Domain handle") if failed else what
    return Binding(
        "domain_handle", level, text, limits, f"npi:{NPI}", "https://example.org/staff/jane-example", AT, failed
    )


def flag(severity: Severity = Severity.CAUTION, *spans: Span) -> Flag:
    """A remark of an invented rule."""
    seen = {
        Severity.NOTE: Sentence("flag.disclaimer"),
        Severity.CAUTION: Sentence("flag.mixed_script", word="Jаne"),
        Severity.ALARM: Sentence("flag.npi_borrowed.alarm", npi=OTHER_NPI, listed="Sam Sample"),
    }
    return Flag("example_rule", severity, seen[severity], spans, "https://example.org/rule")


def verdict(
    record: RecordAxis = RecordAxis.MATCH, headline: Headline = Headline.MATCH_NOT_BOUND, level: Level = Level.L1
) -> Verdict:
    """An outcome on two axes."""
    whom = f"npi:{NPI}" if record is RecordAxis.MATCH else ""
    return Verdict(record, level, headline, WHY[record], whom)


def case(
    of: Profile | None = None, read: Claims | None = None, *answers: Answer, ranked: Ranking | None = None
) -> Case:
    """A case without bindings."""
    of = of or profile()
    return Case(of, read if read is not None else claims(of), answers, ranked or Ranking(), today=TODAY)


def report(of: Case, outcome: Verdict, *flags: Flag, id: str = "r-example", complete: bool = True) -> Report:
    """A report on a case."""
    return Report(
        id, of, flags, outcome, AT, Versions("0.1.0", "rules-1", "weights-1"), complete, ("Asked by a colleague.",)
    )


# ---------------------------------------------------------------- full example reports
def match_not_bound() -> Report:
    """One person fits; nothing binds the account."""
    me, best = profile(), match()
    other = match(person(OTHER_NPI, "Jane", "Example", "Rockford"), 0.004, fits=False)
    found = answer(Outcome.FOUND, best.person.candidates[0], other.person.candidates[0])
    nothing = answer(Outcome.NOT_FOUND, registry="npi_api")
    around = Surroundings(
        (Lookalike(DIGEST, "near", ("specialty",)),), (Neighbour(DIGEST, "bluesky", f"npi:{NPI}", ("person",)),)
    )
    about = Case(me, claims(me), (found, nothing, not_asked()), ranking(best, other), (binding(),), around, TODAY)
    return report(about, verdict(), flag(Severity.NOTE, span(me, "Tweets are my own")))


def several() -> Report:
    """Two namesakes fit equally well."""
    me = profile("Dr Sam Sample", "@samsample", "RN, ER nurse and proud plant dad")
    read = Claims((claim(ClaimKind.NAME, name("Sam", "Sample"), span(me, "Sam Sample", Part.NAME)),))
    pair = (
        match(person(NPI, "Samuel", "Sample"), 0.48),
        match(person(OTHER_NPI, "Samantha", "Sample", "Rockford"), 0.46),
    )
    found = answer(Outcome.FOUND, *(m.person.candidates[0] for m in pair))
    outcome = verdict(RecordAxis.SEVERAL, Headline.SEVERAL, Level.L0)
    return report(case(me, read, found, ranked=ranking(*pair)), outcome, id="r-several")


def contradicted() -> Report:
    """The quoted NPI is listed under another name."""
    me = profile(bio=BIO.replace(NPI, OTHER_NPI))
    said = claim(ClaimKind.IDENTIFIER, Identifier("npi", OTHER_NPI, valid=True), span(me, OTHER_NPI))
    read = Claims((claim(ClaimKind.NAME, name(), span(me, "Jane Example", Part.NAME)), said))
    found = answer(Outcome.FOUND, candidate(OTHER_NPI, "Sam", "Sample"))
    outcome = verdict(RecordAxis.CONTRADICTED, Headline.CONTRADICTED, Level.L0)
    return report(case(me, read, found), outcome, flag(Severity.ALARM, span(me, OTHER_NPI)), id="r-contradicted")


def incomplete() -> Report:
    """The registry did not answer."""
    failed = answer(Outcome.FAILED)
    outcome = verdict(RecordAxis.INCOMPLETE, Headline.INCOMPLETE, Level.L0)
    return report(case(None, None, failed, not_asked()), outcome, id="r-incomplete")


def asking() -> Report:
    """A check under way: one answer is in, one is awaited."""
    waiting = Answer("orcid", Outcome.ASKING)
    about = case(None, None, answer(Outcome.FOUND, candidate()), waiting, ranked=ranking(match()))
    return report(about, verdict(), id="r-asking", complete=False)


def hostile() -> Report:
    """A profile that tries markup, formulas, bidi tricks and terminal codes everywhere."""
    me = profile("\u202e" + HOSTILE_BIO, "=cmd|'/c calc'!A1", HOSTILE_BIO)
    said = (
        claim(ClaimKind.NAME, name("<b>Jane</b>", "\u202eelpmaxE"), Span(Part.NAME, 0, 12)),
        claim(ClaimKind.CUE, "@=1"),
    )
    out = (Span(Part.BIO, 0, 8), Span(Part.BIO, 4, 10_000), Span(Part.LINKS, 3, 1))
    outcome = verdict(RecordAxis.NONE, Headline.NO_RECORD, Level.L0)
    nothing = answer(Outcome.NOT_FOUND)
    return report(case(me, Claims(said), nothing), outcome, flag(Severity.ALARM, *out), id="r-hostile")


def empty() -> Report:
    """A report on nothing: every list is empty."""
    outcome = verdict(RecordAxis.NOT_CHECKABLE, Headline.NOT_CHECKABLE, Level.L0)
    return Report("r-empty", Case(Profile(), Claims()), (), outcome, AT, Versions())


def unnamed() -> Report:
    """A profile of one sentence, which has no name of its own and says one."""
    me = Profile(bio="Dr Sam Sample, GP in Leeds")
    case = Case(me, Claims((claim(ClaimKind.NAME, name("Sam", "Sample"), span(me, "Sam Sample")),)))
    outcome = verdict(RecordAxis.NONE, Headline.NO_RECORD, Level.L0)
    return Report("r-unnamed", case, (), outcome, AT, Versions())


def arabic() -> Report:
    """One person fits; names and bio run from right to left."""
    me = profile("د. ليلى مثال", "@laila_mithal", "طبيبة قلب في مستشفى المثال · Cardiologist · Springfield, IL")
    said = (
        claim(ClaimKind.NAME, name("ليلى", "مثال"), span(me, "ليلى مثال", Part.NAME)),
        claim(ClaimKind.SPECIALTY, specialty(), span(me, "طبيبة قلب")),
    )
    best = match(person(NPI, "Laila", "Mithal"))
    found = answer(Outcome.FOUND, best.person.candidates[0])
    return report(case(me, Claims(said), found, ranked=ranking(best)), verdict(), id="r-arabic")


def reports() -> tuple[Report, ...]:
    """All example reports."""
    return match_not_bound(), several(), contradicted(), incomplete(), asking(), hostile(), empty(), arabic()
