"""Words around the text: bylines, credits, terms, titles."""
