"""What the house says around the text: bylines, credits, terms, titles."""
