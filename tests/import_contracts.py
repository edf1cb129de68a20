"""An import-linter contract of our own: plugs of one folder do not know each other."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PlugsContract(Contract):
    """A module of the folder imports no sibling but `interface` and modules with a leading underscore."""

    folders = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import between two modules of one folder."""
        folders: list[str] = list(self.folders)  # type: ignore[call-overload]
        found = [pair for folder in folders for pair in _crossings(graph, folder)]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each plug that imports another."""
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} imports the plug {imported}")


def _crossings(graph: ImportGraph, folder: str) -> list[tuple[str, str]]:
    inside = graph.find_children(folder)
    return [
        (importer, imported)
        for importer in sorted(inside)
        for imported in sorted(graph.find_modules_directly_imported_by(importer) & inside)
        if not imported.rpartition(".")[2].startswith("_") and not imported.endswith(".interface")
    ]
