"""Local places that can help, after a question about help that one does not get."""
