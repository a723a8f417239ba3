"""The one list of tables: each feature's models, loaded so that the database is known whole."""

from importlib import import_module

PLACES = (
    "app.core.attempts",
    "app.core.audit",
    "app.core.once",
    "app.core.retention",
    "app.jobs.models",
    "app.mail.models",
    "app.sms.models",
    "app.accounts.models",
    "app.directory.models",
    "app.listings.models",
    "app.orientations.models",
    "app.outreach.models",
    "app.participation.models",
)


def load() -> None:
    """Load every model."""
    for place in PLACES:
        import_module(place)
