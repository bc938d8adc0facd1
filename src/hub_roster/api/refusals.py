"""Whatever is refused, in one form (RFC 9457) and in words fit to show a manager, every fault at once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Annotated, Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from hub_roster.api.answered import REQUEST_ID
from hub_roster.api.etags import NoVersionNamed, Stale, changed_meanwhile
from hub_roster.api.headers import add_headers
from hub_roster.api.pages import NoSuchPage
from hub_roster.api.too_often import TooOften
from hub_roster.domain.checks_fault import Fault as InFile
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.rules.rulebook import VALUE_ERROR
from hub_roster.service.access.accounts import UnfitAccount
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller, NotAllowed
from hub_roster.service.access.changing import OwnAccount
from hub_roster.service.access.choosing_passwords import WrongPassword
from hub_roster.service.access.entrance import NotSignedIn
from hub_roster.service.access.masking import Eyes
from hub_roster.service.access.openid.coming_in import NoAccount, NoProvider
from hub_roster.service.access.openid.provider import ProviderAway
from hub_roster.service.access.passwords import UnfitPassword
from hub_roster.service.access.signing_in import PasswordsOff, TooManyAttempts
from hub_roster.service.access.system_keys import UnfitKey
from hub_roster.service.drafts.fixing import NotFixed
from hub_roster.service.editing.editing import NotEdited
from hub_roster.service.editing.edits import ImpossibleEdit
from hub_roster.service.feeds.links import NotMade
from hub_roster.service.leave.asking import NotAsked, NotDecided
from hub_roster.service.leave.deciding import DutiesStand
from hub_roster.service.leave.duties import DutyHeld
from hub_roster.service.messages.contacts import UnfitContact
from hub_roster.service.messages.guard import UnfitAddress
from hub_roster.service.messages.webhooks import NotAdded
from hub_roster.service.offers.answering import Hindered, NotAnswered
from hub_roster.service.offers.hindrances import told
from hub_roster.service.offers.offering import NotOffered
from hub_roster.service.offers.standing import NotCorrected, NotWithdrawn
from hub_roster.service.publishing.publishing import NotPublished, Overtaken
from hub_roster.service.recording.said import NotRecorded
from hub_roster.service.retention.holding import NotHeld
from hub_roster.service.retention.policy import UnfitPolicy
from hub_roster.service.weeks import NotWhole
from hub_roster.store.accounts import NameTaken, PersonTaken
from hub_roster.store.bookings import DoubleBooking, Taken
from hub_roster.store.holds import AlreadyLifted
from hub_roster.store.hub_files import NotThere, Superseded
from hub_roster.store.identities import IdentityTaken
from hub_roster.store.jobs import AlreadyDrafting, OtherDraft
from hub_roster.store.outages import NoRoomLeft, Outage

MEDIA_TYPE = "application/problem+json"

log = logging.getLogger(__name__)


class Fault(BaseModel):
    """One thing that stands in the way.

    Attributes
    ----------
    place
        A cell, a JSON path or a field; a person, home or rule; empty where it is the whole.
    """

    model_config = ConfigDict(frozen=True)

    place: Annotated[str, Field(examples=["People, row 4, Contract hours"])] = ""
    message: str


class Refusal(BaseModel):
    """Why something was not done.

    Attributes
    ----------
    detail
        For a manager: what is wrong, and what would put it right.
    faults
        All of them.
    current
        The version there is by now, its ETag, or the id of what is under way, where that is why.
    """

    model_config = ConfigDict(frozen=True)

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    faults: tuple[Fault, ...] = ()
    current: str | None = None


def refused(
    status: HTTPStatus,
    detail: str,
    faults: Iterable[Fault] = (),
    current: str | None = None,
    retry_after: int | None = None,
) -> JSONResponse:
    """Give a refusal as an answer.

    Parameters
    ----------
    retry_after
        Seconds after which it may be tried again, where time alone stands in the way.
    """
    refusal = Refusal(
        title=status.phrase, status=status, detail=detail, faults=tuple(faults), current=current
    )
    headers = {"WWW-Authenticate": "Bearer"} if status is HTTPStatus.UNAUTHORIZED else {}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return JSONResponse(refusal.model_dump(mode="json"), status, headers, media_type=MEDIA_TYPE)


def _of_file(error: UnreadableFile) -> JSONResponse:
    faults = (Fault(place=str(fault.place or ""), message=fault.message) for fault in error.faults)
    return refused(HTTPStatus.UNPROCESSABLE_ENTITY, "This file cannot be used as it is.", faults)


def _of_request(error: RequestValidationError) -> JSONResponse:
    faults = (
        Fault(place=".".join(str(part) for part in found["loc"][1:]), message=_of_field(found))
        for found in error.errors()
    )
    return refused(HTTPStatus.UNPROCESSABLE_ENTITY, "This request cannot be used as it is.", faults)


def _of_field(found: Mapping[str, Any]) -> str:
    """Say what is wrong with a field; what a check of ours said, as it said it."""
    if found["type"] == "extra_forbidden":
        return "There is no such field."
    return _sentence(str(found["msg"]).removeprefix(VALUE_ERROR))


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}".rstrip(".") + "."


def _of_period(request: Request, error: NotWhole) -> JSONResponse:
    """Give the faults to whoever may see the hub's file, and to others where in it they are alone.

    To read of young people in them is a look.
    """
    caller: Caller = request.state.caller
    if caller.may(Action.SEE_FILE, error.problem.id):
        faults = [Fault(place=_table(each), message=each.message) for each in error.faults]
        caller.shown.note_said(error.problem, *(each.message for each in error.faults))
    else:
        faults = [Fault(place=place, message=NOT_TOLD) for place in dict.fromkeys(map(_table, error.faults))]
    return refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), faults)


NOT_TOLD = "Something here does not fit that period: whoever may see the hub's file is told what."


def _table(fault: InFile) -> str:
    """Name the part of a hub's file a fault lies in: its rows may be named by a young person's code."""
    return str(fault.path[0]).replace("_", " ") if fault.path else ""


def _of_roster(request: Request, error: NotPublished) -> JSONResponse:
    """Give the reasons as whoever publishes sees them, which is a look at the young people they name."""
    faults = [
        Fault(place=", ".join(filter(None, (item.title, item.whom, *item.tasks))), message=item.words)
        for item in error.items
    ]
    caller: Caller = request.state.caller
    caller.shown.note_said(error.problem, *(f"{fault.place} {fault.message}" for fault in faults))
    return refused(HTTPStatus.CONFLICT, str(error), faults)


def _of_record(error: NotRecorded) -> JSONResponse:
    faults = (Fault(place=flaw.place, message=flaw.message) for flaw in error.flaws)
    return refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), faults)


def _of_policy(error: UnfitPolicy) -> JSONResponse:
    faults = (Fault(place=fault.place, message=fault.message) for fault in error.faults)
    return refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), faults)


def _of_edit(error: ImpossibleEdit) -> JSONResponse:
    faults = (Fault(place=fault.path, message=fault.message) for fault in error.faults)
    return refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), faults)


def _of_offer(request: Request, error: NotOffered) -> JSONResponse:
    faults = [
        Fault(place=", ".join(filter(None, (each.whom, each.task))), message=each.words)
        for each in error.reasons
    ]
    caller: Caller = request.state.caller
    caller.shown.note_said(error.problem, *(f"{fault.place} {fault.message}" for fault in faults))
    return refused(HTTPStatus.CONFLICT, str(error), faults)


def _of_leave(error: NotAsked) -> JSONResponse:
    faults = (Fault(place=each.place, message=each.words) for each in error.reasons)
    return refused(HTTPStatus.CONFLICT, str(error), faults)


def _of_duties(error: DutiesStand) -> JSONResponse:
    """Name the work by its post, which says nothing of a young person, and by the id to send back."""
    faults = (Fault(place=str(each.id), message=_of_duty(each)) for each in error.held.duties)
    return refused(HTTPStatus.CONFLICT, str(error), faults)


def _of_duty(duty: DutyHeld) -> str:
    when = f"{duty.starts:%d %b %Y %H:%M} to {duty.ends:%d %b %Y %H:%M} (UTC)"
    lacking = f", {duty.short} short without them" if duty.short else ""
    return f"{duty.post}, {when}{lacking}."


def _hindered(error: Hindered) -> JSONResponse:
    """Give what whoever answers may be told: no young person, and of private rules nothing."""
    blind = Eyes(error.problem, {})
    faults = (Fault(place=each.rule, message=blind.said(each.message)) for each in told(error.found))
    return refused(HTTPStatus.CONFLICT, str(error), faults)


def _of_booking(error: DoubleBooking) -> JSONResponse:
    faults = (Fault(place=taken.who, message=_until(taken)) for taken in error.taken)
    return refused(HTTPStatus.CONFLICT, "Somebody is taken already at that time.", faults)


def _until(taken: Taken) -> str:
    return f"Is taken from {taken.starts:%d %b %Y %H:%M} to {taken.ends:%d %b %Y %H:%M} (UTC)."


QUARTER, AWAY = 15 * 60, 60
"""Seconds to wait: where attempts to sign in failed, and where the council's provider does not answer."""


