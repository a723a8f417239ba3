"""Asking the questions where there is no network."""
