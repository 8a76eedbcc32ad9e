"""The parts of an earlier build that can be used again: whole sets, and single files."""
