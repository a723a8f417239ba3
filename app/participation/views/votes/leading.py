"""Leading a vote in a room."""
