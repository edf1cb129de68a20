"""Writes docs/accounts.md: whose account it is, out of what proofs and rules say of themselves.

usage: python packaging/account_docs.py
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from credcheck import base_rates, bindings, flags, wording
from credcheck.bindings.interface import Proof
from credcheck.discover import plugs
from credcheck.flags.interface import Rule
from credcheck.model import Level

DOC = Path(__file__).resolve().parent.parent / "docs" / "accounts.md"
LEVELS = {
    Level.L0: "nothing, or control of the account only (a code put in the bio)",
    Level.L1: "what anyone can write: cross-links, a site of one's own, Wikidata, a badge",
    Level.L2: "linked, not bound: a record of the person names the account, with an employer that the employer entered",
    Level.L3: "bound: an institution's page or domain names account and person",
    Level.L4: "bound: a one-time code reached the person through register or institution, and the account shows it",
}
HEAD = """# Whose account is it?

<!-- Written by packaging/account_docs.py out of what proofs and rules say of themselves. -->

That a doctor exists does not make an account theirs: names and numbers are public. So a report has two axes. The
*record* says whether somebody registered fits; the *account* says what ties the account to that person. Registry data
alone never lifts an account above L0.

| level | what it means |
| --- | --- |
"""
RULES = """
## Remarks

A remark says what was seen. How often each was made among real people who claim a health role stands beside it
(`python -m benchmarks.accuracy.flags`); a remark is no judgement of a person. Anonymity is an outcome, not a fault.

"""
BENCH = """
## How it is tested

- `tests/attacks/`: 130 scripted attacks and 123 honest counterparts, written by somebody who did not write the rules,
  through the whole program: `pytest tests/attacks`.
- `python -m benchmarks.accuracy.flags --profiles FILE...`: how often each rule speaks up over real profiles.
- `python -m benchmarks.accuracy.impostors --zip FILE`: disguised names of registered people, and plain ones.
- `make integration`: a real Bluesky network and a real ActivityPub server on this machine.
"""


def text() -> str:
    """The whole page."""
    proofs = "".join(_proof(plug) for plug in plugs(bindings, Proof))  # type: ignore[type-abstract]
    levels = "".join(f"| {level.name} | {words} |\n" for level, words in LEVELS.items())
    rules = "".join(_rule(plug) for plug in flags.rules())
    return f"{HEAD}{levels}\n## Proofs\n\n{proofs}{RULES}{rules}{BENCH}"


def _proof(plug: type[Proof]) -> str:
    asks = f" {wording.render(plug.sends)}" if plug.online else ""
    return f"**{plug.title}** (at most {plug.level.name})  \n{_help(plug)}{asks}\n\n"


def _rule(plug: type[Rule]) -> str:
    rate = base_rates.rates()[plug.id]
    counted = ((rate.note, "note"), (rate.caution, "caution"), (rate.alarm, "alarm"))
    made = ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in counted if n)
    told = f"{made or 'never made'} among {rate.people} people"
    return f"**{plug.id}** (at most {plug.severity.value}; {told})  \n{_help(plug)}\n\n"


def _help(plug: type[object]) -> str:
    return " ".join((inspect.getdoc(plug) or "").split())


if __name__ == "__main__":
    sys.path.insert(0, str(DOC.parent.parent))
    DOC.write_text(text(), "utf-8")
