"""Changes keys of an article's front matter in place.

Everything else stays the same byte for byte: comments, order, quotes, line endings and
the body.
"""

from publish.editing.front_matter import Change, change

__all__ = ["Change", "change"]
