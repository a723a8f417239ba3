"""What is to be done, what was sent, what was received."""
