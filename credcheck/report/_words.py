"""What all formats say alike: a report's words, values and numbers as text."""

from __future__ import annotations

from datetime import UTC, datetime

from credcheck import base_rates, languages, lists, wire
from credcheck.model import (
    Answer,
    Binding,
    Candidate,
    Claim,
    Credential,
    Flag,
    Headline,
    Identifier,
    Institution,
    Match,
    Outcome,
    Param,
    PersonName,
    Place,
    Profile,
    Report,
    Sentence,
    Specialty,
    Status,
)
from credcheck.text import at, visible
from credcheck.wording import named, render, templates

ICONS = {
    "bound": "check",
    "match_not_bound": "half",
    "several": "several",
    "contradicted": "cross",
    "no_record": "dash",
    "not_checkable": "question",
    "parody": "mask",
    "incomplete": "wait",
}
"""One icon a headline; its colour is in the style sheet, its name beside it in words."""

PLATFORMS = {"x": "X", "linkedin": "LinkedIn", "researchgate": "ResearchGate", "tiktok": "TikTok", "youtube": "YouTube"}
"""Names that are not simply the id with a capital letter."""
LONGEST_LINK = 2_000
"""What every browser opens; a PDF can hold no link of more than some 8,000 characters."""


def word(id: str, /, **params: Param) -> str:
    """One of the report's own words: word("title")."""
    return render(Sentence(f"report.{id}", **params))


def headline(report: Report) -> str:
    """The outcome in words; a source that was not asked, or answered in part, was not out of reach."""
    outcomes = {answer.outcome for answer in report.case.answers}
    if report.verdict.headline is Headline.INCOMPLETE and Outcome.FAILED not in outcomes:
        return word("headline.lacking" if outcomes - {Outcome.NOT_ASKED} else "headline.nobody_asked")
    return word(f"headline.{report.verdict.headline.value}")


def counted(outcome: Headline) -> str:
    """An outcome of many reports in words: an incomplete one may have its reason in either."""
    return word("headline.incomplete_counted" if outcome is Headline.INCOMPLETE else f"headline.{outcome.value}")


def registry(id: str) -> str:
    """A registry by the name people know with its id, which says by which way it was asked; or the id alone."""
    known = lists.registers().get(id.partition("_")[0])
    title = named(known.title) if known else ""
    return f"{title} ({id})" if title else visible(id)


def said(sentence: Sentence | None) -> str:
    """A sentence as text, "" for none; the bare id where another version knew other parameters."""
    try:
        return render(sentence) if sentence else ""
    except (KeyError, IndexError):
        return visible(sentence.id) if sentence else ""


def value(claim: Claim) -> str:
    """A claim's value in words."""
    match claim.value:
        case PersonName() as name:
            return name.text() + (f" “{name.nickname}”" if name.nickname else "")
        case Credential(code=code):
            return code
        case Specialty(label=label, codes=codes):
            return f"{label} ({', '.join(codes)})" if codes else label
        case Institution() as place:
            return place.name or place.as_written
        case Place() as place:
            return ", ".join(p for p in (place.city, place.region, place.country) if p) or place.as_written
        case Identifier() as known:
            return " ".join(p for p in (known.kind.upper(), known.value, known.region) if p)
        case bool() as yes:
            return word("yes" if yes else "no")
        case text:
            return _plain(str(text))


def _plain(text: str) -> str:
    """A claim that is one of our own words, in words; another as it is."""
    ids = (f"report.value.{text}", f"claims.cue.{text}")
    known = next((id for id in ids if id in templates()), "")
    return render(Sentence(known)) if known else text.replace("_", " ")


def quotes(report: Report, claim: Claim) -> tuple[str, ...]:
    """The words of the profile that a claim was read from, each once."""
    return tuple(dict.fromkeys(q for q in (report.case.profile.quote(span) for span in claim.spans) if q))


