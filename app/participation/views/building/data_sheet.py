"""What the organisation does with the answers."""
