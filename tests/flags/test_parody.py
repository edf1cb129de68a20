from __future__ import annotations

from credcheck.flags.parody import Parody
from credcheck.model import Case, Claim, ClaimKind, Claims, Label, Part, Profile, Severity, Span

SPAN = Span(Part.BIO, 0, 6)


def test_a_parody_that_says_so_is_a_note_with_its_span() -> None:
    case = Case(Profile(), Claims((Claim(ClaimKind.CUE, "parody", (SPAN,)),)))
    (flag,) = Parody().check(case)
    assert (flag.severity, flag.spans) == (Severity.NOTE, (SPAN,))


def test_only_the_accounts_own_label_counts() -> None:
    own, others = Label("x", "parody", self_set=True), Label("x", "parody")
    assert len(Parody().check(Case(Profile(labels=(own,)), Claims()))) == 1
    assert Parody().check(Case(Profile(labels=(others,)), Claims())) == ()
