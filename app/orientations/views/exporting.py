"""Taking a list away, after a warning."""
