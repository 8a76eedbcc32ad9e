"""Limits of Word: what a stylesheet can ask for and Word cannot do."""
