"""The words of CredCheck: every value that flows from a pasted text to a report.

Text -> Profile -> Claims -> Answers -> Ranking (Matches) -> Bindings -> Flags -> Verdict -> Report.
All values are frozen and hold no behaviour beyond looking at themselves; nothing here does I/O.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from credcheck.sentence import Param, Sentence

__all__ = ["Param", "Sentence"]  # handed on; every other name is this module's own


# ---------------------------------------------------------------- spans
class Part(StrEnum):
    """Which part of a profile a span points into."""

    NAME = "name"
    HANDLE = "handle"
    BIO = "bio"
    LOCATION = "location"
    LINKS = "links"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of one part of the profile, counted in code points of the original text."""

    part: Part
    start: int
    end: int


# ---------------------------------------------------------------- profile
class Origin(StrEnum):
    """How the profile reached us."""

    PASTED = "pasted"
    FETCHED = "fetched"
    SAVED = "saved"


@dataclass(frozen=True, slots=True)
class Link:
    """A link the profile shows; `verified_at` is the platform's own rel=me check (Mastodon)."""

    url: str
    label: str = ""
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A moderation label or badge: who set it, what it says."""

    source: str
    value: str
    set_at: datetime | None = None
    self_set: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """A platform's verification: issuer and whether it holds at present."""

    issuer: str
    kind: str
    valid: bool | None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A public profile as its platform shows it, or as the user pasted it."""

    name: str = ""
    handle: str = ""
    bio: str = ""
    location: str = ""
    platform: str = ""
    url: str = ""
    account_id: str = ""
    links: tuple[Link, ...] = ()
    pronouns: str = ""
    joined: date | None = None
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    has_avatar: bool | None = None
    avatar: str = ""
    """A 64-bit perceptual hash of the picture in hexadecimal, "" where it was not read; never the picture."""
    labels: tuple[Label, ...] = ()
    verifications: tuple[Verification, ...] = ()
    moved_to: str = ""
    origin: Origin = Origin.PASTED
    read_at: datetime | None = None
    text: str = ""

    def part(self, part: Part) -> str:
        """The text a span of that part points into; links are joined by line breaks."""
        if part is Part.LINKS:
            return "\n".join(link.url for link in self.links)
        return str(getattr(self, part.value))

    def quote(self, span: Span) -> str:
        """The original characters of a span."""
        return self.part(span.part)[span.start : span.end]


class ReadingKind(StrEnum):
    """What a text turned out to be when a platform looked at it."""

    PROFILE = "profile"
    PROFILE_BY_ID = "profile_by_id"
    POST = "post"
    NOT_A_PROFILE = "not_a_profile"
    UNRESOLVED = "unresolved"
    AMBIGUOUS = "ambiguous"
    INVALID_CHECKSUM = "invalid_checksum"
    ACTOR_BY_ID = "actor_by_id"
    BRIDGED_BLUESKY = "bridged_bluesky"
    CUSTOM_URL = "custom_url"
    LEGACY_USERNAME = "legacy_username"
    UNCLAIMED_PROFILE = "unclaimed_profile"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Reading:
    """What `platforms.read` made of a text: the profile so far, and a remark the user should see."""

    kind: ReadingKind
    profile: Profile
    remark: Sentence | None = None
    proposals: tuple[str, ...] = ()


# ---------------------------------------------------------------- claims
class ClaimKind(StrEnum):
    """What a claim is about. A new kind also needs a row in the weights table."""

    SUBJECT = "subject"
    NAME = "name"
    TITLE = "title"
    CREDENTIAL = "credential"
    PROFESSION = "profession"
    STAGE = "stage"
    SPECIALTY = "specialty"
    FIELD = "field"
    INSTITUTION = "institution"
    PLACE = "place"
    COUNTRY = "country"
    IDENTIFIER = "identifier"
    HEALTH_ROLE = "health_role"
    NEGATED = "negated"
    NPI_EXPECTED = "npi_expected"
    CUE = "cue"


class Subject(StrEnum):
    """Whose account it says it is."""

    PERSON = "person"
    ANONYMOUS = "anonymous"
    ORGANISATION = "organisation"
    PERSONA = "persona"
    UNCLEAR = "unclear"


class Stage(StrEnum):
    """Where in the career."""

    PRACTISING = "practising"
    TRAINEE = "trainee"
    STUDENT = "student"
    RETIRED = "retired"
    FORMER = "former"
    NONE = "none"


class Expected(StrEnum):
    """Is the NPI register the right place to ask?"""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name without titles and credentials; one token stands in `given`, after Dr or Prof in `family`."""

    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""

    def text(self) -> str:
        """The parts in Western order."""
        return " ".join(p for p in (self.given, self.middle, self.family, self.suffix) if p)


