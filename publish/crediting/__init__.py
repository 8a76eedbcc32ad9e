"""Crediting: what is said about an article's pictures, what is still owed, and how it is added."""
