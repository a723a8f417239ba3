"""What is said with an identity provider: discovery, the code exchanged, every signature checked.

Loaded when somebody signs in that way: what it stands on takes as long to load as all the rest.
"""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from requests import RequestException

from app.accounts.services.openid import Departure, NotBelieved, Person, ProviderAway
from app.config import OpenId
from app.core.tokens import digest

TIMEOUT = 5.0
"""Seconds that the provider has to answer each question."""
LEEWAY = 30
"""Seconds by which its clock and ours may differ."""
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""By a key that the provider alone holds: never `none`, never a shared secret."""
GUARANTOR = "proconnect.gouv.fr"
"""Answers for the professional e-mails that it gives."""


def address(openid: OpenId, departure: Departure, back: str) -> str:
    """Return where to send the browser; `back` is our address of return. Raise ProviderAway."""
    with _conversation(openid, back) as client:
        endpoint = _discovered(client, openid)["authorization_endpoint"]
        url, _ = client.create_authorization_url(endpoint, state=departure.state, nonce=departure.nonce, code_verifier=departure.verifier)
    return str(url)


def arrive(openid: OpenId, departure: Departure, code: str, back: str, now: datetime) -> Person:
    """Exchange a code for who it stands for, every signature checked; raise ProviderAway or NotBelieved."""
    with _conversation(openid, back) as client:
        metadata = _discovered(client, openid)
        client.token_endpoint_auth_method = _authentication(metadata)
        try:
            token = client.fetch_token(
                metadata["token_endpoint"], code=code, code_verifier=departure.verifier, grant_type="authorization_code", timeout=TIMEOUT
            )
            keys = KeySet.import_key_set(cast("KeySetSerialization", _json(client, metadata["jwks_uri"])))
            signed = jwt.decode(str(token["id_token"]), keys, algorithms=SIGNATURES)
            identity = _checked(signed, metadata["issuer"], openid.client_id, departure.nonce, now)
            told = _told(client, metadata, keys, now)
            if told["sub"] != identity["sub"]:
                raise NotBelieved
        except RequestException as error:
            raise ProviderAway from error
        except (OAuthError, JoseError, KeyError, TypeError, ValueError) as error:
            raise NotBelieved from error
    return _person(openid, metadata["issuer"], {**identity, **told})


def _conversation(openid: OpenId, back: str) -> Any:
    return OAuth2Session(
        openid.client_id,
        openid.client_secret,
        scope="openid email",
        redirect_uri=back,
        code_challenge_method="S256",
        default_timeout=TIMEOUT,
        leeway=0,  # the token is used at once, however short its life
    )


def _discovered(client: Any, openid: OpenId) -> dict[str, Any]:
    """What the provider says of itself; each address that secrets go to is as safe as the one that the operator gave."""
    try:
        metadata = _json(client, f"{openid.issuer}/.well-known/openid-configuration")
        issuer = str(metadata["issuer"])
        addresses = [str(metadata[name]) for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")]
    except (RequestException, KeyError, TypeError, ValueError) as error:
        raise ProviderAway from error
    scheme = urlsplit(openid.issuer).scheme
    if issuer.rstrip("/") != openid.issuer or any(urlsplit(one).scheme not in ("https", scheme) for one in addresses):
        raise ProviderAway
    return metadata


def _json(client: Any, url: str) -> dict[str, Any]:
    response = client.get(url, withhold_token=True)
    response.raise_for_status()
    return dict(response.json())


def _authentication(metadata: dict[str, Any]) -> str:
    """How we prove to the provider who we are: in the body where it takes that, as ProConnect does, else in a header."""
    accepted = metadata.get("token_endpoint_auth_methods_supported") or ("client_secret_basic",)
    return "client_secret_post" if "client_secret_post" in accepted else "client_secret_basic"


def _checked(signed: jwt.Token, issuer: str, client_id: str, nonce: str, now: datetime) -> dict[str, Any]:
    """Return what an identity token says, once it is from the provider, for us, for this journey, for now."""
    expected = {"iss": issuer, "aud": client_id, "nonce": nonce}
    options: dict[str, Any] = {name: {"essential": True, "value": value} for name, value in expected.items()}
    claims = CodeIDToken(
        signed.claims, signed.header, options={**options, "sub": {"essential": True}}, params={"nonce": nonce, "client_id": client_id}
    )
    claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    return dict(claims)


def _told(client: Any, metadata: dict[str, Any], keys: KeySet, now: datetime) -> dict[str, Any]:
    """What the provider tells of the person: plain JSON, or signed as ProConnect does."""
    response = client.get(metadata["userinfo_endpoint"])
    response.raise_for_status()
    if not response.headers.get("Content-Type", "").startswith("application/jwt"):
        return dict(response.json())
    signed = jwt.decode(response.text.strip(), keys, algorithms=SIGNATURES)
    registry = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()), leeway=LEEWAY, iss={"value": metadata["issuer"]}, aud={"value": client.client_id}
    )
    registry.validate(signed.claims)
    return dict(signed.claims)


def _person(openid: OpenId, issuer: str, claims: dict[str, Any]) -> Person:
    """The subject is bound to the provider: the same number elsewhere is somebody else."""
    verified = claims.get("email_verified")
    host = urlsplit(openid.issuer).hostname or ""
    is_guaranteed = verified is None and (host == GUARANTOR or host.endswith(f".{GUARANTOR}"))
    return Person(
        subject=digest(f"{issuer}\n{claims['sub']}"),
        email=str(claims.get("email") or ""),
        is_email_proven=verified is True or is_guaranteed,
    )
