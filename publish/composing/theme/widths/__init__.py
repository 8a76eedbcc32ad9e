"""Widths of tables and columns, worked out before any layout."""
