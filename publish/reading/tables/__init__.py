"""Tables, from Markdown and from files."""
