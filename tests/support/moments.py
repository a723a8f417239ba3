"""Moments at which tests stand."""

from datetime import datetime

from app.core.clock import PARIS

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
"""An ordinary Monday of term time, ten in the morning: most places are open."""
