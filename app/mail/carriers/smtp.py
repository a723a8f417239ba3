"""The SMTP server of the configuration: one connection for as long as it holds, in a time that is bounded."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr

from app.config import Smtp
from app.jobs.outbox.carrying import NotCarried
from app.mail.composing import Envelope

TIMEOUT = 20
"""Seconds that the server has for each answer."""
PERMANENT = range(500, 600)
_NETWORK: tuple[tuple[type[OSError], str], ...] = (
    (ssl.SSLError, "tls"),
    (TimeoutError, "timeout"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "closed"),
    (OSError, "network"),
)
"""What the network raises, the narrowest first, and its code."""


class SmtpCarrier:
    """Hands mail over to an SMTP server. Encryption is what the configuration says, never less; the certificate is verified."""

    def __init__(self, settings: Smtp) -> None:
        """Remember where; nothing is opened yet."""
        self._settings = settings
        self._sender = parseaddr(settings.sender)[1]
        self._server: smtplib.SMTP | None = None

    def carry(self, envelope: Envelope) -> None:
        """Hand one mail over; raise NotCarried."""
        with _told():
            server = self._open()
        try:
            with _told():
                server.send_message(envelope.message, self._sender, [envelope.recipient])
        finally:
            if server.sock is None:
                self._server = None

    def close(self) -> None:
        """Take leave of the server."""
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server.close()
            self._server = None

    def _open(self) -> smtplib.SMTP:
        """The connection, made again when the server has closed it since the last mail."""
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self._server.noop()[0] == 250:  # noqa: PLR2004 - SMTP's « done »
                    return self._server
            self._server.close()
            self._server = None
        server = self._connected()
        try:
            if self._settings.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._settings.user:
                server.login(self._settings.user, self._settings.password)
        except BaseException:
            server.close()
            raise
        self._server = server
        return server

    def _connected(self) -> smtplib.SMTP:
        host, port, name = self._settings.host, self._settings.port, self._sender.rpartition("@")[2]
        if self._settings.security == "tls":
            return smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=TIMEOUT, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, local_hostname=name, timeout=TIMEOUT)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what SMTP and the network raise (all of it is OSError) into NotCarried."""
    try:
        yield
    except OSError as error:
        raise _refusal(error) from None


def _refusal(error: OSError) -> NotCarried:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
            return NotCarried(f"smtp-{code}", is_final=code in PERMANENT)
        case smtplib.SMTPDataError():
            return NotCarried(f"smtp-{error.smtp_code}", is_final=error.smtp_code in PERMANENT)
        case smtplib.SMTPResponseException():
            return NotCarried(f"smtp-{error.smtp_code}", is_out=True)
        case smtplib.SMTPServerDisconnected():
            return NotCarried("timeout" if isinstance(error.__context__, TimeoutError) else "closed", is_out=True)
        case smtplib.SMTPNotSupportedError():
            is_unencrypted = "STARTTLS" in str(error)
            return NotCarried("tls" if is_unencrypted else "unsupported", is_out=is_unencrypted)
        case _:
            return NotCarried(next(trouble for kind, trouble in _NETWORK if isinstance(error, kind)), is_out=True)
