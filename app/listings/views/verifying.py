"""Verifying organisations."""
