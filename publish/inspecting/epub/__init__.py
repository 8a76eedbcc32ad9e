"""Anybody's EPUB."""
