"""One orientation, for who sent it and who receives it."""
