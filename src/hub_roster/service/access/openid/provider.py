"""The council's provider, asked over HTTP: what it says of itself, its keys, and who came with a code."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from pydantic import BaseModel, ConfigDict, ValidationError

from hub_roster.service.access.openid.settings import Settings, is_safe

DISCOVERY = "/.well-known/openid-configuration"

KEPT = timedelta(hours=1)
"""How long what the provider says of itself, and its keys, are taken as they were."""

ANEW_AFTER = timedelta(minutes=1)
"""Keys are not asked for anew more often: a token naming an unknown key is easily made up."""

WAITED = 8.0
"""Seconds the provider has for an answer."""

MOST_BYTES = 512 * 1024
"""An answer at most."""

REFUSALS = frozenset({"invalid_request", "invalid_client", "unauthorized_client", "unsupported_grant_type"})
"""Errors of RFC 6749 that are for whoever runs this; what else stands there is written in no log."""

log = logging.getLogger(__name__)


class ProviderAway(Exception):
    """The provider does not answer, or not as one."""

    def __init__(self) -> None:
        super().__init__("Your council's sign-in cannot be reached just now. Try again in a few minutes.")


class CodeRefused(Exception):
    """The provider does not know the code somebody came back with: it is used, too old, or made up."""


class Metadata(BaseModel):
    """What a provider says of itself, as far as it is used here."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


@dataclass(frozen=True)
class _Kept:
    """Something the provider said, and when."""

    metadata: Metadata
    keys: KeySet
    at: datetime


class Provider:
    """The provider of a council.

    Parameters
    ----------
    clock
        Gives the time, in UTC.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self._clock = clock
        self._kept: _Kept | None = None

    async def metadata(self) -> Metadata:
        """Give what the provider says of itself.

        Raises
        ------
        ProviderAway
            If it cannot be reached, or says something else.
        """
        return (await self._look()).metadata

    async def keys(self, *, anew: bool = False) -> KeySet:
        """Give the public keys it signs with.

        Parameters
        ----------
        anew
            Ask for them again, as one is missing: it may have changed them since.
        """
        return (await self._look(anew=anew)).keys

    async def id_token(self, code: str, verifier: str) -> str:
        """Give the token that says who came back with a code, not looked at yet.

        Parameters
        ----------
        verifier
            What only whoever began the sign-in knows (RFC 7636).

        Raises
        ------
        CodeRefused
            If the provider gives none for it.
        ProviderAway
            If it cannot be reached.
        """
        metadata, settings = await self.metadata(), self.settings
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": settings.redirect_uri,
            "code_verifier": verifier,
        }
        basic: httpx2.BasicAuth | None = None
        if "client_secret_post" in metadata.token_endpoint_auth_methods_supported:
            form |= {"client_id": settings.client_id, "client_secret": settings.client_secret}
        else:
            named = (quote(each, safe="") for each in (settings.client_id, settings.client_secret))
            basic = httpx2.BasicAuth(*named)
        status, said = await self._ask("POST", metadata.token_endpoint, form, basic)
        if 400 <= status < 500 and said.get("error") == "invalid_grant":
            raise CodeRefused
        token = said.get("id_token")
        if status != 200 or not isinstance(token, str):
            # Nobody can mend that by signing in anew: our secret may be over, which it calls invalid_client.
            said_why = said.get("error")
            why = said_why if said_why in REFUSALS else "no token"
            log.warning("the provider gives this service no token (HTTP %d): %s", status, why)
            raise ProviderAway
        return token

    async def _look(self, *, anew: bool = False) -> _Kept:
        now, kept = self._clock(), self._kept
        if kept is not None and now - kept.at < (ANEW_AFTER if anew else KEPT):
            return kept
        try:
            metadata = await self._metadata()
            self._kept = _Kept(metadata, await self._keys(metadata), now)
        except ProviderAway:
            if kept is None or anew:
                raise
            self._kept = _Kept(kept.metadata, kept.keys, now)  # still good: what is signed is checked anyway
        return self._kept

    async def _metadata(self) -> Metadata:
        _, said = await self._ask("GET", self.settings.issuer.rstrip("/") + DISCOVERY)
        try:
            metadata = Metadata.model_validate(said)
        except ValidationError:
            log.warning("the provider does not say of itself what a provider says")
            raise ProviderAway from None
        if metadata.issuer != self.settings.issuer:
            log.warning("the provider calls itself otherwise than its settings here")
            raise ProviderAway
        addresses = (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
        if not all(map(is_safe, addresses)):
            log.warning("the provider names addresses that are not https")
            raise ProviderAway
        return metadata

    async def _keys(self, metadata: Metadata) -> KeySet:
        """Give its keys: of both kinds that can be public, so that no shared secret passes for one."""
        _, said = await self._ask("GET", metadata.jwks_uri)
        found: list[RSAKey | ECKey] = []
        listed = said.get("keys")
        for each in listed if isinstance(listed, list) else ():
            kind = each.get("kty") if isinstance(each, dict) else None
            try:
                if kind == "RSA":
                    found.append(RSAKey.import_key(each))
                elif kind == "EC":
                    found.append(ECKey.import_key(each))
            except (JoseError, ValueError, TypeError):
                continue
        if not found:
            log.warning("the provider gives no key that can be used")
            raise ProviderAway
        return KeySet(list(found))

    async def _ask(
        self,
        method: str,
        address: str,
        form: dict[str, str] | None = None,
        basic: httpx2.BasicAuth | None = None,
    ) -> tuple[int, dict[str, Any]]:
        """Ask, and give status and what was said; a redirect is no answer, nor is one without end."""
        body = bytearray()
        try:
            async with (
                asyncio.timeout(WAITED),
                httpx2.AsyncClient(auth=basic, timeout=WAITED) as client,
                client.stream(method, address, data=form) as answer,
            ):
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > MOST_BYTES:
                        raise ProviderAway
            said = json.loads(body)
        except (httpx2.HTTPError, TimeoutError, ValueError) as error:
            log.warning("the provider did not answer: %s", type(error).__name__)
            raise ProviderAway from None
        if answer.status_code >= 500 or not isinstance(said, dict):
            raise ProviderAway
        return answer.status_code, said
