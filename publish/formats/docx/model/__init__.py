"""The document model: blocks, inlines, formats and styles' names as values."""
