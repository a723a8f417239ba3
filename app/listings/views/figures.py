"""What a listing brings."""
