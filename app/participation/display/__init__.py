"""What pages of participation show, as plain values."""
