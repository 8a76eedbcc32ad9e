"""Figures, tables, pull quotes and boxes find their place on the pages."""
