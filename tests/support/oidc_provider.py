"""A small identity provider of OpenID Connect on this machine: as ProConnect answers, or as a liar would."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "reperes", "a secret between the provider and us"  # pragma: allowlist secret
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
FORGED = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


@dataclass
class Provider:
    """What the provider answers; tests change it to make it lie, fall silent or refuse."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "42", "email": "Agent@exemple.fr", "email_verified": True})
    claims: dict[str, Any] = field(default_factory=dict)
    """What replaces or adds to the claims of the identity token; None takes one out."""
    told: dict[str, Any] = field(default_factory=dict)
    """The same, of what is told of the person."""
    signs_with: RSAKey = field(default_factory=lambda: KEY)
    tells_signed: bool = True
    is_broken: str = ""
    """A path that answers 500."""
    pause: float = 0.0
    asked: dict[str, str] = field(default_factory=dict)
    """What the browser was sent with, the last time."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """Return the code that somebody who agrees is sent back with, for the address that the browser was led to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = self.asked
        return code

    def back(self, address: str) -> str:
        """Return the path and query by which the browser comes back."""
        code = self.authorize(address)
        return f"{urlsplit(self.asked['redirect_uri']).path}?{urlencode({'code': code, 'state': self.asked['state']})}"

    def discovery(self) -> dict[str, Any]:
        """What `/.well-known/openid-configuration` says."""
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "jwks"}
        return {
            "issuer": self.issuer,
            **{name: f"{self.issuer}/{path}" for name, path in names.items()},
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Exchange a code once, for who shows the verifier of its challenge; None refuses."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if (
            challenge != asked["code_challenge"]
            or asked["code_challenge_method"] != "S256"
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return None
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT_ID, "sub": self.person["sub"], "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        return {"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": self.signed({**said, **self.claims})}

    def signed(self, claims: dict[str, Any]) -> str:
        """Return claims signed by the key of the moment."""
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "one"}, said, self.signs_with)


class _Handler(BaseHTTPRequestHandler):
    @property
    def provider(self) -> Provider:
        return self.server.provider

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self._answer({name: values[0] for name, values in parse_qs(body).items()})

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def _answer(self, form: dict[str, str]) -> None:
        time.sleep(self.provider.pause)
        path = self.path.rpartition("/")[2]
        if path == self.provider.is_broken:
            self._send(500, b"<h1>Broken</h1>", "text/html")
        elif path == "userinfo":
            self._tell({**self.provider.person, **self.provider.told})
        else:
            said = {
                "openid-configuration": self.provider.discovery,
                "jwks": lambda: {"keys": [KEY.as_dict(private=False)]},
                "token": lambda: self.provider.token(form) or {"error": "invalid_grant"},
            }
            self._send_json(said[path]())

    def _tell(self, told: dict[str, Any]) -> None:
        if self.headers.get("Authorization") != "Bearer access":
            self._send(401, b"", "text/plain")
        elif self.provider.tells_signed:
            claims = {"iss": self.provider.issuer, "aud": CLIENT_ID, "exp": int(time.time()) + 60, **told}
            self._send(200, self.provider.signed(claims).encode(), "application/jwt")
        else:
            self._send_json({name: value for name, value in told.items() if value is not None})

    def _send_json(self, said: dict[str, Any]) -> None:
        self._send(200, json.dumps(said).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # who asked may not have waited
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    provider: Provider


@contextmanager
def serving():
    """Serve a provider on a free port of this machine while the block runs."""
    server = _Server(("127.0.0.1", 0), _Handler)
    provider = server.provider = Provider(issuer=f"http://127.0.0.1:{server.server_port}/api/v2")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
