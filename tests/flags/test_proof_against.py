from __future__ import annotations

import pytest

from credcheck.flags.proof_against import ProofAgainst
from credcheck.model import Binding, Case, Claims, Level, Profile, Sentence, Severity
from tests import factory

SAID = Sentence("institution_page.disowned", institution="Example Clinic", url="https://clinic.example/")


@pytest.mark.parametrize(
    ("against", "failed", "level", "raised"),
    [
        (True, False, Level.L0, [Severity.CAUTION]),
        (False, False, Level.L0, []),
        (True, True, Level.L0, []),
        (True, False, Level.L3, []),
    ],
)
def test_only_a_proof_that_speaks_against_an_unbound_account_is_remarked(
    against: bool, failed: bool, level: Level, raised: list[Severity]
) -> None:
    proof = Binding("institution_page", Level.L0, SAID, SAID, failed=failed, against=against)
    other = Binding("domain_handle", level, SAID, SAID, f"npi:{factory.NPI}")
    case = Case(Profile("Jane"), Claims(), (), factory.ranking(factory.match()), (proof, other))
    assert [f.severity for f in ProofAgainst().check(case)] == raised
