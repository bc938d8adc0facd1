"""A council's OpenID Connect provider of our own: a real server with real keys, misbehaving when told to."""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.types import Receive, Scope, Send

from hub_roster.service.access.openid.settings import Settings

CLIENT, SECRET = "hub-roster", "the council's secret: 100%25 for hub-roster"
TENANT = "0f2d9c3e-1b7a-4c55-9a51-3c1b8f0e7d42"
ORIGIN = "http://127.0.0.1:8000"
NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)


class Misbehaviour(StrEnum):
    """What a provider, or somebody in its place, may do wrong."""

    OTHER_NONCE = "signs another nonce"
    NO_NONCE = "signs no nonce"
    OTHER_AUDIENCE = "signs for another service"
    OTHER_PARTY = "signs for two, and names the other as the one it was asked by"
    NO_PARTY = "signs for two, and does not say by which it was asked"
    EXPIRED = "signs what is over"
    NOT_YET = "signs what is not yet"
    NO_EXPIRY = "signs for ever"
    UNSIGNED = "signs with none"
    BY_PUBLIC_KEY = "signs by HS256 with its public key as the secret"
    BY_ANOTHER = "signs with a key of its own under the name of a good one"
    UNKNOWN_KEY = "signs with a key that it does not publish"
    OTHER_ISSUER = "signs as another"
    OTHER_TENANT = "signs for somebody of another directory"
    NO_SUBJECT = "does not say who"
    NO_TOKEN = "gives no token"
    OVER = "takes our secret no more"
    DOWN = "fails"
    ENDLESS = "says more than anybody reads"
    NO_JSON = "answers with a page"
    REDIRECTING = "sends whoever asks it somewhere else"


@dataclass
class Council:
    """The provider, as tests tell it to be.

    Attributes
    ----------
    person
        Who is at the browser: what is said of them.
    asked
        The paths it was asked, in order.
    methods
        How it lets clients show who they are.
    """

    person: dict[str, Any] = field(default_factory=dict)
    misbehaves: Misbehaviour | None = None
    at: datetime = NOON
    methods: tuple[str, ...] = ("client_secret_post", "client_secret_basic")
    calls_itself: str | None = None
    asked: list[str] = field(default_factory=list)
    keys: list[RSAKey] = field(default_factory=list)
    port: int = 0
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make a first key."""
        self.rotate()

    @property
    def issuer(self) -> str:
        """Its address, which is that of one directory."""
        return f"http://127.0.0.1:{self.port}/{TENANT}/v2.0"

    @property
    def settings(self) -> Settings:
        """What a service is to be told of it."""
        return Settings(self.issuer, CLIENT, SECRET, TENANT, ORIGIN)

    def rotate(self) -> None:
        """Sign with another key from now on, and forget the others."""
        self.keys = [RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)]

    def be(self, oid: str, address: str, **more: Any) -> None:
        """Let somebody be at the browser, who is the council's own."""
        self.person = {"oid": oid, "sub": f"pairwise {oid}", "preferred_username": address, **more}

    # Answering ------------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        path = scope["path"].removeprefix(f"/{TENANT}/v2.0")
        self.asked.append(path)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        query = _fields(scope["query_string"].decode())
        status, said, where = self._answer(path, query, _fields(body.decode()), headers)
        await _send(send, status, said, where)

    def _answer(
        self, path: str, query: dict[str, str], form: dict[str, str], headers: dict[str, str]
    ) -> tuple[int, bytes, str]:
        if path == "/authorize":
            return 302, b"", self._authorized(query)
        if self.misbehaves is Misbehaviour.DOWN:
            return 503, b"{}", ""
        if self.misbehaves is Misbehaviour.ENDLESS:
            return 200, b'{"issuer": "' + b"a" * 2_000_000 + b'"}', ""
        if self.misbehaves is Misbehaviour.NO_JSON:
            return 200, b"<html>Sign in to the guest network</html>", ""
        if self.misbehaves is Misbehaviour.REDIRECTING:
            return 302, b"", f"{self.issuer}/elsewhere"
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self._metadata()).encode(), ""
        if path == "/keys":
            unknown = {"keys": [{"kty": "later than ours", "kid": "new"}]}
            listed = KeySet(list(self.keys)).as_dict(private=False)["keys"]
            return 200, json.dumps({"keys": [*unknown["keys"], *listed]}).encode(), ""
        if path == "/token":
            return self._token(form, headers)
        return 404, b"{}", ""

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.calls_itself or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/logout",
            "token_endpoint_auth_methods_supported": self.methods,
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def _authorized(self, query: dict[str, str]) -> str:
        assert (query["client_id"], query["response_type"]) == (CLIENT, "code")
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def _token(self, form: dict[str, str], headers: dict[str, str]) -> tuple[int, bytes, str]:
        asked = self._codes.pop(form.get("code", ""), None)
        challenge = _written(sha256(form.get("code_verifier", "").encode()).digest())
        right = (
            asked is not None
            and _client(form, headers) == (CLIENT, SECRET)
            and form["redirect_uri"] == asked["redirect_uri"]
            and challenge == asked["code_challenge"]
        )
        if self.misbehaves is Misbehaviour.OVER:
            return 401, b'{"error": "invalid_client", "error_description": "expired: Ann"}', ""
        if asked is None or not right:
            return 400, b'{"error": "invalid_grant"}', ""
        said = {"access_token": "opaque", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])}
        if self.misbehaves is Misbehaviour.NO_TOKEN:
            del said["id_token"]
        return 200, json.dumps(said).encode(), ""

    # Signing --------------------------------------------------------------------------------------

    def _signed(self, nonce: str) -> str:
        """Sign who is at the browser, rightly or as told."""
        wrong, key, claims = self.misbehaves, self.keys[-1], self._claims(nonce)
        if wrong is Misbehaviour.UNSIGNED:
            return f"{_part({'alg': 'none'})}.{_part(claims)}."
        if wrong is Misbehaviour.BY_PUBLIC_KEY:
            signed = f"{_part({'alg': 'HS256', 'kid': key.kid})}.{_part(claims)}"
            return f"{signed}.{_written(hmac.digest(key.as_pem(private=False), signed.encode(), 'sha256'))}"
        if wrong is Misbehaviour.BY_ANOTHER:
            other = RSAKey.generate_key(2048)
            return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, other)
        if wrong is Misbehaviour.UNKNOWN_KEY:
            other = RSAKey.generate_key(2048)
            return jwt.encode({"alg": "RS256", "kid": "unknown"}, claims, other)
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    def _claims(self, nonce: str) -> dict[str, Any]:
        now = int(self.at.timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "nonce": nonce,
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
            "tid": TENANT,
            **self.person,
        }
        wrong = None if self.misbehaves is None else WRONG.get(self.misbehaves)
        claims |= {} if wrong is None else wrong(now)
        return {name: value for name, value in claims.items() if value is not None}


