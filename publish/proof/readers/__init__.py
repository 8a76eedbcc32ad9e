"""A reader for each format, and one for the Page that outputs are compared with."""