def unquoted(report: Report, claim: Claim) -> str:
    """Why a claim quotes no words of the profile; a share copy, which quotes none at all, says so once."""
    if claim.by_user:
        return word("by_user")
    return "" if report.redacted_of else word("inferred")


def no_bio(report: Report) -> str:
    """Why a report shows no text of the profile."""
    return word("bio_left_out" if report.redacted_of else "bio_none")


def platform(id: str) -> str:
    """A platform by its name, as its own people write it."""
    return PLATFORMS.get(id, visible(id).replace("_", " ").capitalize())


def account(profile: Profile) -> tuple[str, ...]:
    """Handle and platform, as far as they are known."""
    return tuple(part for part in (at(profile.handle), platform(profile.platform)) if part)


def web(url: str) -> str:
    """The URL if it is a plain https one, which may become a link; else ""."""
    if not url.startswith("https://") or len(url) > LONGEST_LINK:
        return ""
    return url if url.isprintable() and not set(url) & set(" \"'<>\\") else ""


def as_of(answer: Answer) -> str:
    """Of when an answer is: a copy's date, or live; "" where there is no answer."""
    if answer.outcome in (Outcome.FAILED, Outcome.ASKING, Outcome.NOT_ASKED):
        return ""
    return str(answer.snapshot) if answer.snapshot else word("undated" if answer.people else "live")


def outcome(report: Report, answer: Answer) -> str:
    """What came of asking, in words, with how many records; a share copy holds fewer than there were."""
    told = word(f"outcome.{'partial' if answer.partial else answer.outcome.value}")
    return f"{told} ({len(answer.candidates)})" if answer.candidates and not report.redacted_of else told


def proof(binding: Binding) -> str:
    """What a proof that could not look is about, in words; "" where its sentence says so itself."""
    if "title" in dict(binding.sentence.params):
        return ""
    id = f"report.proof.{binding.proof}"
    return word(f"proof.{binding.proof}") if id in templates() else visible(binding.proof)


def field(match: Match) -> str:
    """In which field and where a person is listed first, in a line; and a standing that is not in order."""
    records = match.person.candidates
    fields = [slot.label or slot.code for record in records for slot in record.taxonomies]
    places = [", ".join(p for p in (q.city, q.region) if p) for record in records for q in record.places]
    amiss = (record.status for record in records if record.status not in (Status.ACTIVE, Status.UNKNOWN))
    standing = dict.fromkeys(word(f"status_word.{status.value}") for status in amiss)
    return " · ".join(part for part in (*fields[:1], *places[:1], *standing) if part)


def matched(report: Report) -> tuple[str, ...]:
    """The person matched: name, number, field and place; nothing without one."""
    found = (m for m in report.case.ranking.matches if m.person.key == report.verdict.person)
    parts = ((m.person.label(), m.person.key, field(m)) for m in found)
    return tuple(part for each in parts for part in each if part)


def fitting(match: Match, chosen: str) -> str:
    """Whether a person is the best fit, fits, or does not fit."""
    return word("chosen" if match.person.key == chosen else "does_fit" if match.fits else "does_not_fit")


