"""Every parser of hostile input, as a function of bytes: it returns, or refuses in our own words, and nothing else.

Who writes such input, and what else stops it, is in docs/security.md. Lists grow by themselves: a new registry, proof,
platform or kind of local copy is a new target.
"""

from __future__ import annotations

from tests.fuzz import answers, copies, files, texts
from tests.fuzz.target import Target


def targets() -> dict[str, Target]:
    """All of them by name."""
    made = [*texts.targets(), *files.targets(), *answers.targets(), *copies.targets()]
    return {target.name: target for target in made}
