"""Articles in stores that fsspec knows: brought to this machine, and their sets put back."""
