"""`credcheck record`: what the user saw in a register that only a person can ask."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from credcheck import report
from credcheck.cli._ways import FORMAT_HELP, hand_over, running, stored
from credcheck.errors import BadInput
from credcheck.model import PersonName, Report, Sentence
from credcheck.registries.manual import Finding, Register, Seen, registers
from credcheck.settings import Settings
from credcheck.text import fold


@click.command()
@click.argument("report_id")
@click.argument("register")
@click.option("--seen", type=click.Choice([s.value for s in Seen]), required=True, help="What you saw there.")
@click.option("--given", default="", help="Given name as listed.")
@click.option("--family", default="", help="Surname as listed.")
@click.option("--number", default="", help="Registration number as listed.")
@click.option("--credential", "credentials", multiple=True, help="Qualification as listed; may be given several times.")
@click.option("--status", default="", help="Status in the register's own words.")
@click.option("--note", default="", help="Anything else worth keeping.")
@click.option(
    "--on",
    "on",
    type=click.DateTime(("%Y-%m-%d", "%Y-%m-%dT%H:%M")),
    metavar="YYYY-MM-DD[THH:MM]",
    help="When you looked (UTC); else now.",
)
@click.option("--format", "format_", default="", help=FORMAT_HELP)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.pass_obj
def record(
    chosen: Settings,
    report_id: str,
    register: str,
    seen: str,
    given: str,
    family: str,
    number: str,
    credentials: tuple[str, ...],
    status: str,
    note: str,
    on: datetime | None,
    format_: str,
    output: Path | None,
) -> int:
    """Record what you saw in a register that you looked up.

    It is taken as an answer on the person of the report REPORT_ID, and a new report is made of it. REGISTER is a part
    of the title of one of the registers that `credcheck check` names to look into, such as GMC.
    """
    format = report.format_for(format_, output)
    if seen != Seen.NOBODY.value and not family:
        raise BadInput(Sentence("manual.no_family"))
    at = (on or datetime.now(UTC)).replace(tzinfo=UTC)
    name = PersonName(given, "", family)
    finding = Finding(register_named(register), Seen(seen), at, name, number, credentials, status, note)
    hand_over(asyncio.run(_record(chosen, report_id, finding)), format, output)
    return 0


async def _record(chosen: Settings, report_id: str, finding: Finding) -> Report:
    async with running(chosen) as parts:
        return parts.checker.record(stored(parts, report_id), finding)


def register_named(text: str) -> Register:
    """The one register whose title holds these words; refused when there is none or more than one."""
    words = f" {fold(text)} "
    found = [one for one in registers() if words in f" {fold(one.title)} "]
    if len(found) != 1:
        known = "; ".join(one.title for one in (found or registers()))
        raise BadInput(Sentence("manual.which", text=text[:60], known=known))
    return found[0]
