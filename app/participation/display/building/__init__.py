"""What the pages of the builder show."""
