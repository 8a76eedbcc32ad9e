"""A DOCX, read back as zip and XML alone."""
