"""Pages of votes in a room."""

from app.participation.views.votes import leading, voting

__all__ = ["leading", "voting"]
