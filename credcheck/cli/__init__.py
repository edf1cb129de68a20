"""The command line: check, batch, registry, history, verify, sign, cache, keys, consent. It decides nothing.

Exit codes: 0 done · 1 something speaks against a verified file · 2 the input cannot be used · 3 a source could not be
reached (INCOMPLETE) · 4 keyring · 5 verification cache · 6 local copy of a register · 130 stopped.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

import credcheck
from credcheck import app, languages, settings, wording
from credcheck.cli import batch, cache, challenge, check, history, keys, newer, record, registers, verify
from credcheck.errors import Cancelled, CredCheckError
from credcheck.model import Sentence
from credcheck.text import visible

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
        code = _run(lambda: program.main(standalone_mode=False))
    sys.exit(code)


def walk(chosen: settings.Settings) -> int:
    """What a window would show where there is no display; the exit code."""
    return _run(lambda: check.terminal_walk(chosen))


def _run(work: Callable[[], int | None]) -> int:
    try:
        return work() or 0
    except CredCheckError as error:
        click.echo(f"credcheck: {wording.render(error.sentence)}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        _show_way(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"credcheck: {wording.render(Sentence('input.stopped'))}", err=True)
        return Cancelled.exit_code
    except BrokenPipeError:
        # Who read this has seen enough; what is still in the buffer goes nowhere when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _show_way(error: click.ClickException) -> None:
    """How what was asked is written, where a newcomer often writes it otherwise."""
    if isinstance(error, click.NoSuchOption) and error.ctx is not None:
        if error.option_name in {name for option in program.params for name in option.opts}:
            command = error.ctx.command_path.removeprefix(error.ctx.find_root().command_path).strip()
            click.echo(
                wording.render(Sentence("input.option_first", option=error.option_name, command=command)), err=True
            )
    elif isinstance(error, NoProfileHere):
        click.echo(wording.render(Sentence("input.profile_first", words=visible(error.words))), err=True)


class NoProfileHere(click.UsageError):
    """A profile where a command should stand."""

    def __init__(self, said: click.UsageError, words: str) -> None:
        super().__init__(said.message, said.ctx)
        self.words = words


class Program(click.Group):
    """The commands; what looks like a profile in the place of one is told where it belongs."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if len(args) == 1 and not args[0].isalpha():
                raise NoProfileHere(error, args[0]) from error
            raise


@contextmanager
def _seldom_collected() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@click.group(name="credcheck", cls=Program, epilog=AFTER, context_settings={"help_option_names": ["-h", "--help"]})
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
