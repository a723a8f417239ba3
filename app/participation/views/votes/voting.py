"""Voting, and the screen of the room."""
