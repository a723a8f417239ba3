"""Proposing a change."""
