"""`credcheck verify` and `credcheck sign`: does a report follow, is it intact, and a signature that shows rewriting."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from credcheck import exports, signing, wire, wording
from credcheck import verify as verifying
from credcheck.cli._ways import deliver, reading, running
from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.settings import Settings
from credcheck.vault import Vault
from credcheck.verify import Result


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--key", default="", help="The signer's public key: no other signature counts.")
@click.option("--cache", is_flag=True, help="Look the report up in this cache's log too.")
@click.pass_obj
def verify(chosen: Settings, file: Path, key: str, cache: bool) -> int:
    """Derive a report's verdict again; say what was changed.

    FILE is a JSON report, or the reports of a batch. The last line says what it comes to.
    """
    with reading(file):
        content = file.read_bytes()
    results = list(verifying.verify_all(content, key))
    good = 0
    for line, result in results:
        good += _say(result, line if len(results) > 1 else 0)
        if cache and isinstance(result, Result):
            click.echo(wording.render(asyncio.run(_logged(chosen, result))))
    click.echo(wording.render(_end(results, good)))
    return 0 if good == len(results) else 1


def _end(results: list[tuple[int, Result | BadInput]], good: int) -> Sentence:
    """What it comes to: of one report in a sentence, of a batch in numbers."""
    only = results[0][1] if len(results) == 1 else None
    if isinstance(only, Result):
        return verifying.end(only)
    return Sentence("verify.end.batch", good=good, n=len(results))


def _say(result: Result | BadInput, line: int) -> bool:
    if isinstance(result, BadInput):
        said, good = [result.sentence], False
    else:
        said, good = [*result.differences, *result.remarks], result.same
    for text in map(wording.render, said):
        click.echo(wording.render(Sentence("verify.line", line=line, text=text)) if line else text)
    return good


async def _logged(chosen: Settings, result: Result) -> Sentence:
    async with running(chosen) as parts:
        return parts.store.log.holds(result.report.id, result.digest)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the signed report here; else FILE is signed itself.",
)
def sign(file: Path | None, output: Path | None) -> None:
    """Sign a JSON report with your own key.

    The key is made at the first time. Without FILE, show the public one, which others need to check a signature.
    """
    private = asyncio.run(exports.signing_key(Vault()))
    if file is None:
        click.echo(signing.fingerprint(signing.public_key(private)))
        return
    with reading(file):
        content = file.read_bytes()
    deliver(wire.signed(content, private), output or file)
    click.echo(
        wording.render(Sentence("verify.now_signed", key=signing.fingerprint(signing.public_key(private)))), err=True
    )
