"""Brings every catalogue in `resources/locale` up to date with the English sentences; says what is left to translate.

A message is known by its id (the context) and its English text. When the English changes, its translation goes, since
it may be wrong now; a text that is translated the same way under other ids is filled in.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from babel.messages import Catalog, pofile

from credcheck import resources, wording

Words = str | tuple[str, str]


def main() -> int:
    """Update all catalogues; the number of messages that have no translation."""
    missing = 0
    for path in sorted((resources.folder() / "locale").glob("*/LC_MESSAGES/credcheck.po")):
        updated = update(read(path))
        write(path, updated)
        left = [str(message.context) for message in updated if message.id and not is_translated(message.string)]
        missing += len(left)
        print(
            f"{path.parent.parent.name}: {len(updated)} messages, {len(left)} without a translation", *left, sep="\n  "
        )
    return 1 if missing else 0


def read(path: Path) -> Catalog:
    """A catalogue from its file."""
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.parent.parent.name)


def write(path: Path, catalogue: Catalog) -> None:
    """A catalogue into its file, sorted by message id so that two people's changes rarely meet."""
    ordered = Catalog(
        locale=catalogue.locale, project="CredCheck", copyright_holder="The CredCheck authors", header_comment="#",
        revision_date=catalogue.revision_date, creation_date=catalogue.creation_date, fuzzy=False,
    )  # fmt: skip
    for message in sorted((m for m in catalogue if m.id), key=lambda m: str(m.context)):
        ordered.add(message.id, message.string, context=message.context)
    with path.open("wb") as file:
        pofile.write_po(file, ordered, width=110, omit_header=False)


def update(old: Catalog) -> Catalog:
    """A catalogue with exactly today's messages, and the translations that still hold."""
    made = Catalog(locale=old.locale, revision_date=old.revision_date, creation_date=old.creation_date)
    memory = remembered(old)
    for id, words in english().items():
        kept = old.get(words, context=id)
        known = kept.string if kept is not None and is_translated(kept.string) else memory.get(words, "")
        made.add(words, known, context=id)
    return made


def english() -> dict[str, Words]:
    """Every message: its id, and its text or the texts for one and for many."""
    return {id: _words(template) for id, template in sorted(wording.templates().items())}


def is_translated(string: object) -> bool:
    """Whether every form of a translation says something."""
    return all(string) if isinstance(string, tuple) else bool(string)


def remembered(old: Catalog) -> dict[Words, Words]:
    """Texts that are translated in one way only."""
    ways: dict[Words, set[Words]] = defaultdict(set)
    for message in old:
        if message.id and is_translated(message.string):
            ways[_hashable(message.id)].add(_hashable(message.string))
    return {text: next(iter(found)) for text, found in ways.items() if len(found) == 1}


def _words(template: wording.Template) -> Words:
    return template if isinstance(template, str) else (template["one"], template["other"])


def _hashable(words: object) -> Words:
    return tuple(words) if isinstance(words, (list, tuple)) else str(words)


if __name__ == "__main__":
    sys.exit(main())
