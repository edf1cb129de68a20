"""PDF for files, print and screen readers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from credcheck import languages, resources
from credcheck.errors import CredCheckError
from credcheck.model import Report, Sentence
from credcheck.report import _sheets
from credcheck.report.interface import Format


class Pdf(Format):
    """A tagged PDF, made in PDF/UA-1 mode with its own fonts: the same pages on every machine, readable aloud."""

    id = "pdf"
    title = "PDF"
    suffix = ".pdf"
    order = 15

    def render(self, report: Report) -> bytes:
        """The report set in type; nothing in it is taken for markup."""
        return set_in_type(_sheets.sheet(report))

    def stream(self, reports: Collection[Report]) -> Iterator[bytes]:
        """One page or more about all of them: how they came out, and a row for each."""
        yield set_in_type(_sheets.many(reports))


def set_in_type(sheet: dict[str, Any]) -> bytes:
    """Fill the template, which reads its content as plain data and can open no other file."""
    import typst  # here: 7 MB that a window need not hold until a PDF is wanted

    folder = resources.folder()
    spoken = languages.spoken()
    content = {**sheet, "lang": "en" if spoken == languages.PSEUDO else spoken}
    try:
        made: bytes = typst.compile(
            folder / "report" / "report.typ",
            root=folder / "report",
            font_paths=[folder / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"content": json.dumps(content)},
            pdf_standards="ua-1",
            timestamp=0,  # the date stands in the sheet; nothing depends on when a page is made
        )
    except (typst.TypstError, RuntimeError) as error:
        raise CredCheckError(Sentence("report.not_set", reason=str(error)[:200])) from error
    return made
