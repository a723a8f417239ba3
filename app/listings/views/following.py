"""Following what one sent."""
