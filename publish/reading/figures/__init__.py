"""Figures: the pictures of a folder, each with its credit, and how the text shows them."""
