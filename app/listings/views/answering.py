"""Confirming by phrases, from a mail."""
