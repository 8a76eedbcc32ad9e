"""Languages: their tags, and how each writes dates, numbers and lists."""
