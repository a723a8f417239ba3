"""Deciding duplicates."""
