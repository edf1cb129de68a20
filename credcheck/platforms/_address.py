"""Splits web addresses as browsers do, and refuses those written to look like another site's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from credcheck.text import unhide

LONGEST = 2048
_LEFT, _RIGHT = " <([{\"'`“”‘’«»‹›„*|", " >)]}\"'`“”‘’«»‹›*|.,;:!?…"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20}):(?=//)")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in parts: lower-case ASCII host, decoded path segments, query pairs, fragment."""

    scheme: str
    host: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    fragment: str
    user: str = ""
    port: str = ""
    bare: bool = False

    def on(self, *sites: str) -> bool:
        """Whether the host is one of these sites, "www.", "m." and "mobile." aside."""
        return re.sub(r"^(?:www|m|mobile)\.", "", self.host) in sites or self.host in sites

    def under(self, *sites: str) -> bool:
        """Whether the host is one of these sites or lies below one."""
        return any(self.host == site or self.host.endswith(f".{site}") for site in sites)

    def at(self, place: int) -> str:
        """One segment of the path, "" behind its end."""
        return self.path[place] if place < len(self.path) else ""

    def asked(self, name: str) -> str:
        """The value of a query parameter, "" without it."""
        return next((value for key, value in self.query if key == name), "")

    @property
    def sound(self) -> bool:
        """Whether a browser lands on `host` in the usual way: no user name before it, no odd port."""
        return bool(self.host) and not self.user and self.port in ("", "80", "443")


def tidy(text: str) -> str:
    """The text without invisible characters and without what surrounds a copied address: spaces, quotes, full stops."""
    text = unhide(text).strip()
    while text and (text[0] in _LEFT or text[-1] in _RIGHT):
        shorter = text.lstrip(_LEFT).rstrip(_RIGHT).strip()
        if shorter == text:
            return text
        text = shorter
    return text


def address(text: str) -> Address | None:
    """The web address that the whole text is, if it is one and leads where it seems to lead."""
    found = any_address(text)
    return found if found and found.sound else None


def any_address(text: str) -> Address | None:
    """The web address that the whole text is, sound or not; the scheme may be missing."""
    text = tidy(text[: LONGEST + 1])
    if not text or len(text) > LONGEST or not _one_token(text):
        return None
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else ""
    if scheme not in ("", "http", "https"):
        return None
    rest = text[match.end() :] if match else text
    bare = not rest.startswith("//")
    return _split("" if bare else scheme or "https", rest if bare else rest[2:])


def is_host(host: str) -> bool:
    """Whether this is a dotted ASCII name with an alphabetic top level: no IP address, no local name."""
    labels = host.split(".")
    named = len(labels) > 1 and len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return named and bool(_TOP.fullmatch(labels[-1]))


def ascii_host(host: str) -> str:
    """The lower-case ASCII form of a host (IDN as xn--), "" where there is none or browsers disagree on it."""
    if not host or len(host) > 253 or any(c in "ßς%\u3002\uff0e\uff61" for c in host):
        return ""
    try:
        plain = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    plain = plain.removesuffix(".")
    return plain if is_host(plain) else ""


def _one_token(text: str) -> bool:
    return "\\" not in text and all(c.isprintable() and not c.isspace() for c in text)


def _split(scheme: str, rest: str) -> Address | None:
    """Authority, path, query and fragment; a text without scheme must look like a host."""
    authority, tail = _cut(rest, "/?#")
    user, at, place = authority.rpartition("@")
    host, port = _port(place)
    plain = ascii_host(host)
    if not scheme and (not plain or (at and not tail)):
        return None
    before, _, fragment = tail.partition("#")
    path, _, query = before.partition("?")
    pairs = tuple(parse_qsl(query, keep_blank_values=True)[:50]) if len(query) <= LONGEST else ()
    return Address(scheme or "https", plain, segments(path), pairs, fragment, user + at, port, not scheme)


def _cut(text: str, stops: str) -> tuple[str, str]:
    end = min((i for i in (text.find(c) for c in stops) if i >= 0), default=len(text))
    return text[:end], text[end:]


def _port(place: str) -> tuple[str, str]:
    match = re.search(r":([0-9]{0,5})$", place)
    return (place[: match.start()], match[1]) if match else (place, "")


def segments(path: str) -> tuple[str, ...]:
    """The decoded segments of a path; one that climbs (..) has none, since browsers would rewrite it."""
    found = tuple(unquote(part) for part in path.split("/") if part)
    return () if any(part in (".", "..") for part in found) else found
