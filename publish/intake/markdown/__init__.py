"""Writes a document in our own Markdown, and reads it back."""
