from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError

import pytest

from app.core.language import LANGUAGES
from app.mail.composing import Post
from tests.mail.conftest import letter

pytestmark = pytest.mark.one_engine

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def composed(migrated_app):
    """Compose a letter, and read the message as whoever receives it."""
    post = Post("Repères <bonjour@reperes.exemple.fr>", migrated_app.extensions["reperes_templates"])

    def compose(written, recipient="quelquun@exemple.fr"):
        message = post.message(written, recipient, "nom@reperes", AT)
        return message_from_bytes(message.as_bytes(policy=policy.SMTP), policy=policy.default)

    return compose


def test_a_mail_says_the_same_in_text_and_in_html(composed):
    message = composed(letter())
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()

    assert message.get_content_type() == "multipart/alternative"
    for said in ("Voici votre code", "123 456", "Confirmer", "http://127.0.0.1:5000/urgence", "Un point", "Repères"):
        assert said in text
        assert said in html
    assert "Un autre &amp; demi" in html


def test_a_mail_has_the_headers_of_an_automatic_one_and_no_other(composed):
    message = composed(letter())

    assert {name: str(value) for name, value in message.items() if name not in ("MIME-Version", "Content-Type")} == {
        "From": "Repères <bonjour@reperes.exemple.fr>",
        "To": "quelquun@exemple.fr",
        "Subject": "Votre code",
        "Date": "Mon, 23 Nov 2026 09:00:00 +0000",
        "Message-ID": "<nom@reperes>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fr",
    }


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00"])
def test_a_subject_cannot_add_a_header(breaks, composed):
    message = composed(letter(subject=f"Un mot{breaks}Bcc: intrus@exemple.fr"))

    assert message["Bcc"] is None
    assert message["Subject"] == "Un mot Bcc: intrus@exemple.fr"


@pytest.mark.parametrize("recipient", ["a@exemple.fr\r\nBcc: intrus@exemple.fr", "a@exemple.fr, b@exemple.fr", "personne"])
def test_a_recipient_is_one_address(recipient, composed):
    with pytest.raises((ValueError, MessageError)):
        composed(letter(), recipient)


def test_a_letter_in_arabic_is_read_from_right_to_left(composed):
    words = "هذا رمزك السري"
    message = composed(letter(subject=words, language="ar", signature=words))

    assert message["Subject"] == words
    assert message["Content-Language"] == "ar"
    assert words in message.get_body(("plain",)).get_content()
    assert 'lang="ar" dir="rtl"' in message.get_body(("html",)).get_content()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_template_serves_every_language(code, composed):
    assert f'lang="{code}"' in composed(letter(language=code)).get_body(("html",)).get_content()
