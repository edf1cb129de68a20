"""A real server on the loopback that answers with the exact bytes a test gives it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

Act = Callable[[asyncio.StreamWriter], Awaitable[None]]
Step = bytes | Act


@dataclass
class Server:
    """Answers the n-th request with the n-th step, the last one again and again; remembers what it was asked."""

    steps: list[Step]
    port: int = 0
    asked: list[str] = field(default_factory=list)
    most_open: int = 0
    tasks: set[asyncio.Task[object]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        self.most_open = max(self.most_open, len(self.tasks))
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._one(reader, writer)
        finally:
            self.tasks.discard(task)
            writer.close()

    async def stop(self) -> None:
        await asyncio.sleep(0.01)  # what is being accepted gets its handler
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self.asked.append(head)
        step = self.steps[min(len(self.asked), len(self.steps)) - 1]
        if isinstance(step, bytes):
            writer.write(step)
            await writer.drain()
        else:
            await step(writer)


def reply(body: bytes, status: str = "200 OK", kind: str = "application/json", *more: str) -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close", *more]
    return "\r\n".join([*lines, "", ""]).encode() + body


def found(value: object, *more: str) -> bytes:
    """A whole JSON answer."""
    return reply(json.dumps(value).encode(), "200 OK", "application/json", *more)


@contextlib.asynccontextmanager
async def serving(*steps: Step, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """A server that lives as long as the block."""
    server = Server(list(steps))
    listening = await asyncio.start_server(server.answer, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        await server.stop()
        listening.close()
