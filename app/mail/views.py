"""In development without SMTP: what would have been sent."""

from flask import Blueprint

pages = Blueprint("mail", __name__)
