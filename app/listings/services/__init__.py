"""Writes of the listings. None commits."""
