"""SVG: which drawings are admitted, how large they are, which fonts they need."""
