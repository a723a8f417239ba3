"""Changing a listing, section by section."""
