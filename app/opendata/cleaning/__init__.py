"""From raw rows to what the directory can keep: values cleaned, what is wrong told, what is elsewhere left out."""

from app.opendata.cleaning.cleaner import Cleaner

__all__ = ["Cleaner"]
