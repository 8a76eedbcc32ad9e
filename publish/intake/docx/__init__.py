"""Reads Word files (ISO 29500-1, transitional and strict, whoever wrote them)."""
