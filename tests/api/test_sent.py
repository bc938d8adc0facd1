"""What callers send, read as the contract says and no otherwise."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from hub_roster.api.sent import Monday


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-27"])
def test_a_week_lies_where_its_neighbours_have_dates_too(far: str) -> None:
    """Whoever counts on from it, or back, meets no end of the calendar."""
    with pytest.raises(ValidationError, match="A week is of a year from 1950 to 2149"):
        TypeAdapter(Monday).validate_python(far)
