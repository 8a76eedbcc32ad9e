"""Writers of metadata: one file for each kind of picture file."""
