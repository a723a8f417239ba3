"""Deciding a ticket."""
