"""Rows of the listings."""

from app.listings.models.asking import Correspondent, Question
from app.listings.models.audience import ListingViews
from app.listings.models.templates import ServiceTemplate, TemplateUse
from app.listings.models.tickets import Ticket

__all__ = ["Correspondent", "ListingViews", "Question", "ServiceTemplate", "TemplateUse", "Ticket"]
