"""Writes docs/commands.md: every command with its arguments and options, out of the command line's own help.

usage: python packaging/command_docs.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from credcheck import __main__ as faces
from credcheck import cli

DOC = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Written by `python packaging/command_docs.py` from the command line's help; `credcheck COMMAND --help` says the same.
Options before the command hold for all of them. What each command is for: [README](../README.md), [guide](guide.md),
[reports and history](reports-and-history.md), [registers](registries.md), [whose account](accounts.md).
"""


def text() -> str:
    """The whole page."""
    return "\n".join([HEAD, *section(cli.program, "credcheck"), *windows(), *below(cli.program, "credcheck")])


def below(group: click.Group, path: str) -> Iterator[str]:
    """Every command of a group, and theirs."""
    for name, command in sorted(group.commands.items()):
        yield from section(command, f"{path} {name}")
        if isinstance(command, click.Group):
            yield from below(command, f"{path} {name}")


def section(command: click.Command, path: str) -> Iterator[str]:
    """One command: how it is called, what it does, its options."""
    context = click.Context(command)
    yield f"## `{' '.join([path, *command.collect_usage_pieces(context)])}`\n"
    yield plain(command.help or "") + "\n"
    records = [record for p in command.get_params(context) if (record := p.get_help_record(context)) and record[1]]
    records = [record for record in records if "--help" not in record[0]]
    if records:
        yield from (f"- `{option}` {plain(said)}".rstrip() for option, said in records)
        yield ""


def windows() -> Iterator[str]:
    """The two commands that open a window; they are not click's."""
    for name, quick in (("gui", False), ("check-clipboard", True)):
        parser = faces._options(f"credcheck {name}", quick)
        yield f"## `credcheck {name}{'' if quick else ' [TEXT]'}`\n\n{parser.description}\n"
        for action in parser._actions[1:]:
            yield f"- `{', '.join(action.option_strings) or action.dest.upper()}` {action.help}"
        yield ""


def plain(said: str) -> str:
    """Text in one line, in which nothing is markup."""
    return " ".join(said.split()).replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    sys.exit(DOC.write_text(text(), "utf-8") == 0)
