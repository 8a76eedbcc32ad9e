"""Font files, and the fonts that each script needs."""
