"""Limits of Word: requests of a stylesheet that Word cannot meet."""
