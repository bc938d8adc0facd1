"""Hubs' files and their versions: each change adds one, none is ever changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, func, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer

from hub_roster.domain.problem import Problem
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import HubFile, HubFileVersion


class NotThere(Exception):
    """What was asked for does not exist, or lies outside the scope: nobody is told which."""


class Superseded(Exception):
    """Somebody else changed it meanwhile.

    Attributes
    ----------
    number
        The version there is now.
    made
        By whom and when; None where that is not to be seen yet.
    """

    def __init__(self, number: int, made: Made | None = None) -> None:
        super().__init__(f"Version {number} is there by now.")
        self.number = number
        self.made = made


@dataclass(frozen=True)
class Made:
    """By whom and when something was brought about, and by what, in a few words."""

    by: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class FileVersion:
    """A version of a hub's file, without what is in it."""

    file_id: UUID
    name: str
    number: int
    made: Made


@dataclass(frozen=True)
class Content:
    """A version of a hub's file by its number, and by a digest of what is in it."""

    number: int
    digest: str


class HubFiles:
    """The hubs' files of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def listed(self) -> list[FileVersion]:
        """Give the newest version of each file, by name."""
        newest = (
            select(HubFileVersion.file_id, func.max(HubFileVersion.number).label("number"))
            .group_by(HubFileVersion.file_id)
            .subquery()
        )
        rows = self._session.execute(
            select(HubFile, HubFileVersion)
            .join(HubFileVersion, HubFileVersion.file_id == HubFile.file_id)
            .join(
                newest,
                (newest.c.file_id == HubFileVersion.file_id) & (newest.c.number == HubFileVersion.number),
            )
            .options(defer(HubFileVersion.content))
            .order_by(HubFile.name, HubFile.file_id)
        )
        return [_told(file, version) for file, version in rows]

    def newest(self, file_id: UUID) -> FileVersion:
        """Give the newest version of a file.

        Raises
        ------
        NotThere
            If there is no such file in scope.
        """
        row = self._session.execute(
            select(HubFile, HubFileVersion)
            .join(HubFileVersion, HubFileVersion.file_id == HubFile.file_id)
            .where(HubFile.file_id == file_id)
            .options(defer(HubFileVersion.content))
            .order_by(HubFileVersion.number.desc())
            .limit(1)
        ).first()
        if row is None:
            raise NotThere
        return _told(*row)

    def as_of(self, file_id: UUID, at: datetime) -> int:
        """Give the number of the version that was the newest at a moment; the first one before there was any.

        Raises
        ------
        NotThere
            If there is no such file in scope.
        """
        made = select(func.max(HubFileVersion.number)).where(
            HubFileVersion.file_id == file_id, HubFileVersion.made_at <= at
        )
        first = select(func.min(HubFileVersion.number)).where(HubFileVersion.file_id == file_id)
        number = self._session.scalar(made) or self._session.scalar(first)
        if number is None:
            raise NotThere
        return number

    def take_turn(self, file_id: UUID) -> None:
        """Wait until nobody else is changing a file, and let nobody until this transaction ends.

        Raises
        ------
        NotThere
            If there is no such file in scope.
        """
        if self._session.get(HubFile, file_id, with_for_update=True) is None:
            raise NotThere

    def problem(self, file_id: UUID, number: int) -> Problem:
        """Give what a version holds.

        Raises
        ------
        NotThere
            If there is no such version in scope.
        """
        version = self._session.get(HubFileVersion, (file_id, number))
        if version is None:
            raise NotThere
        return Problem.model_validate_json(version.content)

    def content(self, file_id: UUID, number: int | None = None) -> Content:
        """Give what tells the content of a version from every other, whichever service or backup it is of.

        Parameters
        ----------
        number
            None for the newest.

        Raises
        ------
        NotThere
            If there is no such file, or version of it, in scope.
        """
        kept = type_coerce(HubFileVersion.content, LargeBinary)
        wanted = select(HubFileVersion.number, kept).where(HubFileVersion.file_id == file_id)
        if number is not None:
            wanted = wanted.where(HubFileVersion.number == number)
        found = self._session.execute(wanted.order_by(HubFileVersion.number.desc()).limit(1)).first()
        if found is None:
            raise NotThere
        return Content(found[0], hashlib.sha256(found[1]).hexdigest())

    def add(self, problem: Problem, made: Made, *, after: int) -> FileVersion:
        """Add a version to a file; the first makes the file.

        Parameters
        ----------
        after
            The version it was made from; 0 for none.

        Raises
        ------
        Superseded
            If that is not the newest any more.
        """
        file = self._session.get(HubFile, problem.id, with_for_update=True)
        newest = None if file is None else self.newest(problem.id)
        number = 0 if newest is None else newest.number
        if number != after:
            raise Superseded(number, None if newest is None else newest.made)
        name = ", ".join(hub.code for hub in problem.hubs)[:200]
        if file is None:
            file = HubFile(file_id=problem.id, name=name, made_at=made.at)
            self._session.add(file)
            self._flush_first()
        file.name = name
        version = HubFileVersion(
            file_id=problem.id,
            number=number + 1,
            content=problem.model_dump_json(),
            why=made.why,
            made_at=made.at,
            made_by=made.by,
        )
        self._session.add(version)
        self._session.flush()
        return _told(file, version)

    def _flush_first(self) -> None:
        try:
            self._session.flush()
        except IntegrityError as error:  # made by somebody else since we looked
            raise Superseded(1) from error


def _told(file: HubFile, version: HubFileVersion) -> FileVersion:
    made = Made(version.made_by, version.made_at, version.why)
    return FileVersion(file.file_id, file.name, version.number, made)
