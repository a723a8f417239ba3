"""Pages of the builder."""

from app.participation.views.building import (
    committee,
    condition,
    data_sheet,
    listing,
    outline,
    preview,
    publishing,
    question,
    recordings,
    texts,
    translating,
    trial,
    versions,
    xlsforms,
)

__all__ = [
    "committee",
    "condition",
    "data_sheet",
    "listing",
    "outline",
    "preview",
    "publishing",
    "question",
    "recordings",
    "texts",
    "translating",
    "trial",
    "versions",
    "xlsforms",
]
