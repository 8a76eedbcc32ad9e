"""Finds what a flat run of paragraphs means: title, headings, lists, figures, captions, targets."""
