"""Finds plugs: every concrete subclass of an interface in a folder of modules."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import TypeVar

Plug = TypeVar("Plug")


def plugs(folder: ModuleType, interface: type[Plug]) -> tuple[type[Plug], ...]:
    """All concrete subclasses of `interface` in the modules of `folder`, sorted by `order`, then module name."""
    found: list[tuple[int, str, type[Plug]]] = []
    for module in modules(folder):
        for _, value in inspect.getmembers(module, inspect.isclass):
            if value.__module__ == module.__name__ and issubclass(value, interface) and not inspect.isabstract(value):
                found.append((getattr(value, "order", 100), f"{module.__name__}.{value.__name__}", value))
    return tuple(value for _, _, value in sorted(found, key=lambda entry: entry[:2]))


def modules(folder: ModuleType) -> tuple[ModuleType, ...]:
    """The plug modules of a folder: those without a leading underscore, `interface` aside."""
    names = [
        m.name for m in pkgutil.iter_modules(folder.__path__) if not m.name.startswith("_") and m.name != "interface"
    ]
    return tuple(importlib.import_module(f"{folder.__name__}.{name}") for name in sorted(names))
