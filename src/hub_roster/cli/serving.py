"""`hub-roster serve`: the service, as a parent and the processes it keeps running."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from hub_roster.api.app import create_app
from hub_roster.api.running import Running
from hub_roster.api.without_tokens import WithoutTokens
from hub_roster.cli.database_meant import database_meant, refusals
from hub_roster.cli.ports import require_free
from hub_roster.cli.processes import Parent
from hub_roster.cli.screen import heading, item, name_file, tell
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.access.openid.provider import Provider
from hub_roster.service.access.openid.settings import Settings, takes_passwords
from hub_roster.service.drafts.dispatching import hand_out_drafts, now
from hub_roster.service.example_hub import ExampleHub, keep_example
from hub_roster.service.feeds.fetching import LastFetched
from hub_roster.service.logs import set_up, writes_json
from hub_roster.service.messages.guard import Guard
from hub_roster.service.messages.sending import Sender, carriers
from hub_roster.service.messages.settings import origin
from hub_roster.service.one_life import OneLife
from hub_roster.service.retention.daily import Sweeper
from hub_roster.service.settings import METRICS_TOKEN, PROXY, check
from hub_roster.store.database import ADDRESS, Database, address
from hub_roster.store.reaching import named

log = logging.getLogger(__name__)

HOST, PORT = "127.0.0.1", 8000

OnHost = Annotated[
    str, typer.Option(help="The address to listen at; another than this machine's own takes HTTPS before it.")
]
OnPort = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")]
Plain = Annotated[
    bool, typer.Option("--plain-http", help="Send cookies over plain HTTP too: for one's own machine alone.")
]


def _addresses(given: list[str] | None) -> list[str] | None:
    for each in given or ():
        try:
            ip_network(each)
        except ValueError:
            fault = f"{each} is no address or network, such as 10.0.0.5 or 10.0.0.0/24"
            raise typer.BadParameter(fault) from None
    return given


Proxies = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ADDRESS",
        callback=_addresses,
        envvar=PROXY,
        help="A reverse proxy before the service, by address or network; may be given several times. What it "
        "says in X-Forwarded-For and X-Forwarded-Proto is believed, and nobody else: limits count by that "
        "address. Without it everybody behind a proxy counts as one.",
    ),
]
MOST_TO_SEND = 5.0
"""Seconds for a message that is being sent when the service ends; cut short, it is sent again."""

MOST_TO_SWEEP = 2.0
"""Seconds for what is being erased when the service ends; cut short, it goes the next day."""


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Show an example hub, with a manager's sign-in and key.")
    ] = False,
    port: OnPort = PORT,
    host: OnHost = HOST,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Drafts worked on at once.")] = 1,
    plain_http: Plain = False,
    trusted_proxy: Proxies = None,
) -> None:
    """Run the service: the API, the calendars, and drafts in the background, until Ctrl-C.

    It keeps everything in hub-roster.db in this folder, or in the database HUB_ROSTER_DATABASE_URL names.
    """
    with refusals():
        check(os.environ)
        require_free(host, port)
        set_up(WithoutTokens())
        announce = log.info if writes_json(os.environ, sys.stderr) else tell
        announce("Starting; this takes a few seconds ...")
        if demo and ADDRESS not in os.environ:
            Path("demo").mkdir(exist_ok=True)
            os.environ[ADDRESS] = "sqlite:///demo/hub-roster.db"
        database = database_meant(may_make=True)
        entrance = Entrance.of(database, now())
        if demo:
            _welcome(asyncio.run(keep_example(entrance, now())), f"http://{host}:{port}", named(database))
        database.close()
    options = ["--host", host, "--port", str(port), *(["--plain-http"] if demo or plain_http else [])]
    for proxy in trusted_proxy or ():
        options += ["--trusted-proxy", proxy]
    announce(f"It will listen at http://{host}:{port} in some seconds. Ctrl-C ends it.")
    Parent({"web": options, "dispatch": ["--workers", str(workers)]}, log.warning).run()


def _welcome(shown: ExampleHub, origin: str, place: str) -> None:
    heading("An example hub, with nobody real in it")
    item(f"sign-in {shown.name}, password {shown.password}")
    item(f"{origin}/api/v1/openapi.json says what can be asked")
    name_file(f"  - its data is in {place}, and still there after Ctrl-C")
    item("for a shell, as the README uses them:")
    # To be copied: no line of it may be broken.
    for name, value in (
        ("SITE", origin),
        ("HUB", shown.hub),
        ("HOME_CODE", shown.home),
        ("WEEK", shown.first_day),
        ("KEY", shown.key),
        ("NAME", shown.name),
        ("PASSWORD", shown.password),
    ):
        typer.echo(f"{name}={value}")


def web(
    host: OnHost = HOST, port: OnPort = PORT, plain_http: Plain = False, trusted_proxy: Proxies = None
) -> None:
    """Answer HTTP."""
    set_up(WithoutTokens())
    with refusals():
        database = Database(address())
        life = OneLife(database, lambda: os.kill(os.getpid(), signal.SIGTERM))
        settings = Settings.of()
        entrance = Entrance.of(database, now(), by_password=takes_passwords(settings))
    running = Running(
        database,
        entrance,
        entrance.hashes.hash("calendar links", "secret").encode(),
        LastFetched(database, now()),
        now,
        over_https=not plain_http,
        guard=Guard.of(os.environ),
        origin=origin(os.environ),
        metrics_token=os.environ.get(METRICS_TOKEN, ""),
        provider=None if settings is None else Provider(settings, now),
    )
    life.watch()
    proxies = trusted_proxy or []
    uvicorn.run(
        create_app(running),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
    )


def dispatch(workers: Annotated[int, typer.Option(min=1)] = 1) -> None:
    """Hand drafts to workers, send messages, and erase every day what is past its time."""
    set_up(WithoutTokens())
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with refusals():
        url = address()
        database = Database(url)
        life = OneLife(database, ended.set)
        hashes = KeyedHashes.of(database, now())
        sender = Sender(database, carriers(os.environ, hashes, now), now)
        sweeper = Sweeper(database, now)
        life.watch()
        sender.start()
        sweeper.start()
        try:  # messages go out while no cluster answers
            hand_out_drafts(database, url, workers, ended)
        finally:
            sweeper.end(MOST_TO_SWEEP)
            sender.end(MOST_TO_SEND)
