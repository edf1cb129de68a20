"""HTML for people: one file, no script, nothing loaded."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from credcheck import languages, resources
from credcheck.model import Param, Part, Report, Sentence
from credcheck.report import _folds, _words
from credcheck.report._marks import Piece, pieces
from credcheck.report._rows import outcomes
from credcheck.report._waterfall import WIDTH, fall
from credcheck.report.interface import Format
from credcheck.text import visible
from credcheck.wording import named


class Html(Format):
    """A page for people: opens in any browser, prints well, loads nothing and runs nothing."""

    id = "html"
    title = "Web page"
    suffix = ".html"
    order = 10

    def render(self, report: Report) -> bytes:
        """The report as one self-contained page."""
        page = _environment().get_template("report.html.j2")
        text = page.render(report=report, case=report.case, marked=_marker(report), style=_style(), pin=_pin())
        return text.encode("utf-8", "replace")

    def stream(self, reports: Collection[Report]) -> Iterator[bytes]:
        """One page about all of them: how they came out, and a row for each."""
        page = _environment().get_template("many.html.j2")
        counted = outcomes(reports)
        given = {"reports": reports, "outcomes": counted, "count": sum(n for _, n in counted)}
        for text in page.generate(**given, style=_style(), pin=_pin()):
            yield text.encode("utf-8", "replace")


def said(sentence: Sentence | None) -> Markup:
    """A sentence, each text in it kept from changing the direction of the rest."""
    if sentence is None:
        return Markup()
    texts = {k: str(named(v)) for k, v in sentence.params if isinstance(v, str)}
    # Private-use marks stand in for the texts while the template is filled in, and are escaped with it.
    marks = {k: f"\ue000{n}\ue001" for n, k in enumerate(texts)}
    params: dict[str, Param] = {**dict(sentence.params), **marks}
    page = Markup.escape(_words.said(Sentence(sentence.id, **params)))
    for key, mark in marks.items():
        page = page.replace(mark, Markup("<bdi>{}</bdi>").format(visible(texts[key])))
    return page


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(resources.folder() / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # No template can forget to make untrusted text safe to show.
        finalize=lambda shown: visible(shown) if isinstance(shown, str) and not isinstance(shown, Markup) else shown,
    )
    made.globals.update(
        word=_words.word,
        words=_words,
        said=said,
        folds=_folds,
        web=_words.web,
        fall=fall,
        fall_width=WIDTH,
        icons=_words.ICONS,
        language=_language,
    )
    return made


def _language() -> str:
    spoken = languages.spoken()
    return "en-x-pseudo" if spoken == languages.PSEUDO else spoken


@cache
def _style() -> Markup:
    return Markup(resources.read("report/report.css"))  # noqa: S704  (our own file)


@cache
def _pin() -> str:
    """What the content security policy names the style sheet by."""
    return b64encode(hashlib.sha256(str(_style()).encode()).digest()).decode()


def _marker(report: Report) -> Callable[[str], tuple[Piece, ...]]:
    return lambda part: pieces(report.case.profile, Part(part), report.case.claims.all)
