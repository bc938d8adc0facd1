"""Another system that really listens over HTTP on this machine, and misbehaves when it is told to."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI, Request, Response


@dataclass(frozen=True)
class Received:
    """One request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """What came in, and how the next is answered.

    Attributes
    ----------
    status
        What it answers; 0 for closing the connection without a word.
    waits
        Seconds before it answers.
    """

    port: int = 0
    status: int = 204
    waits: float = 0.0
    got: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def app(self) -> FastAPI:
        """Give the application that listens."""
        app = FastAPI()

        @app.post("/{path:path}")
        async def receive(path: str, request: Request) -> Response:
            self.got.append(Received(f"/{path}", dict(request.headers), await request.body()))
            await asyncio.sleep(self.waits)
            if not self.status:
                raise ConnectionError
            return Response(status_code=self.status, headers={"Location": f"{self.url}/elsewhere"})

        return app


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver."""
    receiver = Receiver()
    config = uvicorn.Config(receiver.app(), port=0, log_level="critical", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    started = threading.Event()

    async def run() -> None:
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        receiver.port = server.servers[0].sockets[0].getsockname()[1]
        started.set()
        await task

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        assert started.wait(60)
        yield receiver
    finally:
        server.should_exit = server.force_exit = True
        thread.join()
