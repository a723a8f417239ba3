"""Another service for the same need: three near ones, one gesture."""
