"""One running window a user and a folder: where it listens, and how a second start hands its wish over. No Qt."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 2.0
CAP_BYTES = 200_000
WISHES = ("show", "check-clipboard")


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start wants: the window, or the clipboard checked; `token` lets a Wayland window come forward."""

    wish: str
    text: str = ""
    token: str = ""


def request_of(line: bytes) -> Request | None:
    """A request from the wire, or None when it is none."""
    import json  # here, since a first start sends nothing and its window paints sooner

    try:
        table = json.loads(line)
        made = Request(str(table["wish"]), str(table.get("text", ""))[:CAP_BYTES], str(table.get("token", ""))[:500])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return made if made.wish in WISHES else None


def line_of(request: Request) -> bytes:
    """A request as it goes over the wire."""
    import json

    table = {"wish": request.wish, "text": request.text, "token": request.token}
    return json.dumps(table).encode() + b"\n"


def address(data_dir: Path, practice: bool) -> str:
    """Where the window of this user and folder listens: a socket in a private folder, a named pipe on Windows.

    "" where no folder is private enough: then every start opens a window of its own.
    """
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.getuid())
    name = f"credcheck-{hashlib.sha256(f'{user}|{data_dir.absolute()}|{practice}'.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    try:
        return str(_runtime_folder() / name)
    except OSError:
        return ""


def _runtime_folder() -> Path:
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and Path(given).is_dir():
        return Path(given)
    import tempfile

    # Nobody else may have made it: whoever listens here is told what is to be checked.
    folder = Path(tempfile.gettempdir()) / f"credcheck-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not private")
    return folder


def send(to: str, request: Request) -> bool:
    """Hand a wish to the running window; False when none runs or it does not answer."""
    if not to or not os.path.exists(to):  # noqa: PTH110 — a pathlib path of a named pipe is not always seen
        return False
    try:
        return _send_pipe(to, request) if sys.platform == "win32" else _send_socket(to, request)
    except OSError:
        return False


def _send_socket(to: str, request: Request) -> bool:
    import socket

    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE_S)
        line.connect(to)
        line.sendall(line_of(request))
        return line.recv(2) == b"ok"


def _send_pipe(to: str, request: Request) -> bool:
    with open(to, "r+b", buffering=0) as pipe:  # noqa: PTH123 — a pipe is no file
        pipe.write(line_of(request))
        return pipe.read(2) == b"ok"
