"""Text that wants to be more than text: in every field that somebody else writes, in every format, it stays text."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from html.parser import HTMLParser

import openpyxl
import pytest
from markdown_it import MarkdownIt

from credcheck import wire
from credcheck.model import (
    Answer,
    Binding,
    Candidate,
    Claim,
    ClaimKind,
    Evidence,
    Flag,
    Identifier,
    Institution,
    Label,
    Level,
    Link,
    ListedName,
    Match,
    Outcome,
    Person,
    PersonName,
    Place,
    Profile,
    Rejected,
    Relation,
    Report,
    Sentence,
    Severity,
    Specialty,
    Taxonomy,
)
from credcheck.report import format_of
from tests import factory
from tests.report.test_formats import read_pdf

FORMULAS = ("=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", "\u200b=1")
PAYLOAD = "\n".join(  # noqa: FLY002  (a line for each kind)
    (
        '=HYPERLINK("http://evil.example","MD")',
        "\u202etxt.exe\u202c \u2066x\u2069 \u200b\u2060\ufeff\u00ad RN",
        "<script>alert(1)</script><img src=x onerror=alert(1)> </style> --> ]]> &lt;b&gt;",
        '#import "/etc/passwd" #sys.inputs #panic() $x^2$ #read("a") \\u{202e} @label <label> *b* _i_',
        "{{ 7*7 }} {% raw %} ${7*7} %(x)s {0} {x}",
        "[click](javascript:alert(1)) ![i](http://evil.example/i.png) <http://evil.example> `rm` | a | ## h",
        "http://evil.example www.evil.example @everyone #1 ~~x~~ &#x3c; \\",
        "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07 \x07 \x00 \x7f \x85 \u2028 \u2029",
        "\ud800 \udfff \ue0000\ue001 \ufffe \uffff",
    )
)
"""All at once; what matters at the beginning of a cell is tried apart."""

Put = Callable[[str], Report]


# ---------------------------------------------------------------- every field that somebody else writes
def _profile(**parts: object) -> Report:
    report = factory.match_not_bound()
    return replace(report, case=replace(report.case, profile=replace(factory.profile(), **parts)))  # type: ignore[arg-type]


def _case(**parts: object) -> Report:
    report = factory.match_not_bound()
    return replace(report, case=replace(report.case, **parts))  # type: ignore[arg-type]


def _claims(*claims: Claim, rejected: tuple[Rejected, ...] = ()) -> Report:
    return _case(claims=replace(factory.claims(), all=claims, rejected=rejected))


def _answer(**parts: object) -> Report:
    return _case(answers=(replace(factory.answer(), **parts),))  # type: ignore[arg-type]


def _ranked(match: Match, chosen: str = "") -> Report:
    report = _case(ranking=factory.ranking(factory.match(), match, match))
    return replace(report, verdict=replace(report.verdict, person=chosen or report.verdict.person))


def _record(**parts: object) -> Report:
    record: Candidate = replace(factory.candidate(), **parts)  # type: ignore[arg-type]
    person = replace(factory.person(), candidates=(record,))
    return _ranked(replace(factory.match(), person=person, behind=Sentence("match.behind.place", first=person.label())))


def _evidence(**parts: object) -> Report:
    seen: Evidence = replace(factory.match().evidence[0], **parts)  # type: ignore[arg-type]
    return _ranked(replace(factory.match(), evidence=(seen,)))


def _flag(flag: Flag) -> Report:
    return replace(factory.match_not_bound(), flags=(flag,))


def _binding(**parts: object) -> Report:
    bound: Binding = replace(factory.binding(), **parts)  # type: ignore[arg-type]
    return _case(bindings=(bound,))


def _why(sentence: Sentence) -> Report:
    report = factory.match_not_bound()
    return replace(report, verdict=replace(report.verdict, why=(sentence,)))


def _name(text: str) -> PersonName:
    return PersonName(text, text, text, text, text)


def _failed(text: str) -> Report:
    why = Sentence("registry.down", registry=text, status=text, reason=text, host=text)
    return _answer(outcome=Outcome.FAILED, why=why, registry="orcid")


FIELDS: dict[str, Put] = {
    "name": lambda t: _profile(name=t),
    "handle": lambda t: _profile(handle=t),
    "bio": lambda t: _profile(bio=t),
    "location": lambda t: _profile(location=t),
    "platform": lambda t: _profile(platform=t),
    "url": lambda t: _profile(url=t),
    "https url": lambda t: _profile(url=f"https://{t}"),
    "links": lambda t: _profile(links=(Link(t, t), Link(f"https://{t}"))),
    "pronouns": lambda t: _profile(pronouns=t),
    "labels": lambda t: _profile(labels=(Label(t, t),)),
    "moved_to": lambda t: _profile(moved_to=t),
    "claimed name": lambda t: _claims(Claim(ClaimKind.NAME, _name(t))),
    "claimed institution": lambda t: _claims(Claim(ClaimKind.INSTITUTION, Institution(t, t))),
    "claimed place": lambda t: _claims(Claim(ClaimKind.PLACE, Place(t, t, t, t))),
    "claimed specialty": lambda t: _claims(Claim(ClaimKind.SPECIALTY, Specialty(t, (t,)))),
    "claimed number": lambda t: _claims(Claim(ClaimKind.IDENTIFIER, Identifier(t, t, t))),
    "claimed word": lambda t: _claims(Claim(ClaimKind.CUE, t, why=Sentence("claims.x", text=t))),
    "rejected": lambda t: _claims(rejected=(Rejected(ClaimKind.STAGE, t, Sentence("claims.x", text=t)),)),
    "record id": lambda t: _record(id=t),
    "record name": lambda t: _record(names=(ListedName(_name(t)),)),
    "record credentials": lambda t: _record(credentials=(t,)),
    "record field": lambda t: _record(taxonomies=(Taxonomy(t, t, t, t),)),
    "record place": lambda t: _record(places=(Place(t, t, t, t),)),
    "record address": lambda t: _record(url=f"https://{t}"),
    "record remark": lambda t: _record(remark=Sentence("npi_live.deactivated", npi=t)),
    "record aside": lambda t: _answer(candidates=(replace(factory.candidate(), aside=True, remark=Sentence(t, x=t)),)),
    "person key": lambda t: _ranked(replace(factory.match(), person=Person(t, (factory.candidate(),))), t),
    "registry": lambda t: _answer(registry=t),
    "registry error": _failed,
    "registry asked": lambda t: _answer(asked=Sentence("npi_mirror.asked", what=t)),
    "registry partial": lambda t: _answer(partial=Sentence("npi_live.cap", n=1, what=t)),
    "registry not asked": lambda t: _case(answers=(Answer(t, Outcome.NOT_ASKED, Sentence("net.no_name", host=t)),)),
    "registry address": lambda t: _answer(url=f"https://{t}"),
    "digest": lambda t: _answer(digests=(t,)),
    "evidence": lambda t: _evidence(sentence=Sentence("match.surname.exact", source=t, claimed=t, listed=t)),
    "evidence id": lambda t: _evidence(sentence=Sentence(t, x=t), relation=Relation.REFUTES),
    "evidence address": lambda t: _evidence(url=f"https://{t}"),
    "flag": lambda t: _flag(Flag(t, Severity.ALARM, Sentence("flag.mixed_script", word=t), url=f"https://{t}")),
    "binding": lambda t: _binding(sentence=Sentence("domain_handle.private", handle=t), url=f"https://{t}"),
    "binding limits": lambda t: _binding(limits=Sentence(t, x=t), level=Level.L4),
    "binding failed": lambda t: _binding(failed=True, proof=t, sentence=Sentence("net.no_name", host=t)),
    "verdict": lambda t: _why(Sentence("verdict.match", source=t, name=t)),
    "would help": lambda t: _case(ranking=replace(factory.ranking(factory.match()), would_help=(Sentence(t, x=t),))),
    "notes": lambda t: replace(factory.match_not_bound(), notes=(t,)),
    "report id": lambda t: replace(factory.match_not_bound(), id=t),
    "chain": lambda t: replace(factory.match_not_bound(), chain=t),
    "share copy of": lambda t: replace(factory.match_not_bound(), redacted_of=t),
    "versions": lambda t: replace(factory.match_not_bound(), versions=type(factory.empty().versions)(t, t, t)),
}
EVERY = pytest.mark.parametrize("field", list(FIELDS))
BATCH = ("html", "pdf", "json", "csv", "xlsx")


class Tags(HTMLParser):
    """The tags of a page with the links and handlers they carry, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def tags(page: bytes) -> Tags:
    return Tags(page.decode("utf-8"))


