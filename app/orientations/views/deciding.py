"""Answers given with an account, and those that a sender writes down."""
