"""The person’s own page, by code or link."""