def is_plain(words: str, kept: str = "\n") -> bool:
    """Whether no character in it moves a cursor, hides or turns the line."""
    hidden = {c for c in words if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - set(kept)
    return not hidden


# ---------------------------------------------------------------- format by format
@EVERY
def test_a_page_gets_no_tag_and_no_link(field: str) -> None:
    plain = tags(format_of("html").render(FIELDS[field]("x")))
    for made in (format_of("html").render, lambda r: format_of("html").render_all([r])):
        page = tags(made(FIELDS[field](PAYLOAD)))
        assert page.tags <= plain.tags
        assert not {name for name in page.attributes if name.startswith("on")} | page.attributes & {"style", "src"}
        assert all(re.fullmatch(r"#[\w-]+|https://[^\s\"'<>\\]+", link) for link in page.links)
        assert not any("evil" in link or "script" in link for link in page.links)
        assert is_plain(page.words)


@EVERY
def test_a_printed_page_gets_no_action(field: str) -> None:
    for made in (format_of("pdf").render, lambda r: format_of("pdf").render_all([r])):
        page = made(FIELDS[field](PAYLOAD))
        assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|SubmitForm)\b", page)
        assert b"evil.example" not in b"".join(re.findall(rb"/URI ?\(([^)]*)\)", page))


