"""The document as Word knows it, as values: blocks, formatting, boxes, roles."""
