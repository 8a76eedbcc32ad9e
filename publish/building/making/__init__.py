"""Makes the files of one article: every format, the lists of credits, in one process or two."""