WRONG: dict[str, Callable[[int], dict[str, Any]]] = {
    Misbehaviour.OTHER_NONCE: lambda _: {"nonce": "another"},
    Misbehaviour.NO_NONCE: lambda _: {"nonce": None},
    Misbehaviour.OTHER_AUDIENCE: lambda _: {"aud": "payroll"},
    Misbehaviour.OTHER_PARTY: lambda _: {"aud": [CLIENT, "payroll"], "azp": "payroll"},
    Misbehaviour.NO_PARTY: lambda _: {"aud": [CLIENT, "payroll"]},
    Misbehaviour.EXPIRED: lambda now: {"iat": now - 7200, "nbf": now - 7200, "exp": now - 3600},
    Misbehaviour.NOT_YET: lambda now: {"nbf": now + 3600},
    Misbehaviour.NO_EXPIRY: lambda _: {"exp": None},
    Misbehaviour.OTHER_ISSUER: lambda _: {"iss": "https://login.example"},
    Misbehaviour.OTHER_TENANT: lambda _: {"tid": TENANT.replace("0", "1")},
    Misbehaviour.NO_SUBJECT: lambda _: {"oid": None},
}
"""What is signed where something is wrong with it; None for what is left out."""


def _client(form: dict[str, str], headers: dict[str, str]) -> tuple[str, str]:
    if "authorization" in headers:
        name, _, secret = b64decode(headers["authorization"].removeprefix("Basic ")).decode().partition(":")
        return unquote(name), unquote(secret)
    return form.get("client_id", ""), form.get("client_secret", "")


def _fields(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


def _part(said: dict[str, Any]) -> str:
    return _written(json.dumps(said).encode())


def _written(signed: bytes) -> str:
    return urlsafe_b64encode(signed).decode().rstrip("=")


async def _send(send: Send, status: int, said: bytes, where: str) -> None:
    headers = [(b"content-type", b"application/json"), *([(b"location", where.encode())] if where else [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": said})


@contextmanager
def running() -> Iterator[Council]:
    """Run a provider on this machine."""
    council = Council()
    server = uvicorn.Server(
        uvicorn.Config(council, port=0, log_config=None, access_log=False, lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
            assert thread.is_alive(), "the provider did not start"
        council.port = server.servers[0].sockets[0].getsockname()[1]
        yield council
    finally:
        server.should_exit = True
        thread.join()
