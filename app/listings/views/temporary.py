"""Closures, other hours, messages; places left."""
