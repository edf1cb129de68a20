"""The command line: check, batch, registry, history, verify, sign, cache, keys, consent. It decides nothing.

Exit codes: 0 done · 1 something speaks against a verified file · 2 the input cannot be used · 3 a source could not be
reached (INCOMPLETE) · 4 keyring · 5 verification cache · 6 local copy of a register · 130 stopped.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

import credcheck
from credcheck import app, languages, settings, wording
from credcheck.cli import batch, cache, challenge, check, history, keys, newer, record, registers, verify
from credcheck.errors import Cancelled, CredCheckError
from credcheck.model import Sentence

AFTER = (
    "`credcheck gui` opens the window, `credcheck check-clipboard` a small one for what was copied. "
    "Exit codes: 0 done, 1 something speaks against a file given to `verify`, 2 the input cannot be used, "
    "3 a source could not be reached (the verdict is incomplete), 4 keyring, 5 past checks, "
    "6 local copy of a register, 130 stopped."
)
COLLECT_AFTER = 20_000
"""New objects before Python looks for garbage: left alone it looks after 700, several times in each check."""


def main() -> None:
    """Run the command line and end with a documented exit code."""
    with _seldom_collected():
        code = _run()
    sys.exit(code)


def _run() -> int:
    try:
        return program.main(standalone_mode=False) or 0
    except CredCheckError as error:
        click.echo(f"credcheck: {wording.render(error.sentence)}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"credcheck: {wording.render(Sentence('input.stopped'))}", err=True)
        return Cancelled.exit_code


@contextmanager
def _seldom_collected() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@click.group(name="credcheck", epilog=AFTER)
@click.option("--settings", "file", type=click.Path(path_type=Path), help="Read this settings file.")
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), help="Keep everything in this folder.")
@click.option("--practice", is_flag=True, help="Use the practice register of invented people, offline.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")
@click.version_option(credcheck.__version__)
@click.pass_context
def program(context: click.Context, file: Path | None, data_dir: Path | None, practice: bool, verbose: bool) -> None:
    """Is there such a person in the public registers, and is this account theirs?"""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    chosen = settings.load(file)
    languages.speak(chosen.language)
    if data_dir is not None:
        chosen = replace(chosen, data_dir=data_dir)
    context.obj = app.practice_settings(data_dir, chosen) if practice else chosen


for command in (
    check.check,
    check.retry,
    challenge.challenge,
    record.record,
    batch.batch,
    registers.registry,
    history.history,
    verify.verify,
    verify.sign,
    cache.cache,
    keys.keys,
    keys.consent,
    newer.newer,
    registers.plugs,
):
    program.add_command(command)
