"""SVG pictures: sanitizing, size, fonts."""
