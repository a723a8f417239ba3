"""Messages between who orients and who receives, and notes kept by one side."""
