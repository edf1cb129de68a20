"""The page docs/registries.md, drawn from what the registries declare."""

from __future__ import annotations

import inspect

from credcheck import app, wording
from credcheck.registries.interface import Bulk, Confirmer, Registry
from credcheck.vault import variable

HEAD = """# The registries: what each covers, its limits and terms, and what a miss means

Written by `credcheck registry list --markdown` from the registries themselves; do not edit it by hand. Live calls have
been tested against recorded answers and local servers only: `python -m pytest --online tests/registries` asks the
real ones.

A registry that could not be asked, or gave only a part of its answer, is told as such. *Not found* means that it was
asked and lists nobody; what that means stands with each.
"""


def page() -> str:
    """The whole page."""
    plugs = app.registries()
    return "\n".join([HEAD, *_overview(plugs), *(_section(plug) for plug in plugs)])


def _overview(plugs: tuple[type[Registry], ...]) -> list[str]:
    lines = ["| registry | asked | where the question goes |", "| --- | --- | --- |"]
    return [*lines, *(f"| [{p.title}](#{p.id}) | {_when(p)} | {_where(p)} |" for p in plugs), ""]


def _section(plug: type[Registry]) -> str:
    parts = [f'<a id="{plug.id}"></a>', f"## {plug.title}", inspect.getdoc(plug) or ""]
    parts.append(f"- **Covers:** {wording.render(plug.covers)}")
    parts[-1] += f"\n- **Terms:** {wording.render(plug.terms)}\n- **Asked:** {_when(plug)}; {_where(plug)}."
    parts[-1] += f"{_key(plug)}{_copy(plug)}\n- **Home:** <{plug.home}>"
    if plug.sources():
        rows = [f"| {s.place} | [{s.title}]({s.url}) | {wording.render(s.note)} |" for s in plug.sources()]
        parts.append("\n".join(["| place | register | what it keeps |", "| --- | --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def _when(plug: type[Registry]) -> str:
    if plug.backup_for:
        return f"when `{plug.backup_for}` cannot answer"
    if plug.sources() and not plug.hosts():
        return "by you"
    return "about the people the others find" if issubclass(plug, Confirmer) else "first, with the claims"


def _where(plug: type[Registry]) -> str:
    return ", ".join(f"`{host}`" for host in plug.hosts()) or "stays on this machine"


def _key(plug: type[Registry]) -> str:
    if not plug.key:
        return ""
    return f"\n- **Your key:** `credcheck keys set {plug.key}`, or `{variable(plug.key)}` in the environment"


def _copy(plug: type[Registry]) -> str:
    if not issubclass(plug, Bulk):
        return ""
    return f"\n- **Copy:** `credcheck registry update {plug.copy}`; told as old after {plug.stale_days} days"
