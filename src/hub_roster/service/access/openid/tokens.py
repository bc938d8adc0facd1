"""What a provider signed of somebody, believed only where everything about it is right."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry

from hub_roster.service.access.entrance import digest_of
from hub_roster.service.access.openid.settings import Settings

BELIEVED = ("RS256", "PS256", "ES256")
"""Ways of signing: named here, not by the token and not by the provider."""

SKEW = 120
"""Seconds that the provider's clock and ours may differ."""

LONGEST_SUBJECT = 200


class NotBelieved(Exception):
    """A token that proves nothing; the message says why, for the log alone."""


class UnknownKey(Exception):
    """A token signed with a key that is not among those the provider had a while ago."""


@dataclass(frozen=True)
class Identity:
    """Who somebody is to the provider.

    Attributes
    ----------
    subject
        What they stay known by there, whatever their name or address becomes.
    address
        Their e-mail address, where the provider answers for it; None where it does not.
    """

    issuer: str
    subject: str
    address: str | None = field(default=None, repr=False)


def identity(token: str, keys: KeySet, settings: Settings, nonce_digest: str, at: datetime) -> Identity:
    """Give who a token says somebody is.

    Parameters
    ----------
    nonce_digest
        Of the nonce this sign-in was begun with.

    Raises
    ------
    UnknownKey
        If it may be that the provider has new keys by now.
    NotBelieved
        If anything about it is not right.
    """
    try:
        read = jwt.decode(token, keys, registry=JWSRegistry(algorithms=BELIEVED, strict_check_header=False))
        claims = read.claims
        JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=SKEW,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
    except InvalidKeyIdError:
        raise UnknownKey from None
    except (JoseError, ValueError, TypeError) as error:
        raise NotBelieved(type(error).__name__) from None
    _meant_for_us(claims, settings)
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(digest_of(nonce), nonce_digest):
        raise NotBelieved("nonce")
    return Identity(settings.issuer, _subject(claims, settings), _address(claims, settings))


def _meant_for_us(claims: Mapping[str, object], settings: Settings) -> None:
    audience, party = claims.get("aud"), claims.get("azp")
    if isinstance(audience, list) and len(audience) > 1 and party is None:
        raise NotBelieved("azp")
    if party is not None and party != settings.client_id:
        raise NotBelieved("azp")


def _subject(claims: Mapping[str, object], settings: Settings) -> str:
    """Give what stays: with Entra ID the object id in the council's own directory, else the subject."""
    if settings.tenant is not None and str(claims.get("tid", "")).casefold() != settings.tenant:
        raise NotBelieved("tid")
    named = claims.get("sub" if settings.tenant is None else "oid")
    if not isinstance(named, str) or not 1 <= len(named) <= LONGEST_SUBJECT or not named.isprintable():
        raise NotBelieved("subject")
    return named


def _address(claims: Mapping[str, object], settings: Settings) -> str | None:
    """Give the address that the provider answers for.

    Entra ID lets anybody who runs a directory write any address into ``email``: it counts only where the
    provider says it was verified. A sign-in name of the council's own directory is given by the council; that
    of a guest in it is some other's.
    """
    if claims.get("email_verified") is True or claims.get("xms_edov") in (True, 1, "1", "true"):
        address = claims.get("email")
    elif settings.tenant is not None and not _is_guest(claims, settings):
        address = claims.get("preferred_username")
    else:
        return None
    return address if isinstance(address, str) and "@" in address and address.isprintable() else None


def _is_guest(claims: Mapping[str, object], settings: Settings) -> bool:
    home = claims.get("idp", settings.issuer)
    name = str(claims.get("preferred_username", ""))
    return home != settings.issuer or str(claims.get("acct", "0")) != "0" or "#ext#" in name.casefold()
