"""What of an earlier build can be used again: whole sets, and single files."""
