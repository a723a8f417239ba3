"""Several sites changed at once."""
