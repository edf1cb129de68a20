"""A web page as a reader sees it: blocks of visible text with their links, headings, and what is hidden or users' own.

Nothing in a page runs, and what it says to programs is text like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urljoin

from credcheck import lists
from credcheck.text import finished

_ROWS = frozenset({"p", "li", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "figure", "address", "blockquote"})
_BLOCKS = _ROWS | {"h5", "h6", "div", "section", "article", "main", "header", "footer", "aside", "nav", "ul", "ol"}
_BLOCKS |= {"table", "body", "form"}
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?(?:;|\Z)|font-size\s*:\s*0|"
    r"(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%|"
    r"color\s*:\s*transparent|scale\(\s*0\s*\)|(?:\A|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|\Z)"
)
_UNSEEN = frozenset({"hidden", "invisible", "d-none", "display-none", "visually-hidden", "visuallyhidden"})
_SEEN_WIDE = re.compile(r"block|flex|inline|grid|table|visible")
"""Names of styles that hide; beside a name that shows on wider screens they do not."""
_USERS = re.compile(
    r"\b(?:user-?)?comments?\b|\bugc\b|\bdisqus|\bguestbook\b|\breplies\b|\buser-content\b|\breviews?\b|"
    r"\btestimonials?\b|\bforum\b|\bshoutbox\b"
)
CAP = 2_000_000
_DEEPEST = 200
_COMMANDS = 20_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where to, whether it says rel=me, is shown to readers, is hidden from them, is users' own.

    What stands in the head of the page (<link>) is neither shown nor hidden: browsers show none of it.
    """

    url: str
    me: bool
    shown: bool
    hidden: bool
    users: bool
    row: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page in parts: title, first heading, rows (paragraphs, list entries, table rows), links, hidden text."""

    url: str
    title: str
    heading: str
    rows: tuple[str, ...]
    links: tuple[Link, ...]
    hidden: str
    users: frozenset[int]
    entries: frozenset[int] = frozenset()
    """Rows that are entries of a list or table: what stands in one is said of that one."""
    quoted: frozenset[int] = frozenset()
    """Rows that quote somebody, posts of other platforms shown within the page among them."""

    @property
    def text(self) -> str:
        """All visible text."""
        return "\n".join(self.rows)


@dataclass(slots=True)
class _Open:
    tag: str
    hidden: bool
    users: bool


@dataclass(slots=True)
class _Gathered:
    rows: list[list[str]] = field(default_factory=lambda: [[]])
    users: set[int] = field(default_factory=set)
    entries: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url, self.out = url, _Gathered()
        self._stack: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        hidden, users = self._state(tag, found)
        if tag in _ROWS or (tag in _BLOCKS and not self._in_row()):
            self._new_row()
        if tag in ("td", "th", "br"):
            self.out.rows[-1].append(" ")
        if tag in ("a", "link", "area") and found.get("href"):
            self._link(tag, found, hidden, users)
        if tag not in _VOID and len(self._stack) < _DEEPEST:
            self._stack.append(_Open(tag, hidden, users))

    def handle_endtag(self, tag: str) -> None:
        if all(entry.tag != tag for entry in self._stack):
            return
        while self._stack and self._stack.pop().tag != tag:
            pass
        if tag in _ROWS or (tag in _BLOCKS and not self._in_row()):
            self._new_row()

    def handle_data(self, data: str) -> None:
        tags = [entry.tag for entry in self._stack]
        if "title" in tags:
            self.out.title.append(data)
        elif (self._stack and self._stack[-1].hidden) or _SILENT & set(tags):
            self.out.hidden.append(data)
        else:
            self.out.rows[-1].append(data)
            if "tr" in tags or "li" in tags:
                self.out.entries.add(len(self.out.rows) - 1)
            if "blockquote" in tags:
                self.out.quoted.add(len(self.out.rows) - 1)
            if "h1" in tags and len(self.out.heading) < 20:
                self.out.heading.append(data)
            if self._stack and self._stack[-1].users:
                self.out.users.add(len(self.out.rows) - 1)

    def handle_comment(self, data: str) -> None:
        self.out.hidden.append(data)

    def unknown_decl(self, data: str) -> None:
        """Say nothing of a stray declaration."""

    def _state(self, tag: str, found: dict[str, str]) -> tuple[bool, bool]:
        above = self._stack[-1] if self._stack else _Open("", False, False)
        marked = f"{found.get('id', '')} {found.get('class', '')}".lower().replace("_", "-")
        styles = found.get("class", "").lower()
        unseen = bool(_UNSEEN & set(styles.split())) and not _SEEN_WIDE.search(styles)
        hides = "hidden" in found or unseen or bool(_HIDING.search(found.get("style", "").lower())) or tag in _SILENT
        return above.hidden or hides, above.users or bool(_USERS.search(marked))

    def _link(self, tag: str, found: dict[str, str], hidden: bool, users: bool) -> None:
        rel = found.get("rel", "").lower().split()
        try:
            url = urljoin(self.url, found["href"].strip())
        except ValueError:
            return
        shown = not hidden and tag != "link"
        hides = hidden and tag != "link"
        self.out.links.append(Link(url, "me" in rel, shown, hides, users or "ugc" in rel, len(self.out.rows) - 1))

    def _in_row(self) -> bool:
        return any(entry.tag in ("tr", "li") for entry in self._stack)

    def _new_row(self) -> None:
        if self._in_row() and any(entry.tag == "tr" for entry in self._stack):
            self.out.rows[-1].append(" ")  # cells of one table row stay together
            return
        if self.out.rows[-1] or any(link.row == len(self.out.rows) - 1 for link in self.out.links):
            self.out.rows.append([])


@cache
def _commands() -> tuple[re.Pattern[str], ...]:
    rows = (row for row in lists.rows("flag_words") if row["family"] == "program.order")
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows)


def commands(page: Page) -> bool:
    """Whether shown or hidden text of the page tells programs what to report; it is text like any other."""
    told = f"{page.title}\n{page.text}\n{page.hidden}"[:_COMMANDS]
    return any(pattern.search(told) for pattern in _commands())


def read(url: str, html: str) -> Page:
    """The page that a reader sees at this address."""
    reader = _Reader(url)
    try:
        reader.feed(finished(html[:CAP]))
        reader.close()
    except AssertionError:  # html.parser gives up on some broken declarations in this way
        pass
    out = reader.out
    rows = tuple(" ".join("".join(row).split()) for row in out.rows)
    return Page(
        url,
        " ".join("".join(out.title).split()),
        " ".join("".join(out.heading).split()),
        rows,
        tuple(out.links),
        " ".join(out.hidden),
        frozenset(out.users),
        frozenset(out.entries),
        frozenset(out.quoted),
    )
