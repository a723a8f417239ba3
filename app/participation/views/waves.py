"""Asking the same again: waves, targets, and what changed between them."""