class CredentialClass(StrEnum):
    """What kind of post-nominal it is."""

    LICENCE_DEGREE = "licence_degree"
    ACADEMIC_DEGREE = "academic_degree"
    LICENCE = "licence"
    BOARD = "board"
    FELLOWSHIP = "fellowship"
    CERTIFICATION = "certification"


@dataclass(frozen=True, slots=True)
class Credential:
    """A post-nominal in canonical form ("MD", "PA-C"), with the profession and country it implies, if any."""

    code: str
    kind: CredentialClass
    profession: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Specialty:
    """A clinical field: NUCC codes that carry it (best first) and our own label."""

    label: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Institution:
    """An employer or school as written, its full name when known; relation: current, former, training or unclear.

    `self_asserted`: the person entered it in the register themself, and nobody there vouched for it.
    """

    as_written: str
    name: str = ""
    relation: str = "unclear"
    ror: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    self_asserted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place: city, region (US state code where US) and ISO 3166 alpha-2 country.

    `relation` of a claimed place is "" where the holder lives or works, else origin, training, former or named (part
    of the name of an institution that may not be theirs now); only the first says where a register may list them.
    """

    as_written: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier: kind is npi, orcid, licence, url, email or handle; `region` is a licence's state or country."""

    kind: str
    value: str
    region: str = ""
    valid: bool | None = None


ClaimValue = PersonName | Credential | Specialty | Institution | Place | Identifier | str | bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the profile says of its holder, the spans that say it, and why it was read so.

    The type of `value` follows from `kind`: PersonName for NAME, Credential, Specialty, Institution, Place and
    Identifier for theirs, bool for HEALTH_ROLE and NEGATED, else str (a Subject, Stage or Expected value included).
    """

    kind: ClaimKind
    value: ClaimValue
    spans: tuple[Span, ...] = ()
    why: Sentence | None = None
    by_user: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was considered and not claimed, with the reason."""

    kind: ClaimKind
    text: str
    why: Sentence
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything one profile claims, what was rejected, and the normalisation steps taken."""

    all: tuple[Claim, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    steps: tuple[Sentence, ...] = ()

    def of(self, kind: ClaimKind) -> tuple[Claim, ...]:
        """The claims of one kind, in reading order."""
        return tuple(c for c in self.all if c.kind is kind)

    def first(self, kind: ClaimKind) -> Claim | None:
        """The first claim of one kind, or None."""
        return next((c for c in self.all if c.kind is kind), None)

    def name(self) -> PersonName | None:
        """The claimed personal name, or None."""
        claim = self.first(ClaimKind.NAME)
        return claim.value if claim and isinstance(claim.value, PersonName) else None

    def word(self, kind: ClaimKind, default: str = "") -> str:
        """The value of a single-word claim (subject, stage, country, npi_expected), or the default."""
        claim = self.first(kind)
        return str(claim.value) if claim else default

    def is_true(self, kind: ClaimKind) -> bool:
        """Whether a yes/no claim (health_role, negated) is made."""
        claim = self.first(kind)
        return bool(claim and claim.value is True)


# ---------------------------------------------------------------- registries
@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One specialty slot of a record: NUCC code, and the licence that stands beside it."""

    code: str
    label: str = ""
    licence: str = ""
    state: str = ""
    primary: bool = False


class NameKind(StrEnum):
    """What sort of name a record holds."""

    LEGAL = "legal"
    FORMER = "former"
    PROFESSIONAL = "professional"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as a registry lists it, in the registry's own spelling."""

    name: PersonName
    kind: NameKind = NameKind.LEGAL


