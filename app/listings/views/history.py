"""Versions of a listing."""
