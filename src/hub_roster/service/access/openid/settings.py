"""How the council's provider is reached: from the environment, checked before anything is served."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

ISSUER = "HUB_ROSTER_OIDC_ISSUER"
CLIENT = "HUB_ROSTER_OIDC_CLIENT_ID"
SECRET = "HUB_ROSTER_OIDC_CLIENT_SECRET"
TENANT = "HUB_ROSTER_OIDC_TENANT"
ORIGIN = "HUB_ROSTER_ORIGIN"
PASSWORDS = "HUB_ROSTER_PASSWORDS"

CALLBACK = "/api/v1/sign-in/openid/callback"
"""Where the provider sends people back to: to be registered there, after the origin."""

ENTRA = re.compile(r"https://login\.microsoftonline\.(?:com|us)/(?P<tenant>[^/]+)/v2\.0")
A_TENANT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

ON_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


class UnusableProvider(Exception):
    """What the environment says of a provider cannot be used; the message lists every fault."""


@dataclass(frozen=True)
class Settings:
    """What it takes to ask the council's provider who somebody is.

    Attributes
    ----------
    issuer
        The provider's address, as it calls itself in what it signs.
    tenant
        The council's own directory at a provider of many, such as Entra ID: nobody of another is believed,
        and people are known by the object ids they have there. None for a provider of one council alone.
    origin
        The address people reach this service by, such as ``https://rota.council.gov.uk``.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    tenant: str | None
    origin: str

    @classmethod
    def of(cls, environment: Mapping[str, str] | None = None) -> Settings | None:
        """Take them from the environment; None where no provider is named there.

        Raises
        ------
        UnusableProvider
            If some are missing, or cannot be right.
        """
        given = os.environ if environment is None else environment
        issuer, client, secret = (given.get(name, "").strip() for name in (ISSUER, CLIENT, SECRET))
        if not any((issuer, client, secret)):
            return None
        origin = given.get(ORIGIN, "").strip().rstrip("/")
        entra = ENTRA.fullmatch(issuer)
        tenant = given.get(TENANT, "").strip().casefold() or (entra["tenant"].casefold() if entra else "")
        faults = [
            f"{name} is not given"
            for name, value in ((ISSUER, issuer), (CLIENT, client), (SECRET, secret), (ORIGIN, origin))
            if not value
        ]
        if issuer and not is_safe(issuer):
            faults.append(f"{ISSUER} does not begin with https://")
        if origin and not (is_safe(origin) and not urlsplit(origin).path and not urlsplit(origin).query):
            faults.append(f"{ORIGIN} is not an address such as https://rota.council.gov.uk, without a path")
        if tenant and not A_TENANT.fullmatch(tenant):
            faults.append(f"the directory (tenant) '{tenant}' is not the id of one council's own")
        if faults:
            raise UnusableProvider(f"Signing in by the council's provider: {'; '.join(faults)}.")
        return cls(issuer, client, secret, tenant or None, origin)

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends people back to: never made of what a request says of itself."""
        return f"{self.origin}{CALLBACK}"


def takes_passwords(provider: Settings | None, environment: Mapping[str, str] | None = None) -> bool:
    """Say whether people may sign in by password too.

    Raises
    ------
    UnusableProvider
        If passwords are switched off and nobody could sign in at all, or what is said is neither on nor off.
    """
    said = (os.environ if environment is None else environment).get(PASSWORDS, "").strip().casefold() or "on"
    if said not in ("on", "off"):
        raise UnusableProvider(f"{PASSWORDS} is either on or off.")
    if said == "off" and provider is None:
        raise UnusableProvider(
            f"{PASSWORDS} is off, and no provider is named in {ISSUER}: nobody could sign in."
        )
    return said == "on"


def is_safe(address: str) -> bool:
    """Say whether what goes to an address can be read by nobody on the way."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE
