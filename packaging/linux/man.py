"""Writes the man page credcheck(1) from the help of the command line, so that it can say nothing else.

usage: python packaging/linux/man.py [DATE] > credcheck.1
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import click

import credcheck
from credcheck import __main__ as faces
from credcheck import cli


def page(date: str) -> str:
    """The whole page in roff."""
    lines = [
        f'.TH CREDCHECK 1 "{date}" "CredCheck {credcheck.__version__}" "User Commands"',
        ".SH NAME",
        "credcheck \\- check a claimed health profession against public registers",
        ".SH SYNOPSIS",
        ".B credcheck\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        plain(cli.program.help or ""),
        ".SH OPTIONS",
        *options(cli.program),
        ".SH COMMANDS",
        *windows(),
        *commands(cli.program, ""),
        ".SH EXIT STATUS",
        *exit_codes(),
        ".SH FILES",
        ".TP\n.I ~/.config/credcheck/settings.toml\nThe settings; every key has a default.",
        ".TP\n.I ~/.local/share/credcheck\nReports, answers and copies of registers, for their owner only.",
    ]
    return "\n".join(lines) + "\n"


def windows() -> Iterator[str]:
    """The two commands that open a window; they are not click's."""
    for name, quick in (("gui", False), ("check-clipboard", True)):
        parser = faces._options(f"credcheck {name}", quick)
        yield f".SS credcheck {plain(name)}\n{plain(parser.description or '')}"
        for action in parser._actions:
            said = ", ".join(action.option_strings) or str(action.metavar or action.dest).upper()
            yield f".TP\n.B {plain(said)}\n{plain(action.help or '')}"


def commands(group: click.Group, path: str) -> Iterator[str]:
    """Every command below a group."""
    for name, command in sorted(group.commands.items()):
        full = f"{path} {name}".strip()
        yield f".SS credcheck {plain(full)} {plain(arguments(command))}".rstrip()
        yield plain(command.help or "")
        yield from options(command)
        if isinstance(command, click.Group):
            yield from commands(command, full)


def arguments(command: click.Command) -> str:
    """The arguments as the usage line shows them."""
    names = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
    return " ".join(names)


def options(command: click.Command) -> Iterator[str]:
    """Every option with its help."""
    context = click.Context(command)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield f".TP\n.B {plain(record[0])}\n{plain(record[1])}"


def exit_codes() -> Iterator[str]:
    """As the command line's own docstring lists them."""
    said = (cli.__doc__ or "").partition("Exit codes:")[2]
    for entry in " ".join(said.split()).rstrip(".").split(" · "):
        code, _, meaning = entry.partition(" ")
        yield f".TP\n.B {code}\n{plain(meaning)}"


def plain(text: str) -> str:
    """Text that roff prints as it stands."""
    words = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{words}" if words.startswith((".", "'")) else words


if __name__ == "__main__":
    sys.stdout.write(page(sys.argv[1] if len(sys.argv) > 1 else ""))
