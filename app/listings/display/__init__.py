"""What pages of listings show: plain values, already in words."""
