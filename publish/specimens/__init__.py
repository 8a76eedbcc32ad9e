"""A theme shown at work: its specimen in every format, and all of it on one sheet."""
