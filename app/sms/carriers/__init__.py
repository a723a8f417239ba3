"""Who takes short messages away: a gateway over HTTPS, or a folder where none is configured."""

from app.config import Config
from app.jobs.outbox.carrying import Carrier
from app.sms.carriers.folder import FolderCarrier
from app.sms.carriers.http import HttpCarrier
from app.sms.carriers.nobody import NoCarrier
from app.sms.composing import ShortMessage


def carrier_of(config: Config) -> Carrier[ShortMessage]:
    """Return the carrier of this configuration."""
    if config.sms is not None:
        return HttpCarrier(config.sms)
    return NoCarrier() if config.is_production else FolderCarrier(config.data_dir / "sms")
