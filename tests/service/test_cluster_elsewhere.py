"""Drafts worked on by a Dask cluster that is elsewhere, reached over TLS alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
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

from hub_roster.service.dispatching import SCHEDULER, Dispatcher, connect, now
from hub_roster.service.drafting import Wanted, ask
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import JobState
from tests import tiny
from tests.service.kept import keep_file
from tests.service.test_dispatching import job, url_of, wait_until

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


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[None]:
    """Run a scheduler and a worker, and name them in the environment as docs/running-the-service.md says."""
    pem = str(certificate(tmp_path))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tls://127.0.0.1:{port}"
    settings = {"distributed.comm.require-encryption": True, "distributed.comm.tls.ca-file": pem}
    settings |= {f"distributed.comm.tls.{who}.{part}": pem for who, part in product(WHO, ("cert", "key"))}
    tls = ["--tls-ca-file", pem, "--tls-cert", pem, "--tls-key", pem]
    commands = (
        ["distributed.cli.dask_scheduler", "--host", address, "--no-dashboard", "--no-show", *tls],
        [
            "distributed.cli.dask_worker",
            address,
            "--nworkers",
            "1",
            "--nthreads",
            "1",
            "--no-dashboard",
            *tls,
        ],
    )
    with ExitStack() as running, dask.config.set(settings), pytest.MonkeyPatch.context() as environment:
        environment.setenv(SCHEDULER, address)
        for command in commands:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=tmp_path,
                env=dict(os.environ),
                stderr=subprocess.DEVNULL,
            )
            running.callback(process.wait, 60)
            running.callback(process.terminate)
        yield


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_draft_is_worked_on_elsewhere(database: Database, cluster: None) -> None:
    """By a worker that shares neither folder nor memory with the service, and the database alone."""
    problem = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"))
    keep_file(database, problem)
    wanted = Wanted(problem.id, problem.first_day, "k", work=4)
    asked = ask(database, WHOLE, wanted, Made("ann", now()), actor="service")
    with connect(url_of(database), workers=1) as client:
        client.wait_for_workers(1, timeout=60)
        assert Dispatcher(database, url_of(database), client).hand_out()
        wait_until(lambda: not job(database, asked.id).is_open)
    assert job(database, asked.id).state is JobState.DONE
