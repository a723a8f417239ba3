"""Who takes mail away: an SMTP server, or a folder where none is configured."""

from app.config import Config
from app.jobs.outbox.carrying import Carrier
from app.mail.carriers.folder import FolderCarrier
from app.mail.carriers.smtp import SmtpCarrier
from app.mail.composing import Envelope


def carrier_of(config: Config) -> Carrier[Envelope]:
    """Return the carrier of this configuration."""
    return SmtpCarrier(config.smtp) if config.smtp else FolderCarrier(config.data_dir / "mails")
