"""Drafts worked on by a Dask cluster that is elsewhere, reached over TLS alone."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import product
from pathlib import Path

import dask
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from hub_roster.domain.problem import Problem
from hub_roster.service.drafts.dispatching import SCHEDULER, Dispatcher, connect, hand_out_drafts, now
from hub_roster.service.drafts.drafting import Wanted, ask
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.jobs import DraftJob
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import JobState
from tests import tiny
from tests.service.drafts.test_dispatching import job, url_of, wait_until
from tests.service.kept import keep_file

pytestmark = pytest.mark.slow

WHO = ("scheduler", "worker", "client")


def certificate(folder: Path) -> Path:
    """Make one certificate with its key in one file, which everybody here shows and trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "drafts")])
    at = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    path = folder / "drafts.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


class Cluster:
    """A scheduler and a worker elsewhere, as docs/running-the-service.md has them started."""

    def __init__(self, address: str, pem: str, folder: Path) -> None:
        tls = ["--no-dashboard", "--tls-ca-file", pem, "--tls-cert", pem, "--tls-key", pem]
        worker = ["distributed.cli.dask_worker", address, "--nworkers", "1", "--nthreads", "1", *tls]
        self._commands = (
            ["distributed.cli.dask_scheduler", "--host", address, "--no-show", *tls],
            worker,
        )
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start both."""
        for command in self._commands:
            words = [sys.executable, "-m", *command]
            process = subprocess.Popen(
                words, cwd=self._folder, env=dict(os.environ), stderr=subprocess.DEVNULL
            )
            self._processes.append(process)

    def end(self) -> None:
        """End both, the worker first."""
        while self._processes:
            process = self._processes.pop()
            process.terminate()
            process.wait(60)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Run a cluster, and name it in the environment."""
    pem = str(certificate(tmp_path))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tls://127.0.0.1:{port}"
    settings = {"distributed.comm.require-encryption": True, "distributed.comm.tls.ca-file": pem}
    settings |= {f"distributed.comm.tls.{who}.{part}": pem for who, part in product(WHO, ("cert", "key"))}
    # how long a client looks for a scheduler that went, which is half a minute unless told
    settings |= {"distributed.comm.timeouts.connect": "10s"}
    made = Cluster(address, pem, tmp_path)
    with dask.config.set(settings), pytest.MonkeyPatch.context() as environment:
        environment.setenv(SCHEDULER, address)
        made.start()
        yield made
        made.end()


def asked(database: Database, problem: Problem, key: str) -> DraftJob:
    """Ask for a draft of the week."""
    wanted = Wanted(problem.id, problem.first_day, key, work=4)
    return ask(database, WHOLE, wanted, Made("ann", now()), actor="service")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_draft_is_worked_on_elsewhere(database: Database, cluster: Cluster) -> None:
    """By a worker that shares neither folder nor memory with the service, and the database alone."""
    problem = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"))
    keep_file(database, problem)
    draft = asked(database, problem, "one")
    with connect(url_of(database), workers=1) as client:
        client.wait_for_workers(1, timeout=60)
        assert Dispatcher(database, url_of(database), client).hand_out()
        wait_until(lambda: not job(database, draft.id).is_open)
    assert job(database, draft.id).state is JobState.DONE


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_cluster_that_was_away_is_found_again(
    database: Database, cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    """However long it was: a client that looked for its scheduler in vain once looks for it no more."""
    problem = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"))
    keep_file(database, problem)
    ended = threading.Event()
    drafts = threading.Thread(target=hand_out_drafts, args=(database, url_of(database), 1, ended))
    with caplog.at_level(logging.WARNING, "hub_roster.service.drafts.dispatching"):
        drafts.start()
        try:
            first = asked(database, problem, "first")
            wait_until(lambda: not job(database, first.id).is_open)
            cluster.end()
            second = asked(database, problem, "second")
            wait_until(lambda: "does not answer" in caplog.text)
            cluster.start()
            wait_until(lambda: not job(database, second.id).is_open)
        finally:
            ended.set()
            drafts.join()
    assert job(database, second.id).state is JobState.DONE
    assert "the cluster is lost" in caplog.text