@pytest.mark.parametrize("field", ["name", "bio", "record name", "registry error", "notes", "evidence"])
def test_what_is_printed_is_the_text_itself(field: str) -> None:
    page = re.sub(r"\s", "", read_pdf(format_of("pdf").render(FIELDS[field](PAYLOAD))))
    for text in ("<script>alert(1)</script>", "#panic()", "$x^2$", "{{7*7}}", "[U+202E]", "=HYPERLINK("):
        assert text in page


@EVERY
def test_json_is_read_again_as_what_it_was(field: str) -> None:
    """JSON keeps a text as it is, for programs: what must be escaped is, a lone surrogate too."""
    report = FIELDS[field](PAYLOAD)
    made = format_of("json").render(report)
    assert is_plain(re.sub(r"[\u00ad\u200b-\u206f\ufeff\x7f-\x85]", "", made.decode("utf-8")))
    assert json.loads(made)["report_id"] == report.id
    assert wire.loads(made) == report


@EVERY
def test_lines_of_text_move_no_cursor(field: str) -> None:
    assert is_plain(format_of("text").render(FIELDS[field](PAYLOAD)).decode())


@EVERY
def test_markdown_makes_neither_link_picture_tag_nor_heading(field: str) -> None:
    page = format_of("markdown").render(FIELDS[field](PAYLOAD)).decode()
    plain = format_of("markdown").render(FIELDS[field]("x")).decode()
    found, usual = (kinds(text) for text in (page, plain))
    assert is_plain(page)
    assert not found & {"link_open", "image", "html_inline", "html_block", "code_inline", "fence", "s_open"}
    assert found <= usual
    assert not re.search(r"(?<!\\)@", page)


def kinds(page: str) -> set[str]:
    """What a reader of Markdown makes of it, bare addresses and struck text included."""
    blocks = MarkdownIt("gfm-like", {"linkify": False}).parse(page)
    return {t.type for block in blocks for t in (block, *(block.children or ()))}


@EVERY
def test_no_cell_begins_like_a_formula(field: str) -> None:
    page = format_of("csv").render_all([FIELDS[field](start) for start in FORMULAS]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(page)):
        assert not [cell for cell in row if re.match(r"[\s\u200b]*[=+\-@＝＋－＠\t\r]", cell)]


@EVERY
def test_every_cell_of_a_workbook_is_text(field: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(format_of("xlsx").render(FIELDS[field](PAYLOAD))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert is_plain("".join(str(cell.value) for cell in cells))


@pytest.mark.parametrize("id", ["html", "pdf", "json", "text", "markdown", "csv", "xlsx"])
def test_a_word_without_end_is_written(id: str) -> None:
    for put in list(FIELDS.values())[:: 5 if id == "pdf" else 1]:
        assert format_of(id).render(put("W" * 10_000))


@pytest.mark.parametrize("field", ["https url", "record address", "evidence address", "bio"])
def test_an_address_without_end_is_printed(field: str) -> None:
    """A PDF holds no link of more than some 8,000 characters."""
    assert format_of("pdf").render(FIELDS[field]("W" * 10_000))


@pytest.mark.parametrize("id", BATCH)
def test_a_batch_of_them_is_written(id: str) -> None:
    assert format_of(id).render_all([put(PAYLOAD) for put in FIELDS.values()])


def test_every_text_of_a_profile_is_among_them() -> None:
    texts = {each.name for each in fields(Profile) if isinstance(each.default, str)}
    assert texts - set(FIELDS) == {"account_id", "avatar", "text", "origin"}  # in JSON alone, or one of our own words
