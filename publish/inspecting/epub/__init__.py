"""Inspects EPUB files from any program."""
