"""Pages of participation: of who answers, of who asks."""

from flask import Blueprint

pages = Blueprint("participation", __name__)
