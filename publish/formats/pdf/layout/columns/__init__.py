"""Columns of text: where they break, what spans them, the rules between them."""
