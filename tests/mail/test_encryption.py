import datetime as dt
import ssl
from ipaddress import IPv4Address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core.clock import utc_now
from app.mail.carriers import smtp
from app.mail.models import OutgoingMail
from tests.support.smtp import MailServer

TO = "quelquun@exemple.fr"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody has signed but itself, for 127.0.0.1: where it is."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(utc_now() - dt.timedelta(days=1))
        .not_valid_after(utc_now() + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def encrypted(certificate):
    """A server that takes no mail unless the connection is encrypted."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with MailServer(tls_context=context, require_starttls=True) as opened:
        yield opened


def test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_said(posted, sweep, encrypted, session):
    (number,) = posted(TO)

    assert sweep(encrypted.port, security="starttls") == 0
    assert (session.get(OutgoingMail, number).trouble, encrypted.taken) == ("tls", [])


def test_mail_leaves_encrypted_where_the_certificate_is_good(posted, sweep, encrypted, certificate, monkeypatch):
    monkeypatch.setattr(smtp.ssl, "create_default_context", lambda: ssl._create_default_https_context(cafile=certificate))
    posted(TO)

    assert sweep(encrypted.port, security="starttls") == 1
    assert [message["To"] for message in encrypted.taken] == [TO]
