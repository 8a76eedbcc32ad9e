"""The syntax: one rule of the Markdown dialect per file."""
