"""The structure tree of a PDF: tags, links, footnotes, artifacts."""