def when(moment: datetime | None) -> str:
    """A time in UTC to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


def chance(report: Report, match: Match) -> str:
    """How likely a person is the one meant, and by what; where there was nothing to check, that nobody says so."""
    if base_rates.is_open(report.verdict):
        return word("probability_open")
    doubted = base_rates.is_doubted(report.verdict)
    return word("probability_alone" if doubted else "probability", percent=percent(match.probability))


def people_title(report: Report) -> str:
    """What stands over the registered people."""
    return "candidates_open" if base_rates.is_open(report.verdict) else "candidates"


def nobody_share(report: Report) -> str:
    """How likely nobody listed is meant; "" where nobody was found, or there was nothing to check."""
    ranking = report.case.ranking
    if not ranking.matches or base_rates.is_open(report.verdict):
        return ""
    return word("nobody", percent=percent(ranking.nobody))


def percent(probability: float) -> str:
    """A probability in percent; never 0 or 100 for what is not certain."""
    if 0 < probability < 0.001:
        return languages.number("< 0.1 %")
    if 0.999 < probability < 1:
        return languages.number("> 99.9 %")
    return languages.number(f"{probability * 100:.1f} %")


def bits(weight: float) -> str:
    """A match weight with its sign; a real minus, which fonts draw as wide as the plus."""
    return languages.number(f"{weight:+.1f}".replace("-", "\u2212") if round(weight, 1) else "0.0")


def number(n: int | None) -> str:
    """A count as this language writes it, "" for one that is not known."""
    return languages.number(f"{n:,}") if n is not None else ""


def provenance(report: Report) -> tuple[tuple[str, str], ...]:
    """What ties this page to its JSON file and to the log of checks: name and value, without what there is not."""
    made = report.versions
    rows = (
        ("made_by", word("versions", program=made.program, rules=made.rules, weights=made.weights)),
        ("made_at", when(report.at)),
        ("digest", wire.digest(wire.dumps(report))),
        ("chain", report.chain),
        ("redacted_of", report.redacted_of),
    )
    return tuple((word(id), value) for id, value in rows if value)


def how_to_verify(report: Report) -> str:
    """What the JSON file of this report can be asked for."""
    return word("limit_verify_share" if report.redacted_of else "limit_verify")


def unanswered(report: Report) -> tuple[Answer, ...]:
    """The registries whose answer is missing or may lack records."""
    open_ends = (Outcome.FAILED, Outcome.ASKING)
    return tuple(a for a in report.case.answers if a.outcome in open_ends or a.partial)


def remarks(candidates: tuple[Candidate, ...], aside: bool = False) -> tuple[str, ...]:
    """What registries remark on records: on those of a person, or on namesakes that were set aside."""
    return tuple(dict.fromkeys(said(c.remark) for c in candidates if c.remark and c.aside is aside))


def rate_of(flag: Flag) -> str:
    """What a remark of this rule means among real people, "" for a rule that was never measured."""
    return said(base_rates.of_rule(flag.rule))


def would_help(report: Report) -> tuple[str, ...]:
    """Which further claim would tell apart the people who fit."""
    return tuple(said(sentence) for sentence in report.case.ranking.would_help)


def rate_of_flags(report: Report) -> str:
    """What this number of remarks means among real people, with its source."""
    return f"{said(base_rates.of_flags(report.flags))} {said(Sentence('flag.rate.source'))}"


def rate_of_match(report: Report) -> str:
    """How often the first person's probability was right, with its source; "" where nothing follows from it."""
    rate = base_rates.of_first(report)
    return f"{said(rate)} {said(Sentence('match.rate_source'))}" if rate else ""


def nobody_found(report: Report) -> str:
    """What an empty list of people means: no record, not known because a source did not answer, or nobody was asked."""
    if report.redacted_of and any(answer.outcome is Outcome.FOUND for answer in report.case.answers):
        return word("candidates_left_out")
    if unanswered(report):
        return word("candidates_unknown")
    asked = any(answer.outcome is not Outcome.NOT_ASKED for answer in report.case.answers)
    return word("candidates_none" if asked else "candidates_unasked")


def fits(report: Report) -> tuple[tuple[str, str], ...]:
    """How many registered people fit, claim by claim: ("same name", "about 14"); where nobody does, a name is near.

    That a claim leaves none of those who carry the name is told: it speaks against them.
    """
    steps = report.case.ranking.fit.steps
    named = any(step.people for step in steps if step.what == "pair")
    steps = tuple(step for step in steps if step.people or (named and "+" in step.what))
    return tuple((fit_word(s.what), word("exactly" if s.exact else "about", n=s.people)) for s in steps)


def fit_word(what: str) -> str:
    """What a count counts, in words: "pair+state" -> "same name, same state"."""
    parts = [word(f"fit.{p}") if f"report.fit.{p}" in templates() else visible(p) for p in what.split("+")]
    return ", ".join(parts)
