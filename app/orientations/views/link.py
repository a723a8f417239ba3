"""Answering without an account, by the link of a mail."""
