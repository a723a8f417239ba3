"""The one list of blueprints."""

from flask import Flask

from app.config import Config


def register(app: Flask) -> None:
    """Register each feature's pages; those of development only where it is."""
    from app.accounts import recognising
    from app.accounts.views import pages as accounts
    from app.directory.views import pages as directory
    from app.listings import closing
    from app.listings.views import pages as listings
    from app.mail.views import pages as mail
    from app.ops.health import pages as health
    from app.orientations.settings import settings_of
    from app.orientations.views import pages as orientations
    from app.outreach.settings import settings_of as outreach_settings
    from app.outreach.views import pages as outreach
    from app.participation.settings import settings_of as participation_settings
    from app.participation.views import pages as participation
    from app.sms.views import pages as sms
    from app.web.components import pages as components
    from app.web.statements import pages as statements
    from app.web.switch import pages as languages

    for blueprint in (directory, accounts, listings, orientations, outreach, participation, statements, languages, health):
        app.register_blueprint(blueprint)
    config: Config = app.extensions["reperes"]
    if not config.is_production:
        app.register_blueprint(components)
        app.register_blueprint(mail)
        app.register_blueprint(sms)
    app.extensions["reperes_orientations"] = settings_of(config)
    app.extensions["reperes_outreach"] = outreach_settings(config)
    app.extensions["reperes_participation"] = participation_settings(config)
    recognising.bind(app)
    closing.bind()
