"""The settings as a whole: which there are, a file of them, and all that is wrong with them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from hub_roster.service.access.keyed import SECRET, UnusableSecret, given_secret
from hub_roster.service.access.openid import settings as openid
from hub_roster.service.access.openid.settings import UnusableProvider, takes_passwords
from hub_roster.service.drafts.dispatching import UnusableScheduler, elsewhere
from hub_roster.service.logs import KINDS, LOG
from hub_roster.service.messages import guard, mail, text
from hub_roster.service.messages.settings import ORIGIN, UnusableSetting, origin
from hub_roster.store.database import ADDRESS, Database, UnusableAddress, address

METRICS_TOKEN = "HUB_ROSTER_METRICS_TOKEN"
"""What shows the figures to other machines."""

PROXY = "HUB_ROSTER_TRUSTED_PROXY"
"""The reverse proxy before the service."""

CALLED = "HUB_ROSTER_CALLED"
"""Not for people: how ./hub tells what it was called as."""

KNOWN = frozenset(
    {
        ADDRESS,
        CALLED,
        LOG,
        METRICS_TOKEN,
        ORIGIN,
        PROXY,
        SECRET,
        guard.PRIVATE,
        mail.SENDER,
        mail.SERVER,
        openid.CLIENT,
        openid.ISSUER,
        openid.PASSWORDS,
        openid.SECRET,
        openid.TENANT,
        text.BODY,
        text.GATEWAY,
        text.TOKEN,
    }
)
"""Every setting that is ours."""

OURS = "HUB_ROSTER_"
"""How the names of our own settings begin; others, such as Dask's, may stand beside them."""

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class UnusableSettings(Exception):
    """Settings that cannot be used; the message lists every fault, and shows no value."""

    def __init__(self, before: str, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join([before, *(f"  - {fault}" for fault in faults)]))


def check(environment: Mapping[str, str]) -> None:
    """Look at all settings of a service that is to start.

    Raises
    ------
    UnusableSettings
        If any of them cannot be used.
    """
    faults = (*(fault for name in sorted(environment) if (fault := _unknown(name))), *_unusable(environment))
    if faults:
        # Some are looked at by several, which then say the same.
        raise UnusableSettings("The settings cannot be used as they are:", tuple(dict.fromkeys(faults)))


def _unusable(environment: Mapping[str, str]) -> Iterator[str]:
    checks: tuple[Callable[[Mapping[str, str]], object], ...] = (
        lambda given: Database(address(given)),
        given_secret,
        origin,
        lambda given: takes_passwords(openid.Settings.of(given), given),
        mail.MailServer.of,
        text.TextGateway.of,
        elsewhere,
    )
    for each in checks:
        try:
            each(environment)
        except (
            UnusableAddress,
            UnusableProvider,
            UnusableScheduler,
            UnusableSecret,
            UnusableSetting,
        ) as error:
            yield str(error)
    if environment.get(LOG, "") not in KINDS:
        yield f"{LOG} is either json or text."


def _unknown(name: str) -> str | None:
    if not name.startswith(OURS) or name in KNOWN:
        return None
    rest = {known.removeprefix(OURS) for known in KNOWN - {CALLED}}
    near = get_close_matches(name.removeprefix(OURS), rest, n=1)
    return f"{name} is no setting of hub-roster{f': {OURS}{near[0]} is' if near else ''}."


# A file of them -----------------------------------------------------------------------------------


def read_settings(file: Path) -> dict[str, str]:
    """Read a file of settings, a NAME=VALUE a line, as systemd reads its EnvironmentFile.

    A value may stand in quotation marks; lines that begin with # or ; say nothing. What systemd would take
    further, such as a value over several lines, is refused rather than read in another way than there.

    Raises
    ------
    UnusableSettings
        If it cannot be read, or any of its lines.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise UnusableSettings(f"{file}: there is no such file of settings.", ()) from None
    except (OSError, UnicodeDecodeError):
        raise UnusableSettings(f"{file}: no settings can be read from it.", ()) from None
    found, faults = {}, []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        name, is_one, written = line.partition("=")
        name, value = name.strip(), _value(written.strip())
        if not is_one or not NAME.fullmatch(name):
            faults.append(f"line {number}: it is not of the form NAME=VALUE.")
        elif unknown := _unknown(name):
            faults.append(f"line {number}: {unknown}")
        elif value is None:
            faults.append(
                f"line {number}: the value of {name} holds quotation marks or backslashes that cannot "
                "be read; put the whole of it into one pair of quotation marks, on one line."
            )
        else:
            found[name] = value
    if faults:
        raise UnusableSettings(f"{file} cannot be used as it is:", tuple(faults))
    return found


def _value(written: str) -> str | None:
    """Give the value that is written; None where systemd would read another than it seems."""
    if not written.startswith(('"', "'")):
        return None if "\\" in written else written
    inside = written[1:-1]
    if len(written) < 2 or written[-1] != written[0]:
        return None
    if written[0] == "'":
        return None if "'" in inside else inside
    return re.sub(r"\\(.)", r"\1", inside) if re.fullmatch(r'(?:[^"\\]|\\["\\`$])*', inside) else None
