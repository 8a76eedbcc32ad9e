"""Inspects PDF files from any program."""
