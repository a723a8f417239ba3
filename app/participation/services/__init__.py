"""Writes of participation; none commits."""
