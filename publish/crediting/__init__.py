"""Finds what is missing from picture credits, and asks for it."""
