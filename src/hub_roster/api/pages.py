"""Long lists, a page at a time: each page says by which cursor the next one is asked for.

A cursor names the last row its page held, not how many came before it: what is added or taken away
meanwhile neither shows a row twice nor leaves one out.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

T = TypeVar("T")
Row = TypeVar("Row")
Place = TypeVar("Place", bound=tuple[Any, ...])

USUAL, MOST = 50, 200
"""Rows on a page unless told, and at most."""

LONGEST_CURSOR = 1000


class NoSuchPage(Exception):
    """A cursor that no page of this list gave."""

    def __init__(self) -> None:
        super().__init__("There is no such page of this list: begin with its first page.")


class Page(BaseModel, Generic[T]):
    """A page of a list.

    Attributes
    ----------
    next
        The `cursor` to ask for the next page with; None on the last one.
    """

    model_config = ConfigDict(frozen=True)

    items: list[T]
    next: Annotated[str | None, Field(examples=["WyIyMDI2LTExLTMwIiwyXQ"])] = None


# What a place in a list is made of: whatever somebody writes into a cursor, a database takes it.


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("is no text that is kept")
    return text


Number = Annotated[int, Field(ge=0, lt=2**31)]
Text = Annotated[str, AfterValidator(_printable)]
Instant = Annotated[
    AwareDatetime, Field(gt=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC))
]


@dataclass(frozen=True)
class PageAsked:
    """The page somebody asks for.

    Attributes
    ----------
    cursor
        None for the first one.
    """

    limit: int
    cursor: str | None

    @property
    def rows(self) -> int:
        """Rows to look for: one more than the page holds says that another page follows."""
        return self.limit + 1

    def after(self, kind: type[Place]) -> Place | None:
        """Give the place in the list that the page before ended with; None for the first page.

        Parameters
        ----------
        kind
            What a place in this list is made of, such as ``tuple[date, Number]``.

        Raises
        ------
        NoSuchPage
            If it was not a page of this list that gave the cursor.
        """
        if self.cursor is None:
            return None
        try:
            written = urlsafe_b64decode(self.cursor + "=" * (-len(self.cursor) % 4))
            return TypeAdapter(kind).validate_json(written)
        except (ValueError, ValidationError):
            raise NoSuchPage from None

    def page(self, found: Sequence[Row], place: Callable[[Row], Place], shown: Callable[[Row], T]) -> Page[T]:
        """Make the page of what was found: up to `rows`, in order, from after the page before.

        Parameters
        ----------
        place
            Where a row stands in the list; no two stand in one place.
        shown
            How a row is shown.
        """
        items = [shown(row) for row in found[: self.limit]]
        if len(found) <= self.limit:
            return Page(items=items)
        return Page(items=items, next=_cursor(place(found[self.limit - 1])))

    def page_among(
        self,
        rows: Iterable[Row],
        kind: type[Place],
        place: Callable[[Row], Place],
        shown: Callable[[Row], T],
    ) -> Page[T]:
        """Make the page of a list that is short enough to be read whole, in ascending order of places."""
        after = self.after(kind)
        following = (row for row in rows if after is None or place(row) > after)
        return self.page(list(islice(following, self.rows)), place, shown)


def _cursor(place: tuple[Any, ...]) -> str:
    written: bytes = TypeAdapter(tuple[Any, ...]).dump_json(place)
    return urlsafe_b64encode(written).decode().rstrip("=")


def page_asked(
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many at most.")] = USUAL,
    cursor: Annotated[
        str | None, Query(max_length=LONGEST_CURSOR, description="The `next` of the page before.")
    ] = None,
) -> PageAsked:
    """Give the page that is asked for."""
    return PageAsked(limit, cursor)


WhichPage = Annotated[PageAsked, Depends(page_asked)]
