"""The stylesheet for screens, and how it asks whether they are dark."""

SCREEN = "epub"
"""Its name."""
DARK = "(prefers-color-scheme: dark)"
"""The media feature of readers who prefer the dark."""
