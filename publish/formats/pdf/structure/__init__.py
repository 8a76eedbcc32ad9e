"""The structure tree of a PDF: tags, links, notes, artifacts."""
