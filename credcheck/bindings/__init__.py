"""Whose account it is: one proof a file; Profile and Persons in, Bindings out."""

from __future__ import annotations

from credcheck.bindings._given import challenged, make_challenge, new_code, page_at, pages_seen

__all__ = ["challenged", "make_challenge", "new_code", "page_at", "pages_seen"]
