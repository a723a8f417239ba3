"""The gateway of the configuration: one POST of JSON a message, with a bearer token, in a time that is bounded."""

from http import HTTPStatus

from requests import PreparedRequest, RequestException, Session, exceptions

from app.config import SmsGateway
from app.jobs.outbox.carrying import NotCarried
from app.sms.composing import ShortMessage

TIMEOUTS = (5, 20)
"""Seconds to be connected, and for each answer."""
_TRANSIENT = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_OF_OURS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
"""Answers about the token or the address, not about a message: it waits until the setting is mended."""
_NETWORK: tuple[tuple[type[RequestException], str], ...] = (
    (exceptions.SSLError, "tls"),
    (exceptions.ConnectTimeout, "unreachable"),
    (exceptions.Timeout, "timeout"),
    (exceptions.ConnectionError, "closed"),
    (RequestException, "network"),
)
"""What the network raises, the narrowest first, and its code."""


class HttpCarrier:
    """Hands messages over to a gateway. The certificate is verified; no redirection is followed: the token goes to one address only."""

    def __init__(self, gateway: SmsGateway) -> None:
        """Remember where; nothing is opened yet."""
        self._gateway = gateway
        self._session = Session()
        self._session.auth = self._sign  # asked for here, so that no .netrc replaces it

    def carry(self, message: ShortMessage) -> None:
        """Hand one message over; raise NotCarried."""
        said = {"to": message.to, "text": message.text, "from": self._gateway.sender, "id": message.message_id}
        try:
            with self._session.post(self._gateway.url, json=said, timeout=TIMEOUTS, allow_redirects=False, stream=True) as answer:
                status = answer.status_code
        except RequestException as error:
            raise NotCarried(next(trouble for kind, trouble in _NETWORK if isinstance(error, kind)), is_out=True) from None
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            is_ours = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _TRANSIENT | _OF_OURS
            trouble = f"http-{status}"
            raise NotCarried(trouble, is_final=is_ours, is_out=not is_ours)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _sign(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._gateway.token}"
        return request
