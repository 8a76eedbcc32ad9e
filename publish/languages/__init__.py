"""Languages: their tags, and their dates, numbers and lists."""