def seconds_of(error: Exception) -> int | None:
    """Give after how many seconds somebody may ask again who asked too often."""
    return error.seconds if isinstance(error, TooOften) else None


OTHERS: dict[type[Exception], Callable[[Exception], JSONResponse]] = {
    NotSignedIn: lambda error: refused(HTTPStatus.UNAUTHORIZED, str(error)),
    TooManyAttempts: lambda error: refused(HTTPStatus.TOO_MANY_REQUESTS, str(error), retry_after=QUARTER),
    PasswordsOff: lambda error: refused(HTTPStatus.FORBIDDEN, str(error)),
    WrongPassword: lambda error: refused(HTTPStatus.FORBIDDEN, str(error)),
    OwnAccount: lambda error: refused(HTTPStatus.FORBIDDEN, str(error)),
    UnfitPassword: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    UnfitAccount: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    UnfitKey: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    NameTaken: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    PersonTaken: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    NoProvider: lambda error: refused(HTTPStatus.NOT_FOUND, str(error)),
    NoAccount: lambda error: refused(HTTPStatus.FORBIDDEN, str(error)),
    IdentityTaken: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    ProviderAway: lambda error: refused(HTTPStatus.SERVICE_UNAVAILABLE, str(error), retry_after=AWAY),
    NotAllowed: lambda error: refused(HTTPStatus.FORBIDDEN, str(error)),
    NotThere: lambda _: refused(HTTPStatus.NOT_FOUND, "There is nothing here, or it is not for you to see."),
    NotAdded: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    UnfitAddress: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    UnfitContact: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    NotAnswered: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    NotCorrected: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    NotWithdrawn: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    NotDecided: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    NotMade: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    NoVersionNamed: lambda error: refused(HTTPStatus.PRECONDITION_REQUIRED, str(error)),
    NotFixed: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    AlreadyLifted: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    NotHeld: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    NotEdited: lambda error: refused(HTTPStatus.CONFLICT, str(error)),
    OtherDraft: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
    TooOften: lambda error: refused(HTTPStatus.TOO_MANY_REQUESTS, str(error), retry_after=seconds_of(error)),
    NoSuchPage: lambda error: refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)),
}


