"""Rule: the profile speaks to the program that reads it, or imitates its reports."""

from __future__ import annotations

from credcheck.flags._words import found_in
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_QUOTES = frozenset("\"'\u201c\u2018\u00ab\u201e`")


class AddressedToPrograms(Rule):
    """The profile holds instructions to programs, markup or formulas, or text laid out like a report of this program.

    All of it is read as plain text and changes nothing. CAUTION for instructions to whoever checks; else a NOTE, and a
    NOTE for a page of the profile that holds such instructions: pages also quote them.
    """

    id = "addressed_to_programs"
    severity = Severity.CAUTION
    order = 22

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag with where it stands."""
        parts = (Part.NAME, Part.BIO, Part.LOCATION)
        orders = [(part, spot) for part in parts for spot in _unquoted(case.profile.part(part))]
        others = [(part, spot) for part in parts for spot in found_in(case.profile.part(part), "program.markup")]
        pages = (b for b in case.bindings if b.sentence.id == "linked_page.commands")
        linked = tuple(Flag(self.id, Severity.NOTE, b.sentence, (), b.url) for b in pages)
        if not orders and not others:
            return linked
        severity = Severity.CAUTION if orders else Severity.NOTE
        spans = tuple(Span(part, *spot) for part, spot in (orders + others)[:10])
        word = "orders" if orders else "markup"
        return (Flag(self.id, severity, Sentence(f"flag.addressed_to_programs.{word}"), spans), *linked)


def _unquoted(text: str) -> list[tuple[int, int]]:
    """Where orders stand that are not quoted: whoever studies such texts quotes them."""
    return [spot for spot in found_in(text, "program.order") if text[: spot[0]].rstrip(" ")[-1:] not in _QUOTES]
