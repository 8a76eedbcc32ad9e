"""A printer's view of a PDF: boxes, colors, inks, fonts, pictures, and the rules of PDF/X."""
