"""Pages of the accounts."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)

from app.accounts.views import (  # noqa: E402 - each adds its pages to the blueprint
    account,
    devices,
    invitations,
    openid,
    organisations,
    second_factor,
    signing_in,
)

__all__ = [
    "account",
    "devices",
    "invitations",
    "openid",
    "organisations",
    "pages",
    "second_factor",
    "signing_in",
]
