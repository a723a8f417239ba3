"""Writes of the orientations; nothing here commits."""
