"""Anybody's DOCX."""
