"""Citations: ``[@key]`` in the text, records in BibTeX or CSL-JSON, styled in CSL."""
