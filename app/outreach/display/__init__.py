"""What pages of outreach show: plain values, already in words."""
