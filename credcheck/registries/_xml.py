"""XML that just came in, read without entities, and typed access to what it holds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from credcheck.errors import RegistryChanged, RegistryDown
from credcheck.model import Sentence
from credcheck.net import Fetched
from credcheck.registries._json import LONGEST, changed

Element = ET.Element


def root(source: str, answer: Fetched, name: str) -> Element:
    """The root element, which must have this name; RegistryDown for a page or a cut answer."""
    if answer.is_html():
        raise RegistryDown(Sentence("net.html", host=answer.host))
    text = answer.text().strip()
    # Entities are how XML reads foreign files or blows up; no register needs any.
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise RegistryChanged(Sentence("registry.entities", source=source))
    try:
        found = ET.fromstring(text)  # noqa: S314 - entities were refused above
    except (ET.ParseError, ValueError) as error:
        if not text or (text.startswith("<") and not text.endswith(f"{name}>")):
            raise RegistryDown(Sentence("net.cut", host=answer.host)) from error
        raise changed(source, name) from error
    if local(found) != name:
        raise changed(source, name)
    return found


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_of(element: Element, name: str) -> tuple[Element, ...]:
    """Every element of that name at any depth, whatever its namespace."""
    return tuple(inner for inner in element.iter() if local(inner) == name)


def word(element: Element, name: str) -> str:
    """The text of the first child of that name as one line, "" when it is not there."""
    found = next((inner for inner in element if local(inner) == name), None)
    return line(found) if found is not None else ""


def line(element: Element) -> str:
    """The text of an element as one line."""
    return " ".join("".join(element.itertext())[:LONGEST].split())
