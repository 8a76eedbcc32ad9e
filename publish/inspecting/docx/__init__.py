"""Inspects DOCX files from any program."""
