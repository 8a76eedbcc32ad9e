"""Previews of a theme: its specimen in every format, and all formats on one sheet."""
