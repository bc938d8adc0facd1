"""A council's provider that runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.service.access.openid.council import Council, running


@pytest.fixture(scope="module")
def server() -> Iterator[Council]:
    """Give a provider that runs."""
    with running() as council:
        yield council


@pytest.fixture
def council(server: Council) -> Council:
    """Give the provider as it is at first."""
    fresh = Council(keys=server.keys, port=server.port)
    server.__dict__.update(fresh.__dict__)
    return server
