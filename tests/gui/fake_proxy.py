"""A proxy on this machine that lets nobody through: callers wait, or are refused, and it notes whom they want."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Proxy(socketserver.ThreadingTCPServer):
    """Hangs until `open` is set; from then on it answers that there is no way."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), Caller)
        self.open = threading.Event()
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """As it is put into the settings."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Caller(socketserver.StreamRequestHandler):
    """One connection."""

    server: Proxy

    def handle(self) -> None:
        """Note whom is asked for, and keep waiting or refuse."""
        self.server.asked.append(self.rfile.readline().decode("ascii", "replace").split(" ")[1])
        self.server.open.wait(60)
        self.wfile.write(b"HTTP/1.1 502 No way\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def listening() -> Iterator[Proxy]:
    """A proxy that serves as long as the block."""
    with Proxy() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.open.set()
        made.shutdown()
