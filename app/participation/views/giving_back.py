"""Writing what became of the answers."""
