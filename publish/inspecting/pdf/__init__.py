"""Anybody's PDF."""
