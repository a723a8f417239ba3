"""Deciding import conflicts."""
