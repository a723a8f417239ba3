"""The second factor: set up, asked, recovered."""
