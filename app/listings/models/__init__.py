"""Rows of the listings."""

from app.listings.models.asking import Correspondent, Question
from app.listings.models.audience import ListingViews
from app.listings.models.keeping import Keeping, ServiceTemplate, TemplateUse
from app.listings.models.tickets import Ticket

__all__ = ["Correspondent", "Keeping", "ListingViews", "Question", "ServiceTemplate", "TemplateUse", "Ticket"]