class Status(StrEnum):
    """What a registry says of a record's validity."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    EXPIRED = "expired"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One registry record that may be the holder, in the registry's words. `id` is unique within the registry.

    `aside`: it shares a name and no number, and its registry is known for namesakes; it is shown for people to verify
    and is nobody's: never joined, ranked or counted.
    """

    registry: str
    id: str
    names: tuple[ListedName, ...]
    url: str = ""
    credentials: tuple[str, ...] = ()
    taxonomies: tuple[Taxonomy, ...] = ()
    places: tuple[Place, ...] = ()
    institutions: tuple[Institution, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    links: tuple[Link, ...] = ()
    sex: str = ""
    status: Status = Status.UNKNOWN
    status_since: date | None = None
    listed_since: date | None = None
    updated: date | None = None
    school: str = ""
    school_year: int | None = None
    remark: Sentence | None = None
    aside: bool = False


class Outcome(StrEnum):
    """What came of asking one registry."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    NOT_ASKED = "not_asked"
    FAILED = "failed"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class Count:
    """How many registered people carry something of the claimed name.

    `what` is "family", "given", "pair", "pair+specialty", "pair+state" or "pair+specialty+state"; `exact` is False
    for an estimate.
    """

    what: str
    people: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What one registry said: the outcome with its reason, when, of which snapshot, from which bytes (SHA-256).

    `people` is how many people the asked copy lists (0: not known) and `share` which part of the whole register it
    holds. `partial` says why a FOUND answer may lack records. `institutions` are what it knows of claimed institutions.
    """

    registry: str
    outcome: Outcome
    why: Sentence | None = None
    asked: Sentence | None = None
    at: datetime | None = None
    snapshot: date | None = None
    digests: tuple[str, ...] = ()
    url: str = ""
    candidates: tuple[Candidate, ...] = ()
    counts: tuple[Count, ...] = ()
    people: int = 0
    share: float = 1.0
    partial: Sentence | None = None
    institutions: tuple[Institution, ...] = ()


# ---------------------------------------------------------------- matching
@dataclass(frozen=True, slots=True)
class Person:
    """Candidates of several registries that are one human being. `key` is stable, e.g. "npi:1234567893"."""

    key: str
    candidates: tuple[Candidate, ...]

    def names(self) -> tuple[ListedName, ...]:
        """Every name under which any registry lists the person."""
        return tuple(n for c in self.candidates for n in c.names)

    def identifier(self, kind: str) -> str:
        """The first identifier of that kind (npi, orcid), or ""."""
        found = (i.value for c in self.candidates for i in c.identifiers if i.kind == kind)
        return next(found, "")

    def label(self) -> str:
        """The first listed name in Western order."""
        names = self.names()
        return names[0].name.text() if names else self.key


class Relation(StrEnum):
    """What a person's records say of one claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, init=False)
class Evidence:
    """What a person's records say of one claim: a level of the weights table, its bits, a sentence, a URL."""

    kind: ClaimKind
    relation: Relation
    level: str
    bits: float
    sentence: Sentence
    url: str = ""
    registry: str = ""
    claim: int | None = None

    def __init__(  # one ranking makes hundreds: this takes two thirds of the time of the one that dataclass makes
        self,
        kind: ClaimKind,
        relation: Relation,
        level: str,
        bits: float,
        sentence: Sentence,
        url: str = "",
        registry: str = "",
        claim: int | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "kind", kind)
        put(self, "relation", relation)
        put(self, "level", level)
        put(self, "bits", bits)
        put(self, "sentence", sentence)
        put(self, "url", url)
        put(self, "registry", registry)
        put(self, "claim", claim)


@dataclass(frozen=True, slots=True)
class Match:
    """A person with all the evidence, and the posterior probability that the claims are theirs.

    `behind` says of every match but the first what puts it behind the first most.
    """

    person: Person
    evidence: tuple[Evidence, ...]
    prior_bits: float
    bits: float
    probability: float
    fits: bool
    behind: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """How many registered people fit after each claim in turn ("pair", 37), ("specialty", 2): exact or estimated."""

    steps: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Matches, most probable first; `nobody` is the probability that the person meant is not among them.

    `would_help` names further claims that would leave fewest of those who fit, the best first.
    """

    matches: tuple[Match, ...] = ()
    nobody: float = 1.0
    fit: Fit = Fit()
    weights_version: str = ""
    would_help: tuple[Sentence, ...] = ()


# ---------------------------------------------------------------- bindings
class Level(IntEnum):
    """Assurance that the account belongs to the person (ARCHITECTURE, two axes)."""

    L0 = 0
    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4


@dataclass(frozen=True, slots=True)
class Binding:
    """Proof about the account: its level, which person it names ("" = nobody), what it shows and what it does not.

    `against` marks what speaks against the account being the person's: a page that names another account or disowns it.
    """

    proof: str
    level: Level
    sentence: Sentence
    limits: Sentence
    person: str = ""
    url: str = ""
    at: datetime | None = None
    failed: bool = False
    against: bool = False


# ---------------------------------------------------------------- leads
class Channel(StrEnum):
    """By which way a one-time code reached the holder."""

    REGISTRY = "registry"
    INSTITUTION = "institution"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A one-time code for one account: for whom, by which channel and to which address it went, and when."""

    code: str
    account: str
    person: str
    channel: Channel
    address: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Leads:
    """What the user points the proofs at: pages that may name the account, and codes that were sent."""

    pages: tuple[str, ...] = ()
    challenges: tuple[Challenge, ...] = ()


NO_LEADS = Leads()


# ---------------------------------------------------------------- flags
class Severity(StrEnum):
    """How loud a flag is."""

    NOTE = "note"
    CAUTION = "caution"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Flag:
    """A rule's remark: what was seen, where."""

    rule: str
    severity: Severity
    sentence: Sentence
    spans: tuple[Span, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A registered person whose name looks like the profile's: `how` is "same" to the eye or "near" by one letter.

    `digest` stands for the record, never its name; `copied` says what else of the record the profile repeats.
    """

    digest: str
    how: str
    copied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another account in the local cache, as a digest only, and what it shares with the one being checked.

    `same` holds "person", "name", "handle" (looks the same), "near_handle", "bio" or "avatar"; `bound` says that the
    other account is bound to its person, `linked` that one of the two names the other.
    """

    digest: str
    platform: str
    person: str
    same: tuple[str, ...] = ()
    bound: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around the account: registered names that look alike, other cached accounts, its own earlier name."""

    lookalikes: tuple[Lookalike, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    renamed: date | None = None
    """When the same account was last seen here under another name or handle."""
    earlier: tuple[str, ...] = ()
    """What its earlier names were like: "other_name" and "other_handle" share no word with now, "parody" said so."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything known before flags and verdict."""

    profile: Profile
    claims: Claims
    answers: tuple[Answer, ...] = ()
    ranking: Ranking = Ranking()
    bindings: tuple[Binding, ...] = ()
    surroundings: Surroundings = Surroundings()
    today: date | None = None

    def called(self) -> str:
        """The profile's name; where it has none, the name that its text says ("Dr Jane Example, GP in Leeds")."""
        said = self.claims.first(ClaimKind.NAME)
        in_text = said is not None and any(span.part is Part.BIO for span in said.spans)
        name = said.value if said is not None and in_text else None
        return self.profile.name or (name.text() if isinstance(name, PersonName) else "")


# ---------------------------------------------------------------- verdict and report
class RecordAxis(StrEnum):
    """Does somebody fit?"""

    MATCH = "match"
    SEVERAL = "several"
    CONTRADICTED = "contradicted"
    NONE = "none"
    NOT_CHECKABLE = "not_checkable"
    INCOMPLETE = "incomplete"


class Headline(StrEnum):
    """The outcome shown to people."""

    BOUND = "bound"
    MATCH_NOT_BOUND = "match_not_bound"
    SEVERAL = "several"
    CONTRADICTED = "contradicted"
    NO_RECORD = "no_record"
    NOT_CHECKABLE = "not_checkable"
    PARODY = "parody"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome on two axes, and why. `person` is the key of the matched person, "" without a match."""

    record: RecordAxis
    account: Level
    headline: Headline
    why: tuple[Sentence, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the report: program, rules and weights."""

    program: str = ""
    rules: str = ""
    weights: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Case, flags, verdict and provenance: everything needed to derive the verdict again.

    `chain` is the end of the log before this check ("12:3b1f…"); `redacted_of` the digest of the report that this is a
    share copy of.
    """

    id: str
    case: Case
    flags: tuple[Flag, ...]
    verdict: Verdict
    at: datetime
    versions: Versions
    complete: bool = True
    notes: tuple[str, ...] = field(default=())
    chain: str = ""
    redacted_of: str = ""
