"""The body of a page: figures, numbers, notes, citations, contents."""
