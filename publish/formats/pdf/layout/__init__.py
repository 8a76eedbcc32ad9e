"""Layout by WeasyPrint; each module works around one fault."""
