"""Inline content: what is in a line of text."""
