"""The hours editor."""
