"""The complete hub, to keep in a database."""

from __future__ import annotations

from tests.exchange.conftest import complete

__all__ = ["complete"]
