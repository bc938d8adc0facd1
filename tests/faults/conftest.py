"""The complete hub, which every kind of fault is put into."""

from __future__ import annotations

from tests.exchange.conftest import complete

__all__ = ["complete"]
