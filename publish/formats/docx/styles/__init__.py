"""The named styles of a document, computed from the CSS."""