NO_DATA = (
    "hub-roster cannot reach its data just now. Try again in a minute, and look first whether what you did "
    "was kept after all."
)
FULL = (
    "There is no room left to keep anything, so this was not done. What was kept before is safe. "
    "Tell those who run hub-roster, and try again when they have made room."
)
RETRY_AFTER = {"Retry-After": "5"}


def refuse_in_words(app: FastAPI) -> None:
    """Let an application answer whatever it refuses in words, and nothing with a traceback."""
    for kind, answer in OTHERS.items():
        app.add_exception_handler(kind, _as_handler(answer))
    app.add_exception_handler(UnreadableFile, _as_handler(_of_file))
    app.add_exception_handler(RequestValidationError, _as_handler(_of_request))
    app.add_exception_handler(NotWhole, cast(Handler, _of_period))
    app.add_exception_handler(NotRecorded, _as_handler(_of_record))
    app.add_exception_handler(UnfitPolicy, _as_handler(_of_policy))
    app.add_exception_handler(ImpossibleEdit, _as_handler(_of_edit))
    app.add_exception_handler(NotPublished, cast(Handler, _of_roster))
    app.add_exception_handler(NotOffered, cast(Handler, _of_offer))
    app.add_exception_handler(NotAsked, _as_handler(_of_leave))
    app.add_exception_handler(DutiesStand, _as_handler(_of_duties))
    app.add_exception_handler(Hindered, _as_handler(_hindered))
    app.add_exception_handler(DoubleBooking, _as_handler(_of_booking))
    app.add_exception_handler(Stale, _as_handler(_stale))
    app.add_exception_handler(Superseded, _as_handler(_superseded))
    app.add_exception_handler(Overtaken, _as_handler(_overtaken))
    app.add_exception_handler(AlreadyDrafting, _as_handler(_drafting))
    app.add_exception_handler(Outage, _as_handler(without_data))
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _ours)


