import pytest
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.language import LANGUAGES
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.letters import Action, Letter, Paragraph, Points
from app.mail.services import post
from tests.support.plugins.applications import make_config
from tests.support.smtp import MailServer, settings


def letter(subject="Votre code", language="fr", **changes):
    blocks = (
        Paragraph("Voici votre code :"),
        Paragraph("123 456", is_secret=True),
        Action("Confirmer", "http://127.0.0.1:5000/urgence"),
        Points(("Un point", "Un autre & demi")),
    )
    values = {"purpose": "sign-in", "language": LANGUAGES[language], "subject": subject, "blocks": blocks, "signature": "Repères"}
    return Letter(**{**values, **changes})


@pytest.fixture
def posted(session):
    """Put letters into the outbox: `posted("a@exemple.fr", …)` returns the numbers of their rows."""

    def put(*recipients, **changes):
        with unit_of_work(session):
            mails = [post(session, recipient, letter(**changes)) for recipient in recipients]
        return [mail.id for mail in mails]

    return put


@pytest.fixture
def server():
    """A real SMTP server of this machine, which keeps what it takes."""
    with MailServer() as opened:
        yield opened


@pytest.fixture
def sweep(app):
    """Sweep the outbox towards a server, with a session of its own: `sweep(port)`; how many mails left."""
    return lambda port, **changes: sweeping(app, settings(port, **changes))


def sweeping(app, smtp):
    from app.mail.sending import sweep_outbox

    config = make_config(app.extensions["reperes"].data_dir, "sqlite://", smtp=smtp)
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        return sweep_outbox(config, app.extensions["reperes_templates"])(session, utc_now())
