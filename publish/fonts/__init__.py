"""Fonts: their files, and which script needs which."""