def _stale(error: Stale) -> JSONResponse:
    answer = refused(HTTPStatus.PRECONDITION_FAILED, str(error), current=error.etag)
    answer.headers["ETag"] = error.etag
    return answer


def _superseded(error: Superseded) -> JSONResponse:
    detail = f"{changed_meanwhile(error.made)} Look at the version there is now, and decide again."
    return refused(HTTPStatus.PRECONDITION_FAILED, detail, current=str(error.number))


def _overtaken(error: Overtaken) -> JSONResponse:
    detail = f"{error} Look at it, and decide again."
    current = ", ".join(map(str, error.versions)) or None
    return refused(HTTPStatus.PRECONDITION_FAILED, detail, current=current)


def _drafting(error: AlreadyDrafting) -> JSONResponse:
    return refused(HTTPStatus.CONFLICT, str(error), current=str(error.job))


def without_data(error: Outage) -> JSONResponse:
    """Say that the data is away, or that there is no room for more."""
    if isinstance(error, NoRoomLeft):
        log.error("507: %s", error)
        answer = refused(HTTPStatus.INSUFFICIENT_STORAGE, FULL)
    else:
        log.warning("503: %s", error)
        answer = refused(HTTPStatus.SERVICE_UNAVAILABLE, NO_DATA)
    answer.headers.update(RETRY_AFTER)
    return answer


def _plain(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    answer = refused(status, WORDS.get(status, _sentence(str(error.detail))))
    answer.headers.update(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = ", ".join(sorted(_methods(request)))
    return answer


def _methods(request: Request) -> set[str]:
    """Give what can be done at an address: Starlette names that of the first route there alone."""
    return {
        method
        for route in iter_route_contexts(request.app.routes)
        if compile_path(str(route.path))[0].match(request.url.path)
        for method in route.methods or ()
    }


WORDS = {
    HTTPStatus.NOT_FOUND: "There is nothing here, or it is not for you to see.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This cannot be done here.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is far too large to be a hub's file.",
}


def too_large() -> JSONResponse:
    """Refuse a request for its size alone."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return refused(status, WORDS[status])


def _ours(request: Request, error: Exception) -> JSONResponse:
    """Say by which id whoever runs the service finds it in the log."""
    del error
    answer = refused(
        HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault of hub-roster's own, and has been written down."
    )
    answer.headers[REQUEST_ID] = getattr(request.state, "request_id", "")
    add_headers(answer.headers, request.url.path)  # it is given further out than any other
    return answer


Handler = Callable[[Request, Exception], JSONResponse]


def _as_handler(answer: Callable[..., JSONResponse]) -> Handler:
    def handle(request: Request, error: Exception) -> JSONResponse:
        del request
        return answer(error)

    return handle
