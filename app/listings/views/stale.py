"""Listings that nobody answers for."""
