"""Fetches pictures from Wikimedia Commons."""
